"""Microsoft Forms, as CSV or as the workbook: ID, start, completion, e-mail, name, then a column per
question.

Its own columns are translated with the person's language, so that their values count, not their names.
"""

from patrolqr.readers import mapped, submissions, tables, values
from patrolqr.readers.opening import Contents
from patrolqr.readers.source import Choice, Reader, Source
from patrolqr.readers.tables import Peek
from patrolqr.readers.values import Moment

SAMPLE = (
    "ID,Start time,Completion time,Email,Name,Last modified time,Which patrol area?,"
    '"What did you do? (tick all, please)",How many minutes?\n'
    "1,11/24/26 21:02:00,11/24/26 21:05:00,anonymous,,,Market Square,Foot patrol;Engaged;,15\n"
)

OWN = 5
"""Columns of the platform's own before the first question."""


def recognises(head: bytes) -> bool:
    """Return whether the first columns are a number, two times and an e-mail, and questions follow."""
    found = tables.peek(head)
    return found is not None and len(found.columns) > OWN and _is_form(found)


def source(contents: Contents, choice: Choice) -> Source:
    """Return the submissions as patrol logs."""
    found = tables.peek(contents.head())
    assert found is not None
    own = ("submission_id", "started", "ended", "", "sent_by")
    given = {field: name for field, name in zip(own, found.columns, strict=False) if field}
    if _are_moments(found, OWN) and found.values(found.columns[OWN]):
        given["edited"] = found.columns[OWN]
    return mapped.source(
        contents, choice, kind="patrol_logs", given=given, system=submissions.NUMBERED_BY_FORM
    )


def _is_form(found: Peek) -> bool:
    number, address = found.columns[0], found.columns[3]
    numbers, addresses = found.values(number), found.values(address)
    return (
        bool(numbers)
        and number.casefold() == "id"
        and all(value.removesuffix(".0").isdecimal() for value in numbers)
        and _are_moments(found, 1)
        and _are_moments(found, 2)
        and all("@" in value or value.casefold().startswith("anon") for value in addresses)
    )


def _are_moments(found: Peek, place: int) -> bool:
    return all(
        any(isinstance(values.moment(value, first), Moment) for first in (True, False))
        for value in found.values(found.columns[place])
    )


READER = Reader("Microsoft Forms submissions (.csv or .xlsx)", recognises, source, SAMPLE)
