"""The place's page: why there, of any square or patrol area, and what nobody knows about it."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from patrolqr.core import clock
from patrolqr.core.area import Candidate
from patrolqr.demo.patrols import TEAM
from patrolqr.desk.place.known import SHOWN
from patrolqr.desk.shared.words import plain
from patrolqr.store import Session, areas, exports, picks
from patrolqr.store.log_reads import EVERYTHING
from tests.builders.briefings import SQUARE, brief, pick_only
from tests.builders.databases import TOWN_DAY
from tests.builders.duties import duty, duty_now
from tests.builders.incidents import keep_in, name_places
from tests.builders.logs import visit
from tests.builders.reasons import EASTING, NORTHING, put, reason
from tests.pages.conftest import Opener, shown
from tests.pages.tables import table

CELL = "E398000N310000"
DAY = date(2026, 11, 24)
HERE = {"easting": EASTING, "northing": NORTHING}


def opened(open_page: Opener, day: date = DAY, **query: str) -> AppTest:
    """Return the page of a place as at the late shift of a patrol day."""
    page = open_page("place", day=day.isoformat(), shift="Late", **query)
    assert not page.exception
    return page


def figures(page: AppTest) -> dict[str, str]:
    """Return the page's figures by their labels."""
    return {each.label: str(each.value) for each in page.metric}


def burglaries(*days: date, **columns: Any) -> pd.DataFrame:
    """Return burglaries at the place, to the minute: at 21:30 on the wall clock in winter."""
    at = [pd.Timestamp(day, tz="UTC") + pd.Timedelta(hours=21, minutes=30) for day in days]
    return pd.DataFrame({"patrol_day": list(days), "precision": "minute", **HERE}).assign(
        month=[day.replace(day=1) for day in days],
        occurred_at=at,
        occurred_from=at,
        occurred_to=at,
        **columns,
    )


def area_of(store: Session, cell: str = CELL, name: str = "Mill Lane") -> str:
    """Pick and brief the square for the late shift, and return its patrol area's id."""
    pick_only(store, duty(DAY), [Candidate(cell, name, SQUARE, None, "7 calls")])
    (picked,) = picks.picks(store, duty(DAY))
    return picked.area.area_id


def test_without_a_place_the_page_says_how_to_choose_one(desk: Session, open_page: Opener) -> None:
    page = opened(open_page)
    assert "No place is chosen" in shown(page)
    assert "cell" not in page.query_params
    assert "area" not in page.query_params


def test_a_square_nothing_is_known_of_says_so_and_claims_no_zero(
    desk: Session, open_page: Opener
) -> None:
    page = opened(open_page, cell=CELL)
    told = shown(page)
    assert [each.value for each in page.title] == [f"Square {CELL}"]
    assert "No incidents are loaded" in told
    assert "nobody was sent here by PatrolQR" in told
    assert "it was never picked" in told
    assert figures(page)["Incidents"] == "–"
    assert figures(page)["Patrols given of asked for"] == "–"


def test_a_square_without_incidents_in_loaded_months_has_none(
    desk: Session, open_page: Opener
) -> None:
    elsewhere = burglaries(DAY - timedelta(days=9), DAY).assign(easting=EASTING + 5000)
    keep_in(desk, elsewhere)
    page = opened(open_page, cell=CELL)
    assert figures(page)["Incidents, 1 month loaded"] == "0"
    assert "Nothing was reported, so there is no hour." in shown(page)
    assert "not loaded is not zero" in shown(page)


def test_incidents_are_told_by_type_hour_and_month_and_as_rows(
    desk: Session, open_page: Opener
) -> None:
    days = [DAY - timedelta(days=number) for number in range(30)]
    keep_in(desk, burglaries(*days, street="Mill Lane"))
    page = opened(open_page, cell=CELL)
    told = shown(page)
    assert [each.value for each in page.title] == ["Mill Lane"]
    assert plain("One type, most often Burglary, 30 of 30.") in told
    assert plain("Most from 18:00 to 22:00 (30 of 30)") in told
    assert "which is not zero" in told
    assert len(table(page, "category", "began_at")) == 30


def test_later_incidents_are_not_told_of_an_earlier_day(desk: Session, open_page: Opener) -> None:
    keep_in(desk, burglaries(DAY, DAY - timedelta(days=1), DAY - timedelta(days=2)))
    page = opened(open_page, DAY - timedelta(days=1), cell=CELL)
    assert len(table(page, "category", "began_at")) == 2


def test_month_only_data_say_no_hour(desk: Session, open_page: Opener) -> None:
    keep_in(desk, pd.DataFrame({"month": [date(2026, 9, 1), date(2026, 10, 1)], **HERE}))
    page = opened(open_page, cell=CELL)
    assert "never a day or an hour" in shown(page)
    assert figures(page)["Incidents, 2 months loaded"] == "2"


def test_what_police_and_partners_found_is_said_and_not_counted(
    desk: Session, open_page: Opener
) -> None:
    """What is counted and what is said to be in the rows alone are all the rows."""
    keep_in(desk, burglaries(DAY, DAY))
    keep_in(desk, burglaries(DAY, origin="police", category="Drugs"))
    keep_in(desk, burglaries(DAY, DAY, origin="partner", category="Bicycle theft"))
    page = opened(open_page, cell=CELL)
    assert figures(page)["Incidents, 1 month loaded"] == "2"
    said = "1 more was found by police activity, 2 more were reported by a partner: in the rows"
    assert said in shown(page).replace("\\", "")
    assert len(table(page, "category", "began_at")) == 2 + 1 + 2


