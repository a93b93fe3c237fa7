"""What people and patterns bring, on the hotspots page: in one list with what is counted, each place once,
picked and passed over like any other.
"""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from patrolqr.demo.patrols import TEAM
from patrolqr.desk.shared import inputs
from patrolqr.steps.brought import KINDS
from patrolqr.store import Session, picks, reasons
from tests.builders.databases import TOWN_DAY
from tests.builders.duties import duty_now
from tests.builders.incidents import keep_in, name_places
from tests.builders.reasons import put, reason
from tests.pages.conftest import Opener, shown
from tests.pages.test_hotspots import MARKET, QUIET, incidents

CANAL = "E398000N310000"
"""The square of builders/reasons.reason."""

IN_MARKET: dict[str, Any] = {"easting": 397_800.0, "northing": 310_300.0, "place": "Market Square"}


@pytest.fixture
def town(desk: Session) -> Session:
    """Give a desk with a market and a quiet close, in two wards."""
    name_places(desk, {"N1": "Market Ward", "N2": "Outer Ward"})
    keep_in(desk, incidents(MARKET, 30, street="Market Square", neighbourhood_id="N1"))
    keep_in(desk, incidents(QUIET, 1, street="Rose Close", neighbourhood_id="N2"))
    return desk


def opened(open_page: Opener, **asked: Any) -> AppTest:
    page = open_page("hotspots", **inputs.of_duty(duty_now()), **asked)
    assert not page.exception
    return page


def labels(page: AppTest) -> list[str]:
    return [box.label for box in page.checkbox]


def press(page: AppTest, label: str) -> AppTest:
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception
    return page


def test_what_came_in_stands_above_the_counts_and_these_stay_as_they_are(
    town: Session, open_page: Opener
) -> None:
    usual = labels(opened(open_page))
    put(town, reason())
    page = opened(open_page)
    assert labels(page) == ["A Canal Street", *usual]
    assert r":gray-badge[Came in] 1 call\: Bikes on the canal path \(101\)" in shown(page)
    (said,) = (each for each in page.caption if "most urgent first" in each.value)
    assert "First places under a priority" in said.help


def test_a_place_that_is_counted_too_is_one_row_with_all_its_whys(
    town: Session, open_page: Opener
) -> None:
    put(town, reason(**IN_MARKET))
    page = opened(open_page)
    assert labels(page) == ["1 Market Square", "2 Rose Close"]
    assert "1 call" in shown(page)
    assert "30 incidents in 3 months" in shown(page)


def test_brief_these_picks_it_and_takes_its_reason_for_tonight(
    town: Session, open_page: Opener
) -> None:
    here, market = put(town, reason(), reason(**IN_MARKET))
    page = opened(open_page)
    page.checkbox(key=f"tick-{CANAL}").check().run()
    press(page, "Brief these")
    (pick,) = picks.picks(town, duty_now())
    assert (pick.area.name, pick.area.cell, pick.why) == ("Canal Street", CANAL, "1 call")
    decided = [reasons.standing(town, duty_now(), each).decision for each in (here, market)]
    assert decided == ["tonight", ""]
    why = next(box for box in page.text_area if box.label == "Canal Street: why")
    assert why.value == "1 call (101)"


def test_not_tonight_keeps_why_for_place_and_reason_and_undo_takes_both_back(
    town: Session, open_page: Opener
) -> None:
    (item,) = put(town, reason())
    page = opened(open_page)
    page = page.menu_button(key=f"not-{CANAL}").click("Too few officers").run()
    assert "Not tonight: Too few officers · this computer, " in shown(page)
    standing = reasons.standing(town, duty_now(), item)
    assert (standing.decision, standing.why) == ("not_tonight", "Too few officers")
    press(page, ":small[Undo]")
    assert "Too few officers" not in shown(page)
    assert reasons.standing(town, duty_now(), item).decision == ""


def test_three_places_stand_there_and_the_rest_is_folded_with_its_number(
    town: Session, open_page: Opener
) -> None:
    put(town, *(_at(number) for number in range(5)))
    page = opened(open_page)
    assert [label[0] for label in labels(page)] == ["A", "B", "C", "1", "2"]
    (folded,) = (each for each in page.expander if "more" in each.label)
    assert folded.label == "2 more: 2 where something came in"
    page.session_state["brought"] = True
    page.run()
    assert len(labels(page)) == 7
    first = page.checkbox[0]
    cell = str(first.key).removeprefix("tick-")
    page = page.menu_button(key=f"not-{cell}").click("Dealt with already").run()
    # it stays where it was, and the next one comes up
    assert [label[0] for label in labels(page)] == ["A", "B", "C", "D", "1", "2"]
    assert labels(page)[0] == first.label


def test_what_is_picked_already_asks_for_no_pick_above(town: Session, open_page: Opener) -> None:
    put(town, reason())
    page = opened(open_page)
    page.checkbox(key=f"tick-{CANAL}").check().run()
    press(page, "Brief these")
    page = opened(open_page)
    assert labels(page) == ["1 Market Square", "2 Rose Close"]
    assert page.multiselect(key="cells").value == [f"Canal Street · {CANAL}"]
    assert "1 more: 1 where something came in" in [each.label for each in page.expander]


def test_the_neighbourhoods_chosen_hold_for_what_is_brought(
    town: Session, open_page: Opener
) -> None:
    put(town, reason(neighbourhood_id="N2"), reason(**IN_MARKET, neighbourhood_id="N1"))
    assert labels(opened(open_page, places="Market Ward")) == ["1 Market Square"]
    assert labels(opened(open_page, places="Outer Ward")) == ["A Canal Street", "1 Rose Close"]


def test_what_has_no_place_is_counted_and_led_to(town: Session, open_page: Opener) -> None:
    put(town, reason(easting=None, northing=None, place=None))
    page = opened(open_page)
    assert ":small[1 came in without a place: Inbox]" in [
        each.proto.label for each in page.get("page_link")
    ]


def test_the_demo_town_has_a_place_brought_by_each_kind(
    town_desk: Session, open_page: Opener
) -> None:
    page = open_page("hotspots", team=TEAM.team_id, day=f"{TOWN_DAY}", shift="Late")
    assert not page.exception
    for kind in KINDS:
        assert f":gray-badge[{kind}]" in _all(page)


def _all(page: AppTest) -> str:
    page.session_state["brought"] = True
    return shown(page.run())


def _at(number: int) -> dict[str, Any]:
    return reason(easting=402_100.0 + 250 * number, reference=f"{number}", place=f"Lane {number}")


def test_of_hundreds_that_came_in_twenty_are_unfolded_and_the_inbox_has_the_others(
    town: Session, open_page: Opener
) -> None:
    put(town, *(_at(number) for number in range(24)))
    page = opened(open_page)
    page.session_state["brought"] = True
    page.run()
    assert len(page.checkbox) == 3 + 20 + 2
    assert ":small[1 more in the Inbox]" in [each.proto.label for each in page.get("page_link")]


def test_what_was_brought_stands_also_where_nothing_is_counted(
    town: Session, open_page: Opener
) -> None:
    put(town, reason())
    page = opened(open_page, types="Drugs")
    assert "No incidents in this choice" in shown(page)
    assert labels(page) == ["A Canal Street"]
    page.checkbox[0].check().run()
    press(page, "Brief these")
    (pick,) = picks.picks(town, duty_now())
    assert pick.area.cell == CANAL
