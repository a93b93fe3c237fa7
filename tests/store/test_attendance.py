"""Around a shift: who was briefed, why areas were missed, texts kept for another day."""

from dataclasses import replace
from datetime import date, time

import pytest

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.core.dose import Dose
from patrolqr.core.errors import InputWrong
from patrolqr.core.form.log import parse
from patrolqr.core.lists import CUT_SHORT_BEFORE
from patrolqr.core.shift import Crew, Shift
from patrolqr.core.team import Duty
from patrolqr.steps import debrief
from patrolqr.store import (
    Session,
    attendance,
    briefings,
    log_reads,
    logs,
    passes,
    teams,
    text_templates,
)
from patrolqr.store.log_reads import AnswerRow
from tests.builders.briefings import brief, draft
from tests.builders.duties import duty
from tests.builders.logs import sent
from tests.conftest import seen_by


def test_attendance_is_what_is_ticked_now_and_keeps_every_tick(
    store: Session, briefed: Briefing
) -> None:
    attendance.tick(store, briefed, added=["4821", "5107"])
    attendance.tick(store, briefed, added=["5107", " 6001 ", ""], removed=["4821"])
    assert attendance.briefed(store, briefed.duty) == ["5107", "6001"]
    with store.writing("brief") as written:
        assert written.cursor.execute("SELECT count(*) FROM attendance").fetchall() == [(4,)]


def test_a_missed_reason_can_be_given_changed_and_taken_back(
    store: Session, briefed: Briefing
) -> None:
    duty, area_id = briefed.duty, briefed.taskings[0].area.area_id
    attendance.give_missed_reason(store, duty, area_id, "Custody")
    seen = attendance.decided_reasons(store, duty)[area_id]
    attendance.give_missed_reason(store, duty, area_id, "Weather", seen=seen)
    assert attendance.missed_reasons(store, duty) == {area_id: "Weather"}
    with pytest.raises(InputWrong, match="tests said “Weather” at"):
        attendance.give_missed_reason(store, duty, area_id, "Custody", seen=seen)
    seen = attendance.decided_reasons(store, duty)[area_id]
    attendance.give_missed_reason(store, duty, area_id, "", seen=seen)
    assert attendance.missed_reasons(store, duty) == {}
    with pytest.raises(InputWrong, match="no reason on the list"):
        attendance.give_missed_reason(store, duty, area_id, "lazy")


def test_decisions_around_a_shift_carry_the_name_of_whoever_decided(
    store: Session, briefed: Briefing
) -> None:
    sergeant, area_id = seen_by(store, "Sgt 4412"), briefed.taskings[0].area.area_id
    attendance.tick(sergeant, briefed, added=["4821"])
    attendance.give_missed_reason(sergeant, briefed.duty, area_id, "Custody")
    seen = attendance.decided_reasons(store, briefed.duty)[area_id]
    other = seen_by(store, "Sgt 5107")
    attendance.give_missed_reason(other, briefed.duty, area_id, "", seen=seen)
    assert passes.revoke(sergeant, pass_id=briefed.taskings[0].pass_id, why="left on a bus") == 1
    names = {"attendance": "ticked_by", "missed_reasons": "given_by", "passes": "revoked_by"}
    for table, column in names.items():
        with store.writing("brief") as written:
            select = f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY 1"
            found = [name for (name,) in written.cursor.execute(select).fetchall()]
        others = ["Sgt 5107"] if table == "missed_reasons" else []
        assert found == ["Sgt 4412", *others], table
    last = attendance.decided_reasons(store, briefed.duty)[area_id]
    assert (last.reason, last.given_by) == ("", "Sgt 5107")


@pytest.mark.parametrize(("stored", "shown"), CUT_SHORT_BEFORE.items())
def test_a_reason_stored_by_an_earlier_version_is_read_in_todays_words(
    store: Session, briefed: Briefing, stored: str, shown: str
) -> None:
    duty, area_id = briefed.duty, briefed.taskings[0].area.area_id
    with store.writing("brief") as written:
        written.change(
            "attendance/insert_missed_reason",
            duty=duty,
            area_id=area_id,
            reason=stored,
            given_by=None,
            given_at=clock.now(),
        )
    assert attendance.missed_reasons(store, duty) == {area_id: shown}
    with pytest.raises(InputWrong, match="no reason on the list"):
        attendance.give_missed_reason(store, duty, area_id, stored)


