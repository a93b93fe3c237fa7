"""The return: figures that its rows add up to, what is not recorded said as that, a layout one can edit."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from patrolqr.analysis.periods import DateSpan
from patrolqr.core import clock, settings
from patrolqr.core.errors import InputWrong
from patrolqr.geo import squares
from patrolqr.steps import returning
from patrolqr.steps.return_figures import FIGURES, NOT_RECORDED
from patrolqr.steps.returning import Return
from patrolqr.store import Session, attendance
from tests.builders.briefings import brief_areas
from tests.builders.duties import duty
from tests.builders.incidents import keep_in
from tests.builders.logs import visit
from tests.builders.reasons import EASTING, NORTHING
from tests.pages.test_searches import detail
from tests.render.pages import read

OCTOBER = returning.month("2026-10")
DAY = date(2026, 10, 14)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Look for a layout of the force's own in a folder of one's own."""
    monkeypatch.setenv("PATROLQR_DATA", str(tmp_path))
    settings.current.cache_clear()
    yield
    settings.current.cache_clear()


def said(told: Return) -> dict[str, str]:
    return {each.key: each.said for each in told.figures}


def monthly(store: Session, month: date, number: int) -> None:
    """Keep so many incidents of a month in the square of the patrol areas."""
    days = [month + timedelta(days=at % 27) for at in range(number)]
    at = [pd.Timestamp(day, tz="UTC") + pd.Timedelta(hours=12) for day in days]
    rows = pd.DataFrame({"patrol_day": days, "month": [month] * number, "occurred_at": at})
    keep_in(store, rows.assign(precision="minute", easting=EASTING, northing=NORTHING))


def load_whole_months(store: Session) -> None:
    """Let the months of which there is anything be loaded from their first day to their last."""
    with store.writing("load") as written:
        written.cursor.execute(
            "UPDATE covered SET first_day = date_trunc('month', first_day), last_day = last_day(last_day)"
        )


def test_a_month_and_a_quarter_are_read_and_others_refused() -> None:
    assert OCTOBER.line == "1 Oct 2026 to 31 Oct 2026"
    assert returning.quarter("2026-Q4").line == "1 Oct 2026 to 31 Dec 2026"
    for wrong in ("2026-13", "October", "2026"):
        with pytest.raises(InputWrong):
            returning.month(wrong)
    for wrong in ("2026-Q5", "2026-10", "Q1"):
        with pytest.raises(InputWrong):
            returning.quarter(wrong)


def test_a_month_without_a_log_is_true_and_prints(store: Session) -> None:
    told = returning.made(store, OCTOBER)
    figures = said(told)
    assert figures["patrols"] == "0"
    assert figures["patrol_hours"] == "0.0"
    assert figures["found"] == "none"
    assert figures["scheduled_or_additional"] == NOT_RECORDED
    assert figures["incidents"] == "cannot be compared: no incidents are loaded"
    assert returning.pdf(told).startswith(b"%PDF")
    assert load_workbook(io.BytesIO(returning.xlsx(told))).sheetnames == ["Return"]


def test_a_patrol_whose_shift_is_still_to_come_is_not_missed(store: Session) -> None:
    brief_areas(store, duty(DAY), ["Square"])
    brief_areas(store, duty(DAY + timedelta(days=1)), ["Square"])
    month = DateSpan(DAY.replace(day=1), DAY.replace(day=1) + timedelta(days=31), "a month")
    with clock.standing_at(clock.at(DAY + timedelta(days=1), time(9))):
        told = returning.made(store, month)
    assert told.period.until == DAY + timedelta(days=1)
    assert set(told.known.missed["patrol_day"].dt.date) == {DAY}


def test_figures_are_those_of_their_rows(store: Session) -> None:
    areas = brief_areas(store, duty(DAY), ["Square", "Station"])
    ids = [
        visit(
            store, areas["Square"], DAY, minutes=15, engagements=2, stop_searches=1, arrests=number,
            travelled="On foot", role="PCSO", arrived_at=clock.at(DAY, time(14 + number)),
        )
        for number in range(2)
    ]  # fmt: skip
    detail(store, ids[0], found=["Drugs", "Weapon"])
    visit(store, areas["Square"], DAY + timedelta(days=20))
    attendance.give_missed_reason(store, duty(DAY), areas["Station"], "Custody")
    told = returning.made(store, OCTOBER)
    figures, sheets = said(told), told.sheets
    assert figures["patrols"] == str(sheets["Areas"]["patrols"].sum()) == "2"
    assert figures["patrol_hours"] == "0.5"
    assert figures["engagements"] == str(sheets["Areas"]["engagements"].sum()) == "4"
    assert figures["on_foot"] == "2 of 2 logs that say how"
    assert figures["by_role"] == "PCSO 2"
    assert figures["stop_searches"] == "2"
    assert figures["searches_found"] == "1 of 1 that say what was found"
    assert figures["found"] == "Drugs 1, Weapon 1"
    assert figures["missed"] == str(len(sheets["Missed"])) == "1"
    assert figures["missed_reasons"] == "Custody 1"
    assert not [each for each in sheets.values() if {"collar", "log_id"} & set(each)]


