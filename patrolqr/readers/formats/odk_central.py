"""ODK Central submissions: KEY is one submission through all its edits."""

from patrolqr.readers import mapped, tables
from patrolqr.readers.opening import Contents
from patrolqr.readers.source import Choice, Reader, Source

SAMPLE = (
    "SubmissionDate,meta-instanceID,area,engagements,stop_searches,arrests,notes,KEY,SubmitterID,SubmitterName,"
    "AttachmentsPresent,AttachmentsExpected,Status,ReviewState,DeviceID,Edits,FormVersion\n"
    "2026-11-24T21:05:00.000Z,uuid:1,market_square,3,1,0,All quiet,uuid:1,5,Example,0,0,,,,0,1\n"
)

OWN = {"submission_id": "KEY", "ended": "SubmissionDate", "sent_by": "SubmitterName"}
"""Field → the platform's own column."""


def recognises(head: bytes) -> bool:
    """Return whether the header has the platform's own columns."""
    found = tables.peek(head)
    return found is not None and {"KEY", "SubmissionDate"} <= set(found.columns)


def source(contents: Contents, choice: Choice) -> Source:
    """Return the submissions as patrol logs."""
    found = tables.peek(contents.head())
    columns = found.columns if found else ()
    given = {field: name for field, name in OWN.items() if name in columns}
    return mapped.source(contents, choice, kind="patrol_logs", given=given, system="ODK Central")


READER = Reader("ODK Central submissions (.csv)", recognises, source, SAMPLE)
