"""A list held against what came next, for the hotspots page and the command line alike."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from patrolqr.analysis import backtest
from patrolqr.analysis import covered as coverage
from patrolqr.analysis.backtest import BackTest
from patrolqr.analysis.periods import DateSpan
from patrolqr.analysis.study_area import StudyArea
from patrolqr.core.incident import SNAP_POINTS, Precision
from patrolqr.geo.squares import CELL_METRES, check_side
from patrolqr.steps import covered_steps, study_area
from patrolqr.steps.covered_steps import Step
from patrolqr.store import Session, incidents, loaded


def tried(
    session: Session,
    period: DateSpan,
    precision: Precision,
    *,
    types: Sequence[str],
    places: Sequence[str],
    areas: int,
    side: int = CELL_METRES,
    as_known_at: datetime | None = None,
) -> BackTest:
    """Return how a list of squares of a side made before the period's last loaded month (four weeks) did in it.

    The list sees what was known once its own time had been loaded, the month it is tried on is as it
    was known at the moment (None: now). `areas` squares are what tonight can cover. InputWrong where
    incidents of that precision cannot be counted in such squares.
    """
    check_side(side, precision)
    all_steps = covered_steps.steps(period, precision)
    by_stream = covered_steps.loaded_in(session, all_steps, precision, as_known_at)
    there = coverage.of_every_force(by_stream, len(all_steps))
    if sum(there) < backtest.FEWEST_STEPS:
        return BackTest(refused=_refusal(sum(there), len(all_steps), precision))
    *before, last = (step for step, is_there in zip(all_steps, there, strict=True) if is_there)
    choice: dict[str, Any] = {
        "precision": precision,
        "side": side,
        "neighbourhoods": places,
        "without_points": list(SNAP_POINTS),
    }
    learned_at = _known_when(session, before, precision, as_known_at)
    made_from = incidents.squares_by_step(session, steps=before, as_known_at=learned_at, **choice)
    came = incidents.squares_by_step(session, steps=[last], as_known_at=as_known_at, **choice)
    area = study_area.of(session, places, side=side)
    return backtest.try_list(
        made_from,
        came,
        types=types,
        area=StudyArea.of_incidents(made_from, side=side) if area is None else area,
        areas=areas,
        tried_on=_text(last, precision),
        made_from=_length(len(before), precision),
    )


def _known_when(
    session: Session, wanted: Sequence[Step], precision: Precision, moment: datetime | None
) -> datetime | None:
    """Return the first moment at which as much of the steps had been loaded as is now: what was told
    of them later no list could see. The moment given where there is no earlier one.
    """
    now = covered_steps.loaded_in(session, wanted, precision, moment)
    times = pd.to_datetime(loaded.loaded(session)["loaded_at"], utc=True)
    moments = [each.to_pydatetime() for each in times.sort_values()]

    def is_complete(then: datetime) -> bool:
        known = covered_steps.loaded_in(session, wanted, precision, then)
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
