"""Loading what data.police.uk and ONS really publish; pandas counts the same files by itself."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from patrolqr import readers
from patrolqr.analysis.detectors.surges import WEEKLY
from patrolqr.analysis.measures.windows import HOURS
from patrolqr.analysis.periods import DateSpan
from patrolqr.steps import draft, find_patterns, rank
from patrolqr.steps import load as load_file
from patrolqr.store import Session
from patrolqr.store.loads import LoadReport, load
from tests.builders.duties import duty

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
    with store.writing("brief") as written:
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


@pytest.fixture
def robberies(store: Session, shared: Path, tmp_path: Path) -> Session:
    """Give a store with robberies to the minute, on British ground drawn together to a few squares,
    of the year and, once more, of the 52 weeks before: patterns need two years.
    """
    rows = pd.read_csv(shared / "data" / "dated_points" / "memphis_robberies_2019.csv")
    rows["longitude"] = -2 + (rows["longitude"] + 90) / 20
    rows["latitude"] = 52.6 + (rows["latitude"] - 35.1) / 20
    dates = pd.to_datetime(rows["date"])
    before = rows.assign(uid=rows["uid"] + 10**9, date=dates - pd.Timedelta(days=364))
    file = tmp_path / "robberies.csv"
    pd.concat([before, rows.assign(date=dates)]).to_csv(
        file, index=False, date_format="%Y-%m-%d %H:%M"
    )
    (source,) = readers.read(file)
    assert source.guess is not None
    choice = readers.Choice(mapping=source.guess.mapping)
    (report,) = load_file.into(store, file, choice=choice)
    assert isinstance(report, LoadReport)
    assert report.new + report.quarantined == 2 * len(rows)
    assert report.quarantined <= 6  # within the hour that the clocks skip
    return store


def test_robberies_to_the_minute_give_time_windows_and_weekly_patterns(
    robberies: Session, shared: Path
) -> None:
    span = DateSpan(date(2019, 1, 1), date(2019, 12, 30), "2019")
    ranked = rank.ranked(robberies, span, "minute", types=(), places=())
    cells = ranked["cell"].head(20).tolist()
    late = duty(date(2019, 12, 30))
    windows = draft.windows(robberies, {cell: [cell] for cell in cells}, late)
    whole = (late.shift.starts, late.shift.ends)
    told = [window for window in windows.values() if window != whole]
    # of twenty places a scan over the hours supports so many; chance alone gives one
    assert 3 <= len(told) <= 10
    assert {(until.hour - since.hour) % 24 for since, until in told} == {HOURS}
    runs = find_patterns.find(robberies, as_of=date(2019, 12, 30))
    (run,) = (each for each in runs if each.detector is WEEKLY)
    assert (run.missing, run.last_day) == ("", date(2019, 12, 29))
    assert run.tests["observed"].tolist() == [run.counts.iloc[0].tail(4).sum()]
    rows = pd.read_csv(shared / "data" / "dated_points" / "memphis_robberies_2019.csv")
    patrol_days = (pd.to_datetime(rows["date"]) - pd.Timedelta(hours=6)).dt.normalize()
    weeks = (patrol_days - pd.to_timedelta(patrol_days.dt.day_of_week, unit="D")).dt.date
    by_week = weeks.value_counts().sort_index()
    by_week = by_week[(by_week.index >= date(2019, 1, 7)) & (by_week.index < date(2019, 12, 30))]
    ours = run.counts.iloc[0].reindex(by_week.index)
    assert (by_week - ours).between(0, 3).all()  # within the hour that the clocks skip
    assert (by_week - ours).sum() <= 3
