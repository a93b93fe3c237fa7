"""CSV and Excel files: they open right, and nothing in them runs."""

import csv
import io
from datetime import UTC, date, datetime

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as some
from openpyxl import load_workbook

from patrolqr.core.errors import InputWrong
from patrolqr.render import tables

SUMMER = datetime(2026, 7, 1, 20, 4, tzinfo=UTC)


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def cells(content: bytes) -> list[list[object]]:
    page = load_workbook(io.BytesIO(content)).worksheets[0]
    return [[cell.value for cell in row] for row in page.iter_rows()]


@pytest.fixture
def rows() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "patrol_day": pd.to_datetime([date(2026, 7, 1)]),
            "arrived_at": pd.to_datetime([SUMMER], utc=True),
            "left_at": pd.Series([pd.NaT]).dt.tz_localize("UTC"),
            "engagements": pd.array([3], dtype="Int32"),
            "saw": ['=HYPERLINK("http://x")'],
        }
    )


def test_a_csv_opens_in_excel_with_headings_for_people(rows: pd.DataFrame) -> None:
    content = tables.csv(rows)
    assert content.startswith(b"\xef\xbb\xbf")
    heading, row = read_csv(content)
    assert heading == ["Patrol day", "Arrived", "Left", "Engagements", "Saw"]
    assert row == ["2026-07-01", "2026-07-01T21:04:00+01:00", "", "3", '\'=HYPERLINK("http://x")']


def test_an_excel_file_has_real_dates_on_the_forces_clock_and_no_formula(
    rows: pd.DataFrame,
) -> None:
    heading, row = cells(tables.xlsx(rows))
    assert heading == ["Patrol day", "Arrived", "Left", "Engagements", "Saw"]
    assert [str(value) for value in row[:2]] == ["2026-07-01 00:00:00", "2026-07-01 21:04:00"]
    assert row[2:] == [None, 3, '\'=HYPERLINK("http://x")']


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "  =", "\n="])
def test_text_that_a_spreadsheet_would_run_is_made_harmless(start: str) -> None:
    assert tables.harmless(f"{start}1+1") == f"'{start}1+1"


def test_a_negative_number_stays_a_number() -> None:
    rows = pd.DataFrame({"change": [-4, 2]})
    assert read_csv(tables.csv(rows))[1:] == [["-4"], ["2"]]
    assert cells(tables.xlsx(rows))[1:] == [[-4], [2]]


@given(some.lists(some.text(some.characters(), max_size=200), min_size=1, max_size=5))
@example(["\x00\x01=1", "a" * 40_000, "\ud800", "line one\r\nline two", '"', "'"])
def test_whatever_was_typed_the_files_can_be_read_again_row_for_row(texts: list[str]) -> None:
    rows = pd.DataFrame({"saw": pd.Series(texts, dtype=object)})
    assert len(read_csv(tables.csv(rows))) == len(texts) + 1
    page = load_workbook(io.BytesIO(tables.xlsx(rows))).worksheets[0]
    assert page.max_row == len(texts) + 1
    assert not [cell for row in page.iter_rows(min_row=2) for cell in row if cell.data_type == "f"]


def test_no_rows_give_a_file_with_headings() -> None:
    rows = pd.DataFrame({"area": pd.Series(dtype=str), "visits": pd.Series(dtype=int)})
    assert read_csv(tables.csv(rows)) == [["Patrol area", "Logs"]]
    assert cells(tables.xlsx(rows)) == [["Patrol area", "Logs"]]


def test_more_rows_than_a_sheet_holds_are_refused_with_what_to_do() -> None:
    rows = pd.DataFrame({"visits": range(tables.ROW_LIMIT + 1)})
    with pytest.raises(InputWrong, match="take the CSV"):
        tables.xlsx(rows)


def test_a_file_carries_its_marking_in_name_rows_and_printed_pages(rows: pd.DataFrame) -> None:
    marking = "OFFICIAL-SENSITIVE"
    name = tables.file_name("patrol_logs", marking, date(2026, 11, 29), "xlsx")
    assert name == "patrol-logs OFFICIAL-SENSITIVE 2026-11-29.xlsx"
    heading, row = read_csv(tables.csv(rows, marking=marking))
    assert (heading[-1], row[-1]) == ("Marking", marking)
    content = tables.xlsx(rows, more={"Arrests": rows}, marking=marking)
    for page in load_workbook(io.BytesIO(content)).worksheets:
        assert [row[-1].value for row in page.iter_rows()] == ["Marking", marking]
        assert (page.oddHeader.center.text, page.oddFooter.center.text) == (marking, marking)


def test_rows_in_a_published_form_have_no_further_column(rows: pd.DataFrame) -> None:
    content = tables.xlsx(rows, marking="OFFICIAL", is_published=True)
    assert cells(content) == cells(tables.xlsx(rows))
    page = load_workbook(io.BytesIO(content)).worksheets[0]
    assert page.oddHeader.center.text == "OFFICIAL"


def test_a_heading_of_ones_own_stays_as_it_was_written() -> None:
    told = [tables.heading(each) for each in ("GridE", "URN", "area_id", "patrol_day")]
    assert told == ["GridE", "URN", "Area id", "Patrol day"]
