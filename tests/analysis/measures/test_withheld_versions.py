"""Counts published again and again: whoever kept every version, and knows which counts changed, recovers
no withheld one.
"""

import os

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from patrolqr.analysis.measures import withheld_versions
from patrolqr.analysis.measures.proportions import FEWEST_COUNTED
from patrolqr.analysis.measures.withheld_versions import ALL, Key, Told, Version

TABLES = int(os.environ.get("PATROLQR_TABLES", "12"))
"""How many random months are tried; CONTRIBUTING says when to try more."""

Leaves = dict[Key, int]


def totalled(leaves: Leaves) -> dict[Key, int]:
    """Return neighbourhood × type with all totals, and each type by outcome."""
    places: Leaves = {}
    outcomes: Leaves = {}
    for (place, category, outcome), number in leaves.items():
        one, other = (
            ("incidents", "crime", place, category, ALL),
            ("incidents", "crime", ALL, category, outcome),
        )
        places[one] = places.get(one, 0) + number
        outcomes[other] = outcomes.get(other, 0) + number
    by_place = withheld_versions.with_totals(places, ((2,), (3,), (2, 3)))
    return withheld_versions.with_totals(outcomes, ((3,),)) | by_place


def random_month(random: np.random.Generator) -> Leaves:
    """Return a month of any thickness."""
    places, types, outcomes = (int(each) for each in random.integers(1, 5, 3))
    mean = random.choice([0.4, 2.0, 8.0])
    return {
        (f"n{place}", f"t{category}", f"o{outcome}"): int(random.poisson(mean))
        for place in range(places)
        for category in range(types)
        for outcome in range(outcomes)
    }


def changed(leaves: Leaves, random: np.random.Generator) -> Leaves:
    """Return the month after a late load: some more, some taken back, some moved elsewhere."""
    found = dict(leaves)
    for key in leaves:
        if random.random() < 0.25:
            found[key] = max(0, found[key] + int(random.integers(-2, 5)))
    one, other = (list(leaves)[int(at)] for at in random.integers(0, len(leaves), 2))
    moved = min(2, found[one])
    found[one] -= moved
    found[other] += moved
    return found


def lines_of(versions: list[Version], numbers: dict[tuple[Key, int], int]) -> np.ndarray:
    """Return the sums a reader knows to hold, written out by hand: independent of what is tested."""
    lines = []
    for told in versions:
        here = {key: numbers[key, each.value] for key, each in told.items()}
        for total in here:
            for at in (2, 3, 4):
                parts = [
                    key
                    for key in here
                    if key[at] != ALL
                    and all(key[i] == total[i] for i in (0, 1, 2, 3, 4) if i != at)
                ]
                if total[at] == ALL and parts:
                    line = np.zeros(len(numbers))
                    line[[here[each] for each in parts]] = 1
                    line[here[total]] = -1
                    lines.append(line)
    return np.array(lines)


def recovered(versions: list[Version]) -> list[tuple[Key, int]]:
    """Return the withheld numbers that a solver pins down, who knows all that was ever told, that what is
    withheld is at least 1, and which counts stayed as they were.
    """
    numbers: dict[tuple[Key, int], int] = {}
    known: set[tuple[Key, int]] = set()
    for told in versions:
        for key, each in told.items():
            numbers.setdefault((key, each.value), len(numbers))
            known |= {(key, each.value)} if each.is_told else set()
    values = np.array([value for _, value in numbers])
    is_known = np.array([each in known for each in numbers])
    if not len(numbers) or is_known.all():
        return []
    bounds = Bounds(np.where(is_known, values, 1), np.where(is_known, values, np.inf))
    holds = LinearConstraint(lines_of(versions, numbers), 0, 0)
    found = []
    for number, at in numbers.items():
        if is_known[at]:
            continue
        ends = []
        for sign in (1, -1):
            aim = np.zeros(len(numbers))
            aim[at] = sign
            solved = milp(aim, integrality=np.ones(len(numbers)), bounds=bounds, constraints=holds)
            ends.append(sign * solved.fun if solved.x is not None else np.inf)
        least, most = ends
        if most - least < FEWEST_COUNTED - 1 or most < FEWEST_COUNTED:
            found.append(number)
    return found


