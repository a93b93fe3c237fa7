"""Words for people: owners, odds and labels, each as it would be said."""

import pytest

from patrolqr.analysis import wording
from patrolqr.desk.shared import words


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("the town", "the town's"),
        ("these neighbourhoods", "these neighbourhoods'"),
        ("St James", "St James's"),
    ],
)
def test_an_owner_is_written_as_english_does(name: str, said: str) -> None:
    assert wording.owned(name) == said


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (6.6e-19, "less than 1 in a million"),
        (0.0432, "1 in 23"),
        (0.7, "often"),
        (float("nan"), ""),
    ],
)
def test_odds_are_said_so_that_an_inspector_can_repeat_them(chance: float, said: str) -> None:
    assert wording.odds(chance) == said


def test_a_label_holds_nothing_that_only_markdown_understands() -> None:
    assert words.label("**Cavan's** [Close] (north) `x` :red[now]") == "Cavan's Close (north) x now"
