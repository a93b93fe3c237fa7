"""Squares of 150 m where places are exact: chosen on Hotspots, in the address, on list, map and Place."""

from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from patrolqr.core.area import Candidate
from patrolqr.core.coin import Kind
from patrolqr.geo import squares
from patrolqr.steps import masking
from patrolqr.store import Session, coins, picks
from tests.builders.duties import duty
from tests.builders.incidents import keep_in
from tests.builders.logs import visit
from tests.pages.conftest import Opener, shown
from tests.pages.test_finding import typed
from tests.pages.test_hotspots import chosen, tick, town

__all__ = ["town"]

DAY = date(2026, 11, 24)
LARGE = "E397500N310500"
NEAR, FAR = "E397500N310500x150", "E397650N310500x150"
"""Squares of 150 m that lie mostly in the large one."""


def at(cell: str, number: int, street: str) -> pd.DataFrame:
    """Return so many burglaries to the minute in the middle of a square."""
    easting, northing = squares.middle(cell)
    when = [pd.Timestamp("2026-11-01", tz="UTC") + pd.Timedelta(days=n) for n in range(number)]
    return pd.DataFrame(
        {"occurred_at": when, "occurred_from": when, "occurred_to": when}
    ).assign(
        patrol_day=[each.date() for each in when], month=date(2026, 11, 1), precision="minute",
        category="Burglary", easting=easting, northing=northing, street=street,
    )  # fmt: skip


@pytest.fixture
def exact(desk: Session) -> Session:
    """Give a desk with seven burglaries in one small square and five in the one beside it."""
    keep_in(desk, pd.concat([at(NEAR, 7, "Mill Lane"), at(FAR, 5, "Rose Close")]))
    return desk


def opened(open_page: Opener, **query: str | list[str]) -> AppTest:
    page = open_page("hotspots", day=DAY.isoformat(), shift="Late", **query)
    assert not page.exception
    return page


def rows(page: AppTest) -> list[str]:
    return [box.label for box in page.checkbox]


def plainly(text: str) -> str:
    """Return a text without the marks that keep Markdown out."""
    return text.replace("\\", "")


def captions(page: AppTest) -> str:
    return plainly(" ".join(each.value for each in page.caption))


def pick(store: Session, cell: str, name: str) -> None:
    picks.pick(store, duty(DAY), [Candidate(cell, name, squares.outline(cell), None, "7 calls")])


def test_the_side_is_chosen_and_stands_in_the_address(exact: Session, open_page: Opener) -> None:
    page = opened(open_page)
    assert page.selectbox(key="side").value == "250"
    assert page.query_params["side"] == "250"
    assert rows(page) == ["1 Mill Lane"]
    page.selectbox(key="side").set_value("150").run()
    assert page.query_params["side"] == "150"
    assert rows(page) == ["1 Mill Lane", "2 Rose Close"]
    assert rows(opened(open_page, side="150")) == ["1 Mill Lane", "2 Rose Close"]


def test_a_side_that_there_is_not_is_said(exact: Session, open_page: Opener) -> None:
    page = opened(open_page, side="75")
    assert "asks for “75”, which is not a side of squares" in plainly(page.warning[0].value)
    assert page.selectbox(key="side").value == "250"


def test_a_picked_square_stays_of_its_size_in_the_other_list(
    exact: Session, open_page: Opener
) -> None:
    page = tick(opened(open_page, side="150"), NEAR)
    assert chosen(page) == [NEAR]
    page.selectbox(key="side").set_value("250").run()
    assert chosen(page) == [NEAR]
    assert not page.checkbox(key=f"tick-{LARGE}").value


def test_ground_that_is_picked_as_a_larger_square_is_said_and_gets_no_second_dose(
    exact: Session, open_page: Opener
) -> None:
    before = shown(opened(open_page, side="150"))
    assert "Mostly in square" not in before
    pick(exact, LARGE, "Mill Lane")
    page = opened(open_page, side="150")
    assert chosen(page) == [LARGE]
    captions = [plainly(each.value) for each in page.caption]
    said = f":orange[:material/warning:] Mostly in square {LARGE}, which is picked"
    assert captions.count(said) == 2
    # nothing of the list is left for tonight's line: all of it is picked already
    assert not any("minutes end here" in each.value for each in page.markdown)


def test_a_larger_square_is_on_the_ground_of_smaller_ones_and_not_in_one_of_them(
    exact: Session, open_page: Opener
) -> None:
    for cell in (NEAR, FAR):
        pick(exact, cell, "Mill Lane")
    told = captions(opened(open_page))
    assert f"On the ground of square {NEAR}, which is picked" in told
    assert "Mostly in square" not in told


@pytest.mark.parametrize("kind", ["hold_out", "level"])
def test_ground_that_a_coin_left_out_in_part_of_a_larger_square_is_not_in_the_line(
    exact: Session, open_page: Opener, kind: Kind
) -> None:
    def has_line(page: AppTest) -> bool:
        return any("minutes end here" in each.value for each in page.markdown)

    assert has_line(opened(open_page))
    among = [Candidate(each, "Place", squares.outline(each), None, "") for each in (NEAR, FAR)]
    toss = coins.toss(exact, duty(DAY), among, 1, kind=kind)
    page = opened(open_page)
    assert not has_line(page)
    said = f"On the ground of square {toss.held[0]}, which is not for tonight: {coins.LEFT[kind]}"
    assert said in captions(page)
    # somebody who passes over so little of it does not mean the rest
    place = next(each for each in among if each.cell == toss.held[0])
    picks.pass_over(exact, duty(DAY), place, "Too few officers")
    assert has_line(opened(open_page))


