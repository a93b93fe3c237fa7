"""Promises on the logs page: open, due (amber once past), kept by whom, and back."""

from datetime import timedelta

from patrolqr.core import clock
from patrolqr.core.form.log import parse
from patrolqr.core.team import Duty, Team
from patrolqr.desk.logs.promised import DUE, KEPT
from patrolqr.store import Session, logs, promises, teams
from tests.builders.briefings import brief
from tests.builders.duties import duty_now
from tests.builders.logs import sent
from tests.pages.conftest import Opener, shown


def promised(desk: Session) -> None:
    """Keep a log with three promises: one past due, one due today, one tomorrow."""
    entries = [
        {"promise": name, "promise_day": (clock.today() + timedelta(days=days)).isoformat()}
        for name, days in (("Past *it*", -1), ("On the day", 0), ("Some day", 1))
    ]
    pass_id = brief(desk, duty_now()).taskings[0].pass_id
    logs.accept(desk, parse(sent(engagement=entries, collar="4821")), pass_id)


def test_without_promises_the_page_says_where_they_come_from(
    desk: Session, open_page: Opener
) -> None:
    assert "No promises yet" in shown(open_page("logs", tab="Promises"))


def test_open_due_and_kept_are_lists_of_their_own(desk: Session, open_page: Opener) -> None:
    promised(desk)
    page = open_page("logs", tab="Promises")
    assert not page.exception
    text = shown(page)
    assert "3 open, 2 of them due, 0 kept" in text
    assert text.count("past due") == 1
    (line,) = [line for line in text.splitlines() if "past due" in line]
    assert r"**Past \*it\**" in line
    assert "Some day" in text
    assert "Some day" not in shown(open_page("logs", tab="Promises", promises=DUE))


def test_a_promise_is_marked_kept_and_taken_back_on_the_page(
    desk: Session, open_page: Opener
) -> None:
    promised(desk)
    entry_id = promises.promises(desk)["entry_id"].iloc[0]
    page = open_page("logs", tab="Promises")
    page.text_input(key="promises_by").set_value("Sgt 4412")
    page.button(key=f"promise_{entry_id}").click().run()
    assert not page.exception
    assert promises.promises(desk)["kept_by"].iloc[0] == "Sgt 4412"
    page = open_page("logs", tab="Promises", promises=KEPT)
    assert "kept, Sgt 4412," in shown(page)
    page.button(key=f"promise_{entry_id}").click().run()
    assert not promises.promises(desk)["is_kept"].any()
    assert "3 open, 2 of them due, 0 kept" in shown(open_page("logs", tab="Promises"))


def test_another_teams_promises_and_logs_to_review_are_left_out(
    desk: Session, open_page: Opener
) -> None:
    """One choice of team narrows the queue, the feed and the promises."""
    north = teams.keep(desk, Team("north", "North LPT"))
    promised(desk)
    now = duty_now()
    own = Duty(north.team_id, now.patrol_day, now.shift)
    pass_id = brief(desk, own, names=["Mill Lane"]).taskings[0].pass_id
    logs.accept(desk, parse(sent(stop_searches=1)), pass_id)
    assert "No promises yet" in shown(open_page("logs", tab="Promises", teams=north.team_id))
    assert "3 open" in shown(open_page("logs", tab="Promises", teams=now.team_id))
    queues = {
        team_id: [each.label for each in open_page("logs", teams=team_id).expander]
        for team_id in (north.team_id, now.team_id)
    }
    assert any("1 log with stop-searches" in label for label in queues[north.team_id])
    assert not any("to review" in label for label in queues[now.team_id])
