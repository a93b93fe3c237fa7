"""A lake answers the same again without asking PostgreSQL, never what was true before a write; and
PostgreSQL keeps no tables of columns as they were before a migration.
"""

from copy import deepcopy

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patrolqr.core.actor import SYSTEM
from patrolqr.core.settings import LakeAt
from patrolqr.store import Session, lake_moves, people, teams
from patrolqr.store.engine import lake_answers, lake_upkeep
from patrolqr.store.engine.own_rows import Teams
from patrolqr.store.engine.statements import Bound
from tests.builders.lakes import Postgres


@pytest.fixture
def run(opened: Session, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the statements that DuckDB is given from now on."""
    database, given_to = opened.store.database, list[str]()
    really = database._run

    def noted(code: str, bound: Bound = None, own: Teams = None) -> duckdb.DuckDBPyConnection:
        given_to.append(code)
        return really(code, bound, own)

    monkeypatch.setattr(database, "_run", noted)
    return given_to


def test_what_was_answered_is_not_asked_again_until_something_is_written(
    opened: Session, run: list[str]
) -> None:
    first = teams.teams(opened), people.name_at(opened, "a desk")
    asked = len(run)
    assert (teams.teams(opened), people.name_at(opened, "a desk")) == first
    assert len(run) == asked > 0
    people.keep_name(opened, "PS Example", "a desk")
    assert people.name_at(opened, "a desk") == "PS Example"
    assert teams.teams(opened) == first[0]
    assert len(run) > asked


@settings(
    max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    names=st.lists(st.tuples(st.sampled_from(["one", "two"]), st.sampled_from("AB")), max_size=6)
)
def test_whatever_is_written_and_asked_in_whatever_order_the_newest_is_told(
    opened: Session, names: list[tuple[str, str]]
) -> None:
    written: dict[str, str] = {}
    for desk, name in names:
        people.keep_name(opened, name, desk)
        written[desk] = name
        assert {each: people.name_at(opened, each) for each in written} == written


def test_what_was_answered_to_one_is_not_told_to_whoever_sees_other_teams(opened: Session) -> None:
    database = opened.store.database
    everything = database.rows(dict, "teams/teams")
    assert everything
    for own in (frozenset({"another"}), frozenset[str](), None, frozenset({"another"})):
        told = database.rows(dict, "teams/teams", own)
        assert [each["team_id"] for each in told] == [
            each["team_id"] for each in everything if own is None or each["team_id"] in own
        ]


def test_who_changes_what_was_answered_changes_it_for_nobody_else(opened: Session) -> None:
    database = opened.store.database
    told = database.rows(dict, "teams/teams")
    first = deepcopy(told)
    name = next(each for each, value in told[0].items() if isinstance(value, str))
    told[0][name] = "changed"
    for value in told[0].values():
        if isinstance(value, list):
            value.append("changed")
    assert database.rows(dict, "teams/teams") == first
    frame = database.frame(dict, "teams/teams")
    frame[name] = "changed"
    assert "changed" not in set(database.frame(dict, "teams/teams")[name])


def test_long_answers_are_not_kept_and_no_more_than_so_many(
    opened: Session, run: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lake_answers, "ROWS_KEPT", 0)
    for _ in range(2):
        teams.teams(opened)
    assert len(run) == 2
    monkeypatch.setattr(lake_answers, "ROWS_KEPT", 5_000)
    monkeypatch.setattr(lake_answers, "ANSWERS_KEPT", 2)
    run.clear()
    for desk in ("one", "two", "three", "three", "two", "one"):
        people.name_at(opened, desk)
    assert len(run) == 4  # one is asked for anew: three came after it


def superseded(postgres: Postgres, lake: LakeAt) -> list[tuple[object, ...]]:
    return postgres.do(lake_upkeep.SUPERSEDED, lake.connection.rpartition("dbname=")[2])


def test_postgresql_keeps_one_table_of_new_rows_for_each_of_ours(
    opened: Session, lake: LakeAt, postgres: Postgres
) -> None:
    # what a new lake holds rows of; all others got their columns before there was a row
    assert {*superseded(postgres, lake)} <= {("inbox_rules",), ("schema_versions",), ("teams",)}
    lake_moves.tidy(Session(opened.store, SYSTEM))
    assert not superseded(postgres, lake)
    with opened.writing("set up") as written:
        written.cursor.execute("ALTER TABLE team_choices ADD COLUMN one_more VARCHAR")
    assert superseded(postgres, lake) == [("team_choices",)]
    lake_moves.tidy(Session(opened.store, SYSTEM))
    assert not superseded(postgres, lake)
