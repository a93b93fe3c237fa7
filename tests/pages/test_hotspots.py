"""The hotspots page: where, why there, and a choice that becomes patrol areas."""

from datetime import date, time, timedelta
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from patrolqr.analysis import periods
from patrolqr.core import clock, settings
from patrolqr.core.area import Candidate
from patrolqr.core.choice import PlaceChoice
from patrolqr.core.team import Team
from patrolqr.demo.patrols import TOWN_CENTRE
from patrolqr.geo import squares
from patrolqr.store import Session, coins, picks, teams
from tests.builders.duties import TEAM as LOCAL
from tests.builders.duties import duty
from tests.builders.incidents import keep_in, name_places
from tests.pages.conftest import Opener, shown

TEAM = LOCAL.team_id
MARKET, PRISON, QUIET = "E397750N310250", "E390000N309000", "E400000N310000"


def incidents(cell: str, count: int, *, street: str, **other: object) -> pd.DataFrame:
    """Return so many incidents in the middle of a square, in June to August 2025."""
    easting, northing = (int(part) + 125 for part in cell[1:].split("N"))
    months = [date(2025, 6 + number % 3, 1) for number in range(count)]
    return pd.DataFrame(
        {"month": months, "street": street, "easting": easting, "northing": northing} | other,
        index=range(count),
    )


@pytest.fixture
def town(desk: Session) -> Session:
    """Give a desk with three squares: a market, a prison that is busier, and a quiet close."""
    name_places(desk, {"N1": "Market Ward", "N2": "Outer Ward"})
    keep_in(
        desk,
        incidents(
            MARKET, 30, street="Market Square", neighbourhood_id="N1", category="Shoplifting"
        ),
    )
    keep_in(desk, incidents(PRISON, 40, street="Prison", neighbourhood_id="N2", category="Drugs"))
    keep_in(
        desk, incidents(QUIET, 1, street="Rose Close", neighbourhood_id="N2", category="Burglary")
    )
    return desk


def tick(page: AppTest, cell: str) -> AppTest:
    return page.checkbox(key=f"tick-{cell}").check().run()


def chosen(page: AppTest) -> list[str]:
    return [str(entry).rsplit(" · ", 1)[-1] for entry in page.multiselect(key="cells").value]


def counted_above_line(page: AppTest) -> str:
    """Return the figures of the last row above tonight's line."""
    lines = [each.value for each in page.markdown]
    ends = next(at for at, said in enumerate(lines) if "minutes end here" in said)
    return [each for each in lines[:ends] if each.startswith("**")][-1]


def test_without_incidents_the_page_says_how_to_load_some(desk: Session, open_page: Opener) -> None:
    page = open_page("hotspots")
    assert not page.exception
    assert "python -m patrolqr load" in shown(page)


def test_the_header_says_how_much_up_to_when_and_how_exact(
    town: Session, open_page: Opener
) -> None:
    assert "71 incidents to 31 Aug 2025 · public reports · month only, snapped points" in shown(
        open_page("hotspots")
    )


def test_the_busiest_come_first_each_with_its_reason(town: Session, open_page: Opener) -> None:
    page = open_page("hotspots")
    assert [box.label for box in page.checkbox] == [
        "1 Prison",
        "2 Market Square",
        "3 Rose Close",
    ]
    assert "30 incidents in 3 months" in shown(page)
    assert "all shoplifting" in shown(page)


def test_a_point_that_draws_records_from_elsewhere_carries_a_warning(
    town: Session, open_page: Opener
) -> None:
    assert shown(open_page("hotspots")).count("crimes inside the prison are recorded here") == 1


def test_crime_types_and_neighbourhoods_narrow_what_is_counted(
    town: Session, open_page: Opener
) -> None:
    burglaries = open_page("hotspots", types="Burglary")
    assert [box.label for box in burglaries.checkbox] == ["1 Rose Close", "2 Market Square"]
    assert "no burglaries in 3 months; a place this busy usually has 1.0" in shown(burglaries)
    page = open_page("hotspots", places="Market Ward")
    assert [box.label for box in page.checkbox] == ["1 Market Square"]
    nothing = open_page("hotspots", types="Robbery")
    assert not nothing.exception
    assert "No incidents in this choice" in shown(nothing)


