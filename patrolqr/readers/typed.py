"""A mapping applied to a table's text: typed rows of its kind, and every unusable row with its column,
its value and the reason.

Whole columns at a time; a row is looked at alone only where something in it is wrong.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from patrolqr.core import clean, clock
from patrolqr.core.form.from_table import ANSWERED, column_of
from patrolqr.core.form.question import Field
from patrolqr.geo import united_kingdom
from patrolqr.geo.projection import to_degrees
from patrolqr.readers import fixed, moments, points, schemas, submissions, translations, values
from patrolqr.readers.mapping import FIELDS, MOMENTS, Mapping, TableKind
from patrolqr.readers.moments import Moments, Rules
from patrolqr.readers.source import Batch, Broken

KEPT = 1000
"""Characters of a broken row that are kept for whoever looks into it."""

SCHEMAS: dict[TableKind, pa.Schema] = {
    "incidents": schemas.INCIDENTS,
    "calls": schemas.INCIDENTS,
    "intelligence": schemas.INTELLIGENCE,
    "stop_searches": schemas.STOP_SEARCHES,
    "patrol_logs": schemas.PATROL_LOGS,
}

Floats = npt.NDArray[np.float64]


def rows(batch: Batch, mapping: Mapping) -> Batch:
    """Return the batch with the columns and types of the mapping's kind; good + broken as before."""
    reading = _Reading(batch.rows, mapping)
    columns = BUILDERS[mapping.kind](reading)
    return reading.finished(columns, batch.broken)


