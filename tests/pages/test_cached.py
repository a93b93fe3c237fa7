"""What pages read is remembered per function and arguments, and forgotten with the next write."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from patrolqr import readers
from patrolqr.desk.shared import cached
from patrolqr.store import Session, loaded, loads, patterns, undo
from tests.builders import areas as boundaries
from tests.builders import briefings
from tests.builders.duties import duty_now

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


def test_what_files_brought_is_read_anew_after_a_load_and_not_after_a_write(
    desk: Session, tmp_path: Path
) -> None:
    def asked_again() -> bool:
        before = reads["describe"]
        cached.ask_of_loads(describe, Choice())
        return reads["describe"] > before

    assert asked_again()
    patterns.record_run(desk, "weekly", last_day=date(2026, 11, 22), tests=2, flagged=0)
    assert not asked_again()
    beats = boundaries.write(
        tmp_path,
        boundaries.feature(boundaries.square(0), beat_id="N1", beat_name="West"),
        name="beats.geojson",
    )
    (source,) = readers.read(beats)
    loads.load(desk, source)
    assert asked_again()
    assert not asked_again()
    undo.take_back(desk, str(loaded.loaded(desk)["load_id"].iloc[0]))
    assert asked_again()
    briefings.pick_only(desk, duty_now(), [briefings.candidate(1)])  # a patrol area of its own
    assert asked_again()


def test_what_a_page_does_to_its_answer_stays_with_the_page(desk: Session) -> None:
    answer = cached.ask(count)
    answer["runs"] = 99
    assert cached.ask(count)["runs"].tolist() == [0]


def test_a_function_without_a_name_of_its_own_is_refused(desk: Session) -> None:
    with pytest.raises(ValueError, match="no name of its own"):
        cached.ask(lambda session: 1)
