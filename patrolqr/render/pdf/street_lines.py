"""Streets on a small drawn map: lines by class, and names where they fit.

A Frame is the piece of ground on a picture. One SVG unit is one millimetre on paper.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import atan2, cos, degrees, radians, sin
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from patrolqr.render.pdf.typesetting import printable

INK, STREET, PAPER = "#16202b", "#b4bcc5", "#ffffff"

STREET_MM = {
    "motorway": 1.1,
    "trunk": 1.0,
    "primary": 0.95,
    "secondary": 0.8,
    "tertiary": 0.65,
    "residential": 0.45,
    "service": 0.25,
    "path": 0.2,
}
"""Width of a street's line by its class; an unknown class is drawn like a residential street."""

MAIN = ("motorway", "trunk", "primary", "secondary", "tertiary")
MAIN_ONLY_FROM = 60.0
"""Metres on one millimetre from which only main streets are drawn.

Smaller ones would be a grey blot.
"""

MOST_STREETS = 500
LABEL_MM, LABEL_LETTER = 2.15, 0.48
"""Height of a street's name, and how wide its letters are on average, as a share of that."""

LABEL_EVERY_MM2 = 110.0
MOST_LABELS = 40
"""How many names at most: one for each so much picture."""

MOST_SPOTS = 60
"""Named points on one picture, the first given; more would hide one another."""

DOT_MM = 0.55
"""Radius of a point that stands for a street whose line nobody has."""

BEND_MM = 0.55
"""How far a street may leave a straight line under its name."""

Label = tuple[str, float, float, float]
"""A street's name, the middle it is centred on (mm), and its slope in degrees."""


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
    def bounds(self) -> tuple[float, float, float, float]:
        """Return west, south, east and north in metres."""
        east = self.left + self.width_mm * self.metres_per_mm
        return self.left, self.bottom, east, self.bottom + self.height_mm * self.metres_per_mm

    def place(self, geometry: Any) -> Any:
        """Return the geometry (or an array of them) in millimetres, y downwards."""
        return shapely.transform(geometry, self._millimetres)

    def _millimetres(self, points: Any) -> Any:
        placed = (points - [self.left, self.bottom]) / self.metres_per_mm
        placed[:, 1] = self.height_mm - placed[:, 1]
        return placed


@dataclass(frozen=True)
class Streets:
    """Streets ready to be drawn many times: arrays of one entry per street piece, and a tree to
    find those near.
    """

    names: np.ndarray
    widths: np.ndarray
    main: np.ndarray
    shapes: np.ndarray
    tree: shapely.STRtree


def ready(streets: gpd.GeoDataFrame) -> Streets:
    """Return the streets (name, class, projected geometry) ready to be drawn."""
    names = printable([name if isinstance(name, str) else "" for name in streets["name"]])
    widths = [STREET_MM.get(kind, STREET_MM["residential"]) for kind in streets["class"]]
    shapes = streets.geometry.to_numpy()
    main = streets["class"].isin(MAIN).to_numpy()
    return Streets(
        np.array(names, dtype=object), np.array(widths), main, shapes, shapely.STRtree(shapes)
    )


def streets_drawn(
    frame: Frame, streets: Streets, *, keep_free: Iterable[BaseGeometry] = ()
) -> list[str]:
    """Return SVG for the streets in the frame, wide ones on top, then their names off the places to
    keep free.
    """
    pieces, spots = _in_frame(frame, streets), _spots(frame, streets)
    lines = [
        f'<path d="{path(piece.shape)}" stroke="{STREET}" stroke-width="{piece.width}" stroke-linecap="round"/>'
        for piece in sorted(pieces, key=lambda piece: piece.width)
    ]
    dots = [
        f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{DOT_MM}" fill="{STREET}"/>' for _, x, y in spots
    ]
    return (
        lines + dots + [_drawn(label) for label in _labels(frame, pieces, spots, list(keep_free))]
    )


def text(words: str, x: float, y: float, size: float, *, how: str = "", weight: int = 400) -> str:
    """Return text centred on a point, with a white rim that lifts it off the lines."""
    halo = f'stroke="{PAPER}" stroke-width="0.7" stroke-linejoin="round" paint-order="stroke"'
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" font-size="{size}" font-weight="{weight}" text-anchor="middle" '
        f'fill="{INK}" {halo} {how}>{escape(words)}</text>'
    )


def path(shape: BaseGeometry) -> str:
    """Return SVG path commands for lines and polygons."""
    if shape.geom_type == "Polygon":
        return "".join(_points(ring) + "z" for ring in (shape.exterior, *shape.interiors))
    if hasattr(shape, "geoms"):
        return "".join(path(part) for part in shape.geoms)
    return _points(shape) if shape.geom_type in ("LineString", "LinearRing") else ""


def _points(line: Any) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y, *_ in line.coords)


class _Piece(NamedTuple):
    """The piece of one street that is on the picture (millimetres)."""

    name: str
    width: float
    shape: BaseGeometry


