"""The architecture as a picture, drawn from the imports: `python -m tests.house.architecture`."""

from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import grimp

ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / "tests" / "pictures" / "architecture.svg"

FLOORS = (
    (("app", "settings → store → desk and phones"), ("pages", "a script a page")),
    (
        ("desk", "Streamlit"),
        ("phone", "the officers' pages"),
        ("commands", "python -m patrolqr"),
        ("demo", "the fictional town"),
    ),
    (("steps", "what people do, without a screen"),),
    (("readers", "take in"), ("store", "keep"), ("analysis", "find"), ("render", "show")),
    (("geo", "squares, projection, covering"),),
    (("core", "what everybody may know"),),
)
"""The floors from the top, each with its rooms and what they are for; pyproject.toml holds them."""

WIDTH, ROOM_HEIGHT, GAP, MARGIN = 960, 46, 44, 16
Box = tuple[float, float, float]
"""Left, top and width of a room."""

BLUE, INK, PALE = "#0b5cad", "#16202b", "#eef3f8"


def imports() -> dict[tuple[str, str], int]:
    """Return how many imports lead from one room to another, by names of rooms."""
    graph = grimp.build_graph("patrolqr", "pages")
    rooms = [name for floor in FLOORS for name, _ in floor if name not in ("app", "pages")]
    found: dict[tuple[str, str], int] = {}
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            one, other = _room(importer, rooms), _room(imported, rooms)
            if one and other and one != other:
                found[one, other] = found.get((one, other), 0) + 1
    return found


def _room(module: str, rooms: list[str]) -> str:
    if module.split(".")[0] == "pages":
        return "pages"
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in rooms else ""


def drawn(arrows: Mapping[tuple[str, str], int]) -> str:
    """Return the picture as SVG: rooms on their floors, an arrow where one imports another."""
    boxes = _boxes()
    height = MARGIN * 2 + len(FLOORS) * ROOM_HEIGHT + (len(FLOORS) - 1) * GAP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="sans-serif" role="img" aria-label="Rooms of PatrolQR and what they import">',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
    ]
    for (one, other), count in sorted(arrows.items()):
        parts.append(_arrow(boxes[one], boxes[other], count))
    for floor in FLOORS:
        for name, about in floor:
            parts.append(_box(boxes[name], name, about))
    return "\n".join([*parts, "</svg>", ""])


def _boxes() -> dict[str, Box]:
    """Return left, top and width of each room."""
    found: dict[str, Box] = {}
    for level, floor in enumerate(FLOORS):
        width = (WIDTH - 2 * MARGIN - (len(floor) - 1) * MARGIN) / len(floor)
        top = MARGIN + level * (ROOM_HEIGHT + GAP)
        for place, (name, _) in enumerate(floor):
            found[name] = (MARGIN + place * (width + MARGIN), top, width)
    return found


def _arrow(start: Box, end: Box, count: int) -> str:
    x1, y1 = start[0] + start[2] / 2, start[1] + ROOM_HEIGHT
    x2, y2 = end[0] + end[2] / 2, end[1]
    bend = (y1 + y2) / 2
    thick = 0.8 + min(4.0, count / 12)
    return (
        f'<path d="M{x1:.0f},{y1:.0f} C{x1:.0f},{bend:.0f} {x2:.0f},{bend:.0f} {x2:.0f},{y2:.0f}" '
        f'fill="none" stroke="{BLUE}" stroke-width="{thick:.1f}" opacity="0.35"/>'
    )


def _box(box: Box, name: str, about: str) -> str:
    left, top, width = box
    middle = left + width / 2
    return (
        f'<rect x="{left:.0f}" y="{top:.0f}" width="{width:.0f}" height="{ROOM_HEIGHT}" rx="6" '
        f'fill="{PALE}" stroke="{BLUE}"/>'
        f'<text x="{middle:.0f}" y="{top + 20:.0f}" text-anchor="middle" font-size="15" '
        f'font-weight="600" fill="{INK}">{escape(name)}</text>'
        f'<text x="{middle:.0f}" y="{top + 37:.0f}" text-anchor="middle" font-size="12" '
        f'fill="{INK}">{escape(about)}</text>'
    )


def main() -> None:
    """Draw the picture into the repository."""
    PICTURE.write_text(drawn(imports()), "utf-8")
    print(f"Drew {PICTURE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
