"""Streets of Ordnance Survey and OpenStreetMap: named, classed, and only those on the force's ground."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from patrolqr import readers
from patrolqr.core.errors import FileUnreadable
from patrolqr.geo.ground import Ground
from patrolqr.readers import Choice, streets
from patrolqr.render.street_classes import STREET_MM
from tests.builders import areas, maps
from tests.readers.test_contract import upload

GROUND = Choice(ground=Ground((json.dumps(shapely.geometry.mapping(maps.beat(0))),)))

DEGREES_A_KM = 1 / 111.25
"""Degrees of latitude that are a kilometre here."""


def read(
    file: readers.Named, choice: Choice = GROUND
) -> tuple[dict[str, tuple[Any, ...]], tuple[str, ...]]:
    """Return name and class of each street by its id, and what was said."""
    (source,) = readers.read(file, choice=choice)
    (batch,) = source.batches()
    assert (source.kind, batch.broken) == ("streets", ())
    rows = batch.rows.to_pylist()
    return {row["street_id"]: (row["name"], row["class"]) for row in rows}, source.notes()


def frame(*rows: dict[str, Any]) -> gpd.GeoDataFrame:
    """Return streets one above the other through the first beat, on the British grid."""
    lines = [maps.street(number / 10) for number in range(len(rows))]
    return gpd.GeoDataFrame(list(rows), geometry=lines, crs=maps.DEGREES).to_crs(27700)


def line(row: float, **properties: object) -> dict[str, Any]:
    """Return a street as OpenStreetMap's extracts write it."""
    return areas.feature(shapely.geometry.mapping(maps.street(row)), **properties)


def test_open_roads_are_named_and_classed(tmp_path: Path) -> None:
    roads = frame(
        {"id": "A", "road_function": "A Road", "name_1": "High Street", "trunk_road": False},
        {
            "id": "B",
            "road_function": "A Road",
            "road_classification_number": "A5",
            "trunk_road": True,
        },
        {"id": "C", "road_function": "Local Road", "name_1": "Elm Close", "trunk_road": False},
        {"id": "D", "road_function": "Restricted Local Access Road", "trunk_road": False},
    )
    maps.package(tmp_path, roads, name="oproad_gb.gpkg", layer="road_link")
    nodes = gpd.GeoDataFrame({"id": ["n"]}, geometry=[shapely.Point(0, 0)], crs=27700)
    found, notes = read(maps.package(tmp_path, nodes, name="oproad_gb.gpkg", layer="road_node"))
    assert found == {
        "A": ("High Street", "primary"),
        "B": ("A5", "trunk"),
        "C": ("Elm Close", "residential"),
        "D": (None, "service"),
    }
    assert "Read as British National Grid, EPSG:27700." in notes


def test_of_zoomstacks_three_scales_the_most_complete_is_read(tmp_path: Path) -> None:
    wide = frame({"type": "Motorway", "name": None, "number": "M6"})
    close = frame(
        {"type": "Motorway", "name": None, "number": "M6"},
        {"type": "Minor", "name": "Mill Lane", "number": None},
    )
    for layer, rows in (("roads_national", wide), ("roads_local", close)):
        path = maps.package(tmp_path, rows, name="OS_Open_Zoomstack.gpkg", layer=layer)
    found, _ = read(path)
    assert sorted(found.values()) == [("M6", "motorway"), ("Mill Lane", "tertiary")]
    assert read(path)[0] == found  # without ids of their own they get the same ones again


def test_an_extract_of_openstreetmap_is_read_without_what_is_no_street() -> None:
    content = areas.collection(
        line(0.1, **{"@id": "way/1", "highway": "primary_link", "name": "High Street"}),
        line(0.2, osm_id="2", highway="living_street", name="Elm Close"),
        line(0.3, id="3", highway="footway"),
        line(0.4, id="4", highway="proposed", name="Bypass"),
        line(0.5, id="5", waterway="canal", name="Canal"),
    )
    found, notes = read(upload(content, "cannock.geojson"))
    assert found == {
        "way/1": ("High Street", "primary"),
        "2": ("Elm Close", "residential"),
        "3": (None, "path"),
    }
    assert notes[-1].startswith("3 of 5 lines in cannock.geojson are streets on your ground")


@pytest.mark.parametrize("padding", [0, 5])
def test_a_packed_extract_of_openstreetmap_is_read(padding: int) -> None:
    content = maps.extract(maps.street(0.1), padding=padding, highway="tertiary", name="Mill Lane")
    assert content[3] == (13 if padding == 0 else 14)
    found, _ = read(upload(content, "cannock.osm.pbf"))
    assert found == {"7": ("Mill Lane", "tertiary")}
    with pytest.raises(FileUnreadable, match="damaged or no complete map file"):
        read(upload(content[:-20], "cannock.osm.pbf"))


@pytest.mark.parametrize(("km", "is_kept"), [(0.95, True), (1.05, False)])
def test_streets_within_the_margin_are_kept_and_no_others(km: float, *, is_kept: bool) -> None:
    north = 1 + km * DEGREES_A_KM / maps.SIDE
    content = areas.collection(
        line(0.5, id="inside", highway="service"), line(north, id="around", highway="service")
    )
    assert streets.MARGIN_M == 1000
    assert ("around" in read(upload(content, "cannock.geojson"))[0]) == is_kept


def test_of_a_whole_countrys_file_only_the_ground_is_read(tmp_path: Path) -> None:
    here = frame({"id": "A", "road_function": "B Road", "name_1": "Here"}).to_crs(maps.DEGREES)
    there = here.assign(id="Z", geometry=[maps.street(0, at=(1.3, 51.1))])
    both = gpd.GeoDataFrame(
        [*here.to_dict("records"), *there.to_dict("records")], geometry="geometry", crs=maps.DEGREES
    )
    path = maps.package(tmp_path, both.to_crs(27700), name="roads.gpkg", layer="road_link")
    found, notes = read(path)
    assert found == {"A": ("Here", "secondary")}
    assert notes[-1].startswith("1 of 2 lines")
    far = Choice(ground=Ground(box=(-5.6, 50.1, -5.5, 50.2)))
    with pytest.raises(FileUnreadable, match="no streets within 1 km of what is loaded"):
        read(path, far)


def test_streets_before_any_ground_is_known_ask_for_it(tmp_path: Path) -> None:
    path = maps.package(
        tmp_path, frame({"id": "A", "road_function": "B Road"}), name="r.gpkg", layer="road_link"
    )
    for file in (path, upload(areas.collection(line(0.1, highway="service")), "r.geojson")):
        with pytest.raises(FileUnreadable, match="load your neighbourhoods first"):
            read(file, Choice())


def test_every_class_is_one_that_is_drawn() -> None:
    assert set(streets.CLASSES.values()) <= set(STREET_MM)
