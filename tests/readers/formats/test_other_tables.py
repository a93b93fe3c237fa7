"""Stop-searches, population tables, intelligence and calls: each is what it is and nothing else."""

from datetime import date
from pathlib import Path

import pytest

from patrolqr import readers
from patrolqr.readers.formats import residents, stop_search
from tests.builders import force_tables
from tests.builders.force_tables import at, separated


def test_a_stop_search_file_is_typed_and_needs_no_confirmation() -> None:
    name = "2020-02-west-midlands-stop-and-search.csv"
    source, (row,), broken = force_tables.read(stop_search.SAMPLE.encode(), name=name)
    assert (source.kind, source.confirmed, broken) == ("stop_searches", True, [])
    assert row["searched_at"] == at("2020-02-01 10:10")
    assert (row["part_of_operation"], row["linked"], row["more_clothing"]) == (None, False, False)
    assert (row["longitude"], row["latitude"]) == (-1.43093, 52.893005)
    assert (row["object"], row["outcome"], row["force"]) == (
        "Controlled drugs",
        "Arrest",
        "West Midlands",
    )


@pytest.mark.real
def test_every_published_stop_search_is_read(shared: Path) -> None:
    for file in sorted((shared / "data" / "stop_search").glob("*.csv")):
        (source,) = readers.read(file)
        batches = list(source.batches())
        assert (
            sum(batch.rows.num_rows for batch in batches) == len(file.read_text().splitlines()) - 1
        )
        assert not any(batch.broken for batch in batches)


@pytest.mark.parametrize(
    "text",
    [
        "LSOA21CD,Total persons\nE01000001,2000\n",
        "beat_id,residents\nwest,100\neast,200\n",
        "code;population\nN1;2000\nN2;3000\n",
        "ward_code,ward_name,people\n1,A,4000\n2,B,3900\n",
    ],
)
def test_a_population_table_is_one(text: str) -> None:
    assert residents.recognises(text.encode())
    source, rows, _ = force_tables.read(text.encode())
    assert source.kind == "residents"
    assert rows


@pytest.mark.parametrize(
    "text",
    [
        "ID,How many people did you speak to?\n1,7\n2,3\n",
        "Incident No,Opened,Persons involved\nA101,24/11/2026,3\nA102,25/11/2026,2\n",
        "Area code,Date,People engaged\nCA01,24/11/2026,7\nCA02,24/11/2026,3\n",
        "Area code,People engaged\nCA01,7\nCA01,3\n",
    ],
)
def test_a_table_of_people_met_is_no_population_table(text: str) -> None:
    assert not residents.recognises(text.encode())


def test_intelligence_is_read_with_its_grade_conditions_and_expiry() -> None:
    header = [
        *("Intel Ref", "Date of intelligence", "Intelligence text", "Sanitised text", "Grade"),
        *("Handling conditions", "Expiry date", "Location"),
    ]
    rows = [
        [
            "IR1",
            "23/11/2026",
            "Full words",
            "Short words",
            "1/A/P",
            "",
            "24/12/2026",
            "High Street",
        ],
        ["IR2", "24/11/2026 21:05", "More", "", "2 B C", "Ask first", "", ""],
        ["IR3", "24/11/2026", "Old", "", "B24", "", "", ""],
        ["IR4", "24/11/2026", "", "", "1AP", "", "", ""],
    ]
    source, read, broken = force_tables.read(separated(rows, header=header))
    assert source.kind == "intelligence"
    parts = ("source_grade", "information_grade", "handling")
    assert [tuple(row[part] for part in parts) for row in read] == [
        ("1", "A", "P"),
        ("2", "B", "C"),
        ("", "", ""),
    ]
    assert [row["grade"] for row in read] == ["1/A/P", "2 B C", "B24"]
    assert (read[0]["text"], read[0]["sanitised_text"]) == ("Full words", "Short words")
    assert (read[0]["dated_at"], read[0]["dated_day"]) == (None, date(2026, 11, 23))
    assert read[1]["dated_at"] == at("2026-11-24 21:05")
    assert (read[0]["expires_day"], read[1]["conditions"]) == (date(2026, 12, 24), "Ask first")
    assert [row.reason for row in broken] == ["Intelligence text: it has no text"]


def test_three_columns_of_a_grade_are_one() -> None:
    header = [
        *("Intel Ref", "Date", "Intelligence", "Source evaluation", "Information evaluation"),
        "Handling code",
    ]
    rows = [["IR1", "23/11/2026", "Words", "1 - Reliable", "B Known indirectly", "C"]]
    _, (read,), _ = force_tables.read(separated(rows, header=header))
    parts = ("source_grade", "information_grade", "handling")
    assert tuple(read[part] for part in parts) == ("1", "B", "C")


@pytest.mark.real
def test_the_forces_own_cases_are_read_to_the_minute(shared: Path) -> None:
    found = {}
    for file in sorted((shared / "cases" / "force").glob("*.csv")):
        (source,) = readers.read(file)
        (batch,) = source.batches()
        found[source.kind] = batch.rows.to_pylist()
        assert batch.broken == ()
    assert set(found) == {"dated incidents", "calls"}
    assert found["calls"][0]["occurred_from"] == at("2026-11-24 21:05")
    assert found["calls"][0]["type"] == "Anti-social behaviour"


@pytest.mark.real
def test_robberies_to_the_minute_are_read_once_they_are_on_british_ground(shared: Path) -> None:
    text = (shared / "data/dated_points/memphis_robberies_2019.csv").read_text()
    header, *lines = text.splitlines()
    cells = [line.split(",") for line in lines]
    moved = [
        [*row[:3], f"{float(row[3]) + 88:.3f}", f"{float(row[4]) + 17.5:.3f}"] for row in cells
    ]
    source, rows, broken = force_tables.read(separated(moved, header=header.split(",")))
    assert source.kind == "dated incidents"
    assert len(rows) + len(broken) == len(lines)
    skipped = [row for row in broken if "clocks" in row.reason]
    assert len(broken) == len(skipped) <= 3
    assert {row["type"] for row in rows} == {"Robbery"}
