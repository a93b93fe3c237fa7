"""Every file of the nasty corpus, loaded for good: the counts add up, the second time brings nothing,
and taken back it leaves each answer as it was.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from patrolqr import readers
from patrolqr.readers import Choice
from patrolqr.steps import load
from patrolqr.steps.load import Failure, Outcome
from patrolqr.store import Session, Store, loaded, undo
from patrolqr.store.loads import LoadReport
from tests.builders.force_tables import ROWS, separated
from tests.conftest import TESTS
from tests.readers import test_nasty as nasty
from tests.readers.test_contract import upload

RECORDS = ("loads", "mappings", "schema_versions")
"""What says that a load was made stays on record when it is taken back."""

GOOD = [[*row[:2], "20/11/2026", *row[3:]] for row in ROWS] * 4
HEADER, *LINES = nasty.PLAIN.splitlines(keepends=True)

ALIKE = {
    f"{encoding}, separated by {separator!r}"
    for encoding in nasty.ENCODINGS[1:]
    for separator in nasty.SEPARATORS[1:]
}
"""Once they are read they are one file: the readers' tests hold that they are read."""

Held = dict[str, list[tuple[Any, ...]]]
"""Rows of each table and each view."""

READ: dict[str, bytes] = {
    **{what: content for what, content in nasty.RIGHT.items() if what not in ALIKE},
    **{what: separated([*GOOD, *wrong[0]]) for what, wrong in nasty.ROW_WRONG.items()},
    **{what: b"".join([HEADER, *LINES, line]) for what, (line, _) in nasty.WIDTHS.items()},
}


def put(session: Session, content: bytes) -> Outcome:
    """Return what becomes of a file that is read as it is guessed, as if somebody confirmed it."""
    (source,) = readers.read(upload(content, "export.csv"))
    assert source.guess is not None
    choice = Choice(mapping=source.guess.mapping)
    (outcome,) = load.into(session, upload(content, "export.csv"), choice=choice)
    return outcome


def everything(session: Session) -> Held:
    """Return what each table and each view holds, but what records the loads themselves."""
    with session.writing("brief") as written:
        names = written.cursor.execute(
            "SELECT table_name FROM duckdb_tables() WHERE NOT temporary "
            "UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal"
        ).fetchall()
        return {
            name: written.cursor.execute(
                f'SELECT COLUMNS(*)::VARCHAR FROM "{name}" ORDER BY ALL'
            ).fetchall()
            for (name,) in names
            if name not in RECORDS
        }


@pytest.fixture(scope="module")
def standing(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Give a store that holds one of the corpus's crimes already, as it was known before."""
    folder = tmp_path_factory.mktemp("nasty")
    shutil.copy(empty_file, folder)
    opened = Session(Store(folder), TESTS)
    known = put(opened, separated([[ROWS[0][0], "Robbery", *ROWS[0][2:]]]))
    assert isinstance(known, LoadReport)
    yield opened
    opened.store.close()


@pytest.fixture(scope="module")
def before(standing: Session) -> Held:
    """Give what stands there before each file: every test ends by finding it again."""
    return everything(standing)


@pytest.mark.parametrize("what", READ)
def test_a_nasty_file_adds_up_loads_once_and_is_taken_back(
    standing: Session, before: Held, what: str
) -> None:
    first = put(standing, READ[what])
    assert isinstance(first, LoadReport), first.sentence
    assert first.read == first.new + first.known + first.quarantined
    assert first.new > 0
    load_id = str(loaded.loaded(standing)["load_id"].iloc[0])
    with_it = everything(standing)

    again = put(standing, READ[what])
    assert isinstance(again, LoadReport), again.sentence
    assert (again.read, again.new) == (first.read, 0)
    assert again.read == again.known + again.quarantined

    undo.take_back(standing, str(loaded.loaded(standing)["load_id"].iloc[0]))
    assert everything(standing) == with_it
    undo.take_back(standing, load_id)
    assert everything(standing) == before


@pytest.mark.parametrize("what", nasty.REFUSED)
def test_a_refused_file_changes_nothing(standing: Session, before: Held, what: str) -> None:
    (outcome,) = load.into(standing, upload(nasty.REFUSED[what][0], "export.csv"))
    assert isinstance(outcome, Failure)
    assert outcome.sentence
    assert everything(standing) == before


def test_the_corpus_is_large() -> None:
    assert len(READ) >= 60
