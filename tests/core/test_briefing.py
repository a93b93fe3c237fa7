"""What is told of several teams carries the strictest of their markings."""

import pytest

from patrolqr.core.briefing import strictest


@pytest.mark.parametrize(
    ("markings", "marking"),
    [
        (["OFFICIAL"], "OFFICIAL"),
        (["OFFICIAL", "OFFICIAL"], "OFFICIAL"),
        (["OFFICIAL", "OFFICIAL-SENSITIVE"], "OFFICIAL-SENSITIVE"),
        (["OFFICIAL", ""], "OFFICIAL-SENSITIVE"),
        ([], "OFFICIAL-SENSITIVE"),
    ],
)
def test_the_strictest_counts_and_none_is_the_strictest(markings: list[str], marking: str) -> None:
    assert strictest(markings) == marking
