"""The desk's pages open on a database that 0.1.1 wrote, and show what is in it."""

import gzip
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from patrolqr.store import REAL, Session
from tests.pages.conftest import Opener, desk_on, shown
from tests.store.test_database_0_1_1 import DAY, FILE


@pytest.fixture
def old_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """Give the store that the desk's pages use: what 0.1.1 left."""
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / REAL).write_bytes(gzip.decompress(FILE.read_bytes()))
    yield from desk_on(tmp_path / "desk", monkeypatch)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("today", "Market Square"),
        ("briefing", "Market Square"),
        ("logs", "Shutters still up"),
        ("review", "Market Square"),
        ("debrief", "Station Road"),
    ],
)
def test_the_day_is_there(old_desk: Session, open_page: Opener, name: str, said: str) -> None:
    day, after = DAY.isoformat(), (DAY + timedelta(days=1)).isoformat()
    page = open_page(name, day=day, shift="Late", since=day, until=after)
    assert not page.exception
    fields = [str(each.value) for each in (*page.text_input, *page.text_area)]
    tables = [each.value.to_string() for each in page.dataframe]
    assert said in "\n".join((shown(page), *fields, *tables)), shown(page)
