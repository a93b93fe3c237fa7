"""The page of stop-searches: two sources told apart, small numbers, no officer, files as published."""

import io
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from patrolqr import readers
from patrolqr.core import clock, lists
from patrolqr.desk.searches.choosing import FORCE, LOGS
from patrolqr.readers.formats import stop_search
from patrolqr.store import Session, exports, loads, searches
from patrolqr.store.searches import SearchChoice
from tests.builders.briefings import brief_areas
from tests.builders.duties import duty
from tests.builders.logs import SEARCH, visit
from tests.pages.conftest import Opener, shown
from tests.pages.tables import table

DAY = date(2026, 11, 24)


def detail(store: Session, log_id: str, number: int = 1, **answers: Any) -> None:
    """Detail a stop-search of a log, as the phone tells it."""
    row = {"log_id": log_id, "version": 1, "entry_id": log_id, "number": number} | SEARCH | answers
    row["linked"] = row["linked"] == "Yes"
    with store.writing("brief") as written:
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        written.cursor.execute(
            f"INSERT INTO log_stop_searches ({columns}) VALUES ({marks})", list(row.values())
        )


def searched(store: Session, number: int = 1, day: date = DAY, **answers: Any) -> list[str]:
    """Keep so many logs of one patrol area, each with a search; return their ids."""
    areas = brief_areas(store, duty(day), ["Mill Lane"])
    at = clock.at(day, clock.local(clock.now()).time().replace(hour=15, minute=0))
    found = []
    for step in range(number):
        log_id = visit(
            store, areas["Mill Lane"], day, stop_searches=1, collar="4821",
            arrived_at=at + timedelta(minutes=20 * step),
        )  # fmt: skip
        detail(store, log_id, **answers)
        found.append(log_id)
    return found


def opened(open_page: Opener, **query: str) -> AppTest:
    page = open_page("searches", **query)
    assert not page.exception
    return page


def figures(page: AppTest) -> dict[str, str]:
    return {each.label: str(each.value) for each in page.metric}


def load_month(store: Session, file: Path) -> None:
    """Load a published file of stop-searches."""
    for source in readers.read(file):
        loads.load(store, source)


def a_file(folder: Path, name: str = "2026-10-staffordshire-stop-and-search.csv") -> Path:
    file = folder / name
    file.write_text(stop_search.SAMPLE.replace("2020-02-01", "2026-10-05"), "utf-8")
    return file


def test_the_page_opens_on_the_source_that_has_searches(
    desk: Session, open_page: Opener, tmp_path: Path
) -> None:
    load_month(desk, a_file(tmp_path))
    assert opened(open_page).segmented_control(key="source").value == FORCE
    searched(desk)
    assert opened(open_page).segmented_control(key="source").value == LOGS


def test_without_logs_and_files_the_page_says_where_they_come_from(
    desk: Session, open_page: Opener
) -> None:
    page = opened(open_page)
    assert "No patrol logs and no stop-searches yet" in shown(page)
    assert not page.metric


def test_a_year_without_a_search_is_said_and_claims_no_rate(
    desk: Session, open_page: Opener
) -> None:
    areas = brief_areas(desk, duty(DAY), ["Mill Lane"])
    visit(desk, areas["Mill Lane"], DAY)
    page = opened(open_page)
    assert "No stop-search in this choice" in shown(page)
    assert figures(page)["Stop-searches counted"] == "0"
    assert figures(page)["Something found"] == "–"
    assert not page.get("vega_lite_chart")
    other = opened(open_page, source=FORCE)
    assert "none of these days is loaded" in shown(other).lower()


def test_one_search_is_told_without_a_rate_and_by_no_group(
    desk: Session, open_page: Opener
) -> None:
    searched(desk, found=["Drugs"])
    page = opened(open_page)
    assert figures(page)["Something found"] == "1 of 1"
    told = shown(page)
    assert "Too few searches to tell any number by group" in told
    assert "cannot be estimated here" in told
    assert "4821" not in told
    assert "too few to compare" in told
    assert not page.get("vega_lite_chart")


def test_what_was_counted_and_not_detailed_is_said(desk: Session, open_page: Opener) -> None:
    (log_id, *_) = searched(desk, 2)
    with desk.writing("brief") as written:
        written.cursor.execute(
            "UPDATE patrol_logs SET stop_searches = 3 WHERE log_id = ?", [log_id]
        )
    page = opened(open_page)
    assert figures(page)["Stop-searches counted"] == "4"
    assert "2 of them without details" in shown(page)


def test_two_logs_under_one_reference_are_one_search(desk: Session, open_page: Opener) -> None:
    searched(desk, 2, reference="SS/26/1")
    page = opened(open_page)
    assert figures(page)["Stop-searches counted"] == "1"
    assert "1 told by two logs under one reference" in shown(page)
    assert table(page, "object", "searches")["searches"].tolist() == [1]


