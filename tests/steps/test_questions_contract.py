"""What every named question promises, over many shapes of data: nothing, one, few, many, one area, all
in one minute, another team.
"""

import pickle
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from patrolqr.analysis.questions import QUESTIONS
from patrolqr.analysis.questions.base import LogsOpened
from patrolqr.core import clock
from patrolqr.core.team import Team
from patrolqr.render.charts import CHARTS, Spec
from patrolqr.steps.answer_question import NO_RECORDS, QUERIES, Asked, answer
from patrolqr.store import Session, Store, attendance, log_reads, teams
from patrolqr.store.log_reads import LogChoice
from tests.builders.briefings import brief_areas
from tests.builders.coins import report, toss_daily
from tests.builders.duties import duty
from tests.builders.incidents import keep_in, name_places
from tests.builders.logs import visit
from tests.builders.reasons import EASTING, NORTHING
from tests.conftest import TESTS

DAY = date(2026, 11, 20)
SINCE, UNTIL = date(2026, 11, 1), date(2026, 11, 25)
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
AVOIDED = re.compile(r"\bnan\b|\bNone\b(?!:)|\binf\b|  |-0\b(?!\.)|NaT|<NA>")
OTHER = Team("nobody-lpt", "Nobody LPT")
NAMES_PEOPLE = {"collar", "colleagues", "entered_by", "decided_by", "kept_by", "given_by"}


def nothing(store: Session) -> None:
    """Keep nothing at all."""


def one(store: Session) -> None:
    """Keep one sheet of one area, one log and one incident."""
    areas = brief_areas(store, duty(DAY), ["Square"])
    visit(store, areas["Square"], DAY, engagements=1)
    reported(store, 1)


def few(store: Session) -> None:
    """Keep two areas, one of them missed for a reason, and logs that lack much."""
    areas = brief_areas(store, duty(DAY), ["Square", "Station"])
    visit(store, areas["Square"], DAY, minutes=None, stop_searches=1, arrests=1, saw="A van")
    visit(
        store,
        areas["Square"],
        DAY,
        minutes=None,
        arrived_at=None,
        received_at=clock.at(DAY, time(16)),
    )
    attendance.give_missed_reason(store, duty(DAY), areas["Station"], "Custody")
    reported(store, 3)


def many(store: Session) -> None:
    """Keep forty duties of three areas with all that is counted."""
    name_places(store, {"N1": "Market Ward"})
    for step in range(20):
        day = SINCE + timedelta(days=step)
        areas = brief_areas(
            store, duty(day), ["Square", "Station", "Park"], places={"Square": "N1"}
        )
        for number, area_id in enumerate(areas.values()):
            for again in range(1 + (step + number) % 3):
                at = clock.at(day, time(14 + 2 * again, 7 * number))
                counts: dict[str, Any] = {
                    "engagements": step % 5,
                    "stop_searches": number,
                    "arrests": again // 2,
                }
                visit(store, area_id, day, arrived_at=at, minutes=5 + step, heard="Bikes", **counts)
    report(store, toss_daily(store, SINCE, 20), drawn=1, held=2)
    reported(store, 60)


def one_area(store: Session) -> None:
    """Keep one area, visited every day."""
    for step in range(24):
        day = SINCE + timedelta(days=step)
        areas = brief_areas(store, duty(day), ["Square"])
        visit(store, areas["Square"], day, engagements=step)
    reported(store, 24)


def one_minute(store: Session) -> None:
    """Keep thirty logs and thirty incidents of one and the same minute."""
    areas = brief_areas(store, duty(DAY), ["Square"])
    for number in range(30):
        visit(store, areas["Square"], DAY, minutes=0, engagements=1, collar=f"PC{number:04}")
    at = [pd.Timestamp("2026-11-20 21:30", tz="UTC")] * 30
    keep_in(store, _dated([DAY] * 30, at))


SHAPES: tuple[Callable[[Session], None], ...] = (nothing, one, few, many, one_area, one_minute)


def reported(store: Session, number: int) -> None:
    """Keep so many burglaries, one a day back from DAY at half past nine in the evening."""
    days = [DAY - timedelta(days=step) for step in range(number)]
    keep_in(store, _dated(days, [pd.Timestamp(clock.at(day, time(21, 30))) for day in days]))


def _dated(days: list[date], at: list[pd.Timestamp]) -> pd.DataFrame:
    return pd.DataFrame({"patrol_day": days, "precision": "minute"}).assign(
        month=[day.replace(day=1) for day in days],
        occurred_at=at,
        occurred_from=at,
        occurred_to=at,
        easting=EASTING,
        northing=NORTHING,
    )


@pytest.fixture(scope="module", params=SHAPES, ids=lambda shape: shape.__name__)
def shaped(
    request: pytest.FixtureRequest, empty_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Session]:
    """Give a store of each shape, once for all questions that read it."""
    folder = tmp_path_factory.mktemp("shaped")
    shutil.copy(empty_file, folder)
    opened = Store(folder)
    session = Session(opened, TESTS)
    request.param(session)
    teams.keep(session, OTHER)
    yield session
    opened.close()


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_answered_whatever_there_is(shaped: Session, name: str) -> None:
    keeps_its_promises(shaped, asking(name, against=("before", "year")))


