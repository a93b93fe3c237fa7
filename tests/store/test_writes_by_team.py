"""Somebody who is limited to some teams changes nothing of another's, by no statement and by no act, and
is told whose it is and who may.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from patrolqr.core import clock
from patrolqr.core.actor import DESK_ROLES, Actor, Role
from patrolqr.core.briefing import BriefingDraft
from patrolqr.core.errors import NotAllowed, PatrolError
from patrolqr.core.form.log import parse
from patrolqr.core.permissions import ACTS, LIMITED_ROLES, OVER_ALL_TEAMS
from patrolqr.store import (
    Session,
    attendance,
    briefings,
    coins,
    drafts,
    handovers,
    inbox_rules,
    logs,
    meetings,
    packs,
    pairings,
    passes,
    people,
    picks,
    priorities,
    promises,
    reviews,
    room_links,
    strategies,
    teams,
    unclaimed,
)
from patrolqr.store.inbox_rules import Rule
from patrolqr.store.priorities import Priority
from tests.builders.briefings import brief, candidate
from tests.builders.duties import duty_on
from tests.builders.logs import a_log
from tests.builders.two_teams import AREA, DAY, OF_TEAMS, OURS, THEIRS, duty_of, id_of, of_ours
from tests.conftest import TESTS
from tests.store.test_queries import QUERIES, READING, _code
from tests.store.test_rows_by_team import asked

WRITING = sorted(set(QUERIES) - set(READING))

OVER_ALL = ("keeping/", "redactions/", "undo/", "table_logs/")
"""Statements of acts over all teams, which nobody does who is limited."""

OF_NOBODY = {
    "drafts/hand_over": "only where nobody signs in; people.keep_name asks for that",
    "visits/keep_presence": "done by PatrolQR itself",
}
"""Other statements that name no team and no thing of one, and why they change nothing of another's."""

TOLD = "This is of Theirs. You see Ours only: ask a colleague who sees Theirs."


def theirs(store: Session) -> dict[str, tuple[int, int]]:
    """Return, per table of the teams' work, how many rows are not ours and their digest."""
    found = {}
    with store.writing("look") as written:
        for table in sorted(OF_TEAMS):
            cursor = written.cursor
            whole = cursor.execute(DIGEST.format(f"main.{table}")).fetchone() or (0, 0)
            cursor.execute(f"SET VARIABLE own_teams = ['{OURS.team_id}']")
            own = cursor.execute(DIGEST.format(f"own.main.{table}")).fetchone() or (0, 0)
            found[table] = whole[0] - own[0], (whole[1] or 0) ^ (own[1] or 0)
    return found


DIGEST = "SELECT count(*), bit_xor(hash(every)) FROM {} AS every"


def written_to(query: str) -> str:
    found = re.search(r"(?:INSERT INTO|UPDATE|MERGE INTO|DELETE FROM)\s+(\w+)", _code(query))
    return found[1] if found else ""


def test_no_statement_changes_a_row_of_another_team(both: Session) -> None:
    """Each is given the other team's rows to change; what names none of them is named here."""
    ours = of_ours(both)
    teams.teams(ours)
    before, passed = theirs(both), []
    for query in WRITING:
        if query.startswith(OVER_ALL):
            continue
        try:
            with ours.writing("brief") as written:
                written.change(query, **asked(query))
                raise RollBack
        except NotAllowed:
            continue
        except (RollBack, duckdb.Error):
            passed.append(query)
    assert {each for each in passed if written_to(each) in OF_TEAMS} == OF_NOBODY.keys()
    assert theirs(both) == before


class RollBack(Exception):
    """Nothing of a transaction is to be kept."""


def test_the_statements_that_were_left_out_are_of_acts_over_all_teams() -> None:
    """Who calls them asks for no other act."""
    for name in ("keeping", "disposals", "redactions", "redacted_logs", "undo", "table_logs"):
        source = (Path(teams.__file__).parent / f"{name}.py").read_text("utf-8")
        acts = set(re.findall(r"session\.(?:writing|loading|writing_alone)\(\"([a-z ]+)\"", source))
        assert acts <= OVER_ALL_TEAMS, name


