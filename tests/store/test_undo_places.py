"""Areas, residents and streets are taken back: what each load found is there again, byte for byte."""

from pathlib import Path
from typing import Any

import pytest

from patrolqr.core.errors import InputWrong
from patrolqr.store import Session, places, undo
from patrolqr.store.loaded import loaded as loads
from patrolqr.store.loads import LoadReport
from tests.builders import areas
from tests.store.test_loads_map_files import loaded, names_of, write_streets
from tests.store.test_loads_nasty import everything
from tests.store.test_loads_places import crimes, lsoas


def newest(session: Session) -> str:
    return str(loads(session)["load_id"].iloc[0])


def beats(folder: Path, west: str = "West") -> Path:
    """Return the path of two beats' file; crimes lie in the west one, the east one and outside."""
    features = [
        areas.feature(areas.square(at), beat_id=f"N{at}", beat_name=name)
        for at, name in enumerate((west, "East"))
    ]
    return areas.write(folder, *features, name="beats.geojson")


def residents(folder: Path) -> Path:
    path = folder / "people.csv"
    path.write_text("beat_code,population\nN0,100\nX9,200\n", "utf-8")
    return path


def wards(folder: Path) -> Path:
    """Return the path of another set of areas on the same ground."""
    return areas.write(
        folder,
        areas.feature(areas.square(0), ward_code="W1", ward_name="All"),
        name="wards.geojson",
    )


STEPS: dict[str, tuple[Any, dict[str, Any]]] = {
    "beats": (beats, {}),
    "crimes": (crimes, {}),
    "beats again, one renamed": (lambda folder: beats(folder, "Westgate"), {}),
    "residents": (residents, {}),
    "small areas": (lambda folder: lsoas(folder, beat="N1"), {}),
    "other areas instead": (wards, {"replace": True}),
    "streets": (lambda folder: write_streets(folder, ["Elm", "Mill"]), {}),
    "streets brought up to date": (lambda folder: write_streets(folder, ["Elm", "Oak"], row=0.3), {}),
    "other streets instead": (
        lambda folder: write_streets(folder, ["Elm", "Ash"], prefix="way "),
        {"replace": True},
    ),
}  # fmt: skip


def test_load_after_load_is_taken_back_to_what_it_found(store: Session, tmp_path: Path) -> None:
    found = []
    for make, choice in STEPS.values():
        found.append(everything(store))
        assert isinstance(loaded(store, make(tmp_path), **choice), LoadReport)
    assert names_of(store) == ["Ash", "Elm"]
    for before in reversed(found):
        undo.take_back(store, newest(store))
        assert everything(store) == before
    assert loads(store).empty


def test_what_others_stand_on_is_taken_back_after_them(store: Session, tmp_path: Path) -> None:
    loaded(store, beats(tmp_path))
    first = newest(store)
    loaded(store, residents(tmp_path))
    before = everything(store)
    with pytest.raises(InputWrong, match=r"people\.csv was loaded on top of it"):
        undo.take_back(store, first)
    assert everything(store) == before
    undo.take_back(store, newest(store))
    undo.take_back(store, first)
    assert places.neighbourhoods(store).empty


def test_areas_that_an_earlier_version_loaded_cannot_be_taken_back(
    store: Session, tmp_path: Path
) -> None:
    loaded(store, beats(tmp_path))
    with store.writing("brief") as written:
        written.cursor.execute("UPDATE loads SET keeps_before = NULL")
    with pytest.raises(InputWrong, match="did not keep what was there before"):
        undo.take_back(store, newest(store))
    assert len(places.neighbourhoods(store)) == 2
