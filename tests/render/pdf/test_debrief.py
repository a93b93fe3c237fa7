"""The debrief says what was asked, answered, given, missed and why, on one page."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from patrolqr.core.errors import InputWrong
from patrolqr.core.shift import SHIFTS
from patrolqr.render.pdf import debrief
from patrolqr.render.pdf.debrief import AreaDebrief, Debrief
from tests.render.pages import Page, flat, read

VISITED = AreaDebrief(
    1,
    "Market Square",
    "Are the shutters up?",
    ("Yes, at 16:20", "Down at 23:10"),
    2,
    2,
    31,
    30,
    notes=("Lock forced.",),
)
MISSED = AreaDebrief(2, "Canal Bridge", "Is the lamp lit?", (), 0, 2, None, 30, "scene guard")


def shift(*areas: AreaDebrief, **other: object) -> Debrief:
    """Return a late shift's debrief of these areas."""
    made_at = datetime(2026, 11, 25, 2, 5, tzinfo=UTC)
    usual = Debrief(
        date(2026, 11, 24),
        SHIFTS["Late"],
        2,
        "Ashbrook LPT",
        "OFFICIAL",
        "Sgt 4412",
        made_at,
        areas,
        "Start there.",
    )
    return replace(usual, **other)  # type: ignore[arg-type]


def page(*areas: AreaDebrief) -> Page:
    pages = read(debrief.pdf(shift(*areas)))
    assert len(pages) == 1
    return pages[0]


def test_it_says_what_came_back_and_what_did_not() -> None:
    told = page(VISITED, MISSED).text
    for words in (
        "Yes, at 16:20",
        "Down at 23:10",
        "Not visited: scene guard",
        "no answer came back",
        "Lock forced.",
    ):
        assert flat(words) in flat(told)
    for words in ("2 of 2 visits, 31 of 30 min", "0 of 2 visits", "1 of 2", "Start there."):
        assert flat(words) in flat(told)


def test_minutes_nobody_recorded_are_not_zero() -> None:
    unknown = replace(VISITED, minutes_done=None)
    assert debrief.totals([unknown])[2] == {"label": "Minutes, 1 unknown", "figure": "not recorded"}
    assert flat("minutes not recorded") in flat(page(unknown).text)


def test_a_shift_without_areas_has_a_page_too() -> None:
    assert flat("0 of 0") in flat(page().text)


def test_eight_areas_stay_on_one_page() -> None:
    told = page(*(replace(VISITED, number=number) for number in range(1, 9)))
    assert not told.overlapping()


def test_the_same_debrief_gives_the_same_bytes() -> None:
    assert debrief.pdf(shift(VISITED, MISSED)) == debrief.pdf(shift(VISITED, MISSED))


def test_without_a_marking_nothing_is_printed() -> None:
    with pytest.raises(InputWrong, match="OFFICIAL-SENSITIVE"):
        debrief.pdf(shift(VISITED, marking=""))
    assert debrief.file_name(shift()) == "OFFICIAL_Ashbrook-LPT_2026-11-24_Late_debrief.pdf"
