"""Any table as batches of text: separated text in any encoding, an Excel workbook, Parquet.

Lead lines above the header, a `sep=` line, header rows repeated within, blank rows and blank columns
are no rows; the notes say what was left out.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from patrolqr.core.errors import FileUnreadable
from patrolqr.readers import encodings, records, workbooks
from patrolqr.readers.opening import HEAD, Contents
from patrolqr.readers.records import Form
from patrolqr.readers.source import Batch

SEPARATORS = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar"}

LOOKED_AT = 60
"""Lines in which the separator and the header are looked for."""

MOST_OF = 0.6
"""Share of the columns that must have a name in the header's row; lead lines fill fewer cells."""

SAMPLE_ROWS = 5000
"""Rows a guess is made from."""

_SEP = re.compile(r'^"?sep=(.)"?\s*$', re.IGNORECASE)
_VALUE = re.compile(r"[\s£$€+\-]*\d[\d.,:/\s\-]*(T[\d:.]+)?(Z|[+-]\d\d:?\d\d)?")


@dataclass(frozen=True)
class Peek:
    """What the first bytes show: the separator, the columns' names, the first rows, and the number
    of the header's row and of the line it ends on.
    """

    separator: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    header_row: int
    header_ends: int

    def values(self, column: str) -> list[str]:
        """Return what stands in a column, without its blanks."""
        place = self.columns.index(column)
        return [row[place].strip() for row in self.rows if len(row) > place and row[place].strip()]


@dataclass
class Notes:
    """What was put right while a file was read; each reading counts anew."""

    standing: list[str] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)

    def start(self) -> None:
        """Forget what an earlier reading counted."""
        self.counted.clear()

    def count(self, what: str, times: int) -> None:
        """Count something that was put right."""
        if times:
            self.counted[what] += times

    def said(self) -> tuple[str, ...]:
        """Return the notes as sentences without a full stop."""
        return (*self.standing, *(f"{times:,} × {what}" for what, times in self.counted.items()))


@dataclass(frozen=True)
class Table:
    """A table: its columns (each named once), its batches of text with `line`, and the notes."""

    name: str
    columns: tuple[str, ...]
    batches: Callable[[], Iterator[Batch]] = field(repr=False)
    digest: Callable[[], str] = field(repr=False)
    notes: Notes = field(default_factory=Notes, repr=False)

    def sample(self) -> pa.Table:
        """Return the first rows, as many as a guess is made from."""
        held: list[pa.Table] = []
        for batch in self.batches():
            held.append(batch.rows)
            if sum(rows.num_rows for rows in held) >= SAMPLE_ROWS:
                break
        empty = {name: pa.array([], pa.string()) for name in self.columns}
        return pa.concat_tables(held).slice(0, SAMPLE_ROWS) if held else pa.table(empty)


@lru_cache(8)
def peek(head: bytes) -> Peek | None:
    """Return how a text is a table, by its first bytes; None if it is none."""
    text = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(head) >= HEAD and "\n" in lines:
        lines = lines[: lines.rfind("\n") + 1]
    told = _SEP.match(lines.partition("\n")[0])
    body = lines.partition("\n")[2] if told else lines
    separator = told[1] if told else _separator(body)
    rows = _rows(body, separator)
    at = _header([cells for _, cells in rows[:LOOKED_AT]])
    if at is None:
        return None
    ends, header = rows[at]
    below = tuple(
        tuple(cells)
        for _, cells in rows[at + 1 :]
        if any(map(str.strip, cells)) and cells != header
    )
    return Peek(separator, _once(header), below, at, ends + bool(told))


def open_table(contents: Contents) -> Table:
    """Return the table in a file; FileUnreadable if no line has the names of columns."""
    found = peek(contents.head())
    if found is None:
        raise FileUnreadable(
            f"{contents.name} has no line with the names of columns, so nobody can say what is what in it."
        )
    notes = Notes(_said(contents, found))
    reading = _packed if contents.packed else _separated

    def batches() -> Iterator[Batch]:
        notes.start()
        for batch in reading(contents, found):
            yield _cleaned(batch, found.columns, notes)

    return Table(contents.name, found.columns, batches, lambda: contents.sha256, notes)


def _separated(contents: Contents, found: Peek) -> Iterator[Batch]:
    chunks = encodings.recoded(contents.chunks(), contents.encoding)
    form = Form(found.separator, found.columns, found.header_ends)
    return records.batches(contents.name, chunks, form)


