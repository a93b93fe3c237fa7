"""Patrol logs as Microsoft Forms, ODK Central and KoboToolbox give them, and what is none."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from patrolqr import readers
from patrolqr.readers.formats import kobo_toolbox, ms_forms, odk_central
from patrolqr.readers.source import Choice
from tests.builders import force_tables
from tests.builders.force_tables import at, separated, workbook

FORMS = ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time"]
ASKED = [
    "Which patrol area?",
    "What did you do? (tick all, please)",
    "People spoken to",
    "Question",
]
TRANSLATED = {
    "de": ["ID", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name"],
    "fr": ["ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom"],
    "es": ["ID", "Hora de inicio", "Hora de finalización", "Correo electrónico", "Nombre"],
    "cy": ["ID", "Amser cychwyn", "Amser cwblhau", "E-bost", "Enw"],
    "not known to us": ["ID", "Käivitamise aeg", "Lõpuaeg", "Meil", "Nimi"],
}


def submitted(*answers: str, number: str = "1", edited: str = "") -> list[str]:
    """Return a row of Microsoft Forms."""
    times = ["11/24/26 21:02:00", "11/24/26 21:05:00"]
    return [number, *times, "anonymous", "", edited, *answers]


def answers(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row's answers."""
    read: dict[str, Any] = json.loads(row["answers"])
    return read


def test_a_microsoft_forms_file_gives_logs_with_their_answers() -> None:
    rows = [
        submitted("Market Square", "Foot patrol;Engaged;", "7", "a, “b”\nc"),
        submitted("High Street", "Foot patrol;", "3", "", number="2", edited="11/25/26 08:00:00"),
    ]
    source, read, broken = force_tables.read(separated(rows, header=[*FORMS, *ASKED]))
    assert (source.kind, source.confirmed, broken) == ("patrol_logs", False, [])
    first, second = read
    assert (first["submission_id"], first["area"], first["engagements"]) == (
        "1",
        "Market Square",
        7,
    )
    assert first["started_at"] == at("2026-11-24 21:02")
    assert first["ended_at"] == at("2026-11-24 21:05")
    assert (first["edited_at"], second["edited_at"]) == (None, at("2026-11-25 08:00"))
    assert answers(first) == {
        ASKED[0]: "Market Square",
        ASKED[1]: ["Foot patrol", "Engaged"],
        ASKED[2]: "7",
        ASKED[3]: "a, “b”\nc",
    }


@pytest.mark.parametrize("language", TRANSLATED)
def test_its_own_columns_are_known_in_any_language(language: str) -> None:
    header = [*TRANSLATED[language], "Which patrol area?"]
    row = [
        "1",
        "24.11.2026 21:02",
        "24.11.2026 21:05",
        "pc@force.example",
        "PC Example",
        "High Street",
    ]
    source, (read,), _ = force_tables.read(separated([row], header=header, separator=";"))
    assert source.kind == "patrol_logs"
    assert read["started_at"] == at("2026-11-24 21:02")
    assert (read["sent_by"], read["area"]) == ("PC Example", "High Street")
    assert answers(read) == {"Which patrol area?": "High Street"}


def test_a_workbook_of_microsoft_forms_has_real_dates_and_the_same_rows() -> None:
    opened, sent = (datetime.fromisoformat(f"2026-11-24 21:0{minute}") for minute in (2, 5))
    row = [1, opened, sent, "anonymous", None, None, "Market Square", "Foot patrol;", 7, None]
    source, (read,), _ = force_tables.read(workbook([row], header=[*FORMS, *ASKED]))
    assert source.kind == "patrol_logs"
    assert (read["submission_id"], read["ended_at"]) == ("1", at("2026-11-24 21:05"))
    assert (read["engagements"], read["area"]) == (7, "Market Square")


def test_two_questions_of_one_text_stay_two() -> None:
    header = [*FORMS, "Which patrol area?", "Question", "Question2", "Question"]
    _, (read,), _ = force_tables.read(separated([submitted("A", "b", "c", "d")], header=header))
    assert answers(read) == {
        "Which patrol area?": "A", "Question": "b", "Question2": "c", "Question (2)": "d",
    }  # fmt: skip


def test_no_e_mail_address_is_kept() -> None:
    row = submitted("Market Square", "", "", "")
    row[3] = "pc.example@force.example"
    _, (read,), _ = force_tables.read(separated([row], header=[*FORMS, *ASKED]))
    assert "@" not in str(read)


