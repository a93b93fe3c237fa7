"""A row that could not be used is shown once, and until it is mended or set aside by somebody."""

from pathlib import Path

import pytest

from patrolqr.core.errors import InputWrong
from patrolqr.store import Session, loaded, quarantine, undo
from tests.builders import street
from tests.builders.street import row
from tests.store.test_loads import put

GOOD = [row(Crime_ID=f"{number:064}") for number in range(4)]
BAD = row(Crime_ID="f" * 64, Month="January")
MENDED = row(Crime_ID="f" * 64)


def lines(store: Session) -> list[int]:
    return sorted(quarantine.quarantined(store)["line"])


def newest(store: Session) -> str:
    return str(loaded.loaded(store)["load_id"].iloc[0])


def test_the_same_bad_file_twice_shows_its_row_once(store: Session, tmp_path: Path) -> None:
    for _ in range(2):
        put(store, street.write(tmp_path, *GOOD, BAD))
    assert lines(store) == [6]


def test_a_mended_file_clears_what_was_mended_and_keeps_what_was_not(
    store: Session, tmp_path: Path
) -> None:
    put(store, street.write(tmp_path, *GOOD, BAD, row(Month="February")))
    put(store, street.write(tmp_path, *GOOD, MENDED, row(Month="February")))
    assert lines(store) == [7]
    put(store, street.write(tmp_path, *GOOD, MENDED, row(Crime_ID="e" * 64)))
    assert lines(store) == []


def test_a_file_without_one_usable_row_is_cleared_when_it_comes_mended(
    store: Session, tmp_path: Path
) -> None:
    put(store, street.write(tmp_path, BAD, row(Month="February")))
    put(store, street.write(tmp_path, MENDED, row(Crime_ID="e" * 64)))
    assert lines(store) == []


def test_another_days_file_of_the_same_name_clears_nothing(store: Session, tmp_path: Path) -> None:
    put(store, street.write(tmp_path, *GOOD, BAD, name="export.csv"))
    others = [row(Crime_ID=f"9{number:063}") for number in range(5)]
    put(store, street.write(tmp_path, *others, name="export.csv"))
    assert lines(store) == [6]


def test_taking_back_the_mended_file_brings_the_bad_row_back(
    store: Session, tmp_path: Path
) -> None:
    put(store, street.write(tmp_path, *GOOD, BAD))
    put(store, street.write(tmp_path, *GOOD, MENDED))
    undo.take_back(store, newest(store))
    assert lines(store) == [6]


def test_somebody_sets_rows_aside_once(store: Session, tmp_path: Path) -> None:
    put(store, street.write(tmp_path, *GOOD, BAD))
    assert quarantine.set_aside(store, newest(store)) == 1
    assert quarantine.quarantine_reasons(store).empty
    with pytest.raises(InputWrong, match="set aside already"):
        quarantine.set_aside(store, newest(store))
