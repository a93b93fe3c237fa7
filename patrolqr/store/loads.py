"""Files into the database: checked, counted, each in one transaction, so that a damaged file leaves
nothing behind. Phones' logs and other writes are committed beside it.

What makes a row of a street file that row, and a file a month's later publication, says
`street_rows`; what makes a row of the force's own that row, `force_rows`.
"""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypedDict

import pyarrow as pa

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.store import (
    covered,
    force_rows,
    places,
    redacted_reasons,
    street_rows,
    table_logs,
    unclaimed,
)
from patrolqr.store.engine.writing import Writing
from patrolqr.store.session import Session

BROKEN = pa.schema(
    {
        "line": pa.int64(),
        "reason": pa.string(),
        "content": pa.string(),
        "column_name": pa.string(),
        "value": pa.string(),
    }
)

ROWS_AT_ONCE = 490_000
"""Rows checked and stored together.

DuckDB writes a thread's rows at once only if they fill a row group (122,880).
"""

Broken = tuple[tuple[int, str, str, *tuple[str, ...]], ...]
"""Rows that cannot be used: line, reason, content; a mapped table's also name column and value."""

Progress = Callable[[int], None]
"""Told, as a file is read, how many of its rows have been; where it raises, nothing is kept."""


class Batch(Protocol):
    """Rows of a file as an Arrow table, and those that could not be split into columns."""

    @property
    def rows(self) -> pa.Table: ...
    @property
    def broken(self) -> Broken: ...


class Source(Protocol):
    """One file as the readers give it."""

    @property
    def file_name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def replace(self) -> bool: ...
    @property
    def batches(self) -> Callable[[], Iterator[Batch]]: ...
    @property
    def digest(self) -> Callable[[], str]: ...
    @property
    def notes(self) -> Callable[[], tuple[str, ...]]: ...


@dataclass(frozen=True)
class LoadReport:
    """What became of a file's rows: read = new + known + quarantined.

    Updated are those of the known that changed.
    """

    file_name: str
    kind: str
    read: int
    new: int
    known: int
    updated: int
    quarantined: int
    reasons: dict[str, int]
    why_not: str = ""
    notes: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """Return the report as one line that adds up."""
        if self.why_not:
            return f"{self.file_name}: not loaded: {self.why_not.removesuffix('.')}."
        changed = f" ({self.updated:,} brought up to date)" if self.updated else ""
        why = "".join(f" {count:,} × {reason}." for reason, count in self.reasons.items())
        said = [note.removesuffix(".") for note in self.notes]
        notes = "".join(f" {note[:1].upper()}{note[1:]}." for note in said)
        return (
            f"{self.file_name}: {self.read:,} read = {self.new:,} new + {self.known:,} already there{changed}"
            f" + {self.quarantined:,} quarantined.{why}{notes}"
        )


class ReasonRow(TypedDict):
    """Why rows of the file that is being loaded cannot be used, and how many of them."""

    reason: str
    rows: int


def load(session: Session, source: Source, *, progress: Progress | None = None) -> LoadReport:
    """Return what became of the rows of one file.

    Nothing is stored if the file turns out to be damaged.
    """
    if source.kind not in LOADERS:
        return not_loaded(source)
    load_id = str(uuid.uuid4())
    tell = progress or (lambda rows: None)
    with session.loading("load") as written:
        counts = LOADERS[source.kind](written, source, load_id, tell)
        redacted_reasons.take_out_again(written, load_id)
        report = _recorded(written, source, load_id, counts)
        tell(report.read)  # raising here is the last chance to take nothing of the file
        return report


def not_loaded(source: Source) -> LoadReport:
    """Return the report of a file that is known and deliberately left aside."""
    why = source.why or f"{source.kind.replace('_', '-')} are read and not kept yet"
    return LoadReport(source.file_name, source.kind, 0, 0, 0, 0, 0, {}, why)


@dataclass(frozen=True)
class Counts:
    """Rows of a file that were usable: new, known, of these changed; and those without a place."""

    new: int
    known: int
    updated: int
    without_place: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.new + other.new,
            self.known + other.known,
            self.updated + other.updated,
            self.without_place + other.without_place,
        )


