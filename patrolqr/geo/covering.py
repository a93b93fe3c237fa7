"""Which outline covers which point: the one home of point in polygon over many of both."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely

from patrolqr.geo.shapes import Shapes, read_shapes

Ids = npt.NDArray[np.object_]


def covering(ids: Sequence[str] | Ids, outlines: Sequence[str] | Ids, points: Shapes) -> Ids:
    """Return the id of the outline (GeoJSON text) that covers each point; None outside all.

    On a shared edge it is the first outline in the order given.
    """
    none_last = np.array([*ids, None], dtype=object)
    return none_last[first_covering(read_shapes(outlines), points)]


def first_covering(areas: Shapes, points: Shapes) -> npt.NDArray[np.int64]:
    """Return the position of the first area that covers each point, -1 where none does."""
    found = np.full(len(points), -1, dtype=np.int64)
    if len(areas) and len(points):
        point, area = shapely.STRtree(areas).query(points, predicate="intersects")
        last_first = np.argsort(-area, kind="stable")  # what is written last stays
        found[point[last_first]] = area[last_first]
    return found


def points_at(easts: npt.ArrayLike, norths: npt.ArrayLike) -> Shapes:
    """Return the points of those coordinates: longitudes and latitudes, or eastings and northings."""
    return np.atleast_1d(shapely.points(np.asarray(easts), np.asarray(norths)))


def points_inside(outlines: Sequence[str] | Ids) -> Shapes:
    """Return a point that lies in each outline (GeoJSON text), also where its middle does not."""
    return np.atleast_1d(shapely.point_on_surface(read_shapes(outlines)))
