"""Statements as files, and what goes into them and comes out."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

import duckdb

from patrolqr.core.choice import PlaceChoice, chosen
from patrolqr.core.clean import clean_all
from patrolqr.core.team import Duty
from patrolqr.store.engine.schema import SQL

Row = TypeVar("Row")

Bound = dict[str, object] | None
"""Parameters as a statement takes them."""


@cache
def statement(query: str) -> str:
    """Return the text of a query, named like its file: picks/insert_pick."""
    return (SQL / f"{query}.sql").read_text("utf-8")


def bind(parameters: Mapping[str, object]) -> Bound:
    """Return the parameters as a statement takes them, None where it takes none.

    A `duty` stands for team_id, patrol_day and shift, a `choice` for since, until, neighbourhoods,
    areas and teams, so that no caller can leave one of them out.
    Text is cleaned, so that what a page or a file holds is always something that can be told. Naive
    datetimes are refused: DuckDB would read them as UTC without a word.
    """
    bound = {name: clean_all(value) for name, value in _taken_apart(parameters).items()}
    for name, value in bound.items():
        if isinstance(value, datetime) and value.tzinfo is None:
            raise ValueError(f"{name} has no time zone")
    return bound or None


def _taken_apart(parameters: Mapping[str, object]) -> dict[str, object]:
    found = dict(parameters)
    if "duty" in found:
        duty = found.pop("duty")
        whose = duty if isinstance(duty, Duty) else None
        found["team_id"] = whose.team_id if whose else None
        found["patrol_day"] = whose.patrol_day if whose else None
        found["shift"] = whose.shift.name if whose else None
    if isinstance(choice := found.get("choice"), PlaceChoice):
        del found["choice"]
        found["since"], found["until"] = choice.since, choice.until
        found["neighbourhoods"] = chosen(choice.neighbourhoods)
        found["areas"], found["teams"] = chosen(choice.areas), chosen(choice.teams)
    return found


def run_on(
    connection: duckdb.DuckDBPyConnection,
    code: str,
    bound: Bound,
    prepare: Callable[[duckdb.DuckDBPyConnection], None] | None = None,
) -> duckdb.DuckDBPyConnection:
    """Return a cursor of the connection that ran the statement, once it was prepared for it."""
    cursor = connection.cursor()
    try:
        if prepare:
            prepare(cursor)
        return cursor.execute(code, bound)
    except BaseException:
        cursor.close()
        raise


def dictionaries(row: type[Row], result: duckdb.DuckDBPyConnection) -> list[Row]:
    """Return the rows as dictionaries; a test holds that they have the keys of `row`."""
    names = [column[0] for column in result.description]
    rows: Any = [dict(zip(names, values, strict=True)) for values in result.fetchall()]
    return list(rows)


def count_of(result: duckdb.DuckDBPyConnection) -> int:
    """Return how many rows a statement wrote."""
    (count,) = result.fetchone() or (0,)
    return int(count)
