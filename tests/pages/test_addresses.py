"""Addresses: they say whose duty and which days, every link carries them, and a number that opens
rows opens exactly as many.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from urllib.parse import parse_qs

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from patrolqr.core import clock
from patrolqr.core.team import Duty, Team
from patrolqr.demo.patrols import TEAM, TOWN_CENTRE
from patrolqr.desk.logs import promised
from patrolqr.desk.logs.review_queue import PER_PAGE
from patrolqr.desk.shared import inputs
from patrolqr.store import Session, reviews, teams
from tests.builders.briefings import brief
from tests.builders.databases import TOWN_DAY
from tests.builders.duties import TEAM as OURS
from tests.builders.duties import duty
from tests.pages.conftest import Opener, shown

PAGES = (
    "today",
    "inbox",
    "hotspots",
    "briefing",
    "logs",
    "review",
    "patterns",
    "debrief",
    "room",
    "teams",
    "place",
    "searches",
    "returns",
    "questions",
    "meeting",
    "ledger",
)
DUTIES = (TEAM.duty(TOWN_DAY, "Late"), TOWN_CENTRE.duty(TOWN_DAY, "Late"))
EDGES = [(20, 59), (21, 1), (5, 59), (6, 0)]
"""Wall-clock times around which a default would mean something else."""


def links(page: AppTest) -> Iterator[tuple[str, dict[str, str | list[str]]]]:
    """Give every link of a page: which page it opens, and its parameters."""
    for link in page.get("page_link"):
        opened = link.proto.page
        yield re.split(r"[/\\]", opened)[-1].removesuffix(".py"), parse_qs(link.proto.query_string)  # type: ignore[misc]


def at(monkeypatch: pytest.MonkeyPatch, day: date, hour: int, minute: int) -> None:
    """Let it be that time, on the wall clock of the force."""
    now = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: now)
    st.cache_data.clear()


def words(page: AppTest) -> str:
    """Return what a page shows, without what the time changes: what is left of the shift, the
    pairing code of these minutes.
    """
    passing = re.compile(r"\d\d:\d\d · |^## \w{5} \w{5}$|/o/pair")
    lines = [line for line in shown(page).splitlines() if not passing.search(line)]
    left = re.compile(r"\d+ (h|min) left|the shift is over|Today, |starts \d\d:\d\d")
    return left.sub("", "\n".join(lines))


def kind(opened: str, query: dict[str, str | list[str]]) -> str:
    """Return what links of one kind share: the page they open, and what they say of it."""
    return f"{opened} {sorted(query)}"


OPENED: set[str] = set()
"""Kinds of links of which one was opened and is whole: pages share most of theirs."""


@pytest.mark.parametrize("name", PAGES)
def test_every_link_of_every_page_opens_and_carries_the_duty(
    town_desk: Session, open_page: Opener, name: str
) -> None:
    page = open_page(name, **inputs.of_duty(DUTIES[0]))
    assert not page.exception
    found = list(links(page))
    assert found
    for opened, query in found:
        if opened in ("today", "inbox", "hotspots", "briefing") and name in (
            "today",
            "briefing",
            "debrief",
        ):
            assert {"team", "day", "shift"} <= set(query), opened
        if kind(opened, query) not in OPENED:
            target = open_page(opened, **query)
            assert not target.exception, (name, opened, query)
            assert "The address asks for" not in shown(target), (name, opened, query)
            OPENED.add(kind(opened, query))


@pytest.mark.parametrize("chosen", DUTIES[:1], ids=lambda each: each.team_id)
def test_a_link_means_the_same_at_every_edge_of_the_clock(
    town_desk: Session, open_page: Opener, monkeypatch: pytest.MonkeyPatch, chosen: Duty
) -> None:
    for name in ("today", "briefing", "debrief", "room"):
        told = set()
        for hour, minute in EDGES:
            at(monkeypatch, TOWN_DAY.replace(day=TOWN_DAY.day + 2), hour, minute)
            page = open_page(name, **inputs.of_duty(chosen))
            assert not page.exception
            told.add(words(page))
            assert page.query_params["team"] == chosen.team_id
            assert page.query_params["day"] == chosen.patrol_day.isoformat()
            assert page.query_params["shift"] == chosen.shift.name
        assert len(told) == 1, name


def test_the_address_says_the_duty_also_where_it_is_the_usual_one(
    town_desk: Session, open_page: Opener
) -> None:
    page = open_page("today")
    assert set(page.query_params) >= {"team", "day", "shift"}


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("today", {"team": "nobody"}),
        ("today", {"shift": "Lunch"}),
        ("briefing", {"team": "nobody"}),
        ("hotspots", {"types": "Piracy"}),
        ("hotspots", {"places": "Atlantis"}),
        ("hotspots", {"shows": "Bogus"}),
        ("hotspots", {"cells": "somewhere nice"}),
        ("hotspots", {"shows": "Bogus", "cells": "Old name · E397750N310250"}),
        ("hotspots", {"since": "yesterday", "until": "2026-11-01"}),
        ("logs", {"teams": "nobody"}),
        ("logs", {"shifts": "Lunch"}),
        ("logs", {"areas": "Atlantis"}),
        ("logs", {"only": "Ghosts"}),
        ("review", {"places": "Atlantis"}),
        ("review", {"teams": "nobody"}),
        ("patterns", {"as_of": "soon"}),
        ("place", {"area": "Atlantis"}),
        ("place", {"cell": "E1N1"}),
    ],
)
def test_what_an_address_asks_for_and_there_is_not_is_said_aloud(
    town_desk: Session, open_page: Opener, name: str, query: dict[str, str]
) -> None:
    page = open_page(name, **query)
    assert not page.exception
    assert "The address asks for" in shown(page)


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        ("ledger", {"team": TEAM.team_id}, f"“team={TEAM.team_id}”; here it is “teams”"),
        ("today", {"teams": TEAM.team_id}, f"“teams={TEAM.team_id}”; here it is “team”"),
        ("hotspots", {"type": "Burglary"}, "“type=Burglary”; here it is “types”"),
        ("logs", {"area": "Canal Bridge"}, "“area=Canal Bridge”; here it is “areas”"),
    ],
)
def test_what_another_page_would_understand_is_said_aloud_and_left_out(
    town_desk: Session, open_page: Opener, name: str, query: dict[str, str], said: str
) -> None:
    page = open_page(name, **query)
    assert not page.exception
    assert said in shown(page).replace("\\", "")
    assert not set(query) & set(page.query_params)
    assert "The address says" not in shown(page.run())


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2101-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    ("name", "of"), [("briefing", "day"), ("today", "day"), ("inbox", "day"), ("patterns", "as_of")]
)
def test_a_day_that_no_patrol_can_be_of_is_left_out(
    desk: Session, open_page: Opener, name: str, of: str, day: str
) -> None:
    page = open_page(name, **{of: day})
    assert not page.exception
    assert f"“{day}”" in shown(page).replace("\\", "")


def test_days_outside_the_data_are_said_aloud(town_desk: Session, open_page: Opener) -> None:
    page = open_page("review", since="2020-01-01", until="2026-11-01")
    assert "there are data for" in shown(page)


def test_a_figure_opens_as_many_logs_as_it_says(town_desk: Session, open_page: Opener) -> None:
    for chosen in DUTIES:
        page = open_page("today", **inputs.of_duty(chosen))
        opening = [link for link in page.get("page_link") if "Open " in link.proto.label]
        assert len(opening) >= 5
        for link in opening:
            (count,) = re.findall(r"Open ([\d,]+) log", link.proto.label)
            logs = open_page("logs", **parse_qs(link.proto.query_string))
            told = f"**{count} log" if count != "0" else "No logs in this choice"
            assert told in shown(logs), link.proto.label


def test_the_number_of_patterns_opens_as_many(town_desk: Session, open_page: Opener) -> None:
    page = open_page("today", **inputs.of_duty(DUTIES[0]))
    (link,) = [each for each in page.get("page_link") if "patterns" in each.proto.label]
    (count,) = re.findall(r"All (\d+) patterns", link.proto.label)
    opened = open_page("patterns", **parse_qs(link.proto.query_string))
    cards = [each for each in opened.button if each.label == "Set aside"]
    assert len(cards) == int(count) > 0


def test_the_numbers_of_promises_are_those_listed(town_desk: Session, open_page: Opener) -> None:
    page = open_page("logs", tab="Promises")
    (counts,) = re.findall(r"(\d+) open, (\d+) of them due, (\d+) kept", shown(page))
    for state, count in zip(("Open", "Due", "Kept"), counts, strict=True):
        listed = 0
        for number in range(1, -(-int(count) // promised.PER_PAGE) + 1):
            page = open_page("logs", tab="Promises", promises=state)
            page.session_state["promises_page"] = number
            page.run()
            assert not page.exception
            listed += sum(str(each.key).startswith("promise_") for each in page.button)
        assert listed == int(count), state


def test_the_number_of_logs_to_review_opens_as_many(town_desk: Session, open_page: Opener) -> None:
    page = open_page("logs", reviews="true")
    (label,) = [each.label for each in page.expander if "to review" in each.label]
    said = re.search(r"^(\d+) logs? with stop-searches to review(?:.*and (\d+) with)?", label)
    assert said is not None
    count = sum(int(number or 0) for number in said.groups())
    assert len(reviews.queue(town_desk, teams=(), limit=1_000, offset=0)) == count > 0
    shown = [each for each in page.button if each.label == "Approve"]
    assert len(shown) == min(count, PER_PAGE)  # the others on the next pages


def test_the_shift_that_runs_and_has_a_sheet_comes_first(
    desk: Session, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 21:01 the late shift goes on until 02:00 beside a night shift without a sheet."""
    day = date(2026, 11, 24)
    at(monkeypatch, day, 14, 30)
    brief(desk, duty(day), names=("Market Square",))
    for hour, minute in ((20, 59), (21, 1), (23, 59)):
        at(monkeypatch, day, hour, minute)
        for name in ("today", "briefing"):
            assert open_page(name).query_params["shift"] == "Late", (hour, minute, name)
    brief(desk, duty(day, "Night"), names=("Market Square",))
    at(monkeypatch, day, 21, 1)
    page = open_page("today")
    assert page.query_params["shift"] == "Night"
    (other,) = [link for link in page.get("page_link") if "Also on" in link.proto.label]
    assert parse_qs(other.proto.query_string) == {
        "team": [OURS.team_id],
        "day": [day.isoformat()],
        "shift": ["Late"],
    }


