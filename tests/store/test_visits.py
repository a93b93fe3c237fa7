"""Presence grades: positions of every quality land in the right grade, flags are raised, and nobody
is refused.
"""

import ast
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pyproj import Transformer

from patrolqr.core import clock
from patrolqr.core.actor import SYSTEM
from patrolqr.core.briefing import Briefing
from patrolqr.core.choice import PlaceChoice
from patrolqr.core.errors import InputWrong
from patrolqr.core.form.log import parse
from patrolqr.core.phone import Pairing
from patrolqr.store import Session, logs, pairings, visits
from patrolqr.store.arriving_logs import Delivery
from patrolqr.store.presence import judge_unjudged
from tests.builders.logs import sent

PACKAGE = Path(visits.__file__).parents[1]

MIDDLE, FAR = (-1.998, 52.701), (-1.95, 52.701)
METRES = Transformer.from_crs(4326, 27700, always_xy=True)


def pair(store: Session, collar: str = "4821", device: str = "") -> Pairing:
    """Return a phone paired with the room's code."""
    return pairings.pair(
        store, pairings.room_code(at=clock.now()), collar, device_secret=device
    ).pairing


def position(when: str, place: tuple[float, float], accuracy_m: float) -> dict[str, float]:
    """Return a position as a phone sends it."""
    return {f"{when}_lng": place[0], f"{when}_lat": place[1], f"{when}_accuracy_m": accuracy_m}


def visit(store: Session, briefed: Briefing, pairing: Pairing, **said: Any) -> str:
    """Store a visit of that phone, arrived now unless it says otherwise, and return its id."""
    log = sent(arrived_at=clock.now().isoformat(), collar=pairing.collar, **said)
    delivery = Delivery(pairing_id=pairing.pairing_id)
    return logs.accept(store, parse(log), briefed.taskings[0].pass_id, delivery=delivery).log_id


def graded(store: Session, pairing: Pairing) -> list[visits.OwnVisit]:
    """Return the officer's visits, newest first."""
    return visits.own_visits(store, pairing, at=clock.now())


@pytest.mark.parametrize(
    ("arrived", "left", "grade"),
    [
        ((MIDDLE, 5), (MIDDLE, 5), "A"),
        ((MIDDLE, 50), (MIDDLE, 5), "A"),
        ((MIDDLE, 5), None, "B"),
        (None, (MIDDLE, 50), "B"),
        ((MIDDLE, 5), (FAR, 5), "B"),
        ((MIDDLE, 5), (MIDDLE, 500), "B"),
        ((MIDDLE, 500), None, "C"),
        ((FAR, 500), (FAR, 500), "C"),
        (None, None, "C"),
        ((FAR, 5), None, "D"),
        ((FAR, 5), (FAR, 50), "D"),
    ],
)
def test_positions_of_every_quality_land_in_the_right_grade(
    store: Session, briefed: Briefing, arrived: Any, left: Any, grade: str
) -> None:
    pairing = pair(store)
    said = position("arrived", *arrived) if arrived else {}
    said |= position("left", *left) if left else {}
    visit(store, briefed, pairing, **said)
    (found,) = graded(store, pairing)
    assert found.grade == grade
    assert found.because


def test_the_tolerance_is_the_accuracy_and_fifty_metres(store: Session, briefed: Briefing) -> None:
    pairing, one_metre_east = pair(store), 1 / 67_480
    for metres in (74, 76):
        visit(
            store,
            briefed,
            pairing,
            **position("arrived", (-1.996 + metres * one_metre_east, 52.701), 25),
        )
    assert [each.grade for each in graded(store, pairing)] == ["D", "B"]


def test_late_paper_and_timeless_visits_are_accepted_and_say_so(
    store: Session, briefed: Briefing
) -> None:
    pairing, pass_id = pair(store), briefed.taskings[0].pass_id
    said = {"collar": "4821"}
    logs.accept(
        store, parse(sent(**said)), pass_id, delivery=Delivery(pairing_id=pairing.pairing_id)
    )
    visit(store, briefed, pairing)
    late = parse(sent(**said, arrived_at=clock.now().isoformat()))
    logs.accept(store, late, pass_id, delivery=Delivery(pairing_id=pairing.pairing_id, late=True))
    paper = parse(sent(**said, arrived_at=clock.now().isoformat()))
    logs.accept(store, paper, pass_id, delivery=Delivery(channel="paper", entered_by="Sgt 4412"))
    assert sorted(each.grade for each in graded(store, pairing)) == ["C", "D", "U"]
    counted = visits.by_grade(store, PlaceChoice())
    assert dict(zip(counted["grade"], counted["visits"], strict=True)) == {"C": 1, "D": 2, "U": 1}


def test_a_code_used_after_its_shift_is_a_flag_and_no_presence(
    store: Session, briefed: Briefing
) -> None:
    pairing = pair(store)
    tomorrow = clock.now() + timedelta(days=1)
    visit_of_tomorrow = parse(sent(collar="4821", arrived_at=tomorrow.isoformat()))
    delivery = Delivery(pairing_id=pairing.pairing_id)
    with clock.standing_at(tomorrow):
        logs.accept(store, visit_of_tomorrow, briefed.taskings[0].pass_id, delivery=delivery)
    (found,) = graded(store, pairing)
    assert (found.grade, found.flags) == ("D", [visits.FLAGS["replay"]])


