"""Did it help, in harm? Intervals of sums of weights hold where nothing changed, and no figure is one incident's."""

import numpy as np
import pandas as pd
import pytest

from patrolqr.analysis import helped, helped_harm
from patrolqr.analysis.helped import Square
from patrolqr.analysis.helped_harm import MOST_OF_ONE, HarmTold
from patrolqr.analysis.measures import effect
from patrolqr.analysis.measures.effect import Counts, Places, Weights
from tests.builders.examples import TIMES

RUNS = 60 * TIMES
"""Simulated years: PATROLQR_EXAMPLES=34 tries two thousand."""

WEIGHTS = {"Anti-social behaviour": 1.0, "Violence": 20.0, "Burglary": 20.0, "Robbery": 365.0}
SHARES = (0.5, 0.37, 0.1, 0.03)
PLACE = (0, 0)
PLACES = (PLACE, *((10 * number, 10) for number in range(1, 6)))

Counted = dict[tuple[Square, str, bool], int]


def tried(counted: Counted, periods: tuple[int, int]) -> HarmTold | None:
    """Return what is told in harm of these incidents (square, crime type, whether since), if anything is."""
    rows = pd.DataFrame(
        [(*key, number, WEIGHTS[key[1]]) for key, number in counted.items()],
        columns=["square", "category", "is_since", "incidents", "weight"],
    )
    counts: dict[bool, dict[Square, int]] = {False: {}, True: {}}
    for (square, _, is_since), number in counted.items():
        counts[is_since][square] = counts[is_since].get(square, 0) + number
    found = helped.tell(
        counts[False], counts[True], PLACE, patrolled=[PLACE], periods=periods, unit="month"
    )
    return found and helped_harm.tell(found, PLACE, rows, "month")


def told(counted: Counted, periods: tuple[int, int]) -> HarmTold:
    found = tried(counted, periods)
    assert found is not None
    return found


def a_town(
    random: np.random.Generator,
    *,
    uneven: float,
    since: float,
    busy: float = 300,
    fall: float = 0.0,
) -> Counted:
    """Return incidents of a year before and a share of one since: six places alike, and many others from
    which it is learned how uneven counts are.
    """
    found: Counted = {}
    others = [(40 + 5 * number, 40) for number in range(40)]
    for square in (*PLACES, *others):
        for is_since in (False, True):
            mean = busy * (since if is_since else 1.0) * (1 if square in PLACES else 3)
            mean *= 1 - fall * (square == PLACE and is_since)
            total = (
                random.poisson(mean)
                if uneven == 1
                else random.negative_binomial(mean / (uneven - 1), 1 / uneven)
            )
            numbers = random.multinomial(total, SHARES)
            for category, number in zip(WEIGHTS, numbers, strict=True):
                found[square, category, is_since] = int(number)
    ring = [each for square in PLACES for each in helped.ring_of(square)]
    around = {False: 12, True: round(12 * since)}
    return found | {
        (each, "Violence", is_since): number for each in ring for is_since, number in around.items()
    }


@pytest.mark.parametrize(("uneven", "since"), [(1.0, 1.0), (2.0, 0.5), (1.0, 1 / 12)])
def test_where_nothing_changed_the_interval_says_so(uneven: float, since: float) -> None:
    random = np.random.default_rng(20261130)
    periods = (12, round(12 * since))
    towns = (a_town(random, uneven=uneven, since=since) for _ in range(RUNS))
    found = [tried(town, periods) for town in towns]
    said = [each.difference.local_interval() for each in found if each and not each.is_of_few]
    assert len(said) > RUNS / 2
    holds = np.mean([not each.excludes(0) for each in said])
    assert holds >= 0.93 - 2 * np.sqrt(0.93 * 0.07 / len(said))


def test_a_fall_of_30_percent_is_found_with_the_power_that_is_promised_or_refused() -> None:
    random = np.random.default_rng(3)
    towns = (a_town(random, uneven=1.0, since=1.0, busy=2500, fall=0.3) for _ in range(RUNS))
    powered = [
        each
        for each in (tried(town, (12, 12)) for town in towns)
        if each and each.more_periods == 0
    ]
    assert len(powered) > RUNS / 4
    found = np.mean([each.difference.local_interval().high < 0 for each in powered])
    assert found > 0.8 - 2 * np.sqrt(0.8 * 0.2 / len(powered))


