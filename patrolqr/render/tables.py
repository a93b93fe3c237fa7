"""Tables that leave PatrolQR: CSV and Excel files that open right and cannot run anything where
they are opened.
"""

import io
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.core.form.questions import FIELDS, GROUPS

DETAILS = {f"{group.name}_{each.name}": each.label for group in GROUPS for each in group.fields}
"""What the answers about one thing done are called."""

HEADINGS = {
    **{field.name: field.label for field in FIELDS},
    **DETAILS,
    "number": "Number",
    "log_id": "Log",
    "version": "Version",
    "received_at": "Received",
    "late": "Late",
    "clock_ahead_minutes": "Phone fast by, minutes",
    "channel": "Sent by",
    "entered_by": "Entered by",
    "ask": "Ask",
    "visited_at": "Visited",
    "patrol_day": "Patrol day",
    "shift": "Shift",
    "area": "Patrol area",
    "neighbourhood": "Neighbourhood",
    "minutes": "Minutes",
    "capped": "Cut to the longest stay",
    "week": "Week from",
    "visits": "Logs",
    "logs": "Logs",
    "patrols": "Patrols",
    "patrol_days": "Days with a patrol",
    "officer_minutes": "Officer-minutes",
    "taskings": "Taskings",
    "taskings_in_full": "Taskings with all patrols",
    "taskings_without_a_patrol": "Taskings without a patrol",
    "patrols_asked": "Patrols asked for",
    "minutes_asked": "Minutes asked for",
    "patrols_given": "Patrols given",
    "minutes_given": "Minutes given",
    "patrols_more": "Patrols more than asked for",
    "minutes_more": "Minutes more than asked for",
    "codes_read": "Codes read without a stay",
    "logs_capped": "Logs cut to the longest stay",
    "arrests_again": "Arrests another log counts",
    "stop_searches_again": "Stop-searches another log counts",
    "actions_again": "Actions another log counts",
    "patrol": "Patrol of the shift",
    "team_id": "Team's id",
    "grade": "Grade",
    "flagged": "With a flag",
    "rests_on": "What it rests on",
    "line": "Line",
    "reason": "Reason",
    "content": "Row as it stood",
    "file_name": "File",
    "loaded_at": "Loaded",
    "kind": "Kind",
    "rows_read": "Read",
    "rows_new": "New",
    "rows_known": "Already there",
    "rows_updated": "Updated",
    "rows_quarantined": "Quarantined",
    "logs_theirs": "Logs: file",
    "logs_here": "Logs: PatrolQR",
    "engagements_theirs": "Engagements: file",
    "engagements_here": "Engagements: PatrolQR",
    "searches_theirs": "Stop-searches: file",
    "searches_here": "Stop-searches: PatrolQR",
    "arrests_theirs": "Arrests: file",
    "arrests_here": "Arrests: PatrolQR",
    "difference": "What the file has more or less, and why",
    "submission_id": "Id of the submission",
    "edited": "Last changed",
    "started": "Form opened",
    "ended": "Form sent",
    "arrived": "Arrived",
    "left": "Left",
    "sent_by": "Sent by (name)",
    "word": "Word in the files",
    "confirmed_by": "Confirmed by",
    "confirmed_at": "Confirmed",
    "marking": "Marking",
    "said_of": "Logs say what was found",
}
"""What columns are called for people; a column that is not listed is told by its own name."""

RUNNABLE = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet may take for the start of a formula."""

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that an Excel file may not hold and that stop some programs reading a CSV file."""

WRITTEN_AT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
"""Where a workbook says when it was written."""

CELL_LIMIT = 32_767
ROW_LIMIT = 1_048_575
"""What one Excel cell and one Excel sheet (below its heading) hold."""


def heading(column: str) -> str:
    """Return what a column is called for people; what somebody wrote in capitals is their own."""
    own = column if column != column.lower() else ""
    return HEADINGS.get(column) or own or column.replace("_", " ").capitalize()


def file_name(name: str, marking: str, day: date, ending: str) -> str:
    """Return a name that carries the marking: logs OFFICIAL-SENSITIVE 2026-11-29.xlsx."""
    return f"{name.replace('_', '-')} {marking} {day.isoformat()}.{ending}"


def csv(rows: pd.DataFrame, *, marking: str = "") -> bytes:
    """Return the rows as CSV: UTF-8 as Excel reads it, instants with their offset, text made
    harmless.

    The marking stands in a last column: a line of its own would stop programs that read the file.
    """
    rows = _marked(rows, marking)
    told = rows.rename(columns=heading)
    for place, (_, values) in enumerate(rows.items()):
        told.isetitem(place, _for_csv(values).array)
    return b"\xef\xbb\xbf" + told.to_csv(index=False, lineterminator="\r\n").encode(
        "utf-8", "replace"
    )


