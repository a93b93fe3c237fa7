"""Loading street files: every trap of data.police.uk's files, in rows that fit in one's head."""

import gzip
import threading
from pathlib import Path
from typing import Any

import pytest

from patrolqr import readers
from patrolqr.core.errors import FileUnreadable
from patrolqr.store import Session
from patrolqr.store.loads import LoadReport, load
from tests.builders import street
from tests.builders.street import BURGLARY, NO_LOCATION, NUISANCE, row


def put(store: Session, path: Path) -> LoadReport:
    """Return the report of loading one file."""
    (source,) = readers.read(path)
    report = load(store, source)
    assert report.read == report.new + report.known + report.quarantined
    assert report.updated <= report.known
    return report


def incidents(store: Session, *, current: bool = False) -> list[dict[str, Any]]:
    """Return all incidents by month and line."""
    table = "current_incidents" if current else "incidents"
    with store.writing("brief") as written:
        rows: list[dict[str, Any]] = (
            written.cursor.execute(f"SELECT * FROM {table} ORDER BY month, source_line")
            .to_arrow_table()
            .to_pylist()
        )
        return rows


def counts(report: LoadReport) -> tuple[int, int, int, int]:
    return report.new, report.known, report.updated, report.quarantined


def test_a_row_becomes_an_incident_with_month_precision_and_a_point_in_metres(
    store: Session, tmp_path: Path
) -> None:
    put(store, street.write(tmp_path, row()))
    (found,) = incidents(store)
    assert (found["kind"], found["origin"], found["precision"], found["source"]) == (
        "crime",
        "public",
        "month",
        "data.police.uk",
    )
    assert (found["street"], found["outcome"], found["source_line"]) == (
        "Market Square",
        "Under investigation",
        2,
    )
    assert (round(found["easting"]), round(found["northing"])) == pytest.approx(
        (398149, 310281), abs=6
    )
    assert f"{found['month']:%Y-%m-%d}" == "2025-01-01"
    assert (found["occurred_at"], found["patrol_day"]) == (None, None)


def test_the_same_file_twice_brings_nothing_new_and_both_loads_are_on_record(
    store: Session, tmp_path: Path
) -> None:
    path = street.write(tmp_path, row(), row(NUISANCE), row(NUISANCE), row(NO_LOCATION), "broken")
    packed = tmp_path / "again.csv.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert counts(put(store, path)) == (4, 0, 0, 1)
    assert counts(put(store, packed)) == (0, 4, 0, 1)
    assert len(incidents(store)) == 4
    with store.writing("brief") as written:
        recorded = written.cursor.execute(
            "SELECT rows_read, rows_new, sha256 FROM loads ORDER BY loaded_at"
        ).fetchall()
    assert [(read, new) for read, new, _ in recorded] == [(5, 4), (5, 0)]
    assert recorded[0][2] == recorded[1][2]


def test_whole_rows_without_a_crime_id_that_repeat_are_different_incidents(
    store: Session, tmp_path: Path
) -> None:
    assert counts(
        put(store, street.write(tmp_path, row(NUISANCE), row(), row(NUISANCE), row(NUISANCE)))
    ) == (
        4,
        0,
        0,
        0,
    )
    extract = street.write(tmp_path, row(NUISANCE), row(NUISANCE), name="extract.csv")
    assert counts(put(store, extract)) == (0, 2, 0, 0)
    longer = street.write(tmp_path, *[row(NUISANCE)] * 4, name="longer.csv")
    assert counts(put(store, longer)) == (1, 3, 0, 0)
    assert len({found["incident_id"] for found in incidents(store)}) == 5


