"""Small maps drawn as SVG: outlines, streets with their names, north and a scale; no tiles, no
internet.

Everything here is projected (EPSG:27700, metres). One SVG unit is one millimetre on paper.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, sin

from patrolqr.geo.picture import Frame, box, disc
from patrolqr.geo.shapes import Bounds, Shape, bounds_of
from patrolqr.render.pdf.street_lines import (
    Streets,
    draw_pieces,
    draw_points,
    pieces_on,
    points_on,
)
from patrolqr.render.pdf.street_names import name_streets
from patrolqr.render.pdf.svg import INK, PAPER, STREET, path, text

ACCENT = "#0b5cad"

LEAST_METRES = 200.0
"""Width of ground that a map shows at least: a doorway is found by the streets around it."""

ONE_SHARE, MANY_SHARE = 0.5, 0.84
"""How much of the picture one area fills, so that streets around it are seen, and several."""

SMALLEST_SEEN_MM, RING_RADIUS_MM = 1.8, 3
"""An outline smaller than this is ringed, so that it is seen."""

DISC_RADIUS_MM, DISC_ROOM_MM, DISCS_APART_MM = 2.6, 3, 5.6
"""A number's disc, what it keeps free around its middle, and how far two middles are apart."""

FIRST_TRY_MM, LAST_TRY_MM, TRY_EVERY_MM, TRIES_AROUND = 5, 60, 3, 8
"""Where a number is tried that does not fit on its area: rings around it, eight places on each."""

ROUND_DASHES = ("", ' stroke-dasharray="1.5 1"', ' stroke-dasharray="0.4 1"')
"""How the first, second and third round of an area are told apart in black and white."""

START_RADIUS_MM = 1.3
"""Disc with a round's number where it starts."""

EIGHTH_TURN = 0.785
"""In radians, as exact as a hand places it."""

NORTH_WIDTH_MM, NORTH_HEIGHT_MM = 5, 8
SCALE_HEIGHT_MM, SCALE_SHARE = 5.5, 1 / 3.2
"""Room of the north arrow, and of the scale bar, which takes at most that share of the width."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Numbered:
    """A patrol area on an overview: its number and outline (projected)."""

    number: int
    outline: Shape


@dataclass(frozen=True)
class Scale:
    """A scale bar: how long it is on the picture, and what it says."""

    length_mm: float
    label: str


def area_map(
    area: Shape,
    streets: Streets,
    *,
    rounds: Sequence[Shape] = (),
    width_mm: float = 45,
    height_mm: float = 33,
) -> str:
    """Return one patrol area among its streets, with the rounds that are walked there."""
    frame = frame_around(bounds_of([area, *rounds]), width_mm, height_mm, share=ONE_SHARE)
    placed, walked = frame.place(area), [frame.place(each) for each in rounds]
    return _picture(
        frame,
        [
            *_draw_streets(frame, streets, keep_free=[placed, *map(_beside, walked)]),
            _draw_outline(placed),
            _draw_ring(placed),
            *_draw_rounds(walked),
            *_draw_furniture(frame),
        ],
    )


def overview(
    areas: Sequence[Numbered],
    streets: Streets,
    *,
    neighbourhoods: Iterable[Shape] = (),
    width_mm: float,
    height_mm: float,
) -> str:
    """Return all areas on one map, numbered, with a dashed line from one to the next as they come."""
    share = MANY_SHARE if len(areas) > 1 else ONE_SHARE
    frame = frame_around(
        bounds_of(area.outline for area in areas), width_mm, height_mm, share=share
    )
    outlines = [frame.place(area.outline) for area in areas]
    middles = [outline.representative_point().coords[0] for outline in outlines]
    discs = _spread(middles, frame)
    rooms = [disc(x, y, DISC_ROOM_MM) for x, y in discs]
    numbers = [
        _draw_number(area.number, at, middle)
        for area, at, middle in zip(areas, discs, middles, strict=True)
    ]
    return _picture(
        frame,
        [
            *_draw_boundaries(frame, neighbourhoods),
            *_draw_streets(frame, streets, keep_free=[*outlines, *rooms]),
            *map(_draw_outline, outlines),
            _draw_visit_line(middles),
            *numbers,
            *_draw_furniture(frame),
        ],
    )


def frame_around(bounds: Bounds, width_mm: float, height_mm: float, *, share: float) -> Frame:
    """Return the frame in which the bounds fill that share of the picture, centred."""
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
    width, height = frame.width_mm, frame.height_mm
    size = f'width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}"'
    edge = f'x="0.1" y="0.1" width="{width - 0.2:g}" height="{height - 0.2:g}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="Libertinus Serif" fill="none">'
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>'
        f"{''.join(parts)}"
        f'<rect {edge} stroke="{INK}" stroke-width="0.2"/></svg>'
    )


def _draw_streets(frame: Frame, streets: Streets, *, keep_free: Sequence[Shape]) -> list[str]:
    pieces, points = pieces_on(frame, streets), points_on(frame, streets)
    kept = [*keep_free, *_furniture_boxes(frame)]
    names = name_streets(frame, pieces, points, kept)
    return [*draw_pieces(pieces), *draw_points(points), *names]


def _draw_outline(placed: Shape) -> str:
    return (
        f'<path d="{path(placed)}" fill="{ACCENT}" fill-opacity="0.16" fill-rule="evenodd" '
        f'stroke="{ACCENT}" stroke-width="0.7" stroke-linejoin="round"/>'
    )


def _draw_ring(placed: Shape) -> str:
    """Return a ring around an outline too small to be seen, else nothing."""
    west, south, east, north = placed.bounds
    if max(east - west, north - south) > SMALLEST_SEEN_MM:
        return ""
    middle = f'cx="{(west + east) / 2:.2f}" cy="{(south + north) / 2:.2f}"'
    return f'<circle {middle} r="{RING_RADIUS_MM}" stroke="{ACCENT}" stroke-width="0.7"/>'


def _beside(round_: Shape) -> Shape:
    """Return what a round's line keeps free of names."""
    return round_.buffer(START_RADIUS_MM)


