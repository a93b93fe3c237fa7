"""Which row is the newest goes by a counter: the clock steps back an hour, and the last word counts."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.core.form.log import parse
from patrolqr.store import (
    Session,
    area_synonyms,
    attendance,
    logs,
    mappings,
    picks,
    reviews,
    teams,
    text_templates,
)
from patrolqr.store.engine.schema import SCHEMA
from patrolqr.store.text_templates import Template
from tests.builders.briefings import brief
from tests.builders.duties import TEAM, duty
from tests.builders.logs import sent
from tests.builders.phones import rows

HOUR = timedelta(hours=1)


@pytest.fixture
def briefed(store: Session) -> Briefing:
    """Return a sheet of yesterday's shift."""
    return brief(store, duty(clock.today() - timedelta(days=1)))


def then_an_hour_earlier(first: Callable[[], object], second: Callable[[], object]) -> None:
    """Do the one, set the clock back an hour, do the other."""
    now = clock.now()
    with clock.standing_at(now):
        first()
    with clock.standing_at(now - HOUR):
        second()


def test_a_pick_that_was_taken_out_is_out(store: Session, briefed: Briefing) -> None:
    area = briefed.taskings[0].area.area_id
    before = [each.area.area_id for each in picks.picks(store, briefed.duty)]
    with clock.standing_at(clock.now() - HOUR):
        picks.unpick(store, briefed.duty, [area])
    after = [each.area.area_id for each in picks.picks(store, briefed.duty)]
    assert after == [each for each in before if each != area]


def test_a_tick_that_was_taken_back_is_gone_and_the_order_of_ticking_stays(
    store: Session, briefed: Briefing
) -> None:
    then_an_hour_earlier(
        lambda: attendance.tick(store, briefed, added=["4821", "5107"]),
        lambda: attendance.tick(store, briefed, added=["6001"], removed=["4821"]),
    )
    assert attendance.briefed(store, briefed.duty) == ["5107", "6001"]


def test_the_reason_given_last_stands(store: Session, briefed: Briefing) -> None:
    of, area = briefed.duty, briefed.taskings[0].area.area_id

    def change() -> None:
        seen = attendance.decided_reasons(store, of)[area]
        attendance.give_missed_reason(store, of, area, "Weather", seen=seen)

    then_an_hour_earlier(lambda: attendance.give_missed_reason(store, of, area, "Custody"), change)
    assert attendance.missed_reasons(store, of) == {area: "Weather"}
    standing = attendance.decided_reasons(store, of)[area]
    assert standing.given_at < clock.now() - HOUR / 2  # the time of that decision, not the latest


def test_the_last_decision_about_a_log_counts(store: Session, briefed: Briefing) -> None:
    log = sent()
    logs.accept(store, parse(log), briefed.taskings[0].pass_id)
    log_id = str(log["log_id"])
    then_an_hour_earlier(
        lambda: reviews.decide(store, log_id, 1, "query", remark="Which shop?"),
        lambda: reviews.decide(store, log_id, 1, "approved", seen=1),
    )
    (version,) = reviews.versions(store, log_id)
    assert [each.state for each in version.decisions] == ["query", "approved"]
    assert [
        row["review_state"] for row in rows(store, "SELECT review_state FROM reviewed_logs")
    ] == ["approved"]


def test_a_team_and_a_choice_of_one_are_as_they_were_kept_last(store: Session) -> None:
    kept = teams.team(store, TEAM.team_id)
    first, second = replace(kept, name="Quayside LPT"), replace(kept, name="Ashbrook LPT")
    then_an_hour_earlier(
        lambda: teams.keep(store, first, seen=kept), lambda: teams.keep(store, second, seen=first)
    )
    assert teams.team(store, TEAM.team_id).name == "Ashbrook LPT"
    other = teams.keep(store, replace(kept, team_id="town-centre", name="Town centre"))
    then_an_hour_earlier(
        lambda: teams.keep_mine(store, TEAM.team_id),
        lambda: teams.keep_mine(store, other.team_id),
    )
    assert teams.mine(store) == other


def test_a_template_a_mapping_and_a_word_say_what_was_kept_last(
    store: Session, briefed: Briefing
) -> None:
    first = Template("Shops", "shutters", "Are they up?", "", ())
    second = Template("Shops", "windows", "Are they shut?", "", ())
    then_an_hour_earlier(
        lambda: text_templates.keep(store, first),
        lambda: text_templates.keep(store, second, replaces=text_templates.kept(store)[0]),
    )
    assert [each.look_for for each in text_templates.kept(store)] == ["windows"]
    then_an_hour_earlier(
        lambda: mappings.keep(store, fingerprint="f", kind="calls", content="one"),
        lambda: mappings.keep(store, fingerprint="f", kind="calls", content="two"),
    )
    assert mappings.known(store) == {"f": "two"}
    here, there = (each.area.area_id for each in briefed.taskings[:2])
    with store.writing("load") as written:
        then_an_hour_earlier(
            lambda: area_synonyms.keep(written, store, "the square", here),
            lambda: area_synonyms.keep(written, store, "the square", there),
        )
        assert area_synonyms.area_ids(written)["the square"] == [there]


def test_every_table_whose_newest_row_counts_goes_by_the_counter() -> None:
    """No statement that is used takes the newest by a time, but for what patrols and data say."""
    told = {"visited_at", "ended_at", "reported_at", "loaded_at"}
    by_time = set()
    for file in SCHEMA.parent.rglob("*.sql"):
        if "migrations" in file.parts:
            continue
        text = file.read_text("utf-8")
        for function in ("arg_max", "max_by", "arg_min", "min_by"):
            for part in text.split(f"{function}(")[1:]:
                by_time |= set(re.findall(r"[\w.]+_at\b", _last_argument(part)))
    assert {each.rpartition(".")[2] for each in by_time} <= told


def _last_argument(text: str) -> str:
    """Return the last argument of a call whose bracket was opened before the text."""
    depth, begin = 1, 0
    for place, letter in enumerate(text):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if not depth:
            return text[begin:place]
        if letter == "," and depth == 1:
            begin = place + 1
    return text[begin:]
