"""Patterns are looked at by themselves: once a day, whoever does it, and told in numbers."""

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest

from patrolqr.analysis import DETECTORS
from patrolqr.core import clock
from patrolqr.core.settings import Mail
from patrolqr.steps import look_at_points, nightly
from patrolqr.steps.nightly import Nightly
from patrolqr.store import Session, nightly_runs, patterns
from patrolqr.store.nightly_runs import Came
from tests.builders.incidents import keep_in, name_places
from tests.builders.mail_server import free_port, mail_server
from tests.builders.notes import by_each, keep_notes, usual
from tests.pages.test_patterns import AS_OF, surging

AT = time(6, 30)
MORNING = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)


@pytest.fixture
def stored(store: Session, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """Give a store with one rise, on the morning of a Tuesday."""
    monkeypatch.setattr(clock, "now", lambda: MORNING)
    keep_in(store, surging())
    name_places(store, {"N1": "Canalside", "N2": "Old Town"})
    yield store
    look_at_points.stop(store)


def by_itself(store: Session, mail: Mail | None = None) -> Nightly:
    return Nightly(store.store, AT, mail, "https://desk.example.org")


def test_it_looks_once_a_day_and_not_before_its_time(
    stored: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: MORNING - timedelta(minutes=1))
    assert by_itself(stored).look() is None
    assert nightly_runs.newest(stored) == []
    monkeypatch.setattr(clock, "now", lambda: MORNING)
    came = by_itself(stored).look()
    assert came == Came(standing=1, new=1, opened=1, closed=0, mailed=0, problem="")
    assert len(patterns.stored(stored)) == 1
    assert by_itself(stored).look() is None
    (row,) = nightly_runs.newest(stored, days=7)
    assert (row["day"], row["stage"], row["opened"]) == (AS_OF, "ended", 1)
    monkeypatch.setattr(clock, "now", lambda: MORNING + timedelta(days=1))
    again = by_itself(stored).look()
    assert again is not None
    assert (again["opened"], again["standing"]) == (0, 1)


def test_two_at_once_look_once(stored: Session) -> None:
    itself = Session(stored.store, nightly.WHO)
    ready = threading.Barrier(2)
    begun: list[bool] = []

    def begin() -> None:
        ready.wait()
        begun.append(nightly_runs.begin(itself, AS_OF))

    both = [threading.Thread(target=begin) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(begun) == [False, True]


def test_a_look_whose_process_was_killed_is_made_after_an_hour(
    stored: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    itself = Session(stored.store, nightly.WHO)
    assert nightly_runs.begin(itself, AS_OF)
    monkeypatch.setattr(clock, "now", lambda: MORNING + nightly_runs.TAKEN_OVER_AFTER)
    assert not nightly_runs.begin(itself, AS_OF)
    later = MORNING + nightly_runs.TAKEN_OVER_AFTER + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert nightly_runs.begin(itself, AS_OF)


def test_what_came_of_it_is_told_in_numbers_and_a_link_and_nothing_else(stored: Session) -> None:
    with mail_server() as server:
        came = by_itself(stored, server.mail()).look()
    assert came is not None
    assert came["mailed"] == 1
    (message,) = server.messages
    assert message["Subject"] == "PatrolQR: 1 new of 1 patterns, Tue 24 Nov 2026"
    text = message.get_content()
    assert "Four weeks against the year before: 1, of them 1 new" in text
    assert "https://desk.example.org/patterns?as_of=2026-11-24" in text
    whole = message.as_string()
    assert not [each for each in ("Canalside", "Quay Road", "Vehicle", "N1") if each in whole]


def test_it_tells_of_the_cards_a_week_that_the_team_accepts_with_officers_words_among_them(
    stored: Session,
) -> None:
    keep_notes(stored, [*usual(), *by_each("Needles behind the kiosk", 4)])
    with mail_server() as server:
        assert by_itself(stored, server.mail()).look() is not None
    (message,) = server.messages
    assert message["Subject"] == "PatrolQR: 1 new of 2 patterns, Tue 24 Nov 2026"
    assert "One theme from several officers: 1, of them 0 new" in message.get_content()
    assert "kiosk" not in message.as_string()
    patterns.set_budget(stored, 1, seen=0)
    stored_day = clock.today() + timedelta(days=1)
    came, standing = by_itself(stored)._looked(Session(stored.store, nightly.WHO), stored_day)
    assert came is not None
    assert (came["standing"], len(standing)) == (1, 1)


def test_every_run_is_logged_with_how_much_it_tested(stored: Session) -> None:
    keep_notes(stored, usual())
    by_itself(stored).look()
    logged = {row["detector"]: row["tests"] for row in patterns.runs(stored)}
    refused = {"hours", "near-repeat-burglary", "near-repeat-robbery"}
    looked = {each.name for each in DETECTORS if each.needs.precision == "minute"}
    assert set(logged) == looked - refused
    assert logged["weekly"] == 3


def test_mail_that_cannot_be_sent_is_noted_and_the_look_stands(stored: Session) -> None:
    nobody = Mail("smtp", "localhost", free_port(), "", "", "a@force.example", ("b@force.example",))
    came = by_itself(stored, nobody).look()
    assert came is not None
    assert came["opened"] == 1
    (row,) = nightly_runs.newest(stored)
    assert row["problem"] is not None
    assert row["problem"].startswith("NO E-MAIL WAS SENT. The mail server localhost:")
    assert "b@force.example" not in row["problem"]


def test_stopped_in_the_middle_it_notes_nothing(stored: Session) -> None:
    look_at_points.stop(stored)
    assert by_itself(stored).look() is None
    (row,) = nightly_runs.newest(stored)
    assert row["stage"] == "begun"


def test_beside_the_app_it_looks_by_itself_and_without_a_time_never(
    stored: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(nightly, "LOOKED_AFTER_S", 0.01)
    with nightly.looking(stored.store, None, None, ""):
        assert [each.name for each in threading.enumerate() if each.name == "nightly"] == []
    done, end = threading.Event(), nightly_runs.end

    def told(session: Session, day: date, what: Came) -> None:
        end(session, day, what)
        done.set()

    monkeypatch.setattr(nightly_runs, "end", told)
    with nightly.looking(stored.store, AT, None, ""):
        assert done.wait(60)
    assert "1 opened, 0 closed, 1 to look at." in capsys.readouterr().out
