"""The architecture as a picture, drawn from the imports: `python -m tests.house.architecture`."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

import grimp

ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / "tests" / "pictures" / "architecture.svg"

FLOORS = (
    (
        ("app", "settings → store → desk and phones"),
        ("pages", "a script a page"),
        ("commands", "python -m patrolqr"),
    ),
    (
        ("desk", "Streamlit"),
        ("phone", "the officers' pages"),
        ("sign_in", "the gate before the desk"),
        ("demo", "the fictional town"),
    ),
    (("steps", "what people do, without a screen"),),
    (("readers", "take in"), ("store", "keep"), ("analysis", "find"), ("render", "show")),
    (("geo", "squares, projection, covering"),),
    (("core", "what everybody may know"),),
)
"""The floors from the top, each with its rooms and what they are for; pyproject.toml holds them."""

ROOMS = [name for floor in FLOORS for name, _ in floor]

WIDTH, ROOM_HEIGHT, GAP, MARGIN = 960, 46, 50, 16
HEAD = 7
"""Length of an arrow's head."""

INK, EDGE, PALE = "#16202b", "#9fb0c0", "#eef3f8"
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#a8487f", "#8a6d00")
"""Rooms side by side draw their arrows in colours that everybody can tell apart (Okabe–Ito)."""


class Box(NamedTuple):
    """Where a room stands."""

    left: float
    top: float
    width: float

    @property
    def is_wide(self) -> bool:
        """Whether the room is alone on its floor: arrows go straight down to it and from it."""
        return self.width > WIDTH / 2

    @property
    def middle(self) -> float:
        """Return the room's middle from the left."""
        return self.left + self.width / 2


Arrow = tuple[str, str]
"""The room that imports, and the one it imports from."""


def imports() -> set[Arrow]:
    """Return which room imports from which."""
    graph = grimp.build_graph("patrolqr", "pages")
    found = {("app", _room(imported)) for imported in _imported_by_app()}
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            found.add((_room(importer), _room(imported)))
    return {(one, other) for one, other in found if one and other and one != other}


def _imported_by_app() -> Iterator[str]:
    """Return the names that app.py imports: it is a script, which grimp does not read."""
    for node in ast.walk(ast.parse((ROOT / "app.py").read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _room(module: str) -> str:
    """Return the room a module is in, or nothing: patrolqr itself and its __main__ are in none."""
    package, *inside = module.split(".")
    if package == "pages":
        return package
    return inside[0] if package == "patrolqr" and inside and inside[0] in ROOMS else ""


def draw(arrows: Iterable[Arrow]) -> str:
    """Return the picture as SVG: rooms on their floors, an arrow where one imports from another."""
    height = MARGIN * 2 + len(FLOORS) * ROOM_HEIGHT + (len(FLOORS) - 1) * GAP
    boxes = _boxes()
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
            'font-family="sans-serif" role="img" '
            'aria-label="Rooms of PatrolQR and what they import">',
            f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
            *[_frame(box) for box in boxes.values()],
            *_arrows(set(arrows), boxes),
            *[_label(boxes[name], name, about) for floor in FLOORS for name, about in floor],
            "</svg>",
            "",
        ]
    )


def _boxes() -> dict[str, Box]:
    found: dict[str, Box] = {}
    for level, floor in enumerate(FLOORS):
        width = (WIDTH - MARGIN * (len(floor) + 1)) / len(floor)
        top = MARGIN + level * (ROOM_HEIGHT + GAP)
        for place, (name, _) in enumerate(floor):
            found[name] = Box(MARGIN + place * (width + MARGIN), top, width)
    return found


def _arrows(arrows: set[Arrow], boxes: dict[str, Box]) -> Iterator[str]:
    """Return each arrow, in the order of the rooms."""
    colours = {name: COLOURS[place] for floor in FLOORS for place, (name, _) in enumerate(floor)}
    for one, other in sorted(arrows, key=lambda arrow: [ROOMS.index(room) for room in arrow]):
        start, end = boxes[one], boxes[other]
        out = _spread(start, [boxes[to] for by, to in arrows if by == one], end)
        into = _spread(end, [boxes[by] for by, to in arrows if to == other], start)
        x1 = into if start.is_wide and not end.is_wide else out
        x2 = x1 if end.is_wide else into
        yield _line(x1, start.top + ROOM_HEIGHT, x2, end.top, colours[one])


def _spread(box: Box, others: list[Box], other: Box) -> float:
    """Return where on the box's edge the arrow to or from `other` stands, as they stand in a row."""
    place = sorted(others, key=lambda each: (each.middle, each.top)).index(other)
    return box.left + box.width * (place + 1) / (len(others) + 1)


def _line(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    return (
        f'<path d="M{x1:.0f},{y1:.0f} L{x2:.0f},{y2 - HEAD:.0f}" stroke="{colour}" '
        'stroke-width="1.4" opacity="0.75"/>'
        f'<path d="M{x2:.0f},{y2:.0f} l-4,-{HEAD} h8 z" fill="{colour}"/>'
    )


def _frame(box: Box) -> str:
    return (
        f'<rect x="{box.left:.0f}" y="{box.top:.0f}" width="{box.width:.0f}" '
        f'height="{ROOM_HEIGHT}" rx="6" fill="{PALE}" stroke="{EDGE}"/>'
    )


def _label(box: Box, name: str, about: str) -> str:
    """Return a room's name and what it is for, with a rim that keeps arrows off the letters."""
    text = (
        f'<text x="{box.middle:.0f}" text-anchor="middle" fill="{INK}" '
        f'stroke="{PALE}" stroke-width="6" paint-order="stroke"'
    )
    return (
        f'{text} y="{box.top + 20:.0f}" font-size="15" font-weight="600">{escape(name)}</text>'
        f'{text} y="{box.top + 37:.0f}" font-size="12">{escape(about)}</text>'
    )


def main() -> None:
    """Draw the picture into the repository."""
    PICTURE.write_text(draw(imports()), "utf-8")
    print(f"Drew {PICTURE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
