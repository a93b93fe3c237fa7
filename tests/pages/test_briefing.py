"""The briefing page: cards that start from what is known, versions that supersede, and nothing
printed unmarked.
"""

from dataclasses import replace
from datetime import date, time

import pytest
from streamlit.testing.v1 import AppTest

from patrolqr.core import clock
from patrolqr.core.shift import Crew
from patrolqr.desk.shared import inputs
from patrolqr.store import Session, attendance, briefings, drafts, passes, picks, text_templates
from tests.builders.briefings import candidate, draft
from tests.builders.duties import duty
from tests.conftest import seen_by
from tests.pages.conftest import Opener, shown

DAY = date(2026, 11, 24)
LATE = duty(DAY)
LINK = {"day": DAY.isoformat(), "shift": "Late"}


@pytest.fixture
def picked(desk: Session) -> Session:
    """Return the desk's store with two areas picked."""
    picks.pick(desk, LATE, [candidate(1), candidate(2, "Station *Road*")])
    return desk


def test_without_a_pick_the_page_says_where_to_pick(desk: Session, open_page: Opener) -> None:
    page = open_page("briefing", **LINK)
    assert not page.exception
    assert "Nothing is picked" in shown(page)


def test_nothing_is_saved_without_a_marking(picked: Session, open_page: Opener) -> None:
    page = open_page("briefing", **LINK)
    assert not page.exception
    assert "Choose a marking" in shown(page)
    assert not [button for button in page.button if button.label == "Save version"]


def test_a_card_starts_from_the_picks_why_and_what_is_typed_is_what_is_saved(
    picked: Session, open_page: Opener
) -> None:
    page = open_page("briefing", **LINK)
    assert page.text_area(key=_key(picked, 0, "why")).value == "41 incidents in 12 months"
    page.text_area(key=_key(picked, 0, "ask")).set_value("Who holds the key?")
    page.selectbox(key=f"{inputs.key(LATE)}_marking").select("OFFICIAL")
    page.run()
    next(button for button in page.button if button.label == "Save version").click()
    page.run()
    assert not page.exception
    saved = briefings.current(picked, LATE)
    assert saved is not None
    assert (saved.version, saved.marking, saved.taskings[0].ask) == (
        1,
        "OFFICIAL",
        "Who holds the key?",
    )
    assert briefings.document(picked, saved.briefing_id, "sheet") is not None
    assert f"version 1, saved {clock.time_text(saved.made_at)}" in shown(page)


def test_a_round_is_asked_for_on_the_card_and_kept_in_the_draft(
    picked: Session, open_page: Opener
) -> None:
    """Without a map of streets the card says what to load, and the sheet is saved all the same."""
    page = open_page("briefing", **LINK)
    assert page.segmented_control(key=_key(picked, 0, "round")).value == ""
    page.segmented_control(key=_key(picked, 0, "round")).set_value("mandatory").run()
    assert not page.exception
    assert "No streets are loaded" in shown(page)
    again = open_page("briefing", **LINK)
    assert again.segmented_control(key=_key(picked, 0, "round")).value == "mandatory"


def test_a_card_says_how_its_ask_is_answered_and_a_template_keeps_it(
    picked: Session, open_page: Opener
) -> None:
    """A list without options is not saved; the kind is back after a reload, and in a template."""
    page = open_page("briefing", **LINK)
    page.selectbox(key=f"{inputs.key(LATE)}_marking").select("OFFICIAL")
    page.selectbox(key=_key(picked, 0, "ask_kind")).select("choice").run()
    next(button for button in page.button if button.label == "Save version").click().run()
    assert "has 0. Give it 2 to 5 options" in shown(page)
    chosen = page.multiselect(key=_key(picked, 0, "ask_options"))
    assert "“Not seen” is offered anyway" in chosen.placeholder
    page.session_state[_key(picked, 0, "ask_options")] = ["North side", "None"]
    page.run()
    again = open_page("briefing", **LINK)
    assert again.selectbox(key=_key(picked, 0, "ask_kind")).value == "choice"
    again.text_input(key=_key(picked, 0, "keep_as")).set_value("lights").run()
    again.button(key=_key(picked, 0, "keep")).click().run()
    (template,) = text_templates.kept(picked)
    assert (template.ask_kind, template.ask_options) == ("choice", ("North side", "None"))
    again.selectbox(key=f"{inputs.key(LATE)}_marking").select("OFFICIAL").run()
    next(button for button in again.button if button.label == "Save version").click().run()
    assert not again.exception
    saved = briefings.current(picked, LATE)
    assert saved is not None
    assert saved.taskings[0].asked.offered == ("North side", "None", "Not seen")