def test_the_two_sources_are_never_added(desk: Session, open_page: Opener, tmp_path: Path) -> None:
    searched(desk, 3)
    load_month(desk, a_file(tmp_path))
    assert figures(opened(open_page))["Stop-searches counted"] == "3"
    page = opened(open_page, source=FORCE)
    assert figures(page)["Stop-searches"] == "1"
    assert "Something found" not in figures(page)
    assert "never add the two" in shown(page)
    assert "not loaded is not zero" in shown(page)
    assert "GOWISELY" in shown(page)


def test_two_searches_of_one_log_lead_to_one_history(desk: Session, open_page: Opener) -> None:
    (log_id,) = searched(desk)
    detail(desk, log_id, 2, object="Fireworks", linked="No")
    page = opened(open_page)
    cards = [each.value for each in page.markdown if "not reviewed yet" in each.value]
    assert len(cards) == 2
    assert sum("linked to the object" in each for each in cards) == 1
    assert "Log as above" in shown(page)


def test_rows_behind_a_bar_are_those_it_counts(desk: Session, open_page: Opener) -> None:
    searched(desk, 3)
    searched(desk, 2, DAY - timedelta(days=1), object="Fireworks")
    page = opened(open_page, rows_of="Fireworks")
    cards = [each.value for each in page.markdown if "not reviewed yet" in each.value]
    assert len(cards) == 2
    assert all("Fireworks" in each for each in cards)


def test_rates_per_resident_come_of_numbers_in_the_address(
    desk: Session, open_page: Opener
) -> None:
    searched(desk, 12)
    searched(desk, 30, DAY - timedelta(days=1), self_defined="W1", officer_defined="IC1")
    page = open_page("searches", residents=["White:30000", "Asian:1000"])
    assert not page.exception
    told = table(page, "group", "per_1000").set_index("group")["per_1000"]
    assert told.to_dict() == {"Asian": 12.0, "White": 1.0}
    assert "12.0 times the rate of White" in shown(page).replace("\\", "")
    assert set(page.query_params["residents"]) == {"White:30000", "Asian:1000"}
    wrong = open_page("searches", residents=["Martian:3", "White:many"])
    assert not wrong.exception
    assert sum("Martian" in each.value for each in wrong.warning) == 1


def test_a_sample_is_blind_and_its_address_draws_it_again(desk: Session, open_page: Opener) -> None:
    searched(desk, 30)
    page = opened(open_page, seed="panel 7", sample="5")
    drawn = table(page, "drawn", "stratum")
    assert len(drawn) == 5
    assert not {"log_id", "collar"} & set(drawn.columns)
    assert "panel 7" in shown(page).replace("\\", "")
    again = table(opened(open_page, seed="panel 7", sample="5"), "drawn", "stratum")
    pd.testing.assert_frame_equal(drawn, again)


def test_what_is_published_is_read_back_as_it_was(desk: Session, tmp_path: Path) -> None:
    searched(desk, 2)
    load_month(desk, a_file(tmp_path))
    choice = SearchChoice(date(2020, 1, 1), date(2027, 1, 1))
    for rows in (
        exports.stop_searches(desk, since=choice.since, until=choice.until),
        exports.as_published(searches.of_force(desk, choice)),
    ):
        assert list(rows) == list(stop_search.PUBLISHED)
    (only,) = exports.as_published(searches.of_force(desk, choice)).to_dict("records")
    (sent,) = pd.read_csv(io.StringIO(stop_search.SAMPLE)).to_dict("records")
    for column in ("Type", "Gender", "Legislation", "Outcome", "Object of search", "Age range"):
        assert only[column] == sent[column]
    assert not exports.stop_searches(desk, teams=["another"]).size


def test_real_months_of_a_force_are_shown(
    desk: Session, open_page: Opener, shared: Path, tmp_path: Path
) -> None:
    for file in (shared / "data/stop_search").glob("2020-01-derbyshire-*.csv"):
        load_month(desk, Path(shutil.copy(file, tmp_path)))
    page = opened(open_page, source=FORCE)
    assert figures(page)["Stop-searches"] == "189"
    assert figures(page)["An outcome"] == "50 of 180"
    assert "28 %" in shown(page)
    linked = table(page, "object", "linked")
    assert linked["searches"].sum() == 189
    assert linked["linked"].sum() < 50


@pytest.mark.parametrize("source", ["Officers' logs", FORCE])
@pytest.mark.parametrize("by", ["Object", "Neighbourhood", "Power"])
def test_the_town_is_shown_by_each_choice_and_names_no_officer(
    town_desk: Session, open_page: Opener, source: str, by: str
) -> None:
    page = opened(open_page, source=source, by=by, measure="An outcome")
    words = shown(page) + "".join(each.value.to_csv() for each in page.dataframe)
    collars = set(exports.logs(town_desk)["collar"].dropna())
    assert collars
    assert not [each for each in collars if f" {each} " in words or f",{each}," in words]
    assert lists.OUTCOMES[0].lower() in words.lower()