def test_copies_are_counted_across_batches_of_a_large_file(
    store: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("patrolqr.readers.opening.CHUNK", 700)
    monkeypatch.setattr("patrolqr.store.loads.ROWS_AT_ONCE", 2)
    nuisance = [row(NUISANCE)] * 9
    path = street.write(tmp_path, *nuisance, row(), *nuisance, row(Crime_type="Robbery"))
    assert counts(put(store, path)) == (19, 1, 1, 0)
    assert [
        found["category"] for found in incidents(store, current=True) if found["reference"]
    ] == ["Robbery"]
    assert counts(put(store, path)) == (0, 20, 0, 0)


def test_a_month_published_again_brings_its_outcomes_up_to_date(
    store: Session, tmp_path: Path
) -> None:
    put(store, street.write(tmp_path, row(), row(Crime_ID="c" * 64)))
    moved = {"Longitude": "-2.0", "Latitude": "52.7", "Location": "On or near High Street"}
    again = street.write(
        tmp_path, row(BURGLARY | moved, Last_outcome_category="Offender fined"), name="again.csv"
    )
    assert counts(put(store, again)) == (0, 1, 1, 0)
    changed, other = sorted(
        incidents(store, current=True), key=lambda found: str(found["reference"])
    )
    assert (changed["outcome"], changed["street"]) == ("Offender fined", "High Street")
    assert changed["easting"] > other["easting"]
    assert other["outcome"] == "Under investigation"


@pytest.mark.parametrize("later_first", [False, True])
def test_of_a_crime_in_two_months_the_later_months_row_counts(
    store: Session, tmp_path: Path, later_first: bool
) -> None:
    january = street.write(tmp_path, row(), name="january.csv")
    march = street.write(tmp_path, row(Month="2025-03", Crime_type="Robbery"), name="march.csv")
    for path in (march, january) if later_first else (january, march):
        assert counts(put(store, path)) == (1, 0, 0, 0)
    assert [(found["category"], found["superseded"]) for found in incidents(store)] == [
        ("Burglary", True),
        ("Robbery", False),
    ]
    assert [found["category"] for found in incidents(store, current=True)] == ["Robbery"]
    assert counts(put(store, january)) == (0, 1, 0, 0)
    assert len(incidents(store, current=True)) == 1


def test_a_crime_id_twice_in_one_file_is_one_crime_of_the_type_of_its_last_line(
    store: Session, tmp_path: Path
) -> None:
    path = street.write(tmp_path, row(), row(Crime_type="Robbery"), row(Crime_type="Shoplifting"))
    assert counts(put(store, path)) == (1, 2, 0, 0)
    assert [found["category"] for found in incidents(store)] == ["Shoplifting"]
    assert counts(put(store, path)) == (0, 3, 0, 0)


def test_rows_without_a_location_count_for_the_force_and_for_no_place(
    store: Session, tmp_path: Path
) -> None:
    put(store, street.write(tmp_path, row(NO_LOCATION)))
    with store.writing("brief") as written:
        found = written.cursor.execute(
            "SELECT force, coalesce(street, small_area_id, neighbourhood_id), "
            "coalesce(longitude, latitude, easting, northing) FROM incidents"
        ).fetchall()
    assert found == [("Staffordshire Police", None, None)]


def test_what_patrols_find_by_searching_has_another_origin_and_nuisance_is_a_call(
    store: Session, tmp_path: Path
) -> None:
    types = ("Drugs", "Possession of weapons", "Robbery")
    crimes = [row(Crime_ID=f"{number:064}", Crime_type=name) for number, name in enumerate(types)]
    put(store, street.write(tmp_path, *crimes, row(NUISANCE)))
    assert [(found["origin"], found["kind"]) for found in incidents(store)] == [
        ("police", "crime"),
        ("police", "crime"),
        ("public", "crime"),
        ("public", "call"),
    ]


BAD = {
    row(Month="2025-13"): "the month is not written YYYY-MM",
    row(Month="January"): "the month is not written YYYY-MM",
    row(Month="2099-01"): "the month is in the future",
    row(Longitude="east"): "the longitude or the latitude is not a number",
    row(Latitude=""): "the longitude or the latitude is not a number",
    row(Longitude="52.69", Latitude="-2.02"): "the point is not in the United Kingdom",
    row(Longitude="nan"): "the point is not in the United Kingdom",
    row(Longitude="0", Latitude="0"): "the point is not in the United Kingdom",
    row(Crime_type="Witchcraft"): "the crime type is not one of data.police.uk",
    row(Crime_type=""): "the crime type is not one of data.police.uk",
    ",,,,,,,,,,,": "the row is empty",
    "only,three,columns": "it has 3 columns instead of 12",
}


def test_a_bad_row_goes_to_quarantine_with_line_reason_and_content_and_the_rest_is_loaded(
    store: Session, tmp_path: Path
) -> None:
    report = put(store, street.write(tmp_path, row(), *BAD, row(NUISANCE)))
    assert counts(report) == (2, 0, 0, len(BAD))
    with store.writing("brief") as written:
        kept = written.cursor.execute(
            "SELECT line, reason, content FROM quarantine ORDER BY line"
        ).fetchall()
    assert [(line, reason) for line, reason, _ in kept] == list(enumerate(BAD.values(), 3))
    assert [content for _, _, content in kept] == list(BAD)
    assert sum(report.reasons.values()) == len(BAD)
    assert report.reasons["the month is not written YYYY-MM"] == 2


def test_the_report_is_a_sentence_that_adds_up(store: Session, tmp_path: Path) -> None:
    path = street.write(tmp_path, row(), row(Month="2025"))
    assert put(store, path).sentence == (
        "2025-01-staffordshire-street.csv: 2 read = 1 new + 0 already there + 1 quarantined. "
        "1 × the month is not written YYYY-MM."
    )


def test_what_a_file_was_read_as_stands_in_sentences_of_its_own() -> None:
    notes = ("it is written in Windows-1252", "2 × the header stood again and was left out")
    assert LoadReport("calls.csv", "call", 2, 2, 0, 0, 0, {}, notes=notes).sentence == (
        "calls.csv: 2 read = 2 new + 0 already there + 0 quarantined. It is written in Windows-1252. "
        "2 × the header stood again and was left out."
    )


def test_a_file_cut_off_halfway_changes_nothing(
    store: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("patrolqr.readers.opening.CHUNK", 10_000)
    monkeypatch.setattr("patrolqr.store.loads.ROWS_AT_ONCE", 10)
    whole = gzip.compress(
        street.text(*[row(Crime_ID=f"{n:064}") for n in range(5000)], "broken").encode()
    )
    (tmp_path / "cut.csv.gz").write_bytes(whole[: len(whole) // 2])
    (source,) = readers.read(tmp_path / "cut.csv.gz")
    seen: list[int] = []
    with pytest.raises(FileUnreadable, match="cut off"):
        load(store, source, progress=seen.append)
    assert seen
    with store.writing("brief") as written:
        counted = (
            "SELECT (SELECT count(*) FROM incidents) + (SELECT count(*) FROM loads)"
            " + (SELECT count(*) FROM quarantine)"
        )
        assert written.cursor.execute(counted).fetchall() == [(0,)]


def test_progress_ends_at_the_number_of_rows(store: Session, tmp_path: Path) -> None:
    (source,) = readers.read(street.write(tmp_path, row(), "broken", row(NUISANCE)))
    seen: list[int] = []
    load(store, source, progress=seen.append)
    assert seen[-1] == 3


def test_two_loads_at_once_store_each_row_once(store: Session, tmp_path: Path) -> None:
    path = street.write(
        tmp_path, *[row(Crime_ID=f"{n:064}") for n in range(200)], *[row(NUISANCE)] * 50
    )
    reports: list[LoadReport] = []
    threads = [threading.Thread(target=lambda: reports.append(put(store, path))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(report.new for report in reports) == [0, 0, 0, 250]
    assert len(incidents(store)) == 250
