"""Cards of points and of notes are judged from the store: by what was known then, and by what followed."""

import uuid
from datetime import time, timedelta

import pandas as pd
import pytest

from patrolqr.analysis.detectors import registry, scan
from patrolqr.core import clock
from patrolqr.steps import find_patterns, follow_patterns, score_patterns
from patrolqr.steps.score_patterns import Score
from patrolqr.store import Session, patterns
from tests.analysis.detectors.test_scan import gathered
from tests.analysis.test_scoring_points import in_the_street
from tests.builders.incidents import as_loaded, load_more
from tests.builders.notes import UNTIL as WRITTEN_UNTIL
from tests.builders.notes import Note, by_each, keep_notes, usual
from tests.builders.points import UNTIL, scattered
from tests.steps.test_look_at_points import kept

DAY = timedelta(days=1)
MONDAY = clock.at(UNTIL, time(9))
LATER = UNTIL + timedelta(days=scan.LONGEST)


@pytest.fixture
def card(store: Session) -> str:
    """Return the id of a closed card of a circle, told on the Monday after what gathered."""
    kept(store, pd.concat([scattered(400, seed=2), gathered()]))
    as_loaded(store, MONDAY - DAY)
    with clock.standing_at(MONDAY):
        ask = find_patterns.counts_of(store)
        run = registry.run(scan.SCAN, ask, ask("covered"), as_of=UNTIL)
        follow_patterns.keep(store, [run], as_of=UNTIL)
    (pattern,) = patterns.stored(store)
    with store.writing("detect") as written:
        patterns.close(written, pattern["pattern_id"], day=LATER, why="quiet for 2 weeks")
    return pattern["pattern_id"]


def loaded_later(store: Session, rows: pd.DataFrame) -> None:
    """Load more burglaries weeks later, anywhere up to the last of the days after, and these."""
    anywhere = scattered(60, seed=3, days=28)
    anywhere["patrol_day"] += pd.Timedelta(days=364)
    anywhere.loc[0, "patrol_day"] = pd.Timestamp(LATER - DAY)
    more = pd.concat([anywhere, rows], ignore_index=True).drop(columns=["neighbourhood", "hour"])
    more = more.assign(
        precision="minute",
        patrol_day=more["patrol_day"].dt.date,
        incident_id=[str(uuid.uuid4()) for _ in range(len(more))],
    )
    load_more(store, more, MONDAY + timedelta(weeks=5))


def of_circles(store: Session) -> Score:
    told = score_patterns.followed(store, score_patterns.to_judge(store))
    (found,) = score_patterns.score(store, [], [], told)
    assert found.detector == "scan"
    return found


@pytest.mark.parametrize(("followed", "right"), [(5, 1), (0, 0)])
def test_a_circle_is_judged_by_what_was_known_then_whatever_was_loaded_since(
    followed: int, right: int, store: Session, card: str
) -> None:
    late = in_the_street([-1, -2])
    after = in_the_street([1 + 5 * number for number in range(followed)])
    loaded_later(store, pd.concat([late, after]))
    found = of_circles(store)
    assert (found.cards, found.closed, found.judged, found.right) == (1, 1, 1, right)
    assert f"{right} of 1 that can be judged were right" in found.sentence
    assert scan.SCAN.title in found.sentence
    assert "A card of a circle was right where" in " ".join(score_patterns.rules([found]))
    assert "A card of hours" not in " ".join(score_patterns.rules([found]))


def test_a_circle_whose_days_after_are_not_there_yet_cannot_be_judged(
    store: Session, card: str
) -> None:
    found = of_circles(store)
    assert (found.closed, found.judged, found.right) == (1, 0, 0)
    assert "of 1 nothing can be said" in found.sentence


def test_where_nobody_looked_again_cards_are_counted_alone(store: Session, card: str) -> None:
    (found,) = score_patterns.score(store, [], [], None)
    assert (found.cards, found.closed, found.judged, found.right) == (1, 1, None, None)
    assert "nobody looked again" in found.sentence


def test_what_is_not_closed_is_not_looked_at_again(store: Session) -> None:
    kept(store, pd.concat([scattered(400, seed=2), gathered()]))
    ask = find_patterns.counts_of(store)
    follow_patterns.keep(
        store, [registry.run(scan.SCAN, ask, ask("covered"), as_of=UNTIL)], as_of=UNTIL
    )
    assert score_patterns.to_judge(store) == ()
    assert (of_circles(store).cards, of_circles(store).closed) == (1, 0)


def weeks_ago(weeks: int, text: str, officers: int, *, days: int = 1) -> list[Note]:
    return by_each(text, officers, first_day=7 * weeks + days)


def of_notes(store: Session) -> dict[str, Score]:
    found = score_patterns.of_notes(store, as_of=WRITTEN_UNTIL)
    return {each.detector: each for each in found}


NEW = "needles behind the kiosk"


@pytest.mark.parametrize(("again", "right"), [(5, 1), (2, 0), (0, 0)])
def test_a_theme_was_right_where_three_officers_noted_it_again_within_seven_days(
    again: int, right: int, store: Session
) -> None:
    noted = [*weeks_ago(6, NEW, 4), *(weeks_ago(5, NEW, again) if again else [])]
    keep_notes(store, [*usual(), *noted])
    found = of_notes(store)["themes"]
    assert (found.cards, found.closed, found.judged, found.right) == (1, 1, 1, right)


def test_a_theme_of_this_week_is_not_closed(store: Session) -> None:
    keep_notes(store, [*usual(), *weeks_ago(0, NEW, 4)])
    found = of_notes(store)["themes"]
    assert (found.cards, found.closed) == (1, 0)


@pytest.mark.parametrize(("goes_on", "right"), [(True, 3), (False, 0)])
def test_a_word_was_right_where_it_goes_on_rising(
    goes_on: bool, right: int, store: Session
) -> None:
    weeks = range(2, 8) if goes_on else range(5, 8)
    noted = [note for week in weeks for note in weeks_ago(week, NEW, 7)]
    keep_notes(store, [*usual(weeks=24), *noted])
    found = of_notes(store)["words"]
    assert found.cards >= 3
    assert found.right == right
    assert found.title in found.sentence
    assert "Of officers' notes no card is kept" in score_patterns.rules([found])[-1]


def test_without_notes_there_is_no_score_of_them(store: Session) -> None:
    assert score_patterns.of_notes(store, as_of=WRITTEN_UNTIL) == []
