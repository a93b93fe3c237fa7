"""What a submitted form says beside its known columns: every answer under its question.

Groups (`visit/area`, `visit-area`) lose their path where that leaves one question of the name. A
question of several choices is a list, whether they stand in one cell (`A;B;` or `a b`) or in a column
each with 0 and 1.
"""

import json
import re
from collections import Counter, abc
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from patrolqr.core.form.from_table import ANSWERED
from patrolqr.readers.mapping import Mapping, normal
from patrolqr.readers.names import NAMES

NUMBERED_BY_FORM = "Microsoft Forms"
"""The system that numbers the submissions of each form from 1."""

COUNTED = {
    word for each in ANSWERED if each.kind == "count" for word in NAMES["patrol_logs"][each.name]
}
"""What columns of counts are called."""

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
        if parent:
            groups.setdefault(parent, []).append(column)
    return {
        parent: columns
        for parent, columns in groups.items()
        if all(_is_ticks(table[column]) for column in columns)
        and (parent in table.column_names or _are_choices(columns))
    }


def _are_choices(columns: list[str]) -> bool:
    """Return whether columns of 0 and 1 are one question's choices, not a group of counts.

    Where no column holds the question itself, a group of few arrests and searches looks the same.
    """
    called = {normal(column.rpartition("/")[2]) for column in columns}
    return len(columns) > 1 and not called & COUNTED


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


def choices(table: pa.Table, columns: Sequence[str]) -> list[list[str]] | None:
    """Return the choices made in each row, where these columns hold choices; None if they do not."""
    ticks = ticked(table)
    in_columns = {column for group in ticks.values() for column in group}
    if columns and set(columns) <= in_columns:
        return [
            [column.rpartition("/")[2] for column in columns if _is_yes(row[column])]
            for row in table.select(list(columns)).to_pylist()
        ]
    if len(columns) != 1 or not (_is_list(table[columns[0]]) or columns[0] in ticks):
        return None
    texts = [text or "" for text in table[columns[0]].to_pylist()]
    if columns[0] in ticks:
        return [text.split() for text in texts]
    return [[part.strip() for part in text.split(";") if part.strip()] for text in texts]


def cells(table: pa.Table) -> list[str]:
    """Return each row as JSON, column → cell, without blank cells and people's addresses."""
    kept = [name for name in table.column_names if name != "line" and not _is_address(table[name])]
    return [
        json.dumps({name: cell for name, cell in row.items() if cell}, ensure_ascii=False)
        for row in table.select(kept).to_pylist()
    ]


def identities(columns: abc.Mapping[str, Any], mapping: Mapping) -> pa.Array:
    """Return what makes each row that submission, through all its edits.

    Its own id in the system it comes from; Microsoft Forms numbers each form from 1, so there with
    the time it was opened. Without an id the time it began (arriving, where nobody noted the
    opening), who it was and the area.
    """
    opened, arrived = (_texts(columns[name]) for name in ("started_at", "arrived_at"))
    if "submission_id" in mapping.columns:
        ids = columns["submission_id"].to_pylist()
        scope = f"{mapping.force}|{mapping.source}"
        if mapping.source != NUMBERED_BY_FORM:
            return pa.array([f"{scope}|{one}" for one in ids], pa.string())
        return pa.array(
            [f"{scope}|{one}|{begun}" for one, begun in zip(ids, opened, strict=True)], pa.string()
        )
    began = [one if one else other for one, other in zip(opened, arrived, strict=True)]
    collars, senders = columns["collar"].to_pylist(), columns["sent_by"].to_pylist()
    who = [one if one else other for one, other in zip(collars, senders, strict=True)]
    rows = zip(began, who, columns["area"].to_pylist(), strict=True)
    return pa.array(
        [f"{mapping.force}|{start}|{person}|{normal(area)}" for start, person, area in rows],
        pa.string(),
    )


def _texts(instants: Any) -> list[str]:
    return ["" if np.isnat(one) else str(one) for one in instants]


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
