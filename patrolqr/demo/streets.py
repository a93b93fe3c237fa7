"""The streets of Ashbrook: main roads drawn by hand, blocks between them cut again and again,
closes and footpaths.

Cutting a block across its longer side gives the T-junctions of a town that grew; a grid would give
a chessboard.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import shapely
from shapely.ops import split, substring

from patrolqr.demo import chance_and_metres, names
from patrolqr.demo.chance_and_metres import Floats

MAIN, STREET, PATH = "primary", "residential", "path"

INNER_RING = (
    (430, 40),
    (330, 330),
    (20, 420),
    (-340, 310),
    (-450, -20),
    (-320, -330),
    (40, -410),
    (350, -300),
)
OUTER_RING = (
    (1650, 200), (1500, 950), (700, 1500), (-350, 1480), (-1250, 1150), (-1750, 250),
    (-1500, -750), (-650, -1450), (500, -1420), (1400, -800),
)  # fmt: skip
RINGS = (
    (INNER_RING, ("Eastgate", "Northgate", "Westgate", "Southgate")),
    (OUTER_RING, ("Queensway", "Park Avenue", "Mill Lane", "Fairfield Road")),
)

ROADS = (
    ("High Street", ((-450, -20), (-220, 40), (0, 0), (210, -30), (430, 40))),
    ("Saltergate", ((20, 420), (-30, 210), (0, 0))),
    ("Holmcaster Road", ((430, 40), (900, 180), (1650, 200), (2300, 420), (3300, 380))),
    ("Thornacre Road", ((330, 330), (640, 820), (1000, 1250), (1350, 1750), (1500, 2600))),
    ("Northfen Road", ((-340, 310), (-420, 900), (-350, 1480), (-620, 2000), (-560, 2700))),
    ("Fenhurst Road", ((-450, -20), (-1050, 180), (-1750, 250), (-2300, 80), (-3300, 240))),
    ("Wexholme Road", ((-320, -330), (-850, -760), (-1500, -1080), (-2050, -1500), (-2700, -1900))),
    ("Southmarsh Road", ((40, -410), (120, -900), (-60, -1440), (260, -1950), (180, -2750))),
    ("Station Road", ((350, -300), (700, -560), (960, -860), (1330, -1120))),
    ("Drove Road", ((1330, -1120), (1750, -1280), (2250, -1650), (2800, -1850))),
)
"""Main roads as drawn, in metres from the market square."""

CANAL = (
    (-3100, 1000), (-2300, 820), (-1500, 560), (-980, -300), (-300, -700), (420, -690), (1150, -420), (1900, -330),
    (3100, -560),
)  # fmt: skip

SPECIAL = (
    ("Market Square", STREET, ((-95, 60), (80, 75), (95, -60), (-80, -75), (-95, 60))),
    ("Bus Station", STREET, ((-60, 425), (-110, 340), (-10, 300), (40, 400))),
    ("Station Approach", STREET, ((960, -860), (1040, -960), (1130, -900), (1010, -810))),
    (
        "Retail Park Way",
        STREET,
        ((-1500, -1080), (-1620, -1230), (-1500, -1370), (-1370, -1230), (-1480, -1100)),
    ),
    ("Leisure Centre Drive", STREET, ((1250, 195), (1230, 360), (1330, 450), (1420, 340))),
    ("Priory Park Walk", PATH, ((-1190, 690), (-1040, 800), (-960, 950), (-1080, 1060))),
    ("Garage Row", STREET, ((-2240, 100), (-2200, 260), (-2080, 300), (-2030, 430))),
)
"""Small streets that give places their names."""

CENTRE_BLOCK, TOWN_BLOCK, EDGE_BLOCK = 30_000, 92_000, 165_000
"""Square metres above which a block is cut, in the middle of town, inside the outer ring, and
beyond it.
"""

OPEN = ((-1060, 880, 330), (-1560, -1290, 330), (2050, -1150, 380), (-2050, 1150, 320))
"""Parks, sheds and fields (x, y, radius): their blocks stay whole."""

CLOSES, PATHS = 30, 8


@dataclass(frozen=True)
class Network:
    """The streets on the British grid, and the blocks between them.

    `lines` go with `names` and `classes`; `blocks` cover the town without gap or overlap; `edge` is
    its outline.
    """

    names: list[str]
    classes: list[str]
    lines: Any
    blocks: Any
    edge: Any


def network(seed: int) -> Network:
    """Return the streets and blocks of the town that belongs to the seed."""
    random = chance_and_metres.chance(seed, "streets")
    edge = chance_and_metres.outline(random)
    roads = [
        (name, MAIN, shapely.LineString(chance_and_metres.round_corners(points)))
        for name, points in ROADS
    ] + _rings()
    roads += [
        (name, kind, shapely.LineString(chance_and_metres.round_corners(points, 2)))
        for name, kind, points in SPECIAL
    ]
    roads.append(
        ("Canal Towpath", PATH, shapely.LineString(chance_and_metres.round_corners(CANAL)))
    )
    fixed = {name for name, _, _ in SPECIAL}
    cuts, leaves = _cut([line for name, _, line in roads if name not in fixed], edge, random)
    closes = _closes(leaves, random)
    named = names.streets(random, [line.length for line in (*cuts, *closes)], ends_at=len(cuts))
    small = [(name, STREET, line) for name, line in zip(named, (*cuts, *closes), strict=True)]
    paths = list(
        zip(names.paths(random, PATHS), [PATH] * PATHS, _paths(leaves, random), strict=True)
    )
    streets = [*roads, *small, *paths]
    reach = edge.buffer(420)
    lines = chance_and_metres.place(
        [_whole(shapely.intersection(line, reach)) for _, _, line in streets]
    )
    blocks, outer = _blocks([line for _, _, line in roads if line.length > 600] + cuts, edge)
    return Network(
        [name for name, _, _ in streets], [kind for _, kind, _ in streets], lines, blocks, outer
    )


def _rings() -> list[tuple[str, str, Any]]:
    """Return each ring road in four stretches with a name each."""
    stretches = []
    for points, called in RINGS:
        loop = shapely.LineString(chance_and_metres.round_corners([*points, points[0]]))
        for part, name in enumerate(called):
            piece = substring(loop, part / 4, (part + 1) / 4, normalized=True)
            stretches.append((name, MAIN, piece))
    return stretches


def _cut(lines: list[Any], edge: Any, random: np.random.Generator) -> tuple[list[Any], list[Any]]:
    """Return the streets that cut the blocks between these lines, and the blocks that are left."""
    open_blocks = _faces(lines, edge)
    cuts, leaves = [], []
    while open_blocks:
        block = open_blocks.pop()
        street, pieces = _halve(block, random) if block.area > _largest(block) else (None, [])
        if street is None:
            leaves.append(block)
        else:
            cuts.append(street)
            open_blocks += pieces
    return cuts, leaves


def _largest(block: Any) -> float:
    x, y = block.centroid.coords[0]
    if any(np.hypot(x - east, y - north) < radius for east, north, radius in OPEN):
        return 450_000
    away = np.hypot(x, y)
    return CENTRE_BLOCK if away < 480 else TOWN_BLOCK if away < 1600 else EDGE_BLOCK


def _halve(block: Any, random: np.random.Generator) -> tuple[Any, list[Any]]:
    """Return a street across the longer side of the block and the pieces it leaves, or None where
    none is sensible.
    """
    corners = shapely.get_coordinates(block.minimum_rotated_rectangle)
    sides = corners[1:3] - corners[:2]
    along, across = sorted(sides, key=lambda side: -np.hypot(*side))
    for _ in range(6):
        middle = corners[:4].mean(axis=0) + along * random.uniform(-0.14, 0.14)
        street = shapely.intersection(_chord(middle, along, across, random), block)
        street = _whole(street)
        pieces = list(split(block, _longer(street)).geoms) if street.length > 40 else []
        if len(pieces) == 2 and min(piece.area for piece in pieces) > 0.26 * block.area:
            return street, pieces
    return None, []


def _chord(middle: Floats, along: Floats, across: Floats, random: np.random.Generator) -> Any:
    """Return a slightly bowed, slightly turned line through the point, longer than the block is
    wide.
    """
    half = across * 0.9 + along / np.hypot(*along) * np.hypot(*across) * random.uniform(-0.12, 0.12)
    bow = along / np.hypot(*along) * np.hypot(*across) * random.uniform(-0.07, 0.07)
    steps = np.linspace(-1, 1, 9)[:, None]
    return shapely.LineString(middle + half * steps + bow * (1 - steps**2))


def _longer(line: Any) -> Any:
    """Return the line run on by a metre at both ends, so that it surely meets what it ends at."""
    points = shapely.get_coordinates(line)
    first, last = points[0] - points[1], points[-1] - points[-2]
    ends = points[0] + first / np.hypot(*first), points[-1] + last / np.hypot(*last)
    return shapely.LineString(np.vstack([ends[0], points, ends[1]]))


def _whole(line: Any) -> Any:
    """Return the longest unbroken part of what may be several lines."""
    merged = shapely.line_merge(line) if line.geom_type == "MultiLineString" else line
    return max(shapely.get_parts(merged), key=lambda part: part.length)


def _closes(leaves: list[Any], random: np.random.Generator) -> list[Any]:
    """Return dead ends that lead from the long side of large blocks into their middle."""
    roomy = sorted(
        (leaf for leaf in leaves if _largest(leaf) < 400_000), key=lambda leaf: -leaf.area
    )[:CLOSES]
    closes = []
    for leaf in roomy:
        corners = shapely.get_coordinates(leaf.minimum_rotated_rectangle)[:4]
        gate = leaf.exterior.interpolate(
            leaf.exterior.project(shapely.Point((corners[0] + corners[1]) / 2))
        )
        heart = np.array(leaf.centroid.coords[0]) + random.uniform(-25, 25, 2)
        turn = heart + (corners[2] - corners[1]) * random.uniform(0.12, 0.26) * random.choice(
            [-1, 1]
        )
        closes.append(
            shapely.LineString(chance_and_metres.round_corners([gate.coords[0], heart, turn], 2))
        )
    return closes


def _paths(leaves: list[Any], random: np.random.Generator) -> list[Any]:
    """Return footpaths that cross the largest blocks."""
    largest = sorted(leaves, key=lambda leaf: -leaf.area)[:PATHS]
    paths = []
    for leaf in largest:
        gates = random.uniform(0, 0.2), random.uniform(0.5, 0.7)
        start, end = (leaf.exterior.interpolate(gate, normalized=True) for gate in gates)
        heart = np.array(leaf.centroid.coords[0]) + random.uniform(-60, 60, 2)
        paths.append(
            shapely.LineString(
                chance_and_metres.round_corners([start.coords[0], heart, end.coords[0]], 3)
            )
        )
    return paths


def _blocks(lines: list[Any], edge: Any) -> tuple[Any, Any]:
    """Return the blocks between the streets on the British grid, sharing their borders point by
    point, and the edge.
    """
    blocks = chance_and_metres.place(_faces([_longer(line) for line in lines], edge))
    return blocks, shapely.union_all(blocks)


def _faces(lines: list[Any], edge: Any) -> list[Any]:
    """Return the pieces into which the lines cut the town."""
    net = shapely.union_all([*lines, edge.exterior], grid_size=0.01)
    return [
        face
        for face in shapely.get_parts(shapely.polygonize([net]))
        if edge.contains(face.point_on_surface())
    ]


def frame(net: Network) -> pd.DataFrame:
    """Return one row per street with its line as GeoJSON."""
    return pd.DataFrame({
        "street_id": [f"ASH-S{number:03}" for number in range(1, len(net.names) + 1)], "name": net.names,
        "class": net.classes, "geometry": chance_and_metres.geojson(net.lines),
    })  # fmt: skip
