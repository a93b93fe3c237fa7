"""The ground of what is loaded: how far around it, and what lies on it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import shapely

from patrolqr.geo.projection import DEGREES, METRES, transformer
from patrolqr.geo.shapes import Bounds, Shapes, bounds_of, read_shapes


@dataclass(frozen=True)
class Ground:
    """Where the force works: the outlines of its neighbourhoods (GeoJSON text), or, where none is
    loaded, the box (degrees) around its incidents.
    """

    outlines: tuple[str, ...] = ()
    box: Bounds | None = None

    @cached_property
    def bounds(self) -> Bounds:
        """Return the box around it in degrees."""
        drawn = read_shapes(self.outlines) if self.outlines else [shapely.box(*(self.box or ()))]
        return bounds_of(drawn)

    def bounds_around(self, margin_m: float) -> Bounds:
        """Return the box (degrees) around it and so many metres more."""
        found = shapely.box(*_in_metres(np.array([shapely.box(*self.bounds)]))[0].bounds)
        wider = shapely.transform(
            found.buffer(margin_m).envelope,
            transformer(METRES, DEGREES).transform,
            interleaved=False,
        )
        west, south, east, north = wider.bounds
        return west, south, east, north

    def are_near(self, shapes: Shapes, margin_m: float) -> npt.NDArray[np.bool_]:
        """Return which of the shapes (degrees) lie on it or at most so many metres away."""
        drawn = (
            read_shapes(self.outlines) if self.outlines else np.array([shapely.box(*self.bounds)])
        )
        ground = shapely.union_all(shapely.simplify(_in_metres(drawn), SIMPLIFIED_M))
        ground = ground.buffer(margin_m)
        shapely.prepare(ground)
        return np.asarray(shapely.intersects(ground, _in_metres(shapes)))


SIMPLIFIED_M = 20
"""Metres an outline may lose where streets are asked whether they are near: much less than a margin."""


def _in_metres(shapes: Shapes) -> Shapes:
    project = transformer(DEGREES, METRES).transform
    return np.asarray(shapely.transform(shapes, project, interleaved=False), dtype=object)
