"""The quartic picture is the published one, holds every point once, and moves with its points."""

import json
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.analysis.measures.density import FINE, Density, quartic

UNIT = (0.0, 0.0, 1.0, 1.0)
COARSE = 20
"""Cells of the published picture along a side."""

POINTS = st.lists(st.tuples(st.floats(0.3, 0.7), st.floats(0.3, 0.7)), max_size=30)


def test_the_redwoods_are_as_published(shared: Path) -> None:
    """Fine cells, 13 to each published one along a side, so that middles fall on middles."""
    folder = shared / "references/kde_quartic_redwood"
    points, expected = pd.read_csv(folder / "points.csv"), pd.read_csv(folder / "expected.csv")
    radius = json.loads((folder / "kernel.json").read_text())["h"]
    found = quartic(points["x"], points["y"], radius=radius, cell=1 / 260, bounds=UNIT)
    columns, rows = ((expected[axis] * 260).astype(int) for axis in ("x", "y"))
    wrong = np.abs(found.values[rows, columns] - expected["quartic_noedge"])
    assert wrong.max() < 0.01 * expected["quartic_noedge"].max()


@given(POINTS)
def test_every_point_is_in_the_picture_once(points: list[tuple[float, float]]) -> None:
    x, y = np.array(points).reshape(-1, 2).T
    found = quartic(x, y, radius=0.1, cell=0.01, bounds=UNIT)
    assert found.values.sum() * found.cell**2 == pytest.approx(len(points), rel=0.02, abs=1e-9)
    assert (found.values >= 0).all()


@given(POINTS, st.randoms())
def test_the_order_of_points_never_matters(
    points: list[tuple[float, float]], random: Random
) -> None:
    mixed = list(points)
    random.shuffle(mixed)
    one, other = (
        quartic(*np.array(each).reshape(-1, 2).T, radius=0.1, cell=0.02, bounds=UNIT).values
        for each in (points, mixed)
    )
    np.testing.assert_allclose(one, other, atol=1e-6)


@given(POINTS, st.floats(-1e5, 1e5))
def test_moved_points_have_the_same_picture_elsewhere(
    points: list[tuple[float, float]], east: float
) -> None:
    x, y = np.array(points).reshape(-1, 2).T
    here = quartic(x, y, radius=0.1, cell=0.02, bounds=UNIT)
    there = quartic(x + east, y, radius=0.1, cell=0.02, bounds=(east, 0.0, 1.0 + east, 1.0))
    np.testing.assert_allclose(there.values, here.values, atol=1e-4 * max(1, len(points)) * 100)


def test_a_point_just_outside_shows_inside_and_one_far_away_does_not() -> None:
    beside = quartic([-0.02], [0.5], radius=0.1, cell=0.01, bounds=UNIT).values
    assert beside[:, 0].max() > 0
    assert quartic([5.0, -9.0], [0.5, 0.5], radius=0.1, cell=0.01, bounds=UNIT).values.max() == 0


@pytest.mark.parametrize("at", [(0.0, 0.0), (1.0, 1.0), (0.5, 1.0)])
def test_a_point_on_the_edge_is_cut_there_and_nothing_falls_over(at: tuple[float, float]) -> None:
    found = quartic([at[0]], [at[1]], radius=0.1, cell=0.01, bounds=UNIT)
    whole = found.values.sum() * found.cell**2
    assert whole == pytest.approx(0.25 if at != (0.5, 1.0) else 0.5, rel=0.03)


def test_cells_too_coarse_for_the_radius_are_refused() -> None:
    quartic([], [], radius=0.1, cell=0.1 / FINE, bounds=UNIT)
    with pytest.raises(ValueError, match="too coarse"):
        quartic([], [], radius=0.1, cell=0.11 / FINE, bounds=UNIT)


@given(st.integers(0, 9), st.integers(0, 7))
def test_at_the_middle_of_a_cell_it_is_the_cells_own(column: int, row: int) -> None:
    values = np.random.default_rng(3).random((8, 10))
    found = Density(values, west=100.0, south=50.0, cell=5.0)
    assert found.at(100 + 5 * (column + 0.5), 50 + 5 * (row + 0.5)) == pytest.approx(
        values[row, column]
    )


def test_between_cells_it_is_what_lies_between_and_outside_nothing() -> None:
    found = Density(np.array([[1.0, 3.0], [5.0, 7.0]]), west=0.0, south=0.0, cell=2.0)
    assert found.at([2.0, 1.0, 2.0], [1.0, 2.0, 2.0]).tolist() == [2.0, 3.0, 4.0]
    assert found.at([0.0, 4.0], [0.0, 4.0]).tolist() == [1.0, 7.0]
    assert found.at([-0.1, 4.1, 1.0, 1.0], [1.0, 1.0, -0.1, 4.1]).tolist() == [0.0] * 4
