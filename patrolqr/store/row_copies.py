"""Rows of a batch with what a statement found out about them: beside one another by their lines, and
those without a reference as the copy that each is of what is written, within its file.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from patrolqr.store.engine.writing import Writing, in_pieces


def beside(rows: pa.Table, checked: pa.Table) -> pa.Table:
    """Return the rows with the columns that a statement gave for each line, in whatever order.

    So only these columns travel to DuckDB and back. A column of the same name is replaced.
    """
    # where each line stands among what was given, whose threads come in as they are ready
    places = np.argsort(checked["line"].to_numpy(), kind="stable")
    lines = rows["line"].to_numpy()
    if not np.all(lines[:-1] <= lines[1:]):
        rows = rows.take(pa.array(np.argsort(lines, kind="stable")))
    found = checked.take(pa.array(places)).drop_columns("line")
    kept = rows.drop_columns([name for name in found.column_names if name in rows.column_names])
    for name in found.column_names:
        kept = kept.append_column(name, found[name])
    return in_pieces(kept)


def without_blanks(text: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the column with nulls where nothing is written; its text is not copied."""
    return pa.chunked_array([_without_blanks(piece) for piece in text.chunks], text.type)


def may_repeat(checked: pa.Table, referred: npt.NDArray[np.bool_]) -> bool:
    """Return whether two of the rows that have a reference may have the same id: half of it tells
    nearly all apart, and a million halves are sorted in a hundredth of the time.
    """
    halves = _ids(checked)[referred, 0]
    halves.sort()
    return bool((halves[:-1] == halves[1:]).any())


def told_apart(written: Writing, checked: pa.Table, copied: pa.Table) -> pa.Table:
    """Return the batch with each row that stands in `copied` under the id of the copy that it is; the
    next batch counts on from them.
    """
    if not copied.num_rows:
        return checked
    written.change_over("loads/load_copies", copied)
    lines = checked["line"].to_numpy()
    order = np.argsort(lines, kind="stable")
    copies = copied.filter(pc.greater(copied["copy"], 1))
    places = order[np.searchsorted(lines[order], copies["line"].to_numpy())]
    ids = _ids(checked).copy()
    ids[places] = _ids(copies)
    at = checked.column_names.index("incident_id")
    return checked.set_column(at, "incident_id", _column(ids))


def _ids(rows: pa.Table) -> npt.NDArray[np.uint64]:
    """Return the rows' ids, each of 16 bytes, as two halves."""
    column = rows["incident_id"].combine_chunks()
    _, _, written = column.buffers()
    if written is None:
        return np.empty((0, 2), np.uint64)
    halves = np.frombuffer(written, np.uint64, count=2 * len(column), offset=16 * column.offset)
    return halves.reshape(-1, 2)


def _column(ids: npt.NDArray[np.uint64]) -> pa.Array:
    ends = np.arange(0, 16 * (len(ids) + 1), 16, dtype=np.int32)
    return pa.Array.from_buffers(
        pa.binary(), len(ids), [None, pa.py_buffer(ends), pa.py_buffer(np.ascontiguousarray(ids))]
    )


def _without_blanks(text: Any) -> Any:
    if text.null_count or text.offset:
        return pc.if_else(pc.equal(text, ""), None, text)
    written = pc.greater(pc.binary_length(text), 0)
    _, ends, bytes_ = text.buffers()
    return pa.Array.from_buffers(text.type, len(text), [written.buffers()[1], ends, bytes_])
