"""data.police.uk street-level crime files: 12 published columns in any order, also after Excel or R had
them.

A file as published is read as fast as Arrow can; one with another separator, encoding or style of
header goes through `tables`. Months that Excel rewrote and the categories of 2012 are put right, and
the Source's notes say so.
"""

import re
from collections.abc import Callable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from patrolqr.core.errors import FileUnreadable
from patrolqr.readers import lines, tables, values
from patrolqr.readers.encodings import UTF_8, WINDOWS
from patrolqr.readers.opening import Contents
from patrolqr.readers.source import COLUMNS, Batch, Choice, Reader, Source
from patrolqr.readers.tables import Notes, Peek, Table

PUBLISHED = {
    "Crime ID": "reference",
    "Month": "month",
    "Reported by": "reported_by",
    "Falls within": "falls_within",
    "Longitude": "longitude",
    "Latitude": "latitude",
    "Location": "location",
    "LSOA code": "small_area_id",
    "LSOA name": "small_area_name",
    "Crime type": "category",
    "Last outcome category": "outcome",
    "Context": "context",
}
"""Column as published → column of a batch."""

READ = tuple(name for name in COLUMNS["incidents"] if name != "line")
"""Columns of a batch that are read from the file; its lines are counted."""

SPARED = ("Context",)
"""Columns a file may lack: nothing stands in them."""

ENOUGH = 6
"""Published columns in a header by which a file counts as meant to be a street file."""

TELLING = ("Outcome type", "Object of search")
"""Columns of the two sister files, which are no street files."""

RENAMED = {
    "Violent crime": "Violence and sexual offences",
    "Public disorder and weapons": "Public order",
}
"""Categories of before May 2013 → today's nearest."""

SAMPLE = (
    ",".join(PUBLISHED) + "\n"
    "4f0c,2025-01,Staffordshire Police,Staffordshire Police,-2.028815,52.690212,On or near Market Square,"
    "E01029345,Cannock Chase 003A,Burglary,Under investigation,\n"
)

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])|")


def recognises(head: bytes) -> bool:
    """Return whether the header has enough of the published columns and none of a sister file."""
    plain = {_letters(column) for column in lines.columns_of(head)}
    if not _is_street(plain):
        found = tables.peek(head)
        plain = {_letters(column) for column in found.columns} if found else set()
    return _is_street(plain)


def source(contents: Contents, choice: Choice) -> Source:
    """Return the street file as a Source; FileUnreadable names the columns it lacks."""
    head = contents.head()
    notes = Notes()
    is_as_published = _is_as_published(contents, head)
    if is_as_published:
        batches = _published(contents, head, notes)
    else:
        table = tables.open_table(contents)
        notes.standing += table.notes.standing
        batches = _rewritten(table, notes)
    if not _has_rows(head, is_as_published=is_as_published):
        raise FileUnreadable(f"{contents.name} has a header and no rows: nothing to load.")
    return Source(
        contents.name,
        "incidents",
        lambda: lines.ahead(_right(batches(), notes)),
        lambda: contents.sha256,
        notes=notes.said,
    )


def _published(contents: Contents, head: bytes, notes: Notes) -> Callable[[], Iterator[Batch]]:
    names = _names(contents.name, lines.header(contents.name, head))
    return lambda: lines.batches(contents, names, READ)


def _rewritten(table: Table, notes: Notes) -> Callable[[], Iterator[Batch]]:
    header = [column for column in table.columns if not column.endswith(" (2)")]
    twice = [column for column in table.columns if column.endswith(" (2)")]
    ours = _ours(header)
    missing = [name for name in PUBLISHED if PUBLISHED[name] not in ours and name not in SPARED]
    if twice:
        raise FileUnreadable(
            f"{table.name} has the column {twice[0].removesuffix(' (2)')} twice. Remove one of them."
        )
    _refuse_missing(table.name, missing)
    lacking = [name for name in SPARED if PUBLISHED[name] not in ours]
    notes.standing += [f"it has no column {name}, which is left blank" for name in lacking]
    if any(lines.same(column) not in map(lines.same, PUBLISHED) for column in ours.values()):
        notes.standing.append("the names of its columns are written otherwise than published")
    return lambda: (_renamed(batch, ours) for batch in table.batches())


