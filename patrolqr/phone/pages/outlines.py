"""Where the areas of a sheet lie, for a phone that compares its position with them."""

from functools import lru_cache
from typing import Any

from patrolqr.core.phone import Grant
from patrolqr.geo.outlines import rings

COARSE_DEGREES = 0.0002
"""About 20 m: enough to ask "you seem to be at …", and short on the wire."""

FINE_POINTS = 40
"""An outline of more points is drawn coarser."""


def of(grant: Grant) -> list[dict[str, Any]]:
    """Return one entry per area of the sheet: id (its pass, the scanned one for its own), name,
    rings of [lng, lat].
    """
    return [
        {
            "id": grant.pass_id
            if tasking.area.area_id == grant.tasking.area.area_id
            else tasking.pass_id,
            "name": f"{tasking.number} {tasking.area.name}",
            "rings": _rings(tasking.area.geometry),
        }
        for tasking in grant.briefing.taskings
    ]


@lru_cache(maxsize=512)
def _rings(geometry: str) -> list[list[list[float]]]:
    return rings(geometry, most_points=FINE_POINTS, coarse_degrees=COARSE_DEGREES)
