"""Picks and briefings: what was decided, in versions, with everything still there afterwards."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.core.errors import InputWrong, PassUnknown
from patrolqr.store import Session, briefings, passes, picks
from tests.builders.briefings import candidate, draft
from tests.builders.duties import duty
from tests.conftest import seen_by

DAY = date(2026, 11, 24)
LATE = duty(DAY)


def names(store: Session) -> list[str]:
    return [pick.area.name for pick in picks.picks(store, LATE)]


def test_picking_adds_and_taking_out_is_an_act_of_its_own(store: Session) -> None:
    picks.pick(store, LATE, [candidate(1, "Market Square"), candidate(2, "Station Road")])
    assert names(store) == ["Market Square", "Station Road"]
    picks.pick(store, LATE, [candidate(2, "Station Road"), candidate(3, "Canal Bridge")])
    assert names(store) == ["Market Square", "Station Road", "Canal Bridge"]
    (market, *_) = picks.picks(store, LATE)
    picks.unpick(store, LATE, [market.area.area_id, "never picked"])
    assert names(store) == ["Station Road", "Canal Bridge"]
    assert picks.picks(store, duty(DAY, "Early")) == []
    assert picks.picks(store, duty(DAY + timedelta(days=1))) == []


def test_a_decision_not_to_patrol_is_kept_beside_the_pick(store: Session) -> None:
    picks.pick(seen_by(store, "PS 12"), LATE, [candidate(1)])
    (picked,) = picks.picks(store, LATE)
    picks.unpick(seen_by(store, "Insp 3"), LATE, [picked.area.area_id])
    with store.writing("brief") as written:
        kept = written.cursor.execute(
            "SELECT decision, decided_by FROM picks ORDER BY decided_at"
        ).fetchall()
    assert kept == [("picked", "PS 12"), ("not_picked", "Insp 3")]


def test_the_same_cell_picked_on_two_days_is_one_patrol_area(store: Session) -> None:
    picks.pick(store, LATE, [candidate(1)])
    picks.pick(store, duty(DAY + timedelta(days=1)), [candidate(1)])
    (first,) = picks.picks(store, LATE)
    (second,) = picks.picks(store, duty(DAY + timedelta(days=1)))
    assert first.area == second.area


def test_saving_again_makes_the_next_version_and_supersedes_the_one_before(store: Session) -> None:
    picks.pick(store, LATE, [candidate(1)])
    first = briefings.save(store, draft(store, LATE))
    second = briefings.save(store, draft(store, LATE))
    again = briefings.briefing(store, first.briefing_id)
    assert (first.version, second.version) == (1, 2)
    assert again.superseded_at == second.made_at
    assert second.superseded_at is None
    assert briefings.current(store, LATE) == second
    assert [each.version for each in briefings.versions(store, LATE)] == [1, 2]
    assert first.taskings[0].pass_id != second.taskings[0].pass_id


def test_renaming_an_area_keeps_the_old_name_on_the_old_sheet(store: Session) -> None:
    picks.pick(store, LATE, [candidate(1, "Market Square")])
    first = briefings.save(store, draft(store, LATE))
    renamed = draft(store, LATE)
    renamed = replace(
        renamed, taskings=(replace(renamed.taskings[0], name="Market Square and arcade"),)
    )
    second = briefings.save(store, renamed)
    assert second.taskings[0].area.name == "Market Square and arcade"
    assert second.taskings[0].area.version == 2
    assert briefings.briefing(store, first.briefing_id).taskings[0].area.name == "Market Square"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"marking": ""}, "no marking"),
        ({"marking": "SECRET"}, "no marking"),
        ({"taskings": ()}, "no patrol area"),
    ],
)
def test_a_draft_that_cannot_be_printed_is_refused_with_a_sentence(
    store: Session, change: dict[str, object], sentence: str
) -> None:
    picks.pick(store, LATE, [candidate(1)])
    with pytest.raises(InputWrong, match=sentence):
        briefings.save(store, replace(draft(store, LATE), **change))  # type: ignore[arg-type]
    assert briefings.versions(store, LATE) == []


def test_two_hundred_characters_fit_and_one_more_does_not(store: Session) -> None:
    picks.pick(store, LATE, [candidate(1)])
    long = draft(store, LATE)
    fits = replace(long, taskings=(replace(long.taskings[0], why="x" * 200),))
    briefings.save(store, fits)
    with pytest.raises(InputWrong, match="201 characters"):
        briefings.save(store, replace(long, taskings=(replace(long.taskings[0], ask="x" * 201),)))


def test_a_document_comes_back_byte_for_byte(store: Session, briefed: Briefing) -> None:
    briefings.keep_document(store, briefed.briefing_id, "sheet", "sheet.pdf", b"%PDF\x00\xff")
    kept = briefings.document(store, briefed.briefing_id, "sheet")
    assert kept is not None
    assert (kept.file_name, kept.content) == ("sheet.pdf", b"%PDF\x00\xff")
    assert briefings.document(store, briefed.briefing_id, "debrief") is None


def test_a_pass_opens_its_tasking_and_the_old_sheets_pass_the_new_text(
    store: Session, briefed: Briefing
) -> None:
    old = briefed.taskings[0].pass_id
    assert passes.grant(store, old.lower(), at=clock.now()).superseded_at is None
    again = draft(store, briefed.duty)
    changed = replace(again.taskings[0], ask="Who holds the key?")
    newer = briefings.save(store, replace(again, taskings=(changed,)))
    granted = passes.grant(store, old, at=clock.now())
    assert granted.tasking.ask == "Who holds the key?"
    assert granted.superseded_at == newer.made_at
    assert not granted.withdrawn
    assert passes.grant(store, briefed.taskings[1].pass_id, at=clock.now()).withdrawn


def test_unknown_expired_early_and_revoked_passes_get_the_same_answer(
    store: Session, briefed: Briefing
) -> None:
    one, other = (tasking.pass_id for tasking in briefed.taskings)
    ended = clock.duty_window(briefed.duty)[1] + clock.GRACE
    assert passes.revoke(store, pass_id=other, why="sheet lost") == 1
    refused = [
        ("A" * 20, clock.now()),
        ("", clock.now()),
        (one, ended + timedelta(seconds=1)),
        (one, clock.day_window(briefed.patrol_day)[0] - timedelta(seconds=1)),
        (other, clock.now()),
    ]
    sentences = set()
    for pass_id, at in refused:
        with pytest.raises(PassUnknown) as refusal:
            passes.grant(store, pass_id, at=at)
        sentences.add(refusal.value.sentence)
    assert sentences == {passes.NEUTRAL}
    assert passes.grant(store, one, at=ended).tasking.pass_id == one


def test_the_short_code_opens_the_same_however_it_is_typed(
    store: Session, briefed: Briefing
) -> None:
    code = briefed.taskings[0].short_code
    typed = f" {code[:3].lower()} {code[3:]} "
    assert passes.by_short_code(store, typed, at=clock.now()).pass_id == briefed.taskings[0].pass_id
    with pytest.raises(PassUnknown):
        passes.by_short_code(store, "AAAAAA", at=clock.now())


def test_revoking_a_sheet_ends_all_its_codes(store: Session, briefed: Briefing) -> None:
    assert passes.revoke(store, briefing_id=briefed.briefing_id, why="left on a bus") == 2
    for tasking in briefed.taskings:
        with pytest.raises(PassUnknown):
            passes.grant(store, tasking.pass_id, at=clock.now())


def test_of_two_sergeants_saving_at_once_the_second_is_told_and_nothing_is_half_written(
    store: Session,
) -> None:
    picks.pick(store, LATE, [candidate(1)])
    mine = briefings.draw_up(store, draft(store, LATE, author="Sgt 1"))
    theirs = briefings.draw_up(store, draft(store, LATE, author="Sgt 2"))
    briefings.keep(store, theirs, ("sheet", "theirs.pdf", b"%PDF"))
    with pytest.raises(InputWrong, match=r"Version 1 was saved at .* by Sgt 2"):
        briefings.keep(store, mine, ("sheet", "mine.pdf", b"%PDF"))
    assert [each.author for each in briefings.versions(store, LATE)] == ["Sgt 2"]
    assert briefings.document(store, mine.briefing_id, "sheet") is None
