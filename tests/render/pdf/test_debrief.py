"""The debrief says what was asked, answered, given, missed and why, on one page."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from patrolqr.core.dose import Dose
from patrolqr.core.errors import InputWrong
from patrolqr.core.shift import SHIFTS
from patrolqr.render.pdf import debrief
from patrolqr.render.pdf.debrief import AreaDebrief, Debrief, UnaskedDebrief
from tests.render.pages import Page, flat, read

VISITED = AreaDebrief(
    1,
    "Market Square",
    "Are the shutters up?",
    ("Yes, at 16:20", "Down at 23:10"),
    Dose(2, 30, patrols_given=2, minutes_given=30, minutes_more=1, officer_minutes=62),
    "1 arrest",
    notes=("Lock forced.",),
)
MISSED = AreaDebrief(
    2, "Canal Bridge", "Is the lamp lit?", (), Dose(2, 30), missed_reason="scene guard"
)


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
        audit_head="3f2a9c01b7de",
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
        "Not patrolled: scene guard",
        "no answer came back",
        "Lock forced.",
    ):
        assert flat(words) in flat(told)
    for words in (
        "2 of 2 patrols; 30 of 30 min, 1 more than asked",
        "62 officer-minutes, 1 arrest",
        "0 of 2 patrols",
        "1 of 2",
        "Start there.",
    ):
        assert flat(words) in flat(told)


def test_a_code_read_without_times_is_said_apart_and_is_no_patrol() -> None:
    read_only = replace(VISITED, dose=Dose(2, 30, codes_read=2))
    assert debrief.totals([read_only])[1:3] == [
        {"label": "Patrols given", "figure": "0 of 2"},
        {"label": "Minutes given, 2 codes read without a stay", "figure": "0 of 30"},
    ]
    assert flat("2 codes read without a stay") in flat(page(read_only).text)
    assert flat("Not patrolled") not in flat(page(read_only).text)


def test_what_was_done_off_the_sheet_stands_apart() -> None:
    """With all that was answered, noted and detailed there."""
    mill_lane = UnaskedDebrief(
        "Mill Lane: 1 patrol, 15 min",
        ("18:10 Is the gate shut? No",),
        ("18:10 Saw: grey Transit",),
        ("18:10 Arrest 1. Custody: 26/1",),
    )
    (told,) = read(debrief.pdf(shift(VISITED, unasked=(mill_lane,))))
    text = flat(told.text)
    for words in ("Not asked for Mill Lane: 1 patrol, 15 min", *mill_lane.lines):
        assert flat(words) in text


def test_what_came_of_the_reasons_stands_on_the_page() -> None:
    lines = ("Square · C-1042: answered “Two lads” (2 patrols)", "Canal · I/7: open: no patrol yet")
    text = flat(read(debrief.pdf(shift(VISITED, reasons=lines)))[0].text)
    assert flat("What came of the reasons") in text
    assert all(flat(line) in text for line in lines)
    assert flat("What came of the reasons") not in flat(page(VISITED).text)


def test_figures_that_two_officers_may_share_are_marked_and_explained() -> None:
    done = (("Engagements", 3), ("Arrests", 2))
    told = shift(VISITED, done=done, maybe_same=("Arrests",))
    labels = [each["label"] for each in debrief.figures(told)]
    assert labels == ["Engagements", "Arrests, maybe the same"]
    (marked,), (unmarked,) = read(debrief.pdf(told)), read(debrief.pdf(shift(VISITED, done=done)))
    assert flat(debrief.MAYBE_SAME) in flat(marked.text)
    assert flat("maybe the same") not in flat(unmarked.text).lower()


def test_a_stay_that_counted_as_the_longest_is_said_so() -> None:
    long = replace(VISITED, dose=replace(VISITED.dose, logs_capped=1))
    assert flat("1 stay counted as 60 min, the longest") in flat(page(long).text)


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


@pytest.mark.parametrize(("head", "said"), [("3f2a9c01b7de", True), ("", False)])
def test_the_foot_has_the_audit_trails_head(head: str, said: bool) -> None:
    for each in read(debrief.pdf(shift(VISITED, MISSED, audit_head=head))):
        assert (flat("Audit 3f2a9c01b7de, page 1 of 1") in flat(each.text)) is said
        assert ("Audit" in each.text) is said
