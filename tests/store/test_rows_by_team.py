"""Somebody who is limited to some teams reads nothing of another's: every statement, whatever it is
about, and every table, the next one too.
"""

import ast
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from patrolqr.core.actor import Actor
from patrolqr.store import Session, reviews
from patrolqr.store.engine.schema import SCHEMA
from tests.builders import two_teams
from tests.builders.two_teams import AREA, AT, CANARY, DAY, LOAD, THEIRS, id_of, of_ours
from tests.store.test_queries import OVER_TABLES, PACKAGE, READING, parameters

GIVEN: dict[str, Any] = {
    "team_id": THEIRS.team_id,
    "patrol_day": DAY,
    "shift": "Late",
    "area_id": AREA,
    "load_id": LOAD,
    "person": "Sgt 4412",
    "at": AT,
    "limit": 100,
    "offset": 0,
    "shown": 12,
    "side": 250,
    "begins_at": AT,
    "zone": "Europe/London",
}
"""What a statement is asked for, by its parameters' names: the other team's rows; of the rest all."""

OF_NO_TEAM = {"pairings/pairings": "phones and their numbers: the register alone asks for all"}
"""Statements that give ids which are the other team's too, and why."""

WITHOUT_WORDS = {"pairing_sheets": "pairings/given", "team_choices": "teams/team_choice"}
"""Tables that hold nothing but ids, and a statement that gives them."""

BY_QUERY: dict[str, dict[str, Any]] = {
    "meetings/entries": {"teams": THEIRS.team_id},
    "pairings/given": {"since": AT},
    "pairings/pairings": {"since": AT},
    "briefings/document": {"kind": f"{CANARY} documents kind"},
}
"""The same of single statements, by their names."""

IDS = (
    *("log_id", "pass_id", "tasking_id", "briefing_id", "entry_id", "pack_id", "pairing_id"),
    *("pick_id", "priority_id", "account_id", "disposal_id", "session_id"),
)

OWN_DOOR = {
    ("session.py", "rows"): "says who asks",
    ("session.py", "frame"): "says who asks",
    ("pairings.py", "__init__"): "the register of phones, which every request of a phone asks",
}
"""Functions that read without saying who asks, and why."""

SEES_ALL = {
    ("store/session.py", "of_all_teams"): "where it is made",
    ("store/session.py", "need_teams"): "names the team that somebody does not see, to tell them",
    ("store/session.py", "seen_teams"): "names the teams that somebody sees",
    ("store/owners.py", "need_codes"): "whose a code is",
    ("store/packs.py", "pack"): "of which teams a pack tells, which is then not opened",
    ("store/logs.py", "submit"): "whether a log is there already, whoever's it is",
    (
        "steps/look_at_notes.py",
        "mark",
    ): "when anything was redacted last: what is remembered goes then",
}
"""Functions in which somebody who is limited reads as if they were not, and what for."""


def asked(query: str) -> dict[str, Any]:
    """Return parameters that ask a statement for the other team's rows."""
    wanted: dict[str, Any] = {name: id_of(THEIRS, name) for name in IDS}
    wanted |= {f"{name}s": [value] for name, value in wanted.items()} | GIVEN
    wanted["ids"] = [id_of(THEIRS, name) for name in IDS]
    wanted |= BY_QUERY.get(query, {})
    return {name: wanted.get(name) for name in parameters(query)}


def read(session: Session, query: str) -> pd.DataFrame | None:
    """Return what the statement gives to whoever asks, None where it reads tables from memory."""
    try:
        return session.frame(dict, query, **asked(query))
    except duckdb.CatalogException as problem:
        assert any(name in str(problem) for name in OVER_TABLES), problem
        return None


def told(rows: pd.DataFrame | None) -> list[str]:
    """Return what of the rows is the other team's."""
    if rows is None:
        return []
    ids = {id_of(THEIRS, name) for name in IDS}
    return [
        f"{name}: {value}"
        for name in rows
        for value in map(str, rows[name])
        if CANARY in value.lower() or value in ids or value == THEIRS.team_id
    ]


@pytest.mark.parametrize("query", sorted({*READING} - OF_NO_TEAM.keys()))
def test_a_statement_tells_nothing_of_another_team(query: str, both: Session) -> None:
    assert told(read(of_ours(both), query)) == []


