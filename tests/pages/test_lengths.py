"""What is pasted and too long stays in its field, is said to be too long, and is not kept until it is
shortened.
"""

import re
from datetime import date
from pathlib import Path

import pytest

from patrolqr.core.errors import InputWrong
from patrolqr.desk.shared import inputs
from patrolqr.store import Session, briefings, handovers, keeping, passes, picks, redactions
from tests.builders.briefings import candidate, draft
from tests.builders.duties import duty
from tests.pages.conftest import Opener

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 24)
LATE = duty(DAY)
LINK = {"day": DAY.isoformat(), "shift": "Late"}


def test_no_field_drops_a_long_paste_without_a_word() -> None:
    pages = [*ROOT.glob("pages/*.py"), *ROOT.glob("patrolqr/desk/**/*.py")]
    assert len(pages) > 50
    assert [each.name for each in pages if re.search(r"\bmax_chars\b", each.read_text())] == []


def test_a_card_keeps_what_is_too_long_says_so_and_is_not_saved_before_it_is_shortened(
    desk: Session, open_page: Opener
) -> None:
    picks.pick(desk, LATE, [candidate(1)])
    (pick,) = picks.picks(desk, LATE)
    why = f"{inputs.key(LATE)}_{pick.area.area_id}_why"
    page = open_page("briefing", **LINK)
    page.text_area(key=why).set_value("x" * 230)
    page.selectbox(key=f"{inputs.key(LATE)}_marking").select("OFFICIAL")
    page.run()
    too_long = ":red[30 characters too many; 200 fit. Shorten it.]"
    assert too_long in [each.value for each in page.caption]
    next(each for each in page.button if each.label == "Save version").click()
    page.run()
    assert not page.exception
    assert any("“Why” has 230 characters; 200 fit." in each.value for each in page.error)
    assert briefings.current(desk, LATE) is None
    assert page.text_area(key=why).value == "x" * 230
    page.text_area(key=why).set_value("x" * 200)
    page.run()
    assert too_long not in [each.value for each in page.caption]
    next(each for each in page.button if each.label == "Save version").click()
    page.run()
    assert briefings.current(desk, LATE) is not None


def test_a_handover_that_is_too_long_waits_until_it_is_shortened(
    desk: Session, open_page: Opener
) -> None:
    picks.pick(desk, LATE, [candidate(1)])
    briefings.save(desk, draft(desk, LATE))
    page = open_page("debrief", **LINK)
    (field,) = (each for each in page.text_area if each.label == "For the next sergeant")
    field.set_value("x" * (handovers.TEXT_LIMIT + 1)).run()
    assert not page.exception
    assert any("1 character too many" in each.value for each in page.caption)
    assert handovers.newest(desk, LATE).text == ""


def test_why_is_refused_and_not_cut(store: Session) -> None:
    """Of a hold, of a redaction, of codes that are ended; and the head of a sheet."""
    with pytest.raises(InputWrong, match=f"{keeping.WHY_LIMIT} fit"):
        keeping.hold(store, "x" * (keeping.WHY_LIMIT + 1), subject="a log")
    with pytest.raises(InputWrong, match=f"{redactions.WHY_LIMIT} fit"):
        redactions.checked_reason("x" * (redactions.WHY_LIMIT + 1), [])
    with pytest.raises(InputWrong, match=f"{passes.WHY_LIMIT} fit"):
        passes.revoke(store, briefing_id="", why="x" * (passes.WHY_LIMIT + 1))
