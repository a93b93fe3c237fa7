"""The cards a week that a team accepts are the same on every page, officers' words among them."""

import pytest

from patrolqr.store import Session, patterns
from tests.builders.duties import duty_now
from tests.builders.incidents import keep_in
from tests.builders.notes import by_each, keep_notes, usual
from tests.pages.conftest import Opener, shown
from tests.pages.test_patterns import AS_OF, surging


@pytest.mark.parametrize(("fewer", "officers", "has_rise"), [(0, 4, True), (15, 6, False)])
def test_today_and_hotspots_show_what_patterns_shows_and_no_more(
    fewer: int, officers: int, desk: Session, open_page: Opener, *, has_rise: bool
) -> None:
    """Of one card a week: 28 vehicle crimes more are less likely by chance than what four officers noted, 13
    are likelier than what six did.
    """
    rows = surging()
    keep_in(desk, rows.head(len(rows) - fewer))
    keep_notes(desk, [*usual(), *by_each("Needles behind the kiosk", officers)])
    patterns.set_budget(desk, 1, seen=0)
    duty = {"day": AS_OF.isoformat(), "shift": duty_now().shift.name}
    page = open_page("today", **duty)
    assert not page.exception
    today = shown(page).replace("\\", "")
    assert ("Vehicle crime in N1" in today) is has_rise
    assert (f"noted by {officers} officers" in today) is not has_rise
    links = [each.proto.label for each in page.get("page_link")]
    assert "All 2 patterns" in links
    hotspots = open_page("hotspots", **duty)
    assert not hotspots.exception
    assert (":gray-badge[Pattern]" in shown(hotspots)) is has_rise
