"""What a search reads of an answer: nothing of a question that was not asked."""

import duckdb
import pytest

from patrolqr.core.form.question import SQL_TYPES, Field
from patrolqr.store.engine import form_columns

FRUIT = {"A": "Apples", "P": "Pears"}
EACH = [
    Field("asked", kind, "Asked", 100, choices=FRUIT if kind in ("choice", "ticks") else {})
    for kind in SQL_TYPES
]


@pytest.mark.parametrize("field", EACH, ids=lambda field: field.kind)
def test_a_search_reads_nothing_of_a_question_that_was_not_asked(field: Field) -> None:
    read = form_columns.searchable(field)
    unasked = f'(SELECT NULL::{SQL_TYPES[field.kind]} AS "{field.name}") AS logs'
    assert duckdb.sql(f"SELECT {read} FROM {unasked}").fetchall() == [(None,)]


def test_yes_and_no_are_told_apart() -> None:
    field = Field("lit", "yes_no", "Lights working")
    read = form_columns.searchable(field)
    answers = duckdb.sql(f"SELECT {read} FROM (VALUES (true), (false)) AS logs (lit)").fetchall()
    assert answers == [("Lights working Yes",), ("Lights working No",)]