def test_a_template_is_kept_replaced_and_dropped(store: Session) -> None:
    first = text_templates.Template(
        "Skate park", "grey van", "Who gathers?", "needles", ("be seen",)
    )
    text_templates.keep(store, first)
    (first_kept,) = text_templates.kept(store)
    second = text_templates.Template("Skate park", "blue van", "Who gathers?", "", ())
    with pytest.raises(InputWrong, match="“Skate park” already, kept by tests"):
        text_templates.keep(store, second)
    text_templates.keep(seen_by(store, "Sgt 4412"), second, replaces=first_kept)
    (kept,) = text_templates.kept(store)
    assert (kept.name, kept.look_for, kept.tactics) == ("Skate park", "blue van", ())
    assert kept.kept_by == "Sgt 4412"
    with pytest.raises(InputWrong, match="something else by now, kept by Sgt 4412"):
        text_templates.drop(store, first_kept)
    text_templates.drop(store, kept)
    assert text_templates.kept(store) == []
    with pytest.raises(InputWrong, match="needs a name"):
        text_templates.keep(store, text_templates.Template("  ", "", "", "", ()))


def test_the_debrief_says_what_was_asked_answered_given_and_missed(
    store: Session, briefed: Briefing
) -> None:
    first, second = briefed.taskings
    told = sent(
        answer="Two are open",
        arrived_at="2026-11-24T21:00:00Z",
        left_at="2026-11-24T21:14:00Z",
        saw="A van",
    )
    logs.accept(store, parse(told), first.pass_id)
    attendance.give_missed_reason(store, briefed.duty, second.area.area_id, "Custody")
    visited, missed = debrief.made(store, briefed.duty).areas
    assert visited.dose == Dose(2, 30, patrols_given=1, minutes_given=14, officer_minutes=14)
    assert visited.answers == ("21:00 Two are open",)
    assert visited.notes == ("21:00 Saw: A van",)
    assert (missed.dose, missed.missed_reason) == (Dose(2, 30), "Custody")


def test_a_log_without_times_is_a_code_read_and_no_patrol(
    store: Session, briefed: Briefing
) -> None:
    logs.accept(store, parse(sent()), briefed.taskings[0].pass_id)
    assert debrief.made(store, briefed.duty).areas[0].dose == Dose(2, 30, codes_read=1)


def test_the_answers_of_the_last_shift_stand_beside_the_next_question(
    store: Session, briefed: Briefing
) -> None:
    logs.accept(store, parse(sent(answer="No sign of it")), briefed.taskings[0].pass_id)
    area_id = briefed.taskings[0].area.area_id

    def asked(duty: Duty) -> list[AnswerRow]:
        return log_reads.last_answers(store, [area_id], before=clock.now(), duty=duty)

    (answer,) = asked(replace(briefed.duty, team_id="another-team"))
    assert (answer["answer"], answer["ask"]) == ("No sign of it", "Are the shutters up?")
    assert asked(briefed.duty) == []


def test_call_signs_and_their_minutes_come_back_with_the_briefing(
    store: Session, briefed: Briefing
) -> None:
    again = draft(store, briefed.duty)
    given = replace(again.taskings[0], call_signs=("AB12",))
    saved = briefings.save(store, replace(again, taskings=(given,), crews=(Crew("AB12", 90),)))
    read = briefings.briefing(store, saved.briefing_id)
    assert read.crews == (Crew("AB12", 90),)
    assert read.taskings[0].call_signs == ("AB12",)


def test_who_is_briefed_counts_for_every_shift_that_is_on_or_begins_soon(store: Session) -> None:
    """Early is 07:00 to 17:00, Late from 14:00: both are on at three, and Late from one on."""
    day = date(2026, 11, 24)
    for shift, collar in (("Early", "4821"), ("Late", "  5107 a")):
        attendance.tick(store, brief(store, duty(day, shift)), added=[collar])
    told = {
        wall: attendance.briefed_at(store, clock.at(day, wall))
        for wall in (time(6), time(12, 59), time(13), time(15), time(17), time(5, 59))
    }
    assert told == {
        time(5, 59): set(),  # the night before, of which nobody was ticked
        time(6): {"4821"},
        time(12, 59): {"4821"},
        time(13): {"4821", "5107 A"},
        time(15): {"4821", "5107 A"},
        time(17): {"5107 A"},
    }


def test_where_no_shift_is_on_nobody_is_missed(store: Session) -> None:
    (standing,) = teams.teams(store)
    teams.keep(store, replace(standing, shifts=(Shift("Day", time(9), time(17)),)), seen=standing)
    assert attendance.briefed_at(store, clock.at(date(2026, 11, 24), time(7, 59))) is None
    assert attendance.briefed_at(store, clock.at(date(2026, 11, 24), time(8))) == set()
