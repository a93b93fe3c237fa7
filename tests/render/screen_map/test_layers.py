"""The map asks nobody but our own server, stays the same map, and says what it was given."""

import json
import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from streamlit_folium import generate_js_hash, generate_leaflet_string

from patrolqr.geo import squares
from patrolqr.render.screen_map import layers

EMPTY = {
    "areas": pd.DataFrame({"name": [], "geometry": []}),
    "streets": pd.DataFrame({"name": [], "class": [], "geometry": []}),
    "points": pd.DataFrame({"name": [], "longitude": [], "latitude": []}),
}


def town(name: str = "Mill Ward") -> dict[str, pd.DataFrame]:
    """Return a neighbourhood, a main street and a named point."""
    ward = shapely.to_geojson(shapely.box(-2.02, 52.68, -2.0, 52.70))
    street = shapely.to_geojson(
        shapely.LineString([(-2.02, 52.69), (-2.01, 52.6901), (-2.0, 52.69)])
    )
    return {
        "areas": pd.DataFrame({"name": [name], "geometry": [ward]}),
        "streets": pd.DataFrame(
            {"name": ["High Street"], "class": ["primary"], "geometry": [street]}
        ),
        "points": pd.DataFrame(
            {"name": ["Quay Road"], "longitude": [-2.011], "latitude": [52.691]}
        ),
    }


def row_of_squares(count: int) -> tuple[pd.DataFrame, np.ndarray[Any, Any]]:
    """Return so many squares side by side with counts 1, 2, 3 …"""
    names = [f"E{397_750 + 250 * at}N310250" for at in range(count)]
    return pd.DataFrame({"cell": names, "count": range(1, count + 1)}), squares.outlines(
        names
    ).to_numpy()


def script_of(layer: Any) -> str:
    """Return the JavaScript of a layer."""
    (script,) = layer._children.values()
    return str(script.text)


def told(layer: Any) -> dict[str, Any]:
    """Return what a layer tells map.js."""
    shown, cells = re.fullmatch(
        r"patrolqr\.show\(Object\.assign\((.*), \{cells: (.*)\}\)\);", script_of(layer), re.S
    ).groups()  # type: ignore[union-attr]
    return {**json.loads(shown), "cells": json.loads(cells)}


def places(steps: list[int]) -> np.ndarray[Any, Any]:
    """Return steps of 1/100000 degrees as longitudes and latitudes."""
    return np.cumsum(np.array(steps).reshape(-1, 2), axis=0)[:, ::-1] / 1e5


def test_everything_the_map_loads_comes_from_our_own_server() -> None:
    chart = layers.base(layers.base_map(**town()))
    page = chart.get_root().render() + generate_leaflet_string(chart)
    loaded = re.findall(r"<(?:script|link|img)[^>]+(?:src|href)=\"([^\"]+)\"", page)
    assert loaded == ["/o/assets/leaflet/leaflet.js", "/o/assets/leaflet/leaflet.css"]
    assert not re.findall(r"https?://", page.replace("http://www.w3.org", ""))


def test_the_base_is_the_same_map_until_the_ground_changes() -> None:
    def mark(name: str) -> str:
        return str(
            generate_js_hash(
                generate_leaflet_string(layers.base(layers.base_map(**town(name)))), "map"
            )
        )

    assert mark("Mill Ward") == mark("Mill Ward") != mark("Quay Ward")


def test_the_map_opens_on_the_neighbourhoods() -> None:
    assert layers.base_map(**town()).bounds == ((52.68, -2.02), (52.70, -2.0))


def test_without_neighbourhoods_the_map_opens_on_the_points_but_not_on_the_ones_far_outside() -> (
    None
):
    points = pd.DataFrame(
        {"name": "A", "longitude": [-2.0] * 199 + [9.0], "latitude": [52.7] * 199 + [0.0]}
    )
    assert layers.base_map(**{**EMPTY, "points": points}).bounds == ((52.7, -2.0), (52.7, -2.0))


def test_a_map_of_nothing_is_still_a_map() -> None:
    assert "patrolqr.ground" in generate_leaflet_string(layers.base(layers.base_map(**EMPTY)))
    empty = layers.layer(
        pd.DataFrame({"cell": [], "count": []}), np.array([], dtype=object), unit="Incidents"
    )
    assert told(empty)["breaks"] == []
    assert told(empty)["cells"] == {"names": "", "counts": [], "corners": []}


def test_a_neighbourhood_without_an_outline_is_left_out() -> None:
    areas = pd.DataFrame({"name": ["Nowhere"], "geometry": [None]})
    assert json.loads(layers.base_map(**{**EMPTY, "areas": areas}).drawing)["areas"] == []


def test_ground_and_squares_arrive_within_a_metre_of_where_they_are() -> None:
    drawing = json.loads(layers.base_map(**town()).drawing)
    assert places(drawing["streets"][0]["line"]) == pytest.approx(
        np.array([[-2.02, 52.69], [-2.01, 52.6901], [-2.0, 52.69]]), abs=1e-5
    )
    cells, outlines = row_of_squares(3)
    sent = told(layers.layer(cells, outlines, unit="Incidents"))["cells"]
    assert (sent["names"].split(" "), sent["counts"]) == (
        cells["cell"].tolist(),
        cells["count"].tolist(),
    )
    corners = np.concatenate([shapely.get_coordinates(square)[:4] for square in outlines])
    assert places(sent["corners"]) == pytest.approx(corners, abs=1e-5)


def test_names_stay_text_whatever_stands_in_them() -> None:
    wild = "</script><b onclick='x'>\u2028 \"Ø\" {{ 7 }} {% end"
    assert "{{ 7 }} {% end" in generate_leaflet_string(layers.base(layers.base_map(**town(wild))))
    assert json.loads(layers.base_map(**town(wild)).drawing)["areas"][0]["name"] == wild
    cells, outlines = row_of_squares(1)
    layer = layers.layer(cells, outlines, unit="Incidents", said={"E397750N310250": [wild]})
    assert told(layer)["said"]["E397750N310250"] == [wild]
    assert "</script>" not in script_of(layer)


def test_picks_and_numbers_change_nothing_about_the_squares() -> None:
    cells, outlines = row_of_squares(4)
    before = told(layers.layer(cells, outlines, unit="Incidents"))
    after = told(
        layers.layer(
            cells,
            outlines,
            unit="Incidents",
            picked=["E397750N310250"],
            ranks={"E397750N310250": 1},
        )
    )
    assert before["key"] == after["key"]
    assert after["picked"] == ["E397750N310250"]
    assert after["view"] is not None


@given(st.lists(st.integers(1, 5000), max_size=200))
def test_every_count_has_a_shade_and_shades_are_few_and_in_order(counts: list[int]) -> None:
    least = layers.breaks(pd.Series(counts, dtype=int))
    assert least == sorted(set(least))
    assert len(least) <= layers.STEPS
    assert not counts or (least[0] == 1 and least[-1] <= max(counts))
