"""Loading what data.police.uk and ONS really publish; pandas counts the same files by itself."""

from pathlib import Path

import pandas as pd
import pytest

from patrolqr import readers
from patrolqr.store import Session
from patrolqr.store.loads import LoadReport, load

pytestmark = pytest.mark.real


def put(store: Session, *paths: Path) -> list[LoadReport]:
    """Return the reports of loading these files."""
    return [load(store, source) for path in paths for source in readers.read(path)]


def months(shared: Path) -> list[Path]:
    return sorted((shared / "data" / "street_whole_force").glob("*.csv.gz"))


def extract(shared: Path) -> Path:
    return shared / "data" / "street" / "cannock-south-staffs-2025-01-to-08-street.csv"


def boundaries(shared: Path) -> list[Path]:
    folder = shared / "data" / "boundaries"
    return [folder / "lsoa21_cannock_southstaffs.geojson", *folder.glob("ward24_*.geojson")]


def published(*paths: Path) -> pd.DataFrame:
    """Return the files' rows as pandas reads them."""
    return pd.concat(
        [pd.read_csv(path, dtype=str, keep_default_na=False) for path in paths], ignore_index=True
    )


def ask(store: Session, sql: str) -> list[tuple[object, ...]]:
    with store.writing() as written:
        return written.cursor.execute(sql).fetchall()


def test_the_whole_force_totals_equal_the_files(store: Session, shared: Path) -> None:
    reports = put(store, *months(shared))
    rows = published(*months(shared))
    assert (
        len(rows)
        == sum(report.read for report in reports)
        == sum(report.new for report in reports)
        == 68_524
    )
    assert sum(report.quarantined for report in reports) == 0
    counted = ask(
        store, "SELECT strftime(month, '%Y-%m'), category, count(*) FROM incidents GROUP BY ALL"
    )
    assert {(month, category): count for month, category, count in counted} == rows.groupby(
        ["Month", "Crime type"]
    ).size().to_dict()
    _check_crimes_in_two_months(store, rows)
    _check_rows_without_a_location(store, rows)
    again = put(store, *months(shared), extract(shared))
    assert [(report.new, report.quarantined) for report in again] == [(0, 0)] * 9
    assert sum(report.known for report in again) == len(rows) + 10_046


def _check_crimes_in_two_months(store: Session, rows: pd.DataFrame) -> None:
    crimes = rows[rows["Crime ID"] != ""].sort_values("Month")
    several = crimes.groupby("Crime ID")["Month"].nunique()
    earlier = crimes[crimes.duplicated("Crime ID", keep="last")]
    assert (several > 1).sum() > 0
    superseded = ask(
        store, "SELECT reference, strftime(month, '%Y-%m') FROM incidents WHERE superseded"
    )
    assert set(superseded) == set(zip(earlier["Crime ID"], earlier["Month"], strict=True))
    assert ask(store, "SELECT count(*) FROM current_incidents") == [(len(rows) - len(earlier),)]


def _check_rows_without_a_location(store: Session, rows: pd.DataFrame) -> None:
    nowhere = (rows["Location"] == "No Location").sum()
    found = ask(
        store,
        "SELECT count(*), count(easting), count(street), count(small_area_id) FROM incidents WHERE longitude IS NULL",
    )
    assert found == [(nowhere, 0, 0, 0)]


def test_the_months_backwards_end_the_same(store: Session, shared: Path) -> None:
    put(store, *reversed(months(shared)))
    rows = published(*months(shared))
    _check_crimes_in_two_months(store, rows)


def test_the_extract_joins_its_wards_by_small_area(store: Session, shared: Path) -> None:
    put(store, extract(shared), *boundaries(shared))
    rows = published(extract(shared))
    lookup = published(*(shared / "data" / "boundaries").glob("lsoa21_population*.csv"))
    wards = rows["LSOA code"].map(lookup.set_index("lsoa21_code")["ward24_code"])
    counted = ask(
        store,
        "SELECT neighbourhood_id, count(*) FROM incidents WHERE neighbourhood_id IS NOT NULL GROUP BY ALL",
    )
    assert dict(counted) == wards.value_counts().to_dict()  # type: ignore[arg-type]
    assert ask(
        store, "SELECT count(*), sum(residents) FROM places WHERE kind = 'neighbourhood'"
    ) == [(32, lookup["total_residents"].astype(float).sum())]


def test_points_that_draw_records_of_other_places_keep_their_labels(
    store: Session, shared: Path
) -> None:
    put(store, extract(shared))
    prison = (published(extract(shared))["Location"] == "On or near Prison").sum()
    assert ask(store, "SELECT count(*) FROM incidents WHERE street = 'Prison'") == [(prison,)]
    assert prison > 0


def test_whole_rows_that_repeat_are_all_kept(store: Session, shared: Path) -> None:
    rows = published(extract(shared))
    repeated = rows[rows.duplicated(keep=False)]
    assert set(repeated["Crime type"]) == {"Anti-social behaviour"}
    put(store, extract(shared))
    kept = ask(
        store, "SELECT count(*), count(DISTINCT incident_id) FROM incidents WHERE reference IS NULL"
    )
    nuisance = (rows["Crime ID"] == "").sum()
    assert kept == [(nuisance, nuisance)]


def test_the_stop_searches_of_derbyshire_are_kept_and_a_second_time_none_is_new(
    store: Session, shared: Path
) -> None:
    files = sorted((shared / "data" / "stop_search").glob("*.csv"))
    rows = sum(len(pd.read_csv(file)) for file in files)
    first, second = put(store, *files), put(store, *files)
    assert sum(report.new for report in first) == sum(report.read for report in first) == rows
    assert sum(report.new for report in second) == 0
    kept = ask(store, "SELECT count(*), count(searched_at) FROM force_stop_searches")
    assert kept == [(rows, rows)]
