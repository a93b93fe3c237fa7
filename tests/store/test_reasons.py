"""What a team's inbox offers, and decisions about it: append-only, per duty, none replaced unseen."""

from dataclasses import replace
from datetime import timedelta

import pytest

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.core.team import Duty
from patrolqr.store import (
    Session,
    areas,
    inbox_rules,
    picks,
    priorities,
    reasons,
    strategies,
    teams,
)
from patrolqr.store.inbox_rules import Rule
from patrolqr.store.priorities import Priority
from patrolqr.store.reasons import Choice
from tests.builders.briefings import candidate
from tests.builders.duties import TEAM, duty, duty_now
from tests.builders.reasons import incident, put, put_incidents, reason
from tests.conftest import seen_by

TONIGHT = Choice("tonight")
NOT = Choice("not_tonight", why="Too few officers")


def ids(session: Session, of: Duty, neighbourhoods: tuple[str, ...] = ()) -> set[str]:
    return {each.reason_id for each in reasons.reasons(session, of, neighbourhoods)}


def test_nothing_loaded_is_an_empty_inbox(store: Session) -> None:
    assert reasons.reasons(store, duty_now()) == []
    assert reasons.outcomes_of(store, duty_now()) == []


def test_each_reason_says_which_rule_and_version_brought_it_in(store: Session) -> None:
    put(store, reason(), reason("intelligence", reference="I/7"))
    put_incidents(store, incident())
    rules = {each.label: each.rule for each in reasons.reasons(store, duty_now())}
    assert rules == {
        "101": "All calls of the last 24 h (v1)",
        "I/7": "All intelligence of the last 7 days (v1)",
        "22/1/26": "Burglary and ASB of the last 72 h (v1)",
    }


@pytest.mark.parametrize(("hours", "is_offered"), [(72, True), (72.01, False)])
def test_a_rule_looks_back_from_the_beginning_of_the_shift(
    store: Session, hours: float, is_offered: bool
) -> None:
    begins_at, _ = clock.duty_window(duty_now())
    put_incidents(store, incident(at=begins_at - timedelta(hours=hours)))
    assert bool(ids(store, duty_now())) is is_offered


def test_only_the_types_of_a_rule_and_only_incidents_to_the_minute_come_in(store: Session) -> None:
    wanted = incident()
    put_incidents(
        store,
        wanted,
        incident(reference="22/2/26", category="Shoplifting"),
        incident(reference="22/3/26", precision="month"),
        incident(reference="22/4/26", superseded=True),
    )
    assert ids(store, duty_now()) == {str(wanted["incident_id"])}


def test_what_is_a_call_already_does_not_come_in_again_as_an_incident(store: Session) -> None:
    (call,) = put(store, reason(reference="22/1/26"))
    put_incidents(store, incident(incident_id=call), incident(reference="22/1/26"))
    found = reasons.reasons(store, duty_now())
    assert [(each.reason_id, each.category) for each in found] == [(call, "Burglary")]


def test_expired_intelligence_is_not_offered_and_its_last_day_counts(store: Session) -> None:
    day = duty_now().patrol_day
    last, _ = put(
        store,
        reason("intelligence", expires_day=day),
        reason("intelligence", expires_day=day - timedelta(days=1)),
    )
    assert ids(store, duty_now()) == {last}


def test_of_intelligence_only_the_sanitised_text_leaves_the_database(store: Session) -> None:
    put(
        store, reason("intelligence", text="Told by J"), reason("intelligence", sanitised_text=None)
    )
    assert {each.text for each in reasons.reasons(store, duty_now())} == {
        "Riders meet at the bridge",
        "",
    }


def test_a_team_sees_its_own_ground_and_what_has_no_place(store: Session) -> None:
    own, _, nowhere = put(
        store,
        reason(neighbourhood_id="CA01"),
        reason(neighbourhood_id="CA02"),
        reason(easting=None, northing=None, place=None),
    )
    assert ids(store, duty_now(), ("CA01",)) == {own, nowhere}
    assert len(ids(store, duty_now())) == 3


def test_a_decision_counts_for_its_duty_alone(store: Session) -> None:
    teams.keep(store, replace(TEAM, team_id="south", name="South"))
    (item,) = put(store, reason())
    now = duty_now()
    others = [
        Duty("south", now.patrol_day, now.shift),
        Duty(now.team_id, now.patrol_day - timedelta(days=1), now.shift),
        next(
            Duty(now.team_id, now.patrol_day, each)
            for each in TEAM.shifts
            if each.name != now.shift.name
        ),
    ]
    reasons.decide(store, now, item, NOT, seen=0)
    assert reasons.standing(store, now, item).decision == "not_tonight"
    assert [reasons.standing(store, each, item).version for each in others] == [0, 0, 0]


def test_two_people_deciding_at_once_see_each_other(store: Session) -> None:
    (item,) = put(store, reason())
    now = duty_now()
    reasons.decide(seen_by(store, "Sgt 1"), now, item, NOT, seen=0)
    with pytest.raises(InputWrong, match=r"Sgt 1 decided at .* meanwhile: not tonight"):
        reasons.decide(seen_by(store, "Sgt 2"), now, item, TONIGHT, seen=0, area=candidate(1))
    assert reasons.standing(store, now, item).decided_by == "Sgt 1"
    assert picks.picks(store, now) == []


def test_every_decision_is_kept_and_can_be_taken_back(store: Session) -> None:
    (item,) = put(store, reason())
    now = duty_now()
    reasons.decide(seen_by(store, "Sgt 1"), now, item, TONIGHT, seen=0, area=candidate(1))
    reasons.decide(seen_by(store, "Sgt 2"), now, item, Choice(""), seen=1)
    assert reasons.standing(store, now, item).decision == ""
    with store.writing("brief") as written:
        kept = written.cursor.execute(
            "SELECT version, decision, decided_by FROM reason_decisions ORDER BY version"
        ).fetchall()
    assert kept == [(1, "tonight", "Sgt 1"), (2, "", "Sgt 2")]


