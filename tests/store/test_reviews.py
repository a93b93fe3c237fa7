"""Reviews: received, query, approved; stop-searches first; a correction is received anew."""

from datetime import timedelta

import pytest

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.core.errors import InputWrong
from patrolqr.core.form.log import parse
from patrolqr.store import Session, logs, reviews
from tests.builders.logs import SEARCH, corrected, sent
from tests.conftest import seen_by


def waiting(store: Session) -> list[tuple[str, int, str]]:
    found = reviews.queue(store, limit=1000, offset=0)
    return list(found[["log_id", "version", "review_state"]].itertuples(index=False, name=None))


def accepted(store: Session, briefed: Briefing, told: dict[str, object]) -> str:
    return logs.accept(store, parse(told), briefed.taskings[0].pass_id).log_id


def test_logs_with_stop_searches_come_first_and_those_with_nothing_to_check_not_at_all(
    store: Session, briefed: Briefing
) -> None:
    accepted(store, briefed, sent())
    arrest = accepted(store, briefed, sent(arrests=1))
    search = accepted(store, briefed, sent(stop_searches=1))
    assert waiting(store) == [(search, 1, "received"), (arrest, 1, "received")]


def test_a_log_goes_from_received_to_query_to_approved_and_every_step_is_kept(
    store: Session, briefed: Briefing
) -> None:
    first = sent(stop_search=[SEARCH])
    log_id = accepted(store, briefed, first)
    reviews.decide(seen_by(store, "Sgt 4412"), log_id, 1, "query", remark="What was found?")
    assert waiting(store) == [(log_id, 1, "query")]
    accepted(
        store, briefed, corrected(first, stop_search=[SEARCH | {"linked": "No"}], saw="a knife")
    )
    assert waiting(store) == [(log_id, 2, "received")]
    reviews.decide(store, log_id, 2, "approved")
    assert waiting(store) == []
    before, after = reviews.versions(store, log_id)
    assert before.remarks == ("What was found?",)
    assert [
        (each.label, each.before, each.after) for each in reviews.changes(before.log, after.log)
    ] == [
        ("Saw", "Shutters still up", "a knife"),
        ("Stop-search 1, Outcome linked to the object", "Yes", "No"),
    ]


def test_a_query_asks_something(store: Session, briefed: Briefing) -> None:
    log_id = accepted(store, briefed, sent(stop_searches=1))
    with pytest.raises(InputWrong, match="needs its question"):
        reviews.decide(store, log_id, 1, "query", remark="  ")


def test_nobody_approves_a_version_they_have_not_seen(store: Session, briefed: Briefing) -> None:
    first = sent(stop_searches=1)
    log_id = accepted(store, briefed, first)
    accepted(store, briefed, corrected(first, stop_searches=2))
    with pytest.raises(InputWrong, match="Read it again"):
        reviews.decide(store, log_id, 1, "approved")
    assert waiting(store) == [(log_id, 2, "received")]


def test_a_decision_can_be_taken_back_for_a_while_by_whoever_made_it(
    store: Session, briefed: Briefing
) -> None:
    log_id = accepted(store, briefed, sent(stop_searches=1))
    sergeant = seen_by(store, "Sgt 4412")
    reviews.decide(sergeant, log_id, 1, "approved")
    assert waiting(store) == []
    with pytest.raises(InputWrong, match="Only your own decision"):
        reviews.take_back(seen_by(store, "Sgt 5107"), log_id, 1)
    reviews.take_back(sergeant, log_id, 1)
    assert waiting(store) == [(log_id, 1, "received")]
    (version,) = reviews.versions(store, log_id)
    assert [(each.state, each.by) for each in version.decisions] == [
        ("approved", "Sgt 4412"),
        ("received", "Sgt 4412"),
    ]
    with pytest.raises(InputWrong, match="Only your own decision"):
        reviews.take_back(sergeant, log_id, 1)


@pytest.mark.parametrize(("seconds", "allowed"), [(-1, False), (5, True)])
def test_a_decision_stands_after_fifteen_minutes(
    store: Session, briefed: Briefing, seconds: int, allowed: bool
) -> None:
    log_id = accepted(store, briefed, sent(stop_searches=1))
    reviews.decide(store, log_id, 1, "approved")
    at = clock.now() - reviews.UNDO_WINDOW + timedelta(seconds=seconds)
    with store.writing("brief") as written:
        written.cursor.execute("UPDATE log_reviews SET decided_at = ?", [at])
    assert len(reviews.decided_lately(store)) == allowed
