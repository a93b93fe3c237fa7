"""The Meeting page: frozen with a click, shown by its address, entered into, and one sheet for all."""

from dataclasses import replace
from datetime import UTC, date, datetime

from patrolqr.core.choice import PlaceChoice
from patrolqr.desk.meeting import frozen
from patrolqr.desk.shared.words import plain
from patrolqr.steps import freeze_pack
from patrolqr.steps.freeze_pack import PackChoice
from patrolqr.store import Session, meetings, packs
from tests.builders.briefings import brief_areas
from tests.builders.duties import duty
from tests.builders.logs import visit
from tests.pages.conftest import Opener, shown

OCTOBER = PlaceChoice(date(2026, 10, 1), date(2026, 11, 1))


def test_without_logs_it_says_what_to_do(desk: Session, open_page: Opener) -> None:
    told = shown(open_page("meeting"))
    assert "No patrol logs yet" in told
    assert "No pack is frozen yet" in told


def test_the_towns_month_is_frozen_and_shown_under_its_address(
    town_desk: Session, open_page: Opener
) -> None:
    page = open_page("meeting", since="2026-10-01", until="2026-11-01", questions=["missed"])
    page.button(key="freeze").click().run()
    assert not page.exception
    (row,) = packs.packs(town_desk).to_dict("records")
    pack = packs.pack(town_desk, row["pack_id"])
    assert [each["question"] for each in pack.told["answers"]] == ["missed"]
    page = open_page("meeting", pack=pack.pack_id)
    assert not page.exception
    told = shown(page)
    assert "1 Oct 2026 to 31 Oct 2026" in told
    assert "This is the first pack of this meeting" in told
    assert "No code stands on it" in told
    assert r"Which patrols were missed\, and why\?" in [each.value for each in page.subheader]
    assert {each.label: each.value for each in page.metric}["Patrols"] == next(
        each["text"] for each in pack.told["figures"] if each["label"] == "Patrols"
    )
    asked = open_page("questions", **frozen.asked(pack, "missed"))
    assert plain(pack.told["answers"][0]["sentence"]) in [each.value for each in asked.subheader]
    night = replace(pack, frozen_at=datetime(2026, 12, 2, 2, tzinfo=UTC))
    assert frozen.asked(night, "missed")["as_of"] == "2026-12-01", "the patrol day goes on till six"


def test_an_action_is_entered_done_and_opens_the_next_pack(
    desk: Session, open_page: Opener
) -> None:
    first = freeze_pack.freeze(desk, PackChoice(OCTOBER, ()))
    page = open_page("meeting", pack=first)
    page.button(key="enter_it").click().run()
    assert "Write what was agreed" in shown(page)
    page.text_input(key="entry_text").set_value("Write to *the* council")
    page.text_input(key="entry_owner").set_value("PS 4412")
    page.text_input(key="entered_by").set_value("Insp 1204")
    page.button(key="enter_it").click().run()
    assert not page.exception
    (entry,) = meetings.entries(desk, "")
    assert (entry.text, entry.written_by) == ("Write to *the* council", "Insp 1204")
    assert page.text_input(key="entry_text").value == ""
    assert r"**Write to \*the\* council**" in shown(page)
    page.button(key=f"done_{entry.entry_id}").click().run()
    assert [each.state for each in meetings.entries(desk, "")] == ["done"]
    second = freeze_pack.freeze(desk, PackChoice(OCTOBER, ()))
    page = open_page("meeting", pack=second)
    (rows,) = (each.value for each in page.dataframe if "How it stood" in each.value)
    assert rows["How it stood"].tolist() == ["done"]
    assert "as it stands now" in shown(open_page("meeting", pack=first))


def test_two_packs_of_one_month_warn_of_two_editions(desk: Session, open_page: Opener) -> None:
    day = date(2026, 10, 14)
    visit(desk, brief_areas(desk, duty(day), ["Square"])["Square"], day)
    pack_id = freeze_pack.freeze(desk, PackChoice(OCTOBER, ()))
    assert "Give out one edition" not in shown(open_page("meeting", pack=pack_id))
    freeze_pack.freeze(desk, PackChoice(OCTOBER, ()))
    assert "Give out one edition of a month" in shown(open_page("meeting", pack=pack_id))


def test_an_address_of_no_pack_says_so(desk: Session, open_page: Opener) -> None:
    page = open_page("meeting", pack="none")
    assert not page.exception
    assert "There is no pack" in shown(page)
