"""PostgreSQL for tests, from Debian's package, and lakes in it: one made once, then copied."""

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from patrolqr.core.settings import LakeAt
from patrolqr.store import Store
from tests.builders import databases

QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off")
"""What a PostgreSQL that nobody keeps anything in need not do."""

TRUSTING = ("-A", "trust", "-U", "postgres", "-N", "-E", "UTF8", "--no-locale")

PLAIN = ("listen_addresses=", "shared_buffers=64MB", "max_connections=200")


@dataclass(frozen=True)
class Postgres:
    """A server that answers on a socket in a folder, and the programs that came with it."""

    folder: Path
    programs: Path

    def told(self, database: str) -> str:
        """Return how a database of it is reached."""
        return f"host={self.folder} user=postgres dbname={database}"

    def do(
        self, code: sql.SQL | sql.Composed | str, database: str = "postgres"
    ) -> list[tuple[object, ...]]:
        """Run a statement; return its rows."""
        with psycopg.connect(self.told(database), autocommit=True) as connection:
            done = connection.execute(code.encode() if isinstance(code, str) else code)
            return done.fetchall() if done.description else []

    def copied(self, template: str) -> str:
        """Return the name of a new database that is a copy of another, which nobody is in."""
        name = f"t{uuid.uuid4().hex}"
        told = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self.do(told.format(sql.Identifier(name), sql.Identifier(template)))
        return name

    def program(self, name: str, *arguments: object) -> None:
        """Run one of its programs."""
        told = [self.programs / name, *arguments]
        subprocess.run(list(map(str, told)), check=True, capture_output=True, timeout=120)

    def drop(self, name: str) -> None:
        """Remove a database, whoever is in it."""
        self.do(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def programs() -> Path:
    """Return the folder of PostgreSQL's programs; without them skip and say so, or fail where they
    are required.
    """
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if found:
        return found[-1].parent
    reason = "PostgreSQL is not on this machine: nothing of a lake was tried (apt-get install postgresql)"
    if os.environ.get("PATROLQR_SERVICE") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


def _version(program: Path) -> int:
    return int(program.parts[-3])


@contextmanager
def running(*settings: str) -> Iterator[Postgres]:
    """Give a PostgreSQL of one's own, with its data and its socket in a folder.

    That is none of pytest's: each pytest that starts closes those of all others to other accounts.
    """
    where, folder = programs(), Path(tempfile.mkdtemp(prefix="patrolqr-postgres-"))
    data = folder / "data"
    try:
        _own(folder)
        _as_owner(where / "initdb", "-D", data, *TRUSTING)
        start(where, folder, *(settings or QUICK))
        yield Postgres(folder, where)
    finally:
        with suppress(subprocess.SubprocessError):
            stop(where, folder)
        shutil.rmtree(folder, ignore_errors=True)


def start(where: Path, folder: Path, *settings: str) -> None:
    """Start the server whose data are in a folder."""
    told = " ".join(f"-c {each}" for each in (*PLAIN, *settings))
    options = f"-k {folder} {told}"
    _as_owner(
        where / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start"
    )


def stop(where: Path, folder: Path) -> None:
    """Stop it at once: it is as if its machine went."""
    _as_owner(where / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")


def _own(folder: Path) -> None:
    """Let the folder be that account's who runs the server: it refuses to be root's."""
    if os.getuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)


def _as_owner(*command: object) -> None:
    lead = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    told = [*lead, *map(str, command)]
    subprocess.run(told, check=True, capture_output=True, cwd="/", timeout=60)


@contextmanager
def lake(server: Postgres, template: str, folder: Path) -> Iterator[LakeAt]:
    """Give a lake that is a copy of another one, with its data files in a folder."""
    name = server.copied(template)
    folder.mkdir(exist_ok=True)
    try:
        yield LakeAt(server.told(name), folder)
    finally:
        server.drop(name)


def template(server: Postgres, cache: Path) -> str:
    """Return the database of a lake with today's schema and no rows; only to be copied.

    It has no data files: so few rows stay in PostgreSQL. What it is made from is made once.
    """
    dump = databases.made_once(
        cache, "lake-empty", _SOURCES, partial(_make_empty, server), suffix=".sql"
    )
    name = f"empty{uuid.uuid4().hex}"
    server.do(f"CREATE DATABASE {name}")
    server.program("psql", "-q", "-v", "ON_ERROR_STOP=1", "-f", dump, "-d", server.told(name))
    return name


_SOURCES = (*databases.ALWAYS, databases.ROOT / "requirements-lake.txt", Path(__file__))


def _make_empty(server: Postgres, path: Path) -> None:
    name, files = f"made{uuid.uuid4().hex}", path.parent / "files"
    server.do(f"CREATE DATABASE {name}")
    Store(path.parent / "data", lake=LakeAt(server.told(name), files)).close()
    assert not list(files.rglob("*.parquet"))
    server.program("pg_dump", "-f", path, "-d", server.told(name))
    server.drop(name)


ABOUT_FILES = {
    "tests/store/engine/": "how the file, its journal and what is noted beside it are kept; lakes have tests there",
    "tests/store/test_backups.py": "backups of the file, put back beside it",
    "tests/store/test_queries.py::": "statements and their callers, whatever holds the rows",
    "tests/store/test_logs.py::test_killing_the_process_in_a_burst_loses_no_acknowledged_log": "test_two_processes",
    "tests/store/test_logs.py::test_a_log_is_stored_once_whenever_the_store_was_opened_anew": "test_ducklake",
}
"""Tests, by how their name begins, whose store is a file always → why."""


def is_asked() -> bool:
    """Return whether the tests are run on a lake: those of tests/store, and the day in the browser."""
    return os.environ.get("PATROLQR_TEST_STORE") == "lake"


def is_asked_for(request: pytest.FixtureRequest) -> bool:
    """Return whether a test's store is to be a lake: in tests/store where lakes are asked for."""
    name = request.node.nodeid
    is_excepted = any(name.startswith(each) for each in ABOUT_FILES)
    return is_asked() and name.startswith("tests/store/") and not is_excepted