def test_the_same_statements_tell_of_it_to_whoever_sees_all_teams(both: Session) -> None:
    """Else the test above could not fail."""
    found = {query: " ".join(told(read(both, query))) for query in READING}
    assert len([query for query in found if found[query]]) > 60
    said = set(re.findall(f"{CANARY} ([a-z_]+)", " ".join(found.values())))
    assert two_teams.OF_TEAMS - said == WITHOUT_WORDS.keys()
    assert [query for query in WITHOUT_WORDS.values() if not found[query]] == []


def test_every_table_was_decided_about(both: Session) -> None:
    """Whoever is limited finds no table that the file of rights has no line for."""
    text = (SCHEMA / "own_rows.sql").read_text("utf-8")
    named = set(re.findall(r"^CREATE VIEW (\w+) AS FROM \{whole\}\.(\w+)", text, re.M))
    assert all(one == other for one, other in named)
    with both.writing("look") as written:
        tables = written.cursor.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()"
        ).fetchall()
        teamed = written.cursor.execute(
            "SELECT table_name FROM duckdb_columns() JOIN duckdb_tables() "
            "USING (database_name, schema_name, table_name) "
            "WHERE database_name = current_database() AND column_name IN ('team_id', 'log_id', 'teams')"
        ).fetchall()
    assert {table for (table,) in tables} == {one for one, _ in named}
    whole = set(re.findall(r"^CREATE VIEW (\w+) AS FROM \{whole\}\.\w+;", text, re.M))
    assert {table for (table,) in teamed} & whole == set()


def test_nobody_reads_past_who_asks() -> None:
    """All of `store` reads through a session, and only these see more than whoever asks."""
    doors, wholes = set(), set()
    for file in PACKAGE.rglob("*.py"):
        if file.parent.name == "engine":
            continue
        for function, node in _attributes(file):
            if node.attr in ("rows", "frame") and ast.unparse(node.value).endswith("database"):
                doors.add((file.name, function))
            if node.attr in ("of_all_teams", "for_all_teams"):
                wholes.add((str(file.relative_to(PACKAGE)), function))
    assert doors == OWN_DOOR.keys()
    assert wholes == SEES_ALL.keys()


def _attributes(file: Path) -> Iterator[tuple[str, ast.Attribute]]:
    """Give the attributes that a module's functions name, each with its function's name."""
    for function in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Attribute):
                    yield function.name, node


def test_two_at_once_see_their_own(both: Session) -> None:
    """Neither is given what was read for the other, however their statements meet."""
    ours, sought = of_ours(both), id_of(THEIRS, "log_id")

    def look(session: Session) -> set[object]:
        query = "logs/logs_total"
        return {session.frame(dict, query, **asked(query)).iloc[0, 0] for _ in range(60)}

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(look, [ours, both, ours, both]))
    assert found == [{1}, {2}, {1}, {2}]
    assert reviews.versions(ours, sought) == []


def test_teams_that_nobody_has_show_nothing_and_several_show_theirs(both: Session) -> None:
    for own, logs in ({}, 0), ({"ours"}, 1), ({"ours", "theirs"}, 2), ({"it's none"}, 0):
        session = Session(both.store, Actor("Sgt 1", "sergeant", frozenset(own)))
        found = session.frame(dict, "logs/logs_total", **asked("logs/logs_total"))
        assert found.iloc[0, 0] == logs


def test_whoever_asks_next_sees_all_and_the_one_after_not(store: Session) -> None:
    """A cursor is used again, on a lake."""
    two_teams.fill(store)
    query, ours = "logs/logs_total", of_ours(store)
    found = [each.frame(dict, query, **asked(query)).iloc[0, 0] for each in (ours, store) * 3]
    assert found == [1, 2] * 3


def test_what_is_of_no_team_is_not_seen(store: Session) -> None:
    two_teams.fill(store)
    with store.writing("send") as written:
        written.cursor.execute("UPDATE patrol_logs SET team_id = NULL")
    assert len(store.frame(dict, "logs/logs", **asked("logs/logs"))) == 2
    assert of_ours(store).frame(dict, "logs/logs", **asked("logs/logs")).empty
