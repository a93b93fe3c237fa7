"""A row of a table of patrol logs that waits for its area: as JSON, and back as it was read."""

import json
from datetime import date, datetime
from typing import Any

from patrolqr.core.form.from_table import ANSWERED

Row = dict[str, Any]

TIMES = ("started_at", "ended_at", "edited_at")
"""Columns with an instant beside those of the questions."""


def as_json(row: Row) -> str:
    """Return the row as JSON, its instants and days in ISO 8601."""
    told = {
        name: cell.isoformat() if isinstance(cell, datetime | date) else cell
        for name, cell in row.items()
    }
    return json.dumps(told, ensure_ascii=False)


def from_json(text: str) -> Row:
    """Return the row that `as_json` wrote."""
    # a question that is newer than the row was not asked of it
    row: Row = dict.fromkeys(each.name for each in ANSWERED) | json.loads(text)
    instants = [each.name for each in ANSWERED if each.kind == "instant"]
    days = [each.name for each in ANSWERED if each.kind == "day"]
    for name in (*TIMES, *instants):
        row[name] = datetime.fromisoformat(row[name]) if row.get(name) else None
    for name in days:
        row[name] = date.fromisoformat(row[name]) if row.get(name) else None
    return row
