"""Measures one size: pages' queries, a phone, start, backup and one more file; and tells how it grows."""

import shutil
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TypedDict

import numpy as np
import pandas as pd

from patrolqr import readers
from patrolqr.store import Session, Store, backups
from patrolqr.store.ids_met import IdsMet
from patrolqr.store.loads import load
from tests.benchmarks.growth import pages
from tests.benchmarks.growth.calls import Call, Taken, taken
from tests.builders import grown_force, street
from tests.conftest import TESTS

START, IDS_MET, BACKUP = "start", "ids met, before the first log", "backup"

FILE_ROWS = 1_000
LOAD = f"load of {FILE_ROWS:,} rows more"

STATEMENT = "statement"
"""Kind of a row that is about one statement of a page; the page's own row is their sum."""


class Row(TypedDict):
    """One thing measured at one size: seconds waited, and of the processors, at best."""

    what: str
    kind: str
    size: int
    seconds: float
    processor_s: float


def measure(asked: Mapping[str, list[Call]], size: int, folder: Path) -> Iterator[Row]:
    """Make a force of that size in the folder and measure it; the folder is gone afterwards."""
    data = grown_force.keep_in(folder / "data", size)
    yield _row(START, "store", size, taken(lambda: Store(data, real=True).close()))
    store = Store(data, real=True)
    session = Session(store, TESTS)
    try:
        for page, calls in asked.items():
            yield from _of_calls(session, page, calls, size)
        yield from _of_phone(session, size)
        yield _row(IDS_MET, "store", size, taken(lambda: IdsMet().read(session)))
        target = folder / "copy.duckdb"
        yield _row(BACKUP, "store", size, taken(lambda: backups.make(session, target), rounds=3))
        yield _row(LOAD, "store", size, _one_more_file(session, folder))
    finally:
        store.close()
        shutil.rmtree(folder)


def _row(what: str, kind: str, size: int, took: Taken) -> Row:
    return Row(what=what, kind=kind, size=size, seconds=took.seconds, processor_s=took.processor_s)


def _of_calls(session: Session, page: str, calls: list[Call], size: int) -> Iterator[Row]:
    """Return a row for the page and one for each of its statements, all its askings together."""
    took: dict[str, list[Taken]] = {}
    for call in calls:
        took.setdefault(call.query, []).append(taken(lambda: call.ask(session)))  # noqa: B023  at once
    sums = {query: _together(each) for query, each in took.items()}
    yield _row(page, "page", size, _together(list(sums.values())))
    for query, each in sums.items():
        yield _row(f"{page}: {query}", STATEMENT, size, each)


def _together(several: list[Taken]) -> Taken:
    return Taken(sum(each.seconds for each in several), sum(each.processor_s for each in several))


def _of_phone(session: Session, size: int) -> Iterator[Row]:
    acts = pages.of_phone(session)
    for number, (name, act) in enumerate(acts.items()):
        yield _row(name, "phone", size, taken(act, rounds=1 if number == 0 else 5))


def _one_more_file(session: Session, folder: Path) -> Taken:
    months = iter(range(1, 4))

    def one_load() -> None:
        (source,) = readers.read(_street_file(folder, f"2026-{next(months):02d}"))
        assert load(session, source).new == FILE_ROWS

    return taken(one_load, rounds=3)


def _street_file(folder: Path, month: str) -> Path:
    rows = [
        street.row(Crime_ID=sha256(f"{month} {number}".encode()).hexdigest(), Month=month)
        for number in range(FILE_ROWS)
    ]
    return street.write(folder, *rows, name=f"{month}-staffordshire-street.csv")


def with_exponents(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with the exponent from the size before: 1 is ten times as long for ten times as
    much. By the processors' seconds, which other work on the machine does not lengthen.
    """
    rows = rows.sort_values(["kind", "what", "size"], kind="stable")
    before = rows.groupby("what", sort=False)[["size", "processor_s"]].shift()
    longer = np.log(rows["processor_s"] / before["processor_s"])
    return rows.assign(exponent=(longer / np.log(rows["size"] / before["size"])).round(2))


def as_text(rows: pd.DataFrame) -> str:
    """Return the table as people read it: a line per thing, a pair of seconds per size, the exponents."""
    wide = rows.pivot_table(
        index=["kind", "what"], columns="size", values=["seconds", "processor_s", "exponent"]
    )
    ordered = wide.sort_values(("processor_s", rows["size"].max()), ascending=False)
    return ordered.sort_index(level="kind", sort_remaining=False).round(3).to_string(na_rep="")
