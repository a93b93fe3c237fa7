"""Residents per area from a CSV: one column of area codes, one of residents.

They are written onto loaded places.
"""

import re
from collections.abc import Iterator

import pyarrow as pa

from patrolqr.core.errors import FileUnreadable
from patrolqr.readers import lines
from patrolqr.readers.columns import is_code_name, is_residents_name, whole_number
from patrolqr.readers.opening import Contents
from patrolqr.readers.source import Batch, Broken, Choice, Reader, Source

SAMPLE = "lsoa21_code,lsoa21_name,total_residents\nE01029345,Cannock Chase 003A,2000\n"


def recognises(head: bytes) -> bool:
    """Return whether the header has a column of codes and one of residents."""
    return _columns(lines.columns_of(head), Choice()) is not None


def source(contents: Contents, choice: Choice) -> Source:
    """Return the population file as a Source; the first column of codes names the area."""
    names = lines.header(contents.name, contents.head())
    found = _columns(names, choice)
    if found is None:
        there = ", ".join(names)
        raise FileUnreadable(
            f"{contents.name} needs a column of area codes and one of residents; it has {there}."
        )
    return Source(
        contents.name,
        "residents",
        lambda: _batches(contents, names, found),
        lambda: contents.sha256,
    )


def _columns(names: list[str], choice: Choice) -> tuple[str, str] | None:
    """Return the columns of the area's code and of its residents."""
    code = choice.id or next((name for name in names if is_code_name(name)), None)
    residents = choice.population or next((name for name in names if is_residents_name(name)), None)
    return (
        (code, residents) if code in names and residents in names and code and residents else None
    )


def _batches(contents: Contents, names: list[str], found: tuple[str, str]) -> Iterator[Batch]:
    for batch in lines.batches(contents, names, found):
        yield _numbers(batch, *found)


def _numbers(batch: Batch, code: str, residents: str) -> Batch:
    good: list[dict[str, object]] = []
    broken = list(batch.broken)
    for row in batch.rows.to_pylist():
        number = whole_number(re.sub(r"[,\s]", "", row[residents]))
        if number is None or not row[code]:
            content = f"{row[code]},{row[residents]}"
            broken.append(
                Broken(row["line"], "its code or its number of residents is missing", content)
            )
        else:
            good.append({"line": row["line"], "place_id": row[code], "residents": number})
    schema = pa.schema({"line": pa.int64(), "place_id": pa.string(), "residents": pa.int64()})
    return Batch(pa.Table.from_pylist(good, schema), tuple(broken))


READER = Reader("population tables (.csv: area code and residents)", recognises, source, SAMPLE)
