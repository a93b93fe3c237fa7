"""The today page: what is on, is it being done, what needs me?"""

import re
from datetime import datetime, timedelta

import pytest

from patrolqr.core import clock
from patrolqr.core.area import Candidate
from patrolqr.core.dose import Dose
from patrolqr.desk.today import dose
from patrolqr.store import (
    Session,
    attendance,
    collar_passkeys,
    exports,
    pairings,
    passkeys,
    patterns,
    picks,
)
from patrolqr.store import areas as areas_kept
from patrolqr.store.log_reads import EVERYTHING
from tests.builders.briefings import SQUARE, brief, brief_areas
from tests.builders.duties import duty_now, duty_on
from tests.builders.logs import visit
from tests.pages.conftest import Opener, shown


@pytest.fixture
def on(desk: Session) -> Session:
    """Give a desk with two areas briefed for the shift that is on, one of them visited in full."""
    now = clock.now()
    on = duty_now(now)
    day, shift = on.patrol_day, on.shift.name
    areas = brief_areas(desk, on, ["Square", "Station"])
    began = now - timedelta(minutes=40)
    visit(
        desk,
        areas["Square"],
        day,
        shift=shift,
        arrived_at=began,
        minutes=12,
        engagements=3,
        answer="still up",
    )
    visit(desk, areas["Square"], day, shift=shift, arrived_at=now, minutes=80, arrests=1)
    return desk


def test_a_phone_whose_clock_was_wrong_is_named_beside_its_corrected_log(
    desk: Session, open_page: Opener
) -> None:
    on = duty_now()
    areas = brief_areas(desk, on, ["Square"])
    visit(
        desk, areas["Square"], on.patrol_day, shift=on.shift.name, arrived_at=clock.now(),
        clock_ahead_s=2 * 3600,
    )  # fmt: skip
    assert "phone was 2 h fast, corrected" in shown(open_page("today"))
    page = open_page("logs")
    assert shown(page).count("phone was 2 h fast, corrected") == 1


def test_colleagues_are_named_beside_their_log_and_only_counted_on_today(
    desk: Session, open_page: Opener
) -> None:
    on = duty_now()
    areas = brief_areas(desk, on, ["Square"])
    visit(
        desk, areas["Square"], on.patrol_day, shift=on.shift.name, arrived_at=clock.now(),
        collar="4821", colleagues=["4417", "5128"], officers_present=3,
    )  # fmt: skip
    today = shown(open_page("today"))
    assert "nothing to report, with 2 others" in today
    assert not [each for each in ("4417", "5128", "4821") if each in today]
    assert "With: 4417, 5128" in shown(open_page("logs")).replace("\\", "")
    (row,) = exports.logs(desk, EVERYTHING).to_dict("records")
    assert (row["collar"], row["colleagues"]) == ("4821", "4417, 5128")


def test_with_nothing_picked_the_page_leads_to_the_hotspots(
    desk: Session, open_page: Opener
) -> None:
    page = open_page("today")
    assert not page.exception
    assert "Nothing is picked for this shift" in shown(page)
    assert any("Choose patrol areas" in link.value for link in page.page_link)


def test_what_is_picked_and_not_briefed_leads_to_the_briefing(
    desk: Session, open_page: Opener
) -> None:
    picked = Candidate("E397000N310250", "Market Square", SQUARE, None, "")
    picks.pick(desk, duty_now(), [picked])
    page = open_page("today")
    assert "Picked, not briefed yet" in shown(page)
    assert any("Write the briefing" in link.value for link in page.page_link)


def test_the_figures_say_how_much_of_the_sheet_is_done(on: Session, open_page: Opener) -> None:
    page = open_page("today")
    assert not page.exception
    assert [metric.value for metric in page.metric] == [
        "1 of 2",
        "2 of 4",
        "30 of 60",
        "3",
        "0",
        "1",
        "0",
    ]
    assert "sheet v1" in shown(page)


def test_each_area_says_what_it_got_and_what_is_left(on: Session, open_page: Opener) -> None:
    page = open_page("today")
    assert [bar.value for bar in page.progress] == [100, 0]
    text = shown(page)
    assert "All given" in text
    is_over = clock.now() >= clock.duty_window(duty_now(clock.now()))[1]
    assert ("Below dose: 0 of 2 patrols" if is_over else "2 patrols to make, ") in text
    assert "“still up”" in text


def test_a_log_sent_meanwhile_shows_on_the_next_run(on: Session, open_page: Opener) -> None:
    page = open_page("today")
    now = clock.now()
    areas = {row["label"]: row["area_id"] for row in areas_kept.by_name(on)}
    visit(
        on,
        areas["Station"],
        duty_now(now).patrol_day,
        shift=duty_now(now).shift.name,
        arrived_at=now,
        saw="van",
    )
    page.run()
    assert page.metric[0].value == "2 of 2"
    assert "“van”" in shown(page)


def test_what_was_done_off_the_sheet_is_said_below_it(on: Session, open_page: Opener) -> None:
    now = clock.now()
    brief_areas(on, duty_now(now), ["Station"])
    assert "Not asked for: Square: " in shown(open_page("today")).replace("\\", "")


