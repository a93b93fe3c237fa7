"""A small piece of town and briefings on it."""

from collections.abc import Callable
from random import Random

import geopandas as gpd
import pytest
import shapely

from patrolqr.core.briefing import Briefing
from tests.builders.sheets import SOUTH, WEST, WORDS, briefing, tasking


@pytest.fixture(scope="session")
def streets() -> gpd.GeoDataFrame:
    """Return some thirty bent streets of three classes, in degrees."""
    random = Random(7)
    rows = []
    for step in range(16):
        far = 180 * step + random.uniform(-40, 40)
        kind = "primary" if step % 8 == 3 else "tertiary" if step % 4 == 1 else "residential"
        across = [
            (WEST - 400 + 160 * at, SOUTH - 300 + far + 30 * random.random()) for at in range(20)
        ]
        up = [(WEST - 400 + far + 30 * random.random(), SOUTH - 300 + 160 * at) for at in range(20)]
        rows += [(f"{WORDS[step]} Street", kind, across), (f"{WORDS[-1 - step]} Road", kind, up)]
    lines = [shapely.LineString(line) for *_, line in rows]
    frame = gpd.GeoDataFrame(
        {"name": [r[0] for r in rows], "class": [r[1] for r in rows]}, geometry=lines, crs=27700
    )
    return frame.to_crs(4326)


@pytest.fixture
def night() -> Callable[..., Briefing]:
    """Give a function that makes a briefing of so many areas; keywords change every tasking."""
    return lambda areas=6, **other: briefing(
        *(tasking(number, **other) for number in range(1, areas + 1))
    )
