"""Near repeats on the patterns page: told calmly, with the places where the window is open, and never
waited for.
"""

import uuid
from datetime import time, timedelta

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from patrolqr.core import clock
from patrolqr.core.team import Team
from patrolqr.steps import look_at_points
from patrolqr.store import Session, patterns, teams
from tests.analysis.detectors.test_chains import under_way
from tests.analysis.detectors.test_hours import place
from tests.analysis.detectors.test_scan import gathered
from tests.builders.incidents import keep_in, load_more, name_places
from tests.builders.points import UNTIL, followed, points, scattered
from tests.pages.conftest import Opener, shown
from tests.steps.test_look_at_points import kept

AS_OF = UNTIL.isoformat()


def looked(desk: Session, open_page: Opener) -> AppTest:
    """Return the page once the look in the background is over."""
    open_page("patterns", as_of=AS_OF)
    assert look_at_points.look(desk, as_of=UNTIL).wait(120)
    return open_page("patterns", as_of=AS_OF)


def proposals(page: AppTest) -> list[str]:
    return [each.proto.label for each in page.get("page_link") if "Propose" in each.proto.label]


def test_month_data_cannot_carry_it_and_the_page_says_why(desk: Session, open_page: Opener) -> None:
    keep_in(desk, pd.DataFrame({"street": ["High Street"] * 3}))
    page = looked(desk, open_page)
    assert not page.exception
    assert "Not looked for. That needs the day and the place of each incident" in shown(page)


def test_too_few_incidents_are_said_for_each_crime_type(desk: Session, open_page: Opener) -> None:
    kept(desk, followed(20))
    page = looked(desk, open_page)
    assert not page.exception
    told = shown(page).replace("\\", "")
    assert "Near repeats: burglary: not looked for. 100 burglaries" in told
    assert "Near repeats: robbery: not looked for. 100 robberies" in told


def test_places_with_an_open_window_are_proposed_and_the_table_is_folded(
    desk: Session, open_page: Opener
) -> None:
    kept(desk, pd.concat([followed(150), points([(100, 100), (110, 110)], [361, 362])]))
    page = looked(desk, open_page)
    assert not page.exception
    told = shown(page).replace("\\", "")
    assert "Burglary: others follow more often than chance gives within 100 m" in told
    until = UNTIL + timedelta(days=5)
    assert (
        f"the newest on Sat 21 Nov 2026: the window within 100 m is open until {until:%a}" in told
    )
    assert proposals(page)[0].startswith("Propose a patrol at High Street")
    assert "Near repeats: burglary: its 12 bands" in [each.label for each in page.expander]
    assert "1 in 1,000" not in told, "no odds on the first screen"


