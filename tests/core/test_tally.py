"""What happened is counted, from whatever thread."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from patrolqr.core.tally import BOUNDS_S, Tally


def test_nothing_happened_yet() -> None:
    commits, seconds = Tally().commits()
    assert Tally().counted("signed in") == {}
    assert {count for _, count in commits} == {0}
    assert seconds == 0


def test_kinds_are_told_apart_and_many_may_count_at_once() -> None:
    tally = Tally()
    with ThreadPoolExecutor(8) as many:
        for _ in range(400):
            many.submit(tally.count, "phone refused", "pass_unknown")
            many.submit(tally.count, "phone refused", "log_conflict")
            many.submit(tally.count, "signed in", "account")
    assert tally.counted("phone refused") == {"log_conflict": 400, "pass_unknown": 400}
    assert tally.counted("signed in") == {"account": 400}


def test_what_fails_is_no_commit() -> None:
    tally = Tally()
    with pytest.raises(ValueError, match="full"), tally.timing():
        raise ValueError("the disk is full")
    with tally.timing():
        pass
    commits, _ = tally.commits()
    assert dict(commits)[float("inf")] == 1


def test_a_commit_counts_under_each_bound_that_it_kept() -> None:
    tally = Tally()
    for seconds in (BOUNDS_S[0], BOUNDS_S[0] + 0.001, 60.0):
        tally.took(seconds)
    commits, seconds = tally.commits()
    counts = dict(commits)
    assert counts[BOUNDS_S[0]] == 1, "at most so many seconds"
    assert counts[BOUNDS_S[1]] == counts[BOUNDS_S[-1]] == 2
    assert counts[float("inf")] == 3
    assert seconds == pytest.approx(60.0 + 2 * BOUNDS_S[0] + 0.001)
