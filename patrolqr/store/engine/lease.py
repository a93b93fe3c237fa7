"""Who writes to a lake: the one process that holds a lock of its PostgreSQL, for as long as its
connection lasts.

PostgreSQL ends the connection of a process that died at once, of one whose machine is gone or that
stands still within LEASE_S; then another takes the lock and writes under the next number. The number
is compared within each commit, by PostgreSQL itself: one that lost its lock and has not noticed yet
commits nothing any more.
"""

import threading
import time
from contextlib import closing
from datetime import datetime

import psycopg
from psycopg import conninfo, sql

from patrolqr.core.errors import DatabaseBusy, LakeFailed, SettingWrong
from patrolqr.store.engine.gate import BUSY

LEASE_S = 10
"""Seconds after which PostgreSQL gives up the connection of a process that says nothing."""

BEAT_S = 1.0
"""Seconds between two signs of life, and between two looks whether the lock is free."""

KEY = 0x50_61_74_72_6F_6C
"""The lock's number within the lake's database of PostgreSQL ("Patrol")."""

HELD_AT_MOST = "10s"
"""How long the upkeep waits for a table of PostgreSQL that somebody reads."""

OLDEST = 140_000
"""PostgreSQL 14: before it no server ends a session that is idle."""

NUMBER = "patrolqr.lease"
"""Under this name each connection of the process tells the number that it writes under."""

DURABLE = "synchronous_commit=on"
"""However the server is set: what is acknowledged is on its disk."""

FENCED = "PatrolQR: another process writes to this lake"
"""What PostgreSQL says to a commit under a number that is over."""

TABLE = "CREATE TABLE IF NOT EXISTS patrolqr_lease (number bigint NOT NULL, taken_at timestamptz)"

WRITES = "PatrolQR writes"
"""What connections that write are called in PostgreSQL."""

END_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND usename = current_user AND application_name = %s
"""
"""One that stands still in the middle of a commit holds the row that the next number is written to."""

NEXT = """
WITH counted AS (UPDATE patrolqr_lease SET number = number + 1, taken_at = now() RETURNING number),
first AS (
    INSERT INTO patrolqr_lease (number, taken_at)
    SELECT 1, now() WHERE NOT EXISTS (SELECT FROM patrolqr_lease) RETURNING number
)
SELECT number FROM counted UNION ALL SELECT number FROM first
"""

FENCE = f"""
CREATE OR REPLACE FUNCTION patrolqr_fence() RETURNS trigger LANGUAGE plpgsql AS $fence$
DECLARE held bigint;
BEGIN
    SELECT number INTO held FROM patrolqr_lease FOR SHARE; -- who takes over waits for this commit
    IF current_setting('{NUMBER}', true) IS DISTINCT FROM held::text THEN
        RAISE EXCEPTION '{FENCED}';
    END IF;
    RETURN NULL;
