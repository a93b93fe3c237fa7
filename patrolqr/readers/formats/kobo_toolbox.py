"""KoboToolbox submissions, with a semicolon or a comma: `_id` is one submission through all its edits,
which change `_uuid`.
"""

from patrolqr.readers import mapped, tables
from patrolqr.readers.opening import Contents
from patrolqr.readers.source import Choice, Reader, Source

SAMPLE = (
    '"start";"end";"area";"people_engaged";"_id";"_uuid";"_submission_time";"_validation_status";"_notes";"_status";'
    '"_submitted_by";"__version__";"_tags";"_index"\n'
    '"2026-11-24T21:02:00.000+00:00";"2026-11-24T21:05:00.000+00:00";"market_square";"3";"101";"u-1";'
    '"2026-11-24T21:05:10";"";"";"submitted_via_web";"";"v1";"";"1"\n'
)

OWN = {
    "submission_id": ("_id", "_uuid"),
    "started": ("start",),
    "ended": ("end", "_submission_time"),
    "sent_by": ("_submitted_by",),
}
"""Field → the platform's own columns, the likeliest first."""


def recognises(head: bytes) -> bool:
    """Return whether the header has the platform's own columns."""
    found = tables.peek(head)
    return found is not None and {"_uuid", "_submission_time"} <= set(found.columns)


def source(contents: Contents, choice: Choice) -> Source:
    """Return the submissions as patrol logs."""
    found = tables.peek(contents.head())
    columns = found.columns if found else ()
    given = {
        field: next(name for name in names if name in columns)
        for field, names in OWN.items()
        if set(names) & set(columns)
    }
    return mapped.source(contents, choice, kind="patrol_logs", given=given, system="KoboToolbox")


READER = Reader("KoboToolbox submissions (.csv or .xlsx)", recognises, source, SAMPLE)
