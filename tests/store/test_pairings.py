"""Pairings outlast a restart, end when they should, and hold nothing that opens anything."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest

from patrolqr.core import clock, permissions
from patrolqr.core.actor import Actor, Role
from patrolqr.core.errors import InputWrong, NotAllowed, PairingOver
from patrolqr.store import Session, Store, pairings
from patrolqr.store.pairings import Paired
from tests.conftest import TESTS


def pair(store: Session, collar: str = "4821", device: str = "") -> Paired:
    """Return a phone paired with the room's code."""
    return pairings.pair(store, pairings.room_code(at=clock.now()), collar, device_secret=device)


def test_a_pairing_outlasts_a_restart_and_so_does_its_end(tmp_path: Path) -> None:
    store = Session(Store(tmp_path / "data", real=True), TESTS)
    held, ended = pair(store), pair(store, "5120")
    pairings.end(store, ended.pairing.pairing_id)
    store.store.close()
    again = Session(Store(tmp_path / "data", real=True), TESTS)
    assert [each.collar for each in pairings.current(again, at=clock.now())] == ["4821"]
    assert pairings.by_secret(again, held.secret) == held.pairing
    found = pairings.by_secret(again, ended.secret)
    assert found is not None
    assert not found.holds(clock.now())
    again.store.close()


@pytest.mark.parametrize(
    ("paired_at", "until"),
    [
        ("2026-11-24 06:30", "2026-11-24 19:00"),  # Early to 17:00, and its grace
        ("2026-11-24 13:15", "2026-11-25 04:00"),  # Late to 02:00: longer than twelve hours
        ("2026-10-24 20:30", "2026-10-25 08:00"),  # Night to 06:00, an hour longer than it looks
        ("2027-03-27 20:30", "2027-03-28 09:30"),  # and an hour shorter: twelve hours are more
    ],
)
def test_a_pairing_lasts_to_the_end_of_its_shift_and_the_grace(
    store: Session, paired_at: str, until: str
) -> None:
    begun, ends = (
        datetime.fromisoformat(each).replace(tzinfo=clock.zone()) for each in (paired_at, until)
    )
    with clock.standing_at(begun):
        assert pair(store).pairing.until == ends


def test_a_pairing_ends_by_itself_after_its_time(store: Session) -> None:
    pairing = pair(store).pairing
    assert pairing.until - pairing.paired_at >= timedelta(hours=12)
    assert pairing.holds(pairing.until - timedelta(seconds=1))
    assert not pairing.holds(pairing.until)
    assert pairings.current(store, at=pairing.until) == []


def test_pairing_a_phone_anew_ends_what_it_was_before_and_no_other(store: Session) -> None:
    first, other = pair(store), pair(store, "5120")
    second = pair(store, "6001", device=first.device_secret)
    assert second.pairing.device == first.pairing.device
    assert [each.collar for each in pairings.current(store, at=clock.now())] == ["5120", "6001"]
    assert pairings.by_secret(store, other.secret) == other.pairing


def test_ending_twice_keeps_the_first_end(store: Session) -> None:
    paired = pair(store)
    pairings.end(store, paired.pairing.pairing_id)
    first = pairings.by_secret(store, paired.secret)
    pairings.end(store, paired.pairing.pairing_id)
    assert pairings.by_secret(store, paired.secret) == first


def test_the_demos_phones_are_not_paired_with_the_forces_own_database(town_store: Session) -> None:
    paired = pair(town_store)
    town_store.store.start_real()
    assert pairings.by_secret(town_store, paired.secret) is None


def test_a_wrong_code_or_collar_number_pairs_nobody(store: Session) -> None:
    for code, collar, problem in (
        ("AAAAAAAAAA", "1", PairingOver),
        (pairings.room_code(at=clock.now()), "", InputWrong),
    ):
        with pytest.raises(problem):
            pairings.pair(store, code, collar)
    assert pairings.current(store, at=clock.now()) == []


def test_what_was_ended_stays_ended_when_the_clock_is_set_back(tmp_path: Path) -> None:
    store = Session(Store(tmp_path / "data", real=True), TESTS)
    ended, held = pair(store), pair(store, "5120")
    pairings.end(store, ended.pairing.pairing_id)
    earlier = clock.now() - timedelta(hours=1)

    def holds(asked: Session, paired: Paired) -> bool:
        found = pairings.by_secret(asked, paired.secret)
        return found is not None and found.holds(earlier)

    assert (holds(store, ended), holds(store, held)) == (False, True)
    store.store.close()
    again = Session(Store(tmp_path / "data", real=True), TESTS)
    assert (holds(again, ended), holds(again, held)) == (False, True)
    again.store.close()


@pytest.mark.parametrize("role", get_args(Role))
def test_the_rooms_code_is_shown_to_whoever_may_show_it(store: Session, role: Role) -> None:
    asking, now = Session(store.store, Actor("somebody", role)), clock.now()
    if permissions.may(role, "pair phones"):
        assert pairings.shown_code(asking, at=now) == pairings.room_code(at=now)
        return
    with pytest.raises(NotAllowed, match="may not show the room's pairing code"):
        pairings.shown_code(asking, at=now)
