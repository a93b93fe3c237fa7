"""CSV text in blocks of whole lines, each with the number of its first line.

A row never spans lines here.
"""

import csv
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from patrolqr.core.errors import FileUnreadable
from patrolqr.readers.opening import Contents
from patrolqr.readers.source import Batch, Broken

LONGEST_LINE = 1 << 20
"""Bytes; a row of crime data has about 230."""

AHEAD = 28
"""Batches read in advance: half a million rows, 120 MB, as many as are stored together."""

AT_ONCE = 2
"""Blocks that are read at the same time: Arrow and numpy let go of the interpreter meanwhile."""

Item = TypeVar("Item")
Read = TypeVar("Read")

KEPT = 1000
"""Characters of a broken row that are kept for whoever looks into it."""


def columns_of(head: bytes) -> list[str]:
    """Return the column names of a CSV from its first bytes."""
    first = head.removeprefix(b"\xef\xbb\xbf").replace(b"\r", b"\n").partition(b"\n")[0]
    return [column.strip() for column in next(csv.reader([first.decode("utf-8", "replace")]), [])]


def header(name: str, head: bytes) -> list[str]:
    """Return the column names of a CSV; FileUnreadable if one stands there twice."""
    columns = columns_of(head)
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        raise FileUnreadable(f"{name} has the column {', '.join(twice)} twice. Remove one of them.")
    return columns


def same(column: str) -> str:
    """Return a column's name as it is compared: letters' case and outer spaces do not matter."""
    return column.strip().casefold()


def ahead(batches: Iterator[Batch], *, most: int = AHEAD) -> Iterator[Batch]:
    """Give the same batches; another thread reads the next ones while they are being used."""
    with ThreadPoolExecutor(1) as worker:
        coming = deque(worker.submit(next, batches, None) for _ in range(most))
        try:
            while (batch := coming.popleft().result()) is not None:
                coming.append(worker.submit(next, batches, None))
                yield batch
        finally:
            worker.shutdown(cancel_futures=True)


def each(items: Iterator[Item], read: Callable[[Item], Read]) -> Iterator[Read]:
    """Give what `read` makes of each of the items, in their order; several are read at a time.

    What stands before a damage is given before FileUnreadable is raised.
    """
    with ThreadPoolExecutor(AT_ONCE) as workers:
        coming: deque[Future[Read]] = deque()
        damage: FileUnreadable | None = None
        try:
            while damage is None:
                try:
                    item = next(items)
                except StopIteration:
                    break
                except FileUnreadable as problem:
                    damage = problem
                else:
                    coming.append(workers.submit(read, item))
                if len(coming) > AT_ONCE:
                    yield coming.popleft().result()
            while coming:
                yield coming.popleft().result()
        finally:
            workers.shutdown(cancel_futures=True)
    if damage is not None:
        raise damage


def batches(contents: Contents, names: list[str], wanted: tuple[str, ...]) -> Iterator[Batch]:
    """Give the rows below the header as text; `names` are the file's columns in its order, `wanted`
    those to keep.

    Rows carry `line`, the number of the line they stand on; empty lines are no rows.
    """

    def read(cut: tuple[int, bytes]) -> Batch:
        first, block = cut
        return _fast(block, first, names, wanted) or _careful(block, first, names, wanted)

    return each(_blocks(contents), read)


def _blocks(contents: Contents) -> Iterator[tuple[int, bytes]]:
    line, carried = 1, b""
    for chunk in contents.chunks():
        whole, carried = _cut(carried + chunk)
        if len(carried) > LONGEST_LINE:
            raise FileUnreadable(
                f"{contents.name} has a line of more than 1 MB after line {line}: it is no table."
            )
        if whole:
            yield from _below_header(line, whole)
            line += whole.count(b"\n")
    if carried:
        yield from _below_header(
            line, carried.replace(b"\r\n", b"\n").replace(b"\r", b"\n") + b"\n"
        )


def _cut(text: bytes) -> tuple[bytes, bytes]:
    end = text.rfind(b"\n") + 1
    whole = text[:end]
    return whole.replace(b"\r\n", b"\n") if b"\r" in whole else whole, text[end:]


def _below_header(line: int, block: bytes) -> Iterator[tuple[int, bytes]]:
    if line > 1:
        yield line, block
    elif rest := block.partition(b"\n")[2]:
        yield 2, rest


def _fast(block: bytes, first: int, names: list[str], wanted: tuple[str, ...]) -> Batch | None:
    """Return the block as Arrow reads it, or None unless every line is one row or one broken row."""
    if (
        b"\n\n" in block
        or block.startswith(b"\n")
        or b"\0" in block
        or b"\r" in block
        or not _is_text(block)
    ):
        return None
    bad: list[arrow_csv.InvalidRow] = []
    try:
        rows = _parse(block, names, wanted, bad)
    except pa.ArrowInvalid:
        return None
    count = block.count(b"\n")
    if rows.num_rows + len(bad) != count:
        return None
    lines = np.delete(np.arange(first, first + count), [row.number - 1 for row in bad])
    broken = tuple(
        _wrong_columns(first + row.number - 1, row.actual_columns, len(names), row.text)
        for row in bad
    )
    return Batch(rows.add_column(0, "line", pa.array(lines)), broken)


def _is_text(block: bytes) -> bool:
    try:
        return block.isascii() or bool(block.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _parse(
    block: bytes, names: list[str], wanted: tuple[str, ...], bad: list[arrow_csv.InvalidRow]
) -> pa.Table:
    def keep(row: arrow_csv.InvalidRow) -> str:
        bad.append(row)
        return "skip"

    return arrow_csv.read_csv(
        pa.BufferReader(block),
        read_options=arrow_csv.ReadOptions(
            column_names=names, use_threads=False, block_size=len(block) + 1
        ),
        parse_options=arrow_csv.ParseOptions(ignore_empty_lines=False, invalid_row_handler=keep),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(wanted, pa.string()),
            include_columns=list(wanted),
            strings_can_be_null=False,
        ),
    )


def _careful(block: bytes, first: int, names: list[str], wanted: tuple[str, ...]) -> Batch:
    """Return the block read line by line, for text that Arrow would read otherwise than people do."""
    rows: list[tuple[int, list[str]]] = []
    broken: list[Broken] = []
    for number, raw in enumerate(block.split(b"\n")[:-1], first):
        if raw:
            read = _row(number, raw, len(names))
            broken.append(read) if isinstance(read, Broken) else rows.append((number, read))
    columns = {"line": pa.array([number for number, _ in rows], pa.int64())}
    for name in wanted:
        place = names.index(name)
        columns[name] = pa.array([values[place] for _, values in rows], pa.string())
    return Batch(pa.table(columns), tuple(broken))


def _row(number: int, raw: bytes, expected: int) -> list[str] | Broken:
    try:
        text = raw.decode("utf-8")
        values = next(csv.reader([text], strict=True))
    except UnicodeDecodeError:
        return Broken(number, "it is not UTF-8 text", raw.decode("utf-8", "replace")[:KEPT])
    except csv.Error:
        return Broken(number, "it cannot be split into columns", raw.decode("utf-8")[:KEPT])
    if "\0" in text:
        return Broken(
            number, "it holds characters that are no text", text.replace("\0", "␀")[:KEPT]
        )
    return (
        values if len(values) == expected else _wrong_columns(number, len(values), expected, text)
    )


def _wrong_columns(line: int, found: int, expected: int, text: str) -> Broken:
    return Broken(
        line, f"it has {found} column{'s' * (found != 1)} instead of {expected}", text[:KEPT]
    )
