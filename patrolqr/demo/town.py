"""Ashbrook, a fictional town: streets, neighbourhoods, two years of incidents, reasons, briefings
and patrol logs.

Everything follows from a seed and a patrol day, so tests, screenshots and README show the same
town. Nothing and nobody in it is real.
"""

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from patrolqr.core import clock
from patrolqr.core.shift import SHIFTS
from patrolqr.demo import (
    chance_and_metres,
    details,
    incidents,
    patrols,
    places,
    reasons,
    streets,
    visits,
)

NAME = "Ashbrook"

KINDS = ("incidents", "neighbourhoods", "small areas", "streets", "reasons")
"""What was loaded, one row of loads each, as if each had come from a file."""


@dataclass(frozen=True)
class Town:
    """One frame per table of the store, named like it and with its columns."""

    loads: pd.DataFrame
    places: pd.DataFrame
    streets: pd.DataFrame
    incidents: pd.DataFrame
    reasons: pd.DataFrame
    teams: pd.DataFrame
    patrol_areas: pd.DataFrame
    picks: pd.DataFrame
    briefings: pd.DataFrame
    taskings: pd.DataFrame
    passes: pd.DataFrame
    patrol_logs: pd.DataFrame
    missed_reasons: pd.DataFrame
    log_stop_searches: pd.DataFrame
    log_arrests: pd.DataFrame
    log_engagements: pd.DataFrame
    log_reviews: pd.DataFrame
    promises_kept: pd.DataFrame
    handovers: pd.DataFrame


def town(until: date | None = None, *, seed: int = 7) -> Town:
    """Return the town up to this moment or, if a patrol day is given, up to the end of that day's
    Early shift.

    For a given day and seed it is always the same town, whatever the time.
    """
    day = until or clock.today()
    cut = clock.shift_window(day, SHIFTS["Early"])[1] if until else clock.now()
    net = streets.network(seed)
    towns = places.places(net.blocks, seed)
    load = dict(
        zip(
            KINDS,
            chance_and_metres.ids(chance_and_metres.chance(seed, "loads"), len(KINDS)),
            strict=True,
        )
    )
    happened = incidents.incidents(
        net, towns, until=day, cut=cut, seed=seed, load_id=load["incidents"]
    )
    made = patrols.patrols(happened, towns, until=day, seed=seed)
    told = reasons.reasons(
        happened, made.patrol_areas, until=day, cut=cut, seed=seed, load_id=load["reasons"]
    )
    ground_rows = places.frame(
        towns, neighbourhoods=load["neighbourhoods"], small_areas=load["small areas"]
    )
    lines = streets.frame(net, load["streets"])
    logs = visits.logs(made, cut=cut, seed=seed)
    return Town(
        loads=_loads(load, (happened, ground_rows, lines, told), cut),
        places=ground_rows,
        streets=lines,
        incidents=happened,
        reasons=told,
        patrol_logs=logs,
        missed_reasons=visits.missed(made, logs, cut=cut, seed=seed),
        log_reviews=details.reviews(logs, cut=cut, seed=seed),
        promises_kept=details.promises_kept(logs, cut=cut),
        handovers=visits.handovers(made, cut=cut),
        **details.tables(logs),
        **vars(made),
    )


def _loads(load: dict[str, str], frames: tuple[pd.DataFrame, ...], cut: datetime) -> pd.DataFrame:
    """Return one row per kind of thing, with how many of it there are."""
    rows = pd.concat([frame["load_id"] for frame in frames]).value_counts()
    counts = [int(rows[load_id]) for load_id in load.values()]
    named = {
        "load_id": list(load.values()),
        "kind": list(load),
        "file_name": [f"{NAME}, generated: {kind}" for kind in load],
    }
    none = dict.fromkeys(("rows_known", "rows_updated", "rows_quarantined"), 0)
    return pd.DataFrame(
        {**named, "loaded_at": pd.Timestamp(cut), "rows_read": counts, "rows_new": counts, **none}
    )
