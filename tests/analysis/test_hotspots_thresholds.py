"""Where hotspots begin to claim something: each threshold just below and just at it."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from patrolqr.analysis import hotspots
from tests.analysis.test_hotspots import WORDS, cells, why


def trend(now: int, then: int) -> str:
    """Return what is said of one square's counts in the period and the year before."""
    ranked = hotspots.rank(cells({"count": now, "count_before": then}), **WORDS)
    return str(ranked["trend"].iloc[0])


def test_a_trend_needs_20_incidents_in_both_years_together() -> None:
    assert trend(19, 0) == ""
    assert trend(20, 0) == "up"
    assert trend(0 + 1, 19) == "down"


def test_a_trend_is_called_where_chance_does_it_less_than_once_in_twenty() -> None:
    """With the usual unevenness 86 against 57 has p 0.0476, 85 against 57 has 0.0550."""
    assert trend(86, 57) == "up"
    assert trend(85, 57) == ""


def test_20_incidents_in_both_years_together_are_enough_to_compare() -> None:
    assert "9 in the year before, too few to say more" in why(count=10, count_before=9)
    assert "within chance of the year before: 10 against 10" in why(count=10, count_before=10)


def test_20_incidents_are_enough_to_say_mostly() -> None:
    assert "10 of them vehicle crime" in why(count=19, top_category_count=10)
    assert "mostly vehicle crime" in why(count=20, top_category_count=10)


@pytest.mark.parametrize(
    ("of_it", "says"),
    [(39, "mixed types"), (40, "most often"), (49, "most often"), (50, "mostly")],
)
def test_a_share_of_the_incidents_is_worded_by_its_size(of_it: int, says: str) -> None:
    assert says in why(count=100, top_category_count=of_it)


def test_5_incidents_are_set_against_all_there_are() -> None:
    assert " of " not in why(count=4).split(";")[0]
    assert "1 in 3 of all in the town" in why(count=5)


@pytest.mark.parametrize(
    ("others", "says"), [(7, "8 incidents in 12 months, of 15 in"), (8, "1 in 2")]
)
def test_half_of_all_is_said_as_1_in_2_and_more_by_both_numbers(others: int, says: str) -> None:
    ranked = hotspots.rank(cells({"count": 8}, {"count": others, "street": "Elsewhere"}), **WORDS)
    assert says in ranked["why"].iloc[0]


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
