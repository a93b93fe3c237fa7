"""A draft that is not saved yet: kept per person, seen by colleagues, never written over unseen."""

from dataclasses import replace
from datetime import date

import pytest

from patrolqr.core.actor import THIS_COMPUTER
from patrolqr.core.errors import InputWrong
from patrolqr.core.shift import Crew
from patrolqr.store import Session, drafts, people, picks
from tests.builders.briefings import candidate, draft
from tests.builders.duties import duty
from tests.conftest import seen_by

LATE = duty(date(2026, 11, 24))


@pytest.fixture
def picked(store: Session) -> Session:
    """Give a store with two areas picked for the late shift."""
    picks.pick(store, LATE, [candidate(1), candidate(2, "Station Road")])
    return store


def test_a_draft_comes_back_as_it_was_written(picked: Session) -> None:
    me = seen_by(picked, "Sgt 1")
    begun = draft(picked, LATE, author="Sgt 1")
    first = replace(begun.taskings[0], tactics=("Walk the alley",), call_signs=("AB12",))
    written = replace(begun, taskings=(first, begun.taskings[1]), crews=(Crew("AB12", 90),))
    assert drafts.keep(me, written, seen=0) == 1
    kept = drafts.mine(me, LATE)
    assert kept is not None
    assert kept.draft == written
    assert drafts.mine(me, replace(LATE, team_id="other")) is None


def test_colleagues_see_each_others_drafts_and_keep_their_own(picked: Session) -> None:
    one, other = seen_by(picked, "Sgt 1"), seen_by(picked, "Sgt 2")
    begun = draft(picked, LATE)
    drafts.keep(one, begun, seen=0)
    drafts.keep(other, replace(begun, information="Theirs"), seen=0)
    assert [each.person for each in drafts.drafts(one, LATE)] == ["Sgt 2", "Sgt 1"]
    drafts.drop(other, LATE)
    assert [each.person for each in drafts.drafts(one, LATE)] == ["Sgt 1"]


def test_a_draft_changed_on_another_screen_is_not_written_over(picked: Session) -> None:
    me, begun = seen_by(picked, "Sgt 1"), draft(picked, LATE)
    seen = drafts.keep(me, begun, seen=0)
    tablet = drafts.keep(me, replace(begun, information="On the tablet"), seen=seen)
    with pytest.raises(InputWrong, match="changed on another screen"):
        drafts.keep(me, replace(begun, information="At the desk"), seen=seen)
    kept = drafts.mine(me, LATE)
    assert kept is not None
    assert kept.draft.information == "On the tablet"
    assert drafts.keep(me, begun, seen=tablet) == tablet + 1


def test_what_was_written_before_the_first_name_at_a_computer_is_that_persons(
    picked: Session,
) -> None:
    """A later name is somebody else, and who has a draft of their own keeps it."""
    nobody = seen_by(picked, THIS_COMPUTER)
    drafts.keep(nobody, replace(draft(picked, LATE), information="before"), seen=0)
    people.keep_name(nobody, "Sgt 1", "browser one")
    mine = drafts.mine(seen_by(picked, "Sgt 1"), LATE)
    assert mine is not None
    assert (mine.draft.information, mine.serial) == ("before", 1)
    people.keep_name(nobody, "Sgt 2", "browser one")
    assert [each.person for each in drafts.drafts(picked, LATE)] == ["Sgt 1"]
    drafts.keep(nobody, replace(draft(picked, LATE), information="again"), seen=0)
    people.keep_name(nobody, "Sgt 1", "browser two")
    assert drafts.mine(seen_by(picked, "Sgt 1"), LATE) == mine
    people.keep_name(nobody, "Sgt 3", "browser three")
    theirs = drafts.mine(seen_by(picked, "Sgt 3"), LATE)
    assert theirs is not None
    assert theirs.draft.information == "again"
