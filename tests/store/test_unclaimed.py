"""Logs whose officer a sergeant names: none is lost, none counts before, none under another's number."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from patrolqr import readers
from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.core.errors import FileUnreadable, InputWrong, PassUnknown
from patrolqr.core.form.log import parse
from patrolqr.steps import load
from patrolqr.store import (
    Session,
    logs,
    pairings,
    reviews,
    unclaimed,
    undo,
)
from patrolqr.store.loads import LoadReport
from tests.builders.logs import a_log
from tests.builders.phones import rows
from tests.conftest import seen_by


def kept(store: Session, briefed: Briefing, **said: Any) -> str:
    """Return the id of a log that a phone sent under a pairing nobody knows."""
    log = parse(a_log(saw="Shutters up", collar="4821") | said)
    pass_id = briefed.taskings[0].pass_id
    unclaimed.keep(store, log, pass_id, written_as="4821", sent_as="5120")
    return log.log_id


def entry(briefed: Briefing, **log: Any) -> dict[str, Any]:
    """Return a log as a phone keeps it."""
    said = a_log(saw="Shutters up") | log
    tasking = briefed.taskings[0]
    return {
        "log_id": said["log_id"],
        "pass_id": tasking.pass_id,
        "area": tasking.area.name,
        "state": "waiting",
        "log": said,
    }


def loaded(store: Session, folder: Path, *entries: Any) -> LoadReport:
    """Return what became of a phone's file with these entries."""
    file = folder / "patrolqr-waiting.json"
    file.write_text(json.dumps(entries), "utf-8")
    (became,) = load.into(store, file)
    assert isinstance(became, LoadReport), became.sentence
    return became


def collars(store: Session) -> list[str]:
    """Return the numbers under which logs are stored, sorted."""
    return sorted(str(row["collar"]) for row in rows(store, "SELECT collar FROM patrol_logs"))


def test_a_log_that_waits_counts_nowhere_until_its_officer_is_named(
    store: Session, briefed: Briefing
) -> None:
    log_id = kept(store, briefed)
    assert collars(store) == []
    (found,) = unclaimed.waiting(store)
    assert (found.log.log_id, found.written_as, found.sent_as) == (log_id, "4821", "5120")
    assert found.area == briefed.taskings[0].area.name
    unclaimed.take(seen_by(store, "Sgt 4412"), found, " 4821 ")
    assert collars(store) == ["4821"]
    assert unclaimed.waiting(store) == []
    (version,) = reviews.versions(store, log_id)
    assert (version.entered_by, version.channel) == ("Sgt 4412", "phone")
    assert version.log.values["saw"] == "Shutters up"


def test_a_log_of_a_car_that_is_its_colleagues_names_nobody_twice(
    store: Session, briefed: Briefing
) -> None:
    """Nobody was there with themselves; the others are named still."""
    kept(store, briefed, colleagues=["4417", "5128"], officers_present=3)
    (found,) = unclaimed.waiting(store)
    unclaimed.take(store, found, "4417")
    (row,) = rows(store, "SELECT collar, colleagues, officers_present FROM patrol_logs")
    assert row == {"collar": "4417", "colleagues": ["5128"], "officers_present": 3}


def test_the_same_log_sent_again_waits_once_and_a_decision_is_made_once(
    store: Session, briefed: Briefing
) -> None:
    log = parse(a_log())
    pass_id = briefed.taskings[0].pass_id
    first = unclaimed.keep(store, log, pass_id, written_as="4821", sent_as="5120")
    again = unclaimed.keep(store, log, pass_id, written_as="4821", sent_as="5120")
    assert (first.repeated, again.repeated) == (False, True)
    (found,) = unclaimed.waiting(store)
    unclaimed.put_aside(store, found)
    for decide in (
        lambda: unclaimed.put_aside(store, found),
        lambda: unclaimed.take(store, found, "4821"),
    ):
        with pytest.raises(InputWrong, match="A colleague decided"):
            decide()
    assert collars(store) == []


