"""Pages of somebody who is limited to a team show nothing of another's, and say which they are of."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar

import pytest
from streamlit.testing.v1 import AppTest

from patrolqr.core import clock
from patrolqr.core.actor import Actor
from patrolqr.core.team import Duty
from patrolqr.desk.shared import cached, who
from patrolqr.store import Session, handovers, reviews, strategies, teams
from tests.builders.briefings import brief
from tests.builders.duties import TEAM, duty_on
from tests.builders.logs import visit
from tests.builders.two_teams import CANARY, THEIRS
from tests.pages.conftest import Opener, shown

PAGES = (
    *("today", "hotspots", "briefing", "debrief", "inbox", "logs", "review", "questions"),
    *("patterns", "ledger", "meeting", "searches", "returns", "place"),
)

Limited = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def limited(monkeypatch: pytest.MonkeyPatch) -> Limited:
    """Give what lets pages be asked by somebody who sees one team alone."""

    @contextmanager
    def to_own() -> Iterator[None]:
        actor = Actor("Sgt 4412", "sergeant", frozenset({TEAM.team_id}))
        with monkeypatch.context() as within:
            within.setattr(who, "_ACTING", ContextVar("acting", default=actor))
            yield

    return to_own


def their_evening(desk: Session) -> Duty:
    """Give another team a sheet, a log with notes, a strategy and a handover; return their duty."""
    teams.keep_all(desk, [TEAM, THEIRS])
    on = duty_on()
    duty = Duty(THEIRS.team_id, clock.today(), THEIRS.shifts[0])
    sheet = brief(desk, duty, names=[f"{CANARY} Square"], why=f"{CANARY} why")
    visit(
        desk,
        sheet.taskings[0].area.area_id,
        clock.today(),
        team_id=THEIRS.team_id,
        saw=f"{CANARY} saw",
        collar=CANARY,
        arrests=1,
        tasking_id=sheet.taskings[0].tasking_id,
    )
    strategies.write(desk, duty, f"{CANARY} strategy", seen=0)
    handovers.write(desk, duty, f"{CANARY} handover", seen=0)
    own = brief(desk, on, names=["Market Square"])
    visit(desk, own.taskings[0].area.area_id, on.patrol_day, shift=on.shift.name, saw="shutters up")
    return duty


def words(page: AppTest) -> str:
    """Return all that a page holds: what it shows, what can be chosen, its tables."""
    typed = [str(each.value) for each in (*page.text_input, *page.text_area)]
    tables = [each.value.to_csv() for each in page.dataframe]
    return f"{shown(page)} {page.main} {typed} {tables}".lower()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_nothing_of_another_team(
    name: str, desk: Session, open_page: Opener, limited: Limited
) -> None:
    their_evening(desk)
    with limited():
        page = open_page(name)
        assert not page.exception
        # patrol areas are everybody's ground: their names may stand in a list
        said = words(page).replace(f"{CANARY} square", "")
        assert CANARY not in said
        assert THEIRS.name not in {option for each in page.selectbox for option in each.options}


def test_the_same_pages_show_it_to_whoever_sees_all(desk: Session, open_page: Opener) -> None:
    """Else the test above could not fail."""
    duty = their_evening(desk)
    day = duty.patrol_day.isoformat()
    for name in ("briefing", "debrief"):
        page = open_page(name, team=THEIRS.team_id, day=day, shift="Late")
        assert CANARY in words(page).replace(f"{CANARY} square", ""), name


@pytest.mark.parametrize("name", ["briefing", "debrief", "today"])
def test_another_teams_address_is_said_aloud(
    name: str, desk: Session, open_page: Opener, limited: Limited
) -> None:
    duty = their_evening(desk)
    with limited():
        page = open_page(name, team=THEIRS.team_id, day=duty.patrol_day.isoformat(), shift="Late")
        assert f"you see {TEAM.name} only" in shown(page)
        assert CANARY not in words(page).replace(f"{CANARY} square", "")


def test_several_teams_of_an_address_are_never_all(
    desk: Session, open_page: Opener, limited: Limited
) -> None:
    their_evening(desk)
    with limited():
        page = open_page("review", teams=[THEIRS.team_id])
        assert f"you see {TEAM.name} only" in shown(page)
        assert CANARY not in words(page).replace(f"{CANARY} square", "")


def test_an_answer_of_one_is_not_given_to_another(desk: Session, limited: Limited) -> None:
    """What is remembered is remembered for those who see the same, whoever asks first."""
    their_evening(desk)

    def waiting() -> int:
        return len(cached.ask(reviews.queue, limit=10, offset=0))

    with limited():
        assert waiting() == 0
    assert waiting() == 1
    with limited():
        assert waiting() == 0
