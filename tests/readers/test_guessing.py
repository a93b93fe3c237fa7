"""Which column is which: names, values against names, questions, and what was confirmed before."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from patrolqr.core.errors import FileUnreadable
from patrolqr.core.incident import CRIME_TYPES
from patrolqr.readers import guessing, questions, read
from patrolqr.readers.mapping import DayOrder, Guess, Mapping
from patrolqr.readers.source import Choice
from patrolqr.render import tables
from tests.builders import force_tables
from tests.builders.force_tables import HEADER, ROWS, at, separated


def guess(header: list[str], *rows: list[str], **more: Any) -> Guess:
    """Return the guess about a small table."""
    found = guessing.guess(guessing.of_rows(header, rows), **more)
    assert found is not None
    return found


def asked(found: Guess) -> list[str]:
    """Return what the open questions are about."""
    return [question.setting for question in found.open_questions]


def test_every_field_says_its_columns_how_sure_and_why() -> None:
    found = guess(list(HEADER), *map(list, ROWS))
    assert found.mapping.kind == "incidents"
    assert all(0.4 <= one.confidence <= 1 and one.why for one in found.fields)
    times = next(one for one in found.fields if one.field == "occurred_from")
    assert times.columns == ("Date From", "Time From")
    assert "Time From" in times.why
    assert asked(found) == []


def test_swapped_latitude_and_longitude_are_read_by_their_values_and_said() -> None:
    found = guess(
        ["date", "type", "latitude", "longitude"], ["24/11/2026", "ASB", "-2.03", "52.69"]
    )
    assert found.mapping.column("latitude") == "longitude"
    assert found.mapping.column("longitude") == "latitude"
    assert "swapped" in next(one.why for one in found.fields if one.field == "latitude")


def test_metres_under_names_of_degrees_are_metres() -> None:
    row = ["24/11/2026", "ASB", "310050", "398100"]
    found = guess(["date", "type", "latitude", "longitude"], row)
    assert (found.mapping.column("easting"), found.mapping.column("northing")) == (
        "longitude",
        "latitude",
    )


def test_degrees_under_x_and_y_are_degrees() -> None:
    found = guess(["date", "type", "x", "y"], ["24/11/2026", "ASB", "-2.03", "52.69"])
    assert (found.mapping.column("longitude"), found.mapping.column("latitude")) == ("x", "y")


@pytest.mark.parametrize(
    ("dates", "order", "open_"),
    [
        (["03/04/2026", "13/04/2026"], "day first", False),
        (["03/04/2026", "04/13/2026"], "month first", False),
        (["03/04/2026", "12/12/2026"], "day first", True),
        (["13/04/2026", "04/13/2026"], "day first", True),
        (["2026-04-03", "2026-04-13"], "day first", False),
        (["3 Apr 2026", "4 Apr 2026"], "day first", False),
    ],
)
def test_the_order_of_day_and_month_is_decided_by_months_that_do_not_exist(
    dates: list[str], order: str, open_: bool
) -> None:
    found = guess(["date", "type", "beat"], *([day, "ASB", "CA01"] for day in dates))
    assert found.mapping.day_order == order
    assert ("day_order" in asked(found)) == open_


def test_a_date_far_down_the_file_decides_the_order() -> None:
    rows = [["03/04/2026", "ASB", "CA01"]] * 20_000 + [["04/13/2026", "ASB", "CA01"]]
    source, _, broken = force_tables.read(separated(rows, header=["date", "type", "beat"]))
    assert source.guess is not None
    assert (source.guess.mapping.day_order, asked(source.guess), broken) == ("month first", [], [])


def test_a_system_that_writes_midnight_for_no_time_is_asked_about() -> None:
    rows = [[f"{day:02d}/10/2026 00:00", "ASB", "CA01"] for day in range(1, 29)]
    found = guess(["date", "type", "beat"], *rows)
    assert asked(found) == ["midnight"]
    assert "midnight" not in asked(guess(["date", "type", "beat"], *rows[-10:]))


def test_a_type_without_a_translation_is_asked_and_stays_the_forces_own() -> None:
    content = separated([["24/11/2026", "Wibble", "CA01"]], header=["date", "type", "beat"])
    source, (row,), _ = force_tables.read(content)
    assert source.guess is not None
    assert asked(source.guess) == ["types"]
    assert "Wibble" in source.guess.open_questions[0].sentence
    assert (row["type"], row["force_type"]) == (None, "Wibble")


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("Burglary Dwelling", "Burglary"),
        ("BURGLARY - BUSINESS AND COMMUNITY", "Burglary"),
        ("ASB Nuisance", "Anti-social behaviour"),
        ("Theft from motor vehicle", "Vehicle crime"),
        ("TWOC", "Vehicle crime"),
        ("Theft from shop", "Shoplifting"),
        ("Theft of pedal cycle", "Bicycle theft"),
        ("Assault occasioning ABH", "Violence and sexual offences"),
        ("Possession of offensive weapon", "Possession of weapons"),
        ("Other theft", "Other theft"),
        ("Wibble", None),
    ],
)
def test_a_forces_type_reads_as_data_police_uks(theirs: str, ours: str | None) -> None:
    assert questions.translate(theirs) == ours


@pytest.mark.parametrize("own", CRIME_TYPES)
def test_data_police_uks_own_words_are_themselves(own: str) -> None:
    assert questions.translate(own.upper()) == own


def test_an_incident_without_a_time_is_a_day_and_gets_no_hour() -> None:
    rows = [["24/11/2026", "ASB", "CA01"], ["24/11/2026 21:05", "ASB", "CA01"]]
    _, read, _ = force_tables.read(separated(rows, header=["date", "type", "beat"]))
    assert [row["precision"] for row in read] == ["day", "minute"]
    assert [row["occurred_from"] for row in read] == [None, at("2026-11-24 21:05")]
    assert read[0]["first_day"] == read[1]["first_day"]


def test_nought_nought_is_no_place() -> None:
    rows = [["24/11/2026", "ASB", "0", "0"], ["24/11/2026", "ASB", "-2.03", "52.69"]]
    _, read, broken = force_tables.read(separated(rows, header=["date", "type", "lon", "lat"]))
    assert broken == []
    assert [row["longitude"] for row in read] == [None, -2.03]


def test_a_chosen_mapping_is_used_as_it_is_and_may_not_name_a_column_that_is_not_there() -> None:
    mapping = Mapping(
        "calls",
        {
            "reported": ("Date From", "Time From"),
            "type": ("Location",),
            "neighbourhood": ("Beat Code",),
        },
        types={"1 example street": "Robbery"},
        origin="public",
        force="Example Police",
    )
    source, rows, _ = force_tables.read(separated(), choice=Choice(mapping=mapping))
    assert (source.kind, source.confirmed) == ("calls", True)
    assert (rows[0]["type"], rows[1]["type"]) == ("Robbery", None)
    assert {(row["origin"], row["force"]) for row in rows} == {("public", "Example Police")}
    assert rows[0]["reported_at"] == rows[0]["occurred_from"] == at("2026-11-23 18:00")
    lacking = Mapping("calls", {"reported": ("When",)})
    with pytest.raises(FileUnreadable, match="no column When"):
        force_tables.read(separated(), choice=Choice(mapping=lacking))


def test_who_reported_is_read_from_the_forces_words() -> None:
    rows = [
        ["24/11/2026", "ASB", "CA01", said]
        for said in ("999 call", "Police generated", "Council", "?")
    ]
    header = ["date", "type", "beat", "Call origin"]
    _, read, _ = force_tables.read(separated(rows, header=header))
    assert [row["origin"] for row in read] == ["public", "police", "partner", ""]


def test_a_table_without_a_day_or_a_time_is_refused_with_what_is_missing(tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("Alpha;Beta\n1;2\n", "utf-8")
    with pytest.raises(FileUnreadable, match=r"in it: Alpha, Beta\. .* a column that says when"):
        list(read(file))


@pytest.mark.parametrize("write", [tables.csv, tables.xlsx])
def test_a_file_of_ours_is_read_back_although_it_is_marked(
    write: Callable[..., bytes],
) -> None:
    """By the mapping that was confirmed for it before it was, too."""
    rows = pd.DataFrame(list(ROWS), columns=list(HEADER))
    plain, _, _ = force_tables.read(write(rows))
    known = {plain.guess.mapping.fingerprint: plain.guess.mapping} if plain.guess else {}
    marked, read_back, broken = force_tables.read(
        write(rows, marking="OFFICIAL-SENSITIVE"), choice=Choice(known=known)
    )
    assert marked.confirmed
    assert read_back == force_tables.read(write(rows))[1]
    assert broken == force_tables.read(write(rows))[2]


UNFAMILIAR = ["Log No", "Call rec'd", "Time rec'd", "Nature of call", "Ward £", "GridE", "GridN"]


@pytest.mark.parametrize("rows", [3, 30])
def test_of_unfamiliar_headings_the_values_suggest_when_where_and_what(rows: int) -> None:
    said = ["Rowdy youths", "Noise"]
    table = [
        [f"L{n}", f"{n % 28 + 1:02d}/11/2026", "18:04", said[n % 2], "Pleck", "398100", "310050"]
        for n in range(rows)
    ]
    found = guess(UNFAMILIAR, *table)
    assert found.mapping.kind == "calls"
    assert asked(found)[0] == "kind"
    assert found.mapping.columns == {
        "reference": ("Log No",),
        "reported": ("Call rec'd", "Time rec'd"),
        "type": ("Nature of call",),
        "easting": ("GridE",),
        "northing": ("GridN",),
        "neighbourhood": ("Ward £",),
    }


def test_degrees_and_days_are_told_by_values_whatever_their_order() -> None:
    row = ["52.69012", "-2.03104", "24/11/2026", "1"]
    found = guess(["Foo", "Bar", "Baz", "Qux"], row, row)
    assert found.mapping.columns == {
        "longitude": ("Bar",),
        "latitude": ("Foo",),
        "occurred_from": ("Baz",),
    }
    assert not found.is_clear


def test_a_table_that_says_when_in_a_way_nobody_can_read_is_still_asked_about() -> None:
    found = guess(["Foo", "When was it"], ["a", "Tuesday last"])
    assert asked(found)[0] == "kind"


OTHER_ORDER = "its dates begin with {} ({}) and were read so, although {} first was confirmed"
OPEN_ORDER = (
    "no date shows whether the day or the month comes first: read with {} first, as was confirmed"
)
BOTH_ORDERS = "dates are written both ways (13/11/2026 and 11/28/2026): read with the day first, as was confirmed"


@pytest.mark.parametrize(
    ("confirmed", "dates", "read_as", "note"),
    [
        (
            "day first",
            ["11/01/2026", "11/28/2026"],
            ["2026-11-01", "2026-11-28"],
            OTHER_ORDER.format("the month", "11/28/2026", "the day"),
        ),
        (
            "month first",
            ["01/11/2026", "28/11/2026"],
            ["2026-11-01", "2026-11-28"],
            OTHER_ORDER.format("the day", "28/11/2026", "the month"),
        ),
        ("day first", ["02/11/2026", "28/11/2026"], ["2026-11-02", "2026-11-28"], ""),
        ("day first", ["02/11/2026"], ["2026-11-02"], OPEN_ORDER.format("the day")),
        ("month first", ["11/02/2026"], ["2026-11-02"], OPEN_ORDER.format("the month")),
        ("day first", ["13/11/2026", "11/28/2026"], ["2026-11-13"], BOTH_ORDERS),
        ("month first", ["2026-11-02", "2026-11-28"], ["2026-11-02", "2026-11-28"], ""),
    ],
)
def test_a_remembered_order_of_day_and_month_gives_way_to_what_a_files_own_dates_prove(
    confirmed: DayOrder, dates: list[str], read_as: list[str], note: str
) -> None:
    header = ["date", "type", "beat"]
    content = separated([[day, "ASB", "CA01"] for day in dates], header=header)
    first, _, _ = force_tables.read(content)
    assert first.guess is not None
    kept = replace(first.guess.mapping, day_order=confirmed)
    source, rows, broken = force_tables.read(content, choice=Choice(known={kept.fingerprint: kept}))
    assert [str(row["first_day"]) for row in rows] == read_as
    assert len(broken) == len(dates) - len(read_as)
    assert source.notes() == ((note,) if note else ())
    assert source.guess is not None
    assert source.guess.mapping == kept  # what is remembered stays as somebody confirmed it


def test_a_date_far_down_the_file_proves_the_order_against_a_remembered_one() -> None:
    header = ["date", "type", "beat"]
    content = separated(
        [["11/02/2026", "ASB", "CA01"]] * 20_000 + [["11/28/2026", "ASB", "CA01"]], header=header
    )
    first, _, _ = force_tables.read(content)
    assert first.guess is not None
    kept = replace(first.guess.mapping, day_order="day first")
    _, rows, broken = force_tables.read(content, choice=Choice(known={kept.fingerprint: kept}))
    assert broken == []
    assert {str(row["first_day"]) for row in rows} == {"2026-11-02", "2026-11-28"}


GRADED = ["URN", "Source Eval", "Intel Eval", "Handling", "Sanitised text", "Raw text"]


def test_an_evaluation_of_intelligence_is_no_text_and_a_grid_reference_is_its_place() -> None:
    header = [*GRADED, "Created", "Grid ref"]
    said = ["Drugs are sold here", "A named person sells", "23/11/2026"]
    places = ["SJ92341005", "SJ 9234 1005", "not known", ""]
    table = [[f"I{n}", "1", "B", "P", *said, place] for n, place in enumerate(places)]
    source, rows, broken = force_tables.read(separated(table, header=header))
    assert source.guess is not None
    assert source.guess.is_clear
    assert source.guess.mapping.columns == {
        "reference": ("URN",),
        "dated": ("Created",),
        "text": ("Raw text",),
        "sanitised_text": ("Sanitised text",),
        "source_grade": ("Source Eval",),
        "information_grade": ("Intel Eval",),
        "handling": ("Handling",),
        "grid_reference": ("Grid ref",),
    }
    assert broken == []
    assert [row["information_grade"] for row in rows] == ["B"] * 4
    assert [(row["easting"], row["northing"]) for row in rows] == [
        *[(392345, 310055)] * 2,
        *[(None, None)] * 2,
    ]
    assert [row["longitude"] is None for row in rows] == [False, False, True, True]


def test_single_letters_under_a_name_of_texts_are_no_text() -> None:
    found = guess(
        ["Ref", "Date", "Intelligence", "Report"], ["I1", "23/11/2026", "B", "Sells here"]
    )
    assert found.mapping.column("text") != "Intelligence"


def test_a_grid_reference_counts_where_no_metres_stand() -> None:
    header = ["date", "type", "easting", "northing", "grid ref"]
    table = [
        ["24/11/2026", "ASB", "398100", "310050", "SJ92341005"],
        ["24/11/2026", "ASB", "", "", "SJ92341005"],
        ["24/11/2026", "ASB", "", "", "AA92341005"],
    ]
    _, rows, broken = force_tables.read(separated(table, header=header))
    assert [row["easting"] for row in rows] == [398100, 392345]
    assert [one.reason for one in broken] == [
        "easting, northing: its place lies outside the United Kingdom"
    ]