def _draw_rounds(placed: Sequence[Shape]) -> Iterator[str]:
    """Yield each round as a line, and its number where it starts."""
    for number, line in enumerate(placed, start=1):
        dashes = ROUND_DASHES[(number - 1) % len(ROUND_DASHES)]
        yield (
            f'<path d="{path(line)}" stroke="{INK}" stroke-width="0.7" stroke-linejoin="round"'
            f' stroke-linecap="round"{dashes}/>'
        )
    for number, line in enumerate(placed, start=1):
        x, y = line.coords[0]
        yield (
            f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{START_RADIUS_MM}" fill="{PAPER}" '
            f'stroke="{INK}" stroke-width="0.4"/>'
        )
        yield text(str(number), x, y + 0.75, 2.2, weight=700)


def _draw_boundaries(frame: Frame, neighbourhoods: Iterable[Shape]) -> Iterator[str]:
    for neighbourhood in neighbourhoods:
        edge = frame.cut(neighbourhood.boundary)
        if not edge.is_empty:
            dashes = 'stroke-width="0.3" stroke-dasharray="1.6 0.8"'
            yield f'<path d="{path(edge)}" stroke="{STREET}" {dashes}/>'


def _draw_visit_line(points: Sequence[Point]) -> str:
    if len(points) < 2:
        return ""
    corners = "L".join(f"{x:.2f} {y:.2f}" for x, y in points)
    back = "z" if len(points) > 2 else ""
    dashes = 'stroke-width="0.45" stroke-dasharray="1.8 1.2"'
    return f'<path d="M{corners}{back}" stroke="{INK}" {dashes}/>'


def _spread(middles: Sequence[Point], frame: Frame) -> list[Point]:
    """Return where each number stands: on its area, or beside it where another number stands
    already.
    """
    taken: list[Point] = []
    for middle in middles:
        free = (at for at in _places_around(middle) if _fits(at, taken, frame))
        taken.append(next(free, middle))
    return taken