def test_every_figure_has_a_definition_and_rows_that_exist(town_store: Session) -> None:
    told = returning.made(town_store, returning.quarter("2026-Q4"))
    assert {each.key for each in told.figures} == set(FIGURES)
    for each in told.figures:
        assert each.definition
        assert each.said
        assert each.said == NOT_RECORDED or each.rows in told.sheets
    book = load_workbook(io.BytesIO(returning.xlsx(told)))
    assert book.sheetnames[0] == "Return"
    assert {each.rows for each in told.figures if each.rows} <= set(book.sheetnames)


def test_incidents_are_compared_over_months_that_are_loaded_of_both_years(store: Session) -> None:
    areas = brief_areas(store, duty(DAY), ["Square"])
    visit(store, areas["Square"], DAY)
    with store.writing("brief") as written:
        written.cursor.execute("UPDATE patrol_areas SET cell = 'E398000N310000'")
    for month, number in ((date(2026, 10, 1), 40), (date(2025, 10, 1), 20), (date(2026, 11, 1), 9)):
        monthly(store, month, number)
    load_whole_months(store)
    figures = said(returning.made(store, OCTOBER))
    assert figures["incidents"].startswith("40, a year before 20; +17 to +242 % (95 %), more than")
    assert "too few to compare" in figures["asb"]
    with clock.standing_at(clock.at(date(2027, 1, 5), time(12))):
        whole = said(returning.made(store, returning.quarter("2026-Q4")))["incidents"]
    assert whole.startswith("40, a year before 20")
    assert "November to December 2026 are not loaded of both years, and left out" in whole


def test_where_months_alone_are_known_smaller_squares_are_left_out_and_it_is_said(
    store: Session,
) -> None:
    areas = brief_areas(store, duty(DAY), ["Square", "Yard"])
    for area_id in areas.values():
        visit(store, area_id, DAY)
    fine = squares.name_at(EASTING, NORTHING, side=squares.FINE_METRES)

    def lie(**cells: str) -> None:
        with store.writing("brief") as written:
            for name, cell in cells.items():
                told = "UPDATE patrol_areas SET cell = ? WHERE area_id = ?"
                written.cursor.execute(told, [cell, areas[name]])

    lie(Square="E398000N310000", Yard=fine)
    months = [date(2026, 10, 1)] * 8 + [date(2025, 10, 1)] * 4
    keep_in(store, pd.DataFrame({"month": months, "easting": EASTING, "northing": NORTHING}))
    load_whole_months(store)
    told = returning.made(store, OCTOBER)
    assert said(told)["incidents"].startswith("8, a year before 4")
    assert "; 1 square of 150 m needs exact places, and left out" in said(told)["incidents"]
    assert told.known.incidents["area"].tolist() == ["Square"]
    lie(Square=squares.name_at(EASTING + 150, NORTHING, side=squares.FINE_METRES))
    alone = said(returning.made(store, OCTOBER))["incidents"]
    assert alone == "cannot be compared: 2 squares of 150 m need exact places"


def test_a_force_lays_it_out_itself(store: Session, tmp_path: Path) -> None:
    own = tmp_path / "return.toml"
    own.write_text(
        'title = "Our return"\n[[section]]\ntitle = "All"\nfigures = ["patrols"]\n'
        '[labels]\npatrols = "Hot spot patrols"\n',
        "utf-8",
    )
    told = returning.made(store, OCTOBER)
    assert (told.title, [each.label for each in told.figures]) == (
        "Our return",
        ["Hot spot patrols"],
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[[section]]\nfigures = ["patrol"]', "patrol, which is no figure"),
        ("title = 3 4", "cannot be read"),
        ('title = "x"', "has no"),
        ('[[section]]\nfigures = []\n[labels]\nnone = "x"', "none, which is no figure"),
    ],
)
def test_a_layout_that_is_wrong_is_told(tmp_path: Path, text: str, sentence: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text, "utf-8")
    with pytest.raises(InputWrong, match=sentence):
        returning.layout(own)


def test_the_same_return_gives_the_same_bytes(store: Session) -> None:
    told = returning.made(store, OCTOBER)
    assert returning.pdf(told) == returning.pdf(told)


@pytest.mark.parametrize("period", [OCTOBER, returning.quarter("2026-Q4")])
def test_the_foot_of_a_page_is_no_prose(store: Session, period: DateSpan) -> None:
    """It is left out by screen readers: a checker takes eight words, four of them in small letters, for
    content that nobody hears.
    """
    told = replace(returning.made(store, period), audit_head="abc1def2abcd")
    for page in read(returning.pdf(told)):
        foot = next(line for line in page.text.splitlines() if "Audit" in line)
        words = re.findall(r"[^\W\d_]{2,}", foot)
        assert len(words) < 8 or sum(word[0].islower() for word in words) < 4
