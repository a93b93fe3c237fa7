"""A piece of ground on a small picture: metres of the British grid on it, millimetres on paper.

The picture's origin is its top left corner, y downwards, as SVG has it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import atan2, cos, degrees, radians, sin
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import shapely
from shapely.ops import substring

from patrolqr.geo.shapes import Bounds, Coordinates, Shape, Shapes

FINEST_MM = 0.08
"""A line that is drawn may leave its own by this much: less than the thinnest line is wide."""

EDGE_MM = 0.5
"""Names keep this much away from the edge of the picture,"""
RIM_MM = 0.4
"""and this much from one another."""

SPACIOUS_MM2, RIM_OF_SPACIOUS_MM = 40, 0.3
"""An area larger than this may hold names; only its edge is kept free."""


@dataclass(frozen=True)
class Frame:
    """The piece of ground on a picture: south-west corner in metres, size in millimetres, metres on
    a millimetre.
    """

    left: float
    bottom: float
    width_mm: float
    height_mm: float
    metres_per_mm: float

    @property
    def bounds(self) -> Bounds:
        """Return west, south, east and north in metres."""
        east = self.left + self.width_mm * self.metres_per_mm
        return self.left, self.bottom, east, self.bottom + self.height_mm * self.metres_per_mm

    def place(self, shapes: Any) -> Any:
        """Return a shape, or an array of them, in millimetres."""
        return shapely.transform(shapes, self._millimetres)

    def cut(self, shapes: Any) -> Any:
        """Return the same of what lies on the picture."""
        return self.place(shapely.clip_by_rect(shapes, *self.bounds))

    def cut_lines(self, lines: Shapes) -> tuple[Shapes, npt.NDArray[np.float64]]:
        """Return the lines' pieces on the picture, as fine as can be seen, and their lengths."""
        pieces = shapely.simplify(self.cut(lines), FINEST_MM)
        return pieces, shapely.length(pieces)

    def _millimetres(self, points: Coordinates) -> Coordinates:
        placed = (points - [self.left, self.bottom]) / self.metres_per_mm
        placed[:, 1] = self.height_mm - placed[:, 1]
        return placed


class Room:
    """What is still free on a picture, so that names do not touch one another."""

    def __init__(self, frame: Frame, keep_free: Iterable[Shape]) -> None:
        right, low = frame.width_mm - EDGE_MM, frame.height_mm - EDGE_MM
        self._inside = shapely.box(EDGE_MM, EDGE_MM, right, low)
        self._taken = [_obstacle(shape) for shape in keep_free]

    def take(self, box: Shape) -> bool:
        """Return whether the box was free; if so it is taken now, with a rim around it."""
        if not self._inside.contains(box) or shapely.intersects(box, self._taken).any():
            return False
        self._taken.append(box.buffer(RIM_MM))
        return True


def box(left: float, top: float, right: float, bottom: float) -> Shape:
    """Return an upright rectangle."""
    return shapely.box(left, top, right, bottom)


def turned_box(x: float, y: float, *, width: float, height: float, turn: float) -> Shape:
    """Return a rectangle by its middle, turned by that many degrees."""
    cosine, sine = cos(radians(turn)), sin(radians(turn))
    right, down = width / 2, height / 2
    corners = [(-right, -down), (right, -down), (right, down), (-right, down)]
    return shapely.Polygon(
        [
            (x + along * cosine - across * sine, y + along * sine + across * cosine)
            for along, across in corners
        ]
    )


def disc(x: float, y: float, radius: float) -> Shape:
    """Return a disc by its middle."""
    return shapely.Point(x, y).buffer(radius)


class Stretch(NamedTuple):
    """A straight stretch of a line: its middle, and its slope in degrees, never upside down."""

    x: float
    y: float
    turn: float


def straight_stretches(
    line: Shape, length: float, *, shares: Iterable[float], bend: float
) -> Iterator[Stretch]:
    """Return the stretches of that length around those shares of the line that leave their chord by
    at most `bend`.
    """
    half = length / 2
    for share in shares:
        middle = line.length * share
        if half <= middle <= line.length - half:
            piece = substring(line, middle - half, middle + half)
            chord = shapely.LineString([piece.coords[0], piece.coords[-1]])
            if shapely.hausdorff_distance(piece, chord) <= bend:
                yield _stretch(*chord.coords)


def longest_line(pieces: list[Shape]) -> Shape:
    """Return the longest line that the pieces join into."""
    if len(pieces) == 1 and pieces[0].geom_type == "LineString":
        return pieces[0]
    joined = shapely.get_parts(shapely.line_merge(shapely.union_all(pieces)))
    return max(joined, key=lambda line: line.length)


def _obstacle(shape: Shape) -> Shape:
    return shape.boundary.buffer(RIM_OF_SPACIOUS_MM) if shape.area > SPACIOUS_MM2 else shape


def _stretch(start: tuple[float, float], end: tuple[float, float]) -> Stretch:
    (left, top), (right, low) = start, end
    turn = degrees(atan2(low - top, right - left))
    if turn > 90:
        turn -= 180
    elif turn <= -90:
        turn += 180
    return Stretch((left + right) / 2, (top + low) / 2, turn)
