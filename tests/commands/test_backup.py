"""backup, restore and check as README says them, on the app as people start it: stopped by TERM,
running, and killed.
"""

import json
import re
import shlex
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from patrolqr.__main__ import main
from patrolqr.core import clock, settings
from patrolqr.store import DEMO, REAL, Session, Store, exports, pairings
from patrolqr.store.engine import backup_files, kept
from tests.browser.conftest import ROOT, serving
from tests.builders.briefings import brief
from tests.builders.duties import duty_now
from tests.builders.logs import a_log
from tests.conftest import TESTS

LOGS = 100

HELD = """
import threading
from patrolqr.commands.command import ended_by_term, opened
from patrolqr.store import strategies
from tests.builders.duties import duty_now
with ended_by_term(), opened() as session:
    strategies.write(session, duty_now(), "Calm the square", seen=0)
    print("open", flush=True)
    threading.Event().wait()
"""
"""A command that has the database open until it is ended."""

Said = Callable[..., str]


@dataclass(frozen=True)
class Phone:
    """A paired phone: the data folder, its cookie, a code to send under."""

    data: Path
    cookie: str
    pass_id: str

    def send(self, url: str) -> str:
        """Send a log; return its id once it is acknowledged."""
        log = a_log()
        asked = urllib.request.Request(
            f"{url}/o/{self.pass_id}",
            json.dumps(log).encode(),
            {"Content-Type": "application/json", "Cookie": f"patrolqr={self.cookie}"},
        )
        with urllib.request.urlopen(asked, timeout=60) as answer:
            told: dict[str, Any] = json.load(answer)
        assert told["log_id"] == log["log_id"]
        return str(log["log_id"])


@pytest.fixture
def phone(store: Session, monkeypatch: pytest.MonkeyPatch) -> Iterator[Phone]:
    """Give a phone that is paired with an empty database of one's own, in PATROLQR_DATA."""
    pass_id = brief(store, duty_now()).taskings[0].pass_id
    secret = pairings.pair(store, pairings.room_code(at=clock.now()), "4821").secret
    store.store.close()
    monkeypatch.setenv("PATROLQR_DATA", str(store.store.folder))
    settings.current.cache_clear()
    yield Phone(store.store.folder, secret, pass_id)
    settings.current.cache_clear()


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """Give a function that runs a command and returns all that it printed."""

    def run(*arguments: object, code: int = 0) -> str:
        done = main([str(each) for each in arguments])
        told = capsys.readouterr()
        assert done == code, told
        return told.out + told.err

    return run


def ids_in(folder: Path) -> set[str]:
    opened = Store(folder)
    found = {row["log_id"] for row in exports.documents(Session(opened, TESTS))}
    opened.close()
    return found


def readme_commands(backups: Path) -> list[list[str]]:
    """Return the arguments of README's commands about backups, with another folder for them."""
    block = (ROOT / "README.md").read_text("utf-8").split("<!-- backup -->\n```bash\n")[1]
    lines = block.split("```")[0].replace("/srv/backups", str(backups)).splitlines()
    return [shlex.split(line, comments=True)[3:] for line in lines]


def elsewhere(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name another data folder, as on a new machine."""
    monkeypatch.setenv("PATROLQR_DATA", str(folder))
    settings.current.cache_clear()
    return folder


def test_a_hundred_logs_are_there_after_term_a_backup_and_a_restore_on_an_empty_folder(
    phone: Phone, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(phone.data) as app:
        acknowledged = {phone.send(app.url) for _ in range(LOGS)}
        app.process.send_signal(signal.SIGTERM)
        app.process.wait(timeout=60)
        assert "all is written" in app.log.read_text("utf-8")
    assert not kept.journal_of(phone.data / REAL).exists()
    backup, check, restore = readme_commands(tmp_path)
    assert f"holds {LOGS} patrol logs" in said(*backup)
    assert f"is whole: {LOGS} patrol logs" in said(*check)
    new = elsewhere(tmp_path / "new", monkeypatch)
    assert f"is in place in {new}: {LOGS} patrol logs" in said(*restore)
    assert ids_in(new) == acknowledged
    assert f"holds {LOGS} patrol logs" in said("check")


def test_a_backup_of_the_running_app_holds_what_was_acknowledged_whatever_comes_after(
    phone: Phone, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "backups"
    monkeypatch.setenv("PATROLQR_BACKUPS", str(own))
    acknowledged: list[str] = []
    stop = threading.Event()

    with serving(phone.data) as app:

        def keep_sending() -> None:
            while not stop.is_set():
                try:
                    acknowledged.append(phone.send(app.url))
                except OSError:
                    return  # the app was killed

        senders = [threading.Thread(target=keep_sending) for _ in range(20)]
        for each in senders:
            each.start()
        while len(acknowledged) < LOGS:
            assert any(each.is_alive() for each in senders), "nobody is left who sends"
            stop.wait(0.02)
        before = set(acknowledged)
        backup = tmp_path / "backup.duckdb"
        told = said("backup", backup)
        assert "already running" in said("restore", backup, code=1)
        assert "in use is whole" in said("check")
        app.process.kill()
        stop.set()
        for each in senders:
            each.join()
        printed = app.log.read_text("utf-8")
    found = re.search(r"holds (\d+) patrol logs", told)
    assert found
    assert int(found[1]) >= LOGS
    assert not list((phone.data / "backup-requests").glob("*")), "nothing is left of the requests"
    assert f"Backups go to {own}; the newest: not there yet." in printed
    assert backup_files.backups(own), "the app made one by itself as it began"
    assert set(acknowledged) <= ids_in(phone.data), "kill -9 loses nothing"
    new = elsewhere(tmp_path / "new", monkeypatch)
    said("restore", backup)
    assert before <= ids_in(new)


def test_a_backup_does_not_go_into_the_data_folder(phone: Phone, said: Said) -> None:
    assert "lost with it" in said("backup", phone.data / "b.duckdb", code=1)


def test_a_command_that_is_ended_by_term_closes_the_database(phone: Phone) -> None:
    command = [sys.executable, "-c", HELD]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "open\n"
        assert kept.size_of(kept.journal_of(phone.data / REAL)) > 0
        running.send_signal(signal.SIGTERM)
    assert running.returncode == 128 + signal.SIGTERM
    assert not kept.journal_of(phone.data / REAL).exists()


def test_a_database_that_is_gone_is_told_at_the_start_and_no_demo_takes_its_place(
    phone: Phone, said: Said
) -> None:
    (phone.data / REAL).unlink()
    app = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.headless=true"]
    started = subprocess.run(
        app, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert started.returncode != 0
    assert "is missing, and was there before" in started.stdout + started.stderr
    assert not (phone.data / DEMO).exists()
    assert "is missing, and was there before" in said("teams", "list", code=1)
    told = said("check", code=1)
    assert "is missing, and was there before" in told
    assert "restore" in told
    assert "begins anew" in said("check", "--accept")
    assert "There is no database of your own" in said("check")