def by_hand(
    *, here: int = 0, there: int = 0, around: int = 0, before: int = 200, since: int = 200
) -> Counted:
    """Return burglaries alike in six places, and so many robberies here, there or around."""
    found: Counted = {(each, "Burglary", False): before for each in PLACES}
    found |= {(each, "Burglary", True): before for each in PLACES}
    found[PLACE, "Burglary", True] = since
    for each in PLACES:
        found[sorted(helped.ring_of(each))[0], "Burglary", False] = 300
        found[sorted(helped.ring_of(each))[0], "Burglary", True] = 300
    found[PLACE, "Robbery", True] = here
    found[PLACES[1], "Robbery", True] = there
    found[sorted(helped.ring_of(PLACE))[0], "Robbery", True] = around
    return {key: number for key, number in found.items() if number}


def test_the_variance_is_the_sum_of_squared_weights() -> None:
    """Sums by hand: 200 burglaries are 4,000 harm, and 200 × 20² in the variance."""
    harm = Places(Counts(4000, 2000), Counts(20000, 20000))
    squares = Places(Counts(80_000, 40_000), Counts(400_000, 400_000))
    found = effect.displacement_difference(harm, Weights(control=5), dispersion=2, squares=squares)
    assert found.local == -2000
    assert found.local_error == pytest.approx(np.sqrt(2 * (80_000 + 40_000 + 2 * 400_000 / 25)))


def test_where_every_incident_weighs_the_same_harm_says_what_counts_say() -> None:
    found = told(by_hand(since=100), (12, 12))
    counted = effect.displacement_difference(
        Places(Counts(200, 100), Counts(1000, 1000), Counts(300, 300), Counts(1500, 1500)),
        Weights(control=5, control_ring=5),
        dispersion=1.5,
    )
    assert found.difference == pytest.approx([20 * each for each in counted])


def test_a_fall_in_harm_is_told_with_its_interval_and_the_squares_around() -> None:
    said = helped_harm.sentences(told(by_hand(since=80), (12, 12)), "month")
    assert said[0].startswith(
        "In harm, by the force's weight of each crime type, about 2,400 less (95 %: "
    )
    assert said[0].endswith("than those places let expect. That is more than chance explains.")
    assert said[1].startswith(f"With {helped.RING_TEXT}: about 2,400 less (95 %: ")
    assert said[2] == helped_harm.BY_COUNTS


def test_a_rise_in_harm_is_not_laid_at_the_patrols_door() -> None:
    assert helped.RISING in helped_harm.sentences(told(by_hand(since=400), (12, 12)), "month")


def test_one_incident_that_carries_the_harm_is_named_and_nothing_is_said() -> None:
    few = by_hand(before=70, since=70, here=1)
    (said,) = helped_harm.sentences(told(few, (12, 12)), "month")
    assert said == (
        "In harm nothing is said: one incident (robbery) is 12 % of the harm counted here, and where one is more "
        "than 10 %, the figure is that incident's."
    )
    (there,) = helped_harm.sentences(told(by_hand(before=10, since=10, there=1), (12, 12)), "month")
    assert "of the harm counted in the places held against it" in there
    around = helped_harm.sentences(told(by_hand(since=80, around=1), (12, 12)), "month")
    assert not [each for each in around if "nothing is said" in each]


def test_one_incident_that_carries_the_squares_around_is_named() -> None:
    around = helped_harm.Heavy("Robbery", 0.5, "in the squares around it")
    found = told(by_hand(since=80), (12, 12))._replace(heavy_of_rings=around)
    said = helped_harm.sentences(found, "month")
    assert said[0].startswith("In harm, by the force's weight")
    assert said[1] == (
        "With the squares around nothing is said in harm: one incident (robbery) is 50 % of the harm counted in the "
        "squares around it."
    )


def test_no_change_where_a_fall_would_show_is_said_to_be_chance() -> None:
    said = helped_harm.sentences(told(by_hand(before=2000, since=2000), (12, 12)), "month")
    assert "That could be chance: a fall by 30 % would probably have shown by now" in said[0]


def test_exactly_a_tenth_is_not_yet_one_incidents_figure() -> None:
    at, above = (
        told(by_hand(before=200, since=200), (12, 12))._replace(
            heavy=helped_harm.Heavy("Robbery", share, "here")
        )
        for share in (MOST_OF_ONE, MOST_OF_ONE + 1e-9)
    )
    assert not at.is_of_few
    assert above.is_of_few


def test_too_little_harm_is_refused_with_how_long_to_wait() -> None:
    (said,) = helped_harm.sentences(told(by_hand(before=220, since=220), (12, 12)), "month")
    assert said.startswith(
        "In harm it is too little to tell: a fall by 30 % would show in four of five cases after"
    )
    assert said.endswith(" more months.")


def test_without_a_weight_there_is_no_harm() -> None:
    found = told(by_hand(), (12, 12))._replace(heavy=None)
    assert helped_harm.sentences(found, "month")[0].startswith(
        "In harm nothing is said: no incident"
    )
