"""Whose log it is, by the phone that sends it."""

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.store import Session, pairings
from tests.builders.examples import COSTLY
from tests.builders.logs import a_log
from tests.builders.phones import paired, stored


def own_id(store: Session) -> str:
    """Return the id of the only pairing that holds."""
    (found,) = pairings.current(store, at=clock.now())
    return found.pairing_id


def ended(store: Session) -> None:
    """End every pairing, as a sergeant does."""
    for each in pairings.current(store, at=clock.now()):
        pairings.end(store, each.pairing_id)


def test_a_paired_phone_signs_its_logs_with_its_collar_number_and_nothing_else(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """A typed number is not believed, with and without a script."""
    address = f"/o/{sheet.taskings[0].pass_id}"
    assert phone.post(address, json=a_log(collar="9999")).status_code == 201
    assert (
        phone.post(address, data={**a_log(), "collar": "9999", "send": "nothing"}).status_code
        == 200
    )
    assert [(row["collar"], str(row["pairing_id"])) for row in stored(store)] == [
        ("4821", own_id(store))
    ] * 2


def test_after_the_end_a_phone_reads_nothing_but_still_sends_what_it_wrote_before(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """The log is kept and marked late.

    One begun after the end waits until the phone is paired again.
    """
    address, paired_as = f"/o/{sheet.taskings[0].pass_id}", own_id(store)
    phone.get(address)
    before = a_log(paired=paired_as, opened_at=clock.now().isoformat())
    ended(store)
    page = phone.get(address)
    assert (page.status_code, page.headers["x-paired"]) == (404, "no")
    assert phone.post(address, json=before).status_code == 201
    assert [(row["late"], row["collar"]) for row in stored(store)] == [(True, "4821")]
    receipt = phone.get(f"{address}/sent/{before['log_id']}")
    assert receipt.status_code == 200
    assert sheet.taskings[0].area.name not in receipt.text
    after = a_log(paired=paired_as, opened_at=(clock.now() + timedelta(minutes=2)).isoformat())
    answer = phone.post(address, json=after)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_paired")
    paired(phone)
    assert phone.post(address, json=after).status_code == 201


def test_a_fast_clock_on_the_phone_does_not_make_a_log_look_written_after_the_end(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """What counts is our clock: the phone's, less what it is ahead when it sends."""
    ahead = timedelta(hours=3)
    phone.get(f"/o/{sheet.taskings[0].pass_id}")
    log = a_log(opened_at=(clock.now() + ahead).isoformat(), arrived_at="")
    ended(store)
    log["sent_at"] = (clock.now() + ahead).isoformat()
    assert phone.post(f"/o/{sheet.taskings[0].pass_id}", json=log).status_code == 201


def test_a_phone_handed_on_keeps_two_officers_logs_apart(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """The first officer's queued log keeps the first number, though the second officer's pairing
    sends it.
    """
    address, first = f"/o/{sheet.taskings[0].pass_id}", own_id(store)
    phone.get(address)
    queued = a_log(paired=first, opened_at=clock.now().isoformat())
    paired(phone, "5120")
    assert phone.post(address, json=a_log(paired=own_id(store))).status_code == 201
    assert phone.post(address, json=queued).status_code == 201
    assert sorted(row["collar"] for row in stored(store)) == ["4821", "5120"]
    later = a_log(paired=first, opened_at=(clock.now() + timedelta(minutes=2)).isoformat())
    assert phone.post(address, json=later).status_code == 403


def test_a_pairing_of_another_phone_cannot_be_named(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """Naming somebody else's pairing signs with one's own number."""
    with TestClient(phone.app, base_url="http://patrol.test") as other:
        paired(other, "5120")
        theirs = next(
            each for each in pairings.current(store, at=clock.now()) if each.collar == "5120"
        )
    assert (
        phone.post(
            f"/o/{sheet.taskings[0].pass_id}", json=a_log(paired=theirs.pairing_id)
        ).status_code
        == 201
    )
    assert [row["collar"] for row in stored(store)] == ["4821"]


WILD = st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text(), max_size=2)


@COSTLY
@given(
    named=WILD,
    opened=WILD | st.datetimes().map(str),
    sent=st.datetimes(timezones=st.timezones()).map(str),
)
def test_whatever_a_log_says_about_its_pairing_is_no_error_of_ours(
    phone: TestClient, sheet: Briefing, named: Any, opened: Any, sent: str
) -> None:
    """It is stored under the phone's own number, kept for a sergeant, or refused with a sentence."""
    log = a_log(paired=named, opened_at=opened, sent_at=sent)
    assert phone.post(f"/o/{sheet.taskings[0].pass_id}", json=log).status_code in (201, 202, 422)
