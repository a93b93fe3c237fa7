"""KML, KMZ, shapefiles and GeoPackages: read as any boundary file is, in any system, or explained."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from patrolqr import readers
from patrolqr.core.errors import FileUnreadable
from patrolqr.geo.ground import Ground
from patrolqr.geo.shapes import read_shapes
from patrolqr.readers import Choice
from tests.builders import areas, maps
from tests.builders.maps import beat
from tests.readers.test_contract import upload


@dataclass(frozen=True)
class Read:
    """What a file gave."""

    kind: str
    ids: list[str]
    names: list[str]
    shapes: np.ndarray
    broken: list[tuple[int, str]]
    notes: tuple[str, ...]


def read(file: readers.Named, choice: Choice | None = None) -> Read:
    """Return what the one file in `file` gives."""
    (source,) = readers.read(file, choice=choice)
    (batch,) = source.batches()
    rows = batch.rows
    return Read(
        source.kind,
        rows["place_id"].to_pylist(),
        rows["name"].to_pylist(),
        read_shapes(rows["geometry"].to_pylist()),
        [(row.line, row.reason) for row in batch.broken],
        source.notes(),
    )


def lies_where_drawn(found: Read) -> bool:
    """Return whether the beats lie within some ten metres of where they were drawn."""
    apart = [
        shapely.hausdorff_distance(shape, beat(number)) for number, shape in enumerate(found.shapes)
    ]
    return bool(max(apart) < 1e-4)


FORMATS: dict[str, Callable[[Path, gpd.GeoDataFrame], Path]] = {
    "geopackage": lambda folder, frame: maps.package(folder, frame, name="b.gpkg", layer="beats"),
    "shapefile": maps.shapefile,
}


@pytest.mark.parametrize("write", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("epsg", [4326, 27700, 3857, 32630])
def test_a_map_file_is_read_in_the_system_it_names(
    write: Callable[[Path, gpd.GeoDataFrame], Path], epsg: int, tmp_path: Path
) -> None:
    found = read(write(tmp_path, maps.beats().to_crs(epsg)))
    assert (found.kind, found.ids) == ("neighbourhoods", ["N0", "N1", "N2"])
    assert found.names == ["Beat 0", "Beat 1", "Beat 2"]
    assert lies_where_drawn(found)
    assert any(f"EPSG:{epsg}" in note for note in found.notes) == (epsg != 4326)


def test_a_shapefile_without_its_system_is_found_out(tmp_path: Path) -> None:
    found = read(maps.shapefile(tmp_path, maps.beats().to_crs(27700), without=".prj"))
    assert lies_where_drawn(found)
    assert "does not say its system" in found.notes[0]


def test_a_shapefile_without_its_index_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match=r"wards\.shp is damaged or no complete map file"):
        read(maps.shapefile(tmp_path, maps.beats(), without=".shx"))


def test_neighbourhoods_as_the_site_gives_them_one_a_file_are_one_set() -> None:
    files = {f"staffordshire/CA0{at}.kml": maps.kml(f"CA0{at}", beat(at)) for at in range(3)}
    found = read(upload(maps.zipped(files), "2026-10-staffordshire.zip"))
    assert (found.kind, found.ids) == ("neighbourhoods", ["CA00", "CA01", "CA02"])
    assert lies_where_drawn(found)
    single = read(upload(maps.kml("CA00", beat(0)), "CA00.kml"))
    packed = read(upload(maps.zipped({"doc.kml": maps.kml("CA00", beat(0))}), "CA00.kmz"))
    assert single.ids == packed.ids == ["CA00"]


def test_of_several_layers_of_areas_none_is_guessed(tmp_path: Path) -> None:
    maps.package(tmp_path, maps.beats(), name="two.gpkg", layer="wards")
    path = maps.package(tmp_path, maps.beats(), name="two.gpkg", layer="districts")
    with pytest.raises(FileUnreadable, match=r"several layers of areas \(wards, districts\)"):
        read(path)


def test_points_are_no_places(tmp_path: Path) -> None:
    frame = maps.beats().to_crs(27700)
    frame = frame.assign(geometry=frame.geometry.centroid)
    path = maps.package(tmp_path, frame, name="points.gpkg", layer="stops")
    with pytest.raises(FileUnreadable, match=r"no layer of areas or streets.*stops \(Point\)"):
        read(path)


def test_parts_of_one_ward_are_united_by_its_code_and_two_wards_of_one_code_are_not() -> None:
    ward = {"WD24CD": "E05015742", "WD24NM": "Brereton"}
    other = {"WD24CD": "E05015743", "WD24NM": "Chadsmoor"}
    parts = [
        areas.feature(areas.square(0), FID=1, **ward),
        areas.feature(areas.square(2), FID=2, **ward),
        areas.feature(areas.square(4), FID=3, **other),
    ]
    found = read(upload(areas.collection(*parts), "wards.geojson"))
    assert (found.ids, found.broken) == (["E05015742", "E05015743"], [])
    assert shapely.get_num_geometries(found.shapes).tolist() == [2, 1]
    assert "1 of its areas come in parts, which are united by WD24CD." in found.notes
    namesake = areas.feature(areas.square(6), FID=4, **(other | {"WD24NM": "Elsewhere"}))
    found = read(upload(areas.collection(*parts, namesake), "wards.geojson"), Choice(id="WD24CD"))
    assert found.broken == [(4, "its id stands in the file twice")]


def test_a_stray_area_is_broken_and_the_others_are_read() -> None:
    abroad = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    features = [areas.feature(areas.square(at), code=f"A{at}") for at in range(3)]
    found = read(upload(areas.collection(*features, areas.feature(abroad, code="B")), "a.geojson"))
    assert found.ids == ["A0", "A1", "A2"]
    assert found.broken == [(4, "its ground lies outside the United Kingdom")]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"exceededTransferLimit": True}, "gave the first 1 features"),
        ({"properties": {"exceededTransferLimit": True}}, "gave the first 1 features"),
        ({"numberMatched": 900, "numberReturned": 1}, "gave 1 of 900 features"),
        ({"totalFeatures": 2}, "gave 1 of 2 features"),
        ({"exceededTransferLimit": False, "numberMatched": 1, "numberReturned": 1}, None),
        ({"numberMatched": "unknown", "totalFeatures": "unknown"}, None),
    ],
)
def test_an_answer_a_server_cut_off_is_named(said: dict[str, object], why: str | None) -> None:
    content = areas.collection(areas.feature(areas.square(0), code="A1", name="Town"), **said)
    if why is None:
        assert read(upload(content, "a.geojson")).ids == ["A1"]
        return
    with pytest.raises(FileUnreadable, match=f"a.geojson is only a part.*{why}"):
        read(upload(content, "a.geojson"))


def test_places_far_from_what_is_loaded_are_refused_unless_they_replace_it() -> None:
    kent = Ground(box=(1.0, 51.1, 1.3, 51.3))
    content = areas.collection(areas.feature(areas.square(0), code="A1"))
    with pytest.raises(FileUnreadable, match=r"lies 2\d\d km from everything that is loaded"):
        read(upload(content, "a.geojson"), Choice(ground=kent))
    assert read(upload(content, "a.geojson"), Choice(ground=kent, replace=True)).ids == ["A1"]


SYSTEMS_OF_CASES = {
    "g05_utm30_32630.geojson": "Read as UTM zone 30N, EPSG:32630",
    "g06_webmerc_no_crs.geojson": "Web Mercator, EPSG:3857",
    "g07_swapped.geojson": "longitude and latitude, EPSG:4326, north before east",
    "g37_degrees_claim_27700.geojson": "It says British National Grid, EPSG:27700",
    "h1_beats.geojson": "",
    "g20_neighbourhood.kml": "",
    "g20b.kmz": "",
}


@pytest.mark.parametrize(("name", "said"), SYSTEMS_OF_CASES.items(), ids=SYSTEMS_OF_CASES)
def test_files_that_were_read_into_the_sea_are_read_in_their_place(
    name: str, said: str, shared: Path
) -> None:
    found = read(shared / "cases" / "places" / name)
    assert found.broken == []
    west, south, east, north = shapely.total_bounds(found.shapes)
    assert -2.04 < west < east < -1.9
    assert 52.6 < south < north < 52.8
    assert said in " ".join(found.notes)
    assert bool(said) == bool(found.notes)


@pytest.mark.parametrize("name", ["g21_shapefile.zip", "g22.gpkg"])
def test_hulls_of_map_files_without_anything_inside_are_refused(name: str, shared: Path) -> None:
    with pytest.raises(FileUnreadable, match="damaged or no complete map file"):
        read(shared / "cases" / "places" / name)
