"""The demo's database: complete or absent, its references resolve, and what the pages ask finds
what is there.
"""

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from patrolqr import demo
from patrolqr.core import clock
from patrolqr.core.errors import FolderEmpty
from patrolqr.demo import Town
from patrolqr.demo.patrols import TEAM
from patrolqr.steps import draft, find_patterns
from patrolqr.store import (
    DEMO,
    REAL,
    Session,
    Store,
    briefings,
    has_data,
    insert_tables,
    passes,
    places,
    write_whole,
)
from tests.builders.databases import TOWN_DAY
from tests.conftest import TESTS

REFERENCES = (
    ("incidents", "load_id", "loads", "load_id"),
    ("incidents", "neighbourhood_id", "places", "place_id"),
    ("incidents", "small_area_id", "places", "place_id"),
    ("incidents", "street", "streets", "name"),
    ("places", "load_id", "loads", "load_id"),
    ("places", "parent_id", "places", "place_id"),
    ("streets", "load_id", "loads", "load_id"),
    ("reasons", "load_id", "loads", "load_id"),
    ("reasons", "neighbourhood_id", "places", "place_id"),
    ("force_stop_searches", "load_id", "loads", "load_id"),
    ("force_stop_searches", "neighbourhood_id", "places", "place_id"),
    ("covered", "load_id", "loads", "load_id"),
    ("priorities", "area_id", "patrol_areas", "area_id"),
    ("priorities", "team_id", "teams", "team_id"),
    ("patrol_areas", "neighbourhood_id", "places", "place_id"),
    ("picks", "area_id", "patrol_areas", "area_id"),
    ("taskings", "briefing_id", "briefings", "briefing_id"),
    ("taskings", "area_id", "patrol_areas", "area_id"),
    ("passes", "tasking_id", "taskings", "tasking_id"),
    ("patrol_logs", "pass_id", "passes", "pass_id"),
    ("patrol_logs", "tasking_id", "taskings", "tasking_id"),
    ("patrol_logs", "area_id", "patrol_areas", "area_id"),
    ("missed_reasons", "area_id", "patrol_areas", "area_id"),
)
SOMETIMES = "outcome, words, reported_at, small_area_name, grade, doubt, superseded_by, withdrawn"
"""What some incidents lack: a call has no outcome, a crime no words."""

NEVER_EMPTY = (
    f"SELECT * EXCLUDE ({SOMETIMES}) FROM incidents",
    "SELECT words, reported_at FROM incidents WHERE kind = 'call'",
    "SELECT outcome FROM incidents WHERE kind = 'crime'",
    "SELECT * EXCLUDE (parent_id) FROM places",
    "SELECT * FROM streets",
    "SELECT kind, reference, origin, reported_at, text, easting, neighbourhood_id, force, source FROM reasons",
    "SELECT sanitised_text, source_grade, information_grade, handling, expires_day, place FROM reasons"
    " WHERE kind = 'intelligence'",
    "SELECT conditions FROM reasons WHERE handling = 'C'",
    "SELECT * FROM priorities",
    "SELECT * EXCLUDE (valid_to, squares) FROM patrol_areas",
    "SELECT * EXCLUDE (cell, name, neighbourhood_id) FROM picks",  # its patrol area has them
    "SELECT patrol_day, shift, version, team, marking, author, information, intention, made_at FROM briefings",
    "SELECT briefing_id, number, area_id, why, look_for, ask, visits, minutes, window_starts, tactics[1] FROM taskings",
    "SELECT * EXCLUDE (revoked_at, revoked_why, revoked_by) FROM passes",
    "SELECT document, received_at, patrol_day, shift, engagements, arrived_at, collar FROM patrol_logs",
    "SELECT pass_id, tasking_id FROM patrol_logs WHERE channel = 'phone'",
)


def counted(store: Session, sql: str) -> int:
    with store.writing("brief") as written:
        (number,) = written.cursor.execute(sql).fetchone() or (0,)
    return int(number)


@pytest.fixture(scope="module")
def ashbrook() -> Town:
    return demo.town(TOWN_DAY)


