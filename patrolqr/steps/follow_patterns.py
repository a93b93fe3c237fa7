"""Patterns followed from run to run: which one a run's finding is, whatever day the figures say it
opened, which ones are over, and which are shown. No Streamlit here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from patrolqr.analysis import Run, periods
from patrolqr.analysis.detectors.base import QUIET_RUNS, SERIES
from patrolqr.core import clock
from patrolqr.store import Session, patterns
from patrolqr.store.patterns import FigureRow, PatternRow

ONE_DAY = timedelta(days=1)
SAME = ("observed", "expected", "low", "high", "flagged", "is_open", "open_since")
"""What of a run's figures is compared with those that are kept for the same day."""

Series = tuple[str, str, str]
"""Neighbourhood, crime type, and what is counted apart."""


@dataclass(frozen=True)
class Followed:
    """What a run says of the patterns that are kept.

    `known` are rows of its tests that are a pattern which is kept, `opened` those that are a new one,
    `closed` the ids of patterns that are over, each with the last day of the run that says so.
    """

    known: dict[int, PatternRow] = field(default_factory=dict)
    opened: list[int] = field(default_factory=list)
    closed: dict[str, date] = field(default_factory=dict)


class Standing(NamedTuple):
    """A pattern that stands: a row of a run's tests, and the one it is, None where none is kept."""

    run: Run
    row: int
    pattern: PatternRow | None

    @property
    def found(self) -> Mapping[Any, Any]:
        """Return what the run found: SERIES, TESTED and TOLD."""
        return self.run.tests.iloc[self.row].to_dict()

    @property
    def state(self) -> str:
        """Return what became of it so far."""
        return self.pattern["state"] if self.pattern else patterns.NEW

    @property
    def since(self) -> date:
        """Return the last day of the run that opened it, as it was when it was stored."""
        since: date = self.pattern["opened_day"] if self.pattern else self.found["open_since"]
        return since


def follow(run: Run, kept: Iterable[PatternRow], figures: Iterable[FigureRow]) -> Followed:
    """Return which of the kept patterns the run's tests are, which open, and which are over.

    An open test is the pattern of the same place and type that is not closed, whatever day the
    figures now say it opened, unless it was quiet for long enough in between.
    """
    told = Followed()
    if run.missing:
        return told
    last = _last_flags(run, figures)
    waiting = [
        row for row in kept if row["detector"] == run.detector.name and row["state"] != "closed"
    ]
    tests = run.tests.to_dict("records")
    rows = {_series(test): number for number, test in enumerate(tests)}
    for number, test in enumerate(tests):
        if test["open"]:
            found = _one_of(waiting, _series(test), rows, tests)
            going_on = [each for each in found if test["open_since"] <= _over(run, each, last)]
            if going_on:
                told.known[number] = going_on[-1]
                waiting.remove(going_on[-1])
            else:
                told.opened.append(number)
    opened = {_series(tests[number]) for number in [*told.opened, *told.known]}
    for each in waiting:
        over, place = _over(run, each, last), rows.get(_series(each))
        # what was not tested was not quiet, as long as any of it is read
        tested = run.since if place is None else tests[place]["last_day"]
        if over <= tested or _series(each) in opened:
            told.closed[each["pattern_id"]] = min(over, run.last_day)
        elif place is not None:
            told.known[place] = each
    return told


def _one_of(
    waiting: Sequence[PatternRow],
    series: Series,
    rows: Mapping[Series, int],
    tests: Sequence[Mapping[Any, Any]],
) -> list[PatternRow]:
    """Return the patterns that an open test may be, the one stored last at the end.

    What is counted apart can be called otherwise once more is loaded: then place and type tell.
    """
    exact = [each for each in waiting if _series(each) == series]
    if exact:
        return exact
    return [
        each
        for each in waiting
        if _series(each)[:2] == series[:2]
        and not (_series(each) in rows and tests[rows[_series(each)]]["open"])
    ]


def _series(row: Mapping[Any, Any]) -> Series:
    return row["neighbourhood_id"], row["category"], row["apart"]


def _last_flags(run: Run, figures: Iterable[FigureRow]) -> dict[str, date]:
    """Return, per pattern, the last day on which it was more than chance, whatever was known later."""
    last: dict[str, date] = {}
    for row in figures:
        day = row["last_day"]
        if not row["flagged"]:
            # open and quiet: it was flagged the run before at the latest
            day = _later(run, day, -1) if row["is_open"] else date.min
        last[row["pattern_id"]] = max(day, last.get(row["pattern_id"], date.min))
    return last


def _over(run: Run, pattern: PatternRow, last: Mapping[str, date]) -> date:
    """Return the last day of the run in which a pattern is over that nothing flagged since."""
    flagged = max(pattern["opened_day"], last.get(pattern["pattern_id"], date.min))
    return _later(run, flagged, QUIET_RUNS)


def _later(run: Run, last_day: date, runs: int) -> date:
    """Return the last day of the run that many later (below zero: earlier)."""
    period = run.detector.needs.period
    return periods.earlier(last_day + ONE_DAY, -runs, period) - ONE_DAY


def is_replay(session: Session, run: Run, *, as_of: date) -> bool:
    """Return whether a run looks back: as at an earlier day than today, at less than was looked at
    before. It changes nothing.
    """
    return as_of < clock.today() and any(
        row["detector"] == run.detector.name and row["last_day"] > run.last_day
        for row in patterns.runs(session)
    )


