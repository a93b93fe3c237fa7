"""A database that 0.1.1 wrote opens with everything in it.

The file is small and invented; it was made once with that version's own functions: two loads, two
versions of a briefing, two phones, five logs (one corrected, one taken back, one from paper),
decisions about them, ticks, a kept text and a pattern set aside.
"""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from patrolqr.core import clock
from patrolqr.core.choice import PlaceChoice
from patrolqr.core.form.log import parse
from patrolqr.core.form.questions import GROUPS
from patrolqr.core.team import Team, id_of
from patrolqr.store import (
    REAL,
    Session,
    Store,
    attendance,
    briefings,
    coins,
    details,
    exports,
    log_reads,
    pairings,
    passes,
    patterns,
    picks,
    places,
    reviews,
    text_templates,
    visits,
)
from patrolqr.store.log_reads import LogChoice
from tests.builders.phones import rows
from tests.conftest import TESTS

FILE = Path(__file__).with_name("database_0_1_1.duckdb.gz")
DAY = date(2026, 11, 24)
LATE = Team(id_of("Ashbrook LPT"), "Ashbrook LPT").duty(DAY, "Late")
"""A database of 0.1.1 becomes that of one team, named as its newest sheet was."""
EVENING = datetime(2026, 11, 24, 20, tzinfo=UTC)
CORRECTED = "00000000-0000-4000-8000-000000000002"


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Session]:
    """Give the store that 0.1.1 left."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / REAL).write_bytes(gzip.decompress(FILE.read_bytes()))
    opened = Store(tmp_path / "data")
    yield Session(opened, TESTS)
    opened.close()


def counted(session: Session, table: str) -> int:
    with session.writing("brief") as written:
        (rows,) = written.cursor.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,)
    return int(rows)


def test_every_table_has_its_rows(old: Session) -> None:
    expected = {
        "loads": 2,
        "quarantine": 1,
        "incidents": 42,
        "places": 1,
        "patrol_areas": 2,
        "picks": 2,
        "briefings": 2,
        "taskings": 4,
        "passes": 4,
        "documents": 2,
        "attendance": 2,
        "pairings": 2,
        "collar_passkeys": 0,
        "patrol_logs": 6,
        "log_stop_searches": 2,
        "log_arrests": 1,
        "log_engagements": 1,
        "log_reviews": 2,
        "visit_answers": 1,
        "missed_reasons": 1,
        "text_templates": 1,
        "pattern_runs": 1,
        "pattern_states": 1,
        "patterns": 1,
        "packs": 0,
        "meeting_entries": 0,
    }
    assert {table: counted(old, table) for table in expected} == expected


def test_the_sheet_its_versions_and_its_codes_are_there(old: Session) -> None:
    first, second = briefings.versions(old, LATE)
    assert (first.version, second.version, second.author) == (1, 2, "Sgt 4412")
    assert [tasking.ask for tasking in second.taskings] == ["Are the shutters at 14 up?"] * 2
    assert {tasking.ask_kind for tasking in second.taskings} == {"words"}
    assert second.taskings[0].call_signs == ("AB12",)
    assert [crew.minutes for crew in second.crews] == [90]
    kept = briefings.document(old, first.briefing_id, "sheet")
    assert kept is not None
    assert kept.content == b"%PDF-1.7 first"
    scanned = passes.grant(old, first.taskings[0].pass_id, at=EVENING)
    assert scanned.briefing.version == 2
    assert [pick.area.name for pick in picks.picks(old, LATE)] == [
        "Market Square",
        "Station Road",
    ]
    assert attendance.briefed(old, LATE) == ["4821", "AB12"]
    (reason,) = attendance.missed_reasons(old, LATE).values()
    assert reason


def test_logs_corrections_decisions_and_grades_are_there(old: Session) -> None:
    assert log_reads.span(old)["visits"] == 4
    assert len(exports.documents(old)) == 6
    first, second = reviews.versions(old, CORRECTED)
    assert [change.label for change in reviews.changes(first.log, second.log)][:1]
    assert second.remarks == ("What was found?",)
    typed = pairings.pair(old, pairings.room_code(at=clock.now()), "5120").pairing
    assert visits.own_visits(old, typed, at=EVENING) == [], "anybody can type a number"
    (answer,) = rows(old, "SELECT content FROM visit_answers")
    assert answer == {"content": "No signal in the underpass"}
    grades = visits.by_grade(old, PlaceChoice())
    assert dict(zip(grades["grade"], grades["visits"], strict=True)) == {"B": 1, "C": 1, "D": 2}
    (search,) = exports.stop_searches(old).to_dict("records")
    assert search["Self-defined ethnicity"] == "Asian/Asian British - Indian"
    assert not search["Outcome linked to object of search"]


def test_texts_patterns_and_places_are_there(old: Session) -> None:
    assert [text.name for text in text_templates.kept(old)] == ["Burglary night"]
    (state,) = patterns.states(old)
    assert (state["state"], state["why"]) == ("not a pattern", "one offender, arrested")
    (pattern,) = patterns.stored(old)
    detector, neighbourhood_id, category, opened = state["pattern_id"].split("|")
    assert pattern["state"] == "not a pattern"
    assert pattern["seen"] == state["serial"] == 1
    assert [pattern[name] for name in ("detector", "neighbourhood_id", "category", "apart")] == [
        *(detector, neighbourhood_id, category, "")
    ]
    assert pattern["opened_day"] == date.fromisoformat(opened)
    assert list(places.neighbourhoods(old)["name"]) == ["Market Ward"]


def test_it_opens_a_second_time_as_it_is(tmp_path: Path, old: Session) -> None:
    old.store.close()
    again = Store(tmp_path / "data")
    assert log_reads.span(Session(again, TESTS))["visits"] == 4
    again.close()


def test_the_reference_of_an_intelligence_report_is_an_action_now(tmp_path: Path) -> None:
    """As its log would be read today: the same entry, and counted once."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / REAL).write_bytes(gzip.decompress(FILE.read_bytes()))
    log_id = "00000000-0000-4000-8000-000000000001"
    document = json.dumps({"log_id": log_id, "intelligence": "IR/7/26"})
    with duckdb.connect(str(folder / REAL)) as before:
        before.execute(
            "UPDATE patrol_logs SET intelligence = 'IR/7/26', document = ? WHERE log_id = ?",
            [document, log_id],
        )
    opened = Store(folder)
    session = Session(opened, TESTS)
    (told,) = details.of_logs(session, [log_id])[log_id]
    action = next(group for group in GROUPS if group.name == "action")
    (read,) = parse(json.loads(document)).rows(action)
    assert (told.entry_id, told.words["What"]) == (read["entry_id"], "Intelligence submitted")
    assert told.answers == {each.name: read[each.name] for each in action.fields}
    assert rows(session, "SELECT sum(actions)::INT AS actions FROM done") == [{"actions": 1}]
    assert log_reads.total(session, LogChoice(search="ir/7/26"))["logs"] == 1
    opened.close()


def test_what_was_picked_stands_in_the_ledger_and_no_coin_was_tossed(old: Session) -> None:
    rows = picks.ledger(old, PlaceChoice())
    assert len(rows) == 2
    assert rows["is_picked"].all()
    assert rows["confirmed_by"].notna().all()
    assert picks.passed_over(old, LATE) == {}
    assert coins.of_duty(old, LATE) == []
