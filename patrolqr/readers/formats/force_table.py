"""Any table of the force's own: incidents, calls, intelligence, stop-searches, patrol logs.

It is asked last: what a format with a fixed header takes never comes here.
"""

from patrolqr.readers import guessing, mapped, tables
from patrolqr.readers.mapping import Guess
from patrolqr.readers.opening import Contents
from patrolqr.readers.source import Choice, Reader, Source

SAMPLE = (
    "Crime Ref,Offence,Date From,Time From,Date To,Time To,Easting,Northing,Beat Code,Location\n"
    "22/1234/26,Burglary Dwelling,23/11/2026,18:00,24/11/2026,07:30,398100,310050,CA01,1 EXAMPLE STREET\n"
)


def recognises(head: bytes) -> bool:
    """Return whether it is a table that says when something was."""
    return _guess(head) is not None


def is_clear(head: bytes) -> bool:
    """Return whether its headings tell what such a table holds."""
    found = _guess(head)
    return found is not None and found.is_clear


def _guess(head: bytes) -> Guess | None:
    found = tables.peek(head)
    return guessing.guess(guessing.of_rows(found.columns, found.rows)) if found else None


def source(contents: Contents, choice: Choice) -> Source:
    """Return the table as a Source, mapped as guessed or as confirmed."""
    return mapped.source(contents, choice)


READER = Reader(
    "tables of the force's own incidents, calls, intelligence, stop-searches or patrol logs "
    "(.csv, .tsv, .xlsx, .parquet)",
    recognises,
    source,
    SAMPLE,
    asked_last=True,
)