@pytest.mark.parametrize("seed", range(TABLES))
def test_a_solver_with_every_version_recovers_no_withheld_count(seed: int) -> None:
    random = np.random.default_rng(seed)
    month, versions = random_month(random), list[Version]()
    held_back = 0
    for _ in range(3):
        told = withheld_versions.publish(totalled(month), versions)
        held_back += told is None
        if told is not None:
            versions.append(told)
        month = changed(month, random)
    assert versions, "what nobody was told before can always be published"
    assert recovered(versions) == []
    assert held_back < 3


def test_the_solver_would_find_what_is_not_protected() -> None:
    """The test can fail: a lone small number beside its total is found."""
    counts = totalled({("a", "t", "o"): 3, ("b", "t", "o"): 9})
    told = {key: Told(value, value >= FEWEST_COUNTED) for key, value in counts.items()}
    assert (("incidents", "crime", "a", "t", ALL), 3) in recovered([told])


def test_a_version_on_its_own_would_give_the_one_before_away() -> None:
    """A late load makes the small number large. Told anew without a look back, it gives away both."""
    first = totalled({("a", "t", "o"): 3, ("b", "t", "o"): 7, ("c", "t", "o"): 40})
    later = totalled({("a", "t", "o"): 9, ("b", "t", "o"): 7, ("c", "t", "o"): 40})
    one = withheld_versions.publish(first, [])
    assert one is not None
    careless = withheld_versions.publish(later, [])
    careful = withheld_versions.publish(later, [one])
    assert careless is not None
    assert careful is not None
    assert recovered([one, careless]) != []
    assert recovered([one, careful]) == []


def test_what_was_withheld_once_stays_withheld_as_long_as_it_is_the_same() -> None:
    first = totalled({("a", "t", "o"): 3, ("b", "t", "o"): 7, ("c", "u", "o"): 40})
    one = withheld_versions.publish(first, [])
    assert one is not None
    more = totalled({("a", "t", "o"): 3, ("b", "t", "o"): 7, ("c", "u", "o"): 41})
    two = withheld_versions.publish(more, [one])
    assert two is not None
    for key, each in one.items():
        if key in two and two[key].value == each.value:
            assert two[key].is_told == each.is_told


def test_a_change_that_would_give_a_small_number_away_is_held_back() -> None:
    """All of five was told, and told to be in one place; two of them elsewhere would show three here."""
    first = totalled({("a", "t", "o"): 5})
    one = withheld_versions.publish(first, [])
    assert one is not None
    assert all(each.is_told for each in one.values())
    moved = totalled({("a", "t", "o"): 3, ("b", "t", "o"): 2})
    assert withheld_versions.publish(moved, [one]) is None


def test_many_small_numbers_at_once_are_as_safe_as_one_by_one() -> None:
    """More of them than are looked at one by one (withholding.FEW)."""
    random = np.random.default_rng(5)
    counts = totalled(
        {
            (f"n{place}", f"t{category}", "o"): int(random.poisson(random.choice([1.0, 2.0, 12.0])))
            for place in range(16)
            for category in range(9)
        }
    )
    told = withheld_versions.publish(counts, [])
    assert told is not None
    assert sum(0 < value < FEWEST_COUNTED for value in counts.values()) > 60
    small = [key for key, value in counts.items() if 0 < value < FEWEST_COUNTED]
    assert not [key for key in small if told[key].is_told]
    assert recovered([told]) == []


def test_totals_of_all_are_withheld_last() -> None:
    counts = totalled({(f"n{place}", "t", "o"): 2 + place for place in range(8)})
    told = withheld_versions.publish(counts, [])
    assert told is not None
    assert told["incidents", "crime", ALL, ALL, ALL].is_told
    assert not told["incidents", "crime", "n0", "t", ALL].is_told
