"""The review page: counts and rates per place and week, always with the visits they rest on."""

from datetime import time, timedelta

import pytest

from patrolqr.core import clock
from patrolqr.core.team import Duty, Team
from patrolqr.store import Session, areas, log_reads, teams
from tests.builders.briefings import brief_areas
from tests.builders.duties import duty
from tests.builders.incidents import name_places
from tests.builders.logs import visit
from tests.pages.conftest import Opener, shown
from tests.pages.tables import table


@pytest.fixture
def patrolled(desk: Session) -> Session:
    """Give a desk with one busy area, one with few visits and one that was asked for and never
    visited.
    """
    day = clock.today() - timedelta(days=7)
    name_places(desk, {"N1": "Market Ward"})
    areas = brief_areas(
        desk, duty(day), ["Square", "Station", "Priory Park"], places={"Square": "N1"}
    )
    for number in range(24):
        at = clock.at(day, time(15)) + number * timedelta(minutes=16)
        visit(
            desk,
            areas["Square"],
            day,
            arrived_at=at,
            engagements=2,
            stop_searches=number % 2,
            collar="4821",
        )
    visit(desk, areas["Station"], day, minutes=95, engagements=1)
    return desk


def test_without_logs_the_page_says_where_they_come_from(desk: Session, open_page: Opener) -> None:
    page = open_page("review")
    assert not page.exception
    assert "No patrol logs yet" in shown(page)


def test_counts_stand_beside_the_visits_they_rest_on(patrolled: Session, open_page: Opener) -> None:
    page = open_page("review")
    assert not page.exception
    assert [metric.value for metric in page.metric] == ["25", "49", "12", "0", "0", "3 of 6"]
    assert "Most in Square, 48 in 24 patrols" in shown(page).replace("\\", "")
    assert len(page.get("vega_lite_chart")) == 5 + 5 + 2


def test_a_rate_is_only_drawn_where_there_is_enough_to_compare(
    patrolled: Session, open_page: Opener
) -> None:
    page = open_page("review", show="Per 10 patrols")
    assert not page.exception
    rates = table(page, "engagements_per_10_patrols", "area").set_index("area")
    low, rate, high = (
        rates[f"engagements_{which}"]["Square"] for which in ("low", "per_10_patrols", "high")
    )
    assert rate == pytest.approx(20.0)
    assert low < 20 < high
    assert rates.loc[["Station", "Priory Park"], "engagements_per_10_patrols"].isna().all()
    assert "too few to compare" in shown(page)


def test_what_minutes_leave_out_is_said(patrolled: Session, open_page: Opener) -> None:
    """Also of a stay where no sheet asked for one."""
    assert "1 stay counted as 60 min, the longest" in shown(open_page("review"))
    area = areas.in_force(patrolled, areas.by_name(patrolled)[0]["area_id"])
    assert area is not None
    visit(patrolled, area.area_id, clock.today(), minutes=200)
    assert "2 stays counted as 60 min, the longest" in shown(open_page("review"))


def test_no_officer_appears_in_the_review(patrolled: Session, open_page: Opener) -> None:
    page = open_page("review")
    assert "4821" not in shown(page)
    assert not [
        column for table in page.dataframe for column in table.value.columns if "collar" in column
    ]


def test_a_log_sent_meanwhile_counts_on_the_next_run(patrolled: Session, open_page: Opener) -> None:
    page = open_page("review")
    area_id = areas.by_name(patrolled)[0]["area_id"]
    visit(patrolled, area_id, clock.today(), arrests=1)
    assert page.run().metric[0].value == "26"


@pytest.mark.parametrize("wild", ["'; DROP TABLE patrol_logs", "", "2026-13-45", "☃" * 50])
def test_a_mangled_link_opens_the_page_as_it_starts(
    patrolled: Session, open_page: Opener, wild: str
) -> None:
    page = open_page(
        "review", **dict.fromkeys(("period", "dates", "places", "areas", "show", "by"), wild)
    )
    assert not page.exception
    assert page.metric[0].value == "25"


def test_the_town_is_reviewed(town_desk: Session, open_page: Opener) -> None:
    page = open_page("review", by="Neighbourhoods", show="Per 10 patrols")
    assert not page.exception
    logs = log_reads.span(town_desk)["visits"]
    assert "without a stay" not in shown(page)  # each log of the town says when it arrived
    merged = logs - int(page.metric[0].value.replace(",", ""))
    assert 0 <= merged <= 5  # few of the town's logs overlap


def test_how_well_visits_are_documented_is_told_by_grade_and_not_by_officer(
    town_desk: Session, open_page: Opener
) -> None:
    page = open_page("review")
    page.session_state["documented"] = True
    page.run()
    assert not page.exception
    (told,) = [each.value for each in page.dataframe if "rests_on" in each.value]
    assert set(told["grade"]) <= {"A", "B", "C", "D", "U"}
    assert told["visits"].sum() > 400
    assert "collar" not in told.columns


def test_one_teams_review_leaves_the_others_out_of_every_figure(
    patrolled: Session, open_page: Opener
) -> None:
    """Figures, charts, tables and grades alike; the address says whose they are."""
    north = teams.keep(patrolled, Team("north", "North LPT"))
    day = clock.today() - timedelta(days=7)
    asked = Duty(north.team_id, day, duty(day).shift)
    area = brief_areas(patrolled, asked, ["Mill Lane"])["Mill Lane"]
    visit(patrolled, area, day, team_id=north.team_id, arrests=2, grade="A")
    everybody, own = open_page("review"), open_page("review", teams=north.team_id)
    assert [metric.value for metric in everybody.metric] == ["26", "49", "12", "2", "0", "4 of 8"]
    assert [metric.value for metric in own.metric] == ["1", "0", "0", "2", "0", "1 of 2"]
    assert own.query_params["teams"] == north.team_id
    assert list(table(own, "arrests", "area")["area"]) == ["Mill Lane"]
    assert "Square" not in shown(own)
    own.session_state["documented"] = True
    own.run()
    (graded,) = [each.value for each in own.dataframe if "rests_on" in each.value]
    assert graded["visits"].sum() == 1
    own.multiselect(key="teams").set_value([]).run()
    assert own.metric[0].value == "26"
    assert "teams" not in own.query_params
