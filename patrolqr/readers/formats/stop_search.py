"""data.police.uk stop-and-search files: 15 published columns, times to the minute, points snapped."""

import re

from patrolqr.readers import mapped, tables
from patrolqr.readers.mapping import normal
from patrolqr.readers.opening import Contents
from patrolqr.readers.source import Choice, Reader, Source

PUBLISHED = {
    "Type": "kind",
    "Date": "searched",
    "Part of a policing operation": "part_of_operation",
    "Policing operation": "operation",
    "Latitude": "latitude",
    "Longitude": "longitude",
    "Gender": "gender",
    "Age range": "age_range",
    "Self-defined ethnicity": "self_defined",
    "Officer-defined ethnicity": "officer_defined",
    "Legislation": "legislation",
    "Object of search": "object",
    "Outcome": "outcome",
    "Outcome linked to object of search": "linked",
    "Removal of more than just outer clothing": "more_clothing",
}
"""Column as published → field of the mapping."""

ENOUGH = 12
"""Published columns by which a file counts as the site's; with fewer it is a table of the force's own."""

SAMPLE = (
    ",".join(PUBLISHED) + "\n"
    "Person search,2020-02-01T10:10:00+00:00,,,52.893005,-1.430930,Male,over 34,"
    "White - English/Welsh/Scottish/Northern Irish/British,White,Misuse of Drugs Act 1971 (section 23),"
    "Controlled drugs,Arrest,False,False\n"
)

_FILE = re.compile(r"\d{4}-\d{2}-(.+?)-stop-and-search")


def recognises(head: bytes) -> bool:
    """Return whether the header has nearly all of the published columns."""
    found = tables.peek(head)
    return found is not None and len(_given(found.columns)) >= ENOUGH


def source(contents: Contents, choice: Choice) -> Source:
    """Return the stop-searches as a Source; the force is taken from the site's file name."""
    found = tables.peek(contents.head())
    named = _FILE.match(contents.name)
    force = named[1].replace("-", " ").title() if named else ""
    return mapped.source(
        contents,
        choice,
        kind="stop_searches",
        given=_given(found.columns) if found else {},
        fixed=True,
        force=force,
    )


def _given(columns: tuple[str, ...]) -> dict[str, str]:
    ours = {normal(published): field for published, field in PUBLISHED.items()}
    return {ours[normal(column)]: column for column in columns if normal(column) in ours}


READER = Reader("data.police.uk stop-and-search files", recognises, source, SAMPLE)
