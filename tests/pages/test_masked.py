"""A place that cannot be patrolled leaves list and plan, and says why on map, list, search and Place."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
from streamlit.testing.v1 import AppTest

from patrolqr.core import clock
from patrolqr.core.area import Candidate
from patrolqr.core.mask import WHYS
from patrolqr.desk.hotspots import on_map
from patrolqr.desk.shared import inputs
from patrolqr.geo import squares
from patrolqr.steps import masking
from patrolqr.store import Session, masks, picks
from tests.builders.duties import duty, duty_now
from tests.builders.reasons import put, reason
from tests.pages.conftest import Opener, shown
from tests.pages.test_brought import CANAL
from tests.pages.test_finding import typed
from tests.pages.test_hotspots import MARKET, PRISON, QUIET, chosen, counted_above_line, tick, town

__all__ = ["town"]

WHY = "Closed for works"
SAID = f"Cannot be patrolled: {WHY}"


def day() -> date:
    return clock.today() + timedelta(days=1)


def opened(open_page: Opener, **query: str | list[str]) -> AppTest:
    return open_page("hotspots", day=day().isoformat(), shift="Late", **query)


def mask(store: Session, cell: str = MARKET, name: str = "Market Square") -> None:
    place = Candidate(cell, name, squares.outline(cell), None, "")
    masking.mask(store, duty(day()), place, WHY)


def unfolded(page: AppTest) -> AppTest:
    page.session_state["masked"] = True
    return page.run()


def words(page: AppTest) -> str:
    """Return what the page shows, people's words without the marks that keep Markdown out."""
    return shown(page).replace("\\", "")


def labels(page: AppTest) -> list[str]:
    return [box.label for box in page.checkbox]


def test_a_candidate_that_is_chosen_for_no_night_is_asked_about_and_leaves_the_list(
    town: Session, open_page: Opener
) -> None:
    page = tick(opened(open_page), MARKET)
    page.menu_button(key=f"not-{MARKET}").click("Not on any night …").run()
    assert page.button(key="mask_it").disabled
    page.selectbox(key="mask_why").set_value(WHY)
    page.session_state["mask_asked"] = Candidate(
        MARKET, "Market Square", squares.outline(MARKET), "N1", "30"
    )
    page.run()  # a dialog runs alone in a browser; here the whole page does
    page.button(key="mask_it").click().run()
    assert not page.exception
    assert labels(page) == ["1 Prison", "3 Rose Close"]
    assert chosen(page) == []
    assert masks.masked(town, day())[MARKET].why == WHY


def test_masked_it_is_on_neither_list_nor_plan_and_keeps_nobodys_number(
    town: Session, open_page: Opener
) -> None:
    mask(town)
    page = opened(open_page)
    assert not page.exception
    assert labels(page) == ["1 Prison", "3 Rose Close"]
    assert "1 square masked" in " ".join(each.label for each in page.expander)
    assert SAID not in words(page)
    page = unfolded(page)
    assert f"{SAID} · {town.actor.person}" in words(page)
    assert "30 · no. 2" in shown(page)


def test_tonights_line_ends_at_the_next_place(town: Session, open_page: Opener) -> None:
    minutes = {"officers": "1", "each": "30"}  # one place; nobody is sent to the prison
    assert counted_above_line(opened(open_page, **minutes)).startswith("**30**")
    place = Candidate(MARKET, "Market Square", squares.outline(MARKET), None, "")
    masking.mask(town, duty(day() - timedelta(days=1)), place, WHY)  # for that night, and on
    assert counted_above_line(opened(open_page, **minutes)).startswith("**1**")


def test_what_people_bring_there_stands_with_why_it_cannot_be_patrolled(
    town: Session, open_page: Opener
) -> None:
    put(town, reason())
    on = duty_now()
    query = inputs.of_duty(on)
    assert "A Canal Street" in labels(open_page("hotspots", **query))
    place = Candidate(CANAL, "Canal Street", squares.outline(CANAL), None, "")
    masking.mask(town, on, place, WHY)
    page = open_page("hotspots", **query)
    assert "A Canal Street" not in labels(page)
    assert "Bikes on the canal path" not in shown(page)
    assert "Bikes on the canal path" in shown(unfolded(page))


def test_undo_brings_it_back(town: Session, open_page: Opener) -> None:
    mask(town)
    page = unfolded(opened(open_page))
    page.session_state["masked"] = True
    page.button(key=f"unmask-{MARKET}").click().run()
    assert labels(page) == ["1 Prison", "2 Market Square", "3 Rose Close"]
    assert masks.masked(town, day()) == {}


def test_what_is_picked_all_the_same_says_so(town: Session, open_page: Opener) -> None:
    mask(town)
    page = opened(open_page, cells=MARKET)
    assert chosen(page) == [MARKET]
    assert "Picked all the same:" in shown(page)
    assert "Picked all the same:" not in shown(opened(open_page, cells=QUIET))


def test_the_map_marks_it_and_says_why(town: Session) -> None:
    mask(town, "E401000N310000", "Quarry")
    there = masks.masked(town, day())
    rows = pd.DataFrame({"cell": [PRISON], "name": ["Prison"], "count": [40], "rank": [1]})
    told: dict[str, Any] = {"ranks": {PRISON: 1}, "said": {}}
    drawn = on_map.with_masked(rows, told, rows, there)
    assert told["ranks"] == {PRISON: 1, "E401000N310000": "×"}
    assert told["said"]["E401000N310000"] == ["Quarry", f"× {SAID}"]
    assert list(drawn["cell"]) == [PRISON, "E401000N310000"]


def test_it_is_found_by_its_name_and_by_why(town: Session, open_page: Opener) -> None:
    mask(town)
    for text in ("market", "closed works"):
        page = typed(opened(open_page), text)
        assert page.checkbox(key=f"find-{MARKET}").label == "Market Square"
        assert SAID in words(page)


def test_its_page_says_why_and_takes_it_back(town: Session, open_page: Opener) -> None:
    mask(town)
    page = open_page("place", cell=MARKET, day=day().isoformat(), shift="Late")
    assert SAID in words(page)
    page.button(key=f"unmask-{MARKET}").click().run()
    assert not page.exception
    assert masks.masked(town, day()) == {}


def test_its_page_masks_it_with_all_squares_of_its_area(town: Session, open_page: Opener) -> None:
    place = Candidate(MARKET, "Market Square", squares.outline(MARKET), None, "")
    picks.pick(town, duty(day()), [place])
    page = open_page("place", cell=MARKET, day=day().isoformat(), shift="Late")
    page.selectbox(key="mask_why").set_value(WHYS[0]).run()
    page.date_input(key="mask_until").set_value(day()).run()
    page.button(key="mask_it").click().run()
    assert not page.exception
    (kept,) = masks.masked(town, day()).values()
    assert (kept.cells, kept.why, kept.until) == ((MARKET,), WHYS[0], day())
    assert picks.picks(town, duty(day())) == []
    assert f"Cannot be patrolled: {WHYS[0]}, until" in words(page)
