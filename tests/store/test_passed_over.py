"""What was looked at and not picked, and why: kept like every pick, taken back like one, read by the
ledger, the place's page and the meeting's questions.
"""

from datetime import timedelta

import pytest

from patrolqr.core.actor import Actor
from patrolqr.core.area import Candidate
from patrolqr.core.choice import PlaceChoice
from patrolqr.core.errors import InputWrong, NotAllowed
from patrolqr.core.reason import WORDS_LIMIT
from patrolqr.store import Session, areas, briefings, dossiers, picks, questions, reasons
from patrolqr.store.questions import QuestionChoice
from patrolqr.store.reasons import Choice
from tests.builders.at_once import DONE, two_at_once
from tests.builders.briefings import SQUARE, candidate, draft
from tests.builders.duties import duty_now
from tests.builders.incidents import name_places
from tests.builders.reasons import put, reason

WHY, OTHER = "Too few officers", "Dealt with already"
FIRST = candidate(0)


def why_not(store: Session) -> dict[str, str]:
    return {cell: each.why for cell, each in picks.passed_over(store, duty_now()).items()}


def ledger(store: Session) -> dict[str, tuple[bool, bool, str | None]]:
    """Return of each place whether it is picked, on the sheet, and why."""
    rows = picks.ledger(store, PlaceChoice()).to_dict("records")
    return {row["place"]: (row["is_picked"], row["on_sheet"], row["why"]) for row in rows}


def test_nothing_was_decided_in_an_empty_store(store: Session) -> None:
    assert why_not(store) == {}
    assert picks.ledger(store, PlaceChoice()).empty
    assert picks.decided_days(store) == {"first_day": None, "last_day": None}


def test_a_place_passed_over_says_why_and_becomes_no_patrol_area(store: Session) -> None:
    picks.pass_over(store, duty_now(), FIRST, f" {WHY} ")
    (kept,) = picks.passed_over(store, duty_now()).values()
    assert (kept.why, kept.decided_by) == (WHY, store.actor.person)
    assert areas.by_name(store) == []
    assert picks.picks(store, duty_now()) == []
    assert ledger(store) == {FIRST.cell: (False, False, WHY)}


def test_the_newest_of_several_decisions_counts(store: Session) -> None:
    for each in (WHY, OTHER):
        picks.pass_over(store, duty_now(), FIRST, each)
    assert why_not(store) == {FIRST.cell: OTHER}
    picks.pick(store, duty_now(), [FIRST])
    assert why_not(store) == {}
    assert [each.area.cell for each in picks.picks(store, duty_now())] == [FIRST.cell]
    picks.pass_over(store, duty_now(), FIRST, WHY)
    assert picks.picks(store, duty_now()) == []
    assert ledger(store) == {FIRST.cell: (False, False, WHY)}


def test_it_is_taken_back_once_and_a_second_time_changes_nothing(store: Session) -> None:
    picks.pass_over(store, duty_now(), FIRST, WHY)
    revisions = []
    for cell in (FIRST.cell, FIRST.cell, "E1N1"):
        picks.look_again(store, duty_now(), cell)
        revisions.append(ledger(store))
    assert revisions == [{}, {}, {}]
    assert why_not(store) == {}


@pytest.mark.parametrize("why", ["", " \n", "x" * (WORDS_LIMIT + 1)])
def test_without_a_why_or_with_too_long_a_one_nothing_is_kept(store: Session, why: str) -> None:
    with pytest.raises(InputWrong):
        picks.pass_over(store, duty_now(), FIRST, why)
    assert ledger(store) == {}
    picks.pass_over(store, duty_now(), FIRST, "x" * WORDS_LIMIT)
    assert len(why_not(store)[FIRST.cell]) == WORDS_LIMIT


def test_who_may_not_brief_may_not_pass_over(store: Session) -> None:
    auditor = Session(store.store, Actor("an auditor", "auditor"))
    with pytest.raises(NotAllowed):
        picks.pass_over(auditor, duty_now(), FIRST, WHY)
    assert ledger(store) == {}


def test_two_at_once_are_both_kept_and_one_stands(store: Session) -> None:
    assert two_at_once(lambda: picks.pass_over(store, duty_now(), FIRST, WHY)) == [DONE, DONE]
    assert why_not(store) == {FIRST.cell: WHY}


def test_the_sheet_confirms_what_stands_on_it_and_nothing_else(store: Session) -> None:
    second, third = candidate(1, "Station Road"), candidate(2, "Mill Lane")
    picks.pick(store, duty_now(), [FIRST])
    briefings.save(store, draft(store, duty_now()))
    picks.pick(store, duty_now(), [second])
    picks.pass_over(store, duty_now(), third, WHY)
    rows = picks.ledger(store, PlaceChoice())
    assert set(rows["confirmed_by"]) == {"Sgt 4412"}
    assert ledger(store) == {
        FIRST.cell: (True, True, FIRST.why),
        second.cell: (True, False, second.why),
        third.cell: (False, False, WHY),
    }


def test_a_reason_not_for_tonight_is_a_candidate_of_the_inbox(store: Session) -> None:
    (reason_id,) = put(store, reason())
    choice = Choice("not_tonight", why=WHY)
    reasons.decide(store, duty_now(), reason_id, choice, seen=0)
    (row,) = picks.ledger(store, PlaceChoice()).to_dict("records")
    assert (row["place"], row["name"], row["of"]) == ("E398000N310000", "Canal Street", "inbox")
    there = Candidate("E398000N310000", "Canal Street", SQUARE, None, "")
    picks.pick(store, duty_now(), [there])
    (row,) = picks.ledger(store, PlaceChoice()).to_dict("records")
    assert (row["of"], row["is_picked"]) == ("list", True)


def test_other_days_and_teams_are_not_looked_at(store: Session) -> None:
    picks.pass_over(store, duty_now(), FIRST, WHY)
    day = duty_now().patrol_day
    after = PlaceChoice(since=day + timedelta(days=1))
    for choice in (after, PlaceChoice(until=day), PlaceChoice(teams=["nobody"])):
        assert picks.ledger(store, choice).empty


def test_the_places_page_has_it_with_and_without_a_patrol_area(store: Session) -> None:
    picks.pass_over(store, duty_now(), FIRST, WHY)
    until = duty_now().patrol_day + timedelta(days=1)
    assert dossiers.duties(store, [], until=until).empty
    (row,) = dossiers.duties(store, [], until=until, cells=[FIRST.cell]).to_dict("records")
    assert (row["decision"], row["why"]) == ("not_picked", WHY)
    picks.pick(store, duty_now(), [FIRST])
    ids = [each.area.area_id for each in picks.picks(store, duty_now())]
    (row,) = dossiers.duties(store, ids, until=until, cells=[FIRST.cell]).to_dict("records")
    assert (row["decision"], row["why"]) == ("picked", FIRST.why)


def test_a_question_knows_its_name_and_neighbourhood(store: Session) -> None:
    name_places(store, {"N1": "Market Ward"})
    placed = Candidate(FIRST.cell, FIRST.name, SQUARE, "N1", "")
    picks.pass_over(store, duty_now(), placed, WHY)
    found = {
        places: questions.picks(store, QuestionChoice(neighbourhoods=places))
        for places in ((), ("N1",), ("N2",))
    }
    (row,) = found["N1",].to_dict("records")
    assert (row["area"], row["neighbourhood"], row["why"]) == (FIRST.name, "Market Ward", WHY)
    assert [len(each) for each in found.values()] == [1, 1, 0]
