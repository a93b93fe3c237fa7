"""43 forces and 24 months on one lake, a hundred million patrols as counts: how long it takes to publish a
month, and what each view of the County page reads.

    .venv/bin/python -m pytest tests/benchmarks/county --benchmark-enable -n 0 -s
"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from patrolqr.analysis.county import Publication
from patrolqr.analysis.county_view import months_read
from patrolqr.analysis.periods import earlier
from patrolqr.core.settings import County
from patrolqr.store import county_lake
from patrolqr.store.county_lake import Choice
from patrolqr.store.engine import county
from tests.builders.shared_lake import OCTOBER, force_month, lake_in, publication, put

FORCES, MONTHS, NEIGHBOURHOODS, AREAS = 43, 24, 100, 40
PATROLS = 100_000_000

FORCE = "Force 07"

VIEWS = {
    "incidents of all forces": Choice(months_read(OCTOBER), category=""),
    "teams of all forces": Choice(months_read(OCTOBER), level="team", category=""),
    "areas of all forces": Choice(months_read(OCTOBER), level="area", category=""),
    "neighbourhoods of all forces": Choice(
        months_read(OCTOBER), by_neighbourhood=True, category="Robbery"
    ),
    "areas of one force": Choice(months_read(OCTOBER), FORCE, level="area", category=""),
    "neighbourhoods of one force": Choice(
        months_read(OCTOBER), FORCE, by_neighbourhood=True, category="Robbery"
    ),
}
"""What the page's choices read, each beside the month before and a year ago."""

TOGETHER_S = 1.0
"""What a page may wait for its queries: when something was published, and what is chosen."""


def invented(number: int) -> Publication:
    """Return a force's month of the patrols that are its part of all."""
    found = force_month(
        f"Force {number:02}",
        OCTOBER,
        neighbourhoods=NEIGHBOURHOODS,
        areas=AREAS,
        mean=12,
        seed=number,
    )
    assert found.done is not None
    each = PATROLS // (FORCES * MONTHS * AREAS) + 1
    return publication(replace(found, done=found.done.assign(patrols=each, logs=each)))


def as_of(rows: pd.DataFrame, force: str, month: date) -> pd.DataFrame:
    return rows.assign(force=force, month=month)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> County:
    """Return the lake: month by month, the forces of each in their order."""
    lake, made = lake_in(tmp_path_factory.mktemp("county")), [invented(at) for at in range(FORCES)]
    for back in range(MONTHS - 1, -1, -1):
        month = earlier(OCTOBER, back, "month")

        def write(to: county.Publishing, month: date = month) -> bool:
            for table in ("coverage", "incidents", "done"):
                rows = [as_of(each.frames[table], each.force, month) for each in made]
                to.add(table, pd.concat(rows))
            names = [each.force for each in made]
            heads = pd.DataFrame({"force": names, "month": month, "digest": "of another month"})
            to.add("force_months", heads.assign(published_at=pd.Timestamp.now("UTC")))
            return True

        county.publish(lake, write)
    return lake


def seconds(work: Callable[[], object]) -> float:
    """Return the second-best of five: the first one fills caches that a desk has filled."""
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return sorted(taken)[1]


def test_what_the_county_page_reads(shared: County) -> None:
    when = seconds(lambda: county_lake.force_months(shared))
    print(f"\n  {'when each force published':32}{when:8.3f} s")
    assert len(county_lake.force_months(shared)) == FORCES * MONTHS
    totals = county_lake.published(
        shared, Choice(tuple(earlier(OCTOBER, each, "month") for each in range(MONTHS)))
    )
    assert totals.done["patrols"].sum() >= PATROLS
    for name, choice in VIEWS.items():
        took = seconds(lambda choice=choice: county_lake.published(shared, choice))  # type: ignore[misc]
        rows = len(county_lake.published(shared, choice).incidents)
        print(f"  {name:32}{took:8.3f} s   {rows:,} rows of incidents")
        assert when + took <= TOGETHER_S, name


def test_what_publishing_a_month_takes(shared: County) -> None:
    began = time.perf_counter()
    made = invented(FORCES)
    withheld = time.perf_counter() - began
    began = time.perf_counter()
    assert put(shared, made)
    first = time.perf_counter() - began
    began = time.perf_counter()
    assert not put(shared, made)
    again = time.perf_counter() - began
    files = list(Path(shared.files).rglob("*.parquet"))
    size = sum(each.stat().st_size for each in files)
    print(
        f"\n  {len(made.version):,} counts, {made.withheld:,} withheld in {withheld:.2f} s; published in "
        f"{first:.2f} s, once more in {again:.2f} s; {len(files)} files, {size / 1e6:.1f} MB"
    )
    assert first < 5
