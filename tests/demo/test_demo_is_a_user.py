"""The demo is a user: what a load fills comes from its files, by readers and mappings that a force has
too; what is done on pages and phones has a writer there. Nothing can work in the demo alone.
"""

import ast
import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest

from patrolqr import demo, readers
from patrolqr.core import clock
from patrolqr.core.briefing import MARKINGS
from patrolqr.core.form.questions import COLUMNS, GROUPS
from patrolqr.core.lists import CUT_SHORT
from patrolqr.demo import Town, force_files
from patrolqr.demo.earlier_logs import SHORT_NAMES
from patrolqr.demo.make import MAPPINGS, confirmed, load_file, write
from patrolqr.demo.patrols import PROBLEM_SOLVER, TEAM
from patrolqr.readers import mapping
from patrolqr.readers.mapping import CALLED
from patrolqr.steps import load, triage
from patrolqr.store import DEMO, Session, area_synonyms, covered, incidents, loaded, reviews
from patrolqr.store.engine.schema import SQL
from patrolqr.store.loads import LOADERS
from tests.builders.databases import TOWN_DAY

DEMO_CODE = Path(demo.__file__).parent

FILLED_BY_LOADS = (
    "area_synonyms",
    "covered",
    "force_rows",
    "loads",
    "mappings",
    "places",
    "quarantine",
)
"""Folders of the statements that a load runs."""

SENT_BY_PHONES = {"patrol_logs"}
"""What loads fill, and phones do too."""


WRITES = ("writing", "insert", "change", "change_over", "insert_tables")
"""Names by which the store is written."""


@pytest.fixture(scope="module")
def ashbrook() -> Town:
    return demo.town(TOWN_DAY)


