"""What a list would have caught: the documented example, and ties that nobody gains by."""

import json
from itertools import permutations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.analysis.measures.accuracy import caught, pai, pei


def test_the_documented_example(shared: Path) -> None:
    """It takes ties at their worst: the place where less came stands first."""
    folder = shared / "references/pai_doc"
    given, expected = pd.read_csv(folder / "input.csv"), pd.read_csv(folder / "expected.csv")
    worst = given.sort_values(["pred", "obs"], ascending=[False, True])["id"].tolist()
    places = given["id"].map(worst.index)
    of_area = expected["PCumArea"]
    share = caught(places, given["obs"], given["area"], of_area)
    best = caught(-given["obs"], given["obs"], given["area"], of_area)
    np.testing.assert_allclose(share, expected["PCumCount"], atol=1e-12)
    np.testing.assert_allclose(pai(share, of_area), expected["PAI"], atol=1e-12)
    np.testing.assert_allclose(pei(share, best), expected["PEI"], atol=1e-12)
    nij = json.loads((folder / "nij.json").read_text())["example"]
    assert pai(nij["n"] / nij["N"], nij["a"] / nij["A"]) == nij["PAI"]


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 9)), min_size=1, max_size=6))
def test_a_tie_counts_as_it_would_on_average(rows: list[tuple[int, int]]) -> None:
    places, came = (np.array(each) for each in zip(*rows, strict=True))
    area = np.ones(len(rows))
    for number in range(1, len(rows) + 1):
        found = caught(places, came, area, number / len(rows))
        orders = [
            o for o in permutations(range(len(rows))) if (np.diff(places[list(o)]) >= 0).all()
        ]
        wanted = np.mean([came[list(order[:number])].sum() for order in orders])
        if came.sum():
            assert found == pytest.approx(wanted / came.sum())
        else:
            assert np.isnan(found)


def test_a_place_that_is_half_outside_costs_half() -> None:
    share = caught([0, 1, 2], [5, 3, 2], [0.5, 1.0, 0.5], [0.25, 0.5, 0.75, 1.0])
    np.testing.assert_allclose(share, [0.5, 0.65, 0.8, 1.0])


def test_all_in_one_place_is_found_or_not() -> None:
    assert caught([0, 1, 1], [7, 0, 0], [1, 1, 1], 1 / 3) == 1
    assert caught([1, 0, 0], [7, 0, 0], [1, 1, 1], 2 / 3) == 0
    assert caught([0, 0, 0], [7, 0, 0], [1, 1, 1], 1 / 3) == pytest.approx(1 / 3)
