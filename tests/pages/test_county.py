"""The County page: forces and teams side by side, what is not told said, choices in the address."""

from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from patrolqr.core import settings
from patrolqr.core.settings import County
from patrolqr.steps import publish_county
from patrolqr.store import Session
from tests.builders.shared_lake import OCTOBER, force_month, lake_in, publication, put
from tests.pages.conftest import DESK, Opener, shown

DORSET, ESSEX, KENT = "Dorset Police", "Essex Police", "Kent Police"


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> County:
    """Return a lake of three forces: one has no crime loaded, one has not published October."""
    shared = lake_in(tmp_path_factory.mktemp("three"))
    for number, force in enumerate((DORSET, KENT), 1):
        for month in (date(2025, 10, 1), date(2026, 9, 1), OCTOBER):
            loaded = force == DORSET or month != OCTOBER
            found = force_month(force, month, mean=12 * number, seed=number, crime_is_loaded=loaded)
            put(shared, publication(found))
    put(shared, publication(force_month(ESSEX, date(2026, 9, 1))))
    return shared


def name(shared: County, monkeypatch: pytest.MonkeyPatch) -> County:
    """Let the desk look at the lake."""
    monkeypatch.setenv("PATROLQR_COUNTY", shared.address)
    settings.current.cache_clear()
    st.cache_data.clear()
    return shared


@pytest.fixture
def county(desk: Session, three: County, monkeypatch: pytest.MonkeyPatch) -> County:
    """Return the lake of three forces, which a desk without anything of its own looks at."""
    return name(three, monkeypatch)


@pytest.fixture
def own_lake(desk: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> County:
    """Return a lake that nobody published to, which the desk looks at."""
    return name(lake_in(tmp_path / "county"), monkeypatch)


def test_without_a_lake_the_page_says_who_names_one_and_stands_in_no_menu(
    desk: Session, open_page: Opener
) -> None:
    page = open_page("county")
    assert not page.exception
    assert "No lake is named" in shown(page)
    assert "county" not in [each.proto.page for each in page.get("page_link")]


def test_a_lake_with_nothing_on_it_says_so(own_lake: County, open_page: Opener) -> None:
    page = open_page("county")
    assert not page.exception
    assert "Nothing is published yet" in shown(page)
    assert "county" in [each.proto.page for each in page.get("page_link")]


def test_forces_stand_side_by_side_and_what_is_not_known_is_said(
    county: County, open_page: Opener
) -> None:
    page = open_page("county")
    assert not page.exception
    (sentence,) = (each.value for each in page.header)
    rows = page.dataframe[0].value.set_index("force")
    assert list(rows.index) == [DORSET, ESSEX, KENT]
    assert rows["note"].tolist() == ["", "not published", "not loaded"]
    words = shown(page).replace("\\", "")
    assert f"Not loaded: {KENT}. That is not zero." in words
    assert f"Not published: {ESSEX}. That is not zero." in words
    dorset = publication(force_month(DORSET, OCTOBER, mean=12, seed=1)).incidents
    whole = int(dorset.loc[dorset["category"].isna() & dorset["outcome"].isna(), "incidents"].max())
    assert rows.loc[DORSET, "incidents"] == whole
    assert f"{whole:,} in October 2026, in 1 force" in sentence.replace("\\", "")
    assert page.query_params["month"] in ("2026-10", ["2026-10"])
    outcomes = next(each.value for each in page.dataframe if "outcome" in each.value.columns)
    assert set(outcomes["force"]) == {DORSET}
    assert {"county_csv", "county_xlsx", "county_outcomes_csv"} <= {
        each.key for each in page.download_button
    }


@pytest.mark.parametrize(
    ("show", "per"),
    [
        ("Incidents", "Neighbourhoods"),
        ("Patrols", "Teams"),
        ("Patrols", "Areas"),
        ("Searches and arrests", "Forces"),
        ("Return", "Teams"),
    ],
)
def test_every_view_opens_with_its_choices_in_the_address(
    county: County, open_page: Opener, show: str, per: str
) -> None:
    page = open_page("county", show=show, per=per, force=KENT, month="2026-09")
    assert not page.exception
    assert not page.warning
    assert "September 2026" in page.header[0].value
    assert set(page.dataframe[0].value.columns) & {"force", "team", "area", "neighbourhood"}
    assert page.query_params["force"] in (KENT, [KENT])


def test_an_address_that_asks_for_what_is_not_there_says_so(
    county: County, open_page: Opener
) -> None:
    page = open_page("county", month="2019-01", force="No Police")
    assert not page.exception
    said = " ".join(str(each.value) for each in page.warning)
    assert "2019" in said
    assert "No Police" in said


def test_small_numbers_have_no_rate(county: County, open_page: Opener) -> None:
    rows = open_page("county", show="Searches and arrests", per="Areas").dataframe[0].value
    counts = rows[["stop_searches", "found_something", "arrests", "actions"]].stack().dropna()
    assert not ((counts > 0) & (counts < 5)).any()
    few = rows[rows["stop_searches"].fillna(0) < 20]
    assert len(few)
    assert few["percent"].isna().all()
    forces = open_page("county", show="Searches and arrests", month="2026-09").dataframe[0].value
    assert (forces["percent"].notna() == (forces["found_something"].notna())).all()
    assert forces["percent"].notna().any()


def test_an_unreachable_lake_is_a_sentence(own_lake: County, open_page: Opener) -> None:
    file = Path(own_lake.address.removeprefix("ducklake:"))
    file.parent.mkdir()
    file.write_text("no lake " * 1000)
    page = open_page("county")
    assert not page.exception
    assert "PATROLQR_COUNTY" in page.error[0].value


def test_what_was_published_from_here_can_be_read_on_the_page(
    town_desk: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_page: Opener
) -> None:
    shared = name(lake_in(tmp_path / "county"), monkeypatch)
    publish_county.publish(Session(town_desk.store, publish_county.WHO), shared, OCTOBER)
    page = open_page("county")
    assert not page.exception
    (own,) = (each.value for each in page.dataframe if "withheld" in each.value.columns)
    assert own["force"].tolist() == ["Ashbrook Police"]
    assert own["withheld"].iloc[0] > 0


def test_a_desk_with_nothing_of_its_own_begins_with_the_county(
    county: County,
) -> None:
    page = AppTest.from_file(str(DESK), default_timeout=60).run()
    assert not page.exception
    assert [each.value for each in page.title] == ["County"]
