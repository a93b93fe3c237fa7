"""Small maps: what is shown at least, rings, numbers apart, a round scale."""

import re
from itertools import combinations
from math import hypot

import geopandas as gpd
import pytest
import shapely

from patrolqr.render.pdf import small_map
from patrolqr.render.pdf.small_map import Numbered
from patrolqr.render.pdf.street_lines import prepare

NO_STREETS = prepare(gpd.GeoDataFrame({"name": [], "class": []}, geometry=[], crs=27700))


def square(side_m: float, east: float = 400_000) -> shapely.Polygon:
    return shapely.box(east, 300_000, east + side_m, 300_000 + side_m)


def numbers_on(drawn: str) -> list[tuple[float, float]]:
    """Return where the middles of the numbers' discs are (millimetres)."""
    discs = re.findall(r'cx="([\d.]+)" cy="([\d.]+)" r="2.6"', drawn)
    return [(float(x), float(y)) for x, y in discs]


def test_a_doorway_is_shown_among_the_streets_around_it() -> None:
    frame = small_map.frame_around(square(1).bounds, 45, 33, share=0.5)
    assert frame.width_mm * frame.metres_per_mm == pytest.approx(small_map.LEAST_METRES)


def test_an_area_fills_its_share_of_the_picture_and_stands_in_the_middle() -> None:
    frame = small_map.frame_around(square(1000).bounds, 45, 33, share=0.5)
    west, north, east, south = frame.place(square(1000)).bounds
    assert south - north == pytest.approx(33 * 0.5)
    assert ((west + east) / 2, (north + south) / 2) == pytest.approx((22.5, 16.5))


def test_an_outline_too_small_to_be_seen_is_ringed() -> None:
    metres_per_mm = small_map.LEAST_METRES / 45
    at = small_map.SMALLEST_SEEN_MM * metres_per_mm
    ring = f'r="{small_map.RING_RADIUS_MM}"'
    assert ring in small_map.area_map(square(at - 0.01), NO_STREETS)
    assert ring not in small_map.area_map(square(at + 0.01), NO_STREETS)


def test_numbers_of_one_place_stand_apart_on_the_picture() -> None:
    areas = [Numbered(number, square(100)) for number in range(1, 13)]
    drawn = small_map.overview(areas, NO_STREETS, width_mm=190, height_mm=100)
    discs = numbers_on(drawn)
    assert len(discs) == 12
    for (x, y), (other_x, other_y) in combinations(discs, 2):
        assert hypot(x - other_x, y - other_y) >= small_map.DISCS_APART_MM - 0.02  # two decimals
    assert all(3 <= x <= 187 and 3 <= y <= 97 for x, y in discs)


@pytest.mark.parametrize(("areas", "line"), [(1, ""), (2, "L"), (3, "LLz")])
def test_the_visit_line_goes_there_and_back(areas: int, line: str) -> None:
    placed = [Numbered(number, square(100, 400_000 + 900 * number)) for number in range(areas)]
    drawn = small_map.overview(placed, NO_STREETS, width_mm=190, height_mm=100)
    dashed = re.findall(r'd="([^"]*)"[^>]*stroke-dasharray="1.8 1.2"', drawn)
    assert "".join(re.findall("[Lz]", "".join(dashed))) == line


@pytest.mark.parametrize(
    ("side_m", "label"), [(1, "50 m"), (1000, "500 m"), (3000, "2 km"), (40_000, "20 km")]
)
def test_the_scale_is_a_round_length(side_m: float, label: str) -> None:
    assert f">{label}</text>" in small_map.area_map(square(side_m), NO_STREETS)


def test_borders_of_neighbourhoods_are_drawn_where_they_cross_the_picture() -> None:
    def drawn(border: shapely.Polygon) -> str:
        areas = [Numbered(1, square(100))]
        return small_map.overview(
            areas, NO_STREETS, neighbourhoods=[border], width_mm=190, height_mm=100
        )

    assert "1.6 0.8" in drawn(square(50))
    assert "1.6 0.8" not in drawn(square(50, 900_000))