def test_a_version_saved_by_somebody_else_meanwhile_is_pointed_out(
    picked: Session, open_page: Opener
) -> None:
    page = open_page("briefing", **LINK)
    briefings.save(picked, draft(picked, LATE, author="Sgt 7"))
    page.run()
    assert "Sgt 7 saved version 1" in shown(page)
    assert not [button for button in page.button if button.label == "Save version"]


def test_cards_are_numbered_as_their_strips_will_be_while_windows_are_written(
    picked: Session, open_page: Opener
) -> None:
    page = open_page("briefing", **LINK)
    first, second = (pick.area for pick in picks.picks(picked, LATE))
    assert _headings(page) == [f"1 {first.name}", "2 Station \\*Road\\*"]
    for area, opens, closes in ((first, 20, 21), (second, 16, 17)):
        own = f"{inputs.key(LATE)}_{area.area_id}"
        page.time_input(key=f"{own}_from").set_value(time(opens))
        page.time_input(key=f"{own}_until").set_value(time(closes))
    page.selectbox(key=f"{inputs.key(LATE)}_marking").select("OFFICIAL")
    page.run()
    assert not page.exception
    assert _headings(page) == ["1 Station \\*Road\\*", f"2 {first.name}"]
    page = _press(page, "Save version")
    saved = briefings.current(picked, LATE)
    assert saved is not None
    assert [each.area.name for each in saved.taskings] == [second.name, first.name]
    assert [button.label for button in page.button if "unchanged" in button.label]


def _headings(page: AppTest) -> list[str]:
    """Return the number and name on each card."""
    labels = [each.label for each in page.expander if "·" in each.label]
    return [label[2:].rsplit("** ·", 1)[0] for label in labels]


def _press(page: AppTest, label: str) -> AppTest:
    return next(button for button in page.button if button.label == label).click().run()


def test_what_two_people_wrote_is_put_together_card_by_card(
    picked: Session, open_page: Opener
) -> None:
    """Theirs on one card, mine on another, and the choice on the one that both changed."""
    briefings.save(picked, draft(picked, LATE, author="Sgt 1"))
    page = open_page("briefing", **LINK)
    page.text_area(key=_key(picked, 0, "ask")).set_value("Mine?").run()
    page.text_area(key=_key(picked, 1, "why")).set_value("My why").run()
    theirs = draft(picked, LATE, author="Sgt 7")
    first = replace(theirs.taskings[0], ask="Theirs?", hazards="Dog")
    briefings.save(picked, replace(theirs, taskings=(first, theirs.taskings[1])))
    page.run()
    assert "Sgt 7 saved version 2" in shown(page)
    assert "Ask, theirs: Theirs?" in [text.value for text in page.text]
    _press(page, "Put together")
    assert "Sgt 7 saved version 2" in shown(page)  # nothing was chosen yet
    page.radio[0].set_value("Both").run()
    _press(page, "Put together")
    assert not page.exception
    assert "Sgt 7 saved version 2" not in shown(page)
    _press(page, "Save version")
    saved = briefings.current(picked, LATE)
    assert saved is not None
    market, station = saved.taskings
    assert (saved.version, market.ask, market.hazards, station.why) == (
        3,
        "Theirs? / Mine?",
        "Dog",
        "My why",
    )
    assert [button.label for button in page.button if "Saved" in button.label] == [
        "Saved, unchanged"
    ]


