"""Cells of a workbook as text: the same cell is the same text, whatever stands beside it."""

import io
import math

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from patrolqr.readers import workbooks
from tests.builders import force_tables
from tests.builders.force_tables import HEADER, ROWS


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


def book_of(**sheets: list[tuple[object, ...]]) -> bytes:
    """Return the bytes of a workbook with these sheets."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


DATA: list[tuple[object, ...]] = [("Crimes of the week", None, None), HEADER, *ROWS]
COVERS: dict[str, list[tuple[object, ...]]] = {
    "one cell": [("Summary",)],
    "two columns": [("Produced by", "J. Smith"), ("Produced on", "24/11/2026")],
    "a table of another kind": [("Ward", "Crimes"), ("Pleck", 4), ("Caldmore", 3)],
    "a table nobody can tell": [("Foo", "When was it"), ("a", "24/11/2026")],
    "a header alone": [HEADER],
}


@pytest.mark.parametrize("cover", COVERS.values(), ids=COVERS)
def test_the_sheet_that_is_a_table_is_read_whatever_stands_before_it(
    cover: list[tuple[object, ...]],
) -> None:
    source, rows, broken = force_tables.read(book_of(Cover=cover, Data=DATA), name="week.xlsx")
    assert (source.kind, len(rows), broken) == ("dated incidents", len(ROWS), [])
    assert "of the workbook's sheets “Data” was read, not Cover" in source.notes()


def test_of_several_sheets_that_could_be_meant_the_first_is_read_and_the_others_named() -> None:
    source, rows, _ = force_tables.read(
        book_of(North=DATA, Notes=[("Kept by hand",)], South=DATA[:4]), name="week.xlsx"
    )
    assert len(rows) == len(ROWS)
    assert "“South” could be meant too: save it as a file of its own to load it" in source.notes()