@pytest.mark.parametrize("separator", [",", ";"])
def test_kobo_groups_lose_their_path_and_ticks_become_a_list(separator: str) -> None:
    header = [
        *("start", "end", "visit/area", "visit/did", "visit/did/foot", "visit/did/engaged"),
        *("visit/people_engaged", "_id", "_uuid", "_submission_time"),
    ]
    times = ["2026-11-24T21:02:00.000+00:00", "2026-11-24T21:05:00.000+00:00"]
    row = [*times, "market_square", "foot", "1", "0", "3", "101", "u-1", "2026-11-24T21:05:10"]
    content = separated([row], header=header, separator=separator)
    source, (read,), _ = force_tables.read(content)
    assert source.kind == "patrol_logs"
    assert (read["submission_id"], read["area"], read["engagements"]) == ("101", "market_square", 3)
    assert answers(read) == {"area": "market_square", "did": ["foot"], "people_engaged": "3"}


def test_several_choices_in_one_cell_are_a_list_where_columns_say_they_are_choices() -> None:
    header = [
        "start",
        "end",
        "area",
        "did",
        "did/foot",
        "did/engaged",
        "_id",
        "_uuid",
        "_submission_time",
    ]
    times = ["2026-11-24T21:02:00.000Z", "2026-11-24T21:05:00.000Z"]
    row = [*times, "high_street", "foot engaged", "1", "1", "102", "u-2", "2026-11-24T21:05:10"]
    _, (read,), _ = force_tables.read(separated([row], header=header))
    assert answers(read)["did"] == ["foot", "engaged"]


def test_an_odk_submission_is_known_by_its_key() -> None:
    _, (read,), _ = force_tables.read(odk_central.SAMPLE.encode())
    assert (read["submission_id"], read["sent_by"]) == ("uuid:1", "Example")
    assert (read["engagements"], read["stop_searches"], read["arrests"]) == (3, 1, 0)
    assert read["ended_at"] == at("2026-11-24 21:05")


def test_the_order_of_day_and_month_is_asked_where_no_date_decides_it() -> None:
    row = ["1", "03/04/2026 21:02", "03/04/2026 21:05", "anonymous", "", "", "Market Square"]
    content = separated([row], header=[*FORMS, "Which patrol area?"])
    source, (read,), _ = force_tables.read(content)
    assert source.guess is not None
    assert [one.setting for one in source.guess.open_questions] == ["day_order"]
    assert read["started_at"] == at("2026-04-03 21:02")


def test_an_area_nobody_can_find_is_asked_with_the_questions_to_choose_from() -> None:
    header = [*FORMS, "Where were you?", "What happened?"]
    source, _, _ = force_tables.read(separated([submitted("Here", "Much")], header=header))
    assert source.guess is not None
    (question,) = source.guess.open_questions
    assert (question.setting, question.choices) == (
        "columns.area",
        ("Where were you?", "What happened?"),
    )


def test_a_log_without_its_id_is_broken() -> None:
    rows = [submitted("A", "", "", "", number=number) for number in ("1", "2", "")]
    _, read, broken = force_tables.read(separated(rows, header=[*FORMS, *ASKED]))
    assert len(read) == 2
    assert [(row.line, row.column) for row in broken] == [(4, "ID")]


@pytest.mark.real
def test_the_cases_are_logs_and_no_population_table(shared: Path) -> None:
    for file in sorted((shared / "cases" / "logs").glob("*.csv")):
        (source,) = readers.read(file)
        assert source.kind == "patrol_logs", file.name
        rows = [row for batch in source.batches() for row in batch.rows.to_pylist()]
        assert {row["area"] for row in rows} <= {"Market Square", "High Street", "market_square"}
        assert all(row["area"] and row["submission_id"] and row["ended_at"] for row in rows)


@pytest.mark.parametrize("sample", [ms_forms.SAMPLE, odk_central.SAMPLE, kobo_toolbox.SAMPLE])
def test_a_confirmed_mapping_is_used_again_for_the_same_header(sample: str) -> None:
    source, _, _ = force_tables.read(sample.encode())
    assert source.guess is not None
    known = {source.guess.mapping.fingerprint: source.guess.mapping}
    again, rows, _ = force_tables.read(sample.encode(), choice=Choice(known=known))
    assert (again.confirmed, again.why, len(rows)) == (True, "", 1)
