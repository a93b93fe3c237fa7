"""How long things are kept: off until somebody says so, two people for what goes, nothing on hold, once;
the figures that charts count stay.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.core import clock
from patrolqr.core import keeping as kinds
from patrolqr.core.actor import Actor, Role
from patrolqr.core.briefing import Briefing
from patrolqr.core.choice import PlaceChoice
from patrolqr.core.errors import InputWrong, NotAllowed
from patrolqr.core.form.log import parse
from patrolqr.steps import debrief, dispose, freeze_pack, publish, redact
from patrolqr.steps.freeze_pack import PackChoice
from patrolqr.store import (
    Session,
    attendance,
    disposals,
    exports,
    handovers,
    keeping,
    log_reads,
    logs,
    meetings,
    packs,
    redacted_logs,
    redactions,
    reviews,
    unclaimed,
)
from patrolqr.store.log_reads import EVERYTHING
from tests.builders.at_once import DONE, two_at_once
from tests.builders.duties import duty_now
from tests.builders.grepping import grep
from tests.builders.logs import SEARCH, sent
from tests.builders.phones import rows

SECRET = "Terence Quillfeather of 4 Marl Row"
LATER = timedelta(days=70)


def as_of() -> date:
    return clock.calendar_day()


def someone(store: Session, name: str, role: Role = "inspector") -> Session:
    return Session(store.store, Actor(name, role))


@pytest.fixture
def old(store: Session, briefed: Briefing) -> str:
    """Keep one log with everything in it, ten weeks old, and return its id."""
    publish.make(store, briefed)
    search = SEARCH | {"reference": SECRET}
    log = sent(
        saw=SECRET, stop_search=[search], stop_searches=3, arrived_lat=52.70123, arrived_lng=-2.00123,
        arrived_accuracy_m=12, collar="4821",
    )  # fmt: skip
    logs.accept(store, parse(log), briefed.taskings[0].pass_id)
    handovers.write(store, duty_now(), SECRET, seen=0)
    attendance.tick(store, briefed, added=["4821"])
    waiting = parse(sent(saw=SECRET))
    unclaimed.keep(store, waiting, briefed.taskings[0].pass_id, written_as="4821", sent_as="1")
    with store.writing("load") as written:
        run = written.cursor.execute
        for table in ("patrol_logs", "briefings", "handovers", "attendance"):
            run(f"UPDATE {table} SET patrol_day = patrol_day - 70")
        run("UPDATE unclaimed_logs SET received_at = received_at - INTERVAL 70 DAY")
        run(
            "INSERT INTO reasons (reason_id, kind, text, dated_day) VALUES (uuid(), 'call', ?, ?)",
            [SECRET, as_of() - LATER],
        )
    return str(log["log_id"])


def set_all(store: Session, months: int | None) -> None:
    amounts = {each.name: months for each in kinds.KINDS if each.name != "backups"}
    keeping.keep(store, amounts, seen=keeping.amounts(store))


def test_nothing_is_due_until_somebody_says_how_long(store: Session, old: str) -> None:
    assert keeping.amounts(store) == {}
    assert disposals.due(store, as_of()).empty
    with pytest.raises(InputWrong, match="Nothing is due"):
        disposals.draw_up(store, as_of())


def test_what_two_people_confirm_goes_to_the_last_byte_and_figures_stay(
    store: Session, old: str
) -> None:
    one, other = someone(store, "Insp 1"), someone(store, "Insp 2")
    set_all(one, 2)
    disposal_id = disposals.draw_up(one, as_of())
    found = disposals.standing(other)
    assert found
    assert set(found.counts) == {
        *("logs", "details", "positions", "sheets", "handovers", "attendance", "waiting", "reasons")
    }
    lines = dispose.confirm(other, disposal_id, seen=found.seen)
    assert lines == ["Disposed of: 8."]
    assert grep(SECRET, store.store.folder) == []
    (row,) = rows(
        store,
        "SELECT saw, collar, arrived_lat, engagements, stop_searches, digest <> '' AS known, "
        "area_id IS NOT NULL AS placed FROM patrol_logs",
    )
    assert row == {
        "saw": None,
        "collar": None,
        "arrived_lat": None,
        "engagements": 2,
        "stop_searches": 3,
        "known": True,
        "placed": True,
    }
    assert log_reads.total(store, EVERYTHING)["logs"] == 1
    assert rows(store, "SELECT count(*) AS n FROM log_stop_searches") == [{"n": 0}]
    assert rows(store, "SELECT count(*) AS n FROM documents") == [{"n": 0}]
    assert parse(exports.documents(store)[0]["document"]).values["engagements"] == 2
    assert len(exports.logs(store)) == 1
    assert reviews.versions(store, old)[0].log.values["saw"] is None
    now = duty_now()
    assert debrief.made(store, replace(now, patrol_day=now.patrol_day - LATER))
    assert disposals.due(store, as_of()).empty, "what is gone is not due again"
    (told,) = disposals.disposals(store).to_dict("records")
    assert (told["state"], told["listed"], told["gone"]) == ("carried out", 8, 8)


def test_positions_are_coarsened_and_counted_once(store: Session, old: str) -> None:
    keeping.keep(store, {"positions": 30}, seen={})
    one, other = someone(store, "Insp 1"), someone(store, "Insp 2")
    confirm(one, other)
    assert rows(store, "SELECT arrived_lat, arrived_lng, saw FROM patrol_logs") == [
        {"arrived_lat": 52.7, "arrived_lng": -2.0, "saw": SECRET}
    ]
    document = exports.documents(store)[0]["document"]
    assert (document["arrived_lat"], document["arrived_accuracy_m"]) == (52.7, None)
    assert disposals.due(store, as_of()).empty


def confirm(one: Session, other: Session) -> list[str]:
    disposal_id = disposals.draw_up(one, as_of())
    found = disposals.standing(other)
    assert found
    return dispose.confirm(other, disposal_id, seen=found.seen)


def test_who_drew_a_list_up_does_not_confirm_it(store: Session, old: str) -> None:
    set_all(store, 2)
    one = someone(store, "Insp 1")
    disposal_id = disposals.draw_up(one, as_of())
    found = disposals.standing(one)
    assert found
    with pytest.raises(InputWrong, match="somebody else"):
        disposals.confirm(one, disposal_id, seen=found.seen)
    with pytest.raises(InputWrong, match="People"):
        disposals.confirm(store, disposal_id, seen=found.seen)
    with pytest.raises(NotAllowed):
        disposals.confirm(someone(store, "Sgt 1", "sergeant"), disposal_id, seen=found.seen)
    assert rows(store, "SELECT saw FROM patrol_logs") == [{"saw": SECRET}]


def test_what_is_on_hold_stays_until_the_hold_is_lifted(store: Session, old: str) -> None:
    set_all(store, 2)
    one, other = someone(store, "Insp 1"), someone(store, "Insp 2")
    disposal_id = disposals.draw_up(one, as_of())
    first = disposals.standing(other)
    assert first
    hold_id = keeping.hold(store, "inquest", subject=old)
    with pytest.raises(InputWrong, match="since you looked"):
        disposals.confirm(other, disposal_id, seen=first.seen)
    now = disposals.standing(other)
    assert now
    assert now.counts["logs"] == {"on hold": 1}
    disposals.confirm(other, disposal_id, seen=now.seen)
    assert rows(store, "SELECT saw FROM patrol_logs") == [{"saw": SECRET}]
    with pytest.raises(InputWrong, match="inquest"):
        redacted_logs.redact_log(store, old, ["saw"], "asked for")
    with pytest.raises(InputWrong, match="inquest"):
        redactions.redact_words(store, [SECRET], "asked for")
    keeping.lift(other, hold_id)
    with pytest.raises(InputWrong, match="lifted already"):
        keeping.lift(other, hold_id)
    assert redact.log(store, old, ["saw"], "asked for").redacted.rows


def test_holds_cover_an_area_and_days_and_need_a_reason(store: Session, old: str) -> None:
    set_all(store, 2)
    ((area,), *_) = [(row["area_id"],) for row in rows(store, "SELECT area_id FROM patrol_logs")]
    (told,) = rows(store, "SELECT patrol_day FROM patrol_logs")
    day = told["patrol_day"]
    day = day.date() if hasattr(day, "date") else day

    def held() -> set[str]:
        found = disposals.due(store, as_of())
        return set(found[found["is_held"]]["kind"])

    of_log = {"logs", "details", "positions"}
    cases: list[tuple[dict[str, object], set[str]]] = [
        ({"area_id": str(area)}, of_log),
        ({"area_id": str(area), "first_day": day, "last_day": day}, of_log),
        ({"first_day": day + timedelta(days=1)}, set()),
        ({"last_day": day - timedelta(days=1)}, set()),
    ]
    for named, expected in cases:
        hold_id = keeping.hold(store, "inquest", **named)  # type: ignore[arg-type]
        assert held() & of_log == expected, named
        keeping.lift(store, hold_id)
    for wrong in (
        {"why": " ", "subject": old},
        {"why": "x"},
        {"why": "x", "first_day": day, "last_day": day - timedelta(days=1)},
    ):
        with pytest.raises(InputWrong):
            keeping.hold(store, **wrong)


def test_a_list_goes_once_and_what_came_later_is_left_and_told(store: Session, old: str) -> None:
    keeping.keep(store, {"logs": 2}, seen={})
    one, other = someone(store, "Insp 1"), someone(store, "Insp 2")
    disposal_id = disposals.draw_up(one, as_of())
    with pytest.raises(InputWrong, match="waits to be confirmed"):
        disposals.draw_up(other, as_of())
    with store.writing("load") as written:
        written.cursor.execute(
            "INSERT INTO patrol_logs (log_id, version, is_current, document, patrol_day, saw) "
            "VALUES (uuid(), 1, TRUE, '{}', ?, 'late')",
            [as_of() - LATER],
        )
    found = disposals.standing(other)
    assert found
    assert found.more == 1
    became = two_at_once(lambda: disposals.confirm(other, disposal_id, seen=found.seen))
    assert became == sorted([DONE, disposals.ENDED])
    assert rows(store, "SELECT saw FROM patrol_logs WHERE saw IS NOT NULL") == [{"saw": "late"}]
    with pytest.raises(InputWrong, match="already"):
        disposals.give_up(one, disposal_id)


def test_a_list_that_is_given_up_lets_nothing_go(store: Session, old: str) -> None:
    set_all(store, 2)
    one = someone(store, "Insp 1")
    disposals.give_up(one, disposals.draw_up(one, as_of()))
    assert disposals.standing(one) is None
    assert rows(store, "SELECT saw FROM patrol_logs") == [{"saw": SECRET}]


def test_two_who_set_how_long_do_not_undo_each_other(store: Session) -> None:
    seen = keeping.amounts(store)
    assert keeping.keep(store, {"logs": 24, "drafts": None}, seen=seen) == ["logs"]
    with pytest.raises(InputWrong, match="meanwhile"):
        keeping.keep(store, {"logs": 12}, seen=seen)
    assert keeping.keep(store, {"logs": 24}, seen=keeping.amounts(store)) == []
    assert keeping.keep(store, {"logs": None}, seen=keeping.amounts(store)) == ["logs"]
    assert keeping.amounts(store) == {}
    for wrong in ({"logs": 0}, {"logs": kinds.LONGEST + 1}, {"spoons": 1}):
        with pytest.raises(InputWrong):
            keeping.keep(store, wrong, seen={})


def test_a_sergeant_sets_nothing(store: Session) -> None:
    sergeant = someone(store, "Sgt 1", "sergeant")
    attempts: tuple[Callable[[], object], ...] = (
        lambda: keeping.keep(sergeant, {"logs": 1}, seen={}),
        lambda: keeping.hold(sergeant, "why", subject="x"),
        lambda: keeping.lift(sergeant, "x"),
        lambda: disposals.draw_up(sergeant, as_of()),
        lambda: disposals.give_up(sergeant, "x"),
    )
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()


@given(day=st.dates(date(1900, 3, 1), date(2100, 1, 1)), months=st.integers(1, 1200))
def test_months_before_a_day_are_whole_months(day: date, months: int) -> None:
    before = kinds.months_before(day, months)
    apart = (day.year - before.year) * 12 + day.month - before.month
    assert apart == months
    assert before.day <= day.day
    assert before.day == day.day or (before + timedelta(days=1)).day == 1


def test_a_pack_goes_with_what_its_meeting_entered_once_nothing_is_left_to_do(
    store: Session,
) -> None:
    one, other = someone(store, "Insp 1"), someone(store, "Insp 2")
    day = as_of()
    told = PackChoice(PlaceChoice(day - LATER, day), ())
    done, going_on = (packs.pack(store, freeze_pack.freeze(store, told)) for _ in range(2))
    for each in (done, going_on):
        meetings.add(store, each, "action", f"Speak with {SECRET}", SECRET, day)
    (first, _) = meetings.entries(store, "")
    meetings.change(store, "", first, "done")
    with store.writing("load") as written:
        written.cursor.execute("UPDATE packs SET frozen_at = frozen_at - INTERVAL 70 DAY")
    set_all(one, 2)
    disposal_id = disposals.draw_up(one, day)
    found = disposals.standing(other)
    assert found
    assert found.rows["subject"].tolist() == [done.pack_id]
    dispose.confirm(other, disposal_id, seen=found.seen)
    assert packs.packs(store)["pack_id"].tolist() == [going_on.pack_id]
    (left,) = meetings.entries(store, "")
    assert left.pack_id == going_on.pack_id
