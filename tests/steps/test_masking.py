"""Places that cannot be patrolled: kept with why, passed over, taken back, told in the ledger."""

from datetime import date, timedelta

import pytest

from patrolqr.core.actor import Actor
from patrolqr.core.area import Candidate
from patrolqr.core.errors import InputWrong, NotAllowed
from patrolqr.core.reason import WORDS_LIMIT
from patrolqr.core.team import Duty
from patrolqr.geo import squares
from patrolqr.steps import brought, masking, triage
from patrolqr.store import Session, masks, picks
from tests.builders.briefings import candidate
from tests.builders.duties import TEAM, duty, duty_now
from tests.builders.reasons import put, reason
from tests.steps.test_pick_ledger import DAY, A, B, C, D, look_back, pick, year

__all__ = ["year"]

WHY, SAID = "Private ground", "Cannot be patrolled: Private ground"
PLACE = candidate(0)


def masked(store: Session, day: date) -> dict[str, str]:
    return {cell: each.why for cell, each in masks.masked(store, day).items()}


def passed(store: Session, on: Duty) -> dict[str, str]:
    return {cell: each.why for cell, each in picks.passed_over(store, on).items()}


def test_a_masked_place_is_masked_for_every_day_from_then_on_and_passed_over_for_that_duty(
    store: Session,
) -> None:
    on = duty(DAY)
    picks.pick(store, on, [PLACE])
    masking.mask(store, on, PLACE, f"  {WHY} ")
    assert masked(store, DAY + timedelta(days=400)) == {PLACE.cell: WHY}
    assert masked(store, DAY - timedelta(days=1)) == {}
    assert passed(store, on) == {PLACE.cell: SAID}
    assert picks.picks(store, on) == []
    (kept,) = masks.masked(store, DAY).values()
    assert (kept.decided_by, kept.name, kept.until) == (store.actor.person, PLACE.name, None)


def test_it_ends_with_its_last_patrol_day(store: Session) -> None:
    masking.mask(store, duty(DAY), PLACE, WHY, until=DAY)
    assert masked(store, DAY) == {PLACE.cell: WHY}
    assert masked(store, DAY + timedelta(days=1)) == {}


def test_taken_back_it_is_a_candidate_again_with_what_waited_there(store: Session) -> None:
    put(store, reason())
    on = duty_now()
    (place,) = brought.find(store, on, last=None, rises=()).places
    here = Candidate(place.cell, place.name, squares.outline(place.cell), None, "")
    masking.mask(store, on, here, WHY)
    assert passed(store, on) == {place.cell: SAID}
    masking.unmask(store, on, place.cell)
    assert (masked(store, on.patrol_day), passed(store, on)) == ({}, {})
    (waits,) = triage.inbox(store, TEAM, on).reasons
    assert waits.standing.decision == ""


def test_taken_back_later_it_stays_masked_for_the_days_before(store: Session) -> None:
    later = duty(DAY + timedelta(days=3))
    masking.mask(store, duty(DAY), PLACE, WHY)
    masking.unmask(store, later, PLACE.cell)
    assert masked(store, DAY) == {PLACE.cell: WHY}
    assert masked(store, later.patrol_day) == {}
    assert passed(store, duty(DAY)) == {PLACE.cell: SAID}


def test_what_was_passed_over_for_another_reason_stays_so(store: Session) -> None:
    on = duty(DAY)
    masking.mask(store, on, PLACE, WHY)
    picks.pass_over(store, on, PLACE, "Too few officers")
    masking.unmask(store, on, PLACE.cell)
    assert passed(store, on) == {PLACE.cell: "Too few officers"}


def test_nothing_is_kept_where_nothing_was_masked(store: Session) -> None:
    masking.unmask(store, duty(DAY), PLACE.cell)
    assert masks.masks(store) == []


def test_an_area_is_masked_with_all_its_squares_and_taken_back_with_them(store: Session) -> None:
    masking.mask(store, duty(DAY), PLACE, WHY, cells=[A, B])
    assert masked(store, DAY) == dict.fromkeys((PLACE.cell, A, B), WHY)
    masking.unmask(store, duty(DAY), B)
    assert masked(store, DAY) == {}


@pytest.mark.parametrize(
    ("why", "until", "said"),
    [
        (" ", None, "Say why"),
        ("x" * (masking.LIMIT + 1), None, f"{masking.LIMIT} fit"),
        (WHY, DAY - timedelta(days=1), "before this patrol day"),
    ],
)
def test_what_cannot_be_kept_is_refused_whole(
    store: Session, why: str, until: date | None, said: str
) -> None:
    with pytest.raises(InputWrong, match=said):
        masking.mask(store, duty(DAY), PLACE, why, until=until)
    assert masks.masks(store) == []
    assert passed(store, duty(DAY)) == {}


def test_the_longest_why_fits_on_the_duty_too(store: Session) -> None:
    masking.mask(store, duty(DAY), PLACE, "x" * masking.LIMIT)
    assert len(passed(store, duty(DAY))[PLACE.cell]) == WORDS_LIMIT


def test_what_is_no_square_is_not_masked(store: Session) -> None:
    with pytest.raises(InputWrong, match="not the name of a square"):
        masking.mask(store, duty(DAY), PLACE, WHY, cells=["the park"])
    assert masks.masks(store) == []


def test_who_may_not_pick_may_not_mask(store: Session) -> None:
    watching = Session(store.store, Actor("Au Ditor", "auditor"))
    with pytest.raises(NotAllowed):
        masking.mask(watching, duty(DAY), PLACE, WHY)


def test_the_ledger_says_why_a_place_of_the_list_was_not_decided_about(year: Session) -> None:
    """The list's first two are A and B: neither was decided about, and B could not be patrolled."""
    pick(year, C, D)
    earlier = duty(DAY - timedelta(days=2))
    place = Candidate(B, "Yard", squares.outline(B), None, "")
    masking.mask(year, earlier, place, WHY)
    rows = look_back(year).rows
    own = rows[rows["patrol_day"].dt.date == DAY].set_index("place")
    assert own.loc[A, "decision"] == "nobody decided"
    assert (own.loc[B, "decision"], own.loc[B, "why"]) == ("masked", SAID)
    assert own.loc[B, "decided_by"] == year.actor.person
    before = rows[rows["patrol_day"].dt.date == earlier.patrol_day].set_index("place")
    assert (before.loc[B, "decision"], before.loc[B, "why"]) == ("not picked", SAID)
