"""Known incidents, and the tables of any force that hold them: names, orders, encodings, formats."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
from openpyxl import Workbook
from pyarrow import parquet

from patrolqr import readers
from patrolqr.readers.source import Broken, Choice
from tests.readers.test_contract import upload

LONDON = ZoneInfo("Europe/London")

HEADER = (
    *(
        "Crime Ref",
        "Offence",
        "Date From",
        "Time From",
        "Date To",
        "Time To",
        "Easting",
        "Northing",
    ),
    *("Beat Code", "Location"),
)
ROWS = tuple(
    tuple(line.split(","))
    for line in (
        "22/1234/26,Burglary Dwelling,23/11/2026,18:00,24/11/2026,07:30,398100,310050,CA01,1 Example Street",
        "22/1235/26,ASB,24/11/2026,21:05,24/11/2026,21:05,398200,310150,CA02,Café Rouge",
        "22/1236/26,Robbery,24/11/2026,23:40,25/11/2026,00:10,398300,310250,CA01,3 Example Street",
    )
)


def separated(
    rows: Sequence[Sequence[str]] = ROWS,
    *,
    header: Sequence[str] = HEADER,
    separator: str = ",",
    encoding: str = "utf-8",
    line_end: str = "\n",
    quoting: int = csv.QUOTE_MINIMAL,
    lead: str = "",
) -> bytes:
    """Return a separated text's bytes."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator=line_end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([header, *rows])
    return (lead + text.getvalue()).encode(encoding)


def workbook(
    rows: Sequence[Sequence[Any]] = ROWS, *, header: Sequence[str] = HEADER, lead: int = 0
) -> bytes:
    """Return an Excel workbook's bytes."""
    book = Workbook()
    sheet = book.active
    for _ in range(lead):
        sheet.append(["Crimes of the night"])
    for row in (header, *rows):
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parquet_file(rows: Sequence[Sequence[Any]] = ROWS, *, header: Sequence[str] = HEADER) -> bytes:
    """Return a Parquet file's bytes."""
    out = io.BytesIO()
    columns = dict(zip(header, map(list, zip(*rows, strict=True)), strict=True))
    parquet.write_table(pa.table(columns), out)
    return out.getvalue()


def zipped(content: bytes, name: str = "export.csv") -> bytes:
    """Return a zip with one file in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


def read(
    content: bytes, *, choice: Choice | None = None, name: str = "export.csv"
) -> tuple[readers.Source, list[dict[str, Any]], list[Broken]]:
    """Return the Source, its rows and its broken rows; nothing gets lost between them."""
    (source,) = readers.read(upload(content, name), choice=choice)
    batches = list(source.batches())
    rows = [row for batch in batches for row in batch.rows.to_pylist()]
    return source, rows, [row for batch in batches for row in batch.broken]


def at(text: str, zone: ZoneInfo = LONDON) -> datetime:
    """Return the instant of a time on the wall clock: 2026-11-24 21:05."""
    return datetime.fromisoformat(text).replace(tzinfo=zone)