def _places_around(middle: Point) -> Iterator[Point]:
    """Return the middle, then places farther and farther around it."""
    yield middle
    x, y = middle
    for radius in range(FIRST_TRY_MM, LAST_TRY_MM, TRY_EVERY_MM):
        for step in range(TRIES_AROUND):
            angle = step * EIGHTH_TURN
            yield x + radius * cos(angle), y + radius * sin(angle)


def _fits(at: Point, taken: Sequence[Point], frame: Frame) -> bool:
    x, y = at
    right, low = frame.width_mm - DISC_ROOM_MM, frame.height_mm - DISC_ROOM_MM
    inside = DISC_ROOM_MM <= x <= right and DISC_ROOM_MM <= y <= low
    return inside and all(
        hypot(x - other_x, y - other_y) >= DISCS_APART_MM for other_x, other_y in taken
    )


def _draw_number(number: int, at: Point, middle: Point) -> str:
    """Return a number in a disc, and a line to its area where it stands beside it."""
    x, y = at
    lead = f"M{x:.2f} {y:.2f}L{middle[0]:.2f} {middle[1]:.2f}" if at != middle else "M0 0"
    return (
        f'<path d="{lead}" stroke="{INK}" stroke-width="0.3"/>'
        f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{DISC_RADIUS_MM}" fill="{INK}" stroke="{PAPER}" '
        'stroke-width="0.4"/>'
        f'<text x="{x:.2f}" y="{y + 1.2:.2f}" font-size="3.6" font-weight="700" '
        f'text-anchor="middle" fill="{PAPER}">{number}</text>'
    )


def _furniture_boxes(frame: Frame) -> list[Shape]:
    """Return what north and the scale keep free."""
    width, height = frame.width_mm, frame.height_mm
    return [
        box(width - NORTH_WIDTH_MM, 0, width, NORTH_HEIGHT_MM),
        box(0, height - SCALE_HEIGHT_MM, _scale(frame).length_mm + 5, height),
    ]


def _draw_furniture(frame: Frame) -> list[str]:
    """Return north (top right) and a scale bar (bottom left)."""
    return [*_draw_scale(frame), *_draw_north(frame)]


def _draw_scale(frame: Frame) -> list[str]:
    scale, foot = _scale(frame), frame.height_mm - 1.6
    left, right = 1.8, 1.8 + scale.length_mm
    ground = f'x="0.6" y="{foot - 3.6:.2f}" width="{scale.length_mm + 2.4:.2f}" height="4.6"'
    bar = f"M{left} {foot - 1:.2f}V{foot:.2f}H{right:.2f}V{foot - 1:.2f}"
    return [
        f'<rect {ground} fill="{PAPER}" fill-opacity="0.85"/>',
        f'<path d="{bar}" stroke="{INK}" stroke-width="0.35"/>',
        text(scale.label, left + scale.length_mm / 2, foot - 1.1, 2.1),
    ]


def _draw_north(frame: Frame) -> list[str]:
    x = frame.width_mm - 2.8
    arrow = f"M{x} 1.4L{x + 1.2:.2f} 4.6L{x} 3.8L{x - 1.2:.2f} 4.6Z"
    rim = f'stroke="{PAPER}" stroke-width="0.5" paint-order="stroke"'
    return [f'<path d="{arrow}" fill="{INK}" {rim}/>', text("N", x, 7, 2.3, weight=700)]


def _scale(frame: Frame) -> Scale:
    """Return the longest round length that leaves most of the picture's width."""
    longest = max(frame.width_mm * frame.metres_per_mm * SCALE_SHARE, 1)
    round_lengths = [step * 10**power for power in range(6) for step in (1, 2, 5)]
    metres = max(length for length in round_lengths if length <= longest)
    label = f"{metres} m" if metres < 1000 else f"{metres // 1000} km"
    return Scale(metres / frame.metres_per_mm, label)
