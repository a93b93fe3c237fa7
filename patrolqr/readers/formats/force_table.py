"""Any table of the force's own: incidents, calls, intelligence, stop-searches, patrol logs.

It is asked last: what a format with a fixed header takes never comes here.
"""

from patrolqr.readers import guessing, mapped, tables
from patrolqr.readers.opening import Contents
from patrolqr.readers.source import Choice, Reader, Source

SAMPLE = (
    "Crime Ref,Offence,Date From,Time From,Date To,Time To,Easting,Northing,Beat Code,Location\n"
    "22/1234/26,Burglary Dwelling,23/11/2026,18:00,24/11/2026,07:30,398100,310050,CA01,1 EXAMPLE STREET\n"
)


def recognises(head: bytes) -> bool:
    """Return whether it is a table by whose columns its kind can be told."""
    found = tables.peek(head)
    if found is None:
        return False
    return guessing.guess(guessing.of_rows(found.columns, found.rows)) is not None


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
