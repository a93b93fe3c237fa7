"""How far a position is from an area or another position, in metres of the British grid."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import shapely
from pyproj import Transformer

TO_METRES = Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)


class Place(NamedTuple):
    """A position in degrees (EPSG:4326)."""

    longitude: float
    latitude: float


def metres_to_area(geometry: str, place: Place) -> float:
    """Return how far outside the area (GeoJSON text, EPSG:4326) the position is; 0 inside."""
    return float(shapely.distance(_in_metres(geometry), shapely.Point(_metres(place))))


def metres_apart(one: Place, other: Place) -> float:
    """Return the distance between two positions."""
    (east, north), (other_east, other_north) = _metres(one), _metres(other)
    return float(np.hypot(other_east - east, other_north - north))


@lru_cache(maxsize=4096)
def middle(geometry: str) -> Place:
    """Return the middle of an area's corners."""
    rings = shapely.get_parts(shapely.get_rings(shapely.from_geojson(geometry)))
    corners = np.concatenate([shapely.get_coordinates(ring)[:-1] for ring in rings])
    longitude, latitude = corners.mean(axis=0)
    return Place(float(longitude), float(latitude))


@lru_cache(maxsize=4096)
def _in_metres(geometry: str) -> shapely.Geometry:
    return shapely.transform(shapely.from_geojson(geometry), TO_METRES.transform, interleaved=False)


def _metres(place: Place) -> tuple[float, float]:
    east, north = TO_METRES.transform(place.longitude, place.latitude)
    return float(east), float(north)
