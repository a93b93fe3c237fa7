"""What people and patterns bring, by place: each with its whys, in the order that is said, and decided
about once.
"""

from datetime import timedelta
from typing import Any

import pytest

from patrolqr.core import clock
from patrolqr.core.area import Candidate
from patrolqr.core.form.log import parse
from patrolqr.core.team import Duty
from patrolqr.geo import squares
from patrolqr.steps import brought, triage
from patrolqr.steps.brought import Brought, Rise
from patrolqr.store import (
    Session,
    attendance,
    briefings,
    logs,
    picks,
    priorities,
    promises,
    reasons,
)
from patrolqr.store.priorities import Priority
from patrolqr.store.reasons import Choice
from tests.builders.briefings import brief, brief_areas
from tests.builders.duties import duty_on
from tests.builders.logs import sent, visit
from tests.builders.reasons import inbox_of, put, reason

CANAL = "E398000N310000"
"""The square of builders/reasons.reason."""

ELSEWHERE: dict[str, Any] = {"easting": 401_100.0, "northing": 310_050.0, "place": "Mill Lane"}
FAR = "E401000N310000"


def asked(store: Session, of: Duty | None = None, *rises: Rise) -> list[Brought]:
    duty = of or duty_on()
    return list(brought.find(store, duty, last=brought.before(store, duty), rises=rises).places)


def said(one: Brought) -> dict[str, str]:
    return {each.kind: each.text for each in one.whys}


def kept(store: Session, reason_id: str) -> str:
    return reasons.standing(store, duty_on(), reason_id).decision


def at(cell: str, name: str = "Canal Street") -> Candidate:
    return Candidate(cell, name, squares.outline(cell), None, "")


def next_duty(of: Duty) -> Duty:
    return Duty(of.team_id, of.patrol_day + timedelta(days=1), of.shift)


def test_nothing_brings_nothing(store: Session) -> None:
    assert asked(store) == []


def test_what_came_in_at_one_place_is_one_row_with_its_number_and_the_newest_beside_its_source(
    store: Session,
) -> None:
    call = reason()
    earlier = call["reported_at"] - timedelta(hours=4)
    put(store, call, reason("intelligence", reference="I/7", reported_at=earlier))
    (one,) = asked(store)
    assert (one.cell, one.name) == (CANAL, "Canal Street")
    newest = "1 call, 1 intelligence, the newest: Bikes on the canal path (101)"
    assert said(one) == {"Came in": newest}
    assert one.why == "1 call, 1 intelligence"  # no words that must stand beside their source


def test_what_may_not_be_printed_or_has_no_place_brings_nothing(store: Session) -> None:
    nowhere: dict[str, Any] = {"easting": None, "northing": None, "place": None}
    hidden = reason("intelligence", sanitised_text=None)
    put(store, hidden, reason("intelligence", handling="C"), reason(**nowhere))
    assert asked(store) == []
    assert brought.find(store, duty_on(), last=None, rises=()).without_place == 1


def test_what_the_inbox_settled_brings_nothing_and_what_it_took_still_does(store: Session) -> None:
    put(store, reason(), reason(**ELSEWHERE))
    for item in inbox_of(store, duty_on()).reasons:
        choice = Choice("partner", partner="Council") if item.cell == FAR else Choice("tonight")
        triage.decide(store, duty_on(), item, choice)
    assert [each.cell for each in asked(store)] == [CANAL]


def test_places_stand_by_what_is_most_urgent_then_by_what_they_have_besides(store: Session) -> None:
    areas = brief_areas(store, duty_on(), ["Bridge", "Old Quay", "Canal Walk"])
    for number, name in enumerate(areas):
        issue = Priority(f"Lights at {name}", "Speak to riders", area_id=areas[name])
        if number:
            priorities.keep(store, duty_on().team_id, issue)
    put(store, reason(), reason(**ELSEWHERE, reported_at=clock.now() - timedelta(hours=9)))
    cells = {each.area.name: str(each.area.cell) for each in picks.picks(store, duty_on())}
    since = duty_on().patrol_day
    rises = [Rise(cells["Old Quay"], "Old Quay", "30 where 9 were expected", since)]
    rises.append(Rise(FAR, "Mill Lane", "12 where 3 were expected", since))
    found = asked(store, None, *rises)
    assert [each.name for each in found] == ["Old Quay", "Canal Walk", "Mill Lane", "Canal Street"]
    assert list(said(found[0])) == ["Priority", "Pattern"]
    assert list(said(found[2])) == ["Pattern", "Came in"]
    assert found[2].why == "12 where 3 were expected · 1 call"


def test_what_the_last_shift_left_is_owed_with_its_why_until_all_was_given(store: Session) -> None:
    last = duty_on()
    areas = brief_areas(store, last, ["Bridge", "Old Quay"])
    # another patrol than the first: half an hour apart they are two
    for hours in (0, 3):
        begun = clock.duty_window(last)[0] + timedelta(hours=1 + hours)
        visit(store, areas["Bridge"], last.patrol_day, shift=last.shift.name, arrived_at=begun)
    attendance.give_missed_reason(store, last, areas["Old Quay"], "Custody")
    with clock.standing_at(clock.duty_window(last)[1] + timedelta(minutes=5)):
        (one,) = asked(store, next_duty(last))
    day = clock.day_text(last.patrol_day)
    assert said(one) == {"Owed": f"0 of 2 patrols in {last.shift.name}, {day}: Custody"}
    assert one.why == said(one)["Owed"]