def _incidents(written: Writing, source: Source, load_id: str, progress: Progress) -> Counts:
    street_rows.begin(written)
    counts, met = Counts(0, 0, 0), 0
    batches = _gathered(_counted(source.batches(), progress))
    for number, (rows, broken) in enumerate(batches):
        _quarantine(written, load_id, broken)
        kept = street_rows.keep(written, rows, load_id, is_first=number == 0)
        known = rows.num_rows - kept.bad - kept.new
        counts, met = counts + Counts(kept.new, known, kept.updated), met + kept.met
    is_older = street_rows.replace_months(written, source, load_id, met=met)
    counts = Counts(counts.new, counts.known, 0) if is_older else counts
    if counts.new or counts.updated:
        written.change("loads/load_supersede", load_id=load_id)
    return counts


def _counted(batches: Iterator[Batch], progress: Progress) -> Iterator[Batch]:
    read = 0
    for batch in batches:
        read += batch.rows.num_rows + len(batch.broken)
        progress(read)
        yield batch


def _gathered(batches: Iterator[Batch]) -> Iterator[tuple[pa.Table, Broken]]:
    """Give the batches in larger ones: a statement costs the same for one row as for thousands."""
    held: list[Batch] = []
    for batch in batches:
        held.append(batch)
        if sum(one.rows.num_rows + len(one.broken) for one in held) >= ROWS_AT_ONCE:
            yield _together(held)
            held = []
    if held:
        yield _together(held)


def _together(held: list[Batch]) -> tuple[pa.Table, Broken]:
    return pa.concat_tables([one.rows for one in held]), tuple(
        row for one in held for row in one.broken
    )


def _places(written: Writing, source: Source, load_id: str, progress: Progress) -> Counts:
    known = new = updated = 0
    for batch in source.batches():
        _quarantine(written, load_id, batch.broken)
        known, updated = places.merge(written, source, batch.rows, load_id)
        new = batch.rows.num_rows - known
        progress(batch.rows.num_rows)
    places.reassign(written)
    return Counts(new, known, updated)


def _residents(written: Writing, source: Source, load_id: str, progress: Progress) -> Counts:
    known = updated = 0
    for batch in source.batches():
        _quarantine(written, load_id, batch.broken)
        unknown, told_otherwise = places.residents(written, batch.rows, load_id)
        _quarantine(written, load_id, unknown)
        known, updated = known + batch.rows.num_rows - len(unknown), updated + told_otherwise
        progress(known)
    if not known:
        raise InputWrong(
            f"{source.file_name} looks like a table of residents, but none of its codes is that of a loaded "
            "place, so nothing was loaded. Load the boundaries of these areas first."
        )
    return Counts(0, known, updated)


def _streets(written: Writing, source: Source, load_id: str, progress: Progress) -> Counts:
    counts = Counts(0, 0, 0)
    for batch in source.batches():
        known, updated = places.merge_streets(written, source, batch.rows, load_id)
        counts += Counts(batch.rows.num_rows - known, known, updated)
        progress(batch.rows.num_rows)
    return counts


def _dated(written: Writing, source: Source, load_id: str, progress: Progress) -> Counts:
    def keep(rows: pa.Table) -> tuple[int, int, int]:
        return force_rows.keep_dated(
            written,
            rows,
            load_id,
            file_kind=source.kind,
            police_types=list(street_rows.POLICE_GENERATED),
        )

    counts = _mapped(written, source, load_id, progress, keep)
    if source.kind == "calls":
        force_rows.keep_reasons_of_calls(written, load_id)
    return counts


def _intelligence(written: Writing, source: Source, load_id: str, progress: Progress) -> Counts:
    def keep(rows: pa.Table) -> tuple[int, int, int]:
        return force_rows.keep_intelligence(written, rows, load_id)

    return _mapped(written, source, load_id, progress, keep)


