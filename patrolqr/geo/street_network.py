"""Streets as officers walk them: pieces between junctions, and the way from each junction to each."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra
from shapely.ops import substring

from patrolqr.geo.shapes import Coordinates, Shape, Shapes

JOIN_M = 2.0
"""A street that ends this near to another one joins it: maps draw a side street up to the middle of
the main one, or not quite.
"""

GRID_M = 0.5
"""What is this near is one point, so that rounded coordinates meet."""

AROUND_M = 150
"""Metres around an area whose streets may be walked to get from one piece to the next."""


class Piece(NamedTuple):
    """A piece of street between two junctions (positions in Network.junctions), and its points from
    the first to the second (metres).
    """

    name: str
    start: int
    end: int
    metres: float
    line: Coordinates


@dataclass(frozen=True)
class Network:
    """Pieces of street with their lines, their junctions (metres), and between each two of these the
    shortest way: how far (inf where none leads) and, by row, which junction comes before.
    """

    pieces: tuple[Piece, ...]
    lines: Shapes
    junctions: Coordinates
    metres: npt.NDArray[np.float64]
    before: npt.NDArray[np.int32]


def around(area: Shape, lines: Shapes, names: Sequence[str], *, longest_m: float) -> Network:
    """Return the streets (projected lines) on an area and around it as a network.

    A piece longer than longest_m is two or more of the same length. Where a street passes over
    another without a junction, one is assumed: maps of streets seldom tell.
    """
    ground = area.buffer(AROUND_M)
    near = np.sort(shapely.STRtree(lines).query(ground, predicate="intersects"))
    clipped, owner = shapely.get_parts(shapely.intersection(lines[near], ground), return_index=True)
    is_line = shapely.get_type_id(clipped) == shapely.GeometryType.LINESTRING
    parts, owner = _joined(clipped[is_line]), near[owner[is_line]]
    noded = shapely.get_parts(shapely.union_all(parts, grid_size=GRID_M))
    whose = shapely.STRtree(parts)
    pieces: list[tuple[str, Coordinates]] = []
    for piece in noded[shapely.length(noded) > 0]:
        name = names[owner[whose.nearest(piece.interpolate(0.5, normalized=True))]]
        pieces += [(name, points) for points in _cut(piece, longest_m)]
    return _network(pieces)


def _joined(lines: Shapes) -> Shapes:
    """Return the lines, each drawn on to the others that its ends nearly meet."""
    tree = shapely.STRtree(lines)
    longer = []
    for position, line in enumerate(lines):
        points = list(line.coords)
        for end, at in ((shapely.Point(points[0]), 0), (shapely.Point(points[-1]), len(points))):
            others = [
                lines[each]
                for each in tree.query(end, predicate="dwithin", distance=JOIN_M)
                if each != position
            ]
            if others and not any(each.touches(end) for each in others):
                nearest = min(others, key=end.distance)
                met = shapely.shortest_line(end, nearest).coords[-1]
                points[at:at] = [met]
        longer.append(shapely.LineString(points))
    return np.array(longer, dtype=object)


def places_on(network: Network, points: Coordinates, *, within_m: float) -> npt.NDArray[np.int64]:
    """Return for each point the piece it stands on: the nearest one within that distance, or -1."""
    if not network.pieces or not len(points):
        return np.full(len(points), -1, dtype=np.int64)
    tree = shapely.STRtree(network.lines)
    found = np.full(len(points), -1, dtype=np.int64)
    which, nearest = tree.query_nearest(
        shapely.points(points), max_distance=within_m, all_matches=False
    )
    found[which] = nearest
    return found


def inside(network: Network, area: Shape) -> npt.NDArray[np.bool_]:
    """Return which pieces have their middle in the area."""
    middles = shapely.line_interpolate_point(network.lines, 0.5, normalized=True)
    return np.asarray(shapely.intersects(area, middles), dtype=bool)


def way(network: Network, start: int, end: int) -> list[int]:
    """Return the junctions of the shortest way from one to another, both included."""
    found = [end]
    while found[-1] != start:
        found.append(int(network.before[start, found[-1]]))
    return found[::-1]


def _cut(line: Shape, longest_m: float) -> list[Coordinates]:
    """Return a line as pieces of equal length, none longer than that."""
    number = max(1, int(np.ceil(line.length / longest_m)))
    edges = np.linspace(0, line.length, number + 1)
    cuts = [substring(line, start, end) for start, end in pairwise(edges)]
    return [np.asarray(shapely.get_coordinates(each)) for each in cuts]


def _network(named: Sequence[tuple[str, Coordinates]]) -> Network:
    ends = np.array([points[[0, -1]] for _, points in named]).reshape(-1, 2)
    junctions, which = np.unique(np.round(ends, 3), axis=0, return_inverse=True)
    pairs = which.reshape(-1, 2)
    pieces = tuple(
        Piece(name, int(start), int(end), _length(points), points)
        for (name, points), (start, end) in zip(named, pairs, strict=True)
    )
    metres, before = _ways(pieces, len(junctions))
    lines = np.array([shapely.LineString(points) for _, points in named], dtype=object)
    return Network(pieces, lines, junctions, metres, before)


def _ways(
    pieces: Sequence[Piece], junctions: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int32]]:
    if not pieces:
        return np.zeros((0, 0)), np.zeros((0, 0), dtype=np.int32)
    shortest: dict[tuple[int, int], float] = {}
    for each in pieces:  # a sparse array would add up two pieces between the same junctions
        pair = (min(each.start, each.end), max(each.start, each.end))
        shortest[pair] = min(each.metres, shortest.get(pair, np.inf))
    rows, columns = np.array(list(shortest)).T
    graph = coo_array((list(shortest.values()), (rows, columns)), shape=(junctions, junctions))
    metres, before = dijkstra(graph.tocsr(), directed=False, return_predecessors=True)
    return np.asarray(metres, dtype=float), np.asarray(before, dtype=np.int32)


def _length(points: Coordinates) -> float:
    return float(np.hypot(*np.diff(points, axis=0).T).sum())
