"""Streets and what was reported on them, drawn in metres from a corner."""

from datetime import date, timedelta

import pandas as pd
import shapely

from patrolqr.geo.outlines import write_shape
from patrolqr.geo.projection import to_degrees
from patrolqr.store import Session
from tests.builders.incidents import keep_in

DAY = date(2026, 11, 24)

WEST, SOUTH = 400_000.0, 310_000.0


def outline(west: float, south: float, east: float, north: float) -> str:
    """Return a rectangle (metres east and north of a corner) as GeoJSON text."""
    box = shapely.box(WEST + west, SOUTH + south, WEST + east, SOUTH + north)
    return write_shape(shapely.transform(box, to_degrees, interleaved=False))


def put_streets(store: Session, **lines: list[tuple[float, float]]) -> None:
    """Keep drawn streets: name to corners (metres east and north of a corner)."""
    with store.writing("load") as written:
        for name, corners in lines.items():
            line = shapely.LineString([(WEST + east, SOUTH + north) for east, north in corners])
            told = write_shape(shapely.transform(line, to_degrees, interleaved=False))
            written.cursor.execute(
                "INSERT INTO streets (street_id, name, class, geometry) VALUES (?, ?, 'residential', ?)",
                [name, name.replace("_", " "), told],
            )


def put_incidents(store: Session, *points: tuple[float, float], times: int = 1) -> None:
    """Keep exact incidents at points (metres east and north of a corner), a month ago."""
    keep_in(
        store,
        pd.DataFrame(
            {
                "incident_id": [
                    f"00000000-0000-4000-8000-{n:012}" for n in range(len(points) * times)
                ],
                "precision": "minute",
                "patrol_day": DAY - timedelta(days=30),
                "easting": [WEST + east for east, _ in points for _ in range(times)],
                "northing": [SOUTH + north for _, north in points for _ in range(times)],
            }
        ),
    )
