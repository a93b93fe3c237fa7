"""The force's own rows: to the minute, once, brought up to date without forgetting, taken back."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from patrolqr import readers
from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.readers import Choice
from patrolqr.steps import load
from patrolqr.steps.load import Outcome, Unconfirmed
from patrolqr.store import Session, incidents, loaded, undo
from patrolqr.store.loads import LoadReport

CALLS = (
    "Incident No,Opened,Grade,Closing Code,Latitude,Longitude,Remarks\n"
    "101,2026-11-24 21:05:00,1,ASB,52.69,-2.03,Bikes on the canal path\n"
    "102,2026-11-24 22:05:00,2,ASB,52.69,-2.03,The same again\n"
)
CRIMES = (
    "Crime Ref,Offence,Date From,Time From,Date To,Time To,Easting,Northing,Location\n"
    "22/1/26,Burglary Dwelling,23/11/2026,18:00,24/11/2026,07:30,398100,310050,1 EXAMPLE STREET\n"
    "22/2/26,Burglary Dwelling,23/11/2026,18:00,23/11/2026,18:30,398100,310050,2 EXAMPLE STREET\n"
)
INTELLIGENCE = (
    "Ref,Date,Text,Sanitised text,Source grade,Information grade,Handling,Conditions\n"
    "I/1,2026-11-24,Named person sells here,Drugs are sold here after dark,2,B,C,Not to partners\n"
    "I/2,2026-11-24,Another named person,Bikes are hidden here,1,A,P,\n"
)


def put(session: Session, folder: Path, name: str, text: str) -> Outcome:
    """Return what becomes of a file that is read as it is guessed, as if somebody confirmed it."""
    file = folder / name
    file.write_text(text, "utf-8")
    (source,) = readers.read(file)
    assert source.guess is not None
    (outcome,) = load.into(session, file, choice=Choice(mapping=source.guess.mapping))
    return outcome


def rows(session: Session, statement: str) -> list[tuple[Any, ...]]:
    with session.writing("brief") as written:
        return written.cursor.execute(statement).fetchall()


def everything(session: Session) -> list[list[tuple[Any, ...]]]:
    """Return all that pages can see of incidents and reasons."""
    seen = "* EXCLUDE (occurred_at, occurred_from, occurred_to, reported_at)"
    return [
        rows(session, f"SELECT {seen} FROM current_incidents ORDER BY incident_id"),
        rows(
            session,
            "SELECT reason_id, kind, text, place, load_id FROM reasons "
            "WHERE NOT coalesce(superseded, FALSE) ORDER BY reason_id",
        ),
    ]


def test_calls_are_incidents_to_the_minute_and_reasons_for_a_patrol(
    store: Session, tmp_path: Path
) -> None:
    outcome = put(store, tmp_path, "calls.csv", CALLS)
    assert isinstance(outcome, LoadReport)
    assert (outcome.read, outcome.new, outcome.known, outcome.quarantined) == (2, 2, 0, 0)
    at = "epoch_us(occurred_at)"
    known = rows(
        store, f"SELECT kind, category, force_type, {at} FROM current_incidents ORDER BY 4"
    )
    first = datetime(2026, 11, 24, 21, 5, tzinfo=UTC)
    assert known[0] == ("call", "Anti-social behaviour", "ASB", int(first.timestamp() * 1e6))
    assert rows(store, "SELECT kind, reference, text FROM reasons ORDER BY reference") == [
        ("call", "101", "ASB: Bikes on the canal path"),
        ("call", "102", "ASB: The same again"),
    ]
    (available,) = incidents.available(store)
    assert available["precision"] == "minute"


def test_the_same_file_again_brings_nothing_and_a_later_one_what_changed(
    store: Session, tmp_path: Path
) -> None:
    put(store, tmp_path, "calls.csv", CALLS)
    again = put(store, tmp_path, "calls.csv", CALLS)
    assert isinstance(again, LoadReport)
    assert (again.new, again.known, again.updated) == (0, 2, 0)
    later = put(store, tmp_path, "calls.csv", CALLS.replace("The same again", "Three youths"))
    assert isinstance(later, LoadReport)
    assert (later.new, later.known, later.updated) == (0, 2, 1)
    assert rows(store, "SELECT count(*) FROM current_incidents") == [(2,)]
    assert rows(store, "SELECT words FROM incidents WHERE superseded") == [("The same again",)]
    assert rows(store, "SELECT text FROM reasons WHERE superseded") == [("ASB: The same again",)]


def test_a_load_taken_back_leaves_what_was_there_before(store: Session, tmp_path: Path) -> None:
    put(store, tmp_path, "calls.csv", CALLS)
    before = everything(store)
    put(store, tmp_path, "calls.csv", CALLS.replace("The same again", "Three youths"))
    assert everything(store) != before
    newest = str(loaded.loaded(store)["load_id"].iloc[0])
    undo.take_back(store, newest)
    assert everything(store) == before
    with pytest.raises(InputWrong, match="taken back already"):
        undo.take_back(store, newest)
    undo.take_back(store, str(loaded.loaded(store)["load_id"].iloc[0]))
    assert everything(store) == [[], []]


def test_taking_back_the_middle_one_of_three_does_not_bring_two_of_a_kind(
    store: Session, tmp_path: Path
) -> None:
    for words in ("The same again", "Three youths", "Four youths"):
        put(store, tmp_path, "calls.csv", CALLS.replace("The same again", words))
    middle = str(loaded.loaded(store)["load_id"].iloc[1])
    undo.take_back(store, middle)
    assert rows(store, "SELECT count(*) FROM current_incidents") == [(2,)]
    newest = str(loaded.loaded(store)["load_id"].iloc[0])
    undo.take_back(store, newest)
    kept = rows(store, "SELECT words FROM current_incidents ORDER BY reference")
    assert kept == [("Bikes on the canal path",), ("The same again",)]


def test_a_night_between_two_times_has_a_day_and_no_hour(store: Session, tmp_path: Path) -> None:
    put(store, tmp_path, "crimes.csv", CRIMES)
    found = rows(
        store,
        "SELECT reference, occurred_at IS NULL, strftime(patrol_day, '%Y-%m-%d'), easting::INTEGER "
        "FROM current_incidents ORDER BY reference",
    )
    assert found == [
        ("22/1/26", True, "2026-11-23", 398100),
        ("22/2/26", False, "2026-11-23", 398100),
    ]


def test_intelligence_keeps_its_grade_and_only_its_sanitised_text_may_be_printed(
    store: Session, tmp_path: Path
) -> None:
    outcome = put(store, tmp_path, "intelligence.csv", INTELLIGENCE)
    assert isinstance(outcome, LoadReport)
    assert outcome.new == 2
    graded = "SELECT reference, source_grade, information_grade, handling, conditions FROM reasons"
    assert rows(store, f"{graded} ORDER BY 1") == [
        ("I/1", "2", "B", "C", "Not to partners"),
        ("I/2", "1", "A", "P", None),
    ]


def test_a_table_nobody_confirmed_changes_nothing_and_shows_how_it_would_be_read(
    store: Session, tmp_path: Path
) -> None:
    file = tmp_path / "calls.csv"
    file.write_text(CALLS, "utf-8")
    (outcome,) = load.into(store, file)
    assert isinstance(outcome, Unconfirmed)
    assert outcome.guess.mapping.kind == "calls"
    assert outcome.preview["reference"].tolist() == ["101", "102"]
    assert loaded.loaded(store).empty


def test_a_confirmed_mapping_is_remembered_by_the_header(store: Session, tmp_path: Path) -> None:
    put(store, tmp_path, "calls.csv", CALLS)
    tomorrow = tmp_path / "tomorrow.csv"
    tomorrow.write_text(CALLS.replace("101,", "201,").replace("102,", "202,"), "utf-8")
    (outcome,) = load.into(store, tomorrow)
    assert isinstance(outcome, LoadReport)
    assert outcome.new == 2


def test_a_day_to_come_is_quarantined(store: Session, tmp_path: Path) -> None:
    outcome = put(store, tmp_path, "calls.csv", CALLS.replace("2026-11-24 22", "2096-11-24 22"))
    assert isinstance(outcome, LoadReport)
    assert (outcome.read, outcome.new, outcome.quarantined) == (2, 1, 1)
    assert outcome.reasons == {"the day is in the future": 1}


def test_what_happened_after_midnight_is_taken_before_the_patrol_day_ends(
    store: Session, tmp_path: Path
) -> None:
    """At 01:30 it is still yesterday's patrol, and a call of 00:10 is of today."""
    night = CALLS.replace("2026-11-24 22:05", "2026-11-25 00:10")
    told = INTELLIGENCE.replace("I/1,2026-11-24", "I/1,2026-11-25")
    with clock.standing_at(datetime(2026, 11, 25, 1, 30, tzinfo=UTC)):
        for name, text in (("calls.csv", night), ("intelligence.csv", told)):
            outcome = put(store, tmp_path, name, text)
            assert isinstance(outcome, LoadReport)
            assert (outcome.new, outcome.quarantined) == (2, 0)
        late = put(store, tmp_path, "later.csv", CALLS.replace("2026-11-24 22", "2026-11-26 22"))
    assert isinstance(late, LoadReport)
    assert late.reasons == {"the day is in the future": 1}


