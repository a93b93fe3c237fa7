"""data.police.uk street-level crime files: 12 published columns in any order, with or without a
byte order mark.
"""

from collections.abc import Iterator

from patrolqr.core.errors import FileUnreadable
from patrolqr.readers import lines
from patrolqr.readers.opening import Contents
from patrolqr.readers.source import COLUMNS, Batch, Choice, Reader, Source

PUBLISHED = {
    "Crime ID": "reference",
    "Month": "month",
    "Reported by": "reported_by",
    "Falls within": "falls_within",
    "Longitude": "longitude",
    "Latitude": "latitude",
    "Location": "location",
    "LSOA code": "small_area_id",
    "LSOA name": "small_area_name",
    "Crime type": "category",
    "Last outcome category": "outcome",
    "Context": "context",
}
"""Column as published → column of a batch."""

ENOUGH = 6
"""Published columns in a header by which a file counts as meant to be a street file."""

TELLING = ("Outcome type", "Object of search")
"""Columns of the two sister files, which are no street files."""

SAMPLE = (
    ",".join(PUBLISHED) + "\n"
    "4f0c,2025-01,Staffordshire Police,Staffordshire Police,-2.028815,52.690212,On or near Market Square,"
    "E01029345,Cannock Chase 003A,Burglary,Under investigation,\n"
)


def recognises(head: bytes) -> bool:
    """Return whether the header has enough of the published columns and none of a sister file."""
    columns = {lines.same(column) for column in lines.columns_of(head)}
    known = {lines.same(column) for column in PUBLISHED}
    return len(columns & known) >= ENOUGH and not columns & {
        lines.same(column) for column in TELLING
    }


def source(contents: Contents, choice: Choice) -> Source:
    """Return the street file as a Source; FileUnreadable names the columns it lacks."""
    head = contents.head()
    names = _names(contents.name, lines.header(contents.name, head))
    if not head.replace(b"\r", b"\n").partition(b"\n")[2].strip():
        raise FileUnreadable(f"{contents.name} has a header and no rows: nothing to load.")
    return Source(
        contents.name, "incidents", lambda: _batches(contents, names), lambda: contents.sha256
    )


def _batches(contents: Contents, names: list[str]) -> Iterator[Batch]:
    return lines.ahead(lines.batches(contents, names, COLUMNS["incidents"][1:]))


def _names(file_name: str, header: list[str]) -> list[str]:
    """Return the batch's name of each column of the header.

    Others keep a name that cannot clash.
    """
    ours = {lines.same(published): name for published, name in PUBLISHED.items()}
    names = [ours.get(lines.same(column), f"other {place}") for place, column in enumerate(header)]
    missing = [published for published, name in PUBLISHED.items() if name not in names]
    if missing:
        raise FileUnreadable(
            f"{file_name} lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)} "
            "of a data.police.uk street file. Load the file as the site gives it."
        )
    return names


READER = Reader(
    "data.police.uk street files (.csv, .csv.gz or the site's .zip)", recognises, source, SAMPLE
)
