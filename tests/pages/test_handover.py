"""For the next sergeant: kept as it is written, seen by the next shift, never replaced unseen."""

from datetime import date

from streamlit.testing.v1 import AppTest

from patrolqr.desk.shared import inputs
from patrolqr.store import Session, handovers
from tests.builders.briefings import brief
from tests.builders.duties import duty
from tests.conftest import seen_by
from tests.pages.conftest import Opener, shown

LATE, NIGHT = duty(date(2026, 11, 24), "Late"), duty(date(2026, 11, 24), "Night")

FIELD = f"handover_{inputs.key(LATE)}"


def opened(open_page: Opener) -> AppTest:
    page = open_page("debrief", **inputs.of_duty(LATE))
    assert not page.exception
    return page


def wrote(page: AppTest, text: str) -> AppTest:
    return page.text_area(key=FIELD).set_value(text).run()


def test_it_is_kept_and_stands_on_the_next_today_and_briefing(
    desk: Session, open_page: Opener
) -> None:
    brief(desk, LATE)
    page = opened(open_page)
    page.text_input(key="debrief_by").set_value("Sgt 4412")
    page = wrote(page, "Start at the *canal*")
    assert not page.exception
    assert opened(open_page).text_area(key=FIELD).value == "Start at the *canal*"
    for name in ("today", "briefing"):
        text = shown(open_page(name, **inputs.of_duty(NIGHT)))
        line = "From the last shift, Sgt 4412, Tue 24 Nov 2026, Late: Start at the \\*canal\\*"
        assert line in text
        assert "From the last shift" not in shown(open_page(name, **inputs.of_duty(LATE)))


def test_two_sergeants_see_each_others_words_and_choose(desk: Session, open_page: Opener) -> None:
    brief(desk, LATE)
    page = opened(open_page)
    handovers.write(seen_by(desk, "Sgt 5107"), LATE, "Van is back", seen=0)
    page = wrote(page, "Start at the canal")
    assert "Sgt 5107 wrote at" in shown(page)
    assert handovers.newest(desk, LATE).text == "Van is back"
    page = page.button(key=f"{FIELD}_Both").click().run()
    assert not page.exception
    assert handovers.newest(desk, LATE).text == "Van is back\nStart at the canal"
    assert handovers.newest(desk, LATE).version == 2


def test_what_a_colleague_wrote_comes_in_where_nothing_is_typed(
    desk: Session, open_page: Opener
) -> None:
    brief(desk, LATE)
    page = opened(open_page)
    handovers.write(seen_by(desk, "Sgt 5107"), LATE, "Van is back", seen=0)
    page = page.run()
    assert page.text_area(key=FIELD).value == "Van is back"
    assert handovers.newest(desk, LATE).version == 1
