"""A pattern set aside keeps why, and a look at the data is kept once."""

from datetime import date

import pytest

from patrolqr.core.errors import InputWrong
from patrolqr.store import Session, patterns
from tests.conftest import seen_by

KEY = "weekly|N1|Burglary|2026-11-22"
SUNDAY = date(2026, 11, 22)


def test_a_pattern_is_set_aside_with_its_reason_and_who_decided(store: Session) -> None:
    patterns.set_aside(seen_by(store, "4821"), KEY, why=" One shop reported late ")
    (kept,) = patterns.states(store)
    assert kept["pattern_key"] == KEY
    assert kept["why"] == "One shop reported late"
    assert kept["state"] == "not a pattern"
    assert kept["decided_by"] == "4821"


@pytest.mark.parametrize("why", ["", "  \n"])
def test_no_pattern_is_set_aside_without_a_reason(store: Session, why: str) -> None:
    with pytest.raises(InputWrong, match="Say why this is not a pattern, so that the next person"):
        patterns.set_aside(store, KEY, why=why)
    assert patterns.states(store) == []


def test_a_reason_of_500_characters_fits_and_one_more_does_not(store: Session) -> None:
    patterns.set_aside(store, KEY, why="w" * 500)
    with pytest.raises(InputWrong, match="The reason has 501 characters; 500 fit"):
        patterns.set_aside(store, "another", why="w" * 501)
    assert [row["pattern_key"] for row in patterns.states(store)] == [KEY]


def test_the_same_look_is_kept_once_and_another_result_beside_it(store: Session) -> None:
    for flagged in (1, 1, 2):
        patterns.record_run(store, "weekly", last_day=SUNDAY, tests=300, flagged=flagged)
    patterns.record_run(store, "monthly", last_day=SUNDAY, tests=9, flagged=0)
    runs = {row["detector"]: row for row in patterns.runs(store)}
    assert runs.keys() == {"weekly", "monthly"}
    assert (runs["weekly"]["runs"], runs["weekly"]["first_day"]) == (1, SUNDAY)
    assert runs["weekly"]["tests"] == 600, "two results of one look, the same one counted once"