def test_near_repeats_under_way_are_one_card_with_their_streets_and_stay_what_they_are(
    desk: Session, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The circle around the same burglaries is no card beside it; a late report changes its figures."""
    monkeypatch.setattr(clock, "now", lambda: clock.at(UNTIL, time(9)))
    kept(desk, pd.concat([followed(150), under_way(6, newest=363)]))
    page = looked(desk, open_page)
    assert not page.exception
    told = shown(page).replace("\\", "")
    assert "6 in the 11 days to Sun 22 Nov, each within 100 m of another" in told
    assert "is open until Sun 29 Nov at Quay Road, Mill Lane" in told
    assert "The 6 incidents behind it:" in told
    assert "Propose a patrol at Quay Road" in proposals(page)[0]
    assert "Look for: Walk the rear access and note open gates. Ask: Which rear gates" in told
    assert "Window: no hours stand out." in told
    assert page.get("image"), "a map of the square"
    assert "Incidents that gather in one place: 1, told by other cards already." in told
    (pattern,) = [row for row in patterns.stored(desk) if row["detector"] == "near-repeat"]
    assert (pattern["state"], pattern["opened_day"]) == ("new", UNTIL - timedelta(days=1))
    late = under_way(7, newest=363).head(1).drop(columns=["neighbourhood", "hour"])
    late["patrol_day"] = late["patrol_day"].dt.date
    load_more(desk, late.assign(precision="minute", incident_id=str(uuid.uuid4())), clock.now())
    page = looked(desk, open_page)
    assert not page.exception
    (again,) = [row for row in patterns.stored(desk) if row["detector"] == "near-repeat"]
    assert again["pattern_id"] == pattern["pattern_id"]
    counted = [row["observed"] for row in patterns.figures(desk, [pattern["pattern_id"]])]
    assert counted == [6, 7]


def test_on_other_ground_no_place_is_proposed(desk: Session, open_page: Opener) -> None:
    kept(desk, followed(150))
    looked(desk, open_page)
    name_places(desk, {"N1": "Canalside", "N2": "Old Town"})
    team = teams.keep(desk, Team("outer", "Outer", neighbourhoods=("N2",), marking="OFFICIAL"))
    page = open_page("patterns", as_of=AS_OF, places=f"Ground of {team.name}")
    assert not page.exception
    assert proposals(page) == []
    assert "no such window is open" in shown(page)


def test_what_gathers_in_one_place_is_a_card_with_its_square_and_its_incidents(
    desk: Session, open_page: Opener
) -> None:
    kept(desk, pd.concat([scattered(400, seed=2), gathered()]))
    page = looked(desk, open_page)
    assert not page.exception
    told = shown(page).replace("\\", "")
    assert "Burglary near Quay Road in N1: 8 in the 7 days to Sun 22 Nov within 80 m" in told
    assert "about once in 1,000 weekly runs of one crime type" in told
    assert "The 8 incidents behind it:" in told
    assert "Propose a patrol at Quay Road" in proposals(page)[0]
    stored = [row for row in patterns.stored(desk) if row["detector"] == "scan"]
    assert [(row["state"], row["opened_day"]) for row in stored] == [
        ("new", UNTIL - timedelta(days=1))
    ]
    next(each for each in page.button if each.label == "Acting").click().run()
    (acting,) = [row for row in patterns.stored(desk) if row["detector"] == "scan"]
    assert (acting["state"], acting["cell"]) == ("acting", "E403000N313000")


def test_what_counts_show_is_not_shown_again_by_its_points(
    desk: Session, open_page: Opener
) -> None:
    """A year before, so that the weekly detector looks too; and it finds the same."""
    before = scattered(400, seed=2)
    before["patrol_day"] -= pd.Timedelta(weeks=52)
    kept(desk, pd.concat([before, scattered(400, seed=2), gathered(60)]))
    page = looked(desk, open_page)
    assert not page.exception
    told = shown(page).replace("\\", "")
    assert "in the four weeks to Sun 22 Nov" in told
    assert "near Quay Road" not in told
    assert "Incidents that gather in one place: 1, told by other cards already." in told
    detectors = sorted(row["detector"] for row in patterns.stored(desk))
    assert detectors == ["scan", "weekly"], "both are kept"


def test_until_when_a_window_is_open_is_said_also_where_counts_show_the_rise(
    desk: Session, open_page: Opener
) -> None:
    before = followed(150, seed=5)
    before["patrol_day"] -= pd.Timedelta(weeks=52)
    kept(desk, pd.concat([before, followed(150), gathered(60)]))
    page = looked(desk, open_page)
    assert not page.exception
    told = shown(page).replace("\\", "")
    assert "in the four weeks to Sun 22 Nov" in told
    assert "Near repeats under way: 1, told by other cards already." in told
    assert "The window after the newest is open until Sun 29 Nov at Quay Road" in told


def test_a_page_that_is_opened_first_says_how_far_it_is(desk: Session, open_page: Opener) -> None:
    kept(desk, followed(150))
    page = open_page("patterns", as_of=AS_OF)
    assert not page.exception
    told = shown(page)
    assert "Near repeats" in told


def test_hours_that_shift_are_a_card_that_proposes_no_more_patrols(
    desk: Session, open_page: Opener
) -> None:
    kept(desk, place(24, 90, late=True))
    page = looked(desk, open_page)
    assert not page.exception
    told = shown(page).replace("\\", "")
    assert "24 of 24 incidents in the eight weeks to Sun 22 Nov came from" in told
    assert "It would be less if those incidents were found then" in told
    assert "The 24 incidents behind it:" in told
    (pattern,) = [each for each in patterns.stored(desk) if each["detector"] == "hours"]
    assert pattern["apart"] == "E400000N310000"
