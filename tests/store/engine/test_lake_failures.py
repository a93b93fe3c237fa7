"""What is told of a lake that fails: the cause, and neither words, statements nor passwords."""

import duckdb
import pytest

from patrolqr.core.errors import DatabaseBusy, LakeFailed
from patrolqr.store.engine.lake_failures import expected, unsure

AT = "ducklake:postgres:host=db password=hush"
SAID = "Failed to execute query \"INSERT INTO x VALUES ('Ferdinand')\": "


@pytest.mark.parametrize(
    ("told", "cause"),
    [
        (
            f'Unable to connect to Postgres at "{AT}": could not translate host name "db" to address',
            "translate host",
        ),
        (f'Unable to connect to Postgres at "{AT}": timeout expired', "timeout expired"),
        (f'{SAID}ERROR:  could not extend file "base/1": No space left on device', "No space left"),
        (f'{SAID}ERROR:  value too long: "Ferdinand"\nDETAIL: hush', "value too long"),
        (f"{SAID}ERROR:  canceling statement due to lock timeout", "lock timeout"),
        (f"{SAID}SSL SYSCALL error: EOF detected", "SSL"),
        (f"{SAID}could not receive data from server", "could not receive"),
        ("Cannot get connection: maximum connection count exceeded", "maximum connection"),
    ],
)
def test_what_postgresql_says_is_told_by_its_cause_alone(told: str, cause: str) -> None:
    problem = duckdb.IOException(told)
    for found in (expected(problem), unsure(problem)):
        assert isinstance(found, LakeFailed)
        assert cause in found.sentence
        assert not any(each in found.sentence for each in ("Ferdinand", "INSERT", "hush", "files"))


def test_two_changes_that_met_are_no_failure_of_the_lake() -> None:
    met = duckdb.TransactionException(f"{SAID}ERROR:  could not serialize access due to update")
    assert isinstance(expected(met), DatabaseBusy)
