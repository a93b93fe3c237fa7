"""Phones that several officers share, and numbers typed on two phones: found by sets, as by every pair."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from patrolqr.store import Session
from tests.builders.examples import COSTLY
from tests.builders.phones import rows

BEGAN = datetime(2026, 11, 1, tzinfo=UTC)

PAIRING = st.fixed_dictionaries(
    {
        "device_hash": st.sampled_from("xyz"),
        "collar": st.sampled_from(("4821", "4822", "4823")),
        "hour": st.integers(0, 60),
        "hours": st.integers(0, 20),
        "gives": st.sampled_from((None, "one", "other")),
    }
)

PASSKEY = st.fixed_dictionaries(
    {
        "id": st.sampled_from(("one", "other")),
        "collar": st.sampled_from(("4821", "4822")),
        "hour": st.integers(0, 60),
        "ended": st.none() | st.integers(0, 60),
    }
)


@COSTLY
@given(
    made=st.lists(PAIRING, max_size=12),
    keys=st.lists(PASSKEY, max_size=2, unique_by=lambda key: key["id"]),
)
def test_what_is_shared_and_what_is_second_is_as_each_pair_of_pairings_says(
    made: list[dict[str, Any]], keys: list[dict[str, Any]], store: Session
) -> None:
    for number, pairing in enumerate(made):
        pairing |= {"number": number, "id": f"00000000-0000-4000-8000-{number:012d}"}
    _keep(store, made, keys)
    flagged = rows(store, "SELECT pairing_id::VARCHAR AS id FROM graded_visits WHERE flags <> []")
    assert {row["id"] for row in flagged} == {each["id"] for each in made if _shared(each, made)}
    for asking in made:
        second = rows(
            store, f"SELECT pairing_id::VARCHAR AS id FROM second_phones('{asking['id']}')"
        )
        assert {row["id"] for row in second} == {
            each["id"]
            for each in made
            if _is_own(each, asking)
            and not any(_is_given(key, each) for key in keys)
            and (
                any(_is_before(other, each) for other in made)
                or any(_is_asked(key, each) for key in keys)
            )
        }


def _keep(store: Session, made: list[dict[str, Any]], keys: list[dict[str, Any]]) -> None:
    """Keep these pairings and one log of each, and these passkeys, and nothing else."""
    with store.writing("brief") as written:
        for table in ("pairings", "patrol_logs", "collar_passkeys"):
            written.cursor.execute(f"DELETE FROM {table}")
        for key in keys:
            ended_at = None if key["ended"] is None else BEGAN + timedelta(hours=key["ended"])
            written.cursor.execute(
                "INSERT INTO collar_passkeys "
                "(credential_id, collar, public_key, sign_count, site, made_at, ended_at) "
                "VALUES (?, ?, '', 0, 'localhost', ?, ?)",
                [key["id"], key["collar"], BEGAN + timedelta(hours=key["hour"]), ended_at],
            )
        for each in made:
            paired_at = BEGAN + timedelta(hours=each["hour"])
            ends_at = paired_at + timedelta(hours=each["hours"])
            told = [each["id"], each["device_hash"], each["collar"], paired_at, ends_at]
            written.cursor.execute(
                "INSERT INTO pairings "
                "(pairing_id, device_hash, collar, paired_at, ends_at, serial, passkey_id) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                [*told, each["number"], each["gives"]],
            )
            written.cursor.execute(
                "INSERT INTO patrol_logs (log_id, version, is_current, pairing_id) "
                "VALUES (uuid(), 1, true, ?)",
                [each["id"]],
            )


def _shared(one: dict[str, Any], made: list[dict[str, Any]]) -> bool:
    return any(
        other["device_hash"] == one["device_hash"]
        and other["collar"] != one["collar"]
        and abs(other["hour"] - one["hour"]) <= 12
        for other in made
    )


def _is_own(one: dict[str, Any], asking: dict[str, Any]) -> bool:
    return bool(one["device_hash"] == asking["device_hash"] and one["collar"] == asking["collar"])


def _is_given(key: dict[str, Any], one: dict[str, Any]) -> bool:
    return bool(key["id"] == one["gives"] and key["ended"] is None and key["hour"] < one["hour"])


def _is_asked(key: dict[str, Any], one: dict[str, Any]) -> bool:
    """Whether the number had that passkey when the phone was paired."""
    goes_on = key["ended"] is None or key["ended"] > one["hour"]
    return bool(key["collar"] == one["collar"] and key["hour"] < one["hour"] and goes_on)


def _is_before(other: dict[str, Any], one: dict[str, Any]) -> bool:
    return bool(
        other["collar"] == one["collar"]
        and other["device_hash"] != one["device_hash"]
        and other["number"] < one["number"]
        and other["hour"] + other["hours"] > one["hour"]
    )