END $fence$;
CREATE OR REPLACE TRIGGER patrolqr_fence BEFORE INSERT OR DELETE ON ducklake_snapshot
FOR EACH STATEMENT EXECUTE FUNCTION patrolqr_fence()
"""  # noqa: S608  our own words

QUICK: dict[str, str | int] = {
    "connect_timeout": 5,
    "keepalives": 1,
    "keepalives_idle": 2,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": LEASE_S * 1000,
    "application_name": "PatrolQR",
}
"""How soon this side notices that the other is gone."""

SESSION = {
    "lock_timeout": "5s",
    "idle_session_timeout": f"{LEASE_S}s",
    "tcp_keepalives_idle": "2",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
}
"""How soon PostgreSQL notices that this side is gone."""


class Lease:
    """One lasting connection to the lake's PostgreSQL, with the lock where it was free."""

    def __init__(self, connection: str) -> None:
        try:
            self._told = conninfo.make_conninfo(connection, **QUICK)
        except psycopg.ProgrammingError:
            raise SettingWrong(
                "PATROLQR_STORE does not say how PostgreSQL is reached in a way that it knows. Write it "
                "such as ducklake:postgres:dbname=patrolqr host=db.example.org user=patrolqr"
            ) from None
        self._connection: psycopg.Connection | None = None
        self._is_held = False
        self._opening = threading.Lock()

    def address(self, number: int | None) -> str:
        """Return how DuckDB reaches PostgreSQL: to write under that number, or to read alone."""
        if number is None:
            return self._told
        given = conninfo.conninfo_to_dict(self._told).get("options") or ""
        told = f"{given} -c {NUMBER}={number} -c {DURABLE}".strip()
        return conninfo.make_conninfo(self._told, options=told, application_name=WRITES)

    def take(self) -> int | None:
        """Return the number to write under, None where another process holds the lock.

        LakeFailed where PostgreSQL cannot be reached.
        """
        connection = self._connected()
        try:
            held = connection.execute("SELECT pg_try_advisory_lock(%s)", [KEY]).fetchone()
            if held is None or not held[0]:
                return None
            connection.execute(TABLE)
            connection.execute(END_OTHERS, [WRITES])
            (number,) = connection.execute(NEXT).fetchone() or (0,)
        except psycopg.Error as problem:
            raise self._lost(problem) from problem
        self._is_held = True
        return int(number)

    @property
    def is_held(self) -> bool:
        """Return whether the lock is this process's, as far as it knows."""
        return self._is_held

    def put_up_fence(self) -> None:
        """Let PostgreSQL refuse every commit that is not made under the number in force."""
        try:
            self._connected().execute(FENCE)
        except psycopg.Error as problem:
            raise self._lost(problem) from problem

    def newest_snapshot(self) -> int:
        """Return the number of the newest state of the lake, 0 where there is none yet."""
        code = "SELECT coalesce(max(snapshot_id), 0) FROM ducklake_snapshot"
        try:
            (newest,) = self._connected().execute(code).fetchone() or (0,)
        except psycopg.errors.UndefinedTable:
            return 0
        except psycopg.Error as problem:
            raise self._lost(problem) from problem
        return int(newest)

    def run(self, code: sql.SQL | sql.Composed) -> list[tuple[object, ...]]:
        """Run a statement of the lake's upkeep in PostgreSQL itself, on a connection of its own; return
        its rows. DatabaseBusy where what it needs is held by others for long.
        """
        try:
            with closing(self._connect()) as own:
                own.execute(sql.SQL("SET lock_timeout = {}").format(sql.Literal(HELD_AT_MOST)))
                done = own.execute(code)
                return done.fetchall() if done.description else []
        except psycopg.errors.LockNotAvailable:
            raise DatabaseBusy(BUSY) from None
        except psycopg.Error as problem:
            raise LakeFailed(unreachable(_first_line(problem))) from problem

    def now(self) -> datetime:
        """Return PostgreSQL's own time."""
        ((now,),) = self.run(sql.SQL("SELECT now()"))
        assert isinstance(now, datetime)
        return now

    def number_in_force(self) -> int:
        """Return the number under which may be written."""
        ((number,),) = self.run(sql.SQL("SELECT coalesce(max(number), 0) FROM patrolqr_lease"))
        return int(str(number))

    def close(self) -> None:
        """Let the lock go, with the connection."""
        self._is_held = False
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _connected(self) -> psycopg.Connection:
        with self._opening:
            if self._connection is None:
                self._is_held = False
                made = self._connect()
                try:
                    for name, value in SESSION.items():
                        told = sql.SQL("SET {} = {}")
                        made.execute(told.format(sql.Identifier(name), sql.Literal(value)))
                except psycopg.Error as problem:
                    made.close()
                    raise self._lost(problem) from problem
                self._connection = made
                beats = threading.Thread(
                    target=self._beat, args=(made,), name="lease beats", daemon=True
                )
                beats.start()
            return self._connection

    def _beat(self, connection: psycopg.Connection) -> None:
        """Give signs of life on a connection until it ends: the lock is lost with it."""
        while self._connection is connection:
            try:
                connection.execute("SELECT 1")
            except psycopg.Error:
                if self._connection is connection:
                    self.close()
                return
            time.sleep(BEAT_S)

    def _connect(self) -> psycopg.Connection:
        try:
            made = psycopg.connect(self._told, autocommit=True)
        except psycopg.Error as problem:
            raise LakeFailed(unreachable(_first_line(problem))) from problem
        if made.info.server_version < OLDEST:
            made.close()
            raise SettingWrong("The lake's PostgreSQL is too old: 14 or newer is needed.")
        return made

    def _lost(self, problem: psycopg.Error) -> LakeFailed:
        self.close()
        return LakeFailed(unreachable(_first_line(problem)))


def unreachable(cause: str) -> str:
    """Return the sentence of a PostgreSQL that does not answer."""
    return (
        f"The lake's PostgreSQL does not answer ({cause.rstrip('.')}). What was being done is not kept; "
        "what was kept before is safe. See that it runs and can be reached, then do it again."
    )


def _first_line(problem: psycopg.Error) -> str:
    return (str(problem).splitlines() or ["no answer"])[0]
