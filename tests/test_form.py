"""The form: what was sent is a log or a sentence, never a crash and never something else than was sent."""

import json
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.errors import LogTooLarge, LogWrong, PatrolError
from patrolqr.form import FIELDS, parse

ID = str(uuid.uuid4())

WILD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([field.name for field in FIELDS]), WILD))
def test_anything_sent_is_either_a_log_or_a_sentence(sent: dict[str, object]) -> None:
    try:
        log = parse({"log_id": ID, **sent})
    except PatrolError as problem:
        assert problem.sentence.endswith(".")
    else:
        assert set(log.values) == {field.name for field in FIELDS}
        assert json.loads(log.document).keys() == {"log_id", *sent}


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"log_id": "none"}, "no valid number of its own"),
        ({"engagements": -1}, "whole number from 0"),
        ({"engagements": 1.5}, "whole number from 0"),
        ({"engagements": True}, "whole number from 0"),
        ({"arrests": 101}, "from 0 to 100"),
        ({"arrived_at": "yesterday"}, "is not a time"),
        ({"arrived_at": "2026-11-24T21:00:00"}, "between 2020 and 2100"),
        ({"arrived_at": "1970-01-01T00:00:00Z"}, "between 2020 and 2100"),
        ({"left_at": "2100-01-01T00:00:00Z"}, "between 2020 and 2100"),
        ({"saw": ["a"]}, "must be text"),
        ({"saw": "x" * 4001}, "4001 characters; 4000 fit"),
        ({"arrived_at": "2026-11-24T21:00:00Z", "left_at": "2026-11-24T20:59:00Z"}, "leaving is before"),
    ],
)
def test_what_cannot_be_a_log_is_answered_with_a_sentence(sent: dict[str, object], sentence: str) -> None:
    with pytest.raises(LogWrong, match=sentence):
        parse({"log_id": ID, **sent})


def test_a_log_of_ten_megabytes_is_too_large() -> None:
    with pytest.raises(LogTooLarge, match="larger than"):
        parse({"log_id": ID, "saw": "x" * 10_000_000})


def test_lone_surrogates_and_nulls_are_stored_as_something_readable() -> None:
    assert parse({"log_id": ID, "saw": "a\ud800b\x00c"}).values["saw"] == "a?bc"


def test_the_same_content_has_the_same_digest_however_it_is_written() -> None:
    one = parse({"log_id": ID, "arrived_at": "2026-11-24T21:00:00+00:00", "engagements": "2", "saw": "a\r\nb "})
    other = parse({"log_id": ID, "arrived_at": "2026-11-24T22:00:00+01:00", "engagements": 2, "saw": "a\nb"})
    assert one.digest == other.digest
