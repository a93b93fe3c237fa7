"""A store in which two teams have a row each in every table: whatever is the second team's says KANARIE
in each of its texts.
"""

import json
import uuid
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pandas as pd

from patrolqr.core import clock
from patrolqr.core.actor import Actor, Role
from patrolqr.core.shift import Shift
from patrolqr.core.team import Duty, Team
from patrolqr.store import Session, teams
from tests.builders.briefings import SQUARE

CANARY = "kanarie"

LATE = Shift("Late", time(14), time(2))
OURS = Team("ours", "Ours", shifts=(LATE,))
THEIRS = Team("theirs", "Theirs", shifts=(LATE,))

DAY = date(2026, 11, 4)
AT = datetime(2026, 11, 4, 15, tzinfo=clock.zone())

AREA = str(uuid.UUID(int=7))
REASON = str(uuid.UUID(int=6))
LOAD, LOAD_OF_LOGS = str(uuid.UUID(int=8)), str(uuid.UUID(int=9))

OF_TEAMS = frozenset(
    {
        *("briefings", "briefing_drafts", "picks", "coin_tosses", "strategies", "priorities"),
        *("reason_decisions", "attendance", "missed_reasons", "handovers", "pairing_sheets"),
        *("patrol_logs", "inbox_rules", "documents", "taskings", "passes", "taken_back"),
        *("unclaimed_logs", "log_actions", "log_arrests", "log_engagements", "log_stop_searches"),
        *("log_reviews", "promises_kept", "visit_answers", "table_rows", "packs"),
        *("meeting_entries", "team_choices"),
    }
)
"""Tables whose rows are a team's."""

OVER_ALL = frozenset(
    {
        *("accounts", "passkeys", "desk_sessions", "refused_attempts", "redactions"),
        *("redacted_texts", "holds", "disposals", "disposal_rows", "quarantine"),
    }
)
"""Tables about all teams, which nobody sees who is limited; of the quarantine it is the logs' rows."""

NOTHING = frozenset(
    {
        *("set_aside_why", "superseded", "superseded_by", "ended_at", "ended_by", "ended_why"),
        *("revoked_at", "revoked_by", "revoked_why", "valid_to", "undone_at", "undone_by"),
        *("cleared_at", "cleared_by", "cleared_load", "redacted", "withdrawn"),
        *("lifted_at", "lifted_by", "invitation_hash", "expires_day", "merged_into"),
    }
)
"""Columns that stay empty, so that a row stands."""

FALSE = frozenset({"retired", "late", "is_closed", "superseded"})


def of_ours(store: Session, role: Role = "sergeant") -> Session:
    """Return the store as somebody sees it who is limited to the first team."""
    return Session(store.store, Actor("Sgt 4412", role, frozenset({OURS.team_id})))


def id_of(team: Team, name: str) -> str:
    """Return the id of a team's thing, by the name of its column."""
    made = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{team.team_id} {name}"))
    return made.upper() if name == "pass_id" else made


def duty_of(team: Team) -> Duty:
    """Return the duty that a team's rows are of."""
    return Duty(team.team_id, DAY, LATE)


def fill(store: Session) -> None:
    """Put both teams into an empty store, and a row of each into every table."""
    teams.keep_all(store, [OURS, THEIRS])
    with store.writing("set up") as written:
        found = written.cursor.execute(
            "SELECT table_name, list((column_name, data_type) ORDER BY column_index) "
            "FROM duckdb_columns() JOIN duckdb_tables() USING (database_name, schema_name, table_name) "
            "WHERE database_name = current_database() "
            "AND table_name NOT IN ('schema_versions', 'teams') GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        for table, columns in found:
            rows = pd.DataFrame(list(_rows(table, columns)))
            written.insert(table, rows.astype(object))


def _rows(table: str, columns: list[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    is_of_each = table in OF_TEAMS | OVER_ALL or table == "pairings"
    whose: tuple[Team, ...] = (OURS, THEIRS) if is_of_each else (OURS,)
    for number, team in enumerate(whose, 1):
        yield {name: _value(table, name, kind, team, number) for name, kind in columns}
    if table == "loads":
        yield {
            name: {"load_id": LOAD_OF_LOGS, "kind": "patrol_logs", "serial": 2}.get(
                name, _value(table, name, kind, OURS, 2)
            )
            for name, kind in columns
        }


def _value(table: str, name: str, kind: str, team: Team, number: int) -> Any:
    if (table, name) in SAID:
        return SAID[table, name]
    if name in NOTHING:
        return None
    if name in NAMED:
        return NAMED[name]
    if name in ("team_id", "teams"):
        return [team.team_id] if kind.endswith("[]") else team.team_id
    if name == "load_id":
        return LOAD_OF_LOGS if table in ("quarantine", "table_rows") else LOAD
    if name.endswith("_id") and kind in ("UUID", "VARCHAR"):
        return id_of(team, name)
    is_theirs = team is THEIRS and table != "pairings"  # a phone is of no team
    word = f"{CANARY if is_theirs else 'plain'} {table} {name}"
    if name in ("document", "waiting") or (table, name) == ("packs", "content"):
        return json.dumps({"log_id": id_of(team, "log_id"), "saw": word})
    return _plain(kind, name, word, number)


def _plain(kind: str, name: str, word: str, number: int) -> Any:
    if kind.endswith("[]"):
        return [_plain(kind[:-2], name, word, number)]
    values: dict[str, Any] = {
        "VARCHAR": word,
        "BLOB": word.encode(),
        "UUID": str(uuid.uuid5(uuid.NAMESPACE_OID, word)),
        "BOOLEAN": name not in FALSE,
        "DATE": DAY,
        "TIME": time(21),
        "TIMESTAMP WITH TIME ZONE": AT + ENDS.get(name, timedelta(0)),
        "DOUBLE": 1.0,
    }
    return values.get(kind, number if name in ("serial", "line") else 1)


ENDS = {
    "left_at": timedelta(minutes=15),
    "received_at": timedelta(minutes=20),
    "valid_until": timedelta(days=9000),
    "ends_at": timedelta(days=9000),
}

NAMED: dict[str, Any] = {
    "reason_id": REASON,
    "geometry": SQUARE,
    "area_id": AREA,
    "shift": "Late",
    "person": "Sgt 4412",
    "cell": "E397000N310250",
    "neighbourhood_id": "N1",
    "easting": 397_000.0,
    "northing": 310_250.0,
    "kinds": ["call", "incident", "intelligence", "priority"],
    "types": [],
    "hours": None,
}

SAID: dict[tuple[str, str], Any] = {
    ("loads", "kind"): "incidents",
    ("unclaimed_logs", "decision"): None,
    ("unclaimed_logs", "load_id"): None,
    ("places", "kind"): "neighbourhood",
    ("places", "place_id"): "N1",
    ("reasons", "kind"): "call",
    ("incidents", "kind"): "call",
    ("incidents", "precision"): "minute",
    ("log_reviews", "state"): "query",
    ("meeting_entries", "state"): "open",
    ("briefings", "crews"): "{}",
    ("taskings", "rounds"): "[]",
}
"""Values that a column's name or type alone does not give."""
