"""Where hotspots begin to claim something: each threshold just below and just at it."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from patrolqr.analysis import hotspots, wording
from tests.analysis.test_hotspots import WORDS, cells, why


def trend(now: int, then: int) -> str:
    """Return what is said of one square's counts in the period and the year before."""
    ranked = hotspots.rank(cells({"count": now, "count_before": then}), **WORDS)
    return str(ranked["trend"].iloc[0])


def test_a_trend_needs_20_incidents_in_both_years_together() -> None:
    assert trend(19, 0) == ""
    assert trend(20, 0) == "growing"
    assert trend(0 + 1, 19) == "falling"


def test_a_trend_is_called_where_chance_does_it_less_than_once_in_twenty() -> None:
    """By the exact binomial test 81 against 57 has p 0.04985, 22 against 10 has 0.0501."""
    assert trend(81, 57) == "growing"
    assert trend(22, 10) == ""


def test_20_incidents_in_both_years_together_are_enough_to_compare() -> None:
    assert "9 in the year before, too few to say more" in why(count=10, count_before=9)
    assert "much the same as the year before: 10 against 10" in why(count=10, count_before=10)


def test_20_incidents_are_enough_to_say_mostly() -> None:
    assert "10 of them vehicle crime" in why(count=19, top_category_count=10)
    assert "mostly vehicle crime" in why(count=20, top_category_count=10)


@pytest.mark.parametrize(
    ("of_it", "says"),
    [(39, "mixed types"), (40, "most often"), (49, "most often"), (50, "mostly")],
)
def test_a_share_of_the_incidents_is_worded_by_its_size(of_it: int, says: str) -> None:
    assert says in why(count=100, top_category_count=of_it)


def test_5_incidents_are_set_against_the_average() -> None:
    assert "average" not in why(count=4)
    assert "times the town's average" in why(count=5)


@pytest.mark.parametrize(
    ("ratio", "says"),
    [
        (0.89, "below"), (0.9, "about"), (1.09, "about"), (1.1, "1.1 times"), (2.0, "2 times"),
        (2.94, "2.9 times"), (3.0, "3 times"), (3.4, "3 times"),
    ],
)  # fmt: skip
def test_a_ratio_is_said_as_finely_as_it_is_known(ratio: float, says: str) -> None:
    assert wording.times(ratio) == says


@pytest.mark.parametrize(
    ("months", "says"),
    [
        (11.4, "the same time a year before"),
        (11.5, "the year before"),
        (12.2, "the year before"),
        (12.3, "the 2 years before"),
    ],
)
def test_a_year_is_about_twelve_months(months: float, says: str) -> None:
    assert f"{says}:" in why(count=40, count_before=40, months=months)


def test_half_of_the_incidents_at_a_snapped_point_explain_the_square() -> None:
    prison: dict[str, Any] = {"count": 100, "street": "Prison", "snap_point": "Prison"}
    for snapped, flagged in ((49, False), (50, True)):
        ranked = hotspots.rank(cells(prison | {"snap_count": snapped}), **WORDS)
        assert bool(ranked["flag"].iloc[0]) is flagged


@pytest.mark.parametrize(("together", "more"), [(4, False), (5, True)])
def test_more_than_chance_needs_5_incidents_in_a_square_and_those_around_it(
    *, together: int, more: bool
) -> None:
    """Two squares side by side among 400 that lie apart and hold one incident each."""
    pair = [
        {"count": 2, "easting": 10_000, "northing": 0},
        {"count": together - 2, "easting": 10_250, "northing": 0},
    ]
    apart = [{"count": 1, "easting": 20_000 + 1000 * place, "northing": 0} for place in range(400)]
    ranked = hotspots.rank(cells(*pair, *apart), **WORDS)
    paired = ranked[ranked["cell"].isin(["E10000N0", "E10250N0"])]
    assert paired["more_than_chance"].tolist() == [more] * 2
    assert not ranked.drop(paired.index)["more_than_chance"].any()


def test_more_than_chance_is_controlled_at_one_in_twenty() -> None:
    """Of squares apart, the counts of one are raised until its two-sided q passes 0.05."""
    flags, scores = [], []
    for count in range(20, 60):
        others = np.resize([8, 10, 12, 14, 16], 30)
        frame = pd.DataFrame(cells(*({"count": int(number)} for number in [count, *others])))
        found = hotspots.rank(frame, **WORDS).set_index("cell")["more_than_chance"]
        flags.append(bool(found["E400000N310000"]))
        every = np.array([count, *others], dtype=float)
        scores.append((count - every.mean()) / every.std())
    first = flags.index(True)
    assert all(flags[first:])
    # among 31 squares the least p is multiplied by 31: 0.05 / 31, two-sided, lies 3.16 above
    assert scores[first - 1] < 3.155 <= scores[first]