@pytest.mark.real
def test_the_cases_of_the_forces_own_files_load_to_the_minute(
    store: Session, shared: Path, tmp_path: Path
) -> None:
    for file in sorted((shared / "cases" / "force").glob("*.csv")):
        outcome = put(store, tmp_path, file.name, file.read_text("utf-8"))
        assert isinstance(outcome, LoadReport)
        assert outcome.new == outcome.read > 0
    assert rows(store, "SELECT count(*) FROM current_incidents WHERE easting IS NULL") == [(0,)]


DISAGREES = "a later line has the same reference and says otherwise: that one counts"


def quarantined(session: Session) -> list[tuple[Any, ...]]:
    return rows(session, "SELECT line, reason, content FROM quarantine ORDER BY line")


def test_two_lines_of_one_reference_that_disagree_are_said_and_none_is_lost(
    store: Session, tmp_path: Path
) -> None:
    other = "101,2026-11-24 23:15:00,1,Burglary,52.70,-2.04,Window broken\n"
    outcome = put(store, tmp_path, "calls.csv", CALLS + other)
    assert isinstance(outcome, LoadReport)
    assert (outcome.read, outcome.new, outcome.known, outcome.quarantined) == (3, 2, 0, 1)
    assert outcome.reasons == {DISAGREES: 1}
    kept = rows(store, "SELECT reference, words FROM current_incidents ORDER BY reference")
    assert kept == [("101", "Window broken"), ("102", "The same again")]
    ((line, reason, content),) = quarantined(store)
    assert (line, reason) == (2, DISAGREES)
    assert content.startswith("line 4 counts, not line 2: 101, 2026-11-24 21:05, ASB, Bikes on the")
    again = put(store, tmp_path, "calls.csv", CALLS + other)
    assert isinstance(again, LoadReport)
    assert (again.new, again.known, again.updated, again.quarantined) == (0, 2, 0, 1)


