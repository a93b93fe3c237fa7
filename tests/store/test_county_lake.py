"""The lake that forces share: a month whole or not at all, the same month once, forces at the same time,
and nothing left of what was replaced.
"""

import ast
import importlib
import re
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path
from typing import get_type_hints

import pandas as pd
import pytest

from patrolqr.core import settings
from patrolqr.core.errors import CountyUnreachable
from patrolqr.core.settings import County
from patrolqr.store import county_lake
from patrolqr.store.county_lake import Choice
from patrolqr.store.engine import county
from patrolqr.store.engine.schema import SQL
from tests.builders.killed import kill_once_it_says
from tests.builders.shared_lake import (
    OCTOBER,
    force_month,
    lake_in,
    postgres,
    publication,
    put,
    rows_of,
)
from tests.store.test_queries import STORE, fits, key, parameters, text

LAKE = sorted(str(each.relative_to(SQL).with_suffix("")) for each in SQL.glob("county/lake/*.sql"))
READS = {"read": 1, "read_frame": 1, "put": 0}

NAMES = {
    *("force", "digest", "kind", "precision"),
    *("neighbourhood_id", "neighbourhood", "category", "outcome"),
    *("team_id", "team", "area_id", "area"),
}
"""All words that the lake has columns for: names of forces, teams and places, codes of lists."""

FINER = ("easting", "northing", "lat", "lon", "street", "cell", "square", "address", "postcode")
PEOPLE = (
    "collar",
    "person",
    "officer",
    "author",
    "by",
    "words",
    "text",
    "note",
    "why",
    "reference",
)


