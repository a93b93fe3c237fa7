"""A table whose columns are mapped, as a Source: guessed, or as it was confirmed before."""

from collections import abc
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import pyarrow as pa
import pyarrow.compute as pc

from patrolqr.core.errors import FileUnreadable
from patrolqr.readers import guessing, lines, questions, tables, typed
from patrolqr.readers.mapping import CALLED, DayOrder, Guess, Mapping, TableKind, fingerprint
from patrolqr.readers.opening import Contents
from patrolqr.readers.source import Batch, Choice, Source, SourceKind
from patrolqr.readers.tables import Table

SOURCE_KINDS: dict[TableKind, SourceKind] = {
    "incidents": "dated incidents",
    "calls": "calls",
    "intelligence": "intelligence",
    "stop_searches": "stop_searches",
    "patrol_logs": "patrol_logs",
}

AHEAD = 10
"""Batches read in advance: half a million typed rows, as many as are stored together."""

SHOWN = 10
"""Rows kept as they are written, for whoever says which column is which."""

UNCONFIRMED = "which of its columns is what has to be confirmed first"
"""Why a table that was guessed is not loaded yet."""


def source(
    contents: Contents,
    choice: Choice,
    *,
    kind: TableKind | None = None,
    given: abc.Mapping[str, str] | None = None,
    fixed: bool = False,
    force: str = "",
    system: str = "",
) -> Source:
    """Return the table as a Source; FileUnreadable says which columns it has if none can be told.

    A `fixed` format needs nobody's confirmation. `system` is what the rows come from, where the
    format says it; otherwise it is called like the file.
    """
    table = tables.open_table(contents)
    sample = table.sample()
    if not sample.num_rows:
        raise FileUnreadable(f"{contents.name} has a header and no rows: nothing to load.")
    known = choice.mapping or choice.known.get(fingerprint(table.columns))
    _refuse_lacking(table, choice.mapping)
    found = guessing.guess(
        sample,
        known=known,
        kind=kind or choice.table,
        given=given,
        source=system or contents.name,
        is_told=choice.table is not None,
    )
    if found is None:
        raise FileUnreadable(_unclear(table, kind))
    ordered = _ordered(table, sample, found.mapping) if found.known else None
    found = _decided(table, found)
    if fixed and not found.known and force:
        found = replace(found, mapping=replace(found.mapping, force=force))
    return _source(
        table,
        found,
        ordered or found.mapping,
        written=sample.slice(0, SHOWN),
        confirmed=found.known or fixed,
    )


def _source(
    table: Table, found: Guess, read_by: Mapping, *, written: pa.Table, confirmed: bool
) -> Source:
    def batches() -> Iterator[Batch]:
        # one thread splits the next rows while others read what stands in these
        return lines.each(table.batches(), lambda batch: typed.rows(batch, read_by))

    return Source(
        table.name,
        SOURCE_KINDS[found.mapping.kind],
        lambda: lines.ahead(batches(), most=AHEAD),
        table.digest,
        why="" if confirmed else UNCONFIRMED,
        notes=table.notes.said,
        guess=found,
        confirmed=confirmed,
        written=written.drop_columns("line"),
    )


def _decided(table: Table, found: Guess) -> Guess:
    """Return the guess with the order of day and month decided by all of the file, if it can be."""
    if all(question.setting != "day_order" for question in found.open_questions):
        return found
    order, still_open = questions.day_order(_dates(table, found.mapping))
    if still_open:
        return found
    others = tuple(one for one in found.open_questions if one.setting != "day_order")
    return replace(found, mapping=replace(found.mapping, day_order=order), open_questions=others)


def _ordered(table: Table, sample: pa.Table, known: Mapping) -> Mapping:
    """Return a mapping that was confirmed before, with the order of day and month that this file's own
    dates prove; the table's notes say where it is the other one, and where nothing proves it.
    """
    first = {"day first": "the day", "month first": "the month"}
    found = questions.proof(_dates_of(sample, known))
    if found.shown and not (found.day_first or found.month_first):
        found = questions.proof(_dates(table, known))
    said = table.notes.standing
    confirmed = first[known.day_order]
    if found.day_first and found.month_first:
        said.append(
            f"dates are written both ways ({found.day_first} and {found.month_first}): read with "
            f"{confirmed} first, as was confirmed"
        )
        return known
    if found.shown and not (found.day_first or found.month_first):
        said.append(
            f"no date shows whether the day or the month comes first: read with {confirmed} first, "
            "as was confirmed"
        )
    proven: DayOrder = "day first" if found.day_first else "month first"
    if not (found.day_first or found.month_first) or proven == known.day_order:
        return known
    said.append(
        f"its dates begin with {first[proven]} ({found.day_first or found.month_first}) and were "
        f"read so, although {confirmed} first was confirmed"
    )
    return replace(known, day_order=proven)


def _dates_of(rows: pa.Table, mapping: Mapping) -> Iterator[str]:
    for name in questions.dates(mapping):
        yield from (each.strip() for each in pc.unique(rows[name]).to_pylist() if each)


def _dates(table: Table, mapping: Mapping) -> Iterator[str]:
    for batch in table.batches():
        yield from _dates_of(batch.rows, mapping)


def _refuse_lacking(table: Table, mapping: Mapping | None) -> None:
    lacking = mapping.lacks(table.columns) if mapping else []
    if lacking:
        raise FileUnreadable(
            f"{table.name} has no column {', '.join(lacking)}, which the mapping names. "
            f"It has {', '.join(table.columns)}."
        )
    needed = [" or ".join(one_of) for one_of in mapping.needs()] if mapping else []
    if needed:
        raise FileUnreadable(
            f"{table.name} could bring no usable row: the mapping names no column for "
            f"{', nor for '.join(needed)}. It has {', '.join(table.columns)}."
        )


def _unclear(table: Table, kind: TableKind | None) -> str:
    kinds = [kind] if kind else list(get_args(TableKind))
    return (
        f"{table.name} has the columns {', '.join(table.columns)}, by which nobody can tell "
        f"{' or '.join(CALLED[one] for one in kinds)}. Name the columns in a mapping."
    )