def _renamed(batch: Batch, ours: dict[str, str]) -> Batch:
    rows = batch.rows
    blank = pa.array([""], pa.string()).take(pa.array([0] * rows.num_rows, pa.int64()))
    columns = {"line": rows["line"]}
    for name in READ:
        columns[name] = rows[ours[name]] if name in ours else blank
    return Batch(pa.table(columns), batch.broken)


def _right(batches: Iterator[Batch], notes: Notes) -> Iterator[Batch]:
    """Give the batches with months and categories as they are published today."""
    notes.counted.clear()
    for batch in batches:
        yield _with_months(_with_categories(batch, notes), notes)


def _with_categories(batch: Batch, notes: Notes) -> Batch:
    column = batch.rows["category"]
    old = [name for name in pc.unique(column).to_pylist() if name in RENAMED]
    for name in old:
        here = pc.equal(column, name)
        notes.count(
            f"“{name}”, a category until 2013, read as “{RENAMED[name]}”", pc.sum(here).as_py()
        )
        column = pc.if_else(here, RENAMED[name], column)
    return _replaced(batch, "category", column) if old else batch


def _with_months(batch: Batch, notes: Notes) -> Batch:
    column = batch.rows["month"]
    odd = [text for text in pc.unique(column).to_pylist() if not _MONTH.fullmatch(text)]
    read = {text: values.month(text) for text in odd}
    right = {text: month for text, month in read.items() if isinstance(month, str)}
    for text, month in right.items():
        here = pc.equal(column, text)
        notes.count(f"the month {text}, as Excel writes it, read as {month}", pc.sum(here).as_py())
        column = pc.if_else(here, month, column)
    return _replaced(batch, "month", column) if right else batch


def _replaced(batch: Batch, name: str, column: pa.ChunkedArray) -> Batch:
    place = batch.rows.column_names.index(name)
    return Batch(batch.rows.set_column(place, name, column), batch.broken)


def _is_as_published(contents: Contents, head: bytes) -> bool:
    """Return whether the file is what the site gives, but for columns more or in another order."""
    if contents.packed or contents.encoding not in (UTF_8, WINDOWS):
        return False
    header = [lines.same(column) for column in lines.columns_of(head)]
    known = {lines.same(column) for column in PUBLISHED}
    if known <= set(header):
        return True
    found = tables.peek(head)
    return found is None or len(_ours(list(found.columns))) < len(PUBLISHED) - len(SPARED)


def _has_rows(head: bytes, *, is_as_published: bool) -> bool:
    """Return whether anything stands below the header, where that is known to be the first line."""
    found: Peek | None = None if is_as_published else tables.peek(head)
    if found:
        return bool(found.rows)
    return bool(head.replace(b"\r", b"\n").partition(b"\n")[2].strip())


def _ours(header: list[str]) -> dict[str, str]:
    """Return the batch's name of each published column → the file's column."""
    ours = {_letters(published): name for published, name in PUBLISHED.items()}
    return {ours[_letters(column)]: column for column in header if _letters(column) in ours}


def _is_street(plain: set[str]) -> bool:
    known = {_letters(column) for column in PUBLISHED}
    return len(plain & known) >= ENOUGH and not plain & {_letters(column) for column in TELLING}


def _letters(column: str) -> str:
    return re.sub(r"[\W_]", "", column.casefold())


def _names(file_name: str, header: list[str]) -> list[str]:
    """Return the batch's name of each column of the header.

    Others keep a name that cannot clash.
    """
    ours = {lines.same(published): name for published, name in PUBLISHED.items()}
    names = [ours.get(lines.same(column), f"other {place}") for place, column in enumerate(header)]
    _refuse_missing(
        file_name, [published for published, name in PUBLISHED.items() if name not in names]
    )
    return names


def _refuse_missing(file_name: str, missing: list[str]) -> None:
    if missing:
        raise FileUnreadable(
            f"{file_name} lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)} "
            "of a data.police.uk street file. Load the file as the site gives it."
        )


READER = Reader(
    "data.police.uk street files (.csv, .csv.gz or the site's .zip)", recognises, source, SAMPLE
)