def test_a_shift_that_still_runs_left_nothing_yet(store: Session) -> None:
    brief(store, duty_on())
    with clock.standing_at(clock.duty_window(duty_on())[1] - timedelta(minutes=5)):
        assert brought.before(store, next_duty(duty_on())) is None


def test_a_promise_is_owed_from_its_day_on_until_it_was_kept(store: Session) -> None:
    of = duty_on()
    due = of.patrol_day + timedelta(days=1)
    brief_areas(store, of, ["Bridge"])
    entry = {"promise": "Call back", "promise_day": due.isoformat()}
    sheet = briefings.current(store, of)
    assert sheet is not None
    log = parse(sent(engagement=[entry], collar="4821"))
    logs.accept(store, log, sheet.taskings[0].pass_id)
    assert not [each for each in asked(store, of) if "Owed" in said(each)]
    (one,) = asked(store, next_duty(of))
    assert f"Promised for {clock.day_text(due)}: Call back" in said(one)["Owed"]
    assert "Call back" not in one.why  # an officer's words stay in the log
    (entry_id,) = promises.promises(store)["entry_id"]
    promises.mark(store, entry_id, is_kept=True)
    assert not [each for each in asked(store, next_duty(of)) if "Promised" in str(said(each))]


def test_picking_a_place_takes_what_waits_there_for_tonight_as_the_inbox_does(
    store: Session,
) -> None:
    here, hidden, other = put(
        store, reason(), reason("intelligence", sanitised_text=None), reason(**ELSEWHERE)
    )
    brought.pick(store, duty_on(), [at(CANAL)])
    assert [kept(store, each) for each in (here, hidden, other)] == ["tonight", "", ""]
    (pick,) = picks.picks(store, duty_on())
    (taken,) = triage.taken(store, duty_on())[pick.area.area_id]
    assert taken.reason_id == here
    (one,) = [each for each in asked(store) if each.cell == CANAL]
    assert said(one) == {"Came in": "1 call: Bikes on the canal path (101)"}


def test_a_place_that_is_taken_out_gives_back_what_it_took(store: Session) -> None:
    here, other = put(store, reason(), reason(**ELSEWHERE))
    brought.pick(store, duty_on(), [at(CANAL), at(FAR, "Mill Lane")])
    canal = next(each for each in picks.picks(store, duty_on()) if each.area.cell == CANAL)
    brought.unpick(store, duty_on(), [canal.area.area_id])
    assert [each.area.cell for each in picks.picks(store, duty_on())] == [FAR]
    assert (kept(store, here), kept(store, other)) == ("", "tonight")
    (one,) = [each for each in asked(store) if each.cell == CANAL]
    assert said(one) == {"Came in": "1 call: Bikes on the canal path (101)"}


def test_what_came_in_after_a_place_was_picked_is_left_to_the_inbox(store: Session) -> None:
    brought.pick(store, duty_on(), [at(CANAL)])
    (item,) = put(store, reason())
    brought.pick(store, duty_on(), [at(CANAL), at(FAR, "Mill Lane")])
    assert kept(store, item) == ""
    assert len(picks.picks(store, duty_on())) == 2


def test_a_priority_is_taken_with_its_place_and_its_action_asked(store: Session) -> None:
    areas = brief_areas(store, next_duty(duty_on()), ["Bridge"])
    issue = Priority("Lights are out", "Count the dark lamps", area_id=areas["Bridge"])
    priorities.keep(store, duty_on().team_id, issue)
    (one,) = asked(store)
    brought.pick(store, duty_on(), [at(one.cell, one.name)])
    (there,) = triage.taken(store, duty_on()).values()
    assert triage.card_words(there).ask == "Count the dark lamps (priority)"


@pytest.mark.parametrize("was_taken", [True, False])
def test_passing_a_place_over_passes_its_reasons_over_and_is_taken_back_with_them(
    store: Session, was_taken: bool
) -> None:
    (item,) = put(store, reason())
    if was_taken:
        triage.decide(store, duty_on(), inbox_of(store, duty_on()).reasons[0], Choice("tonight"))
    brought.pass_over(store, duty_on(), at(CANAL), "Too few officers")
    standing = reasons.standing(store, duty_on(), item)
    assert (standing.decision, standing.why) == ("not_tonight", "Too few officers")
    assert picks.passed_over(store, duty_on())[CANAL].why == "Too few officers"
    assert picks.picks(store, duty_on()) == []
    assert [each.cell for each in asked(store)] == [CANAL]  # it stays, to be taken back
    brought.look_again(store, duty_on(), CANAL)
    assert (kept(store, item), picks.passed_over(store, duty_on())) == ("", {})


def test_taking_back_leaves_what_the_inbox_said_for_another_reason(store: Session) -> None:
    (item,) = put(store, reason())
    choice = Choice("not_tonight", why="Dealt with already")
    triage.decide(store, duty_on(), inbox_of(store, duty_on()).reasons[0], choice)
    brought.pass_over(store, duty_on(), at(CANAL), "Too few officers")
    brought.look_again(store, duty_on(), CANAL)
    assert kept(store, item) == "not_tonight"