def draft_of_theirs() -> BriefingDraft:
    return BriefingDraft(
        duty_of(THEIRS), team="Theirs", marking="OFFICIAL", author="", information="", intention="", taskings=()
    )  # fmt: skip


def _meeting_entry(session: Session) -> None:
    pack = packs.pack(Session(session.store, TESTS), id_of(THEIRS, "pack_id"))
    meetings.add(session, pack, "decision", "done", "", None)


def _log_under(session: Session) -> None:
    logs.accept(session, parse(a_log()), id_of(THEIRS, "pass_id"))


def _unclaimed(session: Session) -> None:
    (waiting, *_) = [
        each
        for each in unclaimed.waiting(Session(session.store, TESTS))
        if each.pass_id == id_of(THEIRS, "pass_id")
    ]
    unclaimed.put_aside(session, waiting)


DUTY = duty_of(THEIRS)
NOTHING: Any = {}
BY_SERGEANT: dict[str, Callable[[Session], object]] = {
    "my team": lambda s: teams.keep_mine(s, THEIRS.team_id),
    "pick": lambda s: picks.pick(s, DUTY, [candidate(1)]),
    "pass over": lambda s: picks.pass_over(s, DUTY, candidate(1), "roadworks"),
    "toss a coin": lambda s: coins.toss(s, DUTY, [candidate(1), candidate(2)], 1),
    "strategy": lambda s: strategies.write(s, DUTY, "be seen", seen=0),
    "priority": lambda s: priorities.keep(s, THEIRS.team_id, Priority("bikes", "look", DAY, None)),
    "rule": lambda s: inbox_rules.keep(s, THEIRS.team_id, Rule("calls", ("call",))),
    "draft": lambda s: drafts.keep(s, draft_of_theirs(), seen=0),
    "tick": lambda s: attendance.tick(
        s, briefings.briefing(Session(s.store, TESTS), id_of(THEIRS, "briefing_id")), added=["1"]
    ),
    "missed reason": lambda s: attendance.give_missed_reason(s, DUTY, AREA, "Custody"),
    "hand over": lambda s: handovers.write(s, DUTY, "all quiet", seen=0),
    "keep a document": lambda s: briefings.keep_document(
        s, id_of(THEIRS, "briefing_id"), "sheet", "a.pdf", b"%PDF"
    ),
    "end a code": lambda s: passes.revoke(s, pass_id=id_of(THEIRS, "pass_id")),
    "end a sheet's codes": lambda s: passes.revoke(s, briefing_id=id_of(THEIRS, "briefing_id")),
    "end a phone": lambda s: pairings.end(s, id_of(THEIRS, "pairing_id")),
    "link a screen": lambda s: room_links.give(s, DUTY),
    "end a screen": lambda s: room_links.end(s, DUTY),
    "see a screen": lambda s: room_links.standing(s, DUTY),
    "judge a log": lambda s: reviews.decide(s, id_of(THEIRS, "log_id"), 1, "approved"),
    "judge one judged": lambda s: reviews.decide(s, id_of(THEIRS, "log_id"), 1, "approved", seen=1),
    "hand in a log": _log_under,
    "put a log aside": _unclaimed,
    "promise": lambda s: promises.mark(s, id_of(THEIRS, "entry_id"), is_kept=True),
    "freeze a pack": lambda s: packs.freeze(s, [THEIRS.team_id], (DAY, DAY), NOTHING),
    "freeze of both": lambda s: packs.freeze(
        s, [OURS.team_id, THEIRS.team_id], (DAY, DAY), NOTHING
    ),
    "open a pack": lambda s: packs.pack(s, id_of(THEIRS, "pack_id")),
    "enter at a meeting": _meeting_entry,
}
"""What a sergeant does, each on the other team's things."""


