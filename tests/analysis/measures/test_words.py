"""Weighted log-odds equal published ones, and say little of few."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from patrolqr.analysis.measures import words


def test_log_odds_equal_tidylos(shared: Path) -> None:
    table = pd.read_csv(shared / "references/logodds_small/counts_expected.csv")
    # theirs adds a word's count over all documents to each document's, and holds it against all of these
    prior = table.groupby("word")["frequency"].transform("sum").astype(float)
    with_prior = table["frequency"] + prior
    everywhere = with_prior.groupby(table["word"]).transform("sum")
    for _, own in table.groupby("document"):
        of_prior = float(prior[own.index].sum())
        delta, z = words.log_odds(
            own["frequency"],
            everywhere[own.index] - prior[own.index],
            of_now=float(own["frequency"].sum()),
            of_before=float(with_prior.sum()) - of_prior,
            prior=prior[own.index],
            of_prior=of_prior,
        )
        assert np.asarray(delta) == pytest.approx(own["log_odds"].to_numpy(), abs=1e-9)
        assert np.asarray(z) == pytest.approx(own["log_odds_weighted"].to_numpy(), abs=1e-9)


def test_what_is_as_often_as_before_has_no_rise_and_more_of_it_a_larger_one() -> None:
    z = words.rises([10, 20, 40], [100, 100, 100], of_now=1000, of_before=10_000)
    assert z[0] == pytest.approx(0, abs=1e-9)
    assert 0 < z[1] < z[2]


def test_five_of_a_word_never_seen_rise_and_two_do_not_yet() -> None:
    five, two = words.rises([5, 2], [0, 0], of_now=1000, of_before=10_000)
    assert two < five


def test_the_range_holds_what_is_expected() -> None:
    before = np.array([0, 3, 50, 400])
    low, high = words.chance_range(before, of_now=1000, of_before=10_000)
    mean = words.expected(before, of_now=1000, of_before=10_000)
    assert (low <= mean).all()
    assert (mean <= high + 1).all()
    assert high[0] <= 1
