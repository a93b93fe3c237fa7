"""From what came in to a card's words, and from what patrols brought back to an answer."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from patrolqr.core.briefing import TEXT_LIMIT, Briefing, TaskingDraft
from patrolqr.core.errors import InputWrong
from patrolqr.core.reason import Reason
from patrolqr.core.team import Duty
from patrolqr.steps import debrief, draft, publish, triage
from patrolqr.store import Session, briefings, picks, reasons, strategies
from patrolqr.store.reasons import Choice
from patrolqr.store.teams import team
from tests.builders.duties import duty_now
from tests.builders.logs import visit
from tests.builders.reasons import inbox_of, incident, put, put_incidents, reason

TONIGHT = Choice("tonight")
CONDITIONS = "Police only, not to partners"


def found(store: Session) -> dict[str, Reason]:
    """Return the reasons of the duty that is on now, by what they are called."""
    return {each.label: each for each in inbox_of(store, duty_now()).reasons}


def take(store: Session, *labels: str) -> Duty:
    """Take these for tonight and return the duty."""
    for label in labels:
        triage.decide(store, duty_now(), found(store)[label], TONIGHT)
    return duty_now()


def card(store: Session) -> TaskingDraft:
    """Return the one card that the sheet of the duty begins with."""
    (only,) = draft.drafts(store, duty_now())
    return only


def briefed(store: Session) -> Briefing:
    """Return the sheet of the duty with the cards as they begin."""
    now = duty_now()
    begun = draft.origin(
        store, team(store, now.team_id), now, picks.picks(store, now), briefings.current(store, now)
    )
    return briefings.save(store, replace(begun, marking="OFFICIAL-SENSITIVE", author="Sgt 1"))


def test_reasons_stand_by_place_and_problem_the_fullest_first(store: Session) -> None:
    put_incidents(
        store,
        incident(),
        incident(reference="22/2/26", category="Anti-social behaviour"),
        incident(reference="22/3/26", category="Anti-social behaviour"),
    )
    put(
        store,
        reason("intelligence", reference="I/7", place=None),
        reason(reference="999", easting=None, northing=None, place=None),
    )
    assert [each.line for each in inbox_of(store, duty_now()).groups] == [
        "Mill Lane · Anti-social behaviour · 2 incidents, 1 intelligence",
        "Mill Lane · Burglary · 1 incident",
        "No place · 1 call",
    ]


def test_a_card_says_what_was_taken_with_its_references_and_nothing_else(store: Session) -> None:
    put(store, reason("intelligence", reference="I/7"), reason(reference="999", text="Else"))
    put_incidents(store, incident())
    take(store, "22/1/26", "I/7")
    begun = card(store)
    assert begun.why == "1 incident, 1 intelligence · Burglary (22/1/26, I/7)" or (
        begun.why == "1 incident, 1 intelligence · Burglary (I/7, 22/1/26)"
    )
    assert "Shed broken into (22/1/26)" in begun.look_for
    assert "Riders meet at the bridge (I/7 2BP)" in begun.look_for
    assert begun.ask == "Which rear gates and alleys stood open? (22/1/26)"
    assert "999" not in f"{begun.why}{begun.look_for}{begun.ask}"


def test_what_was_merged_counts_with_what_it_was_merged_into(store: Session) -> None:
    put(store, reason(), reason(reference="102", easting=None, northing=None))
    known = found(store)
    into = Choice("merged", merged_into=known["101"].reason_id)
    triage.decide(store, duty_now(), known["102"], into)
    take(store, "101")
    assert card(store).why.startswith("2 calls (10")
    taken = found(store)["101"]
    with pytest.raises(InputWrong, match="itself"):
        triage.decide(store, duty_now(), taken, into)


def test_code_c_stands_with_its_conditions_beside_the_text(store: Session) -> None:
    put(store, reason("intelligence", reference="I/7", handling="C", conditions=CONDITIONS))
    take(store, "I/7")
    assert card(store).look_for == f"Riders meet at the bridge (I/7 2BC: {CONDITIONS})"


def test_a_long_text_is_cut_and_its_source_never(store: Session) -> None:
    long = reason(
        "intelligence",
        reference="I/7",
        sanitised_text="word " * 100,
        handling="C",
        conditions=CONDITIONS,
    )
    put(store, long)
    take(store, "I/7")
    words = card(store).look_for
    assert len(words) <= TEXT_LIMIT
    assert words.endswith(f"… (I/7 2BC: {CONDITIONS})")


def test_where_conditions_leave_no_room_for_the_text_none_of_it_is_printed(store: Session) -> None:
    put(store, reason("intelligence", reference="I/7", handling="C", conditions="x" * 185))
    take(store, "I/7")
    assert card(store).look_for == ""


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"sanitised_text": None}, "no sanitised text"),
        ({"source_grade": None}, "no whole 3x5x2 grade"),
        ({"handling": "C"}, "code C and no conditions"),
    ],
)
def test_intelligence_that_may_not_be_printed_does_not_go_on_a_sheet(
    store: Session, words: dict[str, Any], sentence: str
) -> None:
    put(store, reason("intelligence", reference="I/7", **words))
    with pytest.raises(InputWrong, match=sentence):
        take(store, "I/7")
    assert picks.picks(store, duty_now()) == []


@pytest.mark.parametrize("kept", ["Riders meet at the bridge", "Riders meet at the bridge (I/7)"])
def test_a_sheet_with_words_of_intelligence_without_their_source_is_refused(
    store: Session, kept: str
) -> None:
    put(store, reason("intelligence", reference="I/7", handling="C", conditions=CONDITIONS))
    now = take(store, "I/7")
    begun = draft.origin(store, team(store, now.team_id), now, picks.picks(store, now), None)
    said = tuple(replace(each, why=kept) for each in begun.taskings)
    with pytest.raises(InputWrong, match="must stand with"):
        publish.publish(store, replace(begun, marking="OFFICIAL", taskings=said))
    triage.check_printed(store, begun)


def test_a_priority_gives_why_and_its_action_is_asked(store: Session) -> None:
    spoken = reason("priority", reference="PRI/1", text="Bikes on the canal path", origin="partner")
    put(store, spoken)
    take(store, "PRI/1")
    begun = card(store)
    assert begun.why == "1 priority (PRI/1). Bikes on the canal path (PRI/1)"
    assert begun.ask == "Any sign of it? (PRI/1)"
    assert begun.look_for == ""


def test_the_strategy_is_the_intention_until_a_version_has_one(store: Session) -> None:
    put(store, reason())
    now = take(store, "101")
    strategies.write(store, now, "Be seen", seen=0)
    assert briefed(store).intention == "Be seen"


def test_what_is_taken_after_a_version_is_named_until_a_card_says_it(store: Session) -> None:
    put(store, reason(), reason(reference="102"))
    now = take(store, "101")
    saved = briefed(store)
    take(store, "102")
    begun = draft.origin(store, team(store, now.team_id), now, picks.picks(store, now), saved)
    assert triage.not_on_a_card(triage.taken(store, now), begun) == ["102 (Canal Street)"]


def test_only_a_text_as_it_is_printed_is_taken_for_said(store: Session) -> None:
    """101 is not said where 1012 is."""
    put(store, reason(), reason(reference="1012"))
    now = take(store, "1012")
    begun = draft.origin(store, team(store, now.team_id), now, picks.picks(store, now), None)
    take(store, "101")
    assert triage.not_on_a_card(triage.taken(store, now), begun) == ["101 (Canal Street)"]


@pytest.mark.parametrize(
    ("told", "state", "words"),
    [
        (None, "open", "open: no patrol yet"),
        ({"answer": "Gate mended"}, "answered", "“Gate mended” (1 patrol)"),
        ({"answer": "Not seen"}, "no sign of it", "no sign of it (1 patrol)"),
        ({}, "no sign of it", "no sign of it (1 patrol)"),
        ({"saw": "A grey van"}, "open", "open: nobody answered (1 patrol)"),
    ],
)
def test_a_reason_ends_as_what_the_patrols_brought(
    store: Session, told: dict[str, Any] | None, state: str, words: str
) -> None:
    put(store, reason())
    now = take(store, "101")
    sheet = briefed(store)
    if told is not None:
        visit(store, sheet.taskings[0].area.area_id, now.patrol_day, shift=now.shift.name, **told)
    (came,) = triage.of_duty(store, now)
    assert debrief.made(store, now).reasons == (f"{came.place} · {came.label}: {came.words}",)
    assert (came.label, came.state, came.words) == ("101", state, words)


def test_what_is_not_taken_says_so_in_its_own_words(store: Session) -> None:
    put(store, reason(), reason(reference="102"), reason(reference="103"), reason(reference="104"))
    known, now = found(store), duty_now()
    triage.decide(store, now, known["101"], Choice("partner", partner="Council"))
    triage.decide(store, now, known["102"], Choice("not_tonight", why="Too few officers"))
    triage.decide(store, now, known["103"], Choice("merged", merged_into=known["101"].reason_id))
    take(store, "104")
    assert {each.label: each.words for each in triage.of_duty(store, now)} == {
        "101": "passed on to Council",
        "102": "not tonight: Too few officers",
        "103": "merged into 101",
        "104": "open: not on the sheet",
    }


def test_the_next_morning_sees_what_came_of_it_and_need_not_decide_again(store: Session) -> None:
    put(store, *(reason("intelligence", reference=label) for label in ("I/1", "I/2", "I/3")))
    now = take(store, "I/1")
    area_id = briefed(store).taskings[0].area.area_id
    visit(store, area_id, now.patrol_day, shift=now.shift.name, answer="Gate mended")
    triage.decide(store, now, found(store)["I/2"], Choice("not_tonight", why="Too few officers"))
    later = Duty(now.team_id, now.patrol_day + timedelta(days=1), now.shift)
    came = {each.label: each.state for each in triage.since_yesterday(store, later)}
    assert came == {"I/1": "answered", "I/2": "not tonight"}
    inbox = inbox_of(store, later)
    is_open = {each.label: inbox.is_open(each) for each in inbox.reasons}
    assert is_open == {"I/1": False, "I/2": True, "I/3": True}
    another = Duty("another", later.patrol_day, later.shift)
    assert triage.since_yesterday(store, another) == []


def test_counts_say_what_is_left(store: Session) -> None:
    put(store, reason(), reason(reference="102"), reason("priority", reference="PRI/1"))
    take(store, "101")
    assert inbox_of(store, duty_now()).counts == {"": 1, "tonight": 1, "before": 1}


def test_taking_is_refused_where_somebody_decided_meanwhile(store: Session) -> None:
    put(store, reason())
    shown = found(store)["101"]
    reasons.decide(store, duty_now(), shown.reason_id, Choice("partner", partner="Council"), seen=0)
    with pytest.raises(InputWrong, match="meanwhile: passed on"):
        triage.decide(store, duty_now(), shown, TONIGHT)
