"""Neighbourhoods and small areas: whole blocks between streets, so borders run along roads and
share every point.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from patrolqr.demo import chance_and_metres
from patrolqr.demo.chance_and_metres import Floats
from patrolqr.geo.covering import first_covering, points_at

Labels = npt.NDArray[np.int64]

NEIGHBOURHOODS = (
    ("Market Ward", (0, 0)),
    ("Northfields", (-80, 1050)),
    ("Priory", (-1120, 820)),
    ("Westmead", (-1150, -180)),
    ("Canalside", (-380, -950)),
    ("Station Ward", (880, -900)),
    ("Eastholme", (1180, 260)),
    ("Larkhill", (900, 1850)),
    ("Highfield", (-700, 2050)),
    ("Foxley", (-2250, 350)),
    ("Kingsmoor", (-1800, -1250)),
    ("Millbrook", (250, -1900)),
    ("Fernbank", (2250, -850)),
)
"""Name, and middle in metres from the market square."""

RESIDENTS = 52_000
SMALL_AREA_RESIDENTS = 1_150
"""People in town, and about how many of them make a small area (a census LSOA has 1,000 to 3,000)."""


@dataclass(frozen=True)
class Places:
    """Small areas with their neighbourhood, on the British grid.

    `small` has one row per small area: place_id, name, parent_id, residents, shape; `large` the
    same per neighbourhood.
    """

    small: pd.DataFrame
    large: pd.DataFrame


def places(blocks: Any, seed: int) -> Places:
    """Return the town's neighbourhoods and small areas, made of whole blocks."""
    random = chance_and_metres.chance(seed, "places")
    middles = shapely.get_coordinates(shapely.centroid(blocks))
    people = _people(blocks, middles, random)
    wards = _join(
        blocks,
        _nearest(
            middles, chance_and_metres.bend(np.array([at for _, at in NEIGHBOURHOODS], dtype=float))
        ),
    )
    rows = []
    for number, (name, _) in enumerate(NEIGHBOURHOODS, start=1):
        inside = np.flatnonzero(wards == number - 1)
        parts = _divide(blocks[inside], middles[inside], people[inside])
        for part in range(parts.max() + 1):
            chosen = inside[parts == part]
            rows.append(
                (
                    number,
                    name,
                    part,
                    int(people[chosen].sum().round()),
                    shapely.union_all(blocks[chosen]),
                )
            )
    return _frames(rows)


def _frames(rows: list[tuple[int, str, int, int, Any]]) -> Places:
    small = pd.DataFrame(rows, columns=["number", "ward", "part", "residents", "shape"])
    code = [
        f"{number:02}{chr(65 + part)}"
        for number, part in zip(small["number"], small["part"], strict=True)
    ]
    small = small.assign(
        place_id=[f"ASH-{each}" for each in code],
        name=[f"Ashbrook {each}" for each in code],
        parent_id=[f"ASH-{number:02}" for number in small["number"]],
    )
    together = small.groupby("parent_id", as_index=False).agg(
        name=("ward", "first"),
        residents=("residents", "sum"),
        shape=("shape", lambda shapes: shapely.union_all(shapes.to_numpy())),
    )
    columns = ["place_id", "name", "parent_id", "residents", "shape"]
    large = together.rename(columns={"parent_id": "place_id"}).assign(parent_id=None)
    return Places(small[columns], large[columns])


def frame(towns: Places) -> pd.DataFrame:
    """Return one row per place with its outline as GeoJSON: neighbourhoods, then small areas."""
    large = towns.large.assign(kind="neighbourhood")
    rows = pd.concat([large, towns.small.assign(kind="small_area")], ignore_index=True)
    return rows.assign(geometry=chance_and_metres.geojson(rows["shape"].to_numpy())).drop(
        columns="shape"
    )


def belonging(small: pd.DataFrame, points: Floats) -> Labels:
    """Return the row of the small area that holds each point, −1 where none does."""
    return first_covering(small["shape"].to_numpy(), points_at(points[:, 0], points[:, 1]))


def _people(blocks: Any, middles: Floats, random: np.random.Generator) -> Floats:
    """Return how many people live in each block: dense between the rings, thin in the middle and at
    the edge.
    """
    away = np.hypot(*(middles - chance_and_metres.MARKET_SQUARE).T)
    dense = 0.55 + 1.2 * np.exp(-(((away - 850) / 700) ** 2))
    people = shapely.area(blocks) * dense * random.uniform(0.7, 1.3, len(blocks))
    return np.asarray(people / people.sum() * RESIDENTS)


def _nearest(points: Floats, seeds: Floats) -> Labels:
    return np.asarray(np.linalg.norm(points[:, None] - seeds[None], axis=2).argmin(axis=1))


def _divide(blocks: Any, middles: Floats, people: Floats) -> Labels:
    """Return the small area of each block of a neighbourhood: seeds far from one another draw the
    blocks nearest.
    """
    wanted = max(2, round(people.sum() / SMALL_AREA_RESIDENTS))
    seeds = [int(np.linalg.norm(middles - middles.mean(axis=0), axis=1).argmax())]
    while len(seeds) < wanted:
        away = np.linalg.norm(middles[:, None] - middles[seeds][None], axis=2).min(axis=1)
        seeds.append(int(away.argmax()))
    labels = _nearest(middles, middles[seeds])
    for _ in range(
        8
    ):  # seeds move to the middle of their people, so that the parts become of like size
        parts = [labels == part for part in np.unique(labels)]
        hearts = [np.average(middles[part], axis=0, weights=people[part]) for part in parts]
        labels = _nearest(middles, np.array(hearts))
    return np.asarray(np.unique(_join(blocks, labels), return_inverse=True)[1])


def _join(blocks: Any, labels: Labels) -> Labels:
    """Return the labels with blocks cut off from their own kind given to the neighbour they share
    most border with.
    """
    labels = labels.copy()
    borders = _borders(blocks)
    for _ in range(len(blocks)):
        lost = next(
            (block for block in range(len(blocks)) if _cut_off(block, labels, borders)), None
        )
        if lost is None:
            break
        shared = [borders[lost, labels == label].sum() for label in range(labels.max() + 1)]
        shared[labels[lost]] = 0
        labels[lost] = int(np.argmax(shared))
    return labels


def _borders(blocks: Any) -> Floats:
    """Return the metres of border that each block shares with each other."""
    one, other = shapely.STRtree(blocks).query(blocks, predicate="intersects")
    apart = one != other
    borders = np.zeros((len(blocks), len(blocks)))
    shared = shapely.intersection(blocks[one[apart]], blocks[other[apart]])
    borders[one[apart], other[apart]] = shapely.length(shared)
    return borders


def _cut_off(block: int, labels: Labels, borders: Floats) -> bool:
    """Return whether the block cannot be reached from the largest part of its own kind."""
    own = np.flatnonzero(labels == labels[block])
    reached = {block}
    edge = [block]
    while edge:
        near = own[borders[edge.pop()][own] > 0]
        edge += [each for each in near.tolist() if each not in reached]
        reached.update(near.tolist())
    return len(reached) * 2 < len(own)