@pytest.fixture(scope="module")
def files(ashbrook: Town, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return list(force_files.write(ashbrook, tmp_path_factory.mktemp("files")))


def asked(session: Session, sql: str) -> list[tuple[object, ...]]:
    with session.writing("brief") as written:
        return written.cursor.execute(sql).fetchall()


def tables(session: Session) -> set[str]:
    found = asked(session, "SELECT table_name FROM duckdb_tables() WHERE NOT temporary")
    return {str(name) for (name,) in found}


def filled_by_loads(session: Session) -> set[str]:
    """Return the tables into which a load inserts rows."""
    written = {"patrol_logs", "table_rows"}  # by Arrow tables, see store/table_logs.py
    for folder in FILLED_BY_LOADS:
        for file in (SQL / folder).glob("*.sql"):
            written |= set(re.findall(r"(?:INSERT|MERGE) INTO (\w+)", file.read_text("utf-8")))
    return written & tables(session)


def test_the_demo_inserts_nothing_that_loads_fill(town_store: Session, ashbrook: Town) -> None:
    filled = filled_by_loads(town_store)
    assert {"incidents", "places", "streets", "reasons", "force_stop_searches", "covered"} <= filled
    assert set(ashbrook.tables) & filled == SENT_BY_PHONES
    assert set(ashbrook.patrol_logs["channel"]) == {"phone"}
    assert ashbrook.patrol_logs["pass_id"].isin(ashbrook.passes["pass_id"]).all()


def test_the_demo_has_one_way_into_the_store() -> None:
    """No module of the demo writes by itself: no transaction, no statement, no insert but one."""
    written = []
    for file in DEMO_CODE.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in WRITES:
                written.append((file.name, node.attr))
    assert written == [("make.py", "insert_tables")]


def test_every_row_that_loads_fill_came_in_a_file(town_store: Session, files: list[Path]) -> None:
    known = {*asked(town_store, "SELECT file_name, sha256 FROM loads")}
    assert known == {(file.name, hashlib.sha256(file.read_bytes()).hexdigest()) for file in files}
    for table in ("incidents", "places", "streets", "reasons", "force_stop_searches", "covered"):
        lost = f"SELECT count(*) FROM {table} WHERE load_id IS NULL OR load_id NOT IN (SELECT load_id FROM loads)"
        assert asked(town_store, lost) == [(0,)], table
    assert asked(town_store, "SELECT count(*) FROM quarantine") == [(0,)]
    rows = loaded.loaded(town_store)
    assert (rows["rows_read"] == rows["rows_new"] + rows["rows_known"]).all()
    assert set(rows["kind"]) <= set(LOADERS)


def test_what_is_loaded_covers_its_days(town_store: Session) -> None:
    stretches = covered.covered(town_store)
    dated = stretches[stretches["kind"] != "stop-search"]
    assert sorted(dated["kind"]) == ["call", "crime"]
    assert (dated["last_day"].dt.date == TOWN_DAY).all()
    (span,) = incidents.available(town_store)
    assert (dated["first_day"].dt.date == span["first_day"]).all()


SAID_BY_PEOPLE = ("force", "source", "types", "team", "areas")
"""What no file says of itself, and a person adds to what is guessed."""


def test_its_mappings_are_those_that_are_guessed_of_its_files(files: list[Path]) -> None:
    """A force that loads such files confirms the same columns."""
    mapped = [file for file in files if confirmed(file)]
    assert {file.stem for file in mapped} == {file.stem for file in MAPPINGS.glob("*.toml")}
    for file in mapped:
        known = confirmed(file)
        assert known is not None
        assert mapping.to_toml(known) == (MAPPINGS / f"{file.stem}.toml").read_text("utf-8")
        (source,) = readers.read(file)
        assert source.guess is not None
        guessed = source.guess.mapping
        own = {name: getattr(known, name) for name in SAID_BY_PEOPLE}
        assert replace(guessed, **own) == known, file.name
        assert known.kind in CALLED


def test_a_force_that_loads_the_same_files_has_the_same_town(
    town_store: Session, store: Session, files: list[Path]
) -> None:
    *ahead, _ = files  # the last one names patrol areas, which are made on pages
    for file in ahead:
        load_file(store, file)
    for table in ("incidents", "places", "streets", "reasons", "force_stop_searches", "covered"):
        rows = f"SELECT * EXCLUDE (load_id) FROM {table} ORDER BY ALL"
        assert asked(
            store, f"SELECT count(*), md5(string_agg(t::VARCHAR)) FROM ({rows}) t"
        ) == asked(town_store, f"SELECT count(*), md5(string_agg(t::VARCHAR)) FROM ({rows}) t"), (
            table
        )


def test_the_same_town_writes_the_same_files(
    ashbrook: Town, files: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "again").mkdir()
    for file, again in zip(files, force_files.write(ashbrook, tmp_path / "again"), strict=True):
        assert (again.name, again.read_bytes()) == (file.name, file.read_bytes())


def test_earlier_patrols_come_from_the_teams_own_form(town_store: Session) -> None:
    first = "SELECT min(patrol_day) FROM patrol_logs WHERE channel = 'phone'"
    told = asked(
        town_store,
        "SELECT count(*) > 40, count(DISTINCT area_id), bool_and(load_id IS NOT NULL), "
        f"bool_and(patrol_day < ({first})), bool_and(team_id = '{TEAM.team_id}') "
        "FROM patrol_logs WHERE channel = 'file'",
    )
    assert told == [(True, len(SHORT_NAMES), True, True, True)]
    words = area_synonyms.synonyms(town_store)
    assert dict(zip(words["word"], words["area"], strict=True)) == {
        area_synonyms.plain(short): place for place, short in SHORT_NAMES.items()
    }


def test_the_inbox_says_what_came_of_yesterdays_reasons(town_store: Session) -> None:
    """Decided on its page's own way: nothing is picked or drawn by it that was not before."""
    came = triage.since_yesterday(town_store, TEAM.duty(TOWN_DAY, "Late"))
    assert {each.state for each in came} >= {"answered", "passed on", "not tonight"}
    assert {each.patrol_day for each in came} == {TOWN_DAY - timedelta(days=1)}
    assert asked(town_store, "SELECT count(*) FROM reason_decisions WHERE made_pick") == [(0,)]
    decided_by = asked(town_store, "SELECT DISTINCT decided_by FROM reason_decisions")
    assert decided_by == [(PROBLEM_SOLVER,)]
    box = triage.inbox(town_store, TEAM, TEAM.duty(TOWN_DAY, "Late"))
    assert box.counts[""] >= 10, "there is something left to decide"


CLOSED = {
    "picks.decision": {"picked", "not_picked"},
    "missed_reasons.reason": set(CUT_SHORT),
    "log_reviews.state": set(get_args(reviews.Decision)),
    "teams.marking": {"", *MARKINGS},
    "briefings.marking": {"", *MARKINGS},
    **{
        f"{table}.{each.name}": set(each.choices)
        for table in ("patrol_logs", *(group.table for group in GROUPS))
        for each in COLUMNS[table]
        if each.kind == "choice"
    },
}
"""Closed lists of what is done on pages and phones; those of loads are kept by the readers."""


@pytest.mark.parametrize("column", CLOSED)
def test_every_value_of_a_closed_list_can_be_chosen_by_people(
    town_store: Session, column: str
) -> None:
    table, name = column.split(".")
    found = asked(town_store, f"SELECT DISTINCT {name} FROM {table} WHERE {name} IS NOT NULL")
    assert {value for (value,) in found} <= CLOSED[column]


def test_what_the_demo_confirmed_is_not_taken_for_what_a_force_did(
    town_store: Session, files: list[Path]
) -> None:
    """The first file of one's own is asked about, whatever columns the demo's files have."""
    (calls,) = [file for file in files if file.stem == "ashbrook-calls"]
    (outcome,) = load.into(town_store, calls)
    assert isinstance(outcome, load.Unconfirmed)
    assert outcome.guess.mapping.force == ""
    assert town_store.is_demo


def test_a_file_that_is_not_taken_whole_stops_the_build(ashbrook: Town, tmp_path: Path) -> None:
    later = ashbrook.incidents.assign(
        occurred_at=ashbrook.incidents["occurred_at"] + timedelta(days=400)
    )
    with pytest.raises(RuntimeError, match=r"cannot load: ashbrook-crimes.csv.* in the future"):
        write(replace(ashbrook, incidents=later), tmp_path / DEMO)
    assert not list(tmp_path.iterdir())


def test_it_is_made_at_any_hour_of_the_night(tmp_path: Path) -> None:
    """After midnight what happened since is of a day that the patrol day is not yet."""
    with clock.standing_at(datetime(2026, 11, 29, 1, 23, tzinfo=UTC)):
        write(demo.town(), tmp_path / DEMO)
    assert (tmp_path / DEMO).exists()


def test_it_is_loaded_at_the_towns_own_moment(town_store: Session, ashbrook: Town) -> None:
    rows = loaded.loaded(town_store)
    assert set(rows["loaded_at"]) == {ashbrook.cut}
