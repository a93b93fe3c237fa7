"""Streets on a small drawn map: lines by class, wide ones on top, and points where nobody has the
line.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import geopandas as gpd
import numpy as np

from patrolqr.geo.picture import Frame
from patrolqr.geo.shapes import Shape, ShapeIndex, Shapes, coordinates
from patrolqr.render.pdf.characters import printable
from patrolqr.render.pdf.svg import STREET, path
from patrolqr.render.street_classes import MAIN, STREET_MM

MAIN_ONLY_FROM = 60.0
"""Metres on one millimetre from which only main streets are drawn.

Smaller ones would be a grey blot.
"""

MOST_STREETS = 500
"""Pieces on one picture, the longest first; more would be a blot, too."""

MOST_POINTS = 60
"""Named points on one picture, the first given; more would hide one another."""

DOT_MM = 0.55
"""Radius of a point that stands for a street whose line nobody has."""


@dataclass(frozen=True)
class Streets:
    """Streets ready to be drawn many times: arrays of one entry per street piece, and an index of
    them.
    """

    names: np.ndarray
    widths_mm: np.ndarray
    are_main: np.ndarray
    shapes: Shapes
    index: ShapeIndex


class StreetPiece(NamedTuple):
    """The piece of one street that is on the picture (millimetres)."""

    name: str
    width_mm: float
    line: Shape


class NamedPoint(NamedTuple):
    """What stands on the picture for a street of which only a point is known (millimetres)."""

    name: str
    x: float
    y: float


def prepare(streets: gpd.GeoDataFrame) -> Streets:
    """Return the streets (name, class, projected geometry) ready to be drawn."""
    names = printable([name if isinstance(name, str) else "" for name in streets["name"]])
    widths = [STREET_MM.get(kind, STREET_MM["residential"]) for kind in streets["class"]]
    shapes = streets.geometry.to_numpy()
    return Streets(
        names=np.array(names, dtype=object),
        widths_mm=np.array(widths),
        are_main=streets["class"].isin(MAIN).to_numpy(),
        shapes=shapes,
        index=ShapeIndex(shapes),
    )


def pieces_on(frame: Frame, streets: Streets) -> list[StreetPiece]:
    """Return the street pieces on the picture, the longest first."""
    near = streets.index.within(frame.bounds)
    are_main = streets.are_main[near]
    if frame.metres_per_mm >= MAIN_ONLY_FROM and are_main.any():
        near = near[are_main]
    lines, lengths = frame.cut_lines(streets.shapes[near])
    longest_first = np.argsort(-lengths, kind="stable")[:MOST_STREETS]
    names, widths = streets.names[near], streets.widths_mm[near]
    return [
        StreetPiece(names[place], float(widths[place]), lines[place])
        for place in longest_first
        if lengths[place] > 0
    ]


def points_on(frame: Frame, streets: Streets) -> list[NamedPoint]:
    """Return the named points on the picture."""
    near = streets.index.points_within(frame.bounds)[:MOST_POINTS]
    places = coordinates(frame.place(streets.shapes[near]))
    return [
        NamedPoint(name, float(x), float(y))
        for name, (x, y) in zip(streets.names[near], places, strict=True)
    ]


def draw_pieces(pieces: Iterable[StreetPiece]) -> list[str]:
    """Return SVG for street pieces, wide ones on top."""
    return [
        f'<path d="{path(piece.line)}" stroke="{STREET}" stroke-width="{piece.width_mm}" '
        'stroke-linecap="round"/>'
        for piece in sorted(pieces, key=lambda piece: piece.width_mm)
    ]


def draw_points(points: Iterable[NamedPoint]) -> list[str]:
    """Return SVG for named points, without their names."""
    return [
        f'<circle cx="{point.x:.2f}" cy="{point.y:.2f}" r="{DOT_MM}" fill="{STREET}"/>'
        for point in points
    ]
