"""A pattern is kept with what became of it; a look at the data is kept once."""

from datetime import date

import pytest

from patrolqr.core.actor import Actor
from patrolqr.core.errors import InputWrong, NotAllowed
from patrolqr.store import Session, patterns
from tests.conftest import seen_by

SERIES = {"neighbourhood_id": "N1", "category": "Burglary", "apart": ""}
SUNDAY = date(2026, 11, 22)


@pytest.fixture
def opened(store: Session) -> str:
    """Return the id of a pattern that is kept."""
    with store.writing("detect") as written:
        return patterns.open_one(written, "weekly", SERIES, SUNDAY)


def only(store: Session) -> patterns.PatternRow:
    (row,) = patterns.stored(store)
    return row


def test_a_pattern_is_new_until_somebody_says_something(store: Session, opened: str) -> None:
    assert {"pattern_id": opened, "state": "new", "seen": 0}.items() <= only(store).items()
    assert (only(store)["detector"], only(store)["opened_day"]) == ("weekly", SUNDAY)
    patterns.decide(seen_by(store, "4821"), opened, "looked at", seen=0)
    seen = only(store)["seen"]
    patterns.decide(seen_by(store, "4412"), opened, "acting", seen=seen, cell="E400000N310000")
    assert (only(store)["state"], only(store)["cell"]) == ("acting", "E400000N310000")
    said = [(row["state"], row["decided_by"]) for row in patterns.states(store)]
    assert said == [("looked at", "4821"), ("acting", "4412")]


def test_a_pattern_is_set_aside_with_its_reason_and_who_decided(
    store: Session, opened: str
) -> None:
    why = " One shop reported late "
    patterns.decide(seen_by(store, "4821"), opened, "not a pattern", seen=0, why=why)
    kept = only(store)
    assert kept["why"] == "One shop reported late"
    assert (kept["state"], kept["decided_by"]) == ("not a pattern", "4821")


@pytest.mark.parametrize("why", ["", "  \n"])
def test_no_pattern_is_set_aside_without_a_reason(store: Session, opened: str, why: str) -> None:
    with pytest.raises(InputWrong, match="Say why this is not a pattern, so that the next person"):
        patterns.decide(store, opened, "not a pattern", seen=0, why=why)
    assert patterns.states(store) == []


def test_a_reason_of_500_characters_fits_and_one_more_does_not(store: Session, opened: str) -> None:
    with pytest.raises(InputWrong, match="The reason has 501 characters; 500 fit"):
        patterns.decide(store, opened, "not a pattern", seen=0, why="w" * 501)
    patterns.decide(store, opened, "not a pattern", seen=0, why="w" * 500)
    assert only(store)["state"] == "not a pattern"


def test_what_a_colleague_decided_meanwhile_is_told_and_stands(store: Session, opened: str) -> None:
    patterns.decide(seen_by(store, "Sgt 1"), opened, "not a pattern", seen=0, why="Late reports")
    with pytest.raises(InputWrong, match=r"Sgt 1 set this pattern aside at .*“Late reports”"):
        patterns.decide(seen_by(store, "Sgt 2"), opened, "acting", seen=0)
    assert len(patterns.states(store)) == 1


def test_what_was_closed_meanwhile_is_told(store: Session, opened: str) -> None:
    with store.writing("detect") as written:
        patterns.close(written, opened, day=SUNDAY, why="quiet for 2 weeks")
    with pytest.raises(InputWrong, match="PatrolQR closed this pattern at"):
        patterns.decide(store, opened, "acting", seen=0)
    assert (only(store)["state"], only(store)["closed_day"]) == ("closed", SUNDAY)


def test_of_a_pattern_that_is_not_kept_nothing_is_decided(store: Session) -> None:
    with pytest.raises(InputWrong, match="not kept here"):
        patterns.decide(store, "no such pattern", "looked at", seen=0)
    assert patterns.states(store) == []


def test_an_auditor_decides_nothing(store: Session, opened: str) -> None:
    with pytest.raises(NotAllowed):
        patterns.decide(Session(store.store, Actor("HMI", "auditor")), opened, "looked at", seen=0)


def test_the_budget_is_set_by_whoever_may_and_the_newest_counts(store: Session) -> None:
    assert patterns.budget(store) is None
    inspector = Session(store.store, Actor("Insp 1204", "inspector"))
    patterns.set_budget(inspector, 3, seen=0)
    kept = patterns.budget(store)
    assert kept is not None
    assert (kept["cards"], kept["set_by"]) == (3, "Insp 1204")
    with pytest.raises(InputWrong, match="Insp 1204 set it to 3 cards a week at"):
        patterns.set_budget(seen_by(store, "Insp 9"), 7, seen=0)
    patterns.set_budget(seen_by(store, "Insp 9"), 0, seen=kept["serial"])
    newest = patterns.budget(store)
    assert newest is not None
    assert newest["cards"] == 0
    with pytest.raises(NotAllowed, match="inspector or admin"):
        patterns.set_budget(Session(store.store, Actor("Sgt 1", "sergeant")), 9, seen=2)


@pytest.mark.parametrize("cards", [-1, 101])
def test_a_budget_that_is_none_is_refused(store: Session, cards: int) -> None:
    with pytest.raises(InputWrong, match="0 to 100 cards"):
        patterns.set_budget(store, cards, seen=0)
    assert patterns.budget(store) is None


def test_the_same_look_is_kept_once_and_another_result_beside_it(store: Session) -> None:
    for flagged in (1, 1, 2):
        patterns.record_run(store, "weekly", last_day=SUNDAY, tests=300, flagged=flagged)
    patterns.record_run(store, "monthly", last_day=SUNDAY, tests=9, flagged=0)
    runs = {row["detector"]: row for row in patterns.runs(store)}
    assert runs.keys() == {"weekly", "monthly"}
    assert (runs["weekly"]["runs"], runs["weekly"]["first_day"]) == (1, SUNDAY)
    assert runs["weekly"]["tests"] == 600, "two results of one look, the same one counted once"