def test_after_its_end_a_shift_is_what_the_debrief_begins_with(
    desk: Session, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = date(2026, 11, 24)
    at(monkeypatch, day, 14, 30)
    brief(desk, duty(day), names=("Market Square",))
    at(monkeypatch, day.replace(day=25), 2, 1)
    page = open_page("debrief")
    assert (page.query_params["day"], page.query_params["shift"]) == (day.isoformat(), "Late")


def test_my_team_is_what_pages_begin_with(desk: Session, open_page: Opener) -> None:
    north = teams.keep(desk, Team("north", "North LPT"))
    page = open_page("teams")
    page.selectbox(key="my_team").select(north.team_id).run()
    assert not page.exception
    assert open_page("today").query_params["team"] == north.team_id


def test_a_team_is_set_up_changed_and_retired_on_its_page(desk: Session, open_page: Opener) -> None:
    page = open_page("teams")
    page.text_input(key="new_team_name").set_value("North LPT")
    page.button[-1].click().run()
    assert not page.exception
    assert [each.name for each in teams.teams(desk)] == ["Local policing team", "North LPT"]
    page.selectbox(key="north-lpt_team_marking").select("OFFICIAL")
    next(
        each for each in page.button if each.label == "Keep" and "north" in str(each.form_id)
    ).click()
    page.run()
    assert teams.team(desk, "north-lpt").marking == "OFFICIAL"
    page.button(key="retire_north-lpt").click().run()
    assert [each.name for each in teams.teams(desk)] == ["Local policing team"]


@pytest.mark.parametrize("day", ["2009-12-31", "2040-01-01"])
@pytest.mark.parametrize("page", PAGES)
def test_a_day_long_ago_or_still_to_come_ends_no_page(
    desk: Session, open_page: Opener, page: str, day: str
) -> None:
    shown_page = open_page(page, day=day, as_of=day, patrolled_since=day, since=day)
    assert not shown_page.exception


def test_questions_say_that_a_day_to_come_is_not_known_yet(
    town_desk: Session, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, date(2026, 12, 2), 2, 0)
    page = open_page("questions", question="missed", as_of="2026-12-02")
    assert not page.exception
    assert page.date_input(key="as_of").value == date(2026, 12, 1), "the night is still the first's"
    warned = [each.value.replace("\\", "") for each in page.warning]
    (told,) = [each for each in warned if "2026-12-02" in each]
    assert "which is not a day up to 2026-12-01 here. It was left out." in told
