"""Cells of a workbook as text: the same cell is the same text, whatever stands beside it."""

import io
import math

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from patrolqr.readers import workbooks


def sheet(*rows: tuple[object, ...]) -> workbooks.Sheet:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    return workbooks.Sheet(held.getvalue())


def texts(opened: workbooks.Sheet) -> list[list[str]]:
    (only,) = [rows for _, rows in opened.batches(1)]
    return [column.to_pylist() for column in only.columns]


NUMBERS = st.one_of(st.integers(-(10**12), 10**12), st.floats(-1e9, 1e9).map(lambda n: round(n, 4)))


@given(st.lists(NUMBERS, min_size=1, max_size=8))
def test_a_number_is_the_same_text_alone_and_beside_others(numbers: list[float]) -> None:
    together = workbooks._numbers(pa.array(numbers, pa.float64())).to_pylist()
    alone = [workbooks._numbers(pa.array([one], pa.float64()))[0].as_py() for one in numbers]
    assert together == alone
    for text, number in zip(together, numbers, strict=True):
        assert math.isclose(float(text), number, rel_tol=1e-12)
        assert ("." in text) != float(number).is_integer()


@pytest.mark.parametrize("beside", [0.5, "n/a", None], ids=["a fraction", "words", "nothing"])
def test_a_reference_is_read_without_a_point(beside: object) -> None:
    (references,) = texts(sheet(("Ref",), (12345,), (beside,), (678,)))
    assert [references[0], references[2]] == ["12345", "678"]


def test_cells_and_numbers_of_rows_are_excels_where_a_sheet_begins_below() -> None:
    book = Workbook()
    for place, value in {
        "C4": "Ref",
        "D4": "Type",
        "E4": "Where",
        "C5": "1",
        "D6": "ASB",
        "E7": "x",
    }.items():
        book.active[place] = value
    held = io.BytesIO()
    book.save(held)
    opened = workbooks.Sheet(held.getvalue())
    assert opened.rows(4)[3] == ["Ref", "Type", "Where"]
    ((number, rows),) = opened.batches(4)
    assert number == 5  # as Excel numbers it
    assert [column.to_pylist() for column in rows.columns] == [
        ["1", "", ""],
        ["", "ASB", ""],
        ["", "", "x"],
    ]
