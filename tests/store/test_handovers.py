"""What is handed over stands for the next duties, and nobody's words are replaced unseen."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from patrolqr.core.errors import InputWrong
from patrolqr.steps import debrief
from patrolqr.store import Session, handovers
from tests.builders.briefings import brief
from tests.builders.duties import duty
from tests.conftest import seen_by

DAY = date(2026, 11, 24)


def test_every_version_is_kept_and_the_newest_stands(store: Session) -> None:
    late = duty(DAY, "Late")
    assert handovers.newest(store, late).version == 0
    first = handovers.write(seen_by(store, "Sgt 4412"), late, " Start at the canal ", seen=0)
    again = handovers.write(seen_by(store, "Sgt 5107"), late, "Start at the canal", seen=0)
    assert first == again, "the same words are no new version"
    assert (first.version, first.text, first.written_by) == (1, "Start at the canal", "Sgt 4412")
    handovers.write(seen_by(store, "Sgt 5107"), late, "Start at the square", seen=1)
    with store.writing("brief") as written:
        kept = written.cursor.execute("SELECT text, written_by FROM handovers ORDER BY version")
        assert kept.fetchall() == [
            ("Start at the canal", "Sgt 4412"),
            ("Start at the square", "Sgt 5107"),
        ]


def test_a_newer_handover_is_not_replaced_unseen(store: Session) -> None:
    late = duty(DAY, "Late")
    handovers.write(seen_by(store, "Sgt 4412"), late, "Start at the canal", seen=0)
    with pytest.raises(InputWrong, match="Sgt 4412 wrote a newer handover"):
        handovers.write(store, late, "Start at the square", seen=0)
    assert handovers.newest(store, late).text == "Start at the canal"


def test_the_next_duty_of_the_team_sees_the_last_that_was_handed_over(store: Session) -> None:
    early, late, night = (duty(DAY, shift) for shift in ("Early", "Late", "Night"))
    handovers.write(store, early, "Early says", seen=0)
    handovers.write(store, late, "Late says", seen=0)
    handovers.write(store, late, "", seen=1)
    before = handovers.before(store, night)
    assert before is not None
    assert before.text == "Early says", "what was taken back does not stand"
    assert handovers.before(store, early) is None, "a duty does not hand over to itself"
    assert handovers.before(store, replace(night, team_id="another")) is None


@pytest.mark.parametrize(("days", "stands"), [(3, True), (4, False)])
def test_a_duty_looks_three_days_back(store: Session, days: int, stands: bool) -> None:
    handovers.write(store, duty(DAY), "Start at the canal", seen=0)
    found = handovers.before(store, duty(DAY + timedelta(days=days)))
    assert (found is not None) == stands


def test_a_text_too_long_is_refused(store: Session) -> None:
    handovers.write(store, duty(DAY), "n" * 400, seen=0)
    with pytest.raises(InputWrong, match="401 characters; 400 fit"):
        handovers.write(store, duty(DAY), "n" * 401, seen=1)


def test_the_debrief_carries_it(store: Session) -> None:
    brief(store, duty(DAY))
    handovers.write(seen_by(store, "Sgt 4412"), duty(DAY), "Start at the canal", seen=0)
    told = debrief.made(store, duty(DAY))
    assert (told.handover, told.handed_over_by) == ("Start at the canal", "Sgt 4412")