@pytest.mark.parametrize("what", BY_SERGEANT)
def test_nothing_is_done_to_another_teams_things(what: str, both: Session) -> None:
    ours = of_ours(both)
    teams.teams(ours)
    before = theirs(both)
    with pytest.raises(NotAllowed) as refused:
        BY_SERGEANT[what](ours)
    assert refused.value.sentence == TOLD
    assert theirs(both) == before


def test_what_is_of_all_teams_is_made_by_whoever_sees_all(both: Session) -> None:
    ours = of_ours(both)
    with pytest.raises(NotAllowed, match=r"^This is of all teams, or of none\. You see Ours only"):
        packs.freeze(ours, [], (DAY, DAY), NOTHING)
    with pytest.raises(NotAllowed, match="see Ours only"):
        teams.team(ours, THEIRS.team_id)
    assert [each.team_id for each in teams.teams(ours)] == [OURS.team_id]
    assert teams.mine(ours).team_id == OURS.team_id


@pytest.mark.parametrize("role", LIMITED_ROLES)
def test_what_is_over_all_teams_is_not_done_by_whoever_sees_some(role: Role, both: Session) -> None:
    """Every act, in every role that may be limited: what it may not do at all says the same as ever."""
    ours, all_teams = of_ours(both, role), Session(both.store, Actor("x", role))
    for act in ACTS:
        assert ours.may(act) == (all_teams.may(act) and act not in OVER_ALL_TEAMS)
        if all_teams.may(act) and not ours.may(act):
            with pytest.raises(NotAllowed, match=r"you see Ours only.*over all teams"):
                ours.writing(act).__enter__()
            with pytest.raises(
                NotAllowed, match=r"^You see Ours only.*Ask a colleague who sees all"
            ):
                ours.need(act)
    assert set(DESK_ROLES) - set(LIMITED_ROLES) == {"auditor", "admin"}


def test_one_does_ones_own_as_before(store: Session) -> None:
    """A whole evening of one's own team: picks, sheet, codes, a log from paper, its review."""
    own = Session(store.store, Actor("Sgt 1", "sergeant", frozenset({duty_on().team_id})))
    sheet = brief(own, duty_on())
    log = parse(a_log(arrived_at=(clock.now() - timedelta(minutes=5)).isoformat()))
    logs.accept(own, log, sheet.taskings[0].pass_id)
    reviews.decide(own, log.log_id, 1, "approved")
    assert passes.revoke(own, briefing_id=sheet.briefing_id) == len(sheet.taskings)
    handovers.write(own, sheet.duty, "all quiet", seen=0)
    people.keep_name(own, "Sgt 1", "")
    assert [each.log for each in reviews.versions(own, log.log_id)] == [log]


def test_a_log_of_another_team_under_the_same_id_is_still_met(both: Session) -> None:
    """What is stored is known to all who hand in logs, or one id would be stored twice."""
    ours = of_ours(both)
    again = parse(a_log(log_id=id_of(THEIRS, "log_id")))
    with pytest.raises(PatrolError, match="already sent with other answers"):
        logs.accept(ours, again, id_of(OURS, "pass_id"))


def test_a_phone_is_shown_to_the_team_whose_sheet_it_opened(both: Session) -> None:
    """One that opened none is shown to all: whoever shows the code may end it."""
    now = clock.now()
    known = pairings.current(both, at=now)
    shown = pairings.current(of_ours(both), at=now)
    hidden = {each.pairing_id for each in known} - {each.pairing_id for each in shown}
    assert hidden == {id_of(THEIRS, "pairing_id")}
    paired = pairings.pair(both, pairings.room_code(at=now), "9999")
    assert paired.pairing in pairings.current(of_ours(both), at=clock.now())
    pairings.end(of_ours(both), paired.pairing.pairing_id)
