"""Words taken out of the database wherever they stand, and whole answers out of one log."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import pyarrow as pa

from patrolqr.core.form.log import document_of
from patrolqr.core.form.questions import COLUMNS, FIELDS, GROUPS
from patrolqr.store.engine.statements import count_of
from patrolqr.store.engine.writing import Writing

FREE: dict[str, tuple[str, ...]] = {
    "attendance": ("name",),
    "briefings": ("information", "intention"),
    "force_stop_searches": ("operation",),
    "handovers": ("text",),
    "holds": ("why",),
    "incidents": ("outcome", "reference", "street", "words"),
    "load_jobs": ("file_name", "sentence"),
    "loads": ("file_name",),
    "log_reviews": ("remark",),
    "masks": ("name", "why"),
    "meeting_entries": ("owner", "text"),
    "missed_reasons": ("reason",),
    "patrol_logs": ("intelligence", "set_aside_why"),
    "pattern_states": ("why",),
    "picks": ("name", "why"),
    "priorities": ("action", "issue"),
    "quarantine": ("content", "reason", "value"),
    "reason_decisions": ("partner", "why"),
    "reasons": ("conditions", "place", "reference", "sanitised_text", "text"),
    "redactions": ("why",),
    "strategies": ("text",),
    "table_rows": ("area", "reason"),
    "taskings": ("ask", "ask_options", "call_signs", "hazards", "look_for", "tactics", "why"),
    "text_templates": ("name",),
    "visit_answers": ("content",),
}
"""Table → columns in which people write what they like, besides the form's own questions."""

JSON: dict[str, str] = {
    "briefing_drafts": "content",
    "briefings": "crews",
    "mappings": "content",
    "packs": "content",
    "patrol_logs": "document",
    "table_rows": "waiting",
    "text_templates": "content",
    "unclaimed_logs": "document",
}
"""Table → its column of JSON: words are taken out of its values, never out of its names."""

MEANT = frozenset(
    {each.name for each in FIELDS if each.kind != "text"}
    | {each.name for group in GROUPS for each in group.fields if each.kind != "text"}
    | {"log_id", "version", "replaces", "asked_as", "times_by", "collar", "paired", "edited_at"}
)
"""Names in JSON whose values are none of somebody's words: numbers, times, choices, ids."""

META = re.compile(r"([\\.+*?()|\[\]{}^$])")
"""What a pattern would not take literally."""

PATTERN_LIMIT = 20_000
"""Characters of one pattern that are looked for at once."""


class Column(NamedTuple):
    """A column that holds texts: one each, or lists of them."""

    table: str
    name: str
    is_list: bool

    @property
    def is_met(self) -> str:
        """Return the condition that the pattern is in it."""
        if self.is_list:
            each = (
                "list_transform(coalesce({}, []), lambda each: regexp_matches(each, $pattern, 'i'))"
            )
            return f"coalesce(list_bool_or({each.format(self.name)}), false)"
        return f"coalesce(regexp_matches({self.name}, $pattern, 'i'), false)"

    @property
    def without(self) -> str:
        """Return it with the mark where the pattern was."""
        if self.is_list:
            each = "lambda each: regexp_replace(each, $pattern, $mark, 'gi')"
            return f"list_transform({self.name}, {each})"
        return f"regexp_replace({self.name}, $pattern, $mark, 'gi')"


def blank(written: Writing, table: str, columns: Sequence[str], log_id: str, mark: str) -> int:
    """Put the mark where a log has words in those columns of a table; return the rows changed."""
    sets = ", ".join(
        f"{each} = CASE WHEN {each} <> '' THEN $mark ELSE {each} END" for each in columns
    )
    met = " OR ".join(f"({each} <> '' AND {each} <> $mark)" for each in columns)
    code = f"UPDATE {table} SET {sets} WHERE log_id = $log_id::UUID AND ({met})"  # noqa: S608  our own
    return _change(written, table, code, {"mark": mark, "log_id": log_id})


def empty(written: Writing, table: str, columns: Sequence[str], log_ids: Sequence[str]) -> int:
    """Empty those columns in the rows of logs; return the rows changed."""
    sets = ", ".join(f"{each} = NULL" for each in columns)
    code = f"UPDATE {table} SET {sets} WHERE log_id IN (SELECT unnest($log_ids::UUID[]))"  # noqa: S608
    return _change(written, table, code, {"log_ids": list(log_ids)})


def forget(written: Writing, table: str, log_ids: Sequence[str]) -> int:
    """Remove the rows of logs from a table; return how many."""
    code = f"DELETE FROM {table} WHERE log_id IN (SELECT unnest($log_ids::UUID[]))"  # noqa: S608  our own
    return _change(written, table, code, {"log_ids": list(log_ids)})


def words_in(written: Writing, table: str, columns: Sequence[str], log_id: str) -> set[str]:
    """Return the words that a log has in those columns of a table."""
    listed = ", ".join(columns)
    code = f"SELECT DISTINCT unnest([{listed}]) FROM {table} WHERE log_id = $log_id::UUID"  # noqa: S608
    found = written.cursor.execute(code, {"log_id": log_id}).fetchall()
    return {text.strip() for (text,) in found if text and text.strip()}


