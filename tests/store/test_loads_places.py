"""Neighbourhoods and small areas: loaded in either order, by any publisher, and which one an
incident belongs to.
"""

from pathlib import Path

import pytest

from patrolqr import readers
from patrolqr.core.errors import InputWrong
from patrolqr.readers import Choice
from patrolqr.store import Session, places
from patrolqr.store.loads import LoadReport, load
from tests.builders import areas, street
from tests.builders.areas import feature, square
from tests.builders.street import NO_LOCATION, row

IN_WEST = {"Longitude": "-2.05", "Latitude": "52.65"}
IN_EAST = {"Longitude": "-1.95", "Latitude": "52.65"}
OUTSIDE = {"Longitude": "-1.5", "Latitude": "52.65"}
KNOWN = {"LSOA code": "E01000001"}
UNKNOWN = {"LSOA code": "E01999999"}


def put(store: Session, path: Path, choice: Choice | None = None) -> LoadReport:
    """Return the report of loading one file."""
    (source,) = readers.read(path, choice=choice)
    report = load(store, source)
    assert report.read == report.new + report.known + report.quarantined
    return report


def beats(folder: Path) -> Path:
    """Two neighbourhoods beside each other."""
    west, east = (
        {"beat_id": side, "beat_name": f"{side} beat", "residents": 100}
        for side in ("West", "East")
    )
    return areas.write(
        folder, feature(square(0), **west), feature(square(1), **east), name="beats.geojson"
    )


def lsoas(folder: Path, **more: str) -> Path:
    """One small area that its file puts in the east beat, whatever its outline says."""
    one = {"LSOA21CD": "E01000001", "LSOA21NM": "Town 001A"} | more
    other = {"LSOA21CD": "E01000002", "LSOA21NM": "Town 001B"} | more
    return areas.write(
        folder, feature(square(0), **one), feature(square(5), **other), name="lsoas.geojson"
    )


def crimes(folder: Path) -> Path:
    """Rows in every position a row can be in."""
    places = (IN_WEST | KNOWN, IN_WEST | UNKNOWN, IN_EAST | UNKNOWN, OUTSIDE | UNKNOWN)
    rows = [
        row(street.BURGLARY | place, Crime_ID=f"{number:064}")
        for number, place in enumerate(places)
    ]
    return street.write(folder, *rows, row(NO_LOCATION))


def neighbourhoods(store: Session) -> list[str | None]:
    """Return the neighbourhood of each incident by line."""
    with store.writing("brief") as written:
        rows = written.cursor.execute(
            "SELECT neighbourhood_id FROM current_incidents ORDER BY source_line"
        ).fetchall()
    return [neighbourhood for (neighbourhood,) in rows]


BY_CODE = ["East", "West", "East", None, None]
BY_POINT = ["West", "West", "East", None, None]


@pytest.mark.parametrize(
    "order", ["crimes last", "crimes first", "crimes between", "small areas first"]
)
def test_the_small_areas_code_decides_before_the_point_whatever_is_loaded_first(
    store: Session, tmp_path: Path, order: str
) -> None:
    files = [beats(tmp_path), lsoas(tmp_path, beat="East"), crimes(tmp_path)]
    turns = {
        "crimes last": (0, 1, 2),
        "crimes first": (2, 0, 1),
        "crimes between": (0, 2, 1),
        "small areas first": (1, 2, 0),
    }
    for turn in turns[order]:
        put(store, files[turn])
    assert neighbourhoods(store) == BY_CODE


def test_without_small_areas_the_point_decides(store: Session, tmp_path: Path) -> None:
    put(store, beats(tmp_path))
    put(store, crimes(tmp_path))
    assert neighbourhoods(store) == BY_POINT


def test_small_areas_that_name_no_neighbourhood_belong_to_the_one_they_lie_in(
    store: Session, tmp_path: Path
) -> None:
    for path in (lsoas(tmp_path, LAD22CD="E07000192"), crimes(tmp_path), beats(tmp_path)):
        put(store, path)
    assert neighbourhoods(store) == BY_POINT


def test_a_row_that_moves_changes_its_neighbourhood(store: Session, tmp_path: Path) -> None:
    put(store, beats(tmp_path))
    for place in (IN_WEST, IN_EAST):
        put(store, street.write(tmp_path, row(street.BURGLARY | UNKNOWN | place)))
    assert neighbourhoods(store) == ["East"]


def test_boundaries_loaded_again_are_already_there_and_what_changed_is_brought_up_to_date(
    store: Session, tmp_path: Path
) -> None:
    path = beats(tmp_path)
    assert put(store, path).new == 2
    again = put(store, path)
    assert (again.new, again.known, again.updated) == (0, 2, 0)
    path.write_text(path.read_text().replace("West beat", "Old Town"))
    renamed = put(store, path)
    assert (renamed.new, renamed.known, renamed.updated) == (0, 2, 1)
    assert set(places.neighbourhoods(store)["name"]) == {"Old Town", "East beat"}


def test_another_set_of_neighbourhoods_on_the_same_ground_is_refused_unless_it_replaces_the_first(
    store: Session, tmp_path: Path
) -> None:
    put(store, beats(tmp_path))
    put(store, crimes(tmp_path))
    district = feature(square(0, side=0.2), district_id="D1", district_name="All of it")
    path = areas.write(tmp_path, district, name="district.geojson")
    with pytest.raises(
        InputWrong,
        match=r"district\.geojson covers the ground of the 2 neighbourhoods already loaded",
    ):
        put(store, path)
    assert neighbourhoods(store) == BY_POINT
    put(store, path, Choice(replace=True))
    assert neighbourhoods(store) == ["D1", "D1", "D1", None, None]


def test_neighbourhoods_beside_those_loaded_are_added(store: Session, tmp_path: Path) -> None:
    put(store, beats(tmp_path))
    beside = areas.write(
        tmp_path, feature(square(2), beat_id="Far", beat_name="Far beat"), name="far.geojson"
    )
    assert put(store, beside).new == 1


def test_a_population_table_counts_residents_of_loaded_areas_and_names_the_others(
    store: Session, tmp_path: Path
) -> None:
    put(store, lsoas(tmp_path))
    table = tmp_path / "population.csv"
    table.write_text('LSOA21CD,Total persons\nE01000001,"2,000"\nE01000002,x\nE01000003,5\n')
    report = put(store, table)
    assert (report.known, report.updated, report.quarantined) == (1, 1, 2)
    assert set(report.reasons) == {
        "its code or its number of residents is missing",
        "its area is not loaded: load its boundaries first",
    }
    put(store, lsoas(tmp_path))
    with store.writing("brief") as written:
        assert written.cursor.execute(
            "SELECT residents FROM places ORDER BY place_id"
        ).fetchall() == [
            (2000,),
            (None,),
        ]