def test_tonight_picks_the_area_and_undo_takes_it_out_with_the_last_reason(store: Session) -> None:
    first, second = put(store, reason(), reason(reference="102"))
    now = duty_now()
    for item in (first, second):
        reasons.decide(store, now, item, TONIGHT, seen=0, area=candidate(1))
    assert [each.area.name for each in picks.picks(store, now)] == ["Market Square"]
    reasons.decide(store, now, first, Choice(""), seen=1)
    assert len(picks.picks(store, now)) == 1
    reasons.decide(store, now, second, NOT, seen=1)
    assert picks.picks(store, now) == []


@pytest.mark.parametrize("choice", [NOT, Choice("partner", partner="Council")])
def test_what_is_not_for_tonight_makes_no_patrol_area(store: Session, choice: Choice) -> None:
    (call,) = put(store, reason())
    reasons.decide(store, duty_now(), call, choice, seen=0, area=candidate(1, "Canal"))
    assert areas.by_name(store) == []
    reasons.decide(store, duty_now(), call, TONIGHT, seen=1, area=candidate(1, "Canal"))
    assert [each["label"] for each in areas.by_name(store)] == ["Canal"]


def test_undo_leaves_what_was_picked_on_the_map(store: Session) -> None:
    (item,) = put(store, reason())
    now = duty_now()
    picks.pick(store, now, [candidate(1)])
    reasons.decide(store, now, item, TONIGHT, seen=0, area=candidate(1))
    reasons.decide(store, now, item, Choice(""), seen=1)
    assert len(picks.picks(store, now)) == 1


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        (TONIGHT, "Give it a patrol area"),
        (Choice("not_tonight", why="  "), "Say why"),
        (Choice("partner"), "to whom"),
        (Choice("merged"), "Choose the one"),
        (Choice("not_tonight", why="x" * 201), "Shorten"),
    ],
)
def test_a_decision_says_what_it_must(store: Session, choice: Choice, sentence: str) -> None:
    (item,) = put(store, reason())
    with pytest.raises(InputWrong, match=sentence):
        reasons.decide(store, duty_now(), item, choice, seen=0)
    assert reasons.standing(store, duty_now(), item).version == 0


def test_a_reason_without_a_place_is_given_an_area(store: Session) -> None:
    (item,) = put(store, reason(easting=None, northing=None, place=None))
    now = duty_now()
    picks.pick(store, now, [candidate(1)])
    (area,) = [each.area for each in picks.picks(store, now)]
    reasons.give_area(store, item, area.area_id)
    (found,) = reasons.reasons(store, now)
    assert (found.area_id, found.place, found.cell) == (area.area_id, "Market Square", area.cell)
    with pytest.raises(InputWrong, match="does not exist"):
        reasons.give_area(store, item, "00000000-0000-0000-0000-000000000000")


def test_a_rule_is_changed_for_one_team_in_versions(store: Session) -> None:
    put(store, reason("intelligence"))
    now = duty_now()
    (rule,) = [each for each in inbox_rules.rules(store, now.team_id) if "intell" in each.rule_id]
    inbox_rules.keep(store, now.team_id, replace(rule, is_on=False))
    assert reasons.reasons(store, now) == []
    assert all(each.is_on for each in inbox_rules.rules(store, "another"))
    with pytest.raises(InputWrong, match="version 2"):
        inbox_rules.keep(store, now.team_id, rule)


def test_a_new_rule_brings_its_kinds_in(store: Session) -> None:
    put_incidents(store, incident(category="Robbery"))
    now = duty_now()
    assert reasons.reasons(store, now) == []
    inbox_rules.keep(store, now.team_id, Rule("Robbery", ("incident",), ("Robbery",), 24))
    (found,) = reasons.reasons(store, now)
    assert found.rule == "Robbery (v1)"
    for wrong in (Rule("", ("call",)), Rule("x", ()), Rule("x", ("call",), hours=0)):
        with pytest.raises(InputWrong):
            inbox_rules.keep(store, now.team_id, wrong)


def test_a_priority_is_its_teams_reason_until_it_is_closed(store: Session) -> None:
    now = duty(clock.today(), "Night")  # which is not over yet, whatever the hour
    priorities.keep(
        store, now.team_id, Priority("Bikes on the path", "Speak to riders", now.patrol_day)
    )
    (kept,) = priorities.priorities(store, now.team_id)
    (found,) = reasons.reasons(store, now)
    assert (found.kind, found.text, found.action) == (
        "priority",
        "Bikes on the path",
        "Speak to riders",
    )
    assert reasons.reasons(store, Duty("another", now.patrol_day, now.shift)) == []
    priorities.keep(store, now.team_id, replace(kept, is_closed=True))
    assert reasons.reasons(store, now) == []
    with pytest.raises(InputWrong, match="meanwhile"):
        priorities.keep(store, now.team_id, kept)


def test_a_strategy_is_kept_in_versions_and_none_is_replaced_unseen(store: Session) -> None:
    now = duty_now()
    assert strategies.newest(store, now).version == 0
    strategies.write(seen_by(store, "Ch Insp"), now, "Visible until the shops close", seen=0)
    with pytest.raises(InputWrong, match="Ch Insp wrote a newer strategy"):
        strategies.write(store, now, "Something else", seen=0)
    assert strategies.write(store, now, "", seen=1).text == ""
    assert strategies.newest(store, now).version == 2