def test_a_teams_ground_stands_for_its_neighbourhoods(town: Session, open_page: Opener) -> None:
    kept = teams.keep(town, Team("centre", "Centre", neighbourhoods=("N1",)))
    page = open_page("hotspots", places=f"Ground of {kept.name}")
    assert [box.label for box in page.checkbox] == ["1 Market Square"]
    assert not page.warning


def test_ticking_picks_and_unticking_unpicks(town: Session, open_page: Opener) -> None:
    page = tick(open_page("hotspots"), MARKET)
    assert chosen(page) == [MARKET]
    assert page.checkbox(key=f"tick-{MARKET}").value
    assert "30** of" in shown(page)
    page.checkbox(key=f"tick-{MARKET}").uncheck().run()
    assert chosen(page) == []


def test_a_link_opens_with_its_picks_even_where_they_rank_no_longer(
    town: Session, open_page: Opener
) -> None:
    elsewhere = "E405000N300000"
    page = open_page("hotspots", cells=[f"Old name · {MARKET}", elsewhere])
    assert not page.exception
    assert chosen(page) == [MARKET, elsewhere]
    assert page.checkbox(key=f"tick-{MARKET}").value
    assert chosen(tick(page, QUIET)) == [MARKET, elsewhere, QUIET]


def test_every_square_of_the_map_is_found_by_typing_its_name(
    town: Session, open_page: Opener
) -> None:
    for number in range(15):
        keep_in(town, incidents(f"E{401000 + 250 * number}N310000", 2, street=f"Lane {number}"))
    page = open_page("hotspots")
    assert len(page.checkbox) == 10
    offered = page.multiselect(key="cells").options
    assert len(offered) == 18
    assert "Rose Close · " + QUIET in offered


def test_words_that_name_no_square_are_no_pick(town: Session, open_page: Opener) -> None:
    page = open_page("hotspots", cells="somewhere nice")
    assert not page.exception
    assert "0** of" in shown(page)


def test_more_than_there_are_minutes_for_is_said(town: Session, open_page: Opener) -> None:
    page = open_page("hotspots", cells=[MARKET, QUIET], minutes="30")
    assert "30 too many" in shown(page)


def test_brief_these_makes_patrol_areas_for_that_day_and_shift_and_opens_the_briefing(
    town: Session, open_page: Opener
) -> None:
    day = clock.today() + timedelta(days=1)
    page = open_page("hotspots", day=day.isoformat(), shift="Late")
    tick(tick(page, MARKET), QUIET)
    next(button for button in page.button if button.label == "Brief these").click().run()
    assert not page.exception
    market, quiet = picks.picks(town, duty(day))
    assert (market.area.name, market.area.cell, market.area.neighbourhood_id) == (
        "Market Square",
        MARKET,
        "N1",
    )
    assert quiet.area.cell == QUIET
    assert market.why.startswith("30 incidents in 3 months")
    assert page.query_params["day"] == day.isoformat()
    assert "Briefing" in [title.value for title in page.title]


def test_what_is_picked_for_that_shift_arrives_ticked_and_leaves_only_when_taken_out(
    town: Session, open_page: Opener
) -> None:
    day = clock.today()
    first = Candidate(QUIET, "Rose Close", squares.outline(QUIET), "N2", "why")
    picks.pick(town, duty(day), [first])
    page = open_page("hotspots", day=day.isoformat(), shift="Late", cells=MARKET)
    assert chosen(page) == [QUIET, MARKET]
    assert "not in this choice" not in shown(page)
    page.checkbox(key=f"tick-{QUIET}").uncheck().run()
    assert "Picked for this shift and not in this choice: Rose Close" in shown(page)
    next(button for button in page.button if button.label == "Keep").click().run()
    assert chosen(page) == [MARKET, QUIET]
    page.checkbox(key=f"tick-{QUIET}").uncheck().run()
    next(button for button in page.button if button.label == "Take out").click().run()
    assert not page.exception
    assert picks.picks(town, duty(day)) == []
    assert "not in this choice" not in shown(page)


