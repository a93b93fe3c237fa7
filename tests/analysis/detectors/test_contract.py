"""Every detector keeps what its base promises, whatever it looks for and however long its window."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from patrolqr.analysis import DETECTORS, Run, periods
from patrolqr.analysis.detectors import base, registry
from patrolqr.analysis.detectors.base import Detector
from patrolqr.analysis.detectors.surges import MONTHLY, WEEKLY, Surges
from patrolqr.steps import find_patterns
from patrolqr.store import Session
from tests.analysis.conftest import Keep
from tests.analysis.detectors.test_surges import all_of

MONDAY = date(2026, 11, 23)
FOLDER = Path(base.__file__).parent

FORTNIGHT = replace(
    WEEKLY,
    name="fortnight",
    title="Two weeks against the half-year before",
    window=2,
    baseline=26,
    least=26,
)
"""A detector as somebody may add it tomorrow; no word of it may come from the one it was made of."""

ONE_WEEK = replace(FORTNIGHT, name="one-week", title="The week against the half-year", window=1)
QUARTER = replace(MONTHLY, name="quarter", title="Three months against those before", window=3)
EXACT_MONTH = replace(MONTHLY, name="exact", precision="minute", query="weekly_counts")

PROMISED = [*base.SERIES, *base.TESTED, *base.TOLD]
A_LENGTH = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+) (?:day|week|month)s?\b", re.I
)
EVERY = [*DETECTORS, FORTNIGHT, ONE_WEEK, QUARTER]
EACH = pytest.mark.parametrize("detector", EVERY, ids=lambda detector: detector.name)
EACH_OF_RISES = pytest.mark.parametrize(
    "detector",
    [each for each in EVERY if isinstance(each, Surges) and each.is_rise],
    ids=lambda detector: detector.name,
)


def stored(detector: Detector, keep: Keep, number: int) -> None:
    """Store `number` burglaries in each period the detector reads and ten times as many at last."""
    needs = detector.needs
    until = periods.start(MONDAY, needs.period)
    starts = periods.starts_between(
        periods.earlier(until, needs.periods + 3, needs.period), until, needs.period
    )
    lasts = [periods.earlier(start, -1, needs.period) - timedelta(days=1) for start in starts]
    days = [*np.repeat(np.array(lasts, dtype=object), number), *[lasts[-1]] * 9 * number]
    exact = {"patrol_day": days, "precision": "minute"} if needs.precision == "minute" else {}
    keep(pd.DataFrame({"month": [day.replace(day=1) for day in days], "origin": "public"} | exact))


def looked(detector: Detector, store: Session) -> Run:
    """Return the detector's run over what is stored, as the desk makes it."""
    ask = find_patterns.counts_of(store)
    return registry.run(detector, ask, ask("covered"), as_of=MONDAY)


def texts(run: Run) -> Iterator[str]:
    """Return every text that the desk shows of a run."""
    detector = run.detector
    yield from (detector.title, detector.rule, detector.cannot_see)
    yield detector.window_text(run.last_day)
    yield from run.tests[["reading", "finding", "chance", "sentence"]].to_numpy().ravel()
    for row in range(len(run.tests)):
        bars = detector.draw(run, row)
        yield from (bars.unit, bars.ends)


def test_each_file_beside_the_base_gives_detectors_and_all_are_listed() -> None:
    files = {file.stem for file in FOLDER.glob("*.py")} - {"__init__", "base", "registry"}
    assert {type(detector).__module__.rsplit(".", 1)[1] for detector in DETECTORS} == files
    assert {WEEKLY, MONTHLY} <= set(DETECTORS)


def test_no_two_detectors_share_a_name_or_a_title() -> None:
    assert len({detector.name for detector in DETECTORS}) == len(DETECTORS)
    assert len({detector.title for detector in DETECTORS}) == len(DETECTORS)


@EACH
def test_a_detector_says_what_it_is_what_it_needs_and_what_it_cannot_see(
    detector: Detector, store: Session
) -> None:
    assert re.fullmatch(r"[a-z-]+", detector.name), "a name stands in keys, between bars"
    assert detector.title
    assert not detector.title.endswith(".")
    assert detector.rule.endswith("runs." if detector.opens_patterns else ".")
    assert detector.cannot_see.startswith("It cannot")
    assert detector.cannot_see.endswith(".")
    assert detector.doubt.startswith("It would be less if")
    assert detector.doubt.endswith(".")
    needs = detector.needs
    assert 0 < needs.periods <= needs.at_most
    assert f"{needs.periods} complete {needs.period}s" in needs.text
    assert ("month data" in needs.text) == (needs.precision == "month")
    asked = find_patterns.counts_of(store)(needs.query, since=date(2026, 1, 1), until=MONDAY)
    assert asked.empty, "the store knows the query"