def test_ground_that_is_masked_as_a_larger_square_is_no_candidate(
    exact: Session, open_page: Opener
) -> None:
    place = Candidate(LARGE, "Mill Lane", squares.outline(LARGE), None, "")
    masking.mask(exact, duty(DAY), place, "Private ground")
    page = opened(open_page, side="150")
    assert rows(page) == []
    page.session_state["masked"] = True
    page.run()
    assert "1 square masked" in [each.label for each in page.expander]
    masking.unmask(exact, duty(DAY), NEAR)  # whoever takes back one of them means all of it
    assert rows(opened(open_page, side="150")) == ["1 Mill Lane", "2 Rose Close"]


def test_a_masked_small_square_does_not_mask_the_larger_one(
    exact: Session, open_page: Opener
) -> None:
    place = Candidate(NEAR, "Mill Lane", squares.outline(NEAR), None, "")
    masking.mask(exact, duty(DAY), place, "Private ground")
    assert rows(opened(open_page, side="150")) == ["2 Rose Close"]
    assert rows(opened(open_page)) == ["1 Mill Lane"]


def test_squares_are_found_in_the_list_s_size_and_by_their_own_name_in_any(
    exact: Session, open_page: Opener
) -> None:
    page = typed(opened(open_page, side="150"), "rose close")
    assert page.checkbox(key=f"find-{FAR}").label == "Rose Close"
    page = typed(opened(open_page, side="150"), LARGE.lower())
    assert page.checkbox(key=f"find-{LARGE}").label == LARGE
    assert "250 m square" in [each.value for each in page.caption]


def test_the_map_says_the_size_of_its_squares(exact: Session, open_page: Opener) -> None:
    from patrolqr.desk.hotspots import on_map

    assert "{side} m square" in on_map.UNITS[on_map.COUNTS]
    page = opened(open_page, side="150", shows="Density")
    assert not page.exception


def test_place_counts_in_the_square_s_own_size(exact: Session, open_page: Opener) -> None:
    for cell, number in ((NEAR, "7"), (LARGE, "12")):
        page = open_page("place", day="2026-11-30", shift="Late", cell=cell)
        assert not page.exception
        figures = {each.label: str(each.value) for each in page.metric}
        assert [figures[name] for name in figures if name.startswith("Incidents")] == [number]
        assert f"{squares.side(cell)} m square {cell}" in shown(page)


def test_place_leads_to_the_patrol_area_of_another_size_on_its_ground(
    exact: Session, open_page: Opener
) -> None:
    alone = open_page("place", day=DAY.isoformat(), shift="Late", cell=NEAR)
    assert "nobody was sent here by PatrolQR" in shown(alone) + captions(alone)
    pick(exact, LARGE, "Mill Lane")
    page = open_page("place", day=DAY.isoformat(), shift="Late", cell=NEAR)
    assert not page.exception
    assert "nobody was sent here" not in captions(page)
    (link,) = [each for each in page.get("page_link") if "same ground" in each.proto.label]
    assert link.proto.label == ":small[Mill Lane, on the same ground]"
    (picked,) = picks.picks(exact, duty(DAY))
    assert picked.area.area_id in link.proto.query_string


def test_snapped_points_are_not_counted_in_smaller_squares(
    town: Session, open_page: Opener
) -> None:
    page = opened(open_page, side="150")
    assert [plainly(each.value) for each in page.warning] == [
        f"The address asks for squares of 150 m. {squares.TOO_FINE}"
    ]
    assert "side" not in [each.key for each in page.selectbox]
    assert "side" not in page.query_params
    place = open_page("place", day="2026-11-30", shift="Late", cell=NEAR)
    assert not place.exception
    assert squares.TOO_FINE in " ".join(each.value for each in place.caption)


def test_whether_patrols_helped_is_not_told_from_snapped_points_in_a_smaller_square(
    town: Session, open_page: Opener
) -> None:
    pick(town, NEAR, "Mill Lane")
    (picked,) = picks.picks(town, duty(DAY))
    visit(town, picked.area.area_id, date(2025, 3, 3))
    page = open_page("place", day="2026-11-30", shift="Late", cell=NEAR, helped="true")
    assert not page.exception
    assert plainly(shown(page)).count(f"Nothing can be said. {squares.TOO_FINE}") == 1
    page = open_page("place", day="2026-11-30", shift="Late", cell=LARGE, helped="true")
    assert squares.TOO_FINE not in plainly(shown(page)) + captions(page)


def test_beside_exact_data_the_choice_is_shown_as_it_is(
    exact: Session, town: Session, open_page: Opener
) -> None:
    page = opened(open_page, data="Month only")
    box = page.selectbox(key="side")
    assert (box.disabled, box.value, box.help) == (True, "250", squares.TOO_FINE)
    page.selectbox(key="data").set_value("To the minute").run()
    assert not page.selectbox(key="side").disabled
