"""Boundary files of several publishers: which column is which, and what is no area."""

import json
from pathlib import Path
from typing import Any

import pytest

from patrolqr import readers
from patrolqr.core.errors import FileUnreadable
from patrolqr.readers import Choice
from tests.builders import areas
from tests.builders.areas import feature, square
from tests.readers.test_contract import upload


def read(
    content: bytes, choice: Choice | None = None
) -> tuple[str, list[dict[str, Any]], list[tuple[int, str]]]:
    """Return the kind, the areas and the broken ones of a boundary file."""
    (source,) = readers.read(upload(content, "areas.geojson"), choice=choice)
    (batch,) = source.batches()
    return source.kind, batch.rows.to_pylist(), [(row.line, row.reason) for row in batch.broken]


def test_columns_named_as_the_ons_names_them_are_found() -> None:
    kind, rows, _ = read(
        areas.collection(
            feature(
                square(0),
                FID=1,
                WD24CD="E05015742",
                WD24NM="Brereton",
                LAD24CD="E07000192",
                Shape__Area=1.5,
            ),
            feature(
                square(1),
                FID=2,
                WD24CD="E05015743",
                WD24NM="Chadsmoor",
                LAD24CD="E07000192",
                Shape__Area=2.5,
            ),
        )
    )
    assert kind == "neighbourhoods"
    assert [(row["place_id"], row["name"], row["residents"]) for row in rows] == [
        ("E05015742", "Brereton", None),
        ("E05015743", "Chadsmoor", None),
    ]


def test_small_areas_name_the_levels_above_them_finest_first() -> None:
    ward = {
        "ward24_code": "E05015742",
        "ward24_name": "Brereton",
        "ltla24_code": "E07000192",
        "households": 800,
    }
    kind, rows, _ = read(
        areas.collection(
            feature(
                square(0),
                lsoa21_name="003A",
                lsoa21_code="E01029345",
                total_residents=2000.0,
                **ward,
            ),
            feature(
                square(1),
                lsoa21_name="003B",
                lsoa21_code="E01029346",
                total_residents=1772.0,
                **ward,
            ),
            feature(
                square(2),
                lsoa21_name="003C",
                lsoa21_code="E01029347",
                **(ward | {"ward24_code": "E05015743"}),
            ),
        )
    )
    assert kind == "small areas"
    assert [row["place_id"] for row in rows] == ["E01029345", "E01029346", "E01029347"]
    assert [row["residents"] for row in rows] == [2000, 1772, None]
    assert [row["parents"][:2] for row in rows][1:] == [
        ["E05015742", "E07000192"],
        ["E05015743", "E07000192"],
    ]
    assert "800" not in rows[0]["parents"]


def test_a_forces_own_beats_are_found_and_a_choice_overrules_it() -> None:
    content = areas.collection(
        feature(square(0), beat="A1", label="Town", pop_2024=10, area_no=7),
        feature(square(1), beat="A2", label="Canal", pop_2024=20, area_no=8),
    )
    assert [(row["place_id"], row["name"], row["residents"]) for row in read(content)[1]] == [
        ("7", "Town", 10),
        ("8", "Canal", 20),
    ]
    kind, rows, _ = read(
        content,
        Choice(kind="small areas", id="beat", name="beat", population="area_no", parent="label"),
    )
    assert kind == "small areas"
    assert [(row["place_id"], row["name"], row["residents"], row["parents"]) for row in rows] == [
        ("A1", "A1", 7, ["Town"]),
        ("A2", "A2", 8, ["Canal"]),
    ]


def test_metres_of_the_british_grid_are_turned_into_degrees() -> None:
    ring = [
        [398000, 310000],
        [399000, 310000],
        [399000, 311000],
        [398000, 311000],
        [398000, 310000],
    ]
    outline = {"type": "Polygon", "coordinates": [ring]}
    declared = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    for more in ({}, {"crs": declared}):
        _, rows, _ = read(areas.collection(feature(outline, id="A"), **more))
        west, south = json.loads(rows[0]["geometry"])["coordinates"][0][0]
        assert (west, south) == (pytest.approx(-2.0310, abs=1e-4), pytest.approx(52.6877, abs=1e-4))


def test_features_that_are_no_areas_are_named_and_the_others_read() -> None:
    bow_tie = {
        "type": "Polygon",
        "coordinates": [[[-2, 52], [-1, 53], [-1, 52], [-2, 53], [-2, 52]]],
    }
    _, rows, broken = read(
        areas.collection(
            feature(square(0), code="A"),
            feature(None, code="B"),
            feature({"type": "Point", "coordinates": [-2, 52]}, code="C"),
            feature({"type": "Polygon", "coordinates": "?"}, code="D"),
            feature(bow_tie, code="E"),
            *[feature(square(number), code=f"F{number}") for number in range(1, 9)],
            feature(square(9)),
        )
    )
    assert [row["place_id"] for row in rows][:2] == ["A", "E"]
    assert broken == [(number, "it has no outline on the map") for number in (2, 3, 4)] + [
        (14, "it has no id")
    ]


def test_what_cannot_be_found_out_is_asked_for() -> None:
    same = areas.collection(feature(square(0), name="Town"), feature(square(1), name="Town"))
    with pytest.raises(
        FileUnreadable,
        match=r"no column with an id for every area; it has name\. Give every area an id of its own",
    ):
        read(same)
    with pytest.raises(FileUnreadable, match="has no column beat; it has name"):
        read(same, Choice(id="beat"))


def test_the_real_boundary_files_are_read_as_what_they_are(shared: Path) -> None:
    found = {}
    for path in sorted((shared / "data" / "boundaries").iterdir()):
        (source,) = readers.read(path)
        rows = [row for batch in source.batches() for row in batch.rows.to_pylist()]
        found[path.name.partition("_")[0]] = (
            source.kind,
            len(rows),
            sum(row["residents"] or 0 for row in rows),
        )
    people = found["ward24"][2]
    assert found == {
        "lsoa21": ("residents", 129, people),
        "ltla24": ("neighbourhoods", 9, 0),
        "pfa20": ("neighbourhoods", 1, 0),
        "ward24": ("neighbourhoods", 32, people),
    }
    (source,) = readers.read(shared / "data" / "boundaries" / "lsoa21_cannock_southstaffs.geojson")
    (batch,) = source.batches()
    assert (source.kind, batch.rows.num_rows) == ("small areas", 129)
    assert batch.rows["parents"][0].as_py()[:2] == ["E05015742", "E07000192"]
