"""Places and streets as they are loaded: near what is there, once, replaced, and residents of known ones."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import shapely

from patrolqr.readers import Choice
from patrolqr.steps import load
from patrolqr.steps.load import Failure, Outcome
from patrolqr.store import Session, places
from patrolqr.store.loads import LoadReport
from tests.builders import areas, maps


def outcomes(session: Session, *files: Path, **choice: Any) -> list[Outcome]:
    """Return what became of files that were loaded one after the other."""
    asked = Choice(**choice)
    return [each for file in files for each in load.into(session, file, choice=asked)]


def loaded(session: Session, file: Path, **choice: Any) -> LoadReport:
    """Return the report of a file that was loaded."""
    (outcome,) = outcomes(session, file, **choice)
    assert isinstance(outcome, LoadReport), outcome.sentence
    return outcome


def refused(session: Session, file: Path, **choice: Any) -> str:
    """Return why a file was not loaded."""
    (outcome,) = outcomes(session, file, **choice)
    assert isinstance(outcome, Failure), outcome.sentence
    return outcome.sentence


def write_streets(
    folder: Path, names: Sequence[str], *, prefix: str = "", row: float = 0.1
) -> Path:
    """Return the path of an extract of OpenStreetMap with these streets in the first beat."""
    features = [
        areas.feature(
            shapely.geometry.mapping(maps.street(row + number / 20)),
            id=f"{prefix}{name}",
            name=name,
            highway="residential",
        )
        for number, name in enumerate(names)
    ]
    return areas.write(folder, *features, name=f"{prefix}streets.geojson")


def names_of(session: Session) -> list[str]:
    """Return the names of the streets that are drawn."""
    return sorted(str(name) for name in places.streets(session)["name"])


@pytest.fixture
def beats_file(tmp_path: Path) -> Path:
    """A GeoPackage of three beats on the British grid."""
    return maps.package(tmp_path, maps.beats().to_crs(27700), name="beats.gpkg", layer="beats")


def test_a_map_file_loads_once_and_says_in_which_system(store: Session, beats_file: Path) -> None:
    first, second = loaded(store, beats_file), loaded(store, beats_file)
    assert (first.read, first.new, second.new, second.known) == (3, 3, 0, 3)
    assert first.sentence.endswith("Read as British National Grid, EPSG:27700.")
    assert places.neighbourhoods(store)["name"].tolist() == ["Beat 0", "Beat 1", "Beat 2"]
    (text, *_) = places.neighbourhoods(store)["geometry"]
    assert shapely.hausdorff_distance(shapely.from_geojson(text), maps.beat(0)) < 1e-4


def test_places_far_from_the_loaded_ones_are_refused_and_may_replace_them(
    store: Session, beats_file: Path, tmp_path: Path
) -> None:
    loaded(store, beats_file)
    kent = maps.package(tmp_path, maps.beats((1.2, 51.2)), name="kent.gpkg", layer="beats")
    assert "lies 275 km from everything that is loaded" in refused(store, kent)
    assert len(places.neighbourhoods(store)) == 3
    assert loaded(store, kent, replace=True).known == 3  # the same ids, elsewhere now
    ground = places.ground(store)
    assert ground is not None
    assert ground.bounds == pytest.approx((1.2, 51.2, 1.23, 51.21))


def test_streets_fill_the_table_once_and_are_brought_up_to_date(
    store: Session, beats_file: Path, tmp_path: Path
) -> None:
    assert "load your neighbourhoods first" in refused(store, write_streets(tmp_path, ["Elm"]))
    loaded(store, beats_file)
    first = loaded(store, write_streets(tmp_path, ["Elm", "Mill"]))
    assert (first.kind, first.read, first.new) == ("streets", 2, 2)
    second = loaded(store, write_streets(tmp_path, ["Elm", "Mill"]))
    assert (second.new, second.known, second.updated) == (0, 2, 0)
    moved = loaded(store, write_streets(tmp_path, ["Elm", "Mill", "Oak"], row=0.3))
    assert (moved.new, moved.known, moved.updated) == (1, 2, 2)
    assert names_of(store) == ["Elm", "Mill", "Oak"]
    assert set(places.streets(store)["class"]) == {"residential"}


def test_streets_of_another_publisher_are_not_drawn_over_those_there_but_may_replace_them(
    store: Session, beats_file: Path, tmp_path: Path
) -> None:
    loaded(store, beats_file)
    loaded(store, write_streets(tmp_path, ["Elm", "Mill"]))
    others = write_streets(tmp_path, ["Elm", "Mill"], prefix="way ", row=0.12)
    assert "covers the ground of 2 streets already loaded" in refused(store, others)
    assert loaded(store, others, replace=True).new == 2
    assert len(names_of(store)) == 2


def test_a_table_of_residents_without_any_loaded_place_is_refused_and_with_some_is_read(
    store: Session, beats_file: Path, tmp_path: Path
) -> None:
    table = tmp_path / "people.csv"
    table.write_text("beat_code,population\nN0,100\nX9,200\n", "utf-8")
    assert "none of its codes is that of a loaded place" in refused(store, table)
    loaded(store, beats_file)
    report = loaded(store, table)
    assert (report.known, report.quarantined) == (1, 1)


def test_residents_may_come_in_one_zip_with_their_places(store: Session, tmp_path: Path) -> None:
    outlines = [areas.feature(areas.square(at), beat_code=f"N{at}") for at in range(2)]
    files = {
        "a_people.csv": b"beat_code,population\nN0,100\nN1,200\n",
        "b_beats.geojson": areas.collection(*outlines),
    }
    path = tmp_path / "all.zip"
    path.write_bytes(maps.zipped(files))
    found = outcomes(store, path)
    assert [(type(each), getattr(each, "kind", "")) for each in found] == [
        (LoadReport, "neighbourhoods"),
        (LoadReport, "residents"),
    ]


def test_the_ground_of_incidents_stands_where_no_neighbourhood_is_loaded(
    store: Session, shared: Path
) -> None:
    assert places.ground(store) is None
    loaded(store, next((shared / "data" / "street").glob("*-street.csv")))
    ground = places.ground(store)
    assert ground is not None
    west, south, east, north = ground.bounds
    assert -3 < west < east < -1
    assert 52 < south < north < 53.5
