"""Near repeats on the patterns page: told calmly, with the places where the window is open, and never
waited for.
"""

from datetime import timedelta

import pandas as pd
from streamlit.testing.v1 import AppTest

from patrolqr.core.team import Team
from patrolqr.steps import look_at_points
from patrolqr.store import Session, teams
from tests.builders.incidents import keep_in, name_places
from tests.builders.points import UNTIL, followed, points
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


def test_on_other_ground_no_place_is_proposed(desk: Session, open_page: Opener) -> None:
    kept(desk, followed(150))
    looked(desk, open_page)
    name_places(desk, {"N1": "Canalside", "N2": "Old Town"})
    team = teams.keep(desk, Team("outer", "Outer", neighbourhoods=("N2",), marking="OFFICIAL"))
    page = open_page("patterns", as_of=AS_OF, places=f"Ground of {team.name}")
    assert not page.exception
    assert proposals(page) == []
    assert "no such window is open" in shown(page)


def test_a_page_that_is_opened_first_says_how_far_it_is(desk: Session, open_page: Opener) -> None:
    kept(desk, followed(150))
    page = open_page("patterns", as_of=AS_OF)
    assert not page.exception
    told = shown(page)
    assert "Near repeats" in told