def take_out(
    written: Writing, words: Iterable[str], mark: str, *, leaving: Collection[str] = ()
) -> dict[str, int]:
    """Put the mark wherever one of the words stands, in whatever case and also within JSON, but in the
    tables that are left as they are; return table → changes.
    """
    changed: dict[str, int] = {}
    for pattern in patterns(words):
        for each in _met(written, pattern):
            if each.table in leaving:
                continue
            if JSON.get(each.table) == each.name:
                rows = _take_out_of_json(written, each, pattern, mark)
            else:
                code = f"UPDATE {each.table} SET {each.name} = {each.without} WHERE {each.is_met}"  # noqa: S608
                rows = _change(written, each.table, code, {"pattern": pattern, "mark": mark})
            changed[each.table] = changed.get(each.table, 0) + rows
    return changed


def find(written: Writing, words: Iterable[str]) -> dict[str, int]:
    """Return table → rows (of the column that has most) in which one of the words stands."""
    found: dict[str, int] = {}
    for pattern in patterns(words):
        for column, rows in _met(written, pattern).items():
            found[column.table] = max(found.get(column.table, 0), rows)
    return found


def _met(written: Writing, pattern: str) -> dict[Column, int]:
    """Return the columns in which the pattern stands, each with how many rows have it there."""
    columns = _columns(written)
    counted = " UNION ALL ".join(
        f"SELECT {number} AS number, count(*) AS rows FROM {each.table} WHERE {each.is_met}"  # noqa: S608
        for number, each in enumerate(columns)
    )
    code = f"SELECT number, rows FROM ({counted}) WHERE rows > 0 ORDER BY number"  # noqa: S608  our own
    found = written.cursor.execute(code, {"pattern": pattern}).fetchall()
    return {columns[number]: rows for number, rows in found}


def forms(word: str) -> list[str]:
    """Return a word as it can stand in a file: as it is, and as JSON writes it, once or twice over."""
    found = [word]
    for _ in range(2):
        found += [json.dumps(each)[1:-1] for each in found]
        found += [json.dumps(each, ensure_ascii=False)[1:-1] for each in found]
    return list(dict.fromkeys(found))


def patterns(words: Iterable[str]) -> Iterator[str]:
    """Yield what the words are looked for by, in every form, the longest first; none is too long."""
    every = {form for word in words if word for form in _pattern_forms(word)}
    piece: list[str] = []
    for each in sorted(every, key=lambda form: (-len(form), form)):
        if piece and sum(map(len, piece)) + len(each) > PATTERN_LIMIT:
            yield "|".join(piece)
            piece = []
        piece.append(each)
    if piece:
        yield "|".join(piece)


def _pattern_forms(word: str) -> Iterator[str]:
    """Yield a word as a pattern: as it is, and as JSON writes it, which tells é and É apart."""
    for times in range(3):
        for ascii_only in (True, False):
            yield "".join(_pattern_of(each, times, ascii_only=ascii_only) for each in word)


def _pattern_of(character: str, times: int, *, ascii_only: bool) -> str:
    cases = dict.fromkeys((character, character.lower(), character.upper()))
    found = []
    for each in cases:
        for _ in range(times):
            each = json.dumps(each, ensure_ascii=ascii_only)[1:-1]
        found.append(META.sub(r"\\\1", each))
    if character.isascii() or not times or not ascii_only:
        return found[0]
    return f"(?:{'|'.join(dict.fromkeys(found))})"


def _take_out_of_json(written: Writing, column: Column, pattern: str, mark: str) -> int:
    table, name, _ = column
    code = f"SELECT rowid, {name} FROM {table} WHERE {column.is_met}"  # noqa: S608  our own
    found = written.cursor.execute(code, {"pattern": pattern}).fetchall()
    sought = re.compile(pattern, re.IGNORECASE)
    batch = [{"place": row, "told": _json_without(text, sought, mark)} for row, text in found]
    known = pa.Table.from_pylist(batch)  # DuckDB finds it by its name
    code = f"UPDATE {table} SET {name} = told FROM known WHERE {table}.rowid = known.place"  # noqa: S608
    rows = count_of(written.cursor.execute(code)) if known.num_rows else 0
    written.written[table] += rows
    return rows


def _json_without(text: str, sought: re.Pattern[str], mark: str) -> str:
    try:
        told = json.loads(text)
    except ValueError:
        return sought.sub(mark, text)
    return document_of(_without(told, sought, mark))


def _without(told: Any, sought: re.Pattern[str], mark: str) -> Any:
    if isinstance(told, str):
        return sought.sub(mark, told)
    if isinstance(told, list):
        return [_without(each, sought, mark) for each in told]
    if isinstance(told, dict):
        return {
            name: value
            if name in MEANT and not isinstance(value, (dict, list))
            else _without(value, sought, mark)
            for name, value in told.items()
        }
    return told


def _columns(written: Writing) -> list[Column]:
    """Return the columns in which people write what they like, as the database has them, JSON too."""
    asked = {
        table: [each.name for each in fields if each.kind == "text" and each.name != "collar"]
        for table, fields in COLUMNS.items()
    }
    found = written.cursor.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() "
        "WHERE NOT internal AND database_name = current_database() ORDER BY ALL"
    ).fetchall()
    return [
        Column(table, name, kind == "VARCHAR[]")
        for table, name, kind in found
        if name in FREE.get(table, ()) or name in asked.get(table, ()) or name == JSON.get(table)
    ]


def _change(written: Writing, table: str, code: str, bound: dict[str, object] | None) -> int:
    rows = count_of(written.cursor.execute(code, bound))
    written.written[table] += rows
    return rows
