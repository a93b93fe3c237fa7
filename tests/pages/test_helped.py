"""Did patrols here help? The Place page answers with an interval, or says why it cannot be told."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from patrolqr.core import clock, settings
from patrolqr.core.area import Candidate
from patrolqr.store import Session
from tests.builders.briefings import SQUARE, candidate
from tests.builders.coins import report, toss_daily
from tests.builders.incidents import keep_in
from tests.builders.logs import visit
from tests.builders.reasons import EASTING, NORTHING
from tests.pages.conftest import Opener, shown
from tests.pages.tables import table
from tests.pages.test_place import CELL, area_of

DAY = date(2026, 11, 23)
SINCE = date(2026, 8, 3)


def opened(open_page: Opener, **query: str) -> AppTest:
    page = open_page("place", cell=CELL, day=DAY.isoformat(), helped="true", **query)
    assert not page.exception
    return page


def patrol(store: Session, day: date = SINCE) -> None:
    """Send somebody to the square on that day."""
    visit(store, area_of(store), day, arrived_at=clock.at(day, clock.local(clock.now()).time()))


def weekly(
    store: Session, *, east: int, before: int, since: int, category: str = "Burglary"
) -> None:
    """Keep so many incidents a week in a square so many metres east, before patrols and since."""
    weeks = [SINCE + timedelta(weeks=number) for number in range(-52, 16)]
    days = [day for day in weeks for _ in range(before if day < SINCE else since)]
    at = [pd.Timestamp(day, tz="UTC") + pd.Timedelta(hours=12) for day in days]
    rows = pd.DataFrame(
        {"patrol_day": days, "month": [day.replace(day=1) for day in days], "occurred_at": at}
    )
    here = rows.assign(easting=EASTING + east, northing=NORTHING, category=category)
    keep_in(store, here.assign(precision="minute"))


def test_without_a_patrol_nothing_could_have_helped(desk: Session, open_page: Opener) -> None:
    weekly(desk, east=0, before=2, since=2)
    assert "Nobody logged a patrol here" in shown(opened(open_page))


def test_without_data_nothing_is_said(desk: Session, open_page: Opener) -> None:
    patrol(desk)
    assert "there is none, or no data" in shown(opened(open_page))


def test_a_place_like_no_other_is_said_to_be_one(desk: Session, open_page: Opener) -> None:
    patrol(desk)
    weekly(desk, east=0, before=5, since=2)
    assert "No square is like it" in shown(opened(open_page))


def test_a_fall_is_told_with_its_interval_and_the_squares_it_rests_on(
    desk: Session, open_page: Opener
) -> None:
    patrol(desk)
    weekly(desk, east=0, before=10, since=3)
    for number in range(1, 6):
        weekly(desk, east=5000 * number, before=10, since=10)
        weekly(desk, east=5000 * number + 250, before=1, since=1)
    weekly(desk, east=250, before=1, since=1)
    page = opened(open_page)
    told = shown(page).replace("\\", "")
    assert "incidents fewer (95 %: " in told
    assert "more than chance" in told
    assert "The worst places fall by themselves" in told
    rows = table(page, "role", "squares").set_index("role")
    # the week of the last day is not whole, and not counted
    assert rows.loc["the place"].tolist()[1:] == [520, 3 * 15]
    assert rows.loc["held against it", "squares"] == 5
    assert len(table(page, "role", "cell")) == 1 + 8 + 5 + 40
    assert page.query_params["patrolled_since"] == SINCE.isoformat()


def test_few_incidents_are_refused_with_how_long_to_wait(desk: Session, open_page: Opener) -> None:
    patrol(desk, date(2026, 10, 26))
    weekly(desk, east=0, before=4, since=4)
    for number in range(1, 6):
        weekly(desk, east=5000 * number, before=4, since=4)
    told = shown(opened(open_page))
    assert "Too little to tell whether patrols helped" in told
    assert "more weeks" in told


@pytest.mark.parametrize("day", ["2026-11-23", "2027-01-10"])
def test_a_day_after_the_data_says_so(desk: Session, open_page: Opener, day: str) -> None:
    patrol(desk)
    weekly(desk, east=0, before=2, since=2)
    assert "No whole week has passed" in shown(opened(open_page, patrolled_since=day))


def test_half_a_year_that_is_not_loaded_is_no_quiet_half_year(
    desk: Session, open_page: Opener
) -> None:
    patrol(desk, date(2025, 10, 6))
    weekly(desk, east=0, before=2, since=2)
    assert "Only 9 of the 52 weeks before" in shown(opened(open_page))


@pytest.fixture
def weighed(desk: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Session]:
    """Give a desk whose force has set weights of three crime types, with a place that fell."""
    (tmp_path / "harm.csv").write_text("Burglary,20\nRobbery,365\nDrugs,3\n", "utf-8")
    monkeypatch.setenv("PATROLQR_HARM_WEIGHTS", str(tmp_path / "harm.csv"))
    settings.current.cache_clear()
    patrol(desk)
    for number in range(1, 6):
        weekly(desk, east=5000 * number, before=10, since=10)
        weekly(desk, east=5000 * number + 250, before=3, since=3)
    weekly(desk, east=250, before=3, since=3)
    yield desk
    settings.current.cache_clear()


def test_where_weights_are_set_the_same_is_said_in_harm(
    weighed: Session, open_page: Opener
) -> None:
    weekly(weighed, east=0, before=9, since=2)
    weekly(weighed, east=0, before=1, since=1, category="Public order")
    page = opened(open_page)
    told = shown(page).replace("\\", "")
    # 9 burglaries a week before, 2 since: 7 x 20 less in each of 15 weeks; nothing changed elsewhere
    assert "In harm, by the force's weight of each crime type, about 2,100 less" in told
    assert told.count("That is more than chance explains.") == 2
    assert "No weight is set for public order: no harm is counted for them." in told
    rows = table(page, "role", "squares").set_index("role")
    assert rows.loc["the place", ["harm_before", "harm_since"]].tolist() == [20 * 468, 20 * 30]
    squares = table(page, "role", "cell")
    assert squares["harm_before"].sum() == rows["harm_before"].sum()


def test_one_incident_that_carries_the_harm_is_named(weighed: Session, open_page: Opener) -> None:
    weekly(weighed, east=0, before=10, since=3, category="Drugs")
    keep_in(weighed, one_of("Robbery", SINCE))
    told = shown(opened(open_page)).replace("\\", "")
    assert "incidents fewer" in told
    assert (
        "In harm nothing is said: one incident (robbery) is 18 % of the harm counted here" in told
    )


def one_of(category: str, day: date) -> pd.DataFrame:
    """Return one incident at the square, of that type and day."""
    at = pd.Timestamp(day, tz="UTC") + pd.Timedelta(hours=12)
    row = {"patrol_day": day, "month": day.replace(day=1), "occurred_at": at}
    here = {"precision": "minute", "easting": EASTING, "northing": NORTHING, "category": category}
    return pd.DataFrame([row | here])


def test_without_weights_nothing_is_said_of_harm(desk: Session, open_page: Opener) -> None:
    patrol(desk)
    weekly(desk, east=0, before=10, since=3)
    for number in range(1, 6):
        weekly(desk, east=5000 * number, before=10, since=10)
    page = opened(open_page)
    assert "incidents fewer" in shown(page)
    assert "harm" not in shown(page)
    assert "harm_before" not in table(page, "role", "cell")


HERE = (Candidate(CELL, "Mill Lane", SQUARE, None, "7 calls"), candidate(3), candidate(4))


def test_days_drawn_by_a_coin_are_held_against_days_held_out(
    desk: Session, open_page: Opener
) -> None:
    tosses = toss_daily(desk, SINCE, 60, among=HERE, room=1)
    report(desk, tosses, drawn=1, held=4, until=DAY)
    told = shown(opened(open_page)).replace("\\", "")
    drawn = sum(CELL in each.drawn for each in tosses)
    assert f"On {drawn} days on which a coin drew this place, {drawn} incidents were" in told
    assert f"on {60 - drawn} days on which it held it out, {4 * (60 - drawn)}." in told
    assert "0.25 times as many (95 %: 0." in told
    assert "more than chance explains" in told
    rows = table(opened(open_page), "drawn", "incidents")
    assert len(rows) == 60
    assert rows["drawn"].sum() == drawn
    assert set(rows["kind"]) == {"places level"}
    # nobody logged a patrol: by that there is nothing to hold against other places
    assert "Nobody logged a patrol here" in told


def test_a_coin_of_days_that_are_not_loaded_yet_says_nothing(
    desk: Session, open_page: Opener
) -> None:
    tosses = toss_daily(desk, DAY - timedelta(days=5), 5, among=HERE, room=1)
    report(desk, tosses[:1], drawn=0, held=0, until=DAY - timedelta(days=30))
    told = shown(opened(open_page)).replace("\\", "")
    assert "No coin of these days can be counted yet" in told


def test_months_cannot_say_what_a_coin_did(desk: Session, open_page: Opener) -> None:
    toss_daily(desk, SINCE, 5, among=HERE, room=1)
    keep_in(desk, pd.DataFrame({"month": [date(2026, 8, 1)], "easting": [EASTING]}))
    told = shown(opened(open_page))
    assert "known by the month alone" in told
    assert "Too little" not in told


def test_where_no_coin_was_tossed_nothing_is_said_of_any(desk: Session, open_page: Opener) -> None:
    weekly(desk, east=0, before=2, since=2)
    toss_daily(desk, SINCE, 5)
    assert "coin" not in shown(opened(open_page))
