"""Patrol logs: stored once, kept as sent, acknowledged only when they are safe."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.core.briefing import Briefing
from patrolqr.core.errors import LogConflict, PassUnknown
from patrolqr.core.form.log import parse
from patrolqr.store import Session, Store, exports, logs
from patrolqr.store.ids_met import IdsMet
from tests.builders.examples import COSTLY
from tests.builders.logs import sent
from tests.conftest import TESTS


def stored(store: Session) -> int:
    return len(exports.documents(store))


def test_a_log_is_kept_exactly_as_it_was_sent_beside_its_typed_columns(
    store: Session, briefed: Briefing
) -> None:
    told = sent(
        answer="No", arrived_at="2026-11-24T21:04:00+00:00", unknown_question={"kept": True}
    )
    logs.accept(store, parse(told), briefed.taskings[0].pass_id)
    (row,) = exports.documents(store)
    assert row["document"] == told
    with store.writing("brief") as written:
        visit = written.cursor.execute(
            "SELECT answer, engagements, saw, area_id::VARCHAR, patrol_day FROM visits"
        ).fetchone()
    area_id = briefed.taskings[0].area.area_id
    assert visit == ("No", 2, "Shutters still up", area_id, briefed.patrol_day)


def test_a_log_sent_by_eight_threads_is_stored_once(store: Session, briefed: Briefing) -> None:
    log = parse(sent())
    with ThreadPoolExecutor(8) as phones:
        receipts = list(
            phones.map(lambda _: logs.accept(store, log, briefed.taskings[0].pass_id), range(8))
        )
    assert stored(store) == 1
    assert sum(not receipt.repeated for receipt in receipts) == 1
    assert len({receipt.received_at for receipt in receipts}) == 1


def test_other_content_under_the_same_id_is_a_conflict_and_changes_nothing(
    store: Session, briefed: Briefing
) -> None:
    first = sent()
    logs.accept(store, parse(first), briefed.taskings[0].pass_id)
    with pytest.raises(LogConflict, match="already sent with other answers"):
        logs.accept(store, parse(first | {"engagements": 3}), briefed.taskings[0].pass_id)
    (row,) = exports.documents(store)
    assert row["document"] == first


def test_sending_again_later_is_the_same_log_although_the_phones_clock_moved_on(
    store: Session, briefed: Briefing
) -> None:
    first = sent(sent_at="2026-11-24T21:04:00+00:00")
    logs.accept(store, parse(first), briefed.taskings[0].pass_id)
    again = logs.accept(
        store, parse(first | {"sent_at": "2026-11-24T22:00:00+00:00"}), briefed.taskings[0].pass_id
    )
    assert again.repeated
    assert stored(store) == 1


def test_a_log_under_an_unknown_pass_is_refused_without_harming_those_beside_it(
    store: Session, briefed: Briefing
) -> None:
    good = [parse(sent()) for _ in range(20)]
    passes = [briefed.taskings[0].pass_id if number % 2 else "A" * 20 for number in range(20)]

    def send(number: int) -> bool:
        try:
            logs.accept(store, good[number], passes[number])
        except PassUnknown:
            return False
        return True

    with ThreadPoolExecutor(20) as phones:
        taken = list(phones.map(send, range(20)))
    assert taken == [bool(number % 2) for number in range(20)]
    assert stored(store) == 10


BURST = """
import sys, uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from patrolqr.core.form.log import parse
from patrolqr.core.actor import Actor
from patrolqr.store import Session, Store, logs
store = Session(Store(Path(sys.argv[1])), Actor("a burst", "officer"))
def send(number):
    log_id = str(uuid.uuid4())
    logs.accept(store, parse({"log_id": log_id, "engagements": 1}), sys.argv[2])
    sys.stdout.write(log_id + "\\n")
    sys.stdout.flush()
with ThreadPoolExecutor(16) as phones:
    list(phones.map(send, range(100_000)))
"""


def test_killing_the_process_in_a_burst_loses_no_acknowledged_log(
    store: Session, briefed: Briefing
) -> None:
    folder, pass_id = store.store.folder, briefed.taskings[0].pass_id
    store.store.close()
    burst = subprocess.Popen(
        [sys.executable, "-c", BURST, str(folder), pass_id],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert burst.stdout is not None
    acknowledged = {burst.stdout.readline().decode().strip() for _ in range(300)}
    os.kill(burst.pid, signal.SIGKILL)
    acknowledged |= set(burst.stdout.read().decode().split("\n")[:-1])
    burst.stdout.close()
    burst.wait()
    assert len(acknowledged) >= 300
    reopened = Store(folder)
    kept = {row["log_id"] for row in exports.documents(Session(reopened, TESTS))}
    reopened.close()
    assert acknowledged <= kept


def test_a_log_is_stored_once_whenever_the_store_was_opened_anew(
    store: Session, briefed: Briefing
) -> None:
    """Ids from both ends, and two that share a group but for their last bit."""
    ids = [f"{start}-0000-4000-8000-000000000001" for start in ("00000000", "ffffffff", "0000003f")]
    pass_id = briefed.taskings[0].pass_id
    told = [sent(log_id=log_id) for log_id in ids]
    for each in told:
        assert not logs.accept(store, parse(each), pass_id).repeated
    store.store.close()
    reopened = Store(store.store.folder)
    again = Session(reopened, TESTS)
    assert [logs.accept(again, parse(each), pass_id).repeated for each in told] == [True] * 3
    new = sent(log_id="00000020-0000-4000-8000-000000000001")
    assert not logs.accept(again, parse(new), pass_id).repeated
    assert stored(again) == 4
    reopened.close()


@COSTLY
@given(starts=st.sets(st.integers(0, 2**32 - 1), min_size=1, max_size=20))
def test_an_id_that_is_stored_is_always_looked_up(starts: set[int], store: Session) -> None:
    ids = [f"{start:08x}-0000-4000-8000-000000000001" for start in starts]
    with store.writing("brief") as written:
        written.cursor.execute("DELETE FROM patrol_logs")
        for log_id in ids:
            written.cursor.execute(
                "INSERT INTO patrol_logs (log_id, is_current) VALUES (?, true)", [log_id]
            )
    met = IdsMet()
    met.read(store)
    assert all(met.may_hold(log_id) for log_id in ids)
    groups = {start >> 5 for start in starts}
    beside = [start ^ 32 for start in starts if (start ^ 32) >> 5 not in groups]
    assert not any(met.may_hold(f"{start:08x}-0000-4000-8000-000000000001") for start in beside)
