"""A list held against what came next, for the hotspots page and the command line alike."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd

from patrolqr.analysis import backtest
from patrolqr.analysis import covered as coverage
from patrolqr.analysis.backtest import BackTest
from patrolqr.analysis.covered import Mask, Stream
from patrolqr.analysis.periods import DateSpan, starts_between
from patrolqr.analysis.study_area import StudyArea
from patrolqr.core.incident import SNAP_POINTS, Precision
from patrolqr.geo.study_area import squares_on
from patrolqr.store import Session, covered, incidents, loaded
from patrolqr.store.places import neighbourhoods

STEP_DAYS = 28
"""Days of a step where incidents are known to the minute: whole weeks, so that weekends are even."""

Step = tuple[date, date]
"""Its first day, and the first after it."""


def tried(
    session: Session,
    period: DateSpan,
    precision: Precision,
    *,
    types: Sequence[str],
    places: Sequence[str],
    areas: int,
    as_known_at: datetime | None = None,
) -> BackTest:
    """Return how a list made before the period's last loaded month (four weeks) did in it.

    The list sees what was known once its own time had been loaded, the month it is tried on is as it
    was known at the moment (None: now). `areas` squares are what tonight can cover.
    """
    all_steps = steps(period, precision)
    by_stream = _loaded(session, all_steps, precision, as_known_at)
    there = _of_every_force(by_stream, len(all_steps))
    if sum(there) < backtest.FEWEST_STEPS:
        return BackTest(refused=_refusal(sum(there), len(all_steps), precision))
    *before, last = (step for step, is_there in zip(all_steps, there, strict=True) if is_there)
    choice: dict[str, Any] = {
        "precision": precision,
        "neighbourhoods": places,
        "without_points": list(SNAP_POINTS),
    }
    learned_at = _known_when(session, before, precision, as_known_at)
    made_from = incidents.squares_by_step(session, steps=before, as_known_at=learned_at, **choice)
    came = incidents.squares_by_step(session, steps=[last], as_known_at=as_known_at, **choice)
    area = study_area(session, places)
    return backtest.try_list(
        made_from,
        came,
        types=types,
        area=StudyArea.of_incidents(made_from) if area is None else area,
        areas=areas,
        tried_on=_text(last, precision),
        made_from=f"{_length(len(before), precision)}",
    )


def study_area(session: Session, places: Sequence[str]) -> StudyArea | None:
    """Return the squares on the ground of the neighbourhoods chosen (none: of all); None where no
    outline is loaded.
    """
    rows = neighbourhoods(session).dropna(subset=["geometry"])
    wanted = rows[rows["place_id"].isin(list(places))] if places else rows
    squares = squares_on(wanted["geometry"])
    return StudyArea(squares) if len(squares) else None


def steps(period: DateSpan, precision: Precision) -> list[Step]:
    """Return the months of a period, or its stretches of four weeks up to its end."""
    if precision == "month":
        starts = starts_between(period.since.replace(day=1), period.until, "month")
        return list(zip(starts, [*starts[1:], period.until], strict=True))
    number = (period.until - period.since).days // STEP_DAYS
    ends = [period.until - timedelta(days=STEP_DAYS * each) for each in range(number)]
    return [(end - timedelta(days=STEP_DAYS), end) for end in reversed(ends)]


def _loaded(
    session: Session, wanted: Sequence[Step], precision: Precision, moment: datetime | None
) -> dict[Stream, Mask]:
    """Return per force and kind which steps were loaded, as known at the moment (None: now)."""
    rows = coverage.of_incidents(covered.covered(session, as_known_at=moment))
    rows = rows[rows["precision"] == precision]
    if not wanted or rows.empty:
        return {}
    return coverage.loaded(rows, [start for start, _ in wanted], wanted[-1][1])


def _of_every_force(by_stream: Mapping[Stream, Mask], number: int) -> list[bool]:
    """Return which of so many steps were loaded of every force of which any was."""
    of_force: dict[str, Mask] = {}
    for (force, _), there in by_stream.items():
        of_force[force] = of_force.get(force, np.zeros(number, dtype=bool)) | there
    used = [there for there in of_force.values() if there.any()]
    return list(np.logical_and.reduce(used)) if used else [False] * number


def _known_when(
    session: Session, wanted: Sequence[Step], precision: Precision, moment: datetime | None
) -> datetime | None:
    """Return the first moment at which as much of the steps had been loaded as is now: what was told
    of them later no list could see. The moment given where there is no earlier one.
    """
    now = _loaded(session, wanted, precision, moment)
    times = pd.to_datetime(loaded.loaded(session)["loaded_at"], utc=True)
    moments = [each.to_pydatetime() for each in times.sort_values()]

    def is_complete(then: datetime) -> bool:
        known = _loaded(session, wanted, precision, then)
        return all(stream in known and known[stream][there].all() for stream, there in now.items())

    # a load only adds, so complete stays complete, and seven looks find it among a hundred loads
    first = bisect_left(moments, True, key=is_complete)
    early = [each for each in moments[first:] if moment is None or each <= moment]
    return early[0] if early else moment


def _text(step: Step, precision: Precision) -> str:
    if precision == "month":
        return f"{step[0]:%B %Y}"
    last = step[1] - timedelta(days=1)
    return f"the four weeks to {last.day} {last:%b %Y}"


def _length(number: int, precision: Precision) -> str:
    return f"{number} months" if precision == "month" else f"{number * 4} weeks"


def _refusal(there: int, of: int, precision: Precision) -> str:
    unit = "months" if precision == "month" else "stretches of four weeks"
    return (
        f"Too little is loaded to try this list: it takes {backtest.FEWEST_STEPS} {unit}, two to make "
        f"it and one to try it on. Of the {of} in this period {there} can be used."
    )
