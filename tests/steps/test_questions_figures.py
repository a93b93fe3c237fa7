"""The numbers in every question's sentence equal those that other code counts from exported rows, over
random choices of days, teams and places.
"""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patrolqr.analysis.questions import QUESTIONS
from patrolqr.core import clock
from patrolqr.steps.answer_question import Asked, answer
from patrolqr.store import DEMO, Session, Store, log_reads, places
from tests.builders import recounting
from tests.builders.databases import TOWN_DAY
from tests.builders.examples import TIMES
from tests.builders.recounting import RECOUNTED, Exported, Filters
from tests.conftest import TESTS
from tests.steps.test_questions_contract import logs_of, unexplained

FIRST = date(2026, 9, 25)
FILTERS = 200
"""Random choices that the questions together are held to."""

SOME = settings(
    max_examples=ceil(FILTERS / len(QUESTIONS)) * TIMES,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
"""Each question has its share of them (14: a tenth of a second each); with PATROLQR_EXAMPLES=15 each
has all of them.
"""


@pytest.fixture(scope="module")
def town(town_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Give one demo town for all that is only read."""
    folder = tmp_path_factory.mktemp("asked")
    shutil.copy(town_file, folder / DEMO)
    opened = Store(folder)
    yield Session(opened, TESTS)
    opened.close()


@pytest.fixture(scope="module")
def everything(town: Session) -> Exported:
    """Give all exported rows of the town, once."""
    return recounting.exported(town)


@pytest.mark.parametrize("name", QUESTIONS)
@SOME
@given(data=st.data())
def test_a_sentence_tells_what_the_exported_rows_say(
    town: Session, everything: Exported, name: str, data: st.DataObject
) -> None:
    filters = data.draw(choices(everything))
    ids = {row["name"]: row["place_id"] for row in places.neighbourhoods(town).to_dict("records")}
    asked = Asked(
        question=name,
        since=filters.since,
        until=filters.until,
        as_of=clock.today(),
        teams=filters.teams,
        neighbourhoods=tuple(str(ids[each]) for each in filters.neighbourhoods),
        areas=filters.areas,
        against=("before",),
        precision="minute",
    )
    told = answer(town, asked)
    counted = RECOUNTED[name](everything, filters)
    assert {each: told.told.get(each, 0) for each in counted} == pytest.approx(counted), filters
    assert unexplained(told.sentence, told.told) == []
    if told.logs:
        assert told.logs.count == log_reads.total(town, logs_of(asked, told.logs))["logs"]


@st.composite
def choices(draw: st.DrawFn, everything: Exported) -> Filters:
    """Return days around the town's, and a few of its teams and places or none."""
    last = (TOWN_DAY - FIRST).days
    since = FIRST + timedelta(days=draw(st.integers(0, last - 1)))
    until = since + timedelta(days=draw(st.integers(1, 45)))
    teams = sorted({str(row["team_id"]) for row in everything.logs})
    areas = sorted(str(row["area_id"]) for row in everything.tables["areas"])
    names = sorted(
        {str(row["neighbourhood"]) for row in everything.tables["areas"]} - {"No neighbourhood"}
    )
    some = st.lists(st.sampled_from(teams), unique=True, max_size=2)
    return Filters(
        since,
        min(until, TOWN_DAY),
        teams=tuple(draw(some)),
        areas=tuple(draw(st.lists(st.sampled_from(areas), unique=True, max_size=4))),
        neighbourhoods=tuple(draw(st.lists(st.sampled_from(names), unique=True, max_size=3))),
    )


def test_every_question_is_counted_again() -> None:
    assert set(RECOUNTED) == set(QUESTIONS)
