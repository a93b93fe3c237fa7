"""What pages read is remembered per function and arguments, and forgotten with the next write."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd
import pytest

from patrolqr.desk.shared import cached
from patrolqr.store import Session, patterns

reads: Counter[str] = Counter()


@dataclass(frozen=True)
class Choice:
    since: date | None = None
    places: tuple[str, ...] = ()


def describe(session: Session, choice: Choice, *names: str, only: tuple[str, ...] = ()) -> str:
    reads["describe"] += 1
    return f"{choice} {names} {only} {session.actor.role}"


def other(session: Session, choice: Choice) -> str:
    reads["other"] += 1
    return f"other {choice}"


def count(session: Session) -> pd.DataFrame:
    reads["count"] += 1
    return pd.DataFrame({"runs": [len(patterns.runs(session))]})


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    reads.clear()
    yield
    reads.clear()


def test_the_same_question_is_read_once_and_another_one_anew(desk: Session) -> None:
    choices = [Choice(), Choice(date(2026, 11, 23)), Choice(places=("N1",)), Choice(places=("N2",))]
    for _ in range(2):
        assert [cached.ask(describe, each) for each in choices] == [
            f"{each} () () desk" for each in choices
        ]
    assert reads["describe"] == len(choices)
    assert cached.ask(describe, Choice(), "a", only=("b",)) == f"{Choice()} ('a',) ('b',) desk"
    assert cached.ask(describe, Choice(), only=("b",)) == f"{Choice()} () ('b',) desk"
    assert reads["describe"] == len(choices) + 2


def test_two_functions_with_the_same_arguments_keep_apart(desk: Session) -> None:
    assert cached.ask(describe, Choice()) != cached.ask(other, Choice())


def test_a_write_makes_the_next_answer_a_new_one(desk: Session) -> None:
    assert cached.ask(count)["runs"].tolist() == [0]
    patterns.record_run(desk, "weekly", last_day=date(2026, 11, 22), tests=2, flagged=0)
    assert cached.ask(count)["runs"].tolist() == [1]
    assert cached.ask(count)["runs"].tolist() == [1]
    assert reads["count"] == 2


def test_what_a_page_does_to_its_answer_stays_with_the_page(desk: Session) -> None:
    answer = cached.ask(count)
    answer["runs"] = 99
    assert cached.ask(count)["runs"].tolist() == [0]


def test_a_function_without_a_name_of_its_own_is_refused(desk: Session) -> None:
    with pytest.raises(ValueError, match="no name of its own"):
        cached.ask(lambda session: 1)
