"""What lies around a square, and Gi*: published scores, and the formula told square by square."""

import json
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.analysis.measures.neighbours import SPARSE, Neighbours
from patrolqr.analysis.measures.statistics import above, benjamini_hochberg

Numbers = npt.NDArray[Any]

FAR = 1_000_000
SQUARES = st.dictionaries(
    st.tuples(st.sampled_from([*range(-6, 6), FAR, FAR + 1]), st.integers(-6, 6)),
    st.integers(0, 50),
    max_size=60,
)
"""Squares side by side and, now and then, some at the other end of the world."""


def told(squares: dict[tuple[int, int], int]) -> tuple[Neighbours, Numbers, Numbers]:
    places = np.array(list(squares), dtype=int).reshape(-1, 2)
    values = np.array(list(squares.values()), dtype=float)
    return Neighbours(places[:, 0], places[:, 1]), places, values


def test_gi_star_gives_getis_and_ords_scores(shared: Path) -> None:
    folder = shared / "references/gistar_getisord_d30"
    points, expected = pd.read_csv(folder / "points.csv"), pd.read_csv(folder / "expected.csv")
    squares = Neighbours(points["x"] // 30, points["y"] // 30)
    z = squares.gi_star(points["val"], diagonal=False)
    np.testing.assert_allclose(z, expected["Gstar_30"], atol=1e-9)
    headline = json.loads((folder / "headline.json").read_text())
    p = 2 * above(np.abs(z))
    assert (p < 0.05).sum() == headline["n_p_lt_.05_two_sided"]
    assert (benjamini_hochberg(p) < 0.05).sum() == headline["n_BH_lt_.05"]
    assert (p * p.size < 0.05).sum() == headline["n_bonferroni_lt_.05"]


@given(SQUARES)
def test_gi_star_of_any_squares_is_what_the_formula_says(
    squares: dict[tuple[int, int], int],
) -> None:
    neighbours, places, values = told(squares)
    z = neighbours.gi_star(values)
    for square, score in zip(places, z, strict=True):
        near = np.abs(places - square).max(axis=1) <= 1
        weight, n = near.sum(), values.size
        scale = values.std() * np.sqrt((n * weight - weight**2) / max(n - 1, 1))
        wanted = (values[near].sum() - weight * values.mean()) / scale if scale > 0 else 0.0
        assert score == pytest.approx(wanted, abs=1e-9)


@given(SQUARES)
def test_sides_and_corners_are_those_that_touch(squares: dict[tuple[int, int], int]) -> None:
    neighbours, places, values = told(squares)
    for place, side, corner in zip(
        places, neighbours.sides(values), neighbours.corners(values), strict=True
    ):
        apart = np.abs(places - place)
        assert side == values[apart.sum(axis=1) == 1].sum()
        assert corner == values[(apart == 1).all(axis=1)].sum()
    whole = values + neighbours.sides(values) + neighbours.corners(values)
    np.testing.assert_array_equal(neighbours.around(values), whole)


@given(SQUARES, st.integers(-500, 500), st.integers(-500, 500), st.randoms())
def test_moved_squares_have_the_same_scores_and_their_order_never_matters(
    squares: dict[tuple[int, int], int], east: int, north: int, random: Random
) -> None:
    neighbours, places, values = told(squares)
    z = neighbours.gi_star(values)
    moved = Neighbours(places[:, 0] + east, places[:, 1] + north)
    np.testing.assert_array_equal(moved.gi_star(values), z)
    order = list(range(len(values)))
    random.shuffle(order)
    mixed = Neighbours(places[order, 0], places[order, 1])
    np.testing.assert_allclose(mixed.gi_star(values[order]), z[order], atol=1e-9)


def test_several_maps_at_once_are_each_what_they_are_alone() -> None:
    generator = np.random.default_rng(4)
    x, y = np.divmod(generator.choice(900, 300, replace=False), 30)
    counts = generator.poisson(1.5, (5, 300))
    squares = Neighbours(x, y)
    np.testing.assert_allclose(squares.gi_star(counts), [squares.gi_star(each) for each in counts])


def test_a_square_far_away_changes_no_sum_and_fills_no_memory() -> None:
    """Laid out, a grid from here to there would hold a million million places."""
    x, y, counts = [0, 0, 1], [0, 1, 1], [1, 10, 100]
    near = Neighbours(x, y).around(counts)
    stretched = Neighbours([*x, FAR], [*y, FAR]).around([*counts, 7])
    assert stretched.tolist() == [*near, 7] == [111, 111, 111, 7]
    assert FAR > SPARSE * 4


def test_a_square_is_counted_together_with_the_eight_around_it() -> None:
    """Negative and far-apart places too; (5, 5) touches nobody, (-1, -1) touches by its corner."""
    columns, rows = [-1, 0, 0, 1, 5], [-1, 0, 1, 0, 5]
    counts = [1, 10, 100, 1000, 7]
    assert Neighbours(columns, rows).around(counts).tolist() == [11, 1111, 1110, 1110, 7]


@pytest.mark.parametrize("counts", [[], [3], [2, 2, 2]])
def test_no_square_one_square_and_all_alike_say_nothing(counts: list[int]) -> None:
    squares = Neighbours(range(len(counts)), [0] * len(counts))
    assert squares.gi_star(counts).tolist() == [0.0] * len(counts)
