"""How much of what is counted in a square falls into the shift it is picked for."""

from collections.abc import Mapping, Sequence

import pandas as pd

from patrolqr.analysis import in_shift
from patrolqr.analysis.periods import DateSpan
from patrolqr.core.incident import Precision
from patrolqr.core.team import Duty
from patrolqr.desk.hotspots import candidates
from patrolqr.desk.shared import cached
from patrolqr.store import incidents


def of_shift(
    rows: pd.DataFrame,
    duty: Duty,
    period: DateSpan,
    precision: Precision,
    *,
    types: Sequence[str],
    places: Sequence[str],
) -> Mapping[str, str]:
    """Return by square what the list says of that of its first rows; nothing where only the month of
    incidents is known.
    """
    if precision != "minute":
        return {}
    first = rows.head(candidates.SHOWN)
    times = cached.ask_of_loads(
        incidents.times_of_day,
        tuple(first["cell"]),
        since=period.since,
        until=period.until,
        categories=tuple(types),
        neighbourhoods=tuple(places),
    )
    return {
        cell: in_shift.told(times[times["cell"] == cell], int(count), duty.shift, duty.patrol_day)
        for cell, count in zip(first["cell"], first["count"], strict=True)
    }