def keep(session: Session, runs: Iterable[Run], *, as_of: date) -> None:
    """Keep that these runs were made, over how many tests; of detectors that open patterns, those that
    opened and closed, and the figures of those that are kept. A replay changes nothing, and the same run
    again adds nothing.
    """
    for run in runs:
        if is_replay(session, run, as_of=as_of):
            continue
        patterns.record_run(
            session,
            run.detector.name,
            last_day=run.last_day,
            tests=len(run.tests),
            flagged=int(run.tests["flagged"].sum()),
        )
        if run.detector.opens_patterns:
            told = _followed(session, run)
            if told.opened or told.closed or _news(session, run, told):
                _write(session, run)


def _followed(session: Session, run: Run) -> Followed:
    kept = patterns.stored(session)
    ids = [row["pattern_id"] for row in kept if row["state"] != patterns.CLOSED]
    return follow(run, kept, patterns.figures(session, ids))


def _write(session: Session, run: Run) -> None:
    """Write what the run says; looked at anew under the lock, so that two at once store one."""
    with session.writing("detect") as written:
        told = _followed(session, run)
        for pattern_id, day in told.closed.items():
            why = f"quiet for {QUIET_RUNS} {run.detector.needs.period}s"
            patterns.close(written, pattern_id, day=day, why=why)
        for pattern_id, figures in _news(session, run, told):
            patterns.keep_figures(written, pattern_id, figures)
        for number in told.opened:
            test = run.tests.iloc[number].to_dict()
            series = {name: test[name] for name in SERIES}
            pattern_id = patterns.open_one(written, run.detector.name, series, test["open_since"])
            patterns.keep_figures(written, pattern_id, _figures(test))


def _news(session: Session, run: Run, told: Followed) -> list[tuple[str, dict[str, Any]]]:
    """Return the figures of kept patterns that are not kept yet, or not as they are known now."""
    ids = [pattern["pattern_id"] for pattern in told.known.values()]
    before = {
        row["pattern_id"]: [row[name] for name in SAME]  # type: ignore[literal-required]
        for row in patterns.figures(session, ids)
        if row["last_day"] == run.last_day
    }
    found = [
        (pattern["pattern_id"], _figures(run.tests.iloc[number].to_dict()))
        for number, pattern in told.known.items()
    ]
    return [
        (pattern_id, figures)
        for pattern_id, figures in found
        if before.get(pattern_id) != [figures[name] for name in SAME]
    ]


def _figures(test: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        "last_day": test["last_day"],
        "observed": int(test["observed"]),
        "expected": float(test["expected"]),
        "low": int(test["low"]),
        "high": int(test["high"]),
        "flagged": bool(test["flagged"]),
        "is_open": bool(test["open"]),
        "open_since": test["open_since"],
    }


def standing(session: Session, runs: Iterable[Run], *, as_of: date) -> list[Standing]:
    """Return the patterns that stand, the least likely by chance first, those set aside left out.

    A replay knows nothing of what was decided: it gives what its figures give. What one detector tells
    of a place and type is not told again by one whose turn comes later, unless somebody acts on that.
    """
    found = []
    runs = list(runs)
    for run in runs:
        if is_replay(session, run, as_of=as_of):
            found += replayed(run)
            continue
        told = _followed(session, run)
        found += [Standing(run, number, None) for number in told.opened]
        found += [
            Standing(run, number, pattern)
            for number, pattern in told.known.items()
            if pattern["state"] != patterns.NOT_A_PATTERN
        ]
    also = {
        (*_series(test)[:2], run.detector.turn)
        for run in runs
        for test in run.standing().to_dict("records")
    }
    return in_order(
        each for each in found if each.state == patterns.ACTING or not _is_told(each, also)
    )


def _is_told(one: Standing, told: Iterable[tuple[str, str, int]]) -> bool:
    """Return whether a detector that goes before tells of that place and type, too."""
    own = _series(one.found)[:2]
    return any(each[:2] == own and each[2] < one.run.detector.turn for each in told)


def replayed(run: Run) -> list[Standing]:
    """Return what a run finds by itself, whatever is kept."""
    places = [number for number, is_open in enumerate(run.tests["open"]) if is_open]
    return [Standing(run, number, None) for number in places]


def in_order(found: Iterable[Standing]) -> list[Standing]:
    """Return patterns of several runs, the least likely by chance first, by what that means over all
    tests of each one's run.
    """
    return sorted(found, key=lambda each: (float(each.found["q"]), float(each.found["p"])))


def within(found: Sequence[Standing], cards: int) -> tuple[list[Standing], list[Standing]]:
    """Return which patterns are shown under that budget and which are beyond it, both in order.

    Those that somebody acts on are shown always, and count.
    """
    acting = sum(each.state == patterns.ACTING for each in found)
    left = max(0, cards - acting)
    shown: list[Standing] = []
    beyond: list[Standing] = []
    for each in found:
        if each.state == patterns.ACTING:
            shown.append(each)
        elif left:
            shown.append(each)
            left -= 1
        else:
            beyond.append(each)
    return shown, beyond


def cards_a_week(session: Session) -> int:
    """Return how many cards a week the team accepts."""
    told = patterns.budget(session)
    return told["cards"] if told else patterns.USUAL_BUDGET