def test_every_table_holds_its_frame(town_store: Session, ashbrook: Town) -> None:
    beginner = {"teams": 1}  # that every new database has, and that the town retires
    loaded = {name: ashbrook.frames[name] for name in ("places", "streets", "incidents")}
    loaded["force_stop_searches"] = ashbrook.stop_searches
    for table, rows in {**loaded, **ashbrook.tables}.items():
        phones = " WHERE channel = 'phone'" if table == "patrol_logs" else ""
        expected = len(rows) + beginner.get(table, 0)
        assert counted(town_store, f"SELECT count(*) FROM {table}{phones}") == expected, table
    intelligence = "SELECT count(*) FROM reasons WHERE kind = 'intelligence'"
    assert counted(town_store, intelligence) == len(ashbrook.intelligence)
    assert (
        counted(town_store, "SELECT count(*) FROM about WHERE value IN ('demo', 'Ashbrook')") == 2
    )
    assert town_store.is_demo


def test_every_reference_resolves(town_store: Session) -> None:
    for table, column, other, target in REFERENCES:
        known = f"SELECT {target} FROM {other}"
        lost = (
            f"SELECT count(*) FROM {table} WHERE {column} IS NOT NULL AND {column} NOT IN ({known})"
        )
        assert counted(town_store, lost) == 0, f"{table}.{column}"


def test_nothing_needed_is_left_empty(town_store: Session) -> None:
    for select in NEVER_EMPTY:
        gaps = f"SELECT count(*) FROM ({select}) AS rows WHERE list_contains([c IS NULL FOR c IN [{{}}]], true)"
        with town_store.writing("brief") as written:
            columns = [
                f'"{column[0]}"::VARCHAR' for column in written.cursor.execute(select).description
            ]
        assert counted(town_store, gaps.format(", ".join(columns))) == 0, select


def test_the_sheets_of_the_day_can_be_read_and_their_codes_open(town_store: Session) -> None:
    for shift in ("Early", "Late"):
        sheet = briefings.current(town_store, TEAM.duty(TOWN_DAY, shift))
        assert sheet is not None
        assert len(sheet.taskings) >= 3
        cards = draft.drafts(town_store, TEAM.duty(TOWN_DAY, shift))
        strips = [tasking.area.area_id for tasking in sheet.taskings]
        assert [card.area_id for card in cards] == strips, "what is picked, in visit order"
        starts = clock.duty_window(TEAM.duty(TOWN_DAY, shift))[0]
        for tasking in sheet.taskings:
            assert passes.grant(town_store, tasking.pass_id, at=starts).tasking == tasking
            assert (
                passes.by_short_code(town_store, tasking.short_code, at=starts).pass_id
                == tasking.pass_id
            )


def test_the_weekly_detector_finds_the_two_places_that_emerge(town_store: Session) -> None:
    runs = find_patterns.find(town_store, as_of=TOWN_DAY)
    open_now = {
        (row.neighbourhood, row.category) for run in runs for row in run.standing().itertuples()
    }
    assert open_now >= {("Priory", "Anti-social behaviour"), ("Eastholme", "Vehicle crime")}
    assert len(open_now) <= 4


def test_a_build_that_fails_leaves_nothing_behind(tmp_path: Path, ashbrook: Town) -> None:
    broken = replace(ashbrook, passes=ashbrook.passes.assign(no_such_column=1))
    with pytest.raises(duckdb.Error):
        write_whole(tmp_path / DEMO, lambda session: insert_tables(session, broken.tables))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("version", ["this one", "0.1.1"])
def test_what_a_killed_build_left_is_not_taken_for_a_town(version: str, tmp_path: Path) -> None:
    if version == "0.1.1":
        for ending in ("unfinished", "unfinished.wal"):
            (tmp_path / f"{DEMO}.{ending}").write_bytes(b"half")
    else:
        (tmp_path / f"{DEMO}.unfinished").mkdir()
        (tmp_path / f"{DEMO}.unfinished" / REAL).write_bytes(b"half")
    write_whole(tmp_path / DEMO, lambda session: None)
    assert [file.name for file in tmp_path.iterdir()] == [DEMO]


def test_an_empty_folder_is_no_store_until_a_demo_is_made_in_it(tmp_path: Path) -> None:
    with pytest.raises(FolderEmpty, match="python -m patrolqr demo"):
        Store(tmp_path / "new")
    assert not has_data(tmp_path / "new")
    demo.make(tmp_path / "new")
    opened = Session(Store(tmp_path / "new"), TESTS)
    assert opened.is_demo
    assert len(places.streets(opened)) >= 150
    assert briefings.current(opened, TEAM.duty(clock.today(), "Late")) is not None
    opened.store.close()
