"""Every statement is under contract: what it takes, what it gives, which column tells rows apart.

The calls are found in the source of `store`; a renamed parameter or column fails here.
"""

import ast
import importlib
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, get_args, get_type_hints
from uuid import UUID

import duckdb
import pandas as pd
import pytest

from patrolqr.core.form.questions import FIELDS
from patrolqr.store import DEMO, Session, Store
from patrolqr.store.engine.schema import SQL
from tests.conftest import TESTS

STORE = SQL.parent
PACKAGE = STORE.parent
READS, WRITES = ("rows", "frame"), ("change", "change_over", "table_over")

PYTHON: dict[str, tuple[type, ...]] = {
    "VARCHAR": (str,),
    "BIGINT": (int,),
    "INTEGER": (int,),
    "HUGEINT": (int,),
    "DOUBLE": (float,),
    "BOOLEAN": (bool,),
    "DATE": (date,),
    "TIME": (time,),
    "TIMESTAMP WITH TIME ZONE": (datetime,),
    "BLOB": (bytes,),
    "UUID": (UUID,),
}
"""What a column of DuckDB's is in Python."""

WITH_ANSWERS = ("logs/logs", "visits/shift_visits")
"""Queries that give, besides the columns of their row type, one for each question of the form."""

STANDS_FOR = {
    "duty": ("team_id", "patrol_day", "shift"),
    "choice": ("since", "until", "neighbourhoods", "areas", "teams"),
}
"""Parameters that the engine takes apart: each is given whole, or not at all."""

OVER_TABLES = ("batch", "known")
"""Names of tables that a statement reads from memory: it cannot be described without them."""


@dataclass(frozen=True)
class Call:
    """One call of a statement: where, its query, the row type it names, and its parameters."""

    module: str
    line: int
    method: str
    query: str
    row: str | None
    parameters: frozenset[str]
    unpacked: bool


