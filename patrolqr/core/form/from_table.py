"""A row of somebody's table as a patrol log: which questions a table can answer, and the document
that is kept of a row.
"""

import json
import uuid
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from patrolqr.core.form.question import Field
from patrolqr.core.form.questions import FIELDS, FORMER

ANSWERED = (
    *(each for each in FIELDS if each.section not in ("position", "sending")),
    *FORMER,
)
"""What people answer: the phone alone knows its position and its clock."""

ROWS = uuid.UUID("5b0a1c5e-6c1e-5a53-9d0e-2f6c0f7b9a10")
"""The name space of the ids of logs that come from tables."""


def column_of(asked: Field) -> str:
    """Return what a mapping calls the column of a question's answers."""
    return asked.name.removesuffix("_at")


def id_of(row: Mapping[str, Any]) -> str:
    """Return the id of the log that a row is, through all its edits."""
    return str(uuid.uuid5(ROWS, row["identity"]))


def document_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row as a log is sent; all that stands in it is kept under `from_table`.

    Where nobody wrote when they left, it is the minutes they wrote after arriving.
    """
    sent = {each.name: _sent(each, row[each.name]) for each in ANSWERED}
    if not sent["left_at"] and row["arrived_at"] and row["minutes"]:
        sent["left_at"] = (row["arrived_at"] + timedelta(minutes=row["minutes"])).isoformat()
    return {
        **{name: answer for name, answer in sent.items() if answer not in (None, "")},
        "log_id": id_of(row),
        "from_table": {
            "area": row["area"],
            "answers": json.loads(row["answers"]),
            "row": json.loads(row["row"]),
        },
    }


def _sent(asked: Field, cell: Any) -> Any:
    """Return a cell as the form would send it: choices by their stored values."""
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if not isinstance(cell, str) or asked.kind not in ("choice", "ticks"):
        return cell
    if asked.kind == "choice":
        return _chosen(asked, cell)
    return [_chosen(asked, part) for part in map(str.strip, cell.split(";")) if part]


def _chosen(asked: Field, word: str) -> str:
    """Return the stored value that a word stands for; an unknown word as it is, to be refused."""
    plain = word.strip().casefold()
    for value, label in asked.choices.items():
        if plain in (value.casefold(), label.casefold()):
            return value
    return word.strip()
