"""Residents per area from a CSV: one column of area codes, one of residents.

They are written onto loaded places.
"""

import re
from collections.abc import Iterator

import pyarrow as pa

from patrolqr.core.errors import FileUnreadable
from patrolqr.readers import tables
from patrolqr.readers.columns import is_code_name, is_residents_name, whole_number
from patrolqr.readers.fitting import is_moment
from patrolqr.readers.opening import Contents
from patrolqr.readers.source import Batch, Broken, Choice, Reader, Source
from patrolqr.readers.tables import Peek, Table

SAMPLE = "lsoa21_code,lsoa21_name,total_residents\nE01029345,Cannock Chase 003A,2000\n"


LOOKED_AT = 50
"""Values of a column by which it is told whether it holds dates."""

AREAS = re.compile(
    r"(lsoa|msoa|oa|output|ward|beat|area|neighbourhood|sector|zone|gss|geography|geo|wd|lad|ltla|place|cell)",
    re.IGNORECASE,
)
"""Words in the name of a column of areas' codes."""

CODE = re.compile(r"(?=.*[A-Za-z])(?=.*\d)[\w./-]{2,20}")
"""What a code of an area looks like where its column's name does not say so: letters and digits."""


def recognises(head: bytes) -> bool:
    """Return whether the header has a column of codes and one of residents, and what stands in the
    first looks like areas' codes: each once, and no dates beside. Whether they are known places, the
    store says.
    """
    shown = tables.peek(head)
    found = _columns(list(shown.columns), Choice()) if shown else None
    if shown is None or found is None:
        return False
    codes = shown.values(found[0])
    once = len(set(codes)) == len(codes)
    named = bool(AREAS.search(found[0]))
    return once and (named or all(map(CODE.fullmatch, codes))) and not _has_times(shown)


def _has_times(shown: Peek) -> bool:
    """Return whether some column holds dates: people are counted in areas, incidents on days."""
    for column in shown.columns:
        given = shown.values(column)[:LOOKED_AT]
        if given and not all(map(str.isdecimal, given)) and all(map(is_moment, given)):
            return True
    return False


def source(contents: Contents, choice: Choice) -> Source:
    """Return the population file as a Source; the first column of codes names the area."""
    table = tables.open_table(contents)
    found = _columns(list(table.columns), choice)
    if found is None:
        there = ", ".join(table.columns)
        raise FileUnreadable(
            f"{contents.name} needs a column of area codes and one of residents; it has {there}."
        )
    return Source(
        contents.name,
        "residents",
        lambda: _batches(table, found),
        table.digest,
        notes=table.notes.said,
    )


def _columns(names: list[str], choice: Choice) -> tuple[str, str] | None:
    """Return the columns of the area's code and of its residents."""
    code = choice.id or next((name for name in names if is_code_name(name)), None)
    residents = choice.population or next((name for name in names if is_residents_name(name)), None)
    return (
        (code, residents) if code in names and residents in names and code and residents else None
    )


def _batches(table: Table, found: tuple[str, str]) -> Iterator[Batch]:
    for batch in table.batches():
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
