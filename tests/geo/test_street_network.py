"""Streets between junctions: ends that nearly meet, crossings, long pieces, what is on them."""

import numpy as np
import pytest
import shapely

from patrolqr.geo import street_network
from patrolqr.geo.shapes import Shapes
from patrolqr.geo.street_network import Network

AREA = shapely.box(0, 0, 400, 400)


def lines(*corners: list[tuple[float, float]]) -> Shapes:
    return np.array([shapely.LineString(each) for each in corners], dtype=object)


def of(*corners: list[tuple[float, float]], longest_m: float = 10_000) -> Network:
    names = [f"Street {number}" for number in range(len(corners))]
    return street_network.around(AREA, lines(*corners), names, longest_m=longest_m)


def test_a_crossing_is_a_junction_and_each_piece_keeps_its_name() -> None:
    network = of([(0, 100), (200, 100)], [(100, 0), (100, 200)])
    assert sorted(each.name for each in network.pieces) == ["Street 0"] * 2 + ["Street 1"] * 2
    assert {round(each.metres) for each in network.pieces} == {100}
    assert network.metres.max() == pytest.approx(200)


def test_a_side_street_that_ends_short_of_the_main_one_meets_it() -> None:
    network = of([(0, 0), (200, 0)], [(100, 0.4), (100, 90)])
    assert len(network.pieces) == 3
    assert np.isfinite(network.metres).all()


def test_a_long_piece_is_several_of_one_length() -> None:
    network = of([(0, 0), (300, 0)], longest_m=120)
    assert [round(each.metres) for each in network.pieces] == [100, 100, 100]


def test_between_two_junctions_the_shorter_of_two_streets_is_the_way() -> None:
    network = of([(0, 0), (100, 0)], [(0, 0), (50, 80), (100, 0)])
    assert network.metres[0, 1] == pytest.approx(100)


def test_a_point_stands_on_the_nearest_street_within_reach() -> None:
    network = of([(0, 0), (100, 0)], [(0, 60), (100, 60)])
    points = np.array([[50.0, 10], [50, 55], [50, 120]])
    names = [network.pieces[each].name if each >= 0 else "" for each in
             street_network.places_on(network, points, within_m=40)]  # fmt: skip
    assert names == ["Street 0", "Street 1", ""]


def test_no_street_and_no_point_are_an_empty_network_and_no_place() -> None:
    network = street_network.around(AREA, lines(), [], longest_m=100)
    assert network.pieces == ()
    assert street_network.places_on(network, np.array([[1.0, 1]]), within_m=9).tolist() == [-1]
    assert not street_network.inside(network, AREA).any()


def test_streets_far_from_the_area_are_left_out() -> None:
    network = of([(0, 0), (100, 0)], [(2000, 0), (2100, 0)])
    assert [each.name for each in network.pieces] == ["Street 0"]