def xlsx(
    rows: pd.DataFrame,
    *,
    sheet: str = "PatrolQR",
    more: Mapping[str, pd.DataFrame] | None = None,
    marking: str = "",
    is_published: bool = False,
    made_at: datetime | None = None,
) -> bytes:
    """Return the rows as an Excel file: headings frozen, dates on the force's clock, text made
    harmless.

    `more` are rows for further sheets, by the sheet's name. The marking stands in a last column, but
    not of rows in a published form, and above and below each printed page. With made_at the same rows
    give the same bytes.
    """
    sheets = {sheet: rows, **(more or {})}
    if not is_published:
        sheets = {name: _marked(each, marking) for name, each in sheets.items()}
    longest = max(map(len, sheets.values()))
    if longest > ROW_LIMIT:
        raise InputWrong(
            f"An Excel sheet holds {ROW_LIMIT:,} rows; these are {longest:,}. Choose fewer, or take the CSV."
        )
    book = Workbook(write_only=True)
    for name, each in sheets.items():
        _fill(book.create_sheet(name[:31]), each, marking)
    content = io.BytesIO()
    book.save(content)
    return _dated(content, made_at) if made_at else content.getvalue()


def _dated(book: io.BytesIO, made_at: datetime) -> bytes:
    """Return a workbook whose parts are dated as it was made, not as it was written."""
    at = made_at.astimezone(UTC)
    content = io.BytesIO()
    with ZipFile(book) as written, ZipFile(content, "w", ZIP_DEFLATED) as dated:
        for name in written.namelist():
            part = written.read(name)
            if name == "docProps/core.xml":
                part = WRITTEN_AT.sub(rb"\g<1>%s" % f"{at:%Y-%m-%dT%H:%M:%SZ}".encode(), part)
            dated.writestr(ZipInfo(name, at.timetuple()[:6]), part, ZIP_DEFLATED)
    return content.getvalue()


def _marked(rows: pd.DataFrame, marking: str) -> pd.DataFrame:
    return rows.assign(marking=marking) if marking else rows


def _fill(page: Any, rows: pd.DataFrame, marking: str) -> None:
    """Write the rows on one sheet, below their headings."""
    for edge in (page.oddHeader, page.oddFooter):
        edge.center.text = marking
    page.freeze_panes = "A2"
    for place, column in enumerate(rows.columns, start=1):
        page.column_dimensions[get_column_letter(place)].width = _width(
            rows[column], heading(column)
        )
    page.append([_bold(page, heading(column)) for column in rows.columns])
    for row in _cells(rows):
        page.append(row)


def harmless(text: str) -> str:
    """Return the text so that a spreadsheet shows it and does not run it (a quote before what
    starts a formula).
    """
    return (
        f"'{text}" if text.lstrip(" ").startswith(RUNNABLE) or text.startswith(RUNNABLE) else text
    )


def _for_csv(values: pd.Series) -> pd.Series:
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        local = values.dt.tz_convert(clock.zone())
        return pd.Series(
            [None if pd.isna(each) else each.isoformat(timespec="seconds") for each in local],
            dtype=object,
        )
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return pd.Series(
            [None if pd.isna(each) else each.date().isoformat() for each in values], dtype=object
        )
    if _is_number(values):
        return values.reset_index(drop=True)
    return pd.Series([None if pd.isna(each) else _text(str(each)) for each in values], dtype=object)


def _cells(rows: pd.DataFrame) -> Iterator[list[Any]]:
    columns = [_for_xlsx(values) for _, values in rows.items()]
    return (list(row) for row in zip(*columns, strict=True)) if columns else iter(())


def _for_xlsx(values: pd.Series) -> list[Any]:
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        local = values.dt.tz_convert(clock.zone()).dt.tz_localize(None).dt.floor("s")
        return [None if pd.isna(each) else each.to_pydatetime() for each in local]
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return [None if pd.isna(each) else each.date() for each in values]
    if _is_number(values):
        return [None if pd.isna(each) else each for each in values.astype(object)]
    return [None if pd.isna(each) else _text(str(each))[:CELL_LIMIT] for each in values]


def _text(text: str) -> str:
    return harmless(UNPRINTABLE.sub("\ufffd", text))


def _is_number(values: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(values.dtype)


def _bold(page: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, value=_text(text))
    cell.font = Font(bold=True)
    return cell


def _width(values: pd.Series, title: str) -> float:
    """Return a column's width in characters: its longest value among the first rows, at most 60."""
    longest = max((len(str(each)) for each in values.head(200) if pd.notna(each)), default=0)
    return float(min(max(longest, len(title)) + 2, 60))