@pytest.mark.parametrize("changed", ["Opened", "Closing Code", "Latitude", "Remarks"])
def test_lines_of_one_reference_disagree_about_when_what_where_and_in_what_they_say(
    store: Session, tmp_path: Path, changed: str
) -> None:
    header, first, _ = CALLS.splitlines()
    said = dict(zip(header.split(","), first.split(","), strict=True))
    said[changed] = {"Opened": "2026-11-24 21:06:00", "Latitude": "52.70"}.get(changed, "Noise")
    text = "\n".join([header, first, ",".join(said.values())]) + "\n"
    outcome = put(store, tmp_path, "calls.csv", text)
    assert isinstance(outcome, LoadReport)
    assert (outcome.new, outcome.known, outcome.quarantined) == (1, 0, 1)


def test_lines_of_one_reference_that_only_lack_or_repeat_are_one_row(
    store: Session, tmp_path: Path
) -> None:
    lacking = "101,2026-11-24 21:05:00,1,ASB,,,\n"
    repeated = "102,2026-11-24 22:05:00,2,ASB,52.69,-2.03,The same again\n"
    outcome = put(store, tmp_path, "calls.csv", CALLS + lacking + repeated)
    assert isinstance(outcome, LoadReport)
    assert (outcome.new, outcome.known, outcome.quarantined) == (2, 2, 0)
    kept = rows(store, "SELECT words, longitude IS NULL FROM current_incidents ORDER BY reference")
    assert kept == [("Bikes on the canal path", False), ("The same again", False)]


def test_a_later_line_that_cannot_be_used_takes_no_ones_place(
    store: Session, tmp_path: Path
) -> None:
    outcome = put(store, tmp_path, "calls.csv", CALLS + "101,2030-01-01 21:05:00,1,ASB,,,\n")
    assert isinstance(outcome, LoadReport)
    assert (outcome.new, outcome.known, outcome.reasons) == (2, 0, {"the day is in the future": 1})


def test_two_lines_of_one_intelligence_item_that_disagree_are_said_and_none_is_lost(
    store: Session, tmp_path: Path
) -> None:
    again = INTELLIGENCE.splitlines()[2] + "\n"
    other = "I/1,2026-11-24,Somebody else,Tools are sold here,2,B,C,Not to partners\n"
    outcome = put(store, tmp_path, "intelligence.csv", INTELLIGENCE + again + other)
    assert isinstance(outcome, LoadReport)
    assert (outcome.new, outcome.known, outcome.reasons) == (2, 1, {DISAGREES: 1})
    ((line, _, content),) = quarantined(store)
    assert (line, content) == (
        2,
        "line 5 counts, not line 2: I/1, 2026-11-24, Drugs are sold here after dark, Named person sells here",
    )


def test_a_load_says_how_many_of_its_rows_have_no_place(store: Session, tmp_path: Path) -> None:
    nowhere = put(store, tmp_path, "intelligence.csv", INTELLIGENCE)
    assert isinstance(nowhere, LoadReport)
    assert nowhere.sentence.endswith(" quarantined. 2 of 2 have no place on the map.")
    some = put(store, tmp_path, "calls.csv", CALLS + "103,2026-11-24 23:05:00,2,ASB,,,None\n")
    assert isinstance(some, LoadReport)
    assert some.sentence.endswith("1 of 3 has no place on the map.")
    every = put(store, tmp_path, "crimes.csv", CRIMES)
    assert isinstance(every, LoadReport)
    assert "no place" not in every.sentence


def test_what_was_put_right_is_said_in_sentences(store: Session, tmp_path: Path) -> None:
    outcome = put(store, tmp_path, "calls.csv", CALLS.replace(",-2.03,", ",,").replace(",", ";"))
    assert isinstance(outcome, LoadReport)
    assert " Its columns are separated by a semicolon." in outcome.sentence
