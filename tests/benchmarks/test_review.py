"""The review page's queries on 1,000,000 patrol logs, together, beside pandas counting the same
from memory.

`pytest tests/benchmarks/test_review.py --benchmark-enable` measures; without it each runs once.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import pandas as pd
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from patrolqr.core.choice import PlaceChoice
from patrolqr.store import Session, Store, areas, log_reads, places, visits
from tests.conftest import TESTS

LOGS, AREAS, NEIGHBOURHOODS, DAYS = 1_000_000, 200, 14, 730
FIRST = date(2024, 11, 25)
CHOICE = PlaceChoice(since=FIRST, until=FIRST + timedelta(days=DAYS))
"""Everything there is: the longest period a meeting can choose."""

SECONDS = 0.5
"""What the page may wait for all its rows.

The best of the rounds is held against it, as the machine may be busy.
"""

MADE = f"""
    CREATE TEMP TABLE made AS
    SELECT
        number, hash(number) % {DAYS} AS day,
        ['Early', 'Late', 'Night'][1 + (hash(number * 3 + 1) % 3)::INTEGER] AS shift,
        (hash(number * 5 + 2) % {AREAS})::INTEGER AS area
    FROM range({LOGS}) AS numbers (number);
    CREATE TEMP TABLE area_ids AS
        SELECT number::INTEGER AS area, uuid() AS area_id FROM range({AREAS}) AS areas (number);
    INSERT INTO places BY NAME
        SELECT 'N' || number AS place_id, 'neighbourhood' AS kind, 'Ward ' || number AS name
        FROM range({NEIGHBOURHOODS}) AS wards (number);
    INSERT INTO patrol_areas BY NAME
        SELECT area_id, 1 AS version, 'Area ' || area AS name, 'N' || (area % {NEIGHBOURHOODS}) AS neighbourhood_id
        FROM area_ids;
    INSERT INTO briefings BY NAME
        SELECT
            uuid() AS briefing_id, 'team' AS team_id, DATE '{FIRST}' + day::INTEGER AS patrol_day, shift,
            1 AS version, now() AS made_at
        FROM range({DAYS}) AS days (day), (VALUES ('Early'), ('Late'), ('Night')) AS shifts (shift);
    INSERT INTO taskings BY NAME
        SELECT uuid() AS tasking_id, briefing_id, area AS number, area_id, 1 AS area_version, 2 AS visits, 15 AS minutes
        FROM briefings, area_ids;
    INSERT INTO patrol_logs BY NAME
        SELECT
            uuid() AS log_id, 1 AS version, true AS is_current, false AS late, area_id, shift,
            'team' AS team_id, DATE '{FIRST}' + day::INTEGER AS patrol_day,
            TIMESTAMPTZ '{FIRST} 14:00:00+00' + to_days(day::INTEGER) AS arrived_at,
            if(number % 9 = 0, NULL, arrived_at + to_minutes(5 + number % 70)) AS left_at, arrived_at AS received_at,
            (number % 5)::INTEGER AS engagements, (number % 11 = 0)::INTEGER AS stop_searches,
            (number % 37 = 0)::INTEGER AS arrests
        FROM made JOIN area_ids USING (area);
"""
"""438,000 taskings of two patrols each and a million logs that follow from them, spread evenly."""

IN_MEMORY = """
    SELECT
        area_id::VARCHAR AS area_id, patrol_day, shift, week, arrived_at, left_at, engagements, stop_searches, arrests
    FROM visits
"""


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Give a store with a million patrol logs."""
    opened = Session(Store(tmp_path_factory.mktemp("crowd") / "data", real=True), TESTS)
    with opened.writing("brief") as written:
        for made in MADE.split(";"):
            written.cursor.execute(made)
    yield opened
    opened.store.close()


@pytest.fixture(scope="module")
def logs(crowd: Session) -> pd.DataFrame:
    """Return the same logs as a frame in memory, with as few columns as the counts need."""
    with crowd.writing("brief") as written:
        frame: pd.DataFrame = written.cursor.execute(IN_MEMORY).df()
    return frame


@pytest.fixture(scope="module")
def taskings(crowd: Session) -> pd.DataFrame:
    """Return what was asked for as a frame in memory."""
    asked = (
        "SELECT patrol_day, shift, area_id::VARCHAR AS area_id, visits AS asked "
        "FROM taskings JOIN briefings USING (briefing_id)"
    )
    with crowd.writing("brief") as written:
        frame: pd.DataFrame = written.cursor.execute(asked).df()
    return frame


def asked_of(crowd: Session) -> dict[str, pd.DataFrame]:
    """Return all rows the page shows, as it asks for them."""
    return {
        "review": visits.review(crowd, CHOICE),
        "dose": visits.dose(crowd, CHOICE),
        "log_span": pd.DataFrame([log_reads.span(crowd)]),
        "areas_by_name": pd.DataFrame(areas.by_name(crowd)),
        "neighbourhoods": places.neighbourhoods(crowd),
    }


def in_pandas(logs: pd.DataFrame, taskings: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return counts per week and area, and per area patrol-minutes and taskings given in full.

    All logs of an area's duty begin together here, so they are one patrol, as long as the longest.
    """
    minutes = ((logs["left_at"] - logs["arrived_at"]).dt.total_seconds() // 60).clip(upper=60)
    measures = ["engagements", "stop_searches", "arrests"]
    logs = logs.assign(minutes=minutes)
    week, area = (logs.groupby(by)[measures].sum() for by in ("week", "area_id"))
    keys = ["area_id", "patrol_day", "shift"]
    made = logs.groupby(keys)["minutes"].agg(["max", "size"]).reset_index()
    asked = taskings.merge(made.assign(made=made["size"].clip(upper=1)), how="left", on=keys)
    asked = asked.assign(full=asked["made"] >= asked["asked"], minutes=asked["max"])
    dose = asked.groupby("area_id")[["full", "minutes", "made"]].sum()
    return {"week": week, "area": area, "dose": dose}


def test_the_review_of_a_million_logs(crowd: Session, benchmark: BenchmarkFixture) -> None:
    found = benchmark.pedantic(lambda: asked_of(crowd), rounds=7, warmup_rounds=1)
    review = found["review"].groupby("level")["logs"].sum()
    assert review.to_dict() == dict.fromkeys(("all", "area", "neighbourhood", "week"), LOGS)
    if benchmark.stats is not None:
        assert benchmark.stats.stats.min < SECONDS


def test_the_same_review_in_pandas(
    crowd: Session, logs: pd.DataFrame, taskings: pd.DataFrame, benchmark: BenchmarkFixture
) -> None:
    found = benchmark.pedantic(lambda: in_pandas(logs, taskings), rounds=3, warmup_rounds=1)
    ours = asked_of(crowd)
    areas = ours["review"][ours["review"]["level"] == "area"].set_index("area_id")
    dose = ours["dose"].set_index("area_id").loc[found["dose"].index]
    assert (
        areas.loc[found["area"].index, "engagements"].tolist()
        == found["area"]["engagements"].tolist()
    )
    assert dose["taskings_in_full"].tolist() == found["dose"]["full"].tolist()
    assert dose["patrols"].tolist() == found["dose"]["made"].astype(int).tolist()
    assert dose["minutes"].tolist() == found["dose"]["minutes"].astype(int).tolist()
