"""A link to a room's screen: of one duty, ended with it, by a sergeant or by the next link."""

from datetime import timedelta

import pytest

from patrolqr.core import clock
from patrolqr.core.actor import Actor
from patrolqr.core.errors import InputWrong, NotAllowed, RoomOver
from patrolqr.store import Session, audit, room_links
from patrolqr.store.audit import LineChoice
from tests.builders.duties import duty, duty_now


def is_over(session: Session, code: str) -> bool:
    """Return whether the code shows nothing."""
    try:
        room_links.duty_of(session, code)
    except RoomOver:
        return True
    return False


def test_a_link_shows_its_duty_until_that_ends(store: Session) -> None:
    on = duty_now()
    starts, ends = clock.duty_window(on)
    with clock.standing_at(starts):
        code = room_links.give(store, on)
    with clock.standing_at(ends - timedelta(seconds=1)):
        assert room_links.duty_of(store, code) == on
    with clock.standing_at(ends):
        assert is_over(store, code)
        assert room_links.standing(store, on) is None
        with pytest.raises(InputWrong, match="This shift is over"):
            room_links.give(store, on)


def test_the_next_link_ends_the_one_before_and_no_other_duty_s(store: Session) -> None:
    day = clock.today() + timedelta(days=1)
    late, early = duty(day, "Late"), duty(day, "Early")
    first, other = room_links.give(store, late), room_links.give(store, early)
    second = room_links.give(store, late)
    assert is_over(store, first)
    assert room_links.duty_of(store, second) == late
    assert room_links.duty_of(store, other) == early
    room_links.end(store, late)
    room_links.end(store, late)
    assert is_over(store, second)
    assert not is_over(store, other)


@pytest.mark.parametrize("code", ["", "x", "\ud83d", "A" * 10_000])
def test_what_is_no_code_shows_nothing(store: Session, code: str) -> None:
    room_links.give(store, duty(clock.today() + timedelta(days=1)))
    assert is_over(store, code)


@pytest.mark.parametrize("role", ["auditor", "officer", "screen"])
def test_who_makes_no_sheets_makes_and_ends_no_link(store: Session, role: str) -> None:
    other = Session(store.store, Actor("Aud 7", role))  # type: ignore[arg-type]
    tomorrow = duty(clock.today() + timedelta(days=1))
    code = room_links.give(store, tomorrow)
    with pytest.raises(NotAllowed):
        room_links.give(other, tomorrow)
    with pytest.raises(NotAllowed):
        room_links.end(other, tomorrow)
    assert room_links.duty_of(store, code) == tomorrow


def test_the_audit_trail_says_who_linked_it_and_what_it_showed_once(store: Session) -> None:
    tomorrow = duty(clock.today() + timedelta(days=1))
    code = room_links.give(store, tomorrow)
    screen = Session(store.store, room_links.SCREEN)
    for slide in ("All", "1", "All"):
        room_links.note_shown(screen, code, slide)
    room_links.end(store, tomorrow)
    told = audit.lines(store, LineChoice(words="room screen"))
    whose = [(row["person"], row["what"].partition(":")[0]) for _, row in told.iterrows()]
    assert whose == [
        ("tests", "room screen ended"),
        ("room screen", "room screen, slide 1"),
        ("room screen", "room screen, slide All"),
        ("tests", "room screen linked"),
    ]
    assert code not in "".join(told["what"])
