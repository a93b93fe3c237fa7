"""Tonight's line: doses fill the minutes, what chance does not tell apart, what each officer changes."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.analysis import backtest, tonight
from patrolqr.analysis.backtest import THIS, BackTest
from patrolqr.analysis.study_area import StudyArea
from patrolqr.analysis.tonight import Dose, Officers

DOSE = Dose(2, 15)
COUNTS = st.lists(st.integers(0, 500), max_size=15).map(lambda each: sorted(each, reverse=True))


@given(st.integers(0, 2000), st.integers(0, 30), st.integers(1, 4), st.integers(1, 40))
def test_doses_fill_the_minutes_and_never_more(
    minutes: int, most: int, number: int, each: int
) -> None:
    found = tonight.visits(minutes, Dose(number, each), most)
    assert len(found) == min(most, minutes // (number * each))
    assert found == sorted(found, reverse=True)
    if found:
        assert min(found) >= number
        assert 0 <= minutes - sum(found) * each < each


@pytest.mark.parametrize(
    ("minutes", "most", "expected"),
    [
        (29, 9, []),
        (30, 9, [2]),
        (44, 9, [2]),
        (45, 9, [3]),
        (195, 9, [3, 2, 2, 2, 2, 2]),
        (120, 2, [4, 4]),
    ],
)
def test_what_is_left_is_a_visit_more_from_the_first_on(
    minutes: int, most: int, expected: list[int]
) -> None:
    assert tonight.visits(minutes, DOSE, most) == expected


@pytest.mark.parametrize(("other", "expected"), [(69, True), (68, False)])
def test_counts_are_told_apart_from_where_chance_ends(other: int, expected: bool) -> None:
    """|100 - 69| = 31 < 1.96 √(1.5 · 169) = 31.2, and |100 - 68| = 32 > 31.1."""
    assert tonight.is_chance(100, other) is expected
    assert tonight.is_chance(other, 100) is expected


@given(COUNTS, st.integers(-1, 20))
def test_no_two_around_the_line_can_be_told_apart(counts: list[int], areas: int) -> None:
    found = tonight.level(counts, areas)
    told = [counts[at] for at in found]
    assert all(tonight.is_chance(one, other) for one in told for other in told)
    if found:
        assert {areas - 1, areas} <= set(found)
    elif 0 < areas < len(counts):
        assert not tonight.is_chance(counts[areas - 1], counts[areas])


def test_a_clear_line_needs_no_coin() -> None:
    assert list(tonight.level([400, 100, 10], 1)) == []
    assert list(tonight.level([400, 100, 90, 80, 10], 2)) == [1, 2, 3]
    assert list(tonight.level([5, 5], 2)) == []
    assert list(tonight.level([], 0)) == []


def test_officers_are_minutes_less_what_is_known() -> None:
    assert Officers(3, 60).minutes == 180
    assert Officers(3, 60, 45).minutes == 135
    assert Officers(1, 60, 90).minutes == 0
    assert Officers(1, 60).more(-2).minutes == 0


def tried(areas: int = 1) -> BackTest:
    """Return a list of four squares tried on a month of 100 incidents: 40, 30, 20 and 10."""
    squares = pd.DataFrame({"easting": np.arange(4) * 1000, "northing": 0, "ground": 1.0})
    rows = pd.concat(
        [
            squares.assign(category="Burglary", step=step, incidents=[40, 30, 20, 10])
            for step in (0, 1)
        ]
    )
    return backtest.try_list(
        rows,
        rows[rows["step"] == 0],
        types=(),
        area=StudyArea(squares),
        areas=areas,
        tried_on="March",
        made_from="2 months",
    )


@pytest.mark.parametrize(
    ("areas", "share"), [(0, 0.0), (1, 0.4), (2, 0.7), (3, 0.9), (4, 1.0), (99, 1.0)]
)
def test_the_first_areas_catch_what_the_back_test_says_of_them(areas: int, share: float) -> None:
    found = tried(areas)
    assert found.first(areas) == pytest.approx(share)
    assert found.shares["tonight"].loc[THIS] == pytest.approx(share)


def test_officers_fewer_and_more_each_have_their_row() -> None:
    rows = tonight.caught(tried(), Officers(2, 30), DOSE)
    assert rows["officers"].tolist() == [0, 1, 2, 3, 4]
    assert rows["areas"].tolist() == [0, 1, 2, 3, 4]
    assert rows["caught"].tolist() == pytest.approx([0.0, 0.4, 0.7, 0.9, 1.0])
    assert tonight.caught(tried(), Officers(1, 30), DOSE)["officers"].tolist() == [0, 1, 2, 3]


def test_what_could_not_be_tried_says_why_and_has_no_share() -> None:
    none = BackTest(refused="Too little is loaded.")
    assert tonight.sentence(none, Officers(3, 60), DOSE) == "Too little is loaded."
    assert all(math.isnan(each) for each in tonight.caught(none, Officers(3, 60), DOSE)["caught"])
    assert "Nothing was reported in March" in tonight.sentence(
        BackTest(tried_on="March"), Officers(3, 60), DOSE
    )


def test_its_sentences_say_the_numbers() -> None:
    said = tonight.sentence(tried(), Officers(2, 30), DOSE)
    assert said == "Tried on March: the first 2 of the list held 70% of the 100 incidents."
    small = replace(tried(), side=150)
    assert "the first 2 of the list, squares of 150 m, held 70%" in tonight.sentence(
        small, Officers(2, 30), DOSE
    )
    assert tonight.filled([], 20, DOSE) == (
        "20 officer-minutes are fewer than one area takes (30)."
    )
    assert tonight.filled([("Mill Lane", 3), ("The Green", 2)], 75, DOSE) == (
        "75 officer-minutes: 2 areas of 2 visits of 15 minutes; visits more than that fill the rest: "
        "Mill Lane 3."
    )
