"""What a submitted form says beside its known columns: every answer under its question.

Groups (`visit/area`, `visit-area`) lose their path where that leaves one question of the name. A
question of several choices is a list, whether they stand in one cell (`A;B;` or `a b`) or in a column
each with 0 and 1.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from patrolqr.readers.mapping import Mapping

SYSTEM = re.compile(
    r"(id|start ?time|completion ?time|email|name|last modified time|start|end|today|deviceid|"
    r"submissiondate|(meta[-/])?instanceid|(meta[-/])?instancename|key|submitterid|submittername|attachmentspresent|"
    r"attachmentsexpected|status|reviewstate|edits|formversion|_.*|formhub/uuid|username|"
    r"meta/(rootuuid|deprecatedid)|startzeit|fertigstellungszeit|e-mail|zeitpunkt der letzten änderung|"
    r"heure de début|heure de fin|adresse de messagerie|nom|heure de la dernière modification|"
    r"hora de inicio|hora de finalización|correo electrónico|nombre|hora de la última modificación|"
    r"amser (cychwyn|dechrau)|amser (cwblhau|gorffen)|e-bost|enw|amser (yr )?addasu.*)",
    re.IGNORECASE,
)
"""Columns that platforms add themselves."""


def questions(columns: Iterable[str]) -> list[str]:
    """Return the columns that hold answers."""
    return [one for one in columns if one != "line" and not SYSTEM.fullmatch(one.strip())]


def ticked(table: pa.Table) -> dict[str, list[str]]:
    """Return the questions whose choices have a column each, 0 or 1: question → its columns."""
    groups: dict[str, list[str]] = {}
    for column in questions(table.column_names):
        parent = column.rpartition("/")[0]
        if parent and _is_ticks(table[column]):
            groups.setdefault(parent, []).append(column)
    return {
        parent: columns
        for parent, columns in groups.items()
        if parent in table.column_names or len(columns) > 1
    }


def answers(table: pa.Table, mapping: Mapping) -> list[str]:
    """Return each row's answers as JSON: question → text, or a list of the choices made."""
    ticks = ticked(table)
    in_columns = {column for columns in ticks.values() for column in columns}
    asked = [
        one
        for one in questions(table.column_names)
        if one not in in_columns | _of_the_system(mapping) and not _is_address(table[one])
    ]
    short = _short([*dict.fromkeys([*asked, *ticks])])
    listed = {one for one in asked if _is_list(table[one])}
    spaced = set(ticks) & set(asked)
    found = []
    for row in table.to_pylist():
        said: dict[str, Any] = {}
        for question in asked:
            text = (row[question] or "").strip()
            if question in listed:
                said[short[question]] = [part.strip() for part in text.split(";") if part.strip()]
            else:
                said[short[question]] = text.split() if question in spaced else text
        for question, columns in ticks.items():
            said[short[question]] = [
                column.rpartition("/")[2] for column in columns if _is_yes(row[column])
            ]
        found.append(
            json.dumps({name: one for name, one in said.items() if one}, ensure_ascii=False)
        )
    return found


def _of_the_system(mapping: Mapping) -> set[str]:
    fields = ("submission_id", "edited", "started", "ended", "sent_by")
    return {name for field in fields for name in mapping.columns.get(field, ())}


def _is_address(column: pa.ChunkedArray) -> bool:
    """Return whether the cells are people's e-mail addresses, which are kept nowhere."""
    given = [value for value in pc.unique(column).to_pylist() if (value or "").strip()]
    return bool(given) and all(value == "anonymous" or "@" in value for value in given)


def _short(columns: list[str]) -> dict[str, str]:
    """Return each question without the groups it stands in, unless two would be the same."""
    last = {one: re.split(r"/", one)[-1] for one in columns}
    times = Counter(last.values())
    return {one: last[one] if times[last[one]] == 1 else one for one in columns}


def _is_ticks(column: pa.ChunkedArray) -> bool:
    found = {str(value or "").strip().casefold() for value in pc.unique(column).to_pylist()}
    return found <= {"", "0", "1", "true", "false", "0.0", "1.0"} and bool(found - {""})


def _is_yes(value: object) -> bool:
    return str(value or "").strip().casefold() in ("1", "true", "1.0")


def _is_list(column: pa.ChunkedArray) -> bool:
    """Return whether the cells are lists as Microsoft Forms writes them: each ends with a semicolon."""
    given = [value.strip() for value in pc.unique(column).to_pylist() if (value or "").strip()]
    return bool(given) and all(value.endswith(";") for value in given)
