"""Where near repeats, words and themes begin to be told: each threshold just below and just at it."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from patrolqr.analysis import wording
from patrolqr.analysis.detectors import near_repeat, themes
from patrolqr.analysis.detectors.themes import THEMES
from patrolqr.analysis.detectors.words import RISING
from patrolqr.analysis.measures import words

WEEKS = [date(2026, 8, 3) + timedelta(weeks=week) for week in range(16)]


def band(observed: int, expected: float, q: float = 0.01) -> pd.Series:
    tests = pd.DataFrame(
        {
            "category": ["Burglary"],
            "apart": ["within 100 m, 2 to 7 days later"],
            "observed": [observed],
            "expected": [expected],
            "low": [0],
            "high": [9],
            "q": [q],
        }
    )
    return near_repeat._word(tests, 300).iloc[0]


@pytest.mark.parametrize(
    ("observed", "expected", "q", "reading"),
    [
        (10, 4.0, 0.01, "more than chance"),
        (9, 4.0, 0.01, "too few to say"),
        (9, 10.0, 0.01, "within chance"),
        (120, 100.0, 0.01, "more than chance"),
        (119, 100.0, 0.01, "within chance"),
        (120, 100.0, 0.04, "more than chance"),
        (120, 100.0, 0.041, "within chance"),
    ],
)
def test_near_repeats_are_more_than_chance_from_ten_pairs_a_fifth_more_and_q_4_on(
    observed: int, expected: float, q: float, reading: str
) -> None:
    told = band(observed, expected, q)
    assert told["reading"] == reading
    assert bool(told["flagged"]) == (reading == "more than chance")


def written(**more: float) -> pd.DataFrame:
    """Return a word that three officers wrote in four of ten shifts, and one of 40 before."""
    row = {"neighbourhood_id": "N1", "neighbourhood": "Market Ward", "word": "needles", "area": "Kiosk",
           "area_id": "1", "shifts": 4, "written": 10, "before_shifts": 1, "before_written": 40,
           "everywhere_shifts": 2, "everywhere_written": 400, "officers": 3, "patrols": 4, "tests": 1}  # fmt: skip
    return pd.DataFrame([row | more])


def test_what_is_written_anywhere_counts_for_twenty_shifts_of_an_area() -> None:
    (told,) = themes._test(written()).to_dict("records")
    seen = 1 + 20 * 2.5 / 401
    assert told["expected"] == pytest.approx(10 * seen / 60)
    assert told["p"] == pytest.approx(stats.betabinom(10, seen, 60 - seen).sf(3))


def test_a_theme_is_what_chance_gives_once_in_52_weeks() -> None:
    chance = float(themes._test(written())["p"].iloc[0])
    tried = int(1 / 52 / chance)
    flags = [
        bool(themes._test(written(tests=each))["flagged"].iloc[0]) for each in (tried, tried + 1)
    ]
    assert flags == [True, False]


@pytest.mark.parametrize(
    ("expected", "said"), [(0.0999, "hardly any expected"), (0.1, "0.1 (0–1)")]
)
def test_less_than_a_tenth_of_a_shift_is_hardly_any(expected: float, said: str) -> None:
    row: wording.Row = {"category": "needles", "area": "Kiosk", "officers": 3, "patrols": 4, "observed": 4,
           "written": 10, "expected": expected, "low": 0, "high": 1, "last_day": date(2026, 11, 22)}  # fmt: skip
    assert said in THEMES._finding(row)


def rising(number: int) -> tuple[bool, float]:
    """Return whether a word of so many shifts of 100 that had 20 of 300 before rises, and its z."""
    rows = pd.DataFrame({"word": ["needles"], "officers": [9], "busiest": [1], "tests": [1]})
    counts = pd.DataFrame(
        [[20 / 12] * 12 + [number / 4] * 4], index=pd.Index(["needles"]), columns=WEEKS
    )
    per_week = dict.fromkeys(WEEKS, 25)
    told = RISING._test(rows, counts, per_week, WEEKS[12]).iloc[0]
    z = float(words.rises([number], [20], of_now=100, of_before=300)[0])
    return bool(told["flagged"]), z


def test_a_word_rises_from_three_standard_errors_on() -> None:
    flags = {number: rising(number) for number in range(5, 60)}
    first = min(number for number, (is_risen, _) in flags.items() if is_risen)
    assert flags[first - 1][1] < 3.0 <= flags[first][1]
    assert all(is_risen == (number >= first) for number, (is_risen, _) in flags.items())


def test_the_prior_weighs_500_words_and_half_a_word_at_least() -> None:
    def by_hand(now: float, before: float, prior: float) -> float:
        one, other = now + prior, before + prior
        delta = np.log(one / (2400 + 500 - one)) - np.log(other / (9600 + 500 - other))
        return float(delta / np.sqrt(1 / one + 1 / other))

    (found,) = words.rises([60], [120], of_now=2400, of_before=9600)
    assert found == pytest.approx(by_hand(60, 120, 500 * 180 / 12000))
    (found,) = words.rises([10], [0], of_now=2400, of_before=9600)
    assert found == pytest.approx(by_hand(10, 0, 0.5))


@pytest.mark.parametrize(
    ("told", "number", "spread"), [(5.0, 20, 2.0), (4.9, 20, 1.0), (5.0, 19, 1.0)]
)
def test_twenty_words_of_five_expected_tell_how_unevenly_words_come(
    told: float, number: int, spread: float
) -> None:
    """Half of what chance gives lies within .6745 standard errors (the normal's third quartile)."""
    z = np.full(number, 2 * stats.norm.ppf(0.75))
    assert words.unevenness(z, np.full(number, told)) == pytest.approx(spread, abs=1e-4)
