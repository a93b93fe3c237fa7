"""Strips read from pictures stand as forms, and are stored once, when a sergeant confirms them."""

import io
from datetime import timedelta
from itertools import chain
from random import Random

import pytest
from PIL import Image, ImageDraw, ImageFilter
from streamlit.testing.v1 import AppTest

from patrolqr.core.briefing import Briefing
from patrolqr.core.team import Duty, Team
from patrolqr.desk.shared import address
from patrolqr.desk.shared.words import JOINER
from patrolqr.store import Session, briefings, exports, log_reads, picks, teams
from tests.builders.briefings import candidate, draft
from tests.builders.duties import duty_now
from tests.pages.conftest import Opener, shown
from tests.render import strips


@pytest.fixture
def briefed(desk: Session) -> Briefing:
    """Return the sheet of the shift that is on, of two areas."""
    now = duty_now()
    picks.pick(desk, now, [candidate(1), candidate(2, "Station Road")])
    return briefings.save(desk, draft(desk, now))


def as_file(page: Image.Image) -> bytes:
    file = io.BytesIO()
    small = page.resize(
        (page.width // strips.FINE, page.height // strips.FINE), Image.Resampling.BOX
    )
    small.save(file, "PNG")
    return file.getvalue()


def ticked(briefed: Briefing, *, doubtful: bool = False) -> bytes:
    """Return a scan: two engagements and an arrest at the first area, at the second one engagement
    and perhaps a circled box.
    """
    log, random = strips.log_of(briefed), Random(1)
    page = log.page.copy()
    draw = ImageDraw.Draw(page)
    first, second = (log.boxes[each.short_code] for each in briefed.taskings)
    lines = [strips.cross(box, random) for box in (*first[0][:2], first[2][0], second[0][0])]
    if doubtful:
        lines.append(strips.circle(second[1][0], random))
    for line in chain.from_iterable(lines):
        strips.stroke(draw, line, dark=40, wide_mm=0.4)
    return as_file(page)


def give(page: AppTest, *files: tuple[str, bytes]) -> AppTest:
    for name, content in files:
        page.file_uploader[0].upload(name, content)
    return page.run()


def told(page: AppTest) -> str:
    """Return the words of a page as people read them."""
    return shown(page).replace("\\", "").replace(JOINER, "")


def keep(page: AppTest, collar: str = "") -> AppTest:
    page.text_input(key="keyed_by").set_value("Sgt 4412")
    if collar:
        page.text_input(key="strip_collar").set_value(collar)
    return page.button[0].click().run()


def test_a_picture_of_two_strips_is_confirmed_strip_by_strip_and_stored_once(
    desk: Session, briefed: Briefing, open_page: Opener
) -> None:
    scan = ticked(briefed)
    page = give(open_page("from_paper"), ("night.png", scan))
    assert not page.exception
    assert "2 strips were found in night.png" in told(page)
    assert "1 Market Square" in told(page)
    assert page.number_input(key="strip_engagements_1").value == 2
    assert page.number_input(key="strip_arrests_1").value == 1
    assert page.number_input(key="strip_stop_searches_1").value == 0
    assert exports.logs(desk).empty  # nothing before it is confirmed
    page = keep(page, "4821")
    assert not page.exception
    assert "Stored" in str(page.success[0].value)
    assert "2 Station Road" in told(page)
    assert page.text_input(key="strip_collar").value == "4821"  # one officer's strips come together
    assert page.number_input(key="strip_engagements_1").value == 1
    page = keep(page)
    assert [each.value for each in page.success][-1] == "Every strip that could be read is kept."
    rows = log_reads.logs(desk, log_reads.EVERYTHING).sort_values("area")
    assert rows["area"].tolist() == ["Market Square", "Station Road"]
    assert rows["engagements"].tolist() == [2, 1]
    assert rows["arrests"].fillna(0).tolist() == [1, 0]
    assert set(rows["channel"]) == {"paper"}
    assert set(rows["entered_by"]) == {"Sgt 4412"}
    assert set(exports.logs(desk)["collar"]) == {"4821"}


def test_the_same_strip_given_again_is_told_and_kept_only_when_it_is_another(
    desk: Session, briefed: Briefing, open_page: Opener
) -> None:
    scan, other = ticked(briefed), ticked(briefed, doubtful=True)
    keep(give(open_page("from_paper"), ("night.png", scan)), "4821")
    assert len(exports.logs(desk)) == 1
    again = give(open_page("from_paper"), ("night.png", scan))  # another visitor, the same file
    assert "Kept from paper already: 4821" in told(again)
    assert not keep(again, "4821").exception
    assert len(exports.logs(desk)) == 1
    page = give(open_page("from_paper"), ("again.png", other))
    assert "Kept from paper already: 4821" in told(page)
    page = keep(page, "4821")
    assert "is kept from this code already. Nothing was stored again" in told(page)
    assert len(exports.logs(desk)) == 1
    page.checkbox(key="strip_another").check()
    keep(page)
    assert len(exports.logs(desk)) == 2


def test_a_doubtful_box_is_not_counted_and_must_be_looked_at(
    desk: Session, briefed: Briefing, open_page: Opener
) -> None:
    page = give(open_page("from_paper"), ("night.png", ticked(briefed, doubtful=True)))
    page = page.selectbox(key="pictured_chosen").select_index(1).run()
    assert "2 Station Road" in told(page)
    assert "Stop-searches: box 1 is doubtful; 0 ticked for certain, 1 with what is" in told(page)
    assert page.number_input(key="strip_stop_searches_1").value == 0
    page = keep(page, "4821")
    assert "Some boxes are doubtful" in told(page)
    assert exports.logs(desk).empty
    page.checkbox(key="strip_looked").check()
    page.number_input(key="strip_stop_searches_1").set_value(1)
    page = keep(page)
    assert not page.exception
    assert exports.logs(desk)["stop_searches"].tolist() == [1]


def test_what_is_wrong_with_pictures_is_said_and_the_others_are_read(
    desk: Session, briefed: Briefing, open_page: Opener
) -> None:
    scan = ticked(briefed)
    half = Image.open(io.BytesIO(scan)).convert("L")
    half = half.crop((0, 0, half.width // 2, half.height))
    blurred = half.filter(ImageFilter.GaussianBlur(9))
    files = {"half.png": half, "blurred.png": blurred, "phone.png": strips.phone_code()}
    other_sheet = strips.log_of(strips.printed(1, 2).made)
    page = give(
        open_page("from_paper"),
        ("table.png", b"no,picture"),
        ("cut.png", scan[:3000]),
        ("large.png", bytes(21 * 1024 * 1024)),
        ("stranger.png", as_file(other_sheet.page)),
        *((name, _png(picture)) for name, picture in files.items()),
        ("night.png", scan),
        ("twice.png", scan + b" "),
    )
    assert not page.exception
    words = told(page)
    for sentence in (
        "table.png is no picture",
        "cut.png is broken or was cut off",
        "large.png has 21 MB",
        "No sheet of the last 14 days carries the code",
        "show only one end",
        "blurred.png: it is blurred",
        "phone.png shows a code, but no strip's",
        "is there 2 times: one strip pictured twice",
    ):
        assert sentence in words
    assert "2 strips were found in night.png" in words


def _png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def test_strips_of_the_sheet_that_are_in_no_picture_are_named(
    briefed: Briefing, open_page: Opener
) -> None:
    page = Image.open(io.BytesIO(ticked(briefed))).convert("L")
    whole = page.copy()
    found = strips.row_tops(strips.log_of(briefed))
    page.paste(255, (0, found[1], page.width, page.height))
    words = told(give(open_page("from_paper"), ("first.png", _png(page))))
    assert "Of this sheet's 2 strips these were not seen: 2 Station Road." in words
    assert "not seen" not in told(give(open_page("from_paper"), ("all.png", _png(whole))))


def test_a_strip_of_another_team_is_said(
    desk: Session, briefed: Briefing, open_page: Opener
) -> None:
    scan = ticked(briefed)
    north = teams.keep(desk, Team("north", "North LPT"))
    page = open_page("from_paper")
    here = briefed.duty
    page.session_state[address.DUTY] = Duty(north.team_id, here.patrol_day, here.shift)
    page = give(page, ("night.png", scan))
    assert "another team than the one chosen at this desk" in told(page)


def test_a_strip_older_than_two_weeks_is_said(desk: Session, open_page: Opener) -> None:
    now = duty_now()
    old = Duty(now.team_id, now.patrol_day - timedelta(days=20), now.shift)
    picks.pick(desk, old, [candidate(1), candidate(2, "Station Road")])
    scan = ticked(briefings.save(desk, draft(desk, old)))
    page = give(open_page("from_paper"), ("night.png", scan))
    assert told(page).count("No sheet of the last 14 days carries the code") == 2
    assert not page.button