def test_what_was_written_is_back_after_a_reload_until_it_is_saved(
    picked: Session, open_page: Opener
) -> None:
    page = open_page("briefing", **LINK)
    page.text_area(key=_key(picked, 0, "ask")).set_value("Who holds the key?").run()
    page.number_input(key=_key(picked, 1, "visits")).set_value(4).run()
    page.selectbox(key=f"{inputs.key(LATE)}_marking").select("OFFICIAL").run()
    again = open_page("briefing", **LINK)
    assert "Your draft of" in shown(again)
    assert again.text_area(key=_key(picked, 0, "ask")).value == "Who holds the key?"
    assert again.number_input(key=_key(picked, 1, "visits")).value == 4
    _press(again, "Save version")
    assert drafts.drafts(picked, LATE) == []
    third = open_page("briefing", **LINK)
    assert "Your draft of" not in shown(third)
    assert third.text_area(key=_key(picked, 0, "ask")).value == "Who holds the key?"
    assert "Saved, unchanged" in [button.label for button in third.button]


def test_what_was_written_before_the_name_was_given_is_that_persons_draft(
    picked: Session, open_page: Opener
) -> None:
    information = f"{inputs.key(LATE)}_information"
    page = open_page("briefing", **LINK)
    page.text_area(key=information).set_value("Two offenders out").run()
    page.text_input(key=f"{inputs.key(LATE)}_author").set_value("Sgt 9").run()
    page.text_area(key=information).set_value("Three offenders out").run()
    assert not page.exception
    assert [each.person for each in drafts.drafts(picked, LATE)] == ["Sgt 9"]


def test_begin_anew_forgets_the_draft(picked: Session, open_page: Opener) -> None:
    page = open_page("briefing", **LINK)
    page.text_area(key=_key(picked, 0, "ask")).set_value("Who holds the key?").run()
    again = open_page("briefing", **LINK)
    _press(again, "Begin anew")
    assert not again.exception
    assert again.text_area(key=_key(picked, 0, "ask")).value != "Who holds the key?"
    assert drafts.drafts(picked, LATE) == []


def test_a_colleagues_draft_is_seen_and_can_be_worked_on(
    picked: Session, open_page: Opener
) -> None:
    theirs = replace(draft(picked, LATE), information="Two offenders out")
    drafts.keep(seen_by(picked, "Sgt 7"), theirs, seen=0)
    page = open_page("briefing", **LINK)
    assert "Sgt 7 is writing this briefing too" in shown(page)
    _press(page, "Work on from theirs")
    assert not page.exception
    assert page.text_area(key=f"{inputs.key(LATE)}_information").value == "Two offenders out"
    assert len(drafts.drafts(picked, LATE)) == 2


@pytest.mark.parametrize("mine", ["Calls are level", ""])
def test_what_i_wrote_comes_back_after_working_on_from_a_colleagues(
    picked: Session, open_page: Opener, mine: str
) -> None:
    theirs = replace(draft(picked, LATE), information="Two offenders out")
    drafts.keep(seen_by(picked, "Sgt 7"), theirs, seen=0)
    page = open_page("briefing", **LINK)
    before = page.text_area(key=f"{inputs.key(LATE)}_information").value
    if mine:
        page.text_area(key=f"{inputs.key(LATE)}_information").set_value(mine).run()
    _press(page, "Work on from theirs")
    assert "You work on from what Sgt 7 wrote." in shown(page)
    _press(page, "Work on from theirs")  # twice: mine is still mine
    _press(page, "Back to mine")
    assert not page.exception
    assert page.text_area(key=f"{inputs.key(LATE)}_information").value == (mine or before)
    assert "You work on from" not in shown(page)
    kept = {each.person: each.draft.information for each in drafts.drafts(picked, LATE)}
    assert kept.pop("Sgt 7") == "Two offenders out"
    assert list(kept.values()) == [mine] * bool(mine)


def test_a_colleagues_tick_stays_when_i_tick_somebody(picked: Session, open_page: Opener) -> None:
    saved = briefings.save(picked, draft(picked, LATE))
    page = open_page("briefing", **LINK)
    attendance.tick(picked, saved, added=["4821"])
    key = f"briefed_{inputs.key(LATE)}"
    page.multiselect(key=key).set_value(["5107"]).run()
    assert sorted(attendance.briefed(picked, LATE)) == ["4821", "5107"]


