"""What leaves the database for a file: patrol logs with every field, stop-searches as they are
published.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from patrolqr.core import lists
from patrolqr.core.form.questions import FIELDS
from patrolqr.store.engine.folder import Store

EVERYTHING: dict[str, object] = dict.fromkeys(
    ("since", "until", "shift", "areas", "neighbourhoods", "only", "search"), None
)
"""The choice that leaves no log out: parameters of the queries `logs` and `logs_total`."""

COLUMNS = (
    *("patrol_day", "shift", "area", "neighbourhood", "visited_at", "minutes", "ask"),
    *(field.name for field in FIELDS if field.kind != "number"),
    *("received_at", "late", "channel", "entered_by", "version", "log_id"),
)
"""What an export holds, in this order: named one by one, so that neither what opens a pass
or a phone nor where exactly an officer stood (the number fields) slips in."""


def documents(store: Store) -> list[dict[str, Any]]:
    """Return every version of every patrol log exactly as it was sent, the oldest first: for
    another system to read.
    """
    return [row | {"document": json.loads(row["document"])} for row in store.rows("log_documents")]


def logs(
    store: Store, *, since: date | None = None, until: date | None = None, **choice: object
) -> pd.DataFrame:
    """Return one row per visit from patrol day since to the day before until, newest first.

    Both None means all.
    """
    everything = store.frame(
        "logs", **EVERYTHING | choice | {"since": since, "until": until}, limit=None, offset=0
    )
    return everything[list(COLUMNS)]


def stop_searches(
    store: Store, *, since: date | None = None, until: date | None = None
) -> pd.DataFrame:
    """Return one row per detailed stop-search, oldest first, in the 15 columns of data.police.uk's
    files.

    Places are the middles of patrol areas. PatrolQR is not the statutory record: the force's own
    system publishes.
    """
    words = {
        "self_defined": _map(lists.SELF_DEFINED),
        "officer_defined": _map(lists.PUBLISHED_OFFICER_DEFINED),
    }
    return store.frame("export_stop_searches", since=since, until=until, **words)


def _map(labels: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the labels as DuckDB reads a map."""
    return {"key": list(labels), "value": list(labels.values())}
