"""Whether what stands in a column fits what its name promises, and what the values say instead."""

import re
from collections import abc
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from patrolqr.core.form.from_table import ANSWERED
from patrolqr.geo import grid_reference, united_kingdom
from patrolqr.readers import values
from patrolqr.readers.mapping import MOMENTS, FieldGuess, normal
from patrolqr.readers.values import Clock, Moment

MOST = 0.6
"""Share of a column's distinct values that must fit what its name promises: where few differ, one that is
wrong is a large share.
"""

DISTINCT = 2000
"""Distinct values of a column that are kept, to find out the order of days and months."""

TESTED = 100
"""Distinct values of a column that are tested."""

LON, LAT = (united_kingdom.WEST, united_kingdom.EAST), (united_kingdom.SOUTH, united_kingdom.NORTH)
EAST, NORTH = (0, united_kingdom.WIDEST), (0, united_kingdom.HIGHEST)

LONGEST_GRADE = 2
"""Characters up to which what stands in a column is a grade, and no text of intelligence."""

FEWEST_METRES = 10_000
"""Eastings and northings smaller than which lie in the sea: south of it is Cornwall's last rock."""

Fits = Callable[[str], bool]


@dataclass(frozen=True)
class Column:
    """A column of the table: its name as compared, and distinct values that stand in it."""

    name: str
    plain: str
    found: tuple[str, ...]

    def share(self, fits: Fits) -> float:
        """Return which share of the values a test fits; 1 where there are none."""
        tested = self.found[:TESTED]
        return sum(map(fits, tested)) / len(tested) if tested else 1.0


def column_of(sample: pa.Table, name: str) -> Column:
    distinct = pc.unique(sample[name]).to_pylist()[:DISTINCT]
    found = tuple(value.strip() for value in distinct if value and value.strip())
    return Column(name, normal(name), found)


@lru_cache(4096)
def is_moment(text: str) -> bool:
    return any(isinstance(values.moment(text, first), Moment) for first in (False, True)) or bool(
        re.fullmatch(r"[a-zA-Z]{3}-\d\d", text)
    )


def _is_number(low: float, high: float) -> Fits:
    def fits(text: str) -> bool:
        found = values.number(text)
        return isinstance(found, float) and (low <= found <= high or found == 0)

    return fits


def _is_metres(most: float) -> Fits:
    """Return whether a cell can be metres of the grid: a number that small is some count."""

    def fits(text: str) -> bool:
        found = values.number(text)
        return isinstance(found, float) and FEWEST_METRES <= found <= most

    return fits


def _is_degrees(low: float, high: float) -> Fits:
    """Return whether a cell can be degrees: a whole number is some count."""

    def fits(text: str) -> bool:
        found = values.number(text)
        return isinstance(found, float) and low <= found <= high and not found.is_integer()

    return fits


is_metres_east = _is_metres(EAST[1])
is_metres_north = _is_metres(NORTH[1])
is_degrees_east = _is_degrees(*LON)
is_degrees_north = _is_degrees(*LAT)


def _is_count(text: str) -> bool:
    return isinstance(values.whole(text), int)


TESTS: abc.Mapping[str, Fits] = {
    **dict.fromkeys(MOMENTS, is_moment),
    **dict.fromkeys(
        ("longitude", "latitude", "easting", "northing"), _is_number(-180, united_kingdom.HIGHEST)
    ),
    **dict.fromkeys(
        ("minutes", *(each.name for each in ANSWERED if each.kind == "count")), _is_count
    ),
    **dict.fromkeys(
        ("type", "words", "location", "area"),
        lambda text: not is_moment(text),
    ),
    **dict.fromkeys(
        ("text", "sanitised_text"),
        lambda text: len(text) > LONGEST_GRADE and not is_moment(text),
    ),
    "grid_reference": lambda text: grid_reference.metres(text) is not None,
}
"""What the values of a field look like; fields of any text have no test."""


