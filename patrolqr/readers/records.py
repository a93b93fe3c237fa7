"""Separated text in blocks of whole records, each with the number of the line it begins on.

A record may span lines where a quoted cell does. What Arrow reads as people do, Arrow reads; a block
with a stray quotation mark or a row of another length is read record by record.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from patrolqr.core.errors import FileUnreadable
from patrolqr.readers.source import Batch, Broken

LONGEST = 1 << 20
"""Bytes of one record, and of text held back until its record ends."""

SPAN = 200
"""Lines one record may span; beyond, its quotation mark was never closed."""

KEPT = 1000
"""Characters of a broken row that are kept for whoever looks into it."""


@dataclass(frozen=True)
class Form:
    """How a separated text is written: its separator, its columns, and the line its header ends on."""

    separator: str
    columns: tuple[str, ...]
    header_ends: int


def batches(name: str, chunks: Iterable[bytes], form: Form) -> Iterator[Batch]:
    """Give the records below the header as text columns after `line`; blank lines are no records."""
    line, carried = 1, b""
    for chunk in chunks:
        text = carried + chunk
        carried = b"\r" if text.endswith(b"\r") else b""  # its line feed may follow
        text = _one_line_end(text.removesuffix(carried))
        below, line = _below(text, line, form.header_ends)
        ready, rest = _cut(below)
        if ready:
            yield from _read(ready, line, form)
            line += ready.count(b"\n")
        carried = rest + carried
        if len(carried) > LONGEST:
            yield from _unended(name, rest, line, form)
            kept = _last_lines(rest)
            line += rest.count(b"\n") - kept.count(b"\n")
            carried = kept + carried[len(rest) :]
    below, line = _below(_one_line_end(carried), line, form.header_ends)
    if below.strip(b"\n"):
        yield from _read(below + b"\n" * (not below.endswith(b"\n")), line, form)


def _one_line_end(text: bytes) -> bytes:
    return text.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in text else text


def _below(text: bytes, line: int, header_ends: int) -> tuple[bytes, int]:
    """Return the text without the lines up to the header's last, and its first line's number."""
    while line <= header_ends and b"\n" in text:
        text = text.partition(b"\n")[2]
        line += 1
    return text, line


def _cut(text: bytes) -> tuple[bytes, bytes]:
    """Return the whole records of a text, and what is left of the one that is not complete."""
    end = text.rfind(b"\n") + 1
    if text.count(b'"', 0, end) % 2:
        bytes_ = np.frombuffer(text[:end], np.uint8)
        quotes, ends = np.flatnonzero(bytes_ == ord('"')), np.flatnonzero(bytes_ == ord("\n"))
        closed = ends[np.searchsorted(quotes, ends) % 2 == 0]
        end = int(closed[-1]) + 1 if len(closed) else 0
    return text[:end], text[end:]


def _unended(name: str, text: bytes, line: int, form: Form) -> Iterator[Batch]:
    """Give the records of a text in which a quotation mark was never closed."""
    whole = text[: len(text) - len(_last_lines(text))]
    if not whole:
        raise FileUnreadable(
            f"{name} has a line of more than 1 MB after line {line}: it is no table."
        )
    yield _careful(whole, line, form)


def _last_lines(text: bytes) -> bytes:
    """Return the last lines of a text, which may be the beginning of a record."""
    parts = text.rsplit(b"\n", SPAN + 1)
    return b"\n".join(parts[1:]) if len(parts) > SPAN else parts[-1]


def _read(block: bytes, line: int, form: Form) -> Iterator[Batch]:
    yield _fast(block, line, form) or _careful(block, line, form)


def _fast(block: bytes, first: int, form: Form) -> Batch | None:
    """Return the block as Arrow reads it, or None unless all its lines are accounted for."""
    if b"\0" in block or not _is_text(block):
        return None
    bad: list[arrow_csv.InvalidRow] = []
    names = [str(place) for place in range(len(form.columns))]
    try:
        rows = _parse(block, names, form.separator, bad)
    except pa.ArrowInvalid:
        return None
    if any(row.text.endswith(form.separator) for row in bad):
        return None  # cells too many that may all be blank
    numbers = _numbers(block, rows, bad, first)
    if numbers is None:
        return None
    broken = tuple(
        _wrong_width(first + row.number - 1, row.actual_columns, len(names), row.text)
        for row in bad
    )
    return Batch(_named(rows, numbers, form), broken)


def _numbers(
    block: bytes, rows: pa.Table, bad: list[arrow_csv.InvalidRow], first: int
) -> np.ndarray[tuple[int], np.dtype[np.int64]] | None:
    """Return the line each row begins on, or None if rows and lines do not add up."""
    lines, records = block.count(b"\n"), rows.num_rows + len(bad)
    if lines == records and b"\n\n" not in block and not block.startswith(b"\n"):
        return np.delete(np.arange(first, first + lines), [row.number - 1 for row in bad])
    if bad or b"\n\n" in block or block.startswith(b"\n"):
        return None
    extra = np.zeros(rows.num_rows, np.int64)
    for column in rows.columns:
        extra += pc.count_substring(column, "\n").to_numpy()
    if int(extra.sum()) + rows.num_rows != lines:
        return None
    return first + np.concatenate([[0], np.cumsum(extra + 1)[:-1]]).astype(np.int64)


def _parse(
    block: bytes, names: list[str], separator: str, bad: list[arrow_csv.InvalidRow]
) -> pa.Table:
    def keep(row: arrow_csv.InvalidRow) -> str:
        bad.append(row)
        return "skip"

    return arrow_csv.read_csv(
        pa.BufferReader(block),
        read_options=arrow_csv.ReadOptions(
            column_names=names, use_threads=False, block_size=len(block) + 1
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=separator,
            ignore_empty_lines=False,
            invalid_row_handler=keep,
            newlines_in_values=True,
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    )


def _named(rows: pa.Table, numbers: object, form: Form) -> pa.Table:
    named = rows.rename_columns(list(form.columns))
    return named.add_column(0, "line", pa.array(numbers, pa.int64()))


def _careful(block: bytes, first: int, form: Form) -> Batch:
    """Return the block record by record; one that cannot be read takes no other with it."""
    lines = [_decoded(raw) for raw in block.split(b"\n")[:-1]]
    rows: list[tuple[int, list[str]]] = []
    broken: list[Broken] = []
    place = 0
    while place < len(lines):
        read, used = _record(lines, place, first, form)
        if isinstance(read, Broken):
            broken.append(read)
        elif any(cell.strip() for cell in read):
            rows.append((first + place, read))
        place += used
    columns = list(zip(*(cells for _, cells in rows), strict=True)) or [()] * len(form.columns)
    text = {str(at): pa.array(cells, pa.string()) for at, cells in enumerate(columns)}
    numbers = [number for number, _ in rows]
    return Batch(_named(pa.table(text), numbers, form), tuple(broken))


def _record(lines: list[str], place: int, first: int, form: Form) -> tuple[list[str] | Broken, int]:
    """Return the record that begins on a line, and how many lines it takes."""
    width, text = len(form.columns), lines[place]
    if not text:
        return [], 1
    if "\0" in text:
        shown = text.replace("\0", "␀")[:KEPT]
        return Broken(first + place, "it holds characters that are no text", shown), 1
    cells = _cells(text, form.separator)
    if cells is not None:
        cells = cells[:width] if not any(map(str.strip, cells[width:])) else cells
        if len(cells) == width:
            return cells, 1
        return _wrong_width(first + place, len(cells), width, text), 1
    for used in range(2, min(SPAN, len(lines) - place) + 1):
        joined = _cells("\n".join(lines[place : place + used]), form.separator)
        if joined is not None and len(joined) == width:
            return joined, used
        if joined is not None:
            break
    return Broken(first + place, "it cannot be split into columns", text[:KEPT]), 1


def _cells(text: str, separator: str) -> list[str] | None:
    """Return a record's cells, or None where a quotation mark is open or misplaced."""
    try:
        read = list(csv.reader([text], delimiter=separator, strict=True))
    except csv.Error:
        return None
    return read[0] if len(read) == 1 else None


def _decoded(raw: bytes) -> str:
    """Return a line as text; a line that is no UTF-8 among others that are is Windows-1252."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _is_text(block: bytes) -> bool:
    try:
        return block.isascii() or bool(block.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _wrong_width(line: int, found: int, expected: int, text: str) -> Broken:
    return Broken(
        line, f"it has {found} column{'s' * (found != 1)} instead of {expected}", text[:KEPT]
    )
