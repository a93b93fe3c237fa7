"""What the small maps are drawn with: SVG text and paths, one unit a millimetre on paper."""

from typing import Any
from xml.sax.saxutils import escape

from patrolqr.geo.shapes import Shape

INK, STREET, PAPER = "#16202b", "#b4bcc5", "#ffffff"


def text(words: str, x: float, y: float, size: float, *, turn: str = "", weight: int = 400) -> str:
    """Return text centred on a point, with a white rim that lifts it off the lines.

    `turn` is an SVG transform.
    """
    rim = f'stroke="{PAPER}" stroke-width="0.7" stroke-linejoin="round" paint-order="stroke"'
    place = f'x="{x:.2f}" y="{y:.2f}" text-anchor="middle"'
    type_ = f'font-size="{size}" font-weight="{weight}" fill="{INK}"'
    turned = f' transform="{turn}"' if turn else ""
    return f"<text {place} {type_} {rim}{turned}>{escape(words)}</text>"


def path(shape: Shape) -> str:
    """Return path commands for lines and areas; nothing for points."""
    if shape.geom_type == "Polygon":
        rings = (shape.exterior, *shape.interiors)
        return "".join(_path_along(ring) + "z" for ring in rings)
    if hasattr(shape, "geoms"):
        return "".join(path(part) for part in shape.geoms)
    return _path_along(shape) if shape.geom_type in ("LineString", "LinearRing") else ""


def _path_along(line: Any) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y, *_ in line.coords)