def with_times(
    taken: dict[str, FieldGuess], columns: list[Column], used: set[str]
) -> dict[str, FieldGuess]:
    """Return the fields with a column of times of day beside each that holds days alone."""
    by_name = {column.name: column for column in columns}
    clocks = [column for column in columns if column.name not in used and _is_clock(column)]
    for field, found in list(taken.items()):
        day = by_name[found.columns[0]]
        if field not in MOMENTS or not clocks or not _has_no_times(day):
            continue
        beside = min(clocks, key=lambda one: (-_kin(one, day), columns.index(one)))
        if _kin(beside, day) or len(clocks) == 1 or columns.index(beside) == columns.index(day) + 1:
            why = f"{found.why}; its times stand in {beside.name}"
            taken[field] = FieldGuess(field, (day.name, beside.name), found.confidence, why)
            clocks.remove(beside)
            used.add(beside.name)
    return taken


def _is_clock(column: Column) -> bool:
    return (
        bool(column.found)
        and column.share(_has_both) < MOST
        and column.share(lambda text: isinstance(values.clock(text), Clock)) >= MOST
        and (
            "time" in column.plain.split()
            or column.plain.startswith("time")
            or column.plain.endswith("time")
            or "hour" in column.plain
            or column.share(lambda text: ":" in text) >= MOST
        )
    )


def _has_both(text: str) -> bool:
    """Return whether a cell holds a day and a time: that is no column of times for other days."""
    found = values.moment(text, False) or values.moment(text, True)
    return isinstance(found, Moment) and found.micros is not None and found.is_on_a_day


def _has_no_times(column: Column) -> bool:
    def dated(text: str) -> bool:
        found = values.moment(text, False) or values.moment(text, True)
        return not isinstance(found, Moment) or found.micros in (None, 0)

    return column.share(dated) >= MOST


def _kin(clock_column: Column, day: Column) -> int:
    """Return how many words two columns' names share, `date` and `time` aside."""
    aside = {"date", "time", "day", "of", "the"}
    return len((set(clock_column.plain.split()) & set(day.plain.split())) - aside)


def placed(taken: dict[str, FieldGuess], columns: list[Column]) -> dict[str, FieldGuess]:
    """Return the fields with places put right: swapped or mislabelled by their values."""
    by_name = {column.name: column for column in columns}

    def within(field: str, bounds: tuple[float, float]) -> bool:
        return (
            field in taken and by_name[taken[field].columns[0]].share(_is_number(*bounds)) >= MOST
        )

    def rename(pairs: dict[str, str], why: str) -> None:
        moved = {new: replace(taken[old], field=new, why=why) for old, new in pairs.items()}
        for old in pairs:
            taken.pop(old, None)
        taken.update(moved)

    both = {"longitude", "latitude"} <= set(taken)
    if (
        both
        and within("longitude", LAT)
        and within("latitude", LON)
        and not within("latitude", LAT)
    ):
        why = "the names are swapped: the values under latitude are longitudes"
        rename({"longitude": "latitude", "latitude": "longitude"}, why)
    elif (
        both
        and not within("longitude", LON)
        and within("longitude", EAST)
        and within("latitude", NORTH)
    ):
        rename(
            {"longitude": "easting", "latitude": "northing"},
            "the values are metres of the British National Grid, not degrees",
        )
    if {"easting", "northing"} <= set(taken) and within("easting", LON) and within("northing", LAT):
        rename(
            {"easting": "longitude", "northing": "latitude"}, "the values are degrees, not metres"
        )
    for one, other in (("longitude", "latitude"), ("easting", "northing")):
        if (one in taken) != (other in taken):
            taken.pop(one, None)
            taken.pop(other, None)
    return _without_a_second(taken)


def _without_a_second(taken: dict[str, FieldGuess]) -> dict[str, FieldGuess]:
    """Return the fields without places on the grid where degrees say it already."""
    grid = ("easting", "northing", "grid_reference") if "longitude" in taken else ()
    return {field: found for field, found in taken.items() if field not in grid}
