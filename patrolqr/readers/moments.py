"""Columns of dates and times as aware UTC instants, by the force's wall clock.

Each distinct day and each distinct time is read once (`values`); the arithmetic is on whole columns.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from patrolqr.readers import fixed, values
from patrolqr.readers.values import DAY_MICROS, Wrong

SKIPPED = "its time did not exist: the clocks went forward that night"
TWICE = "its time stood on the clock twice, because the clocks went back that night"
END_OF_DAY = "24:00 was read as the end of the day"

_REGULAR = (
    r"^(?P<day>\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4})[T ]+"
    r"(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AaPp][Mm])?(?:Z|[+-]\d{2}:?\d{2})?)$"
)
"""Dates and times that Arrow can part; what is written otherwise is read whole."""

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Times = npt.NDArray[np.datetime64]


@dataclass(frozen=True)
class Rules:
    """How a file's dates and times are meant."""

    month_first: bool
    zone: ZoneInfo
    force_zone: ZoneInfo
    midnight_is_no_time: bool = False


@dataclass(frozen=True)
class Moments:
    """A column of moments; where `day` is NaT nothing is written or it is wrong.

    `at` is the instant (UTC), NaT where no time is written; `latest` differs from it where the clock
    showed the time twice. `wrong` is a row's reason by its place, `doubt` what is uncertain there.
    """

    day: Times
    at: Times
    latest: Times
    wrong: dict[int, str]
    doubt: dict[int, str]

    @property
    def written(self) -> Bools:
        """Return where a day could be read."""
        return ~np.isnat(self.day)


def read(days: pa.Array, times: pa.Array | None, rules: Rules) -> Moments:
    """Return a column of dates, or of dates and times, with its own column of times where there is
    one.
    """
    read = fixed.moments(days, month_first=rules.month_first, timed=times is None)
    day, micros, there = read
    offset, wrong = np.full(len(days), np.nan), {}
    others = np.flatnonzero(~there)
    if len(others):
        rest = days.take(pa.array(others))
        day[others], micros[others], offset[others], bad = _parted(rest, times is None, rules)
        wrong = {int(others[place]): reason for place, reason in bad.items()}
    if times is not None:
        written, written_offset, clock_wrong = _clocks(times)
        offset = np.where(np.isnan(written), offset, written_offset)
        micros = np.where(np.isnan(written), micros, written)
        wrong |= clock_wrong
    if rules.midnight_is_no_time:
        micros = np.where(micros == 0, np.nan, micros)
    return _placed(day, micros, offset, wrong, rules)


def _parted(
    days: pa.Array, timed: bool, rules: Rules
) -> tuple[Floats, Floats, Floats, dict[int, str]]:
    """Return days since 1970, microseconds since midnight and offsets of moments that may be written
    in many ways, each distinct one read once, and why some are wrong.
    """
    days = pc.utf8_trim_whitespace(days)
    own = None
    if timed:
        parts = pc.extract_regex(days, _REGULAR)
        days = pc.coalesce(pc.struct_field(parts, "day"), days)
        own = pc.fill_null(pc.struct_field(parts, "time"), "")
    found, wrong = distinct(days, lambda text: values.moment(text, rules.month_first))
    day, micros, offset = (_column(found, part) for part in range(3))
    if own is not None:
        written, written_offset, clock_wrong = _clocks(own)
        offset = np.where(np.isnan(written), offset, written_offset)
        micros = np.where(np.isnan(written), micros, written)
        wrong |= clock_wrong
    return day, micros, offset, wrong


def _clocks(times: pa.Array) -> tuple[Floats, Floats, dict[int, str]]:
    """Return each time of day in microseconds, its offset in minutes (both NaN where there is none),
    and why some are wrong, by place.

    21:05 and 21:05:30 are read as whole columns: a million of them may all differ. Every other way to
    write a time is read once per text.
    """
    _, micros, there = fixed.clocks(times)
    offsets = np.full(len(times), np.nan)
    others = np.flatnonzero(~there)
    if not len(others):
        return micros, offsets, {}
    found, bad = distinct(times.take(pa.array(others)), values.clock)
    micros[others], offsets[others] = _column(found, 0), _column(found, 1)
    return micros, offsets, {int(others[place]): reason for place, reason in bad.items()}


