"""An area drawn anew: a new version of it, earlier sheets keep the old one, counts follow its squares."""

from dataclasses import replace
from datetime import date, time, timedelta

import pandas as pd

from patrolqr.core import clock
from patrolqr.core.area import Candidate
from patrolqr.core.briefing import Briefing, TaskingDraft, as_draft
from patrolqr.core.team import Duty
from patrolqr.geo import area_outline, squares
from patrolqr.steps import draft as drafting
from patrolqr.steps import outlining, publish, reconcile
from patrolqr.store import Session, areas, briefings, dossiers, picks, returns, visits
from tests.builders.briefings import draft
from tests.builders.duties import duty
from tests.builders.incidents import keep_in
from tests.builders.logs import visit
from tests.builders.streets import DAY, put_incidents, put_streets

HOME, NORTH = "E400000N310000", "E400000N310250"
LATE, NEXT = duty(DAY), duty(DAY + timedelta(days=1))
BOTH = area_outline.united([HOME, NORTH])


def picked(store: Session) -> str:
    """Pick the square for two days and return its area's id."""
    square = Candidate(HOME, "Estate", squares.outline(HOME), None, "7 calls")
    for each in (LATE, NEXT):
        picks.pick(store, each, [square])
    return picks.picks(store, LATE)[0].area.area_id


def save(store: Session, of: Duty, *, outline: str = "") -> Briefing:
    """Save that duty's next version, its areas with that outline."""
    begun = draft(store, of)
    cards = tuple(replace(each, outline=outline) for each in begun.taskings)
    return briefings.save(store, replace(begun, taskings=cards))


def test_what_can_be_taken_in_is_said_with_where_it_lies_and_what_was_reported(
    store: Session,
) -> None:
    area_id = picked(store)
    put_streets(store, Mill_Lane=[(-400, 100), (900, 100)], Far_Road=[(3000, 0), (3000, 900)])
    put_incidents(store, (100, 100), (100, 300), times=3)
    found = outlining.around(store, area_id, day=DAY)
    assert found is not None
    assert len(found.squares) == 25
    assert [(each.where, each.incidents) for each in found.squares[:3]] == [
        ("picked", 3),
        ("north", 3),
        ("west", 0),
    ]
    assert list(found.streets) == ["Mill Lane"]
    assert outlining.in_words(BOTH, found) == "2 squares, 12.5 ha"
    street = outlining.put_together([HOME], ["Mill Lane"], found)
    assert outlining.parts(street, found) == ([HOME], ["Mill Lane"])
    assert outlining.in_words(street, found).startswith("1 square and 1 street, ")
    by_hand = area_outline.drawn(area_outline.rings(BOTH)[0][0][:3], near=HOME)
    assert outlining.in_words(by_hand, found).startswith("drawn by hand, ")


def test_an_area_that_is_no_square_or_is_gone_keeps_its_outline(store: Session) -> None:
    picks.pick(store, LATE, [Candidate("no square", "Estate", BOTH, None, "")])
    area_id = picks.picks(store, LATE)[0].area.area_id
    assert outlining.around(store, area_id, day=DAY) is None
    gone = "00000000-0000-4000-8000-000000000000"
    assert outlining.around(store, gone, day=DAY) is None


def test_a_new_outline_is_a_new_version_and_the_earlier_sheet_keeps_the_old_one(
    store: Session,
) -> None:
    area_id = picked(store)
    first = save(store, LATE)
    second = save(store, LATE, outline=BOTH)
    assert [each.taskings[0].area.version for each in (first, second)] == [1, 2]
    old, new = briefings.versions(store, LATE)
    assert old.taskings[0].area.geometry == squares.outline(HOME)
    assert (new.taskings[0].area.geometry, new.taskings[0].area.squares) == (BOTH, (HOME, NORTH))
    assert areas.in_force(store, area_id) == new.taskings[0].area
    third = save(store, LATE)
    assert third.taskings[0].area == new.taskings[0].area