def test_room_and_debrief_open_with_and_without_a_briefing(
    picked: Session, open_page: Opener
) -> None:
    for name in ("room", "debrief"):
        assert not open_page(name, **LINK).exception
    briefings.save(picked, draft(picked, LATE))
    room, debrief = open_page("room", slide="2", **LINK), open_page("debrief", **LINK)
    assert not room.exception
    assert not debrief.exception
    slide = " ".join(each.proto.body for each in room.get("html"))
    assert "2 Station *Road*" in slide
    assert "data:image/svg+xml" in slide
    assert "0 of 2 patrols" in shown(debrief)


def _key(store: Session, place: int, name: str) -> str:
    return f"{inputs.key(LATE)}_{picks.picks(store, LATE)[place].area.area_id}_{name}"


def test_texts_kept_as_a_template_on_one_card_fill_another(
    picked: Session, open_page: Opener
) -> None:
    page = open_page("briefing", **LINK)
    page.text_area(key=_key(picked, 0, "ask")).set_value("Who gathers here?")
    page.text_input(key=_key(picked, 0, "keep_as")).set_value("Gatherings")
    page.run()
    page.button(key=_key(picked, 0, "keep")).click().run()
    page.selectbox(key=_key(picked, 1, "template")).select("Gatherings")
    page.button(key=_key(picked, 1, "fill")).click().run()
    assert not page.exception
    assert page.text_area(key=_key(picked, 1, "ask")).value == "Who gathers here?"


def test_more_patrol_time_than_a_call_sign_has_is_said(picked: Session, open_page: Opener) -> None:
    begun = draft(picked, LATE)
    given = tuple(replace(tasking, call_signs=("AB12",)) for tasking in begun.taskings)
    briefings.save(picked, replace(begun, taskings=given, crews=(Crew("AB12", 45),)))
    page = open_page("briefing", **LINK)
    assert not page.exception
    assert "AB12: 60 minutes asked, 45 free" in shown(page)


def test_who_was_briefed_is_ticked_on_the_page(picked: Session, open_page: Opener) -> None:
    briefings.save(picked, replace(draft(picked, LATE), crews=(Crew("AB12", 90),)))
    page = open_page("briefing", **LINK)
    page = page.multiselect(key=f"briefed_{inputs.key(LATE)}").select("AB12").run()
    assert "Ticked: AB12 at" in shown(page)
    assert attendance.briefed(picked, LATE) == ["AB12"]


def test_a_missed_area_gets_its_reason_with_one_tap(picked: Session, open_page: Opener) -> None:
    saved = briefings.save(picked, draft(picked, LATE))
    page = open_page("debrief", **LINK)
    area_id = saved.taskings[0].area.area_id
    page.button_group(key=f"missed_{inputs.key(LATE)}_{area_id}").select("Custody").run()
    assert not page.exception
    assert attendance.missed_reasons(picked, LATE) == {area_id: "Custody"}


def test_a_template_of_that_name_is_replaced_only_when_somebody_says_so(
    picked: Session, open_page: Opener
) -> None:
    first = text_templates.Template("Gatherings", "grey van", "Who gathers?", "", ())
    text_templates.keep(seen_by(picked, "Sgt 5107"), first)
    page = open_page("briefing", **LINK)
    page.text_area(key=_key(picked, 0, "ask")).set_value("Who gathers here?")
    page.text_input(key=_key(picked, 0, "keep_as")).set_value("Gatherings").run()
    assert "“Gatherings” is there already, kept by Sgt 5107: grey van" in shown(page)
    button = page.button(key=_key(picked, 0, "keep"))
    assert button.label == "Replace"
    button.click().run()
    assert not page.exception
    assert [each.ask for each in text_templates.kept(picked)] == ["Who gathers here?"]


def test_codes_that_were_ended_are_told_with_why_and_by_whom(
    picked: Session, open_page: Opener
) -> None:
    saved = briefings.save(picked, draft(picked, LATE))
    ended = passes.revoke(
        seen_by(picked, "Sgt 5107"), pass_id=saved.taskings[0].pass_id, why="left on a *bus*"
    )
    assert ended == 1
    text = shown(open_page("briefing", **LINK))
    name = saved.taskings[0].area.name
    assert f"Version 1, 1 {name}: ended by Sgt 5107" in text
    assert r"left on a \*bus\*" in text