def _in_frame(frame: Frame, streets: Streets) -> list[_Piece]:
    """Return the street pieces on the picture, the longest first."""
    near = np.sort(streets.tree.query(shapely.box(*frame.bounds)))
    if frame.metres_per_mm >= MAIN_ONLY_FROM and streets.main[near].any():
        near = near[streets.main[near]]
    placed = frame.place(shapely.clip_by_rect(streets.shapes[near], *frame.bounds))
    placed = shapely.simplify(placed, 0.08)
    longest = np.argsort(-shapely.length(placed), kind="stable")[:MOST_STREETS]
    rows = zip(
        streets.names[near][longest], streets.widths[near][longest], placed[longest], strict=True
    )
    return [_Piece(name, float(width), shape) for name, width, shape in rows if shape.length > 0]


def _spots(frame: Frame, streets: Streets) -> list[tuple[str, float, float]]:
    """Return the named points on the picture: what stands for a street of which only a point is
    known.
    """
    near = np.sort(streets.tree.query(shapely.box(*frame.bounds)))
    points = near[shapely.get_type_id(streets.shapes[near]) == shapely.GeometryType.POINT][
        :MOST_SPOTS
    ]
    places = shapely.get_coordinates(frame.place(streets.shapes[points]))
    return [
        (name, float(x), float(y))
        for name, (x, y) in zip(streets.names[points], places, strict=True)
    ]


def _labels(
    frame: Frame,
    pieces: list[_Piece],
    spots: list[tuple[str, float, float]],
    keep_free: list[BaseGeometry],
) -> list[Label]:
    """Return the names that fit along their street, or under their point, without touching one
    another or the edge.
    """
    room = shapely.box(0.5, 0.5, frame.width_mm - 0.5, frame.height_mm - 0.5)
    taken = [shape.boundary.buffer(0.3) if shape.area > 40 else shape for shape in keep_free]
    most = min(MOST_LABELS, int(frame.width_mm * frame.height_mm / LABEL_EVERY_MM2))
    labels: list[Label] = []
    named = [(name, list(_places(name, line))) for name, line in _named(pieces)]
    named += [
        (name, [(name, x, y + side * (DOT_MM + LABEL_MM / 2), 0.0) for side in (1, -1)])
        for name, x, y in spots
    ]
    for _, places in named:
        for label in places:
            box = _box(label)
            if room.contains(box) and not shapely.intersects(box, taken).any():
                taken.append(box.buffer(0.4))
                labels.append(label)
                break
        if len(labels) == most:
            break
    return labels


def _named(pieces: list[_Piece]) -> list[tuple[str, BaseGeometry]]:
    """Return each named street with its longest unbroken line, widest and longest streets first."""
    streets: dict[tuple[float, str], list[BaseGeometry]] = {}
    for piece in pieces:
        if piece.name:
            streets.setdefault((piece.width, piece.name), []).append(piece.shape)
    lines = [(width, name, _longest(shapes)) for (width, name), shapes in streets.items()]
    lines.sort(key=lambda row: (-row[0], -row[2].length, row[1]))
    return [(name, line) for _, name, line in lines]


def _longest(shapes: list[BaseGeometry]) -> BaseGeometry:
    """Return the longest line that the shapes join into."""
    if len(shapes) == 1 and shapes[0].geom_type == "LineString":
        return shapes[0]
    parts = shapely.get_parts(shapely.line_merge(shapely.union_all(shapes)))
    return max(parts, key=lambda part: part.length)


def _places(name: str, line: BaseGeometry) -> Iterator[Label]:
    """Return where along its street a name can stand, the middle first: where the street is
    straight enough.
    """
    half = _length(name) / 2
    for share in (0.5, 0.35, 0.65, 0.2, 0.8):
        middle = line.length * share
        if half <= middle <= line.length - half:
            piece = substring(line, middle - half, middle + half)
            chord = shapely.LineString([piece.coords[0], piece.coords[-1]])
            if shapely.hausdorff_distance(piece, chord) <= BEND_MM:
                yield (name, *_middle(chord.coords[0], chord.coords[1]))


def _length(name: str) -> float:
    return len(name) * LABEL_MM * LABEL_LETTER + 0.8


def _middle(start: Any, end: Any) -> tuple[float, float, float]:
    """Return the middle of a piece and its slope in degrees, never upside down."""
    turn = degrees(atan2(end[1] - start[1], end[0] - start[0]))
    turn = turn - 180 if turn > 90 else turn + 180 if turn <= -90 else turn
    return (start[0] + end[0]) / 2, (start[1] + end[1]) / 2, turn


def _box(label: Label) -> BaseGeometry:
    name, x, y, turn = label
    half, high = _length(name) / 2, LABEL_MM / 2
    cosine, sine = cos(radians(turn)), sin(radians(turn))
    corners = [(-half, -high), (half, -high), (half, high), (-half, high)]
    return shapely.Polygon(
        [(x + a * cosine - b * sine, y + a * sine + b * cosine) for a, b in corners]
    )


def _drawn(label: Label) -> str:
    name, x, y, turn = label
    return text(
        name, x, y + LABEL_MM * 0.3, LABEL_MM, how=f'transform="rotate({turn:.1f} {x:.2f} {y:.2f})"'
    )
