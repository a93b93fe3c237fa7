"""Which system of coordinates a file is in: what it says, checked against where the ground can be.

A system fits where most of a file's shapes come to lie in the United Kingdom. Where something is
loaded already and several systems fit, the one that lies near it is believed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from patrolqr.geo.projection import DEGREES, METRES, transformer
from patrolqr.geo.shapes import Bounds, Shapes
from patrolqr.geo.united_kingdom import GREAT_BRITAIN, NORTHERN_IRELAND

NAMES = {
    DEGREES: "longitude and latitude",
    METRES: "British National Grid",
    "EPSG:3857": "Web Mercator",
    "EPSG:32630": "UTM zone 30N",
    "EPSG:32629": "UTM zone 29N",
    "EPSG:32631": "UTM zone 31N",
    "EPSG:29903": "Irish Grid",
    "EPSG:2157": "Irish Transverse Mercator",
    "EPSG:3035": "ETRS89 LAEA Europe",
}
"""Systems that files of places in the United Kingdom come in, as people call them."""

FITTING_SHARE = 0.5
"""More than this share of a file's shapes must lie in the United Kingdom: a few strays are their own
fault, not that of the file's system.
"""

NEAR_M = 100_000
"""Metres from what is loaded: farther than any force is from its neighbour's middle."""

Points = npt.NDArray[np.float64]
"""One row per point: east, north."""


class NoGround(ValueError):
    """The shapes lie where no incident can be, or in several places; the message says which."""


@dataclass(frozen=True)
class System:
    """How a file's numbers become degrees; `is_swapped` where north stands before east."""

    code: str
    is_swapped: bool = False

    @property
    def name(self) -> str:
        """Return what people call it, with its number."""
        called = NAMES.get(self.code) or pyproj.CRS.from_user_input(self.code).name
        order = ", north before east" if self.is_swapped else ""
        number = f", {self.code}" if self.code.startswith("EPSG:") else ""
        return f"{called}{number}{order}"

    def points(self, points: Points) -> Points:
        """Return points of the file in degrees; infinite where they are outside the system."""
        east, north = points[:, ::-1].T if self.is_swapped else points.T
        if self.code == DEGREES:
            on_the_globe = (np.abs(east) <= 180) & (np.abs(north) <= 90)
            return np.where(on_the_globe[:, None], np.column_stack([east, north]), np.inf)
        return np.column_stack(transformer(self.code, DEGREES).transform(east, north))

    def shapes(self, shapes: Shapes) -> Shapes:
        """Return shapes of the file in degrees."""
        if self.code == DEGREES and not self.is_swapped:
            return shapes
        return np.asarray(shapely.transform(shapes, self.points), dtype=object)


@dataclass(frozen=True)
class Placed:
    """Shapes in degrees, which of them lie in the United Kingdom, and the system believed in."""

    shapes: Shapes
    are_inside: npt.NDArray[np.bool_]
    system: System
    note: str


def code_of(said: object) -> str | None:
    """Return EPSG:… of a system as a file names it, its own text where it has no number; None where
    there is none that can be understood.
    """
    if not said:
        return None
    try:
        system = pyproj.CRS.from_user_input(said)
    except pyproj.exceptions.CRSError:
        return None
    if system.to_authority() == ("OGC", "CRS84"):
        return DEGREES
    number = system.to_epsg(min_confidence=60)
    return f"EPSG:{number}" if number else system.to_wkt()


def place(shapes: Shapes, said: str | None, loaded: Bounds | None) -> Placed:
    """Return the shapes in degrees, in the system the file says or, where that cannot be, in the only
    other that fits. `said` is an EPSG:… or None, `loaded` what is loaded already, in degrees.

    NoGround where none fits, or several do.
    """
    middles = _middles(shapes)
    first = System(said or DEGREES)
    if _fits(first, middles) and (_is_near(first, middles, loaded) or not loaded):
        return _placed(shapes, middles, first, _name_system(first, said, is_as_said=True))
    others = [each for each in _others(first) if _fits(each, middles, where_used=True)]
    fitting = [first, *others] if _fits(first, middles) else others
    near = [each for each in fitting if _is_near(each, middles, loaded)]
    if loaded and fitting and not near:
        raise NoGround(_say_far(fitting[0], middles, loaded))
    if len(near) != 1:
        raise NoGround(_say_none(first, said, middles) if not near else _say_several(said, near))
    return _placed(shapes, middles, near[0], _name_system(near[0], said, is_as_said=False))