def _searches(written: Writing, source: Source, load_id: str, progress: Progress) -> Counts:
    def keep(rows: pa.Table) -> tuple[int, int, int]:
        return force_rows.keep_searches(written, rows, load_id)

    return _mapped(written, source, load_id, progress, keep)


def _logs(written: Writing, source: Source, load_id: str, progress: Progress) -> Counts:
    counts = Counts(0, 0, 0)
    for rows, broken in _gathered(_counted(source.batches(), progress)):
        _quarantine(written, load_id, broken)
        table_logs.keep_broken(written, [(row[0], row[1]) for row in broken], load_id)
        became = table_logs.keep(written, rows.to_pylist(), load_id, file_name=source.file_name)
        _quarantine(written, load_id, tuple(became.quarantined))
        counts += Counts(became.new, became.known, became.updated)
    return counts


def _phone_queue(written: Writing, source: Source, load_id: str, progress: Progress) -> Counts:
    counts = Counts(0, 0, 0)
    for batch in _counted(source.batches(), progress):
        _quarantine(written, load_id, batch.broken)
        became = unclaimed.keep_file(written, batch.rows.to_pylist(), load_id)
        _quarantine(written, load_id, tuple(became.quarantined))
        counts += Counts(became.new, became.known, 0)
    return counts


def _mapped(
    written: Writing,
    source: Source,
    load_id: str,
    progress: Progress,
    keep: Callable[[pa.Table], tuple[int, int, int]],
) -> Counts:
    """Keep the rows of a mapped table, batch by batch."""
    written.change("loads/load_staging")
    covered.begin(written)
    counts = Counts(0, 0, 0)
    for rows, broken in _gathered(_counted(source.batches(), progress)):
        _quarantine(written, load_id, broken)
        bad, new, changed = keep(rows)
        nowhere = rows["longitude"].null_count
        counts += Counts(new, rows.num_rows - bad - new, changed, nowhere)
    covered.keep(written, load_id)
    return counts


LOADERS = {
    "incidents": _incidents,
    "dated incidents": _dated,
    "calls": _dated,
    "intelligence": _intelligence,
    "stop_searches": _searches,
    "patrol_logs": _logs,
    "phone_queue": _phone_queue,
    "neighbourhoods": _places,
    "small areas": _places,
    "residents": _residents,
    "streets": _streets,
}
"""Kind of a source → what is done with it."""


def _quarantine(written: Writing, load_id: str, broken: Broken) -> None:
    if broken:
        named = [dict(zip(BROKEN.names, row, strict=False)) for row in broken]
        rows = pa.Table.from_pylist(named, BROKEN)
        written.change_over("loads/quarantine_cells", rows, load_id=load_id)


def _nowhere(counts: Counts, read: int) -> tuple[str, ...]:
    """Return the note that rows have no place, where some have none: no map shows them."""
    few = f"{counts.without_place:,} of {read:,} {'has' if counts.without_place == 1 else 'have'}"
    return (f"{few} no place on the map",) if counts.without_place else ()


def _recorded(written: Writing, source: Source, load_id: str, counts: Counts) -> LoadReport:
    """Write down that the file was loaded, and return what became of it."""
    found = written.rows(ReasonRow, "loads/load_reasons", load_id=load_id)
    reasons = {row["reason"]: row["rows"] for row in found}
    bad = sum(reasons.values())
    read = counts.new + counts.known + bad
    report = LoadReport(
        source.file_name,
        source.kind,
        read,
        counts.new,
        counts.known,
        counts.updated,
        bad,
        reasons,
        notes=(*source.notes(), *_nowhere(counts, read)),
    )
    written.change(
        "loads/load_record",
        load_id=load_id,
        kind=report.kind,
        file_name=report.file_name,
        sha256=source.digest(),
        loaded_at=clock.now(),
        read=report.read,
        new=report.new,
        known=report.known,
        updated=report.updated,
        quarantined=report.quarantined,
    )
    written.change(
        "quarantine/set_aside_by_load",
        load_id=load_id,
        at=clock.now(),
        kind=report.kind,
        file_name=report.file_name,
        read=report.read,
        new=report.new,
        known=report.known,
        quarantined=report.quarantined,
    )
    return report