@pytest.mark.parametrize("collar", ["", "  ", "<b>", "x" * 21])
def test_a_number_that_is_none_decides_nothing(
    store: Session, briefed: Briefing, collar: str
) -> None:
    kept(store, briefed)
    (found,) = unclaimed.waiting(store)
    with pytest.raises(InputWrong, match="Type your collar number"):
        unclaimed.take(store, found, collar)
    assert len(unclaimed.waiting(store)) == 1


def test_a_code_that_opens_nothing_keeps_nothing(store: Session, briefed: Briefing) -> None:
    with pytest.raises(PassUnknown):
        unclaimed.keep(store, parse(a_log()), "NOSUCHCODE", written_as="1", sent_as="2")
    assert unclaimed.waiting(store) == []


def test_a_phones_file_comes_in_once_and_adds_up(
    store: Session, briefed: Briefing, tmp_path: Path
) -> None:
    """A log that the phone sent after all, one that is none, and one of an area nobody was sent to."""
    sent, waits = entry(briefed, written_as="4821"), entry(briefed, written_as="4821")
    logs.accept(store, parse(sent["log"]), sent["pass_id"])
    strange = entry(briefed) | {"pass_id": "LOSTWITHTHEDISK", "area": "Nowhere at all"}
    broken = entry(briefed, engagements="many")
    became = loaded(store, tmp_path, sent, waits, strange, broken, {"draft": 1}, None)
    assert (became.read, became.new, became.known, became.quarantined) == (6, 1, 1, 4)
    again = loaded(store, tmp_path, sent, waits)
    assert (again.read, again.new, again.known) == (2, 0, 2)
    assert [each.written_as for each in unclaimed.waiting(store)] == ["4821"]


def test_a_log_whose_sheet_is_lost_is_matched_by_area_and_time(
    store: Session, briefed: Briefing, tmp_path: Path
) -> None:
    lost = entry(briefed) | {"pass_id": "LOSTWITHTHEDISK"}
    lost["area"] = lost["area"].upper()
    assert loaded(store, tmp_path, lost).new == 1
    (found,) = unclaimed.waiting(store)
    assert found.pass_id == briefed.taskings[0].pass_id
    old = entry(briefed, arrived_at=(clock.now() - timedelta(days=40)).isoformat())
    assert loaded(store, tmp_path, old | {"pass_id": "LOST"}).quarantined == 1


def test_a_file_of_a_pairing_that_is_known_names_its_officer(
    store: Session, briefed: Briefing, tmp_path: Path
) -> None:
    """Whatever number stands in the file: that is never typed."""
    made = pairings.pair(store, pairings.room_code(at=clock.now()), "6001")
    loaded(store, tmp_path, entry(briefed, paired=made.pairing.pairing_id, written_as="4821"))
    (found,) = unclaimed.waiting(store)
    assert found.written_as == "6001"


def test_taking_the_file_back_leaves_what_was_decided(
    store: Session, briefed: Briefing, tmp_path: Path
) -> None:
    loaded(store, tmp_path, entry(briefed, written_as="4821"), entry(briefed, written_as="5120"))
    first, _ = unclaimed.waiting(store)
    unclaimed.take(store, first, "4821")
    (row,) = rows(store, "SELECT load_id::VARCHAR AS load_id FROM loads")
    undo.take_back(store, row["load_id"])
    assert unclaimed.waiting(store) == []
    assert collars(store) == ["4821"]


def test_a_file_that_breaks_off_is_refused_whole(
    store: Session, briefed: Briefing, tmp_path: Path
) -> None:
    file = tmp_path / "patrolqr-waiting.json"
    file.write_text(json.dumps([entry(briefed)])[:-10], "utf-8")
    with pytest.raises(FileUnreadable, match="only a part of a phone's file"):
        list(readers.read(file))
