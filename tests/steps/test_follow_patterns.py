"""A pattern is one thing from run to run: late reports change its figures, not what it is."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest

from patrolqr.analysis import Run
from patrolqr.analysis.detectors import base
from patrolqr.analysis.detectors.surges import WEEKLY
from patrolqr.core import clock
from patrolqr.steps import find_patterns, follow_patterns
from patrolqr.store import Session, patterns
from tests.builders.incidents import keep_in
from tests.conftest import seen_by

WEEK = timedelta(weeks=1)
SUNDAY = date(2026, 11, 22)
"""The last day of the run with which each story begins."""


def run(
    last_day: date,
    *tests: tuple[str, date | None],
    flagged: bool = True,
    observed: int = 20,
    apart: str = "",
    p: Sequence[float] = (),
) -> Run:
    """Return a weekly run that tested Burglary in these neighbourhoods, each open since that day."""
    rows = pd.DataFrame(
        {
            "neighbourhood_id": [name for name, _ in tests],
            "neighbourhood": [name for name, _ in tests],
            "category": "Burglary",
            "apart": apart,
            "observed": observed,
            "expected": 5.0,
            "low": 1,
            "high": 9,
            "p": list(p) or 1e-6,
            "q": 1e-5,
            "flagged": [flagged and since is not None for _, since in tests],
            "first_day": last_day - timedelta(days=27),
            "last_day": last_day,
            "open_since": pd.Series([since for _, since in tests], dtype=object),
        }
    )
    until = last_day + timedelta(days=1)
    worded = base.word_tests(WEEKLY, rows, last_day) if len(rows) else base.no_tests()
    return Run(WEEKLY, until - 108 * WEEK, until - 4 * WEEK, until, worded, pd.DataFrame())


def keep(store: Session, *runs: Run) -> None:
    """Keep runs, each as at the day after its last."""
    for each in runs:
        follow_patterns.keep(store, [each], as_of=each.until)


def shown(store: Session, one: Run) -> list[str]:
    found = follow_patterns.standing(store, [one], as_of=one.until)
    return [each.found["neighbourhood_id"] for each in found]


def states(store: Session) -> list[str]:
    return [row["state"] for row in patterns.stored(store)]


def test_late_reports_shift_the_week_and_the_decision_stands(store: Session) -> None:
    keep(store, run(SUNDAY, ("N1", SUNDAY)))
    (pattern,) = patterns.stored(store)
    patterns.decide(store, pattern["pattern_id"], "not a pattern", seen=0, why="One shop")
    for since in (SUNDAY - 3 * WEEK, SUNDAY + WEEK):
        later = run(SUNDAY + WEEK, ("N1", since), observed=30)
        keep(store, later)
        assert shown(store, later) == []
    assert states(store) == ["not a pattern"]
    assert patterns.stored(store)[0]["opened_day"] == SUNDAY, "as it was stored"


def test_closed_by_two_quiet_weeks_and_back_it_is_a_new_one(store: Session) -> None:
    keep(store, run(SUNDAY, ("N1", SUNDAY)))
    patterns.decide(store, patterns.stored(store)[0]["pattern_id"], "acting", seen=0)
    one_quiet = run(SUNDAY + WEEK, ("N1", SUNDAY), flagged=False)
    keep(store, one_quiet)
    assert shown(store, one_quiet) == ["N1"]
    keep(store, run(SUNDAY + 2 * WEEK, ("N1", None)))
    (over,) = patterns.stored(store)
    assert (over["state"], over["closed_day"]) == ("closed", SUNDAY + 2 * WEEK)
    assert (over["decided_by"], over["why"]) == ("PatrolQR", "quiet for 2 weeks")
    back = run(SUNDAY + 6 * WEEK, ("N1", SUNDAY + 6 * WEEK))
    keep(store, back, back)
    assert states(store) == ["closed", "new"]
    assert shown(store, back) == ["N1"]


def test_quiet_while_nobody_looked_it_is_closed_on_its_day_and_a_new_one_opens(
    store: Session,
) -> None:
    keep(store, run(SUNDAY, ("N1", SUNDAY)))
    keep(store, run(SUNDAY + 9 * WEEK, ("N1", SUNDAY + 8 * WEEK)))
    assert states(store) == ["closed", "new"]
    assert patterns.stored(store)[0]["closed_day"] == SUNDAY + 2 * WEEK


@pytest.mark.parametrize(("weeks", "expected"), [(2, ["new"]), (3, ["closed", "new"])])
def test_the_first_week_that_is_another_pattern(
    store: Session, weeks: int, expected: list[str]
) -> None:
    keep(store, run(SUNDAY, ("N1", SUNDAY)))
    again = SUNDAY + weeks * WEEK
    keep(store, run(again, ("N1", again)))
    assert states(store) == expected


def test_later_reports_that_take_the_rise_away_close_nothing_before_it_was_quiet(
    store: Session,
) -> None:
    keep(store, run(SUNDAY, ("N1", SUNDAY)))
    for weeks, expected in ((0, "new"), (1, "new"), (2, "closed")):
        gone = run(SUNDAY + weeks * WEEK, ("N1", None), observed=6)
        keep(store, gone)
        assert states(store) == [expected]
        assert shown(store, gone) == (["N1"] if expected == "new" else [])


def test_what_could_not_be_tested_was_not_quiet(store: Session) -> None:
    keep(store, run(SUNDAY, ("N1", SUNDAY)))
    keep(
        store, replace(run(SUNDAY + 5 * WEEK), missing="Of four weeks in a row not all are loaded.")
    )
    keep(store, run(SUNDAY + 5 * WEEK, ("N2", None)))
    assert states(store) == ["new"]


def test_figures_of_one_run_known_later_stand_beside_those_known_first(store: Session) -> None:
    first, later = run(SUNDAY, ("N1", SUNDAY)), run(SUNDAY, ("N1", SUNDAY), observed=23)
    keep(store, first, first, later, later, run(SUNDAY + WEEK, ("N1", SUNDAY)))
    (pattern,) = patterns.stored(store)
    figures = patterns.figures(store, [pattern["pattern_id"]])
    assert [(row["last_day"], row["observed"]) for row in figures] == [
        (SUNDAY, 20),
        (SUNDAY, 23),
        (SUNDAY + WEEK, 20),
    ]


def test_what_is_counted_apart_under_another_name_is_the_same_pattern(store: Session) -> None:
    keep(store, run(SUNDAY, ("N1", SUNDAY)))
    keep(store, run(SUNDAY + WEEK, ("N1", SUNDAY), apart="Other Police"))
    assert states(store) == ["new"]


def test_a_look_back_changes_nothing(store: Session) -> None:
    keep(store, run(SUNDAY, ("N1", SUNDAY), ("N2", None)))
    old = run(SUNDAY - 9 * WEEK, ("N1", None), ("N2", SUNDAY - 9 * WEEK))
    before = (patterns.stored(store), patterns.states(store), patterns.runs(store))
    with clock.standing_at(datetime(2026, 11, 24, 12, tzinfo=UTC)):
        keep(store, old)
        assert shown(store, old) == ["N2"]
    assert (patterns.stored(store), patterns.states(store), patterns.runs(store)) == before


def test_two_at_once_store_one_pattern(store: Session) -> None:
    one, both = run(SUNDAY, ("N1", SUNDAY), ("N2", SUNDAY)), threading.Barrier(2)

    def look() -> None:
        both.wait()
        keep(store, one)

    threads = [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = patterns.stored(store)
    assert sorted(row["neighbourhood_id"] for row in kept) == ["N1", "N2"]
    assert len(patterns.figures(store, [row["pattern_id"] for row in kept])) == 2


def test_nothing_loaded_and_nothing_tested_is_no_pattern(store: Session) -> None:
    follow_patterns.keep(store, [], as_of=SUNDAY)
    assert follow_patterns.standing(store, [], as_of=SUNDAY) == []
    keep(store, run(SUNDAY))
    assert patterns.stored(store) == []
    # logged; but no time in which nothing stood out
    logged = {"detector": "weekly", "as_of": SUNDAY, "tests": 0, "flagged": 0}
    assert store.rows(patterns.RunRow, "patterns/pattern_run", **logged)
    assert patterns.runs(store) == []


def test_the_budget_shows_the_least_likely_first_and_what_is_acted_on_always(
    store: Session,
) -> None:
    names = ["N1", "N2", "N3", "N4"]
    one = run(SUNDAY, *[(name, SUNDAY) for name in names], p=[1e-9, 1e-8, 1e-7, 1e-6])
    keep(store, one)
    last = next(row for row in patterns.stored(store) if row["neighbourhood_id"] == "N4")
    patterns.decide(seen_by(store, "Sgt 1"), last["pattern_id"], "acting", seen=0)
    found = follow_patterns.standing(store, [one], as_of=one.until)

    def split(cards: int) -> list[list[str]]:
        parts = follow_patterns.within(found, cards)
        return [[each.found["neighbourhood_id"] for each in part] for part in parts]

    assert split(2) == [["N1", "N4"], ["N2", "N3"]]
    assert split(0) == [["N4"], ["N1", "N2", "N3"]]
    assert split(9) == [names, []]
    assert follow_patterns.cards_a_week(store) == 5
    patterns.set_budget(store, 2, seen=0)
    assert follow_patterns.cards_a_week(store) == 2


def rows(days: list[date]) -> pd.DataFrame:
    return pd.DataFrame({"patrol_day": days, "precision": "minute", "neighbourhood_id": "N1"})


def every_week(a_week: int, first: int, last: int) -> list[date]:
    """Return so many days a week from that many weeks before SUNDAY to that many."""
    return [
        SUNDAY - timedelta(days=7 * week + step % 7)
        for week in range(last, first)
        for step in range(a_week)
    ]


def test_reports_that_come_late_move_the_opening_week_and_not_the_pattern(store: Session) -> None:
    """With the detector itself, over rows in the store."""
    as_of = SUNDAY + timedelta(days=2)

    def weekly() -> Run:
        runs = find_patterns.find(store, as_of=as_of)
        return next(run for run in runs if run.detector is WEEKLY)

    keep_in(store, rows([*every_week(3, 70, 0), *every_week(9, 3, 0)]))
    first = weekly()
    follow_patterns.keep(store, [first], as_of=as_of)
    (pattern,) = patterns.stored(store)
    patterns.decide(store, pattern["pattern_id"], "not a pattern", seen=0, why="One shop")
    keep_in(store, rows(every_week(12, 6, 3)))
    later = weekly()
    opened = [one.standing()["open_since"].tolist() for one in (first, later)]
    assert opened[0] != opened[1], "the figures now say another week"
    follow_patterns.keep(store, [later], as_of=as_of)
    assert states(store) == ["not a pattern"]
    assert follow_patterns.standing(store, [later], as_of=as_of) == []
    assert len(patterns.figures(store, [pattern["pattern_id"]])) == 2