def test_what_is_typed_and_names_no_square_is_dropped(town: Session, open_page: Opener) -> None:
    page = open_page("hotspots", cells=MARKET)
    page.multiselect(key="cells").set_value([MARKET, "somewhere nice"]).run()
    assert chosen(page) == [MARKET]


def test_data_to_the_minute_and_by_month_are_never_counted_together(
    town: Session, open_page: Opener
) -> None:
    days = {"precision": "minute", "patrol_day": date(2025, 8, 5)}
    keep_in(town, incidents(QUIET, 7, street="Rose Close", **days))
    page = open_page("hotspots")
    assert "7 incidents to 5 Aug 2025 · public reports · to the minute" in shown(page)
    page.selectbox(key="data").select("Month only").run()
    assert "71 incidents to 31 Aug 2025" in shown(page)


def test_how_much_falls_into_the_shift_is_said_of_what_has_a_time(
    town: Session, open_page: Opener
) -> None:
    assert "hours" not in shown(open_page("hotspots"))
    tuesday = date(2025, 8, 5)
    at = {"patrol_day": tuesday, "occurred_at": clock.at(tuesday, time(22))}
    keep_in(town, incidents(QUIET, 25, street="Rose Close", precision="minute", **at))
    page = open_page("hotspots", team=TEAM, day="2025-08-12", shift="Late")
    assert "25 of its 25 fall in Late hours, 25 of them on a Tuesday; most from" in shown(page)
    page = open_page("hotspots", team=TEAM, day="2025-08-13", shift="Early")
    assert "0 of its 25 fall in Early hours" in shown(page)


def test_other_dates_of_month_data_are_whole_months(town: Session, open_page: Opener) -> None:
    page = open_page("hotspots", period="Other dates …", dates=["2025-07-10", "2025-07-20"])
    assert not page.exception
    assert "10 incidents in 1 month" in shown(page)


def test_twelve_months_are_counted_unless_somebody_asks_otherwise(
    desk: Session, open_page: Opener
) -> None:
    for year in (2023, 2024, 2025):
        keep_in(desk, incidents(MARKET, 20, street="Market Square", month=date(year, 6, 1)))
    for month in periods.starts_between(date(2023, 6, 1), date(2025, 6, 1), "month"):
        keep_in(desk, incidents(QUIET, 1, street="Rose Close", month=month))
    page = open_page("hotspots")
    assert page.selectbox(key="period").value == "Last 12 months"
    assert "20 incidents in 12 months" in shown(page)
    assert "20 in the year before" in shown(page) or "within chance of the year before" in shown(
        page
    )


def test_months_that_are_not_loaded_are_named(desk: Session, open_page: Opener) -> None:
    for month in (date(2025, 1, 1), date(2025, 2, 1), date(2025, 4, 1)):
        keep_in(desk, incidents(MARKET, 5, street="Market Square", month=month))
    page = open_page("hotspots")
    assert "3 of 4 months loaded; March 2025 is missing" in shown(page).replace("\\", "")
    assert "15 incidents in the 3 of 4 months loaded" in shown(page)


def test_the_demo_town_has_hotspots(town_desk: Session, open_page: Opener) -> None:
    page = open_page("hotspots")
    assert not page.exception
    numbers = [box.label.split()[0] for box in page.checkbox]
    assert {str(number) for number in range(1, 11)} <= set(numbers)


def test_a_link_that_names_no_square_picks_nothing(town_desk: Session, open_page: Opener) -> None:
    page = open_page("hotspots", cells=["junk", "Market Square · E522000N350250"])
    assert not page.exception
    assert page.multiselect(key="cells").value == ["Market Square · E522000N350250"]


def test_whether_the_list_works_is_folded_and_told_once_opened(
    town: Session, open_page: Opener
) -> None:
    page = open_page("hotspots")
    assert "Made from" not in shown(page)
    page.session_state["list_check"] = True
    page.run()
    assert not page.exception
    assert "Made from 2 months and tried on August 2025" in shown(page)
    assert "The area is " in shown(page)


