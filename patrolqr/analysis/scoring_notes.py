"""Cards of officers' notes judged against what officers wrote next. Nothing of them is kept, so looks are
made again week by week as known then, and what was redacted since is in none of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from patrolqr.analysis.detectors import themes, words
from patrolqr.analysis.detectors.base import OfNotes, Run
from patrolqr.analysis.scoring import Verdict

LOOKS = 13
"""Weeks whose looks are made again: a quarter of a year."""


@dataclass(frozen=True)
class Judge:
    """How cards of a detector of notes are judged: after how many weeks, and by which rule in words."""

    detector: OfNotes
    weeks: int
    rule: str


JUDGES = (
    Judge(
        words.RISING,
        words.WINDOW,
        f"A word was right where in the {words.WINDOW} weeks after it three officers or more wrote it again in more "
        "shifts than the range that all the time before, its own weeks among it, lets expect.",
    ),
    Judge(
        themes.THEMES,
        1,
        f"A theme was right where in the {themes.DAYS} days after it three officers or more noted it again in that "
        "area, in more shifts than the range expected; where fewer wrote anything alike there, nothing can be said.",
    ),
)
"""Detectors of notes, and how their cards are judged."""

AGAIN = (
    f"Of officers' notes no card is kept: the looks of {LOOKS} weeks are made again as known then, and one is "
    "closed once the time after it is over."
)


def verdicts(judge: Judge, looks: Mapping[int, Run]) -> Iterator[Verdict | None]:
    """Give what followed each card that opened in one of the looks (by how many weeks ago they were), None
    where the time after it is not over: one that the look a week before had told already is none.
    """
    for ago in range(LOOKS):
        now, before = looks.get(ago), looks.get(ago + 1)
        if now is None or before is None:
            continue
        told = {_series(row) for row in _cards(before)}
        for row in _cards(now):
            if _series(row) not in told:
                later = ago - judge.weeks
                yield None if later < 0 else _followed(row, looks.get(later))


def _followed(card: Mapping[Any, Any], after: Run | None) -> Verdict:
    """Return what followed a card, by the look that has tested just the time after it."""
    if after is None or after.tests.empty:
        return Verdict(None, None, None)
    by_area = "area_id" in after.tests
    there = after.tests[after.tests["area_id"] == card["area_id"]] if by_area else after.tests
    if there.empty:
        return Verdict(None, None, None)
    again = there[there["category"] == card["category"]]
    if again.empty:  # fewer officers wrote it than are told of
        return Verdict(False, None, None)
    observed, high = int(again["observed"].iloc[0]), int(again["high"].iloc[0])
    return Verdict(observed > high, observed, None)


def _cards(run: Run) -> list[dict[Any, Any]]:
    assert isinstance(run.detector, OfNotes)
    found: pd.DataFrame = run.detector.cards(run)
    return found.to_dict("records")


def _series(row: Mapping[Any, Any]) -> tuple[str, str]:
    return row["category"], row["apart"]
