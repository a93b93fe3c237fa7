"""Rows of data.police.uk's street files into the database, and a month published again.

What makes a street row that row (data.police.uk gives no other key): with a Crime ID, the id and
its month; without one (anti-social behaviour), its force, month, place and type, and, where these
repeat within a file, which copy it is. So the same file twice, its .gz, the zip it came in, or an
extract of it all bring nothing new, and a row whose small area was recoded is the same row.

A month published again replaces that force's month: its rows are brought up to date, and those it
has no more are withdrawn; all stay as what was known before. Of two publications of one month the
one loaded last is believed, unless it shows that it is the older one: it is a file that is loaded
already, or in it more crimes go back to "Under investigation" than leave it. From such a file
nothing becomes current that the newer one withdrew. Where neither tells (no Crime IDs, no outcome
changed), the order of loading decides; taking a load back undoes a wrong order.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypedDict

import pyarrow as pa

from patrolqr.core import clock
from patrolqr.core.incident import CRIME_TYPES
from patrolqr.store import covered, places, row_copies
from patrolqr.store.engine.writing import Writing

POLICE_GENERATED = ("Drugs", "Possession of weapons")
"""Crime types that patrols find by searching: their origin is police, so that they never score a
hotspot and send the next patrol to where the last one searched. An approximation: some are reported
by the public.
"""

CALLS = ("Anti-social behaviour",)
"""Crime types that are calls for service rather than crimes."""

AS_PUBLISHED = re.compile(
    r"((?:19|20)\d\d-(?:0[1-9]|1[0-2]))-[a-z0-9-]+-street\.csv(?:\.gz)?$", re.I
)
"""A file's name as the site gives it to one force's month: 2025-01-staffordshire-street.csv."""


NONE_KNOWN = pa.table({"incident_id": pa.array([], pa.binary())})
"""What is known where nothing of a batch is there."""


class AgeRow(TypedDict):
    """Whether this very file is loaded already, and whether it is older than one that is."""

    is_same_file: bool
    goes_back: bool


class Published(Protocol):
    """A file by its name and what it consists of."""

    @property
    def file_name(self) -> str: ...
    @property
    def digest(self) -> Callable[[], str]: ...


@dataclass(frozen=True)
class Kept:
    """Rows of a batch: how many could not be used, are new, were known and changed.

    `met` were looked for among the rows of other loads, because their month is there.
    """

    bad: int
    new: int
    updated: int
    met: int


def begin(written: Writing) -> None:
    """Let a load count copies, what it covers and what it meets."""
    written.change("loads/load_staging")
    written.change("loads/load_seen_staging")
    covered.begin(written)


def keep(written: Writing, rows: pa.Table, load_id: str, *, is_first: bool) -> Kept:
    """Store a batch of a street file and return what became of its rows."""
    checked = _checked(written, rows)
    bad = written.change_over("loads/load_quarantine", checked, load_id=load_id)
    covered.count_street_rows(written, checked, call_types=list(CALLS))
    met = written.change_over("loads/load_seen", checked)
    # asked first: telling a million rows apart costs many times what seeing that none is there does
    is_there = (not is_first or met > 0) and bool(
        written.table_over("loads/load_there", checked).num_rows
    )
    if not is_there:
        return Kept(
            bad, _insert(written, places.placed(written, checked, snapped=True), load_id), 0, met
        )
    if not is_first and written.table_over("loads/load_twice", checked, load_id=load_id).num_rows:
        checked = written.table_over("loads/load_merge", checked, load_id=load_id)
    placed = places.placed(written, checked, snapped=True)
    returned = written.table_over("loads/load_returned", placed, load_id=load_id).num_rows
    changed = written.change_over("loads/load_outdate", placed, load_id=load_id)
    known = written.table_over("loads/load_known", placed, load_id=load_id)
    stored = _insert(written, placed, load_id, known)
    updated = changed + returned
    return Kept(bad, stored - updated, updated, met)


def _checked(written: Writing, rows: pa.Table) -> pa.Table:
    """Return the batch with the reason why a row cannot be used, and ids: one row per Crime ID and
    month, one per copy of what has none.
    """
    found = written.table_over(
        "loads/load_check",
        rows,
        this_month=f"{clock.calendar_day():%Y-%m}",
        crime_types=list(CRIME_TYPES),
    )
    checked = row_copies.beside(_as_stored(rows), found)
    copied = written.table_over("loads/load_copied", checked)
    checked = row_copies.told_apart(written, checked, copied)
    if not row_copies.may_repeat(checked, checked["reference"].is_valid().to_numpy()):
        return checked
    repeated = written.table_over("loads/load_repeated", checked)
    return written.table_over("loads/load_repeats", checked, repeated)


def _as_stored(rows: pa.Table) -> pa.Table:
    """Return the columns that are stored as they are published, nulls where nothing stands."""
    names = ("reference", "outcome", "small_area_id", "small_area_name")
    columns = {name: row_copies.without_blanks(rows[name]) for name in names}
    columns["force"] = row_copies.without_blanks(rows["reported_by"])
    return pa.table({"line": rows["line"], "category": rows["category"], **columns})


def _insert(written: Writing, rows: pa.Table, load_id: str, known: pa.Table = NONE_KNOWN) -> int:
    """Store the usable rows that are not known; return how many these are."""
    return written.change_over(
        "loads/load_insert",
        rows,
        known,
        load_id=load_id,
        police_types=list(POLICE_GENERATED),
        call_types=list(CALLS),
    )


def replace_months(written: Writing, source: Published, load_id: str, *, met: int) -> bool:
    """Let the months of the file replace those there are; return whether it stands back instead,
    behind a newer publication.

    `met`: how many of its rows were looked for among those of other loads.
    """
    covered.keep(written, load_id)
    named = AS_PUBLISHED.search(source.file_name)
    month = f"{named[1]}-01" if named else None
    written.change("loads/load_whole", load_id=load_id, named_month=month)
    if not met:
        return False
    (age,) = written.rows(AgeRow, "loads/load_is_older", load_id=load_id, sha256=source.digest())
    if age["is_same_file"] or age["goes_back"]:
        written.change("loads/older_forget", load_id=load_id)
        written.change("loads/older_restore", load_id=load_id)
        written.change("loads/older_withdraw", load_id=load_id)
        written.change("loads/older_not_whole", load_id=load_id)
        return True
    written.change("loads/load_withdraw", load_id=load_id)
    return False
