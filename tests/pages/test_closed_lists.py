"""Each value of a closed list that an officer can answer stands in words on a page that people open.

Not in the statements alone: every value is stored, and looked for in what the pages show.
"""

import uuid
from datetime import date
from typing import Any

import pytest

from patrolqr.core.form.question import Field
from patrolqr.core.form.questions import FIELDS, GROUPS, Group
from patrolqr.desk.shared import inputs
from patrolqr.store import Session
from tests.builders.briefings import brief_areas
from tests.builders.duties import duty
from tests.builders.logs import visit
from tests.pages.conftest import Opener, shown

LATE = duty(date(2026, 11, 24))
DAYS = {"since": "2026-11-24", "until": "2026-11-25"}

CLOSED = [each for each in FIELDS if each.choices]
DETAILED = [(group, each) for group in GROUPS for each in group.fields if each.choices]


def stored(asked: Field, value: str) -> object:
    """Return a choice as its column keeps it."""
    if asked.kind == "ticks":
        return [value]
    return value == "Yes" if asked.kind == "yes_no" else value


@pytest.mark.parametrize("asked", CLOSED, ids=lambda each: each.name)
def test_every_choice_of_a_question_stands_on_a_page(
    desk: Session, open_page: Opener, asked: Field
) -> None:
    area = brief_areas(desk, LATE, ["Square"])["Square"]
    for value in asked.choices:
        answer: dict[str, Any] = {asked.name: stored(asked, value)}
        visit(desk, area, LATE.patrol_day, **answer)
    page = open_page("debrief", **inputs.of_duty(LATE))
    assert not page.exception
    lines = [str(each.value) for each in page.text]
    for words in asked.choices.values():
        assert any(line.endswith(words) for line in lines), words


@pytest.mark.parametrize(
    ("group", "asked"), DETAILED, ids=lambda each: each.name if hasattr(each, "name") else ""
)
def test_every_choice_of_a_detail_stands_in_the_feed_and_on_the_debrief(
    desk: Session, open_page: Opener, group: Group, asked: Field
) -> None:
    area = brief_areas(desk, LATE, ["Square"])["Square"]
    counted: dict[str, Any] = {group.counter: len(asked.choices)}
    log_id = visit(desk, area, LATE.patrol_day, **counted)
    row = f"INSERT INTO {group.table} (entry_id, log_id, version, number, {asked.name}) "
    with desk.writing("brief") as written:
        for number, value in enumerate(asked.choices, start=1):
            values = [str(uuid.uuid4()), log_id, number, stored(asked, value)]
            written.cursor.execute(f"{row} VALUES (?, ?, 1, ?, ?)", values)
    feed = shown(open_page("logs", **DAYS)).replace("\\", "").splitlines()
    debrief = [str(each.value) for each in open_page("debrief", **inputs.of_duty(LATE)).text]
    for words in asked.choices.values():
        for page in (feed, debrief):
            assert any(line.rstrip().endswith(f" {asked.label}: {words}") for line in page), words