def test_words_are_sought_whatever_there_is(shaped: Session) -> None:
    keeps_its_promises(shaped, asking("public", search="van"))


def test_of_a_team_that_has_nothing_there_is_nothing(shaped: Session) -> None:
    """Its rows are nobody else's; the whole force stands beside."""
    for name in ("missed", "engagements", "complete", "up"):
        asked = asking(name, teams=(OTHER.team_id,), against=("force",))
        keeps_its_promises(shaped, asked)
        assert name == "up" or answer(shaped, asked).is_empty


def asking(name: str, **changes: Any) -> Asked:
    """Return a question about the days that the shapes are of."""
    whole: dict[str, Any] = {"as_of": clock.today(), "precision": "minute", "against": ("before",)}
    return Asked(name, SINCE, UNTIL, **(whole | changes))


def keeps_its_promises(shaped: Session, asked: Asked) -> None:
    """Hold an answer to what every answer promises."""
    told = answer(shaped, asked)
    assert told.sentence.endswith(".")
    assert len(told.sentence) < 400
    assert told.cannot or told.is_empty
    words = " | ".join(
        (told.sentence, *told.cannot, *(line for each in told.figures for line in each.beside))
    )
    assert not AVOIDED.search(words), words
    assert unexplained(told.sentence, told.told) == []
    assert not set(told.rows.columns) & NAMES_PEOPLE
    assert not told.rows.columns.duplicated().any()
    for each in told.pictures:
        for dark in (False, True):
            spec = Spec(each.column, each.label, each.unit, dark=dark)
            assert CHARTS[each.kind].draw(each.rows, spec).to_dict()
            assert CHARTS[each.kind].tell(each.rows, spec).endswith(".")
    if told.logs:
        assert told.logs.count == log_reads.total(shaped, logs_of(asked, told.logs))["logs"]
    assert pickle.loads(pickle.dumps(told)).sentence == told.sentence


def logs_of(asked: Asked, opened: LogsOpened) -> LogChoice:
    """Return the choice of logs that an answer's link opens."""
    return LogChoice(
        asked.since,
        asked.until,
        teams=asked.teams,
        areas=asked.areas,
        neighbourhoods=asked.neighbourhoods,
        only=opened.only,
        search=opened.search,
    )


def unexplained(sentence: str, told: Mapping[str, float]) -> list[str]:
    """Return the numbers of a sentence that none of the told ones is, rounded as they are written."""
    known = list(told.values())
    found = []
    for text in NUMBER.findall(re.sub(r"\d\d:\d\d|\d+ (months?|days?)\b", "", sentence)):
        places = len(text.partition(".")[2])
        if not any(f"{value:.{places}f}" == text.replace(",", "") for value in known):
            found.append(text)
    return found


def test_without_anything_every_question_says_so(store: Session) -> None:
    for name in QUESTIONS:
        told = answer(store, Asked(name, SINCE, UNTIL, clock.today(), precision=None))
        assert told.is_empty, name
        assert not told.pictures, name


def test_days_without_records_are_no_zero_and_what_is_cut_is_said(store: Session) -> None:
    areas = brief_areas(store, duty(DAY), ["Square"])
    visit(store, areas["Square"], DAY, engagements=4)
    never = answer(store, Asked("engagements", date(2020, 1, 1), date(2020, 2, 1), clock.today()))
    assert never.sentence == NO_RECORDS
    assert never.is_empty
    partly = answer(store, asking("engagements"))
    assert partly.sentence.startswith("4 engagements")
    assert (
        "Sheets and logs begin on Fri 20 Nov 2026: 5 of these 24 days are counted." in partly.cannot
    )


def test_logs_that_came_later_are_named(store: Session) -> None:
    areas = brief_areas(store, duty(DAY), ["Square"])
    visit(store, areas["Square"], DAY, received_at=clock.at(DAY + timedelta(days=3), time(12)))
    told = answer(store, asking("missed", as_of=DAY + timedelta(days=1)))
    assert [
        each for each in told.cannot if each.startswith("1 log of these days came in or changed")
    ]
    assert not [each for each in answer(store, asking("missed")).cannot if "changed after" in each]


def test_questions_have_names_numbers_and_needs_of_their_own() -> None:
    numbers = [each.number for each in QUESTIONS.values()]
    assert len(QUESTIONS) >= 10
    assert len(set(numbers)) == len(numbers)
    for each in QUESTIONS.values():
        assert each.words.endswith("?")
        assert set(each.needs) <= set(QUERIES)


def test_every_query_is_needed_by_a_question() -> None:
    assert {query for each in QUESTIONS.values() for query in each.needs} == set(QUERIES)
