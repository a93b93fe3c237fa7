"""Columns and types of the kinds of rows that a mapped table gives."""

import pyarrow as pa

from patrolqr.core.form.from_table import ANSWERED

INSTANT = pa.timestamp("us", "UTC")
TEXT = pa.string()

INCIDENTS = pa.schema(
    {
        "line": pa.int64(),
        "reference": TEXT,
        "occurred_from": INSTANT,  # null where only the day is known
        "occurred_to": INSTANT,
        "first_day": pa.date32(),  # calendar days by the force's wall clock, always known
        "last_day": pa.date32(),
        "precision": TEXT,  # "minute", or "day" where the hour is not known
        "doubt": TEXT,  # what was not certain about the times, in a sentence
        "reported_at": INSTANT,
        "type": TEXT,  # data.police.uk's word; null where the mapping has none
        "force_type": TEXT,
        "longitude": pa.float64(),
        "latitude": pa.float64(),
        "easting": pa.float64(),  # as written; null where degrees were written
        "northing": pa.float64(),
        "location": TEXT,
        "place_code": TEXT,
        "neighbourhood": TEXT,
        "outcome": TEXT,
        "origin": TEXT,
        "words": TEXT,
        "grade": TEXT,
        "force": TEXT,
        "source": TEXT,
    }
)
"""Incidents and calls; text is "" where nothing is written, never null but for type and doubt."""

INTELLIGENCE = pa.schema(
    {
        "line": pa.int64(),
        "reference": TEXT,
        "dated_at": INSTANT,  # null where only the day is known
        "dated_day": pa.date32(),
        "doubt": TEXT,
        "text": TEXT,
        "sanitised_text": TEXT,
        "grade": TEXT,  # as written, also 5x5x5
        "source_grade": TEXT,  # 1 to 3; "" where the grade is no 3x5x2
        "information_grade": TEXT,  # A to E
        "handling": TEXT,  # P or C
        "conditions": TEXT,
        "expires_day": pa.date32(),
        "place": TEXT,
        "longitude": pa.float64(),
        "latitude": pa.float64(),
        "easting": pa.float64(),
        "northing": pa.float64(),
        "neighbourhood": TEXT,
        "force": TEXT,
        "source": TEXT,
    }
)

STOP_SEARCHES = pa.schema(
    {
        "line": pa.int64(),
        "kind": TEXT,
        "searched_at": INSTANT,
        "searched_day": pa.date32(),
        "doubt": TEXT,
        "part_of_operation": pa.bool_(),
        "operation": TEXT,
        "longitude": pa.float64(),
        "latitude": pa.float64(),
        "easting": pa.float64(),
        "northing": pa.float64(),
        "gender": TEXT,
        "age_range": TEXT,
        "self_defined": TEXT,
        "officer_defined": TEXT,
        "legislation": TEXT,
        "object": TEXT,
        "outcome": TEXT,
        "linked": pa.bool_(),
        "more_clothing": pa.bool_(),
        "force": TEXT,
        "source": TEXT,
    }
)

ANSWERS = {
    "instant": INSTANT,
    "count": pa.int64(),
    "yes_no": pa.bool_(),
    "number": pa.float64(),
    "day": pa.date32(),
}
"""Kind of a question → the type of its column; all others are text."""

PATROL_LOGS = pa.schema(
    {
        "line": pa.int64(),
        "identity": TEXT,  # what makes the submission that submission, through all its edits
        "submission_id": TEXT,
        "edited_at": INSTANT,
        "started_at": INSTANT,  # when the form was opened
        "ended_at": INSTANT,  # when it was sent
        "doubt": TEXT,
        "area": TEXT,  # in the words of the form; confirmed synonyms match it in the store
        "team": TEXT,
        "sent_by": TEXT,
        "minutes": pa.int64(),
        **{each.name: ANSWERS.get(each.kind, TEXT) for each in ANSWERED},
        "answers": TEXT,  # JSON: every question as the file has it → its answer, a list where several
        "row": TEXT,  # JSON: every cell of the row by its column, people's addresses left out
        "force": TEXT,
        "source": TEXT,
    }
)