def test_the_next_pick_of_the_square_has_the_outline_and_begins_with_what_lies_in_it(
    store: Session,
) -> None:
    area_id = picked(store)
    put_incidents(store, (100, 300), times=6)
    save(store, LATE, outline=BOTH)
    (again,) = picks.picks(store, NEXT)
    assert (again.area.geometry, again.area.counted_in) == (BOTH, (HOME, NORTH))
    (card,) = drafting.drafts(store, NEXT)
    assert (card.area_id, card.outline, card.tactics) == (area_id, "", card.tactics)
    assert card.tactics  # of the burglaries in the northern square


def test_two_teams_draw_one_area_anew_and_each_sheet_has_what_it_printed(store: Session) -> None:
    picked(store)
    begun = [draft(store, each) for each in (LATE, NEXT)]
    shapes = [BOTH, area_outline.united([HOME, "E400250N310000"])]
    drawn = [
        briefings.draw_up(store, replace(one, taskings=(replace(one.taskings[0], outline=shape),)))
        for one, shape in zip(begun, shapes, strict=True)
    ]
    for each in drawn:
        briefings.keep(store, each)
    kept = [briefings.current(store, each) for each in (LATE, NEXT)]
    told = [
        (each.taskings[0].area.version, each.taskings[0].area.geometry) for each in kept if each
    ]
    assert told == [(2, shapes[0]), (3, shapes[1])]


def test_a_sheet_that_says_the_same_is_not_saved_again(store: Session) -> None:
    picked(store)
    saved = save(store, LATE, outline=BOTH)
    begun = draft(store, LATE)
    assert publish.is_saved(store, saved, begun)
    assert publish.is_saved(store, saved, as_draft(saved))
    home = replace(begun.taskings[0], outline=area_outline.united([HOME]))
    assert not publish.is_saved(store, saved, replace(begun, taskings=(home,)))


def test_a_colleagues_new_outline_is_taken_and_two_new_ones_are_asked_about(store: Session) -> None:
    picked(store)
    first = save(store, LATE)
    origin = draft(store, LATE)
    second = save(store, LATE, outline=BOTH)
    theirs = reconcile.redrawn(second, first)
    mine = replace(origin, taskings=(replace(origin.taskings[0], ask="Who has the key?"),))
    merged = reconcile.reconcile(origin, theirs, mine)
    assert (merged.clashes, merged.draft.taskings[0].outline) == ((), BOTH)
    other = replace(origin.taskings[0], outline=area_outline.united([HOME, "E400250N310000"]))
    asked = reconcile.reconcile(origin, theirs, replace(origin, taskings=(other,)))
    (clash,) = asked.clashes
    assert list(clash.mine) == ["outline"]
    assert reconcile.in_words(clash.theirs["outline"], of="outline") == "12.5 ha"
    untouched = reconcile.reconcile(origin, reconcile.redrawn(first, None), mine)
    assert (untouched.clashes, untouched.draft.taskings[0].outline) == ((), "")


def test_calls_patrols_and_the_return_count_in_every_square_of_the_area(store: Session) -> None:
    area_id = picked(store)
    keep_in(
        store,
        pd.DataFrame(
            {
                "incident_id": [f"00000000-0000-4000-8000-{n:012}" for n in range(3)],
                "kind": "call",
                "precision": "minute",
                "patrol_day": DAY,
                "occurred_at": clock.at(DAY, time(19)),
                "easting": [400_100.0, 400_100.0, 400_900.0],
                "northing": [310_100.0, 310_300.0, 310_100.0],
            }
        ),
    )
    saved = save(store, LATE, outline=BOTH)
    assert visits.today(store, saved)["calls"].tolist() == [2]
    visit(store, saved.taskings[0].area.area_id, DAY)
    assert {row["cell"] for row in dossiers.patrolled(store)} == {HOME, NORTH}
    kept = returns.areas(store, since=DAY, until=date(2026, 12, 31))
    assert [sorted(each) for each in kept["squares"]] == [[HOME, NORTH]]
    assert area_id == kept["area_id"].iloc[0]


def test_a_card_kept_before_outlines_were_drawn_stays_as_it_is() -> None:
    assert TaskingDraft("a", "Estate").outline == ""