def _packed(contents: Contents, found: Peek) -> Iterator[Batch]:
    assert contents.packed is not None
    for number, rows in contents.packed.batches(found.header_row + 1):
        lines = pa.array(range(number, number + rows.num_rows), pa.int64())
        names = [found.columns[int(place)] for place in rows.column_names]
        yield Batch(rows.rename_columns(names).add_column(0, "line", lines))


def _said(contents: Contents, found: Peek) -> list[str]:
    said = []
    if contents.encoding in encodings.SPOKEN:
        said.append(f"it is written in {encodings.SPOKEN[contents.encoding]}")
    if found.separator != "," and contents.packed is None:
        said.append(
            f"its columns are separated by {SEPARATORS.get(found.separator, found.separator)}"
        )
    if isinstance(contents.packed, workbooks.Sheet) and contents.packed.others:
        others = ", ".join(contents.packed.others)
        said.append(f"of the workbook's sheets “{contents.packed.name}” was read, not {others}")
        if contents.packed.also:
            also = " and ".join(f"“{name}”" for name in contents.packed.also)
            said.append(f"{also} could be meant too: save it as a file of its own to load it")
    if found.header_row:
        said.append(
            f"{found.header_row} line{'s' * (found.header_row != 1)} above the header left out"
        )
    return said


def _separator(text: str) -> str:
    """Return the character that splits the first lines most evenly into most columns."""

    def rank(separator: str) -> tuple[float, int]:
        widths = Counter(len(cells) for _, cells in _rows(_first_lines(text), separator) if cells)
        width, times = max(
            widths.items(), key=lambda one: (one[1] * (one[0] > 1), one[0]), default=(1, 0)
        )
        return (times / max(sum(widths.values()), 1) if width > 1 else 0.0, width)

    return max(SEPARATORS, key=rank)


def _first_lines(text: str) -> str:
    return "\n".join(text.split("\n", LOOKED_AT)[:LOOKED_AT])


def _rows(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """Return the number of the line each row ends on, and its cells; a stray quotation mark is read as
    one.
    """
    lines = text.replace("\0", "␀").rstrip("\n").split("\n")
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=separator)
    rows: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            rows.append((reader.line_num, cells))
    except csv.Error:
        pass
    return rows


def _header(rows: list[list[str]]) -> int | None:
    """Return which row has the columns' names: the first that is as wide as most and holds words."""
    filled = [[cell for cell in row if cell.strip()] for row in rows]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return None
    typical = max(widths, key=lambda width: (widths[width], width))
    fewest = max(2, MOST_OF * min(typical, max(map(len, filled))))
    for place, cells in enumerate(filled):
        if len(cells) >= fewest and not any(map(_VALUE.fullmatch, cells)):
            return place
    return None


def _once(header: list[str]) -> tuple[str, ...]:
    """Return the columns' names, each once: a second `Date` is `Date (2)`, a blank `column 4`."""
    names: list[str] = []
    for place, cell in enumerate(header, 1):
        name = " ".join(cell.replace("\xa0", " ").split()) or f"column {place}"
        again = sum(one == name or one.startswith(f"{name} (") for one in names) + 1
        while name in names or name == "line":
            name, again = f"{' '.join(cell.split()) or 'column'} ({again})", again + 1
        names.append(name)
    return tuple(names)


def _cleaned(batch: Batch, columns: tuple[str, ...], notes: Notes) -> Batch:
    """Return the batch without its blank rows and without the header where it stands again."""
    rows = batch.rows
    first = pc.utf8_trim_whitespace(rows[columns[0]])
    suspect = pc.indices_nonzero(pc.is_in(first, pa.array(["", _original(columns[0])])))
    if not len(suspect):
        return batch
    drop = []
    for place, row in zip(suspect.to_pylist(), rows.take(suspect).to_pylist(), strict=True):
        cells = [(row[name] or "").strip() for name in columns]
        again = [" ".join(cell.split()) for cell in cells] == [_original(name) for name in columns]
        notes.count("the header stood again and was left out", again)
        if again or not any(cells):
            drop.append(place)
    return Batch(rows.filter(_without(rows.num_rows, drop)), batch.broken) if drop else batch


def _original(name: str) -> str:
    return "" if re.fullmatch(r"column \d+", name) else re.sub(r" \(\d+\)$", "", name)


def _without(count: int, drop: list[int]) -> pa.Array:
    keep = [True] * count
    for place in drop:
        keep[place] = False
    return pa.array(keep)
