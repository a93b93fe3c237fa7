"""Names of streets on a small drawn map: along their street or under their point, where they fit."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from patrolqr.geo.picture import Frame, Room, Stretch, longest_line, straight_stretches, turned_box
from patrolqr.geo.shapes import Shape
from patrolqr.render.pdf import svg
from patrolqr.render.pdf.street_lines import DOT_MM, NamedPoint, StreetPiece

NAME_MM, LETTER_SHARE = 2.15, 0.48
"""Height of a street's name, and how wide its letters are on average, as a share of that."""

BEFORE_AND_AFTER_MM = 0.8
"""Room left at both ends of a name together."""

MIDDLE_TO_BASELINE = 0.3
"""Share of its height by which a name is lowered, so that its middle is where it should be."""

BEND_MM = 0.55
"""How far a street may leave a straight line under its name: half a letter."""

SHARES = (0.5, 0.35, 0.65, 0.2, 0.8)
"""Where along its street a name is tried: the middle first."""

MOST_NAMES = 40
NAME_EVERY_MM2 = 110.0
"""How many names at most: one for each so much picture."""


class Label(NamedTuple):
    """A street's name and where it stands (millimetres, degrees)."""

    name: str
    at: Stretch


def name_streets(
    frame: Frame,
    pieces: Sequence[StreetPiece],
    points: Sequence[NamedPoint],
    keep_free: Iterable[Shape],
) -> list[str]:
    """Return SVG for the names that fit without touching one another, the edge, or what is to be
    kept free.
    """
    room = Room(frame, keep_free)
    most = min(MOST_NAMES, int(frame.width_mm * frame.height_mm / NAME_EVERY_MM2))
    drawn: list[str] = []
    for places in (*_places_along(pieces), *_places_beside(points)):
        free = next((label for label in places if room.take(_box(label))), None)
        if free:
            drawn.append(_draw(free))
        if len(drawn) == most:
            break
    return drawn


def _places_along(pieces: Iterable[StreetPiece]) -> Iterator[Iterator[Label]]:
    """Return for each named street the places its name may take, widest and longest streets first."""
    lines_of: dict[tuple[float, str], list[Shape]] = {}
    for piece in pieces:
        if piece.name:
            lines_of.setdefault((piece.width_mm, piece.name), []).append(piece.line)
    streets = [(width, name, longest_line(lines)) for (width, name), lines in lines_of.items()]
    streets.sort(key=lambda street: (-street[0], -street[2].length, street[1]))
    for _, name, line in streets:
        yield _along(name, line)


def _along(name: str, line: Shape) -> Iterator[Label]:
    for at in straight_stretches(line, _length_mm(name), shares=SHARES, bend=BEND_MM):
        yield Label(name, at)


def _places_beside(points: Iterable[NamedPoint]) -> Iterator[Iterator[Label]]:
    """Return for each named point the places its name may take: under it, above it."""
    away = DOT_MM + NAME_MM / 2
    for name, x, y in points:
        yield iter([Label(name, Stretch(x, y + away, 0.0)), Label(name, Stretch(x, y - away, 0.0))])


def _length_mm(name: str) -> float:
    return len(name) * NAME_MM * LETTER_SHARE + BEFORE_AND_AFTER_MM


def _box(label: Label) -> Shape:
    x, y, turn = label.at
    return turned_box(x, y, width=_length_mm(label.name), height=NAME_MM, turn=turn)


def _draw(label: Label) -> str:
    x, y, turn = label.at
    baseline = y + NAME_MM * MIDDLE_TO_BASELINE
    rotation = f"rotate({turn:.1f} {x:.2f} {y:.2f})"
    return svg.text(label.name, x, baseline, NAME_MM, turn=rotation)
