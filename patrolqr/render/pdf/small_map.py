"""Small maps drawn as SVG: outlines, streets with their names, north and a scale; no tiles, no
internet.

Everything here is projected (EPSG:27700, metres). One SVG unit is one millimetre on paper.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, sin
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from patrolqr.render.pdf.street_lines import (
    INK,
    PAPER,
    STREET,
    Frame,
    Streets,
    path,
    streets_drawn,
    text,
)

ACCENT = "#0b5cad"

LEAST_METRES = 200.0
"""Width of ground that a map shows at least: a doorway is found by the streets around it."""

RING_MM = 1.8
"""An outline smaller than this is ringed, so that it is seen."""


@dataclass(frozen=True)
class Numbered:
    """A patrol area on an overview: its number and outline (projected)."""

    number: int
    outline: BaseGeometry


def area_map(
    area: BaseGeometry, streets: Streets, *, width_mm: float = 45, height_mm: float = 33
) -> str:
    """Return one patrol area among its streets."""
    frame = framed(area.bounds, width_mm, height_mm, share=0.5)
    placed = frame.place(area)
    return _picture(
        frame,
        [
            *streets_drawn(frame, streets, keep_free=[placed, *_furniture_boxes(frame)]),
            _outline(placed),
            _ring(placed),
            *_furniture(frame),
        ],
    )


def overview(
    areas: Sequence[Numbered],
    round_: Sequence[int],
    streets: Streets,
    *,
    neighbourhoods: Iterable[BaseGeometry] = (),
    width_mm: float,
    height_mm: float,
) -> str:
    """Return all areas on one map, numbered, with a dashed line in visit order (positions in
    areas).
    """
    bounds = shapely.total_bounds([area.outline for area in areas])
    frame = framed(tuple(bounds), width_mm, height_mm, share=0.84 if len(areas) > 1 else 0.5)
    placed = [frame.place(area.outline) for area in areas]
    middles = [shape.representative_point().coords[0] for shape in placed]
    discs = _apart(middles, frame)
    return _picture(
        frame,
        [
            *_boundaries(frame, neighbourhoods),
            *streets_drawn(
                frame, streets, keep_free=[*placed, *_disc_room(discs), *_furniture_boxes(frame)]
            ),
            *(_outline(shape) for shape in placed),
            _visit_line([middles[position] for position in round_]),
            *(
                _disc(area.number, at, middle)
                for area, at, middle in zip(areas, discs, middles, strict=True)
            ),
            *_furniture(frame),
        ],
    )


def framed(bounds: Sequence[float], width_mm: float, height_mm: float, *, share: float) -> Frame:
    """Return the frame in which the bounds (west, south, east, north) fill that share of the
    picture, centred.
    """
    west, south, east, north = bounds
    metres_per_mm = max(
        (east - west) / (width_mm * share),
        (north - south) / (height_mm * share),
        LEAST_METRES / width_mm,
    )
    left = (west + east - width_mm * metres_per_mm) / 2
    bottom = (south + north - height_mm * metres_per_mm) / 2
    return Frame(left, bottom, width_mm, height_mm, metres_per_mm)


def _picture(frame: Frame, parts: Iterable[str]) -> str:
    size = f'width="{frame.width_mm}mm" height="{frame.height_mm}mm" viewBox="0 0 {frame.width_mm} {frame.height_mm}"'
    edge = f'width="{frame.width_mm - 0.2:g}" height="{frame.height_mm - 0.2:g}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="Libertinus Serif" fill="none">'
        f'<rect width="{frame.width_mm}" height="{frame.height_mm}" fill="{PAPER}"/>{"".join(parts)}'
        f'<rect x="0.1" y="0.1" {edge} stroke="{INK}" stroke-width="0.2"/></svg>'
    )


def _outline(placed: BaseGeometry) -> str:
    return (
        f'<path d="{path(placed)}" fill="{ACCENT}" fill-opacity="0.16" fill-rule="evenodd" '
        f'stroke="{ACCENT}" stroke-width="0.7" stroke-linejoin="round"/>'
    )


def _ring(placed: BaseGeometry) -> str:
    """Return a ring around an outline too small to be seen, else nothing."""
    west, south, east, north = placed.bounds
    if max(east - west, north - south) > RING_MM:
        return ""
    x, y = (west + east) / 2, (south + north) / 2
    return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="3" stroke="{ACCENT}" stroke-width="0.7"/>'


def _boundaries(frame: Frame, neighbourhoods: Iterable[BaseGeometry]) -> list[str]:
    edges = [
        frame.place(shapely.clip_by_rect(shape.boundary, *frame.bounds)) for shape in neighbourhoods
    ]
    return [
        f'<path d="{path(edge)}" stroke="{STREET}" stroke-width="0.3" stroke-dasharray="1.6 0.8"/>'
        for edge in edges
        if not edge.is_empty
    ]


def _visit_line(points: Sequence[Any]) -> str:
    if len(points) < 2:
        return ""
    steps = "".join(f"{'L' if step else 'M'}{x:.2f} {y:.2f}" for step, (x, y) in enumerate(points))
    back = "z" if len(points) > 2 else ""
    return (
        f'<path d="{steps}{back}" stroke="{INK}" stroke-width="0.45" stroke-dasharray="1.8 1.2"/>'
    )


def _apart(middles: Sequence[Any], frame: Frame) -> list[tuple[float, float]]:
    """Return where each number stands: on its area, or beside it where another number stands
    already.
    """
    placed: list[tuple[float, float]] = []
    for x, y in middles:
        tries = [(x, y)] + [
            (x + ring * cos(step * 0.785), y + ring * sin(step * 0.785))
            for ring in range(5, 60, 3)
            for step in range(8)
        ]
        free = (at for at in tries if _fits(at, placed, frame))
        placed.append(next(free, (x, y)))
    return placed


def _fits(at: tuple[float, float], placed: Sequence[tuple[float, float]], frame: Frame) -> bool:
    inside = 3 <= at[0] <= frame.width_mm - 3 and 3 <= at[1] <= frame.height_mm - 3
    return inside and all(hypot(at[0] - x, at[1] - y) >= 5.6 for x, y in placed)


def _disc(number: int, at: tuple[float, float], middle: Any) -> str:
    """Return a number in a disc, and a line to its area where it stands beside it."""
    x, y = at
    lead = f"M{x:.2f} {y:.2f}L{middle[0]:.2f} {middle[1]:.2f}" if at != tuple(middle) else ""
    return (
        f'<path d="{lead or "M0 0"}" stroke="{INK}" stroke-width="0.3"/>'
        f'<circle cx="{x:.2f}" cy="{y:.2f}" r="2.6" fill="{INK}" stroke="{PAPER}" stroke-width="0.4"/>'
        f'<text x="{x:.2f}" y="{y + 1.2:.2f}" font-size="3.6" font-weight="700" text-anchor="middle" '
        f'fill="{PAPER}">{number}</text>'
    )


def _disc_room(discs: Sequence[Any]) -> list[BaseGeometry]:
    return [shapely.Point(at).buffer(3) for at in discs]


def _furniture_boxes(frame: Frame) -> list[BaseGeometry]:
    return [
        shapely.box(frame.width_mm - 5, 0, frame.width_mm, 8),
        shapely.box(
            0, frame.height_mm - 5.5, _scale(frame)[0] / frame.metres_per_mm + 5, frame.height_mm
        ),
    ]


def _furniture(frame: Frame) -> list[str]:
    """Return north (top right) and a scale bar (bottom left)."""
    metres, words = _scale(frame)
    long, low, x = metres / frame.metres_per_mm, frame.height_mm - 1.6, frame.width_mm - 2.8
    bar = f"M1.8 {low - 1:.2f}V{low:.2f}H{1.8 + long:.2f}V{low - 1:.2f}"
    return [
        f'<rect x="0.6" y="{low - 3.6:.2f}" width="{long + 2.4:.2f}" height="4.6" fill="{PAPER}" fill-opacity="0.85"/>',
        f'<path d="{bar}" stroke="{INK}" stroke-width="0.35"/>',
        text(words, 1.8 + long / 2, low - 1.1, 2.1),
        f'<path d="M{x} 1.4L{x + 1.2:.2f} 4.6L{x} 3.8L{x - 1.2:.2f} 4.6Z" fill="{INK}" stroke="{PAPER}" '
        'stroke-width="0.5" paint-order="stroke"/>',
        text("N", x, 7, 2.3, weight=700),
    ]


def _scale(frame: Frame) -> tuple[float, str]:
    """Return a round length that takes at most a third of the picture, and how it is written."""
    longest = frame.width_mm * frame.metres_per_mm / 3.2
    steps = [step * 10**power for power in range(6) for step in (1, 2, 5)]
    metres = max(step for step in steps if step <= max(longest, 1))
    return metres, f"{metres} m" if metres < 1000 else f"{metres // 1000} km"
