"""Mann and Kendall's test gives the documented figures, for many series as for one."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.analysis.measures.trends import mann_kendall


def test_the_great_lakes_have_the_documented_trend(shared: Path) -> None:
    folder = shared / "references/mann_kendall_PrecipGL"
    series = pd.read_csv(folder / "series.csv")["precip"].to_numpy()
    wanted = json.loads((folder / "expected.json").read_text())
    found = mann_kendall(series[:, None])
    assert found.score[0] == wanted["S"]
    assert found.variance[0] == pytest.approx(wanted["varS"], abs=1e-9)
    assert found.z[0] == pytest.approx(wanted["z"], abs=1e-9)
    assert found.p[0] == pytest.approx(wanted["p_two_sided"], abs=1e-9)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=14))
def test_any_series_is_tested_as_pair_by_pair(series: list[int]) -> None:
    found = mann_kendall(np.array([series, series[::-1]], dtype=float).T)
    pairs = [
        np.sign(later - earlier) for at, earlier in enumerate(series) for later in series[at + 1 :]
    ]
    assert found.score.tolist() == [sum(pairs), -sum(pairs)]
    ties = np.unique(series, return_counts=True)[1]
    n = len(series)
    wanted = n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)
    assert found.variance[0] == pytest.approx(wanted / 18)
    assert ((found.p >= 0) & (found.p <= 1)).all()


def test_a_flat_series_and_none_have_no_trend() -> None:
    assert mann_kendall(np.full((6, 2), 3.0)).p.tolist() == [1.0, 1.0]
    assert mann_kendall(np.zeros((6, 0))).p.size == 0