class _Reading:
    """The text of a batch being read; remembers the first thing wrong with each row."""

    def __init__(self, table: pa.Table, mapping: Mapping) -> None:
        self.table = table
        self.mapping = mapping
        self.count = table.num_rows
        self.wrong: dict[int, tuple[str, str]] = {}
        self.doubt: dict[int, str] = {}
        zone = clock.zone()
        own = type(zone)(mapping.zone) if mapping.zone else zone
        self.rules = Rules(
            mapping.day_order == "month first", own, zone, mapping.midnight == "no time"
        )

    def cells(self, column: str) -> pa.Array:
        """Return a column of the file as trimmed text without nulls."""
        text = pc.fill_null(self.table[column].combine_chunks(), "")
        is_trimmed = fixed.is_plain(text) and fixed.is_trimmed(text)
        return text if is_trimmed else pc.utf8_trim_whitespace(text)

    def text(self, field: str, constant: str = "") -> pa.Array:
        """Return a field's text; of several columns joined, without the blank ones."""
        names = self.mapping.columns.get(field, ())
        if not names:
            return pa.repeat(constant, self.count)
        joined = self.cells(names[0])
        for name in names[1:]:
            more = self.cells(name)
            either = pc.or_(pc.equal(joined, ""), pc.equal(more, ""))
            between = pc.if_else(either, "", ", ")
            joined = pc.binary_join_element_wise(joined, more, between)
        return _clean(joined)

    def moments(self, field: str) -> Moments:
        """Return a field's days and instants; what is wrong with them is remembered."""
        names = self.mapping.columns.get(field, ())
        if not names:
            return _nothing(self.count)
        times = self.cells(names[1]) if len(names) > 1 else None
        found = moments.read(self.cells(names[0]), times, self.rules)
        for row, reason in found.wrong.items():
            self.mark(row, reason, names)
        self.doubt |= found.doubt
        return found

    def each(self, field: str, read: Callable[[str], Any], kind: pa.DataType) -> pa.Array:
        """Return a field's values, each distinct text read once."""
        if field not in self.mapping.columns:
            return pa.nulls(self.count, kind)
        name = self.mapping.columns[field][0]
        found, wrong = moments.distinct(self.cells(name), read)
        for row, reason in wrong.items():
            self.mark(row, reason, (name,))
        return moments.taken(found, kind)

    def number(self, field: str) -> Floats:
        """Return a field's numbers, NaN where there is none."""
        if field not in self.mapping.columns:
            return np.full(self.count, np.nan)
        text = self.cells(self.mapping.columns[field][0])
        try:
            read = pc.cast(pc.if_else(pc.equal(text, ""), None, text), pa.float64())
            plain = pc.all(pc.is_finite(read)).as_py() is not False  # Arrow takes “nan” for one
        except pa.ArrowInvalid:
            plain = False
        if not plain:  # each distinct cell is looked at
            read = self.each(field, values.number, pa.float64())
        numbers: Floats = pc.fill_null(read, np.nan).to_numpy(zero_copy_only=False)
        return numbers

    def mark(self, row: int, reason: str, columns: tuple[str, ...]) -> None:
        """Remember why a row cannot be used, and in which column."""
        self.wrong.setdefault(row, (reason, ", ".join(columns)))

    def require(self, there: npt.NDArray[np.bool_], reason: str, field: str) -> None:
        """Mark the rows that lack something."""
        for row in np.flatnonzero(~there):
            self.mark(int(row), reason, self.mapping.columns.get(field, ()))

    def finished(self, columns: dict[str, Any], broken: tuple[Broken, ...]) -> Batch:
        """Return the usable rows as a table of the kind, and the unusable ones with their reasons."""
        schema = SCHEMAS[self.mapping.kind]
        columns |= {"line": self.table["line"], "doubt": _said(self.doubt, self.count)}
        for constant in ("force", "source"):
            columns.setdefault(constant, self.text("", getattr(self.mapping, constant)))
        arrays = [_typed(columns[one.name], one.type) for one in schema]
        table = pa.Table.from_arrays(arrays, schema=schema)
        if not self.wrong:
            return Batch(table, broken)
        keep = np.ones(self.count, bool)
        keep[list(self.wrong)] = False
        return Batch(table.filter(pa.array(keep)), (*broken, *self._broken()))

    def _broken(self) -> list[Broken]:
        places = sorted(self.wrong)
        cells = self.table.take(pa.array(places)).to_pylist()
        return [
            self._one(row, *self.wrong[place]) for place, row in zip(places, cells, strict=True)
        ]

    def _one(self, row: dict[str, Any], reason: str, column: str) -> Broken:
        names = column.split(", ") if column not in row else [column]
        value = " ".join(str(row.get(name) or "") for name in names).strip()
        content = ",".join(str(cell or "") for name, cell in row.items() if name != "line")
        told = reason if not column else f"{column}: {reason}"
        return Broken(row["line"], told, content[:KEPT], column, value[:KEPT])


def _clean(text: pa.Array) -> pa.Array:
    """Return the text without what `clean` takes out; line breaks stay as the file has them."""
    if fixed.is_plain(text):
        return text
    unwanted = clean.UNWANTED.pattern
    # three times as fast as taking out nothing of a million cells
    if not pc.any(pc.match_substring_regex(text, unwanted)).as_py():
        return text
    return pc.replace_substring_regex(text, unwanted, "")


def _incidents(reading: _Reading) -> dict[str, Any]:
    reported = reading.moments("reported")
    since = reading.moments("occurred_from")
    until = reading.moments("occurred_to")
    if "occurred_from" not in reading.mapping.columns:
        since = reported
    reading.require(since.written, "it has no date", _dated_by(reading.mapping))
    ended = np.where(until.written, until.latest, since.latest)
    last = np.where(until.written, until.day, since.day)
    timed = ~np.isnat(since.at) & ~np.isnat(ended)
    backwards = (last < since.day) | (timed & (ended < since.at))
    reading.require(~backwards, "it ends before it begins", "occurred_to")
    theirs = reading.text("type")
    return {
        "reference": reading.text("reference"),
        "occurred_from": since.at,
        "occurred_to": ended,
        "first_day": since.day,
        "last_day": last,
        "precision": pc.if_else(pa.array(timed), "minute", "day"),
        "reported_at": reported.at,
        "type": translations.types(theirs, reading.mapping.types),
        "force_type": theirs,
        "origin": translations.origins(reading.text("origin"), reading.mapping.origin),
        **_point(reading),
        **{name: reading.text(name) for name in _TEXTS["incidents"]},
    }