def distinct(column: pa.Array, read_one: Callable[[str], Any]) -> tuple[Any, dict[int, str]]:
    """Return a column's values, each distinct text read once, and why some are wrong, by place.

    The values are an object array of what `read_one` gives; None where it is blank or wrong.
    """
    encoded = pc.dictionary_encode(pc.fill_null(column, ""))
    results = [read_one(text) for text in encoded.dictionary.to_pylist()]
    places = encoded.indices.to_numpy(zero_copy_only=False)
    bad = {at: result.reason for at, result in enumerate(results) if isinstance(result, Wrong)}
    kept = np.empty(len(results) + 1, object)
    for at, result in enumerate(results):
        kept[at] = None if isinstance(result, Wrong) else result
    return (kept, places), _spread(bad, places)


def _spread(bad: dict[int, str], places: Ints) -> dict[int, str]:
    """Return why rows are wrong, by the reasons of the texts that stand in them."""
    rows = np.flatnonzero(np.isin(places, list(bad))) if bad else ()
    return {int(row): bad[int(places[row])] for row in rows}


def taken(found: Any, kind: pa.DataType) -> pa.Array:
    """Return the values of `distinct` as an Arrow column."""
    kept, places = found
    return pa.array(list(kept), kind).take(pa.array(places))


def _column(found: Any, part: int) -> npt.NDArray[np.float64]:
    """Return one part of the tuples of `distinct` as numbers, NaN where there is none."""
    kept, places = found
    numbers = [
        np.nan if one is None or len(one) <= part or one[part] is None else one[part]
        for one in kept
    ]
    column: npt.NDArray[np.float64] = np.asarray(numbers, np.float64)[places]
    return column


def _placed(
    day: npt.NDArray[np.float64],
    micros: npt.NDArray[np.float64],
    offset: npt.NDArray[np.float64],
    wrong: dict[int, str],
    rules: Rules,
) -> Moments:
    bad = np.zeros(len(day), bool)
    bad[list(wrong)] = True
    dated, timed = ~np.isnan(day) & ~bad, ~np.isnan(day) & ~np.isnan(micros) & ~bad
    days = _times(np.where(dated, day, 0) * DAY_MICROS, dated)
    wall = _times(np.where(timed, day * DAY_MICROS + micros, 0), timed)
    fixed = timed & ~np.isnan(offset)
    at, latest = _instants(wall, rules.zone)
    shifted = wall - np.where(fixed, offset * 60_000_000, 0).astype("int64").astype(
        "timedelta64[us]"
    )
    at, latest = np.where(fixed, shifted, at), np.where(fixed, shifted, latest)
    for row in np.flatnonzero(timed & np.isnat(at)):
        wrong[int(row)] = SKIPPED
    days[timed & np.isnat(at)] = np.datetime64("NaT")
    elsewhere = fixed if rules.zone == rules.force_zone else timed
    days = np.where(elsewhere, _wall_days(at, rules.force_zone), days) if elsewhere.any() else days
    doubt = {int(row): TWICE for row in np.flatnonzero(at < latest)}
    doubt |= {int(row): END_OF_DAY for row in np.flatnonzero(micros == DAY_MICROS)}
    return Moments(days.astype("datetime64[D]"), at, latest, wrong, doubt)


def _times(micros: npt.NDArray[np.float64], there: Bools) -> Times:
    times = micros.astype("int64").astype("datetime64[us]")
    times[~there] = np.datetime64("NaT")
    return times


def _instants(wall: Times, zone: ZoneInfo) -> tuple[Times, Times]:
    """Return the earlier and the later instant at which the wall clock showed each time."""
    index = pd.DatetimeIndex(wall)
    first = _localized(index, zone, "NaT").copy()
    second = first.copy()
    odd = np.flatnonzero(np.isnat(first) & ~np.isnat(wall))
    if len(odd):  # the night the clocks go back, or forward
        first[odd], second[odd] = (
            _localized(index[odd], zone, np.full(len(odd), one)) for one in (True, False)
        )
    return first, second


def _localized(wall: pd.DatetimeIndex, zone: ZoneInfo, ambiguous: Any) -> Times:
    there = wall.tz_localize(zone, ambiguous=ambiguous, nonexistent="NaT")
    return there.tz_convert("UTC").tz_localize(None).to_numpy("datetime64[us]")


def _wall_days(at: Times, zone: ZoneInfo) -> Times:
    wall = pd.DatetimeIndex(at).tz_localize("UTC").tz_convert(zone).tz_localize(None)
    return wall.to_numpy("datetime64[us]").astype("datetime64[D]").astype("datetime64[us]")
