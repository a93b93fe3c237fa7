"""Numbers withheld from the public: a solver that knows every number and total told recovers none."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from patrolqr.analysis.measures.proportions import FEWEST_COUNTED
from patrolqr.analysis.measures.withholding import PROTECTION, with_totals, withheld

Table = NDArray[np.int64]


def ends(whole: Table, mask: NDArray[np.bool_], at: tuple[int, int]) -> tuple[float, float]:
    """Return the least and the most that a withheld number can be for whoever knows all the others."""
    rows, columns = whole.shape
    number = np.arange(whole.size).reshape(whole.shape)
    lines = []
    for parts in [*number, *number.T]:
        line = np.zeros(whole.size)
        line[parts[:-1]], line[parts[-1]] = 1, -1
        lines.append(line)
    low = np.where(mask, 1, whole).ravel()
    high = np.where(mask, np.inf, whole).ravel()
    assert len(lines) == rows + columns
    found = []
    for sign in (1, -1):
        aim = np.zeros(whole.size)
        aim[number[at]] = sign
        solved = milp(
            aim,
            integrality=np.ones(whole.size),
            bounds=Bounds(low, high),
            constraints=LinearConstraint(np.array(lines), 0, 0),
        )
        assert solved.status in (0, 3, 4)  # 3 and 4: without a most
        found.append(sign * solved.fun if solved.x is not None else np.inf)
    return found[0], found[1]


def is_safe(table: Table) -> bool:
    whole, mask = with_totals(table), withheld(table)
    for at in zip(*np.nonzero(mask), strict=True):
        least, most = ends(whole, mask, (int(at[0]), int(at[1])))
        if most - least < PROTECTION:
            return False
        if most < FEWEST_COUNTED:
            return False
    return True


def random_table(number: int) -> Table:
    """Return a table of any shape and thickness: sparse, with large numbers, with empty rows."""
    random = np.random.default_rng(number)
    shape = tuple(random.integers(1, 7, 2))
    mean = random.choice([0.5, 2, 6, 30])
    table = random.poisson(mean, shape) * random.binomial(1, random.choice([0.4, 1.0]), shape)
    return np.asarray(table, dtype="int64")


@pytest.mark.parametrize("fifty", range(4))
def test_a_solver_recovers_no_withheld_number_of_200_random_tables(fifty: int) -> None:
    tables = [random_table(50 * fifty + number) for number in range(50)]
    assert [table.tolist() for table in tables if not is_safe(table)] == []


def test_every_small_number_is_withheld_and_every_zero_told() -> None:
    for number in range(60):
        whole, mask = with_totals(random_table(number)), withheld(random_table(number))
        small = (whole > 0) & (whole < FEWEST_COUNTED)
        assert mask[small].all()
        assert not mask[whole == 0].any()


@pytest.mark.parametrize(
    "table",
    [
        np.zeros((0, 3), dtype="int64"),
        np.zeros((3, 0), dtype="int64"),
        np.zeros((4, 2), dtype="int64"),
        np.array([[7]]),
        np.array([[5, 6], [7, 8]]),
    ],
)
def test_nothing_is_withheld_where_nothing_is_small(table: Table) -> None:
    assert not withheld(table).any()


def test_a_lone_small_number_takes_its_totals_along() -> None:
    assert withheld(np.array([[3]])).all()


def test_one_small_number_beside_large_ones_hides_just_enough() -> None:
    """By its row and its column: three more, the least ones."""
    table = np.array([[2, 9, 30], [8, 7, 40], [50, 60, 70]])
    mask = withheld(table)
    assert mask.sum() == 4
    assert mask[:2, :2].all()


def test_the_thresholds_are_just_there() -> None:
    assert withheld(np.array([[FEWEST_COUNTED - 1], [50]])).any()
    assert not withheld(np.array([[FEWEST_COUNTED], [50]])).any()
