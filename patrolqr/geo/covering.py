"""Which outline covers which point: the one home of point in polygon over many of both."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely

Ids = npt.NDArray[np.object_]


def covering(
    ids: Sequence[str] | Ids, outlines: Sequence[str] | Ids, points: npt.NDArray[np.object_]
) -> Ids:
    """Return the id of the outline (GeoJSON text) that covers each point; None outside all.

    On a shared edge it is the first outline in the order given.
    """
    found = np.full(len(points), None, dtype=object)
    if len(ids) and len(points):
        tree = shapely.STRtree(shapely.from_geojson(np.asarray(outlines, dtype=object)))
        point, outline = tree.query(points, predicate="intersects")
        last_first = np.argsort(-outline, kind="stable")  # what is written last stays
        found[point[last_first]] = np.asarray(ids, dtype=object)[outline[last_first]]
    return found


def points_at(longitudes: npt.ArrayLike, latitudes: npt.ArrayLike) -> npt.NDArray[np.object_]:
    """Return the points of those coordinates."""
    return np.atleast_1d(shapely.points(np.asarray(longitudes), np.asarray(latitudes)))


def points_inside(outlines: Sequence[str] | Ids) -> npt.NDArray[np.object_]:
    """Return a point that lies in each outline (GeoJSON text), also where its middle does not."""
    return np.atleast_1d(
        shapely.point_on_surface(shapely.from_geojson(np.asarray(outlines, dtype=object)))
    )
