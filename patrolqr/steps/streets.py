"""The streets that paper, screens and rounds go by. No Streamlit here."""

import geopandas as gpd

from patrolqr.geo.outlines import lines_frame, near_in_metres, points_frame
from patrolqr.geo.shapes import Bounds
from patrolqr.store import Session, places

MOST_POINTS = 20_000
"""Named points handed to the small maps: a whole force has about 10,000."""


def lines_near(drawn: gpd.GeoDataFrame, bounds: Bounds, *, around_m: float) -> gpd.GeoDataFrame:
    """Return those of the drawn streets that are lines, within the bounds (metres of the British grid)
    or so far around them, in metres.
    """
    near = near_in_metres(drawn, bounds, around_m=around_m)
    return near[near.geometry.geom_type.isin(("LineString", "MultiLineString"))]


def drawn(session: Session) -> gpd.GeoDataFrame:
    """Return the drawn streets, or the named points of incidents where nobody has any: name, class,
    geometry (4326).
    """
    rows = places.streets(session)
    if not rows.empty:
        return lines_frame(rows)
    named = places.street_points(session, most=MOST_POINTS)
    return points_frame(named.assign(**{"class": "point"}))