def calls() -> list[Call]:
    """Return every call of a statement in `store`."""
    found = []
    for file in sorted(STORE.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                found += list(_call(file, node, node.func.attr))
    return found


def _call(file: Path, node: ast.Call, name: str) -> Iterator[Call]:
    place = 1 if name in READS else 0 if name in WRITES else None
    if place is None or len(node.args) <= place:
        return
    query = node.args[place]
    if not isinstance(query, ast.Constant) or not isinstance(query.value, str):
        return
    row = ast.unparse(node.args[0]) if place else None
    tables = ("batch", "known") if name.endswith("_over") else ()
    names = [keyword.arg for keyword in node.keywords if keyword.arg not in tables]
    given = frozenset(part for name in names if name for part in STANDS_FOR.get(name, (name,)))
    yield Call(file.stem, node.lineno, name, query.value, row, given, None in names)


CALLS = calls()
QUERIES = sorted(
    str(file.relative_to(SQL).with_suffix(""))
    for file in SQL.glob("*/*.sql")
    if file.parent.name != "schema"
)


def text(query: str) -> str:
    return (SQL / f"{query}.sql").read_text("utf-8")


def _code(query: str) -> str:
    return "\n".join(line for line in text(query).splitlines() if not line.startswith("--"))


def parameters(query: str) -> set[str]:
    code = "\n".join(line.split("--")[0] for line in text(query).splitlines())
    return set(re.findall(r"\$([a-z_0-9]+)", code))


def key(query: str) -> list[str]:
    second = text(query).splitlines()[1]
    assert second.startswith("-- key: "), f"{query} does not say in its second line what its key is"
    return [name.strip() for name in second.removeprefix("-- key: ").split(",")]


def described(store: Session, query: str) -> dict[str, str]:
    """Return the columns of a query and their types, as DuckDB sees them."""
    with store.writing("brief") as written:
        nothing = dict.fromkeys(parameters(query))
        rows = written.cursor.execute(f"DESCRIBE {text(query)}", nothing or None).fetchall()
    return {row[0]: row[1] for row in rows}


def test_a_statement_says_its_grain_and_its_key() -> None:
    assert [each for each in QUERIES if not text(each).startswith("-- grain: one row")] == []
    assert [each for each in QUERIES if not key(each)] == []


def test_a_statement_is_used() -> None:
    assert set(QUERIES) == {call.query for call in CALLS}


def test_an_insert_names_its_columns_and_nothing_returns() -> None:
    nameless = re.compile(r"INSERT INTO\s+\w+\s*(?!\s*\()(VALUES|SELECT|WITH|BY)")
    code = {
        query: "\n".join(line.split("--")[0] for line in text(query).splitlines())
        for query in QUERIES
    }
    assert [query for query in QUERIES if nameless.search(code[query])] == []
    assert [query for query in QUERIES if "RETURNING" in code[query].upper()] == []


def test_a_call_gives_just_the_parameters_of_its_statement() -> None:
    assert [call for call in CALLS if call.unpacked] == []  # hidden behind **
    assert [call for call in CALLS if set(call.parameters) != parameters(call.query)] == []


@pytest.mark.parametrize(
    "call", [each for each in CALLS if each.row], ids=lambda call: f"{call.module}:{call.query}"
)
def test_a_call_names_the_columns_it_gets(call: Call, empty: Session) -> None:
    assert call.row is not None
    row = getattr(importlib.import_module(f"patrolqr.store.{call.module}"), call.row)
    expected = get_type_hints(row)
    found = described(empty, call.query)
    if call.query in WITH_ANSWERS:
        answers = {field.name for field in FIELDS}
        found = {name: kind for name, kind in found.items() if name not in answers - set(expected)}
    assert set(found) == set(expected)
    wrong = {name: kind for name, kind in found.items() if not fits(kind, expected[name])}
    assert not wrong, {name: (kind, expected[name]) for name, kind in wrong.items()}


def test_rows_carry_no_instants_but_microseconds() -> None:
    """Frames have instants; fetching one as a row would need pytz."""
    for call in CALLS:
        if call.row is None or call.method != "rows":
            continue
        row = getattr(importlib.import_module(f"patrolqr.store.{call.module}"), call.row)
        kinds = get_type_hints(row).items()
        assert [name for name, kind in kinds if "datetime.datetime" in str(kind)] == [], call


def fits(kind: str, expected: Any) -> bool:
    """Return whether a column of that type may be annotated so."""
    meant = [each for each in get_args(expected) or (expected,) if each is not type(None)]
    if kind.endswith("[]"):
        return expected is not None and "list" in str(expected)
    plain = kind.split("(")[0]
    types = [
        each if isinstance(each, type) else type(each) for each in meant
    ]  # Literal: its values
    return Any in meant or any(each in PYTHON.get(plain, ()) for each in types)


def test_no_statement_is_named_outside_the_store() -> None:
    names = set(QUERIES)
    for file in [*PACKAGE.rglob("*.py"), *(PACKAGE.parent / "pages").glob("*.py")]:
        if STORE in file.parents:
            continue
        words = {
            node.value
            for node in ast.walk(ast.parse(file.read_text("utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        assert not words & names, file


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Give one empty store for all that is only described."""
    opened = Store(tmp_path_factory.mktemp("described") / "data", real=True)
    yield Session(opened, TESTS)
    opened.close()


@pytest.fixture(scope="module")
def town(town_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Give one demo town for all that is only read."""
    folder = tmp_path_factory.mktemp("read")
    shutil.copy(town_file, folder / DEMO)
    opened = Store(folder)
    yield Session(opened, TESTS)
    opened.close()


READING = [
    each for each in QUERIES if not re.match(r"\s*(INSERT|UPDATE|MERGE|DELETE|CREATE)", _code(each))
]


@pytest.mark.parametrize("query", READING)
def test_the_key_tells_rows_of_the_demo_town_apart(query: str, town: Session) -> None:
    given = dict.fromkeys(parameters(query))  # None means all
    try:
        with town.writing("brief") as written:
            rows: pd.DataFrame = written.cursor.execute(text(query), given or None).df()
    except duckdb.CatalogException as problem:
        assert any(name in str(problem) for name in OVER_TABLES), problem
        return
    assert not rows.duplicated(key(query)).any()
