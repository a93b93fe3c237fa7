"""Teams: set up, changed, retired, chosen; their days never mix."""

import re
from dataclasses import replace
from datetime import date, time

import pytest

from patrolqr.core.errors import InputWrong
from patrolqr.core.shift import SHIFTS, Shift
from patrolqr.core.team import Team, id_of
from patrolqr.steps import load_teams
from patrolqr.store import Session, attendance, briefings, passes, picks, teams
from patrolqr.store.engine.schema import SQL
from tests.builders.briefings import brief, candidate
from tests.builders.duties import TEAM, duty
from tests.conftest import seen_by

DAY = date(2026, 11, 24)
LATES = Shift("Late", time(16), time(3))
NORTH = Team("north-lpt", "North LPT", shifts=(LATES,), marking="OFFICIAL")

FILE = """
[[team]]
name = "North LPT"
marking = "OFFICIAL"
shifts = { Days = "08:00-18:00", Nights = "22:00–07:00" }

[[team]]
id = "south"
name = "South LPT"
"""


def test_a_new_database_has_one_team_with_the_usual_shifts(store: Session) -> None:
    assert teams.teams(store) == [TEAM]
    assert teams.only_team(store) == TEAM
    assert list(TEAM.shifts) == list(SHIFTS.values())


def test_every_query_of_a_duty_asks_for_team_day_and_shift() -> None:
    """No statement filters by two of the three: another team's rows would come along."""
    asked = re.compile(r"\bshift = \$shift\b")
    for file in SQL.glob("*/*.sql"):
        text = file.read_text("utf-8")
        if asked.search(text) and "patrol_day = $patrol_day" in text:
            assert "team_id = $team_id" in text, file.name


def test_two_teams_brief_one_shift_and_neither_touches_the_other(store: Session) -> None:
    teams.keep(store, NORTH)
    ours, theirs = duty(DAY), NORTH.duty(DAY, "Late")
    first = brief(store, ours, names=("Market Square",))
    second = brief(store, theirs, names=("Market Square", "Canal Bridge"))
    assert (first.version, second.version) == (1, 1)
    assert [pick.area.name for pick in picks.picks(store, ours)] == ["Market Square"]
    attendance.tick(store, second, added=["AB12"])
    assert attendance.briefed(store, ours) == []
    for sheet in (first, second):
        starts = sheet.made_at.replace(year=2026, month=11, day=24, hour=17)
        for tasking in sheet.taskings:
            granted = passes.grant(store, tasking.pass_id, at=starts)
            assert granted.briefing.duty == sheet.duty


def test_a_sheet_keeps_the_hours_it_was_made_for(store: Session) -> None:
    teams.keep(store, NORTH)
    saved = brief(store, NORTH.duty(DAY, "Late"))
    teams.keep(store, replace(NORTH, shifts=(Shift("Late", time(14), time(2)),)), seen=NORTH)
    again = briefings.current(store, teams.team(store, "north-lpt").duty(DAY, "Late"))
    assert again is not None
    assert again.briefing_id == saved.briefing_id
    assert again.shift == LATES


def test_a_file_sets_up_every_team_and_retires_the_beginner(store: Session) -> None:
    north, south = load_teams.load(store, FILE)
    assert teams.teams(store) == [north, south]
    assert (north.team_id, south.team_id) == ("north-lpt", "south")
    assert [shift.label for shift in north.shifts] == ["Days 08:00–18:00", "Nights 22:00–07:00"]
    assert south.shifts == tuple(SHIFTS.values())
    load_teams.load(store, FILE)
    assert len(teams.teams(store)) == 2


def test_a_beginner_that_has_briefed_stays(store: Session) -> None:
    picks.pick(store, duty(DAY), [candidate(1)])
    load_teams.load(store, FILE)
    assert TEAM in teams.teams(store)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("[[team", "no TOML"),
        ("name = 'North'", "names no team"),
        ("team = 'North'", "names no team"),
        ("[[team]]\nname = ''", "1 to 60 characters"),
        ("[[team]]\nname = 'N'\ncolour = 'red'", "'colour', which means nothing"),
        ("[[team]]\nname = 'N'\nneighbourhoods = ['Atlantis']", "'Atlantis', which is not loaded"),
        ("[[team]]\nname = 'N'\nneighbourhoods = 'all'", "a list of names"),
        ("[[team]]\nname = 'N'\nshifts = { Late = 'evening' }", "Late says 'evening'"),
        ("[[team]]\nname = 'N'\nshifts = { Late = '14:00-14:00' }", "ends when it starts"),
        ("[[team]]\nname = 'N'\nmarking = 'SECRET'", "not one of"),
        ("[[team]]\nname = 'N'\n[[team]]\nname = 'n'", "one name or one id"),
        ("[[team]]\nid = 'No Way'\nname = 'N'", "stands in addresses"),
    ],
)
def test_a_file_that_is_wrong_says_where_and_changes_nothing(
    store: Session, content: str, sentence: str
) -> None:
    with pytest.raises(InputWrong, match=sentence):
        load_teams.load(store, content)
    assert teams.teams(store) == [TEAM]


def test_one_name_is_one_team(store: Session) -> None:
    teams.keep(store, NORTH)
    with pytest.raises(InputWrong, match="already"):
        teams.keep(store, replace(NORTH, team_id="other", name="north lpt"))


def test_a_retired_team_is_offered_no_more_and_the_last_one_stays(store: Session) -> None:
    teams.keep(store, NORTH)
    teams.retire(store, TEAM.team_id)
    assert teams.teams(store) == [NORTH]
    with pytest.raises(InputWrong, match="the only team"):
        teams.retire(store, NORTH.team_id)
    with pytest.raises(InputWrong, match="no team 'nobody'"):
        teams.team(store, "nobody")


def test_my_team_is_remembered_for_each_person(store: Session) -> None:
    teams.keep(store, NORTH)
    one, other = seen_by(store, "Sgt 1"), seen_by(store, "Sgt 2")
    teams.keep_mine(one, NORTH.team_id)
    assert teams.mine(one) == NORTH
    assert teams.mine(other) == TEAM
    teams.keep_mine(one, TEAM.team_id)
    assert teams.mine(one) == TEAM


def test_a_shift_that_the_team_has_not_is_said() -> None:
    with pytest.raises(
        InputWrong, match=r"no shift called 'Lunch'\. Choose one of Early, Late, Night"
    ):
        TEAM.duty(DAY, "Lunch")


@pytest.mark.parametrize(
    ("name", "team_id"),
    [("Ashbrook LPT", "ashbrook-lpt"), (" Öst & Väst ", "st-v-st"), ("ö", "team")],
)
def test_a_team_is_known_in_addresses_by_plain_letters(name: str, team_id: str) -> None:
    assert id_of(name) == team_id


def test_what_is_told_of_teams_carries_the_strictest_of_their_markings(store: Session) -> None:
    """A team without one, or that is not known any more, has the strictest."""
    assert teams.marking(store) == "OFFICIAL-SENSITIVE"
    own = teams.team(store, TEAM.team_id)
    teams.keep(store, replace(own, marking="OFFICIAL"), seen=own)
    assert teams.marking(store) == "OFFICIAL"
    other = replace(own, team_id="north", name="North", marking="OFFICIAL-SENSITIVE")
    teams.keep(store, other)
    assert teams.marking(store) == "OFFICIAL-SENSITIVE"
    assert teams.marking(store, [own.team_id]) == "OFFICIAL"
    assert teams.marking(store, [own.team_id, "retired-long-ago"]) == "OFFICIAL-SENSITIVE"
