"""The force's own rows into the database: incidents and calls to the minute, intelligence,
stop-searches.

What makes a row that row: its reference within its force, system and kind; without one, everything
that is written in it, and which copy of that it is. Of lines of one file with one reference the last
counts, and those that say something else than it does wait in quarantine. A row that a later file tells otherwise stays
as what was known before; the newer one is current.
"""

from datetime import timedelta

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from patrolqr.core import clock
from patrolqr.store import covered, places, row_copies
from patrolqr.store.engine.writing import Writing

KNOWN_WITHIN = timedelta(hours=1)
"""Between two times further apart than this, the hour of an incident is not known."""

KINDS = {"dated incidents": "crime", "calls": "call"}
"""Kind of a file → kind of its incidents."""


def keep_dated(
    written: Writing, rows: pa.Table, load_id: str, *, file_kind: str, police_types: list[str]
) -> tuple[int, int, int]:
    """Store incidents or calls; return how many could not be used, are new, and were changed."""
    kind = KINDS[file_kind]
    checked = _checked(written, rows, kind)
    bad = written.change_over("loads/load_quarantine", checked, load_id=load_id)
    covered.count_dated_rows(written, checked, kind=kind)
    placed = places.placed(written, checked)
    known = written.table_over("force_rows/dated_known", placed)
    changed = written.change_over("force_rows/outdate_incidents", known, load_id=load_id)
    stored = written.change_over(
        "force_rows/insert_incidents",
        placed,
        known,
        load_id=load_id,
        kind=kind,
        police_types=police_types,
        known_within_us=KNOWN_WITHIN // timedelta(microseconds=1),
    )
    return bad, stored - changed, changed


def _checked(written: Writing, rows: pa.Table, kind: str) -> pa.Table:
    """Return the batch with the reason why a row cannot be used, and ids: one row per reference, one
    per copy of what has none.
    """
    found = written.table_over(
        "force_rows/dated_check", rows, kind=kind, today=clock.calendar_day()
    )
    checked = row_copies.beside(_dated(rows), found)
    referred = pc.not_equal(checked["reference"], "").to_numpy()
    if row_copies.may_repeat(checked, referred):
        repeated = written.table_over("force_rows/dated_repeated", checked)
        checked = written.table_over(
            "force_rows/dated_repeats", checked, repeated, zone=clock.zone().key
        )
    copied = written.table_over("force_rows/dated_copied", checked)
    return row_copies.told_apart(written, checked, copied)


def _dated(rows: pa.Table) -> pa.Table:
    """Return the rows with their patrol day and small area; the metres are told anew.

    The day is read off the wall clock for whole columns: DuckDB takes ten times as long.
    """
    instants = rows["occurred_from"].to_numpy()
    wall = pd.DatetimeIndex(instants).tz_localize("UTC").tz_convert(clock.zone()).tz_localize(None)
    days = (wall - timedelta(hours=clock.DAY_STARTS)).to_numpy().astype("datetime64[D]")
    patrol_days = pc.coalesce(pa.array(days), rows["first_day"].combine_chunks())
    areas = row_copies.without_blanks(rows["place_code"])
    return (
        rows.drop_columns(["easting", "northing"])
        .append_column("patrol_day", patrol_days)
        .append_column("small_area_id", areas)
    )


def keep_reasons_of_calls(written: Writing, load_id: str) -> None:
    """Make each call of the load a reason for a patrol."""
    written.change("force_rows/insert_call_reasons", load_id=load_id)
    written.change("force_rows/outdate_reasons", load_id=load_id)


def keep_intelligence(written: Writing, rows: pa.Table, load_id: str) -> tuple[int, int, int]:
    """Store intelligence items; return how many could not be used, are new, and were changed."""
    checked = written.table_over(
        "force_rows/intelligence_checked", rows, today=clock.calendar_day()
    )
    bad = written.change_over("loads/load_quarantine", checked, load_id=load_id)
    placed = places.placed(written, checked)
    known = written.table_over("force_rows/intelligence_known", placed)
    changed = sum(row["is_changed"] for row in known.to_pylist())
    stored = written.change_over(
        "force_rows/insert_intelligence", placed, known, load_id=load_id, zone=clock.zone().key
    )
    written.change("force_rows/outdate_reasons", load_id=load_id)
    return bad, stored - changed, changed


def keep_searches(written: Writing, rows: pa.Table, load_id: str) -> tuple[int, int, int]:
    """Store stop-searches; return how many could not be used, are new, and were changed (none)."""
    checked = written.table_over("force_rows/searches_checked", rows)
    written.change_over("loads/load_copies", checked)
    covered.count_searches(written, checked)
    placed = places.placed(written, checked)
    return 0, written.change_over("force_rows/insert_searches", placed, load_id=load_id), 0