def _intelligence(reading: _Reading) -> dict[str, Any]:
    dated = reading.moments("dated")
    reading.require(dated.written, "it has no date", "dated")
    text, sanitised = reading.text("text"), reading.text("sanitised_text")
    written = {part: reading.text(part) for part in translations.PARTS}
    grade = reading.text("grade")
    if "grade" not in reading.mapping.columns:
        grade = pc.binary_join_element_wise(*written.values(), "")
    either = pc.or_(pc.not_equal(text, ""), pc.not_equal(sanitised, ""))
    reading.require(either.to_numpy(zero_copy_only=False), "it has no text", "text")
    return {
        "dated_at": dated.at,
        "dated_day": dated.day,
        "text": text,
        "sanitised_text": sanitised,
        "expires_day": reading.moments("expires").day,
        "grade": grade,
        **translations.grades(grade, written),
        **_point(reading),
        **{name: reading.text(name) for name in _TEXTS["intelligence"]},
    }


def _stop_searches(reading: _Reading) -> dict[str, Any]:
    searched = reading.moments("searched")
    reading.require(searched.written, "it has no date", "searched")
    yes_no = ("part_of_operation", "linked", "more_clothing")
    return {
        "searched_at": searched.at,
        "searched_day": searched.day,
        **{name: reading.each(name, values.yes_or_no, pa.bool_()) for name in yes_no},
        **_point(reading),
        **{name: reading.text(name) for name in _TEXTS["stop_searches"]},
    }


def _patrol_logs(reading: _Reading) -> dict[str, Any]:
    times = {f"{name}_at": reading.moments(name).at for name in ("edited", "started", "ended")}
    own = {name: reading.text(name) for name in ("submission_id", "area", "sent_by")}
    if "submission_id" in reading.mapping.columns:
        there = pc.not_equal(own["submission_id"], "").to_numpy(zero_copy_only=False)
        reading.require(there, "it has no id of its own", "submission_id")
    said = {each.name: _answers(reading, each) for each in ANSWERED}
    columns = {
        **times,
        **own,
        **said,
        "team": reading.text("team", reading.mapping.team),
        "minutes": reading.each("minutes", values.whole, pa.int64()),
        "answers": pa.array(submissions.answers(reading.table, reading.mapping), pa.string()),
        "row": pa.array(submissions.cells(reading.table), pa.string()),
    }
    return columns | {"identity": submissions.identities(columns, reading.mapping)}


def _answers(reading: _Reading, asked: Field) -> Any:
    """Return what was answered to one question of the officer's form."""
    name = column_of(asked)
    match asked.kind:
        case "instant":
            return reading.moments(name).at
        case "day":
            return reading.moments(name).day
        case "count":
            return reading.each(name, values.whole, pa.int64())
        case "yes_no":
            return reading.each(name, values.yes_or_no, pa.bool_())
        case "number":
            return reading.number(name)
    listed = submissions.choices(reading.table, reading.mapping.columns.get(name, ()))
    if listed is None:
        return reading.text(name)
    between = "; " if asked.kind == "ticks" else ", "
    return pa.array([between.join(each) for each in listed], pa.string())


BUILDERS: dict[TableKind, Callable[[_Reading], dict[str, Any]]] = {
    "incidents": _incidents,
    "calls": _incidents,
    "intelligence": _intelligence,
    "stop_searches": _stop_searches,
    "patrol_logs": _patrol_logs,
}

_OTHERWISE = {
    *MOMENTS,
    *("type", "origin", "longitude", "latitude", "easting", "northing", "grid_reference", "text"),
    "sanitised_text",
    *("grade", "source_grade", "information_grade", "handling"),
    *("part_of_operation", "linked", "more_clothing"),
}

