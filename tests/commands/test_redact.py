"""redact and keeping from the command line, with the app stopped."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from patrolqr.__main__ import main
from patrolqr.core import settings
from patrolqr.core.form.log import parse
from patrolqr.store import Session, Store, logs
from tests.builders.briefings import brief
from tests.builders.duties import duty_now
from tests.builders.grepping import grep
from tests.builders.logs import sent
from tests.conftest import TESTS

SECRET = "Terence Quillfeather of 4 Marl Row"

Said = Callable[..., str]


@pytest.fixture
def log_id(store: Session, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Keep a log in a folder that nobody has open, as PATROLQR_DATA; return its id."""
    log = sent(saw=SECRET)
    logs.accept(store, parse(log), brief(store, duty_now()).taskings[0].pass_id)
    store.store.close()
    monkeypatch.setenv("PATROLQR_DATA", str(store.store.folder))
    settings.current.cache_clear()
    yield str(log["log_id"])
    settings.current.cache_clear()


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Said:
    """Give a function that runs a command with that standard input and returns what it printed."""

    def run(*arguments: str, typed: str = "", code: int = 0) -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        assert main(list(arguments)) == code
        told = capsys.readouterr()
        return told.err if code else told.out

    return run


def folder() -> Path:
    return settings.current().data


def test_a_log_is_redacted_by_how_its_number_begins(log_id: str, said: Said) -> None:
    why = ("--why", "asked for, DP-17")
    assert "Redacted: " in said("redact", "log", log_id[:8], "--parts", "saw", *why)
    assert grep(SECRET, folder()) == []
    assert "no such words" in said("redact", "log", log_id[:8], *why, code=1)
    assert "no part called spoons" in said(
        "redact", "log", log_id, "--parts", "spoons", *why, code=1
    )
    assert "No copy" in said("redact", "copies", "--remove")


def test_words_come_on_standard_input(log_id: str, said: Said) -> None:
    typed = "Quillfeather\n\n"
    assert said("redact", "find", typed=typed) == "patrol_logs: 1\n"
    assert "Say why" in said("redact", "words", typed=typed, code=1)
    assert "Redacted: " in said("redact", "words", "--why", "asked for", typed=typed)
    assert "no such words" in said("redact", "find", typed=typed)
    assert grep("Quillfeather", folder()) == []


def test_how_long_things_are_kept_is_set_and_shown(log_id: str, said: Said) -> None:
    assert said("keeping", "show").endswith("Nothing is set, so nothing goes.\n")
    assert "Nothing is older" in said("keeping", "due")
    assert "logs: 1 month (Patrol logs)" in said("keeping", "set", "logs", "1")
    assert "Patrol logs: 1 due, 0 of them on hold" in said("keeping", "due", "--day", "2100-01-01")
    assert "Nothing is set" in said("keeping", "set", "logs", "none")
    for wrong in (("spoons", "1"), ("logs", "x"), ("logs", "0"), ("logs",)):
        assert said("keeping", "set", *wrong, code=1)


def test_while_somebody_has_the_folder_nothing_is_redacted(log_id: str, said: Said) -> None:
    opened = Store(folder())
    try:
        assert "already running" in said("redact", "log", log_id, "--why", "x", code=1)
        assert Session(opened, TESTS).revision
    finally:
        opened.close()
