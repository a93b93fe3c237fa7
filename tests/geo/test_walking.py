"""Rounds on foot: every wanted piece walked, none too long, and none much longer than it must be."""

from collections.abc import Sequence
from itertools import pairwise, permutations, product

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.geo import street_network, walking
from patrolqr.geo.street_network import Network
from patrolqr.geo.walking import Stride

AREA = shapely.box(0, 0, 500, 500)
FAR = 10_000.0


def town(seed: int, *, side: int | None = None) -> Network:
    """Return a small random town: a crooked grid of which some streets are missing."""
    chance = np.random.default_rng(seed)
    side = side or int(chance.integers(3, 6))
    corners = 100 * np.indices((side, side)).reshape(2, -1).T + chance.uniform(
        -30, 30, (side**2, 2)
    )
    pairs = [
        (at, at + step)
        for at in range(side**2)
        for step, fits in ((1, (at + 1) % side), (side, at + side < side**2))
        if fits and chance.random() < 0.85
    ]
    lines = np.array([shapely.LineString(corners[list(pair)]) for pair in pairs], dtype=object)
    names = [f"Street {number}" for number in range(len(pairs))]
    return street_network.around(AREA, lines, names, longest_m=FAR)


def wanted_of(network: Network, seed: int, *, most: int) -> list[int]:
    """Return some pieces that all reach one another."""
    chance = np.random.default_rng(seed)
    home = network.pieces[0].start
    there = [
        number
        for number, each in enumerate(network.pieces)
        if np.isfinite(network.metres[home, each.start])
    ]
    number = min(len(there), int(chance.integers(2, most + 1)))
    return sorted(chance.choice(there, number, replace=False).tolist())


def weigh_all(network: Network, wanted: Sequence[int]) -> float:
    """Return the length of the shortest closed tour, every order and direction tried."""
    first, *others = wanted
    walked = sum(network.pieces[each].metres for each in wanted)

    def between(order: Sequence[int], turned: Sequence[bool]) -> float:
        ends = [
            (network.pieces[each].end, network.pieces[each].start)
            if turn
            else (network.pieces[each].start, network.pieces[each].end)
            for each, turn in zip(order, turned, strict=True)
        ]
        legs = pairwise([*ends, ends[0]])
        return float(sum(network.metres[one[1], other[0]] for one, other in legs))

    return walked + min(
        between((first, *order), turned)
        for order in permutations(others)
        for turned in product((False, True), repeat=len(wanted))
    )


def test_few_pieces_are_walked_by_the_shortest_tour_there_is() -> None:
    for seed in range(60):
        network = town(seed)
        wanted = wanted_of(network, seed, most=5)
        found = walking.metres(network, walking.tour(network, wanted))
        assert found == pytest.approx(weigh_all(network, wanted))


def test_no_improved_tour_is_much_longer_than_the_shortest() -> None:
    """On 200 random small networks."""
    for seed in range(200):
        network = town(seed)
        wanted = wanted_of(network, seed, most=8)
        shortest = walking.metres(network, walking.tour(network, wanted))
        improved = walking.metres(network, walking.tour(network, wanted, exact_up_to=0))
        assert shortest - 1e-6 <= improved <= 1.15 * shortest


@given(
    st.integers(0, 10_000),
    st.integers(1, 12),
    st.floats(150, 3000),
)
def test_every_piece_that_can_be_is_walked_and_no_round_is_too_long(
    seed: int, number: int, most_m: float
) -> None:
    network = town(seed, side=4)
    wanted = list(range(min(number, len(network.pieces))))
    found = walking.rounds(network, wanted, most_m=most_m)
    walked = [stride.piece for each in found for stride in each]
    assert sorted(walked) == [each for each in wanted if 2 * network.pieces[each].metres <= most_m]
    for each in found:
        assert walking.metres(network, each) <= most_m + 1e-6
        assert_is_walk(network, each)


def assert_is_walk(network: Network, strides: Sequence[Stride]) -> None:
    """Each leg begins where the one before ended, the last one ends where the first began, and
    together they are as long as the tour says.
    """
    legs = walking.legs(network, strides)
    here = legs[0][1]
    for piece, start, _ in legs:
        assert here == start
        ends = {network.pieces[piece].start, network.pieces[piece].end}
        (here,) = ends - {start} or ends
    assert here == legs[0][1]
    metres = sum(network.pieces[piece].metres for piece, _, _ in legs)
    assert metres == pytest.approx(walking.metres(network, strides))
    assert [piece for piece, _, is_wanted in legs if is_wanted] == [each.piece for each in strides]


def test_what_does_not_reach_each_other_is_walked_apart() -> None:
    lines = np.array(
        [shapely.LineString([(0, 0), (100, 0)]), shapely.LineString([(0, 300), (100, 300)])],
        dtype=object,
    )
    network = street_network.around(AREA, lines, ["South", "North"], longest_m=FAR)
    found = walking.rounds(network, [0, 1], most_m=1000)
    assert [walking.metres(network, each) for each in found] == [200, 200]


def test_nothing_wanted_is_no_round() -> None:
    assert walking.rounds(town(1), [], most_m=900) == []
