"""A round on foot: the streets an officer walks within one visit of a patrol area."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

RoundKind = Literal["", "if time", "mandatory"]
"""How a round is asked for; the first is not at all."""

KINDS: dict[RoundKind, str] = {"": "none", "if time": "if time", "mandatory": "mandatory"}
"""The same in words."""


METRES_PER_MINUTE = 60
"""How fast a round is walked: who looks about is slower than the 1.2 m/s for which crossings are
timed (Department for Transport, Local Transport Note 2/95).
"""

Point = tuple[float, float]
"""Longitude and latitude."""


@dataclass(frozen=True)
class Round:
    """A closed walk: how far, which streets in which order, which of them it is walked for, and its
    line from where it starts to there again (EPSG:4326).
    """

    metres: int
    streets: tuple[str, ...]
    hot: tuple[str, ...]
    line: tuple[Point, ...]

    @property
    def minutes(self) -> int:
        """Return how long it takes on foot."""
        return ceil(self.metres / METRES_PER_MINUTE)


def kind_of(text: str | None) -> RoundKind:
    """Return how a round is asked for by its stored word; not at all where there is none."""
    return next((kind for kind in KINDS if kind == text), "")


def streets_of(rounds: Iterable[Round]) -> tuple[str, ...]:
    """Return the streets that rounds are walked for, each once, in the order they are walked."""
    return tuple(dict.fromkeys(name for each in rounds for name in each.hot))


def text(kind: RoundKind, rounds: Sequence[Round]) -> str:
    """Return rounds as a sheet says them: how they are asked for, then each with its streets and
    minutes; nothing where none is asked for.
    """
    if not kind or not rounds:
        return ""
    said = [f"{' → '.join(each.streets)} ({each.minutes} min)" for each in rounds]
    if len(said) > 1:
        said = [f"{number}: {each}" for number, each in enumerate(said, start=1)]
    return f"{KINDS[kind]}: {'; '.join(said)}"


def write(rounds: Iterable[Round]) -> str:
    """Return rounds as the store keeps them (JSON)."""
    return json.dumps([vars(each) for each in rounds], ensure_ascii=False)


def read(text: str | None) -> tuple[Round, ...]:
    """Return the rounds of such a text, none of none."""
    return tuple(
        Round(
            metres=each["metres"],
            streets=tuple(each["streets"]),
            hot=tuple(each["hot"]),
            line=tuple((east, north) for east, north in each["line"]),
        )
        for each in json.loads(text or "[]")
    )