def calls() -> dict[str, tuple[str | None, set[str]]]:
    """Return the row type and the parameters that each statement of the lake is called with."""
    found = {}
    for node in ast.walk(ast.parse((STORE / "county_lake.py").read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            place = READS.get(node.func.attr)
            query = (
                node.args[place] if place is not None and len(node.args) > (place or 0) else None
            )
            if isinstance(query, ast.Constant) and isinstance(query.value, str):
                row = ast.unparse(node.args[0]) if place else None
                found[query.value] = row, {str(each.arg) for each in node.keywords}
    return found


def described(shared: County, query: str) -> dict[str, str]:
    nothing = dict.fromkeys(parameters(query), "NULL")
    asked = re.sub(r"\$(\w+)", lambda name: nothing[name[1]], text(query)).rstrip().rstrip(";")
    return {str(row[0]): str(row[1]) for row in rows_of(shared, f"DESCRIBE {asked}")}


def test_a_statement_of_the_lake_is_used_with_its_parameters_and_gives_its_row(
    tmp_path: Path,
) -> None:
    shared = lake_in(tmp_path)
    put(shared, publication(force_month()))
    assert set(calls()) == set(LAKE) - {"county/lake/tables"}
    for query, (row, given) in calls().items():
        assert given == parameters(query), query
        assert key(query)
        if row is not None:
            expected = get_type_hints(
                getattr(importlib.import_module("patrolqr.store.county_lake"), row)
            )
            found = described(shared, query)
            assert set(found) == set(expected), query
            assert not {
                name: kind for name, kind in found.items() if not fits(kind, expected[name])
            }


def test_the_lake_has_no_place_finer_than_an_area_nobody_and_no_words(tmp_path: Path) -> None:
    shared = lake_in(tmp_path)
    put(shared, publication(force_month()))
    columns = rows_of(
        shared,
        "SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = 'lake'",
    )
    assert len(columns) > 30
    texts = {name for name, kind in columns if kind == "VARCHAR"}
    assert texts == NAMES
    assert {kind for _, kind in columns} <= {
        "VARCHAR", "BIGINT", "INTEGER", "DATE", "BOOLEAN", "TIMESTAMP WITH TIME ZONE",
    }  # fmt: skip
    parts = {part for name, _ in columns for part in name.split("_")}
    assert not parts & {*FINER, *PEOPLE} - {"officer"}  # officer_minutes count minutes


def test_the_same_month_twice_changes_nothing(tmp_path: Path) -> None:
    shared, made = lake_in(tmp_path), publication(force_month())
    assert put(shared, made)
    before = rows_of(shared, "SELECT snapshot_id FROM ducklake_snapshots('lake')")
    files = sorted(shared.files.rglob("*.parquet"))
    assert not put(shared, made)
    assert not put(shared, publication(force_month(), made))
    assert rows_of(shared, "SELECT snapshot_id FROM ducklake_snapshots('lake')") == before
    assert sorted(shared.files.rglob("*.parquet")) == files
    for table, rows in made.frames.items():
        assert rows_of(shared, f"SELECT count(*) FROM {table}") == [(len(rows),)]


def test_a_month_published_anew_leaves_nothing_of_what_it_was(tmp_path: Path) -> None:
    """Neither in the lake as it was at a moment before, nor in its files."""
    shared, made = lake_in(tmp_path), publication(force_month(mean=9))
    put(shared, made)
    old = sorted(shared.files.rglob("*.parquet"))
    later = publication(force_month(mean=9, seed=2), made)
    assert put(shared, later)
    assert len(rows_of(shared, "SELECT snapshot_id FROM ducklake_snapshots('lake')")) == 1
    assert not [each for each in old if each.exists()]
    assert sorted(pd.concat(map(pd.read_parquet, shared.files.rglob("*incidents/*.parquet")))["incidents"].dropna()) == sorted(later.incidents["incidents"].dropna())  # fmt: skip  # noqa: E501


def test_other_forces_and_months_stay_as_they_are_and_files_stay_few(tmp_path: Path) -> None:
    shared = lake_in(tmp_path)
    for force in ("Essex Police", "Kent Police"):
        for month in (date(2026, 9, 1), OCTOBER):
            put(shared, publication(force_month(force, month)))
    put(shared, publication(force_month("Essex Police", OCTOBER, seed=7)))
    found = county_lake.force_months(shared)
    assert len(found) == 4
    assert len(list(shared.files.rglob("*.parquet"))) <= 12
    kept = county_lake.published(shared, Choice((date(2026, 9, 1),), level="area"))
    assert kept.done.groupby("force").size().tolist() == [4, 4]


def test_what_is_interrupted_leaves_the_month_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, made = lake_in(tmp_path), publication(force_month())
    put(shared, made)
    later = publication(force_month(seed=2), made)

    def breaks(self: county.Publishing, table: str, batch: pd.DataFrame) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(county.Publishing, "add", breaks)
        with pytest.raises(KeyboardInterrupt):
            put(shared, later)
    assert county_lake.digest(shared, made.force, OCTOBER) == made.digest
    told = county_lake.published(shared, Choice((OCTOBER,), level="area"))
    assert len(told.done) == 4
    assert put(shared, later)


KILLED = """
import sys, time
from pathlib import Path
from patrolqr.store.engine import county
from tests.builders.shared_lake import force_month, lake_in, publication, put
add = county.Publishing.add
def slow(self, table, batch):
    add(self, table, batch)
    if table == "done":
        print("half-way", flush=True)
        time.sleep(60)
county.Publishing.add = slow
put(lake_in(Path(sys.argv[1])), publication(force_month(seed=2)))
"""


def test_a_process_killed_half_way_leaves_the_month_as_it_was(tmp_path: Path) -> None:
    shared, made = lake_in(tmp_path), publication(force_month())
    put(shared, made)
    kill_once_it_says("half-way", KILLED, tmp_path)
    assert county_lake.digest(shared, made.force, OCTOBER) == made.digest
    assert put(shared, publication(force_month(seed=2), made))


PUBLISHES = """
import sys
from patrolqr.core import settings
from tests.builders.shared_lake import force_month, publication, put
address, files, force = sys.argv[1:]
for month in (1, 2, 3):
    from datetime import date
    put(settings.county(address, files), publication(force_month(force, date(2026, month, 1))))
"""


def publish_at_once(shared: County) -> None:
    commands = [
        [sys.executable, "-c", PUBLISHES, shared.address, str(shared.files), force]
        for force in ("Dorset Police", "Kent Police")
    ]
    running = [subprocess.Popen(each, stderr=subprocess.PIPE, text=True) for each in commands]
    said = [each.communicate()[1] for each in running]
    assert [each.returncode for each in running] == [0, 0], said
    found = county_lake.force_months(shared)
    assert sorted(found.groupby("force").size().items()) == [
        ("Dorset Police", 3),
        ("Kent Police", 3),
    ]
    told = county_lake.published(shared, Choice((date(2026, 3, 1),), level="area"))
    assert len(told.done) == 8


def test_two_forces_publish_to_a_file_at_the_same_time(tmp_path: Path) -> None:
    publish_at_once(lake_in(tmp_path))


def test_two_forces_publish_through_postgresql_at_the_same_time(tmp_path: Path) -> None:
    with postgres() as address:
        shared = settings.county(address, str(tmp_path / "files"))
        assert county_lake.force_months(shared).empty
        publish_at_once(shared)
    with pytest.raises(CountyUnreachable) as refused:
        county_lake.force_months(shared)
    assert "geheim" not in refused.value.sentence


def test_a_password_within_an_address_is_not_told(tmp_path: Path) -> None:
    address = "ducklake:postgres:postgresql://us:geheim@127.0.0.1:9/county"
    with pytest.raises(CountyUnreachable) as refused:
        county_lake.force_months(settings.county(address, str(tmp_path / "files")))
    assert "127.0.0.1" in refused.value.sentence
    assert "geheim" not in refused.value.sentence


def test_looking_and_publishing_in_one_process_keep_out_of_each_others_way(
    tmp_path: Path,
) -> None:
    shared = lake_in(tmp_path)
    put(shared, publication(force_month()))
    met: list[BaseException] = []

    def look() -> None:
        try:
            for _ in range(5):
                county_lake.force_months(shared)
        except CountyUnreachable as problem:
            met.append(problem)

    lookers = [threading.Thread(target=look) for _ in range(2)]
    for each in lookers:
        each.start()
    for seed in range(2, 5):
        put(shared, publication(force_month("Essex Police", seed=seed)))
    for each in lookers:
        each.join()
    assert met == []


def test_a_lake_nobody_published_to_has_nothing(tmp_path: Path) -> None:
    shared = lake_in(tmp_path)
    assert county_lake.force_months(shared).empty
    assert county_lake.published(shared, Choice((OCTOBER,))).done.empty
    assert county_lake.digest(shared, "Kent Police", OCTOBER) == ""


def test_a_file_that_is_no_lake_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "lake.ducklake").write_text("no lake" * 1000)
    with pytest.raises(CountyUnreachable, match="PATROLQR_COUNTY"):
        county_lake.force_months(lake_in(tmp_path))
