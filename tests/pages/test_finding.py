"""A street, a place or a square found by its name on Hotspots, and picked there."""

from streamlit.testing.v1 import AppTest

from patrolqr.store import Session
from tests.builders.streets import put_streets
from tests.pages.conftest import Opener, shown
from tests.pages.test_hotspots import MARKET, QUIET, chosen, town

__all__ = ["town"]

BESIDE = "E400250N310000"


def typed(page: AppTest, text: str) -> AppTest:
    """Return the page with Find unfolded and that text typed into it."""
    page.session_state["finding"] = True
    page.run()
    page.session_state["finding"] = True
    return page.text_input(key="find").input(text).run()


def test_a_street_leads_to_its_squares_and_a_tick_picks_one(
    town: Session, open_page: Opener
) -> None:
    put_streets(town, Canal_Road=[(10, 10), (300, 10)])
    page = typed(open_page("hotspots"), "canal road")
    assert not page.exception
    assert "**Canal Road** :small[:gray[street, runs through 2 squares]]" in shown(page)
    assert [page.checkbox(key=f"find-{cell}").label for cell in (QUIET, BESIDE)] == [
        "Rose Close",
        f"Canal Road ({BESIDE})",
    ]
    said = [each.value for each in page.caption]
    assert "1 · no. 3" in said
    assert "nothing counted" in said
    page.session_state["finding"] = True
    page.checkbox(key=f"find-{BESIDE}").check().run()
    assert chosen(page) == [BESIDE]
    assert page.query_params["find"] == "canal road"


def test_a_link_opens_what_it_found(town: Session, open_page: Opener) -> None:
    put_streets(town, Canal_Road=[(10, 10), (300, 10)])
    assert "**Canal Road**" in shown(open_page("hotspots", find="canal"))


def test_a_name_of_nothing_and_a_town_without_streets_are_said(
    town: Session, open_page: Opener
) -> None:
    page = typed(open_page("hotspots"), "Nowhere Street")
    assert "No street, place or square is called “Nowhere Street”." in shown(page)
    assert "No streets are loaded, so squares alone are searched." in shown(page)
    assert "Type at least three letters" in shown(typed(page, "No"))


def test_a_square_is_found_by_what_it_is_called(town: Session, open_page: Opener) -> None:
    page = typed(open_page("hotspots"), "market")
    assert page.checkbox(key=f"find-{MARKET}").label == "Market Square"
    assert "Squares called so" not in shown(page)


def test_a_long_street_shows_its_busiest_squares_and_says_how_many_there_are(
    town: Session, open_page: Opener
) -> None:
    put_streets(town, Long_Road=[(10, 10), (3000, 10)])
    page = typed(open_page("hotspots"), "long road")
    assert "runs through 13 squares, the busiest 8 of them below" in shown(page)
    boxes = [box.key for box in page.checkbox if str(box.key).startswith("find-")]
    assert len(boxes) == 8
    assert boxes[0] == f"find-{QUIET}"


def test_two_streets_that_meet_in_a_square_show_it_once(town: Session, open_page: Opener) -> None:
    put_streets(town, Canal_Road=[(10, 10), (200, 10)], Canal_Street=[(10, 200), (200, 200)])
    page = typed(open_page("hotspots"), "canal")
    assert not page.exception
    assert "1 of its squares stands above." in shown(page)


def test_what_is_typed_into_the_choice_and_names_no_square_is_looked_for(
    town: Session, open_page: Opener
) -> None:
    put_streets(town, Canal_Road=[(10, 10), (300, 10)])
    page = open_page("hotspots", cells=MARKET)
    page.multiselect(key="cells").set_value([MARKET, "canal ro"]).run()
    assert chosen(page) == [MARKET]
    assert "**Canal Road**" in shown(page)


def test_it_is_there_where_nothing_is_counted(town: Session, open_page: Opener) -> None:
    page = typed(open_page("hotspots", types="Robbery"), "rose close")
    assert page.checkbox(key=f"find-{QUIET}").label == "Rose Close"
