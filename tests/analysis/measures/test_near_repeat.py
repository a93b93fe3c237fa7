"""The Knox table counts every pair once, expects exactly what chance gives, and has a memory that ends."""

import json
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import pdist

from patrolqr.analysis.measures.near_repeat import Table, knox
from tests.builders.examples import COSTLY

SPACE, TIME = (0.0, 1.0, 101.0, 201.0, 401.0), (0.0, 2.0, 8.0, 15.0)
EVENTS = st.lists(
    st.tuples(st.integers(0, 600), st.integers(0, 600), st.integers(0, 40)), max_size=40
)


def split(events: list[tuple[int, int, int]]) -> tuple[np.ndarray, np.ndarray]:
    table = np.array(events, dtype=float).reshape(-1, 3)
    return table[:, :2], table[:, 2].astype(int)


def same(one: Table, other: Table) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(other, name), equal_nan=True)
        for name in ("observed", "expected", "p", "low", "high")
    )


def test_burkitts_lymphoma_is_counted_as_splancs_and_pointpats_count_it(shared: Path) -> None:
    """188 cases, at most 20 km and 5 days apart, both ends counted in."""
    folder = shared / "references/knox_burkitt"
    told = json.loads((folder / "expected.json").read_text("utf-8"))
    cases = pd.read_csv(folder / "events.csv")
    table = knox(
        cases[["x", "y"]].to_numpy(float),
        cases["t"],
        space=(0, np.nextafter(20, 21), np.inf),
        time=(0, 6, np.inf),
        seed=1,
    )
    assert table.observed.tolist() == [
        [told["n11"], told["n21_near_space_far_time"]],
        [told["n12_near_time_far_space"], told["n22"]],
    ]
    assert table.expected[0, 0] == pytest.approx(told["expected_n11"], abs=1e-9)
    assert table.p[0, 0] == pytest.approx(0.2, abs=0.04)  # 0.199 in R, 0.21 in pointpats
    assert np.isnan(table.p).tolist() == [[False, True], [True, True]]


def test_burglaries_in_chicago_are_counted_as_the_near_repeat_calculator_counts_them(
    shared: Path,
) -> None:
    folder = shared / "references/near_repeat_chicago_burglary_jan2016"
    told = json.loads((folder / "expected.json").read_text("utf-8"))
    burglaries = pd.read_csv(folder / "events.csv", parse_dates=["date"])
    places = burglaries[["x", "y"]].to_numpy(float)
    days = (burglaries["date"] - burglaries["date"].min()).dt.days

    def table(bands: dict[str, list[float]]) -> Table:
        space, time = (
            [float(edge) for edge in bands[f"{each}_breaks"]] for each in ("space", "time")
        )
        return knox(places, days, space=space, time=time, shuffles=0, power=1)

    first = table(told)
    assert first.observed.tolist() == told["observed"]
    np.testing.assert_allclose(first.expected, told["expected_exact_NsNt_over_N"], rtol=1e-12)
    np.testing.assert_allclose(first.ratio, told["knox_ratio"], atol=1e-6)
    assert table(told["second_table"]).observed.tolist() == told["second_table"]["observed"]


@given(EVENTS, st.randoms(use_true_random=False))
def test_every_pair_is_counted_once_and_the_order_of_events_changes_nothing(
    events: list[tuple[int, int, int]], chance: Random
) -> None:
    places, days = split(events)
    table = knox(places, days, space=SPACE, time=TIME, shuffles=9)
    near = np.digitize(pdist(places), SPACE) if len(events) > 1 else np.array([])
    soon = np.digitize(pdist(days[:, None].astype(float)), TIME) if len(events) > 1 else near
    for row in range(4):
        for column in range(3):
            there = ((near == row + 1) & (soon == column + 1)).sum()
            assert table.observed[row, column] == there
            both = (near == row + 1).sum() * (soon == column + 1).sum() / max(near.size, 1)
            assert table.expected[row, column] == pytest.approx(both)
    shuffled = list(events)
    chance.shuffle(shuffled)
    assert same(table, knox(*split(shuffled), space=SPACE, time=TIME, shuffles=9))


@given(EVENTS)
def test_bands_without_an_end_hold_what_is_in_none_of_the_others(
    events: list[tuple[int, int, int]],
) -> None:
    places, days = split(events)
    table = knox(places, days, space=(0, 200, np.inf), time=(0, 8, np.inf), shuffles=0)
    assert table.observed.sum() == len(events) * (len(events) - 1) // 2
    assert table.observed.min() >= 0


@COSTLY
@given(EVENTS)
def test_blocks_of_pairs_give_what_all_pairs_at_once_give(
    events: list[tuple[int, int, int]],
) -> None:
    whole = knox(*split(events), space=SPACE, time=TIME, shuffles=40)
    assert same(whole, knox(*split(events), space=SPACE, time=TIME, shuffles=40, at_once=7))


def test_shuffles_keep_the_promise_of_their_p() -> None:
    """Without any tie between place and day, one table in twenty has p <= .05, and the mean of the
    shuffles is what is expected."""
    chance = np.random.default_rng(1)
    p = []
    for _ in range(200):
        places, days = chance.uniform(0, 2000, (120, 2)), chance.integers(0, 60, 120)
        p.append(knox(places, days, space=(0, 201), time=(0, 8), shuffles=99).p[0, 0])
    assert (np.array(p) <= 0.05).mean() == pytest.approx(0.045, abs=0.03)


def test_more_than_255_pairs_in_one_band_are_counted_to_the_last() -> None:
    """The bytes that yes and no are added in hold 255; a chunk has more, and there is more than one."""
    places = np.zeros((300, 2))
    days = np.zeros(300, dtype=int)
    table = knox(places, days, space=(0, 1), time=(0, 1), shuffles=3)
    assert table.observed.tolist() == [[300 * 299 // 2]]
    assert table.p.tolist() == [[1.0]]
    assert table.low.tolist() == table.high.tolist() == [[44850]]


@pytest.mark.parametrize("edges", [(0,), (1, 2), (0, 2, 2), (0, 3, 2)])
def test_bands_that_are_none_are_refused(edges: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="bands begin at 0"):
        knox(np.zeros((2, 2)), [0, 1], space=edges, time=(0, 1))


def test_days_that_no_force_has_kept_are_refused() -> None:
    with pytest.raises(ValueError, match="32,767 days"):
        knox(np.zeros((2, 2)), [0, 40_000], space=(0, 1), time=(0, 1))
