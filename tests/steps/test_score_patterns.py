"""The score of each detector: cards that are closed, from the store, against the counts there are."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from patrolqr.steps import find_patterns, follow_patterns, score_patterns
from patrolqr.steps.score_patterns import Score
from patrolqr.store import Session, patterns
from tests.builders.incidents import keep_in

UNTIL = date(2026, 11, 23)
WEEKS = 100


def incidents(*rises: tuple[str, int, int]) -> pd.DataFrame:
    """Return three vehicle crimes a week in three wards, and seven more in a ward from one week to before
    another.
    """
    weeks = {ward: np.full(WEEKS, 3) for ward in ("N1", "N2", "N3")}
    for ward, first, last in rises:
        weeks[ward][first:last] += 7
    since = UNTIL - timedelta(weeks=WEEKS)
    told = [
        (ward, since + timedelta(weeks=week, days=number % 7))
        for ward, counts in weeks.items()
        for week, count in enumerate(counts)
        for number in range(count)
    ]
    return pd.DataFrame(told, columns=["neighbourhood_id", "patrol_day"]).assign(
        precision="minute", category="Vehicle crime"
    )


def look(store: Session, *weeks: int) -> None:
    """Keep the runs of those mornings, weeks before UNTIL."""
    for week in weeks:
        as_of = UNTIL - timedelta(weeks=week)
        runs = find_patterns.find(store, as_of=as_of)
        follow_patterns.keep(store, runs, as_of=as_of)


def scored(store: Session) -> dict[str, Score]:
    runs = find_patterns.find(store, as_of=UNTIL)
    told = score_patterns.told_later(store, score_patterns.looked_since(store), as_of=UNTIL)
    return {each.detector: each for each in score_patterns.score(store, runs, told, {})}


def test_a_card_that_was_right_and_one_that_nobody_opened(store: Session) -> None:
    keep_in(store, incidents(("N1", 75, 83), ("N2", 84, 92)))
    look(store, *range(25, 15, -1), *range(3, -1, -1))
    found = scored(store)["weekly"]
    kept = [row for row in patterns.stored(store) if row["detector"] == "weekly"]
    closed = [row for row in kept if row["state"] == "closed"]
    assert (found.cards, found.closed) == (len(kept), len(closed))
    assert [row["neighbourhood_id"] for row in closed][:1] == ["N1"]
    assert found.judged == len(closed)
    assert found.right == 1
    assert found.days_late is not None
    assert 7 <= found.days_late <= 35
    assert found.missed == 1
    assert "were right" in found.sentence
    assert "1 missed" in found.sentence


def test_where_nothing_was_ever_kept_there_is_nothing_to_judge(store: Session) -> None:
    keep_in(store, incidents())
    found = scored(store)
    assert {each.cards for each in found.values()} == {0}
    assert found["weekly"].judged == found["weekly"].missed == 0
    assert found["silence"].missed is None
    assert "0 cards, 0 of them closed" in found["weekly"].sentence


def test_an_empty_store_has_no_score(store: Session) -> None:
    assert score_patterns.score(store, [], [], {}) == []
    assert score_patterns.told_later(store, (), as_of=UNTIL) == []
