"""The form: what was sent is a log or a sentence, never a crash and never something else than was
sent.
"""

import hashlib
import json
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.core.errors import LogTooLarge, LogWrong, PatrolError
from patrolqr.core.form.log import parse
from patrolqr.core.form.questions import FIELDS, GROUPS

ID = str(uuid.uuid4())

WILD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


def test_the_reference_of_an_intelligence_report_is_read_as_an_action() -> None:
    """What a phone of 0.1.1 sends again is the log that version stored: its digest is the same."""
    log_id = "00000000-0000-4000-8000-000000000001"
    sent = {"log_id": log_id, "intelligence": "IR/7/26", "engagements": 2}
    log = parse(sent | {"arrest": [{"offence": "Drugs"}]})
    assert log.digest == "e5729c1dee8856bd0c6684d768268308ae34cfa5d28f15455c9c0b0ac7a3550e"
    told = {"kind": "Intelligence submitted", "seized": None, "reference": "IR/7/26"}
    assert (log.groups["action"], log.values["actions"]) == ([told], 1)
    corrected = parse({"log_id": log_id, "action": [told], "actions": 1})
    assert corrected.groups["action"] == [told]


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
        ({"arrived_lat": 91}, "a number from −90 to 90"),
        ({"left_lng": "west"}, "a number from −180 to 180"),
        ({"arrived_accuracy_m": float("nan")}, "a number from"),
        ({"arrived_lat": True}, "a number from"),
        ({"arrived_at": "yesterday"}, "is not a time"),
        ({"arrived_at": "2026-11-24T21:00:00"}, "between 2020 and 2100"),
        ({"arrived_at": "1970-01-01T00:00:00Z"}, "between 2020 and 2100"),
        ({"left_at": "2100-01-01T00:00:00Z"}, "between 2020 and 2100"),
        ({"saw": ["a"]}, "must be text"),
        ({"saw": "x" * 4001}, "4001 characters; 4000 fit"),
        (
            {"arrived_at": "2026-11-24T21:00:00Z", "left_at": "2026-11-24T20:59:00Z"},
            "leaving is before",
        ),
    ],
)
def test_what_cannot_be_a_log_is_answered_with_a_sentence(
    sent: dict[str, object], sentence: str
) -> None:
    with pytest.raises(LogWrong, match=sentence):
        parse({"log_id": ID, **sent})


def test_a_log_of_ten_megabytes_is_too_large() -> None:
    with pytest.raises(LogTooLarge, match="larger than"):
        parse({"log_id": ID, "saw": "x" * 10_000_000})


def test_lone_surrogates_and_nulls_are_stored_as_something_readable() -> None:
    assert parse({"log_id": ID, "saw": "a\ud800b\x00c"}).values["saw"] == "a?bc"


def test_the_same_content_has_the_same_digest_however_it_is_written() -> None:
    one = parse(
        {
            "log_id": ID,
            "arrived_at": "2026-11-24T21:00:00+00:00",
            "engagements": "2",
            "saw": "a\r\nb ",
        }
    )
    other = parse(
        {"log_id": ID, "arrived_at": "2026-11-24T22:00:00+01:00", "engagements": 2, "saw": "a\nb"}
    )
    assert one.digest == other.digest


SEARCH: dict[str, object] = {
    "power": "Misuse of Drugs Act 1971 (section 23)",
    "object": "Controlled drugs",
    "self_defined": "A1",
    "outcome": "A no further action disposal",
}
SECTION_60 = "Criminal Justice and Public Order Act 1994 (section 60)"

ANSWERS = st.sampled_from(
    [choice for group in GROUPS for each in group.fields for choice in each.choices]
)
ENTRIES = {
    group.name: st.lists(
        st.fixed_dictionaries({}, optional={each.name: WILD | ANSWERS for each in group.fields}),
        max_size=3,
    )
    for group in GROUPS
}


