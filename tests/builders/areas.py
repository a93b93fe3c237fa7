"""Boundary files of squares: a name, where it stands, and columns as some publisher chose them."""

import json
from pathlib import Path
from typing import Any

WEST, SOUTH, SIDE = -2.1, 52.6, 0.1


def square(column: float, row: float = 0, *, side: float = SIDE) -> dict[str, Any]:
    """Return the outline of a square: so many squares east and north of the south-west corner."""
    west, south = WEST + column * SIDE, SOUTH + row * SIDE
    ring = [
        [west, south],
        [west + side, south],
        [west + side, south + side],
        [west, south + side],
        [west, south],
    ]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(outline: object, **properties: object) -> dict[str, Any]:
    """Return one feature."""
    return {"type": "Feature", "properties": properties, "geometry": outline}


def collection(*features: dict[str, Any], **more: object) -> bytes:
    """Return the file's bytes."""
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def write(folder: Path, *features: dict[str, Any], name: str) -> Path:
    """Return the path of a file with these features."""
    path = folder / name
    path.write_bytes(collection(*features))
    return path
