"""Weights of harm: the force's own file, read whole or refused with the line that is wrong."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patrolqr.core import harm
from patrolqr.core.errors import SettingWrong
from patrolqr.core.settings import read

NAME = "PATROLQR_HARM_WEIGHTS"


def kept(folder: Path, content: str | bytes) -> Path:
    path = folder / "harm.csv"
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def test_without_a_file_nothing_weighs_anything() -> None:
    assert read({}).harm_weights == ()
    assert read({NAME: " "}).harm_weights == ()


@pytest.mark.parametrize(
    "content",
    [
        "Burglary,365\nRobbery,730.5\n",
        "crime type,weight\nburglary , 365\nROBBERY,730.5,of the year 2020\n",
        "\ufeffCrime type,Weight\r\n\r\nBurglary,365\r\nRobbery,730.5\r\n",
        '"Burglary","365"\n"Robbery","730.5"',
    ],
)
def test_types_are_read_however_they_are_written(tmp_path: Path, content: str) -> None:
    found = read({NAME: str(kept(tmp_path, content))}).harm_weights
    assert dict(found) == {"Burglary": 365, "Robbery": 730.5}


def test_nothing_weighs_nothing(tmp_path: Path) -> None:
    assert harm.weights(kept(tmp_path, "Drugs,0"), NAME) == {"Drugs": 0}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Burglary,365\nPiracy,4", "Line 2 of .* names 'Piracy', which is no crime type"),
        ("Burglary,many", "Line 1 of .* has the weight 'many'. Write a number"),
        ("Burglary,-1", "'-1'. Write a number, 0 or more"),
        ("Burglary,nan", "'nan'"),
        ("Burglary,inf", "'inf'"),
        ("Burglary", "has the weight ''"),
        ("Burglary,1\nburglary,2", "names 'burglary' a second time"),
        ("Piracy,4", "Line 1 of .* names 'Piracy'"),
        ("", "holds no weight"),
        ("crime type,weight", "holds no weight"),
        (b"\xff\xfe\x00B", "cannot be read as a CSV file"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, content: str | bytes, said: str) -> None:
    with pytest.raises(SettingWrong, match=said):
        read({NAME: str(kept(tmp_path, content))})


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingWrong, match="cannot be read"):
        harm.weights(tmp_path / "none.csv", NAME)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=60), st.text(max_size=60).map(lambda each: each.encode())))
def test_whatever_stands_in_it_is_read_or_refused(tmp_path: Path, content: bytes) -> None:
    try:
        found = harm.weights(kept(tmp_path, content), NAME)
    except SettingWrong:
        return
    assert all(weight >= 0 for weight in found.values())
