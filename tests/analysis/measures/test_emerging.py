"""How places behave: every hand-made series has its category, and where nothing changes nothing is
said.
"""

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from patrolqr.analysis.measures import emerging
from patrolqr.analysis.measures.neighbours import Neighbours
from patrolqr.analysis.measures.trends import mann_kendall


def test_every_hand_made_series_has_its_category(shared: Path) -> None:
    cases = json.loads((shared / "references/ehsa_categories_hand/cases.json").read_text())
    assert len(cases) > 17
    for case in cases:
        z = np.array(case["gi"], dtype=float)[:, None]
        sure = np.array(case["sig"], dtype=bool)[:, None]
        assert emerging.categories(z, sure) == [case["expected"]], case["desc"]
        trend = mann_kendall(z)
        assert trend.score[0] == case["mk_S"], case["desc"]
        assert trend.p[0] == pytest.approx(case["mk_p"], abs=1e-9), case["desc"]


def test_all_series_at_once_are_what_each_is_alone(shared: Path) -> None:
    cases = json.loads((shared / "references/ehsa_categories_hand/cases.json").read_text())
    z, sure = (np.array([case[name] for case in cases]).T for name in ("gi", "sig"))
    assert emerging.categories(z, sure) == [case["expected"] for case in cases]


def test_each_word_stands_for_a_category_there_is() -> None:
    assert set(emerging.WORDS) == {f"{kind} hot" for kind in emerging.KINDS}
    assert len(set(emerging.WORDS.values())) == 5


def map_of(steps: int, generator: np.random.Generator) -> tuple[Neighbours, npt.NDArray[np.int64]]:
    """Return 40 × 40 squares and counts of so many steps, in which only chance is at work."""
    x, y = np.divmod(np.arange(1600), 40)
    return Neighbours(x, y), generator.poisson(2.0, (steps, 1600))


def test_where_nothing_changes_next_to_nothing_is_said() -> None:
    squares, counts = map_of(24, np.random.default_rng(11))
    found = emerging.over_time(squares, counts)
    assert np.mean([each != emerging.NO_PATTERN for each in found]) < 0.005


def test_places_that_always_were_hot_are_constant() -> None:
    """All nine, but for one or two in which chance alone makes a trend."""
    squares, counts = map_of(24, np.random.default_rng(11))
    always = [40 * row + column for row in range(6, 40, 13) for column in range(6, 40, 13)]
    counts[:, always] += 90
    found = [emerging.over_time(squares, counts)[each] for each in always]
    assert set(found) <= {"persistent hot", "intensifying hot", "diminishing hot"}
    assert found.count("persistent hot") >= 7


def test_moving_a_step_to_the_end_moves_the_answer() -> None:
    squares, counts = map_of(12, np.random.default_rng(2))
    counts[3, 700] += 90
    assert emerging.over_time(squares, counts)[700] == emerging.NO_PATTERN
    assert emerging.over_time(squares, np.roll(counts, 8, axis=0))[700] == "new hot"


def test_no_squares_have_no_categories() -> None:
    assert emerging.over_time(Neighbours([], []), np.zeros((12, 0))) == []
