"""Limits of what is kept, each just below and just at it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.core.errors import InputWrong, LogTooLarge, LogWrong, PassUnknown
from patrolqr.core.form.log import parse
from patrolqr.store import (
    Session,
    briefings,
    logs,
    pairings,
    passes,
    reviews,
    text_templates,
    visits,
)
from tests.builders import areas
from tests.builders.areas import feature, square
from tests.builders.briefings import draft
from tests.builders.logs import sent
from tests.store.test_loads_places import put
from tests.store.test_visits import pair, visit

SECOND = timedelta(seconds=1)


def test_an_answer_to_a_grade_has_500_characters(store: Session, briefed: Briefing) -> None:
    pairing = pair(store)
    log_id = visit(store, briefed, pairing)
    with pytest.raises(InputWrong, match="1 to 500 characters"):
        visits.answer(store, pairing, log_id, "a" * 501)
    visits.answer(store, pairing, log_id, "a" * 500)
    (own,) = visits.own_visits(store, pairing, at=clock.now())
    assert [len(said) for said in own.said] == [500]


def test_officers_see_their_visits_of_seven_days(store: Session, briefed: Briefing) -> None:
    pairing = pair(store)
    visit(store, briefed, pairing)
    (own,) = visits.own_visits(store, pairing, at=clock.now())
    week_later = own.visited_at + timedelta(days=7)
    assert len(visits.own_visits(store, pairing, at=week_later)) == 1
    assert visits.own_visits(store, pairing, at=week_later + SECOND) == []


def test_a_remark_has_300_characters(store: Session, briefed: Briefing) -> None:
    told = parse(sent(stop_searches=1))
    log_id = logs.accept(store, told, briefed.taskings[0].pass_id).log_id
    with pytest.raises(InputWrong, match="301 characters; 300 fit"):
        reviews.decide(store, log_id, 1, "query", remark="r" * 301)
    reviews.decide(store, log_id, 1, "query", remark="r" * 300)
    assert [len(remark) for remark in reviews.versions(store, log_id)[0].remarks] == [300]


def test_a_templates_name_has_60_characters(store: Session) -> None:
    template = text_templates.Template("n" * 60, "", "", "", ())
    text_templates.keep(store, template)
    with pytest.raises(InputWrong, match="1 to 60 characters"):
        text_templates.keep(store, replace(template, name="n" * 61))
    assert [kept.name for kept in text_templates.kept(store)] == ["n" * 60]


def test_a_collar_number_has_20_characters(store: Session) -> None:
    assert pair(store, "4" * 20).collar == "4" * 20
    with pytest.raises(InputWrong, match="at most 20"):
        pair(store, "4" * 21)


@pytest.mark.parametrize("field", ["why", "look_for", "ask", "hazards"])
def test_a_card_of_the_briefing_has_200_characters_a_text(
    store: Session, briefed: Briefing, field: str
) -> None:
    def saved(length: int) -> Briefing:
        made = draft(store, briefed.duty)
        text: dict[str, Any] = {field: "t" * length}
        first = replace(made.taskings[0], **text)
        return briefings.save(store, replace(made, taskings=(first, *made.taskings[1:])))

    assert len(getattr(saved(200).taskings[0], field)) == 200
    with pytest.raises(InputWrong, match="201 characters; 200 fit"):
        saved(201)


def test_a_code_opens_for_two_hours_after_its_shift_and_takes_logs_for_fourteen_days(
    store: Session, briefed: Briefing
) -> None:
    pass_id = briefed.taskings[0].pass_id
    ended = clock.duty_window(briefed.duty)[1] + timedelta(hours=2)
    assert passes.grant(store, pass_id, at=ended - SECOND)
    with pytest.raises(PassUnknown):
        passes.grant(store, pass_id, at=ended + SECOND)
    last = ended + timedelta(days=14)
    assert passes.for_log(store, pass_id, at=last - SECOND)
    with pytest.raises(PassUnknown):
        passes.for_log(store, pass_id, at=last + SECOND)


def test_a_strip_is_keyed_for_fourteen_days(store: Session, briefed: Briefing) -> None:
    code = briefed.taskings[0].short_code
    ended = clock.duty_window(briefed.duty)[1] + timedelta(hours=2)
    last = ended + timedelta(days=14)
    assert passes.for_strip(store, code, at=last - SECOND)
    with pytest.raises(InputWrong, match="No sheet of the last 14 days"):
        passes.for_strip(store, code, at=last + SECOND)


@pytest.mark.parametrize(("shift_by", "refused"), [(0.49, True), (0.51, False)])
def test_neighbourhoods_that_share_half_their_ground_with_those_loaded_are_another_set(
    store: Session, tmp_path: Path, *, shift_by: float, refused: bool
) -> None:
    put(store, areas.write(tmp_path, feature(square(0), beat_id="A"), name="first.geojson"))
    moved = feature(square(shift_by), beat_id="B")
    path = areas.write(tmp_path, moved, name="second.geojson")
    if refused:
        with pytest.raises(InputWrong, match="covers the ground"):
            put(store, path)
    else:
        assert put(store, path).new == 1


def test_a_room_code_works_until_its_minutes_are_over(store: Session) -> None:
    now = clock.now()
    code = pairings.room_code(at=now)
    assert pairings.room_code(at=now) == code
    assert pairings.room_code(at=now + timedelta(minutes=15)) != code


def test_a_log_of_64_kilobytes_is_taken_in_and_not_a_byte_more() -> None:
    told = sent(kept_by_the_phone="")
    filler = 64 * 1024 - len(parse(told).document)
    whole = told | {"kept_by_the_phone": "x" * filler}
    assert len(parse(whole).document) == 64 * 1024
    with pytest.raises(LogTooLarge, match="larger than 64 kB"):
        parse(told | {"kept_by_the_phone": "x" * (filler + 1)})


def test_a_log_is_corrected_up_to_version_99() -> None:
    assert parse(sent(version=99, corrected_why="typing error")).version == 99
    with pytest.raises(LogWrong):
        parse(sent(version=100, corrected_why="typing error"))
