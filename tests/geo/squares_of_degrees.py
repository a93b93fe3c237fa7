"""Squares in degrees as GeoJSON text, two of them side by side."""

import json


def square(west: float, south: float, side: float = 1) -> str:
    """Return a square by its south-west corner."""
    ring = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
    corners = [[west + side * x, south + side * y] for x, y in ring]
    return json.dumps({"type": "Polygon", "coordinates": [corners]})


LEFT, RIGHT = square(0, 50), square(1, 50)
