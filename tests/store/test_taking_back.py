"""A log taken back by its officer: stored, not stored yet, never stored, and too late."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.core.errors import LogWrong, NotPaired
from patrolqr.core.form.log import PatrolLog, parse
from patrolqr.core.phone import Pairing
from patrolqr.store import Session, logs, pairings
from patrolqr.store.arriving_logs import Delivery
from patrolqr.store.taking_back import UNDO, Became, take_back
from tests.builders.logs import corrected, sent
from tests.builders.phones import stored


def pair(store: Session, collar: str = "4821") -> Pairing:
    code = pairings.room_code(at=clock.now())
    return pairings.pair(store, code, collar).pairing


def send(store: Session, briefed: Briefing, pairing: Pairing, log: dict[str, object]) -> PatrolLog:
    said = parse(log | {"collar": pairing.collar})
    delivery = Delivery(pairing_id=pairing.pairing_id)
    logs.accept(store, said, briefed.taskings[0].pass_id, delivery=delivery)
    return said


def set_aside(store: Session) -> Iterable[bool]:
    return [bool(row["set_aside_why"]) for row in stored(store)]


def test_a_stored_log_is_taken_back_once_and_says_so_each_time(
    store: Session, briefed: Briefing
) -> None:
    pairing, pass_id = pair(store), briefed.taskings[0].pass_id
    log = send(store, briefed, pairing, sent())
    for _ in range(2):
        asked = take_back(store, pass_id, log.log_id, pairing, asked_at=clock.now())
        assert asked == Became.TAKEN_BACK
    assert set_aside(store) == [True]
    again = logs.accept(store, log, pass_id)
    assert (again.repeated, again.taken_back) == (True, True)


def test_a_log_taken_back_before_it_came_is_kept_and_does_not_count(
    store: Session, briefed: Briefing
) -> None:
    """Whenever it comes; the same number from another officer is another log."""
    pairing, pass_id = pair(store), briefed.taskings[0].pass_id
    first, other = sent(), sent()
    for log in (first, other, first):
        asked = take_back(store, pass_id, str(log["log_id"]), pairing, asked_at=clock.now())
        assert asked == Became.NOT_STORED
    send(store, briefed, pairing, first)
    send(store, briefed, pair(store, "5120"), other)
    assert set_aside(store) == [True, False]
    asked = take_back(store, pass_id, str(first["log_id"]), pairing, asked_at=clock.now())
    assert asked == Became.TAKEN_BACK


def test_when_the_officer_asked_counts_not_when_the_signal_came_back(
    store: Session, briefed: Briefing
) -> None:
    """Ten minutes after the log was received it is too late, and never from tomorrow's clock."""
    pairing, pass_id = pair(store), briefed.taskings[0].pass_id
    log = send(store, briefed, pairing, sent())
    received = logs.accept(store, log, pass_id).received_at
    late = timedelta(hours=3)
    with clock.standing_at(received + late):
        for asked_at in (received + UNDO + timedelta(seconds=1), received + 2 * late):
            asked = take_back(store, pass_id, log.log_id, pairing, asked_at=asked_at)
            assert asked == Became.TOO_LATE
        assert set_aside(store) == [False]
        asked = take_back(store, pass_id, log.log_id, pairing, asked_at=received + UNDO)
        assert asked == Became.TAKEN_BACK


def test_a_corrected_log_and_another_officers_are_not_taken_back(
    store: Session, briefed: Briefing
) -> None:
    pairing, pass_id = pair(store), briefed.taskings[0].pass_id
    first = sent()
    log = send(store, briefed, pairing, first)
    with pytest.raises(NotPaired, match="by the officer"):
        take_back(store, pass_id, log.log_id, pair(store, "5120"), asked_at=clock.now())
    send(store, briefed, pairing, corrected(first, saw="else"))
    asked = take_back(store, pass_id, log.log_id, pairing, asked_at=clock.now())
    assert asked == Became.TOO_LATE


def test_a_mended_log_replaces_whichever_version_came(store: Session, briefed: Briefing) -> None:
    """The phone may have sent two versions and know of neither: the third comes after either."""
    for came in ([], [1], [1, 2], [2]):
        pairing, first = pair(store), sent()
        mended = {2: corrected(first, saw="b", replaces=1), 3: corrected(first, 3, replaces=1)}
        for version in came:
            send(store, briefed, pairing, mended.get(version, first))
        send(store, briefed, pairing, mended[3])
        kept = [row for row in stored(store) if str(row["log_id"]) == first["log_id"]]
        assert [row["version"] for row in kept] == [*came, 3]
        assert [row["is_current"] for row in kept] == [*(False for _ in came), True]


def test_times_of_a_phone_hours_fast_are_by_our_clock_and_one_that_has_not_come_is_asked_about(
    store: Session, briefed: Briefing
) -> None:
    """What it sent stays as it was; times that our page showed are ours already."""
    now, fast = clock.now().replace(microsecond=0), timedelta(hours=2)
    said = {
        "arrived_at": (now + fast - timedelta(minutes=20)).isoformat(),
        "left_at": (now + fast).isoformat(),
        "sent_at": (now + fast).isoformat(),
    }
    pairing = pair(store)
    with clock.standing_at(now):
        send(store, briefed, pairing, sent(**said))
        shown = said | {"arrived_at": now.isoformat(), "left_at": None, "times_by": "server"}
        send(store, briefed, pairing, sent(**shown))
        ahead = now + fast + clock.AHEAD
        send(store, briefed, pairing, sent(**said | {"left_at": ahead.isoformat()}))
        later = (ahead + timedelta(seconds=1)).isoformat()
        with pytest.raises(LogWrong, match=r"“Left” says .* has not come yet"):
            send(store, briefed, pairing, sent(**said | {"left_at": later}))
    first, second, _ = stored(store)
    us = int(now.timestamp()) * 1_000_000
    assert (first["arrived_us"], first["left_us"]) == (us - 20 * 60_000_000, us)
    assert second["arrived_us"] == us
    assert {row["clock_ahead_s"] for row in stored(store)} == {2 * 3600}