def test_reasons_stand_with_their_source_and_what_was_decided(
    desk: Session, open_page: Opener
) -> None:
    today = clock.today()
    put(
        desk,
        reason(reference="101", text="Bikes *again*"),
        reason("intelligence", reference="I/7", text="Raw words"),
        reason("intelligence", reference="I/8", sanitised_text=None, text="Raw words"),
        reason("intelligence", reference="I/9", handling="C", conditions="Ask DI Lowe"),
    )
    told = shown(opened(open_page, today, cell=CELL))
    assert "Bikes \\*again\\*" in told
    assert "I\\/7 2BP" in told
    assert "It has no sanitised text" in told
    assert "2BC\\: Ask DI Lowe" in told
    assert "Raw words" not in told


def test_picks_doses_and_logs_of_its_patrol_area_are_told(desk: Session, open_page: Opener) -> None:
    area_id = area_of(desk)
    brief(desk, duty(DAY), names=("Market Square",))
    visit(desk, area_id, DAY, saw="Grey van", collar="PC4711", engagements=3)
    for page in (opened(open_page, area=area_id), opened(open_page, cell=CELL)):
        told = shown(page)
        assert "Grey van" in told
        assert "3 engagements" in told
        assert "PC4711" not in told
        assert "taken out again" in told
        assert page.query_params["area"] == area_id
        assert "cell" not in page.query_params


def test_an_area_on_a_sheet_says_what_was_given_of_what_was_asked(
    desk: Session, open_page: Opener
) -> None:
    sheet = brief(desk, duty(DAY), names=("Market Square",))
    area_id = sheet.taskings[0].area.area_id
    visit(desk, area_id, DAY)
    page = opened(open_page, area=area_id)
    assert figures(page)["Patrols given of asked for"] == "1 of 2"
    assert figures(page)["Minutes given of asked for"] == "15 of 30"
    assert "1 of 2 patrols, 15 of 30 min" in shown(page)
    assert "No counting square is known" in shown(page)


def test_only_the_newest_are_written_out_and_the_table_has_all(
    desk: Session, open_page: Opener
) -> None:
    days = [DAY - timedelta(days=number) for number in range(SHOWN + 1)]
    for day in days:
        picks.pick(desk, duty(day), [Candidate(CELL, "Mill Lane", SQUARE, None, "7 calls")])
    page = opened(open_page, cell=CELL)
    assert f"{SHOWN + 1} duties; the newest {SHOWN}" in shown(page)
    assert len(table(page, "decision", "patrols_asked")) == SHOWN + 1


def test_patterns_are_those_of_its_neighbourhood(desk: Session, open_page: Opener) -> None:
    name_places(desk, {"N1": "North *Ward*"})
    keep_in(desk, burglaries(DAY, neighbourhood_id="N1"))
    page = opened(open_page, cell=CELL)
    assert "None stands out in North \\*Ward\\*" in shown(page)
    assert "North" in shown(page)


def test_another_place_is_chosen_from_the_list(desk: Session, open_page: Opener) -> None:
    area_id = area_of(desk)
    page = opened(open_page, cell="E405000N300000")
    page.selectbox(key="place").select(area_id).run()
    assert not page.exception
    assert page.query_params["area"] == area_id
    assert "cell" not in page.query_params
    assert [each.value for each in page.title] == ["Mill Lane"]


def test_a_first_place_is_chosen_from_the_list_and_stays_chosen(
    desk: Session, open_page: Opener
) -> None:
    area_id = area_of(desk)
    page = opened(open_page)
    page.selectbox(key="place").select(area_id).run()
    page.run()
    assert not page.exception
    assert page.query_params["area"] == area_id
    assert [each.value for each in page.title] == ["Mill Lane"]


def test_no_officer_is_named_of_any_area_of_the_town(town_desk: Session, open_page: Opener) -> None:
    collars = set(exports.logs(town_desk, EVERYTHING)["collar"].dropna())
    assert collars
    for each in areas.by_name(town_desk)[:3]:
        page = open_page("place", area=each["area_id"], day=TOWN_DAY.isoformat())
        assert not page.exception
        words = shown(page)
        for found in page.dataframe:
            assert not {"collar", "entered_by", "decided_by"} & set(found.value.columns)
            words += found.value.to_csv()
        assert not [
            collar for collar in collars if f" {collar} " in words or f",{collar}," in words
        ]


@pytest.mark.parametrize("name", ["hotspots", "briefing", "today", "review"])
def test_pages_lead_to_their_places_and_the_link_says_whose_duty(
    town_desk: Session, open_page: Opener, name: str
) -> None:
    day = {"team": TEAM.team_id, "day": TOWN_DAY.isoformat(), "shift": "Late"}
    page = open_page(name, **({} if name == "review" else day))
    found = [
        each.proto.query_string for each in page.get("page_link") if "place" in each.proto.page
    ]
    assert found
    query = parse_qs(found[0])
    assert ("cell" if name == "hotspots" else "area") in query
    if name != "review":
        assert {key: query[key] for key in day} == {key: [value] for key, value in day.items()}
    place = open_page("place", **query)
    assert not place.exception
    assert "The address asks for" not in shown(place)
    assert len(page.title) == len(place.title) == 1


def test_one_duty_is_told_as_one(desk: Session, open_page: Opener) -> None:
    sheet = brief(desk, duty_now(), names=("Market Square",))
    page = open_page("place", area=sheet.taskings[0].area.area_id)
    assert not page.exception
    assert "1 duty" in shown(page)