def test_a_place_is_passed_over_with_its_why_and_taken_back(
    town: Session, open_page: Opener
) -> None:
    page = tick(open_page("hotspots", team=TEAM, day="2025-09-02", shift="Late"), MARKET)
    page = page.menu_button(key=f"not-{MARKET}").click("Too few officers").run()
    assert chosen(page) == []
    assert "Not tonight: Too few officers · this computer, " in shown(page)
    assert not [each for each in page.menu_button if each.key == f"not-{MARKET}"]
    page = page.button(key=f"again-{MARKET}").click().run()
    assert chosen(page) == [MARKET]  # as it was before
    assert "Too few officers" not in shown(page)
    assert picks.passed_over(town, duty(date(2025, 9, 2))) == {}


def test_passing_over_what_is_picked_takes_it_out_without_asking_again(
    town: Session, open_page: Opener
) -> None:
    of = duty(date(2025, 9, 2))
    picks.pick(town, of, [Candidate(MARKET, "Market Square", squares.outline(MARKET), "N1", "")])
    page = open_page("hotspots", team=TEAM, day="2025-09-02", shift="Late")
    assert chosen(page) == [MARKET]
    page = page.menu_button(key=f"not-{MARKET}").click("Dealt with already").run()
    assert (chosen(page), picks.picks(town, of)) == ([], [])
    assert "Taken out of this shift" not in shown(page)
    page = tick(page, MARKET)
    assert "Taken out of this shift" not in shown(page)
    assert "Was not for tonight:] Dealt with already · this computer, " in shown(page)


def test_the_line_stands_where_tonights_minutes_end(town: Session, open_page: Opener) -> None:
    page = open_page("hotspots", officers="1", each="45", less="15")
    assert "0** of **30** minutes" in shown(page)
    # the prison is flagged: the first area that the minutes cover is the market
    assert counted_above_line(page).startswith("**30** · ")
    assert page.query_params["each"] == "45"


def test_what_is_picked_beside_the_list_has_its_minutes_first(
    town: Session, open_page: Opener
) -> None:
    """The line moves up by it; what is ticked above the line moves nothing."""
    page = tick(open_page("hotspots", officers="1", each="60"), MARKET)
    assert counted_above_line(page).startswith("**1**")
    page = tick(page, PRISON)
    assert counted_above_line(page).startswith("**30**")
    page.session_state["tonight"] = True
    page.run()
    assert "1 pick from beside these: 30 of 60 officer-minutes." in shown(page)
    assert "30 officer-minutes: 1 area of 2 visits of 15 minutes." in shown(page)


def test_a_number_that_is_none_in_the_address_is_left_out(town: Session, open_page: Opener) -> None:
    page = open_page("hotspots", officers="many", each="9999")
    assert "0** of **180** minutes" in shown(page)
    assert "which is not a number up to 1440 here" in shown(page)


def test_the_plan_is_folded_and_told_once_opened(town_desk: Session, open_page: Opener) -> None:
    page = open_page("hotspots")
    assert "officer-minutes: " not in shown(page)
    page.session_state["tonight"] = True
    page.run()
    assert not page.exception
    assert "180 officer-minutes: 6 areas of 2 visits of 15 minutes." in shown(page)
    (tried,) = (each.value for each in page.dataframe if "Caught" in each.value)
    assert tried["Areas"].tolist() == [2, 4, 6, 8, 10]
    page.number_input(key="officers").set_value(4)
    page.session_state["tonight"] = True
    page.run()
    assert "240 officer-minutes: 8 areas" in shown(page)
    assert page.query_params["officers"] == "4"


def test_a_coin_picks_what_it_draws_and_passes_over_the_rest(
    town_desk: Session, open_page: Opener
) -> None:
    page = open_page("hotspots")
    page.session_state["tonight"] = True
    page.run()
    assert "cannot be told apart" in shown(page)
    page.button(key="toss").click()
    page.session_state["tonight"] = True
    page.run()
    assert not page.exception
    toss = coins.tosses(town_desk, PlaceChoice())[0]
    assert set(chosen(page)) >= set(toss.drawn)
    assert not set(chosen(page)) & (set(toss.cells) - set(toss.drawn))
    assert f"seed {toss.seed}" in shown(page)
    assert not [each for each in page.button if each.key == "toss"]
    ledger = open_page("ledger")
    told = ledger.dataframe[0].value.set_index("name")["coin"]
    number = f"{len(toss.drawn)} of {len(toss.cells)}, seed {toss.seed}"
    assert set(told[told.str.endswith(toss.seed)]) == {f"not drawn, {number}"}