_TEXTS: dict[str, list[str]] = {
    kind: [
        name for name in names if name not in _OTHERWISE or (name, kind) == ("grade", "incidents")
    ]
    for kind, names in FIELDS.items()
    if kind != "patrol_logs"
}
"""Fields that are kept as they are written, by kind."""


def _dated_by(mapping: Mapping) -> str:
    return "occurred_from" if "occurred_from" in mapping.columns else "reported"


def _point(reading: _Reading) -> dict[str, Floats]:
    """Return where it was in degrees, and on the grid if that is how it is written.

    0, 0 is how systems write that they know no place. A grid reference counts where no numbers are.
    """
    east, north = reading.number("easting"), reading.number("northing")
    wide, high = reading.number("longitude"), reading.number("latitude")
    names = reading.mapping.columns
    referred = names.get("grid_reference", ()) if "longitude" not in names else ()
    if referred:
        lacks = np.isnan(east) & np.isnan(north)
        across, up = points.of_references(reading.cells(referred[0]))
        east, north = np.where(lacks, across, east), np.where(lacks, up, north)
    if "easting" in names or referred:
        there = _pair(
            reading, east, north, "easting", united_kingdom.WIDEST, united_kingdom.HIGHEST, (0, 0)
        )
        wide, high = to_degrees(np.where(there, east, np.nan), np.where(there, north, np.nan))
        wide, high = (np.where(there, one, np.nan) for one in (wide, high))
        east, north = (np.where(there, one, np.nan) for one in (east, north))
    elif "longitude" in names:
        corner = (united_kingdom.WEST, united_kingdom.SOUTH)
        there = _pair(
            reading, wide, high, "longitude", united_kingdom.EAST, united_kingdom.NORTH, corner
        )
        wide, high = (np.where(there, one, np.nan) for one in (wide, high))
    return {"longitude": wide, "latitude": high, "easting": east, "northing": north}


def _pair(
    reading: _Reading,
    across: Floats,
    up: Floats,
    field: str,
    most_across: float,
    most_up: float,
    least: tuple[float, float],
) -> npt.NDArray[np.bool_]:
    """Return where both numbers are written; rows with half a place or one outside are marked."""
    zero = (across == 0) & (up == 0)
    one, other = ~np.isnan(across) & ~zero, ~np.isnan(up) & ~zero
    within = (across >= least[0]) & (across <= most_across) & (up >= least[1]) & (up <= most_up)
    swapped = (up >= least[0]) & (up <= most_across) & (across >= least[1]) & (across <= most_up)
    swapped &= ~within & one & other
    second = {"easting": "northing", "longitude": "latitude"}[field]
    named = reading.mapping.columns
    columns = named.get(field, ()) + named.get(second, ()) or named.get("grid_reference", ())
    for bad, reason in (
        (one != other, f"it has only one of {field} and {second}"),
        (swapped, f"its {field} and {second} are swapped"),
        (one & other & ~within, "its place lies outside the United Kingdom"),
    ):
        for row in np.flatnonzero(bad):
            reading.mark(int(row), reason, columns)
    good: npt.NDArray[np.bool_] = one & other & within
    return good


def _nothing(count: int) -> Moments:
    never = np.full(count, np.datetime64("NaT"), "datetime64[us]")
    return Moments(never.astype("datetime64[D]"), never, never, {}, {})


def _said(doubt: dict[int, str], count: int) -> pa.Array:
    if not doubt:
        return pa.nulls(count, pa.string())
    said = list(dict.fromkeys(doubt.values()))
    places = np.zeros(count, np.int64)
    places[list(doubt)] = [said.index(reason) + 1 for reason in doubt.values()]
    return pa.array([None, *said], pa.string()).take(pa.array(places))


def _typed(column: Any, kind: pa.DataType) -> pa.Array | pa.ChunkedArray:
    if not isinstance(column, np.ndarray):
        return column.cast(kind)
    if pa.types.is_floating(kind):
        return pa.array(column, kind, from_pandas=True)
    return pa.array(column).cast(kind)