def _placed(shapes: Shapes, middles: Points, system: System, note: str) -> Placed:
    return Placed(system.shapes(shapes), _are_inside(system, middles), system, note)


def _others(first: System) -> Iterator[System]:
    """Give the systems that are tried where the file's own does not fit."""
    yield System(first.code, is_swapped=True)
    for code in NAMES:
        if code != first.code:
            yield System(code)
    if first.code != DEGREES:
        yield System(DEGREES, is_swapped=True)


def _middles(shapes: Shapes) -> Points:
    west, south, east, north = shapely.bounds(shapes).reshape(-1, 4).T
    middles = np.column_stack([(west + east) / 2, (south + north) / 2])
    return np.asarray(middles, dtype=float)


@cache
def _ground() -> shapely.Geometry:
    ground = shapely.union_all([shapely.Polygon(GREAT_BRITAIN), shapely.Polygon(NORTHERN_IRELAND)])
    shapely.prepare(ground)
    return ground


def _are_inside(system: System, middles: Points) -> npt.NDArray[np.bool_]:
    points = system.points(middles)
    there = np.asarray(np.isfinite(points).all(axis=1))
    inside = shapely.contains_xy(_ground(), *np.where(there[:, None], points, 0).T)
    return np.asarray(inside & there)


@cache
def _bounds_used(code: str) -> Bounds:
    """Return the degrees a system is made for: nobody writes Kent on the Irish Grid."""
    area = pyproj.CRS.from_user_input(code).area_of_use
    return area.bounds if area else (-180, -90, 180, 90)


def _fits(system: System, middles: Points, *, where_used: bool = False) -> bool:
    inside = _are_inside(system, middles)
    if where_used:
        west, south, east, north = _bounds_used(system.code)
        longitudes, latitudes = system.points(middles).T
        inside &= (west <= longitudes) & (longitudes <= east)
        inside &= (south <= latitudes) & (latitudes <= north)
    return bool(inside.size and inside.mean() > FITTING_SHARE)


def _is_near(system: System, middles: Points, loaded: Bounds | None) -> bool:
    return loaded is None or _metres_away(system, middles, loaded) <= NEAR_M


def _metres_away(system: System, middles: Points, loaded: Bounds) -> float:
    """Return how far the box around the file's shapes lies from what is loaded."""
    points = system.points(middles)[_are_inside(system, middles)]
    boxes = [_box_in_metres(box) for box in ((*points.min(axis=0), *points.max(axis=0)), loaded)]
    return float(shapely.distance(*boxes))


def _box_in_metres(bounds: Bounds) -> shapely.Geometry:
    west, south, east, north = bounds
    return shapely.box(
        *transformer(DEGREES, METRES).transform(west, south),
        *transformer(DEGREES, METRES).transform(east, north),
    )


def _name_system(system: System, said: str | None, *, is_as_said: bool) -> str:
    """Return what a person is told about the system; nothing where it is plain degrees."""
    if is_as_said:
        return "" if system.code == DEGREES else f"Read as {system.name}."
    if said is None:
        return (
            "It does not say its system of coordinates, and lies where incidents can be only as "
            f"{system.name}: read as that."
        )
    return (
        f"It says {System(said).name}, but lies where incidents can be only as {system.name}: "
        "read as that."
    )


def _say_none(first: System, said: str | None, middles: Points) -> str:
    points = first.points(middles)
    points = points[np.isfinite(points).all(axis=1)]
    where = "nowhere on the globe"
    if points.size:
        longitude, latitude = np.median(points, axis=0)
        where = f"around latitude {latitude:.2f}, longitude {longitude:.2f}"
    called = f"as it says itself, {first.name}" if said else f"as {first.name}"
    return (
        f"lies outside the United Kingdom: {called}, it is {where}, and no other system puts it there. "
        "Save it again as longitude and latitude (EPSG:4326)."
    )


def _say_several(said: str | None, fitting: Sequence[System]) -> str:
    names = " or ".join(each.name for each in fitting)
    begin = f"says {System(said).name}, which cannot be" if said else "does not say its system"
    return f"{begin}; it may be {names}. Save it again as longitude and latitude (EPSG:4326)."


def _say_far(system: System, middles: Points, loaded: Bounds) -> str:
    away = _metres_away(system, middles, loaded) / 1000
    return (
        f"lies {away:,.0f} km from everything that is loaded, read as {system.name}. "
        "If that is right all the same, load it with “replace”."
    )
