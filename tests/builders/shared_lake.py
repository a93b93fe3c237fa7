"""Lakes that forces share, in a folder of a test's own or in a PostgreSQL that it starts; forces' months."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from patrolqr.analysis import county
from patrolqr.analysis.county import Covered, ForceMonth, Publication
from patrolqr.core import settings
from patrolqr.core.incident import CRIME_TYPES
from patrolqr.core.settings import County
from patrolqr.store import county_lake
from patrolqr.store.engine import extensions
from tests.builders import lakes

OCTOBER = date(2026, 10, 1)
OUTCOMES = ("Under investigation", "Outcome reached", "No outcome known")


def lake_in(folder: Path, force: str = "") -> County:
    """Return a lake whose catalogue is a file in the folder."""
    return settings.county(f"ducklake:{folder / 'lake.ducklake'}", "", force)


def force_month(
    force: str = "Kent Police",
    month: date = OCTOBER,
    *,
    neighbourhoods: int = 4,
    areas: int = 4,
    mean: float = 6.0,
    seed: int = 1,
    crime_is_loaded: bool = True,
) -> ForceMonth:
    """Return an invented month: incidents, and what was done in areas of two teams."""
    random = np.random.default_rng(seed)
    shape = (neighbourhoods, len(CRIME_TYPES))
    rows = [
        ("crime", category, f"N{place}", f"Ward {place}", outcome, int(number))
        for place, line in enumerate(random.poisson(mean, shape))
        for category, total in zip(CRIME_TYPES, line, strict=True)
        for outcome, number in zip(
            OUTCOMES, random.multinomial(total, [0.6, 0.3, 0.1]), strict=True
        )
        if number and crime_is_loaded
    ]
    columns = ["kind", "category", "neighbourhood_id", "neighbourhood", "outcome", "incidents"]
    days = pd.Timestamp(month).days_in_month
    return ForceMonth(
        force,
        month,
        (
            Covered("patrol", None, days, days, is_counted=True),
            Covered("crime", "minute", days, days, is_counted=True)
            if crime_is_loaded
            else Covered("crime", None, 12, days, is_counted=False),
        ),
        pd.DataFrame(rows, columns=columns),
        pd.DataFrame([_area(number, random) for number in range(areas)]),
    )


def _area(number: int, random: np.random.Generator) -> dict[str, Any]:
    asked = int(random.integers(4, 40))
    given = int(asked * random.uniform(0.5, 1))
    searches = int(random.poisson(7))
    return {
        "team_id": f"t{number % 2}", "team": f"Team {number % 2}",
        "area_id": f"a{number}", "area": f"Area {number}", "neighbourhood": f"Ward {number % 4}",
        "taskings": asked // 2, "taskings_missed": 1,
        "patrols_asked": asked, "patrols_given": given,
        "minutes_asked": asked * 15, "minutes_given": given * 14,
        "logs": given + 3, "patrols": given + 1, "minutes": (given + 1) * 14,
        "officer_minutes": (given + 1) * 20, "engagements": int(random.poisson(20)),
        "stop_searches": searches, "said": searches, "found": int(random.binomial(searches, 0.3)),
        "arrests": int(random.poisson(2)), "actions": int(random.poisson(4)),
    }  # fmt: skip


def publication(found: ForceMonth, *before: Publication) -> Publication:
    """Return the month as it is published after those before."""
    made = county.publication(found, [each.version for each in before])
    assert made is not None
    return made


def put(shared: County, made: Publication) -> bool:
    """Publish the month; return whether anything changed."""
    return county_lake.publish(
        shared, made.force, made.month, digest=made.digest, frames=made.frames
    )


def rows_of(shared: County, query: str) -> list[tuple[Any, ...]]:
    """Return what any statement answers on the lake, as its owner with any tool would see it."""
    with duckdb.connect() as looked:
        extensions.load(looked, "ducklake")
        looked.execute("SET TimeZone = 'UTC'")
        looked.execute(f"ATTACH '{shared.address}' AS lake (READ_ONLY); USE lake")
        return looked.execute(query).fetchall()


@contextmanager
def postgres() -> Iterator[str]:
    """Give the address of a lake in a PostgreSQL of its own, which ends afterwards; without PostgreSQL
    skip and say so, or fail where it is required.
    """
    with lakes.running() as server:
        server.do("CREATE DATABASE county")
        yield f"ducklake:postgres:{server.told('county')} password=geheim"