@pytest.mark.parametrize(
    ("patrols", "minutes", "at", "said"),
    [
        (2, 30, 18, "All given"),
        (2, 30, 27, "All given"),
        (2, 26, 18, "4 min more, 8 h left"),
        (2, 26, 27, "Below dose: 26 of 30 min; the shift is over"),
        (1, 15, 18, "1 more patrol, 8 h left"),
        (0, 0, 18, "2 patrols to make, 8 h left"),
        (0, 0, 23 + 1 / 60, "2 patrols to make, 2 h 59 min left"),
        (0, 0, 24 + 1 / 60, "2 patrols to make, 119 min left"),
        (0, 0, 13, "2 patrols to make, starts 14:00"),
        (1, 15, 27, "Below dose: 1 of 2 patrols; the shift is over"),
    ],
)
def test_what_is_left_to_do_depends_on_the_hour(
    patrols: int, minutes: int, at: float, said: str
) -> None:
    midnight = datetime.fromisoformat("2026-11-24T00:00:00+00:00")
    starts_at, ends_at = midnight + timedelta(hours=14), midnight + timedelta(hours=26)
    given = Dose(2, 30, patrols_given=patrols, minutes_given=minutes)
    assert dose.left_to_do(given, starts_at, ends_at, midnight + timedelta(hours=at)) == said


@pytest.mark.parametrize("wild", ["'; DROP TABLE picks", "", "2026-13-45", "☃" * 50])
def test_a_mangled_link_opens_the_shift_that_is_on(
    on: Session, open_page: Opener, wild: str
) -> None:
    page = open_page("today", day=wild, shift=wild)
    assert not page.exception
    assert page.metric[0].value == "1 of 2"


def test_the_towns_day_is_shown(town_desk: Session, open_page: Opener) -> None:
    last = exports.logs(town_desk, EVERYTHING).iloc[0]
    page = open_page("today", day=last["patrol_day"].date().isoformat(), shift=last["shift"])
    assert not page.exception
    assert page.metric[0].value != "0 of 0"
    assert page.progress


def test_a_paired_phone_says_whether_its_number_is_ticked_as_briefed(
    desk: Session, open_page: Opener
) -> None:
    on = duty_on()
    attendance.tick(desk, brief(desk, on), added=["4821"])
    for collar in ("4821", "5107", "5107"):
        pairings.pair(desk, pairings.room_code(at=clock.now()), collar)
    page = open_page("briefing", day=on.patrol_day.isoformat(), shift=on.shift.name)
    rows = [each.value for each in page.markdown if " to " in str(each.value)]
    told = {row.split("**")[1]: row for row in rows if row.startswith(("**4821", "**5107"))}
    assert "Not ticked as briefed" not in told["4821"]
    assert "Not ticked as briefed" in told["5107"]
    assert "2 phones have this number" in told["5107"]


def test_the_list_of_phones_says_which_gave_their_passkey_and_takes_one_away(
    desk: Session, open_page: Opener
) -> None:
    """One number is kept to a phone, paired again with its passkey, and on another phone without."""
    on = duty_on()
    attendance.tick(desk, brief(desk, on), added=["4821"])
    now = clock.now()

    def pair(device: str = "") -> pairings.Paired:
        return pairings.pair(desk, pairings.room_code(at=now), "4821", device_secret=device)

    def told() -> list[str]:
        page = open_page("briefing", day=on.patrol_day.isoformat(), shift=on.shift.name)
        assert not page.exception
        shown = [str(each.value) for each in page.markdown]
        return [row for row in shown if row.startswith("**4821") and " to " in row]

    first = pair()
    key: passkeys.Passkey = {
        "credential_id": "number",
        "public_key": "public",
        "sign_count": 0,
        "site": "localhost",
    }
    collar_passkeys.keep(desk, first.pairing, key)
    (made,) = told()
    assert "passkey made" in made
    assert "Not confirmed" not in made
    with clock.standing_at(now + timedelta(minutes=1)):
        again = pair(first.device_secret)
        (row,) = collar_passkeys.of_collar(desk, "4821")
        (unproved,) = told()
        assert "Not confirmed by its passkey" in unproved
        collar_passkeys.given(desk, again.pairing, row, 1)
        pair()
        confirmed, other = told()
        assert "confirmed by passkey" in confirmed
        assert ":orange" not in confirmed
        assert "Not confirmed by its passkey" in other
        assert "2 phones have this number" in other
        page = open_page("briefing", day=on.patrol_day.isoformat(), shift=on.shift.name)
        page = page.selectbox(key="phone_passkey_of").set_value("4821").run()
        assert "given last" in shown(page)
        page.button(key="take_passkey_away").click().run()
        assert collar_passkeys.going_on(desk) == {}
        lost, _ = told()
        assert "Not confirmed by its passkey" in lost


def test_patterns_beyond_the_weeks_cards_are_a_press_away(
    town_desk: Session, open_page: Opener
) -> None:
    assert shown(open_page("today")).count(" expected ") > 1
    patterns.set_budget(town_desk, 1, seen=0)
    page = open_page("today")
    assert shown(page).count(" expected ") == 1
    assert any(
        re.fullmatch(r"All [2-9] patterns", each.proto.label) for each in page.get("page_link")
    )