@EACH
def test_a_detector_looks_on_zero_rows(detector: Detector, store: Session) -> None:
    since = periods.start(date(2020, 1, 1), detector.needs.period)
    until = periods.earlier(since, -detector.needs.at_most, detector.needs.period)
    run = detector.look(
        find_patterns.counts_of(store)(detector.needs.query, since=since, until=until),
        covered=find_patterns.counts_of(store)("covered"),
        since=since,
        until=until,
    )
    assert run.missing
    assert run.standing().empty
    assert run.tests.columns.tolist() == PROMISED
    assert since < run.recent < run.until == until


@EACH_OF_RISES
def test_a_detector_looks_on_one_row_and_calls_it_no_pattern(
    detector: Detector, store: Session, keep: Keep
) -> None:
    stored(detector, keep, 1)
    one = find_patterns.counts_of(store)(
        detector.needs.query, since=date(2020, 1, 1), until=MONDAY
    ).head(1)
    since = periods.start(one["period"].iloc[0].date(), detector.needs.period)
    until = periods.earlier(since, -detector.needs.periods, detector.needs.period)
    covered = all_of(since, until, force=None)
    run = detector.look(one.assign(incidents=1), covered=covered, since=since, until=until)
    assert not run.missing
    assert run.tests.columns.tolist() == PROMISED
    assert run.standing().empty
    assert len(run.tests) <= 1


@EACH_OF_RISES
def test_a_detector_looks_on_many_rows_and_finds_what_rose(
    detector: Detector, store: Session, keep: Keep
) -> None:
    stored(detector, keep, 8)
    run = looked(detector, store)
    assert run.detector is detector
    assert run.tests.columns.tolist() == PROMISED
    (found,) = run.standing().to_dict("records")
    assert found["first_day"] <= found["open_since"] <= found["last_day"]
    before, share = run.before(0)
    assert run.since <= before < found["first_day"]
    assert 0 < share < 1
    assert found["sentence"] == f"{found['finding']} {found['chance']}"
    assert found["finding"].startswith("Burglary outside every neighbourhood: ")
    assert detector.window_text(run.last_day) in found["finding"]
    assert f"{detector.needs.period}ly runs" in found["chance"]
    bars = detector.draw(run, 0)
    assert bars.rows.columns.tolist() == [
        *("period", "incidents", "expected", "low", "high", "is_recent"),
    ]
    assert bars.rows["is_recent"].tolist() == [False] * (len(bars.rows) - 1) + [True]
    assert bars.rows["incidents"].iloc[-1] == found["observed"]


@EACH_OF_RISES
def test_a_detectors_words_name_its_own_window_and_no_other(
    detector: Detector, store: Session, keep: Keep
) -> None:
    stored(detector, keep, 8)
    run = looked(detector, store)
    tested = periods.starts_between(run.recent, run.until, detector.needs.period)
    number = ("no", "one", "two", "three", "four")[len(tested)]
    own = {f"{number} {detector.needs.period}{'' if number == 'one' else 's'}"}
    named = {length.lower() for text in texts(run) for length in A_LENGTH.findall(text)}
    assert named <= own
    assert named or len(tested) == 1


@pytest.mark.parametrize(
    ("detector", "sunday", "when", "unit", "ends"),
    [
        (WEEKLY, date(2026, 11, 22), "the four weeks to Sun 22 Nov", "four weeks", "Four weeks to"),
        (FORTNIGHT, date(2026, 11, 22), "the two weeks to Sun 22 Nov", "two weeks", "Two weeks to"),
        (ONE_WEEK, date(2026, 11, 22), "the week to Sun 22 Nov", "the week", "Week to"),
        (MONTHLY, date(2026, 10, 31), "October 2026 (month data)", "the month", "Month"),
        (
            *(QUARTER, date(2026, 10, 31), "the three months to October 2026 (month data)"),
            *("three months", "Three months to"),
        ),
    ],
    ids=lambda value: value.name if isinstance(value, Detector) else "",
)
def test_windows_are_worded_as_people_say_them(
    *, detector: Detector, sunday: date, when: str, unit: str, ends: str, store: Session, keep: Keep
) -> None:
    stored(detector, keep, 2)
    run = looked(detector, store)
    assert run.last_day == sunday
    assert detector.window_text(run.last_day) == when
    bars = detector.draw(run, 0)
    assert (bars.unit, bars.ends) == (f"Incidents in {unit}", ends)


def test_only_month_data_are_called_so() -> None:
    assert EXACT_MONTH.window_text(date(2026, 10, 31)) == "October 2026"


def test_an_axis_names_weeks_by_their_last_day_and_months_by_name(
    store: Session, keep: Keep
) -> None:
    stored(FORTNIGHT, keep, 2)
    run = looked(FORTNIGHT, store)
    sundays = [MONDAY - timedelta(days=1 + 14 * back) for back in (1, 0)]
    assert FORTNIGHT.draw(run, 0).rows["period"].tolist()[-2:] == [
        f"{day.day} {day:%b %y}" for day in sundays
    ]