@given(
    st.fixed_dictionaries({}, optional={name: entries | WILD for name, entries in ENTRIES.items()})
)
def test_any_details_sent_are_typed_or_answered_with_a_sentence(sent: dict[str, object]) -> None:
    try:
        log = parse({"log_id": ID, **sent})
    except PatrolError as problem:
        assert problem.sentence.endswith(".")
    else:
        for group in GROUPS:
            entries = log.groups[group.name]
            assert all(entry.keys() == {each.name for each in group.fields} for entry in entries)
            assert (log.values[group.counter] or 0) >= len(entries)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"object": "Cannabis"}, "not on its list"),
        ({"object": ""}, "“Object of search” is not answered"),
        ({"power": ""}, "“Power” is not answered"),
        ({"self_defined": ""}, "ethnicity is missing” is not answered"),
        ({"self_defined": "NS"}, "ethnicity is missing” is not answered"),
        ({"body_worn": "No"}, "“Why body-worn video was off” is not answered"),
        ({"told": ["Grounds", "Manners"]}, "not on its list"),
        ({"linked": "Perhaps"}, "not on its list"),
    ],
)
def test_a_stop_search_that_cannot_be_right_is_answered_with_a_sentence(
    changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(LogWrong, match=sentence):
        parse({"log_id": ID, "stop_search": [SEARCH | changes]})


@pytest.mark.parametrize(
    "changes",
    [
        {"power": SECTION_60, "object": ""},
        {"self_defined": "NS", "ethnicity_missing": "Refused"},
        {"self_defined": "", "kind": "Vehicle search"},
        {"body_worn": False, "body_worn_why": "battery"},
        {"linked": "Yes", "told": "Object; Grounds"},
    ],
)
def test_a_stop_search_needs_what_its_other_answers_ask_for_and_no_more(
    changes: dict[str, object],
) -> None:
    assert len(parse({"log_id": ID, "stop_search": [SEARCH | changes]}).groups["stop_search"]) == 1


def test_answers_become_typed_values_in_the_order_of_their_list() -> None:
    (entry,) = parse(
        {"log_id": ID, "stop_search": [SEARCH | {"linked": "No", "told": "Object; Grounds"}]}
    ).groups["stop_search"]
    assert (entry["linked"], entry["told"], entry["kind"]) == (False, ["Grounds", "Object"], None)


@pytest.mark.parametrize(
    ("counted", "detailed", "kept"),
    [(None, 2, 2), (1, 2, 2), (3, 1, 3), (2, 0, 2), (None, 0, None)],
)
def test_the_count_is_what_was_counted_and_never_fewer_than_were_detailed(
    counted: int | None, detailed: int, kept: int | None
) -> None:
    log = parse(
        {
            "log_id": ID,
            "stop_searches": counted,
            "stop_search": [SEARCH] * detailed + [{}, {"object": ""}],
        }
    )
    assert (log.values["stop_searches"], len(log.groups["stop_search"])) == (kept, detailed)


def test_a_log_without_details_keeps_the_digest_it_always_had() -> None:
    before = hashlib.sha256(
        json.dumps({"engagements": "2", "saw": "a"}, sort_keys=True).encode()
    ).hexdigest()
    assert parse({"log_id": ID, "engagements": 2, "saw": "a", "stop_search": [{}]}).digest == before
    assert (
        parse({"log_id": ID, "engagements": 2, "saw": "a", "stop_search": [SEARCH]}).digest
        != before
    )


def test_a_correction_needs_its_reason_and_is_another_content() -> None:
    with pytest.raises(LogWrong, match="needs its reason"):
        parse({"log_id": ID, "version": 2, "corrected_why": " "})
    first, second = (
        parse({"log_id": ID}),
        parse({"log_id": ID, "version": "2", "corrected_why": "one too few"}),
    )
    assert (second.version, second.corrected_why) == (2, "one too few")
    assert first.digest != second.digest
