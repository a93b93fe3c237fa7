"""The form's questions as the database has them: typed columns, and the lists of them that views
name.
"""

from collections.abc import Iterable

import duckdb

from patrolqr.core.errors import QuestionChanged
from patrolqr.core.form.question import SQL_TYPES, Field
from patrolqr.core.form.questions import (
    COLUMNS,
    COUNTS,
    GROUPS,
    NOTES,
    POSITIONS,
    Group,
    shown_in,
)
from patrolqr.store.engine.quoting import quoted

KIND_WORDS = {
    "TIMESTAMP WITH TIME ZONE": "an instant",
    "INTEGER": "a count",
    "VARCHAR": "a text or a choice",
    "VARCHAR[]": "ticks or collar numbers",
    "BOOLEAN": "a yes or no",
    "DATE": "a day",
    "DOUBLE": "a number",
}
"""What a question was whose column has that type, as DuckDB names it."""


def add_columns(cursor: duckdb.DuckDBPyConnection) -> None:
    """Give each new question its column; QuestionChanged where a column holds answers of another
    kind.
    """
    for table, fields in COLUMNS.items():
        _check_kinds(cursor, table, fields)
    for table, name, kind in typed_columns():
        cursor.execute(f'ALTER TABLE {table} ADD COLUMN IF NOT EXISTS "{name}" {kind}')


def typed_columns() -> list[tuple[str, str, str]]:
    """Return the table, name and type of each question's column."""
    return [
        (table, field.name, SQL_TYPES[field.kind])
        for table, fields in COLUMNS.items()
        for field in fields
    ]


def _check_kinds(cursor: duckdb.DuckDBPyConnection, table: str, fields: tuple[Field, ...]) -> None:
    described = cursor.execute(f"SELECT column_name, column_type FROM (DESCRIBE {table})")  # noqa: S608  our own
    found = dict(described.fetchall())
    for field in fields:
        was = found.get(field.name)
        if was is not None and was != _type_name(field):
            raise QuestionChanged(
                f"The question “{field.label}” ({table}.{field.name}) is {_words(_type_name(field))} now and was "
                f"{_words(was)} when this database was written. Give the changed question a new name in "
                "core/form/questions.py; the answers under the old name stay as they are."
            )


def _type_name(field: Field) -> str:
    """Return the type of the question's column as DuckDB tells it."""
    kind = SQL_TYPES[field.kind]
    return "TIMESTAMP WITH TIME ZONE" if kind == "TIMESTAMPTZ" else kind


def _words(type_name: str) -> str:
    return KIND_WORDS.get(type_name, type_name)


def fill(views: Iterable[str]) -> list[str]:
    """Return the statements of views with the form's lists in the places that name them."""
    lists = _lists()
    filled = []
    for view in views:
        for place, listed in lists.items():
            view = view.replace(place, listed)
        filled.append(view)
    return filled


def _lists() -> dict[str, str]:
    marks = [f"CASE WHEN {_column(each)} > 0 THEN '{each.name}' END" for each in COUNTS]
    return {
        "{positions}": ", ".join(_column(each) for each in POSITIONS),
        "{notes}": ", ".join(_column(each) for each in NOTES if each.kind == "text"),
        "{counted}": ", ".join(marks),
        "{details}": " UNION ALL ".join(_details(group) for group in GROUPS),
        "{told}": " UNION ALL ".join(_told(group) for group in GROUPS),
        "{searched}": ", ".join(searchable(each) for each in shown_in("search")),
    }


def _details(group: Group) -> str:
    """Return the statement of what is detailed in one group, its answers as JSON."""
    answers = ", ".join(f'{quoted(each.name)}: "{each.name}"' for each in group.fields)
    return (
        f"SELECT {quoted(group.name)} AS group_name, log_id, version, entry_id, number, "  # noqa: S608
        f"to_json({{{answers}}})::VARCHAR AS answers FROM {group.table}"
    )


def _told(group: Group) -> str:
    """Return the statement of what a search reads of the details of one group."""
    read = ", ".join(searchable(each) for each in group.fields)
    return f"SELECT log_id, version, concat_ws(chr(10), {read}) AS told FROM {group.table} AS logs"  # noqa: S608


def _column(field: Field) -> str:
    return f'logs."{field.name}"'


def searchable(field: Field) -> str:
    """Return what a search reads of an answer: written words, or the question with its answer."""
    column, label = _column(field), quoted(f"{field.label} ")
    match field.kind:
        case "text":
            return column
        case "choice":
            return f"{label} || {_labelled(field, column)}"
        case "ticks" | "collars":
            each = _labelled(field, "ticked")
            return (
                f"{label} || array_to_string(list_transform({column}, lambda ticked: {each}), ', ')"
            )
        case "yes_no":
            # not asked is neither: if() would take it for No
            return f"{label} || CASE WHEN {column} THEN 'Yes' WHEN NOT {column} THEN 'No' END"
        case "count":
            return f"CASE WHEN {column} > 0 THEN {label} || {column} END"
        case "day":
            return f"{label} || strftime({column}, '%-d %b %Y')"
        case "instant" | "number":
            return f"{label} || {column}::VARCHAR"


def _labelled(field: Field, value: str) -> str:
    """Return an expression for the words of a stored choice; one that is no longer offered stays."""
    offered = [
        f"WHEN {quoted(stored)} THEN {quoted(label)}" for stored, label in field.choices.items()
    ]
    return f"CASE {value} {' '.join(offered)} ELSE {value} END" if offered else value