def test_a_clock_that_is_off_is_a_flag_and_measured_away(store: Session, briefed: Briefing) -> None:
    pairing = pair(store)
    ahead = timedelta(days=1)
    fast = {
        "arrived_at": (clock.now() + ahead).isoformat(),
        "sent_at": (clock.now() + ahead).isoformat(),
    }
    delivery = Delivery(pairing_id=pairing.pairing_id)
    logs.accept(
        store, parse(sent(collar="4821", **fast)), briefed.taskings[0].pass_id, delivery=delivery
    )
    (found,) = graded(store, pairing)
    said = "The phone's clock was 24 h fast when it sent; the times are corrected."
    assert (found.grade, found.flags) == ("C", [said])
    assert abs(found.visited_at - clock.now()) < timedelta(minutes=1)


def test_twenty_kilometres_in_a_minute_is_a_flag_and_a_slow_walk_is_none(
    store: Session, briefed: Briefing
) -> None:
    pairing, start = pair(store), clock.now() - timedelta(minutes=21)
    for minutes, lng in ((0, -2.0), (20, -1.99), (21, -1.7)):
        place = position("arrived", (lng, 52.701), 5)
        log = sent(
            collar="4821", arrived_at=(start + timedelta(minutes=minutes)).isoformat(), **place
        )
        logs.accept(
            store,
            parse(log),
            briefed.taskings[0].pass_id,
            delivery=Delivery(pairing_id=pairing.pairing_id),
        )
    assert [each.flags for each in graded(store, pairing)] == [[visits.FLAGS["speed"]], [], []]


def test_two_collar_numbers_on_one_phone_are_a_flag(store: Session, briefed: Briefing) -> None:
    one_phone = pairings.pair(store, pairings.room_code(at=clock.now()), "4821")
    first = one_phone.pairing
    visit(store, briefed, first)
    assert graded(store, first)[0].flags == []
    pair(store, "5120")
    assert graded(store, first)[0].flags == []
    pair(store, "5120", device=one_phone.device_secret)
    assert graded(store, first)[0].flags == [visits.FLAGS["shared"]]


def test_an_officer_answers_for_own_visits_only_and_every_answer_is_kept(
    store: Session, briefed: Briefing
) -> None:
    own, other = pair(store), pair(store, "5120")
    log_id = visit(store, briefed, own)
    visits.answer(store, own, log_id, "No signal in the underpass")
    visits.answer(store, own, log_id, "Position was off until 21:20")
    assert graded(store, own)[0].said == [
        "No signal in the underpass",
        "Position was off until 21:20",
    ]
    assert graded(store, other) == []
    for pairing, text in ((other, "mine"), (own, " "), (own, "x" * 501)):
        with pytest.raises(InputWrong):
            visits.answer(store, pairing, log_id, text)
    assert len(graded(store, own)[0].said) == 2


def test_a_visit_that_comes_in_later_changes_what_is_flagged_after_it(
    store: Session, briefed: Briefing
) -> None:
    """A queue sends in any order: a visit between two moves the jump to where it was made."""
    pairing, now = pair(store), clock.now()
    start = now - timedelta(minutes=40)

    def at(minutes: float, place: tuple[float, float]) -> None:
        log = sent(
            collar="4821",
            arrived_at=(start + timedelta(minutes=minutes)).isoformat(),
            **position("arrived", place, 5),
        )
        delivery = Delivery(pairing_id=pairing.pairing_id)
        logs.accept(store, parse(log), briefed.taskings[0].pass_id, delivery=delivery)

    at(0, MIDDLE)
    at(1, FAR)
    assert graded(store, pairing)[0].flags == [visits.FLAGS["speed"]]
    at(0.5, FAR)
    newest, between, _ = graded(store, pairing)
    assert newest.flags == []
    assert between.flags == [visits.FLAGS["speed"]]


def test_grades_are_stored_and_those_of_an_earlier_version_are_made_once(
    store: Session, briefed: Briefing
) -> None:
    visit(store, briefed, pair(store), **position("arrived", MIDDLE, 5))
    with store.writing("brief") as written:
        written.cursor.execute("UPDATE patrol_logs SET grade = NULL, flags = NULL")
    judge_unjudged(Session(store.store, SYSTEM))
    with store.writing("brief") as written:
        found = written.cursor.execute("SELECT grade, flags FROM patrol_logs").fetchall()
    assert found == [("B", [])]


def test_nothing_anywhere_ranks_or_counts_officers() -> None:
    """No statement groups or orders by a collar number, no page, chart or analysis even reads it."""
    by_officer = re.compile(
        r"(group|order)\s+by\s[^)]*?\b(collar|device_hash|entered_by)\b", re.IGNORECASE
    )
    for file in (PACKAGE / "store" / "sql").rglob("*.sql"):
        assert not by_officer.search(file.read_text("utf-8")), file.name
    readers = [
        *PACKAGE.glob("analysis/**/*.py"),
        *PACKAGE.glob("render/**/*.py"),
        *PACKAGE.glob("desk/**/*.py"),
    ]
    for file in [*readers, *(PACKAGE.parent / "pages").glob("*.py")]:
        calls = [
            node
            for node in ast.walk(ast.parse(file.read_text("utf-8")))
            if isinstance(node, ast.Call)
        ]
        named = [ast.unparse(call) for call in calls if "collar" in ast.unparse(call)]
        grouping = (
            "groupby",
            "sort_values",
            "value_counts",
            "rank(",
            "nlargest",
            "encode",
            "pivot",
        )
        assert not [text for text in named if any(word in text for word in grouping)], file.name


def test_what_a_grade_says_claims_no_more_than_it_knows() -> None:
    words = " ".join(
        (
            *visits.GRADES.values(),
            *visits.REASONS.values(),
            *visits.FLAGS.values(),
            visits.NOT_SHOWN,
        )
    )
    assert "does not show that the area was patrolled" in words
    assert not re.search(r"\b(proof|proves|fraud|score|suspicious|fake)\b", words, re.IGNORECASE)
