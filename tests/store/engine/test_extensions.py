"""DuckDB's extensions: loaded from their wheels, named where one is missing."""

import duckdb
import pytest

from patrolqr.core.errors import SettingWrong
from patrolqr.store.engine import extensions


def test_the_lake_s_extensions_load_from_their_wheels_and_work_together() -> None:
    with duckdb.connect() as connection:
        extensions.load(connection, "ducklake", "postgres_scanner")
        named = connection.execute(
            "SELECT extension_name FROM duckdb_extensions() WHERE loaded ORDER BY 1"
        ).fetchall()
    assert {("ducklake",), ("postgres_scanner",)} <= set(named)


def test_an_extension_that_is_not_installed_is_named_with_what_to_do() -> None:
    with duckdb.connect() as connection, pytest.raises(SettingWrong) as problem:
        extensions.load(connection, "not_there")
    assert "not_there" in problem.value.sentence
    assert "requirements-lake.txt" in problem.value.sentence