def test_nothing_is_held_out_unless_somebody_asks(town_desk: Session, open_page: Opener) -> None:
    before = coins.tosses(town_desk, PlaceChoice())
    page = open_page("hotspots")
    page.session_state["tonight"] = True
    page.run()
    assert not page.toggle(key="hold_out").value
    assert not [each for each in page.button if each.key == "hold_out_toss"]
    assert coins.tosses(town_desk, PlaceChoice()) == before


def test_a_coin_holds_out_a_place_above_the_line_and_never_one_that_is_ticked(
    town_desk: Session, open_page: Opener
) -> None:
    # the other team's places each have a standing priority
    page = open_page("hotspots", team=TOWN_CENTRE.team_id, shift="Early")
    (first,) = (each for each in page.checkbox if each.label.startswith("1 "))
    ticked = str(first.key).removeprefix("tick-")
    page = tick(page, ticked)
    page.session_state["tonight"] = page.session_state["hold_out"] = True
    page.run()
    assert page.number_input(key="hold_out_number").max == 4
    page.button(key="hold_out_toss").click()
    page.session_state["tonight"] = True
    page.run()
    assert not page.exception
    toss = coins.tosses(town_desk, PlaceChoice())[0]
    assert (toss.kind, len(toss.cells), len(toss.held)) == ("hold_out", 5, 1)
    assert sorted(chosen(page)) == sorted((*toss.drawn, ticked))
    (told,) = (each.value for each in page.caption if "Held out by a coin at" in each.value)
    assert f"seed {toss.seed}: " in told
    assert not [each for each in page.toggle if each.key == "hold_out"]
    ledger = open_page("ledger").dataframe[0].value
    (row,) = ledger[ledger["coin"].str.endswith(toss.seed)].to_dict("records")
    assert row["coin"] == f"held out, 1 of 5, seed {toss.seed}"
    assert row["why"] == f"Held out by a coin, seed {toss.seed}"
    page.button(key=f"again-{toss.held[0]}").click().run()
    assert chosen(page) == [ticked]
    on = TOWN_CENTRE.duty(toss.patrol_day, "Early")
    assert not set(toss.cells) & set(picks.passed_over(town_desk, on))


def test_where_too_few_places_may_be_held_out_it_is_said(
    town_desk: Session, open_page: Opener
) -> None:
    page = open_page("hotspots", officers="1", each="30")
    page.session_state["tonight"] = page.session_state["hold_out"] = True
    page.run()
    captions = " ".join(str(each.value) for each in page.caption)
    assert page.toggle(key="hold_out").value
    assert "Fewer than two places above the line may be held out" in captions
    assert not [each for each in page.button if each.key == "hold_out_toss"]


@pytest.mark.parametrize("shows", ["Density", "More than chance"])
def test_the_map_shows_another_picture_and_the_list_stays(
    town: Session, open_page: Opener, shows: str
) -> None:
    usual = [box.label for box in open_page("hotspots").checkbox]
    page = open_page("hotspots", shows=shows)
    assert not page.exception
    assert page.selectbox(key="shows").value == shows
    assert [box.label for box in page.checkbox] == usual


def test_without_points_to_smooth_the_map_shows_its_squares(
    town: Session, open_page: Opener
) -> None:
    page = open_page("hotspots", shows="Density", types="Drugs")  # all of them at the prison
    assert not page.exception
    assert page.query_params["shows"] == "Density"


def test_harm_stands_beside_counts_only_where_the_force_set_weights(
    town: Session, open_page: Opener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert "harm" not in shown(open_page("hotspots"))
    (tmp_path / "harm.csv").write_text("Shoplifting,2.5\nDrugs,40\n", "utf-8")
    monkeypatch.setenv("PATROLQR_HARM_WEIGHTS", str(tmp_path / "harm.csv"))
    settings.current.cache_clear()
    words = shown(open_page("hotspots"))
    assert "harm 1,600, no. 1" in words  # the prison: 40 drug offences
    assert "harm 75, no. 2" in words
    assert "No weight is set for burglary: no harm is counted for them." in words
