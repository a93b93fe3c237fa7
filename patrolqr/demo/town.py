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
    coins,
    details,
    incidents,
    patrols,
    places,
    reasons,
    stop_searches,
    streets,
    visits,
)

NAME = "Ashbrook"

IN_FILES = ("places", "streets", "incidents", "intelligence", "stop_searches")
"""What comes to PatrolQR in files; all else is done on its pages and phones."""


@dataclass(frozen=True)
class Town:
    """What there is in town up to an instant, the cut.

    The frames IN_FILES are as its systems know them; each other one is named like its table of the
    store and has its columns.
    """

    seed: int
    until: date
    cut: datetime
    places: pd.DataFrame
    streets: pd.DataFrame
    incidents: pd.DataFrame
    intelligence: pd.DataFrame
    stop_searches: pd.DataFrame
    teams: pd.DataFrame
    patrol_areas: pd.DataFrame
    priorities: pd.DataFrame
    picks: pd.DataFrame
    coin_tosses: pd.DataFrame
    briefings: pd.DataFrame
    taskings: pd.DataFrame
    passes: pd.DataFrame
    patrol_logs: pd.DataFrame
    missed_reasons: pd.DataFrame
    log_stop_searches: pd.DataFrame
    log_arrests: pd.DataFrame
    log_engagements: pd.DataFrame
    log_actions: pd.DataFrame
    log_reviews: pd.DataFrame
    promises_kept: pd.DataFrame
    handovers: pd.DataFrame

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """Return every frame by its name."""
        return {name: rows for name, rows in vars(self).items() if isinstance(rows, pd.DataFrame)}

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Return what was done on pages and phones, by the names of the tables that hold it."""
        return {name: rows for name, rows in self.frames.items() if name not in IN_FILES}


def town(until: date | None = None, *, seed: int = 7) -> Town:
    """Return the town up to this moment or, if a patrol day is given, up to the end of that day's
    Early shift.

    For a given day and seed it is always the same town, whatever the time.
    """
    day = until or clock.today()
    cut = clock.shift_window(day, SHIFTS["Early"])[1] if until else clock.now()
    net = streets.network(seed)
    towns = places.places(net.blocks, seed)
    happened = incidents.incidents(net, towns, until=day, cut=cut, seed=seed)
    made = patrols.patrols(happened, towns, until=day, seed=seed)
    logs = visits.logs(made, cut=cut, seed=seed)
    return Town(
        seed=seed,
        until=day,
        cut=cut,
        places=places.frame(towns),
        streets=streets.frame(net),
        incidents=happened,
        intelligence=reasons.intelligence(until=day, cut=cut, seed=seed),
        stop_searches=stop_searches.stop_searches(until=day, seed=seed),
        priorities=reasons.priorities(
            made.patrol_areas,
            until=day,
            seed=seed,
            team_id=patrols.TEAM.team_id,
            kept_by=patrols.PROBLEM_SOLVER,
        ),
        coin_tosses=coins.tosses(made, seed=seed),
        patrol_logs=logs,
        missed_reasons=visits.missed(made, logs, cut=cut, seed=seed),
        log_reviews=details.reviews(logs, cut=cut, seed=seed),
        promises_kept=details.promises_kept(logs, cut=cut),
        handovers=visits.handovers(made, cut=cut),
        **details.tables(logs),
        **vars(made),
    )
