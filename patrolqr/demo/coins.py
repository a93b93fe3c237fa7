"""Coins of the last six weeks: which of four places that are about as busy came on the Late sheet."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd

from patrolqr.core.coin import draw
from patrolqr.demo import chance_and_metres
from patrolqr.demo.patrols import PROBLEM_SOLVER, TEAM, Patrols

AMONG = ("Canal Bridge", "Queensway shops", "Millbrook estate", "Mill Lane")
"""Places that nobody can tell apart by a year's counts."""

SEED_BYTES = 4


def tosses(made: Patrols, *, seed: int) -> pd.DataFrame:
    """Return the coins behind the Late sheets, as their table has them: drawn are those of the four that
    came on the sheet, where some of them did and some did not.
    """
    random = chance_and_metres.chance(seed, "coins")
    return pd.DataFrame(list(_tosses(made, random)))


def _tosses(made: Patrols, random: np.random.Generator) -> Iterator[dict[str, Any]]:
    areas = made.patrol_areas[made.patrol_areas["name"].isin(AMONG)]
    by_id = dict(zip(areas["area_id"], areas["cell"], strict=True))
    cells = sorted(by_id.values())
    picks = made.picks[made.picks["team_id"] == TEAM.team_id]
    picks = picks[(picks["shift"] == "Late") & (picks["decision"] == "picked")]
    for day, there in picks.groupby("patrol_day"):
        drawn = sorted(by_id[each] for each in there["area_id"] if each in by_id)
        if 0 < len(drawn) < len(cells):
            by_seed = _seed(cells, drawn, random)
            yield {
                "team_id": TEAM.team_id,
                "patrol_day": day,
                "shift": "Late",
                "seed": by_seed,
                "cells": cells,
                "drawn": list(draw(cells, len(drawn), by_seed)),
                "tossed_by": PROBLEM_SOLVER,
                "tossed_at": there["decided_at"].min() - timedelta(minutes=1),
                "kind": "level",
            }


def _seed(cells: list[str], drawn: list[str], random: np.random.Generator) -> str:
    """Return a seed by which just these are drawn."""
    while True:
        seed = random.bytes(SEED_BYTES).hex()
        if sorted(draw(cells, len(drawn), seed)) == drawn:
            return seed
