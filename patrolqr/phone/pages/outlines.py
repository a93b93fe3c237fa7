"""Where the areas of a sheet lie, for a phone that compares its position with them."""

import json
from functools import lru_cache
from typing import Any

import shapely

from patrolqr.core.phone import Grant

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
    shape = shapely.from_geojson(geometry)
    if shapely.get_num_coordinates(shape) > FINE_POINTS:
        shape = shape.simplify(COARSE_DEGREES)
    written: dict[str, Any] = json.loads(shapely.to_geojson(shape))
    found = written.get("coordinates", []) if "Polygon" in written["type"] else []
    polygons = found if written["type"] == "MultiPolygon" else [found]
    return [
        [[round(x, 5), round(y, 5)] for x, y, *_ in ring]
        for polygon in polygons
        for ring in polygon
    ]
