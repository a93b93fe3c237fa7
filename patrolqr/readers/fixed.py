"""Days and times in columns of one width, such as 25/06/2026, 21:05 or 2026-06-25 21:05:30: read from the
bytes of the whole column.

What is written in any other way, or names no day or time, is left to be read cell by cell.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years that are read here."""

_MONTH_BEGINS = (
    np.arange(f"{FIRST_YEAR}-01", f"{LAST_YEAR + 1}-02", dtype="datetime64[M]")
    .astype("datetime64[D]")
    .astype(np.int64)
)
"""The first days of the months from January of FIRST_YEAR on, since 1970."""

_SIGNS = np.frombuffer(b"-/.", np.uint8)
"""What stands between the numbers of a day."""

_DAY, _MINUTES, _SECONDS = len("25/06/2026"), len("21:05"), len("21:05:30")


class Read(NamedTuple):
    """Days since 1970 and microseconds since midnight, NaN where there is none; `there` is where a
    cell was read, or is blank.
    """

    day: Floats
    micros: Floats
    there: Bools


def moments(text: pa.Array, *, month_first: bool, timed: bool) -> Read:
    """Return a column of days; where it is `timed`, of days that a time may follow."""
    widths = [_DAY]
    if timed:
        widths += [_DAY + 1 + _MINUTES, _DAY + 1 + _SECONDS]
    read = _unread(text)
    for width in widths:
        rows, signs = _columns(text, width)
        if not len(rows):
            continue
        day, good = _days(signs[:_DAY], month_first)
        micros = np.full(len(rows), np.nan)
        if width > _DAY:
            micros, is_time = _clocks(signs[_DAY + 1 :])
            good &= is_time & ((signs[_DAY] == ord(" ")) | (signs[_DAY] == ord("T")))
        _put(read, rows, good, day, micros)
    return read


def clocks(text: pa.Array) -> Read:
    """Return a column of times of day."""
    read = _unread(text)
    for width in (_MINUTES, _SECONDS):
        rows, signs = _columns(text, width)
        if len(rows):
            micros, good = _clocks(signs)
            _put(read, rows, good, np.full(len(rows), np.nan), micros)
    return read


def is_plain(text: pa.Array) -> bool:
    """Return whether no cell has anything but ASCII's letters, figures, signs and spaces in it."""
    _, written = _bytes_of(text)
    return not len(written) or bool(written.min() >= ord(" ") and written.max() < 0x7F)


def is_trimmed(text: pa.Array) -> bool:
    """Return whether no cell of a plain column begins or ends with a space."""
    ends, written = _bytes_of(text)
    filled = np.diff(ends) > 0
    first, last = written[ends[:-1][filled]], written[ends[1:][filled] - 1]
    return not (first == ord(" ")).any() and not (last == ord(" ")).any()


def _unread(text: pa.Array) -> Read:
    ends, _ = _bytes_of(text)
    return Read(np.full(len(text), np.nan), np.full(len(text), np.nan), np.diff(ends) == 0)


def _put(read: Read, rows: npt.NDArray[np.int64], good: Bools, day: Floats, micros: Floats) -> None:
    kept = rows[good]
    read.day[kept], read.micros[kept], read.there[kept] = day[good], micros[good], True


def _bytes_of(text: pa.Array) -> tuple[npt.NDArray[np.int64], Bytes]:
    """Return where each cell ends, the first with its beginning before it, and the column's bytes."""
    _, ends, written = text.buffers()
    count = len(text) + 1
    found = np.frombuffer(ends, np.int32, offset=4 * text.offset, count=count).astype(np.int64)
    if written is None:
        return found - found[0], np.empty(0, np.uint8)
    bytes_ = np.frombuffer(written, np.uint8)[found[0] : found[-1]]
    return found - found[0], bytes_


def _columns(text: pa.Array, width: int) -> tuple[npt.NDArray[np.int64], Bytes]:
    """Return which cells have so many bytes, and these: a row for each place in a cell."""
    ends, written = _bytes_of(text)
    rows = np.flatnonzero(np.diff(ends) == width)
    if len(rows) == len(text):
        signs = written.reshape(len(text), width)
    else:
        signs = written[ends[rows][:, None] + np.arange(width)]
    return rows, np.ascontiguousarray(signs.T)


def _number(signs: Bytes) -> tuple[npt.NDArray[np.int64], Bools]:
    """Return the numbers that stand in these places of each cell, and where they are some."""
    figures = signs - np.uint8(ord("0"))  # below “0” it turns over and is more than 9
    number = np.zeros(signs.shape[1], np.int64)
    for figure in figures:
        number = number * 10 + figure
    are_figures: Bools = np.logical_and.reduce(figures <= 9, axis=0)
    return number, are_figures


def _days(signs: Bytes, month_first: bool) -> tuple[Floats, Bools]:
    """Return the days in 2026-06-25 and 25/06/2026 (or 06/25/2026), and where they are some."""
    read, there = _civil(signs[:4], signs[5:7], signs[8:], signs[[4, 7]])
    if there.all():
        return read, there
    one, two = (signs[3:5], signs[:2]) if not month_first else (signs[:2], signs[3:5])
    other, is_other = _civil(signs[6:], one, two, signs[[2, 5]])
    return np.where(is_other, other, read), there | is_other


def _civil(year: Bytes, month: Bytes, day: Bytes, between: Bytes) -> tuple[Floats, Bools]:
    (years, is_year), (months, is_month), (days, is_day) = map(_number, (year, month, day))
    good = is_year & is_month & is_day & np.isin(between, _SIGNS).all(axis=0)
    good &= (years >= FIRST_YEAR) & (years <= LAST_YEAR) & (months >= 1) & (months <= 12)
    at = np.where(good, (years - FIRST_YEAR) * 12 + months - 1, 0)
    begins = _MONTH_BEGINS[at]
    good &= (days >= 1) & (days <= _MONTH_BEGINS[at + 1] - begins)
    return (begins + days - 1).astype(np.float64), good


def _clocks(signs: Bytes) -> tuple[Floats, Bools]:
    """Return the times in 21:05 or 21:05:30 in microseconds, and where they are some."""
    (hours, is_hour), (minutes, is_minute) = _number(signs[:2]), _number(signs[3:5])
    seconds = np.zeros(signs.shape[1], np.int64)
    good = is_hour & is_minute & (signs[2] == ord(":")) & (hours < 24) & (minutes < 60)
    if len(signs) > _MINUTES:
        seconds, is_second = _number(signs[6:])
        good &= is_second & (signs[5] == ord(":")) & (seconds < 60)
    micros = ((hours * 60 + minutes) * 60 + seconds) * 1_000_000
    return micros.astype(np.float64), good
