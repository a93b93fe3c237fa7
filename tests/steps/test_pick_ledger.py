"""Picks looked back on: the same as by hand, never with what came later, and in nobody's disfavour."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from patrolqr import readers
from patrolqr.analysis import pick_ledger as analysis
from patrolqr.analysis.ledger_look import After, Listed, Look, corner_of
from patrolqr.analysis.pick_ledger import Ledger
from patrolqr.analysis.study_area import StudyArea
from patrolqr.core import clock
from patrolqr.core.area import Candidate
from patrolqr.core.choice import PlaceChoice
from patrolqr.core.incident import Precision
from patrolqr.geo import squares
from patrolqr.geo.projection import to_degrees
from patrolqr.steps import pick_ledger
from patrolqr.store import Session, briefings, picks, reasons
from patrolqr.store.loads import load
from tests.builders import street
from tests.builders.briefings import SQUARE, draft
from tests.builders.duties import duty
from tests.builders.incidents import as_loaded, cover, keep_in
from tests.builders.reasons import put as put_reasons
from tests.builders.reasons import reason
from tests.builders.street import BURGLARY, row
from tests.conftest import seen_by

DAY = date(2025, 6, 10)
EMPTY = StudyArea.of_incidents(pd.DataFrame({"easting": [], "northing": []}))
EMPTY_ROWS = pd.DataFrame({"easting": [], "northing": [], "incidents": []})
A, B, C, D = (f"E{400_000 + 250 * number}N310000" for number in range(4))
BEFORE = {A: 40, B: 30, C: 20, D: 10}


def put(store: Session, counts: dict[str, int], days: list[date]) -> None:
    """Keep so many incidents to the minute in each square, spread over the days."""
    rows = [
        (days[number % len(days)], *(int(part) + 125 for part in cell[1:].split("N")))
        for cell, count in counts.items()
        for number in range(count)
    ]
    kept = pd.DataFrame(rows, columns=["patrol_day", "easting", "northing"])
    kept["month"] = [day.replace(day=1) for day in kept["patrol_day"]]
    keep_in(store, kept.assign(precision="minute"))


def pick(store: Session, *cells: str, day: date = DAY) -> None:
    """Pick these squares for the late shift of a day and save its sheet."""
    wanted = [Candidate(cell, f"Place {cell}", SQUARE, None, "") for cell in cells]
    picks.pick(store, duty(day), wanted)
    briefings.save(store, draft(store, duty(day)))


def spread(since: date, number: int) -> list[date]:
    return [since + timedelta(days=each) for each in range(number)]


def look_back(store: Session, precision: Precision = "minute") -> Ledger:
    return pick_ledger.looked_back(store, PlaceChoice(), precision)


@pytest.fixture
def year(store: Session) -> Session:
    """Give a store with a year of four squares, the first the busiest, and a fortnight after."""
    put(store, BEFORE, spread(DAY - timedelta(days=40), 40))
    put(store, {A: 5, B: 4, C: 3, D: 14}, spread(DAY, 14))
    return store


def test_the_figures_are_those_counted_by_hand(year: Session) -> None:
    pick(year, A, D)
    picks.pass_over(year, duty(DAY), Candidate(C, "Place C", SQUARE, None, ""), "Too few officers")
    told = look_back(year)
    (sheet,) = told.duties.to_dict("records")
    counted = [sheet[name] for name in analysis.DUTIES[3:]]
    assert counted == [2, 1, 19, 9, 5, "14 of 14"]
    assert told.found == {"picked": 19, "listed": 9, "both": 5}
    rows = told.rows.set_index("place")
    assert rows["decision"].to_dict() == {
        A: "picked",
        D: "picked",
        C: "not picked",
        B: "nobody decided",
    }
    assert rows["list_place"].to_dict() == {A: 1, B: 2, C: 3, D: 4}
    assert rows["incidents"].to_dict() == {A: 5, B: 4, C: 3, D: 14}
    assert rows["is_listed"].to_dict() == {A: True, B: True, C: False, D: False}
    by_day = told.days[["incidents_at_picked", "incidents_at_listed"]].sum()
    assert (len(told.days), *by_day) == (14, 19, 9)


def test_smaller_squares_are_held_against_a_list_of_their_size(store: Session) -> None:
    e, f, g = (f"E{400_050 + 150 * number}N310050x150" for number in range(3))
    places = {e: 30, f: 20, g: 10}
    rows = [
        (day, *squares.middle(cell))
        for cell, count in places.items()
        for day in spread(DAY - timedelta(days=count), count + 2)
    ]
    kept = pd.DataFrame(rows, columns=["patrol_day", "easting", "northing"])
    kept["month"] = [day.replace(day=1) for day in kept["patrol_day"]]
    keep_in(store, kept.assign(precision="minute"))
    pick(store, f, g)
    told = look_back(store)
    # what was decided in the inbox has no size: it changes no list
    wide = squares.name_at(*squares.middle(e))
    (item,) = put_reasons(
        store, reason(easting=squares.middle(e)[0], northing=squares.middle(e)[1])
    )
    reasons.decide(
        store, duty(DAY), item, reasons.Choice("not_tonight", "Too few officers"), seen=0
    )
    again = look_back(store)
    assert (again.found, again.notes) == (told.found, told.notes)
    assert again.rows.set_index("place")["decision"][wide] == "not picked"
    found = told.rows.set_index("place")
    assert found["list_place"].to_dict() == {f: 2, g: 3, e: 1}
    assert found["incidents"].to_dict() == {f: 2, g: 2, e: 2}
    assert found["decision"][e] == "nobody decided"
    assert told.found == {"picked": 4, "listed": 4, "both": 2}
    picks.pick(store, duty(DAY), [Candidate(A, "Place A", SQUARE, None, "")])
    briefings.save(store, draft(store, duty(DAY)))
    mixed = look_back(store)
    assert mixed.found == {"picked": 0, "listed": 0, "both": 0}
    said = "1 sheet had squares of another size than the list's: it is not compared."
    assert said in mixed.notes
    (sheet,) = mixed.duties.to_dict("records")
    listed = [sheet[name] for name in ("in_both", "incidents_at_listed", "incidents_at_both")]
    assert all(pd.isna(each) for each in listed)
    assert (sheet["places_picked"], sheet["incidents_at_picked"]) == (3, 6)
    # each place keeps what was counted on its own ground
    assert mixed.rows.set_index("place")["incidents"][[f, g]].to_list() == [2, 2]


def test_of_month_data_smaller_squares_are_neither_counted_nor_compared(store: Session) -> None:
    cell = "E400050N310050x150"
    easting, northing = squares.middle(cell)
    months = [date(2025, 5, 1)] * 4 + [date(2025, 7, 1)] * 2
    keep_in(store, pd.DataFrame({"month": months, "easting": easting, "northing": northing}))
    with store.writing("brief") as written:
        cover(written)
    pick(store, cell)
    told = look_back(store, "month")
    assert any("of another size than the list's" in each for each in told.notes)
    (sheet,) = told.duties.to_dict("records")
    assert sheet["loaded"] == "1 of 1"
    assert pd.isna(sheet["incidents_at_picked"])
    assert pd.isna(told.rows.set_index("place")["incidents"][cell])


def test_its_sentences_say_the_same_numbers_and_no_judgement(year: Session) -> None:
    pick(year, A, D)
    told = look_back(year)
    said = " ".join(told.sentences)
    assert "2 places were picked on 1 sheet. Of these 1 of 2 also stood" in said
    assert "19 incidents came in at the places picked and 9 at the list's, 5 of them" in said
    assert "14 at those picked, 4 at the list's: too few to compare" in said
    words = " ".join([said, *told.notes]).lower()
    assert not [each for each in ("wrong", "mistake", "better", "worse", "fail") if each in words]


def test_who_passed_a_place_over_that_stands_on_the_sheet_has_not_picked_it(store: Session) -> None:
    pick(store, A)
    other = seen_by(store, "Insp 1")
    picks.pass_over(
        other, duty(DAY), Candidate(A, "Place A", SQUARE, None, ""), "Dealt with already"
    )
    (row,) = picks.ledger(store, PlaceChoice()).to_dict("records")
    assert (row["is_picked"], row["on_sheet"], row["decided_by"]) == (True, True, None)


def test_nothing_decided_is_an_empty_ledger(store: Session) -> None:
    told = look_back(store)
    assert told.rows.empty
    assert told.duties.empty
    assert told.sentences == ("No sheet of these days can be held against a list yet.",)


def test_without_incidents_there_is_no_list_to_compare_with(store: Session) -> None:
    pick(store, A)
    told = look_back(store)
    assert told.sentences == ("No sheet of these days can be held against a list yet.",)
    assert "1 sheet had no list as long as their picks: too little is loaded." in told.notes
    assert told.rows["incidents"].isna().all()


def test_days_that_are_not_loaded_are_not_counted_as_quiet(store: Session) -> None:
    put(store, BEFORE, spread(DAY - timedelta(days=40), 40))
    pick(store, A)
    told = look_back(store)
    assert told.duties["loaded"].tolist() == ["0 of 14"]
    assert told.duties["incidents_at_picked"].isna().all()
    assert told.rows["incidents"].isna().all()
    assert "not loaded yet" in told.sentences[-1]
    put(store, {A: 30}, spread(DAY, 10))
    (sheet,) = look_back(store).duties.to_dict("records")
    assert (sheet["loaded"], sheet["incidents_at_picked"]) == ("10 of 14", 30)


def test_what_is_reported_later_changes_no_list(year: Session) -> None:
    pick(year, A, D)
    before = look_back(year).rows.set_index("place")["list_place"].to_dict()
    put(year, {D: 300, C: 200}, spread(DAY, 14))
    put(year, {D: 300}, spread(DAY + timedelta(days=14), 10))
    assert look_back(year).rows.set_index("place")["list_place"].to_dict() == before


def test_what_was_loaded_after_the_sheet_changes_no_list(
    store: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two files of the same months the list has the one that was known when the sheet was saved."""

    def loaded(at: datetime, cell: str, number: int, name: str) -> None:
        monkeypatch.setattr(clock, "now", lambda: at)
        easting, northing = (int(part) + 125 for part in cell[1:].split("N"))
        longitude, latitude = to_degrees(np.array([easting]), np.array([northing]))
        lines = [
            row(
                BURGLARY,
                Crime_ID=f"{easting}{each:058}",
                Longitude=str(longitude[0]),
                Latitude=str(latitude[0]),
            )
            for each in range(number)
        ]
        (source,) = readers.read(street.write(tmp_path, *lines, name=name))
        load(store, source)

    early = datetime(2025, 2, 20, 9, tzinfo=UTC)
    loaded(early, A, 5, "2025-01-staffordshire-street.csv")
    monkeypatch.setattr(clock, "now", lambda: early + timedelta(days=1))
    pick(store, A, day=date(2025, 2, 21))
    assert look_back(store, "month").rows["list_place"].tolist() == [1]
    loaded(early + timedelta(days=5), B, 50, "2025-01-extract.csv")
    assert look_back(store, "month").rows["list_place"].tolist() == [1]


def test_where_nothing_was_known_then_it_says_so(year: Session) -> None:
    pick(year, A, D)
    as_loaded(year, clock.now() + timedelta(days=1))
    told = look_back(year)
    assert told.duties["in_both"].tolist() == [1]
    assert any("loaded only afterwards" in each for each in told.notes)
    as_loaded(year, datetime(2025, 6, 1, tzinfo=UTC))
    assert not any("loaded only afterwards" in each for each in look_back(year).notes)


def test_of_month_data_the_first_whole_month_after_is_looked_at(store: Session) -> None:
    months = [date(2025, 5, 1)] * 4 + [date(2025, 6, 1)] * 8 + [date(2025, 7, 1)] * 2
    easting = int(A[1:7]) + 125
    keep_in(store, pd.DataFrame({"month": months, "easting": easting, "northing": 310_125}))
    with store.writing("brief") as written:
        cover(written)
    pick(store, A)
    (sheet,) = look_back(store, "month").duties.to_dict("records")
    assert (sheet["loaded"], sheet["incidents_at_picked"]) == ("1 of 1", 2)


def test_areas_that_are_no_square_are_named_and_not_compared(year: Session) -> None:
    wanted = [Candidate("the canal", "Canal", SQUARE, None, "")]
    picks.pick(year, duty(DAY), wanted)
    pick(year, A)
    told = look_back(year)
    assert told.duties["places_picked"].tolist() == [1]
    assert any("1 place on sheets that are no single square" in each for each in told.notes)


def looked_at(picked: list[str], listed: list[str], per_day: dict[str, int]) -> Look:
    corners = [corner_of(cell) or (0, 0, 250) for cell in (*listed, *picked)]
    named = pd.DataFrame(corners, columns=["easting", "northing", "side"]).drop(columns="side")
    area = StudyArea(named.assign(ground=1.0))
    rows = area.squares.assign(incidents=np.arange(len(corners), 0, -1))
    counts = {corner_of(cell) or (0, 0, 250): count for cell, count in per_day.items()}
    return Look(Listed(area, rows), After(dict.fromkeys(spread(DAY, 14), counts), 14), True)


def decided(cells: list[str], days: list[date]) -> pd.DataFrame:
    usual: dict[str, Any] = {
        "team_id": "t",
        "shift": "Late",
        "team": "T",
        "is_picked": True,
        "on_sheet": True,
    }
    return pd.DataFrame(
        [{"patrol_day": day, "place": cell, "name": cell} for day in days for cell in cells]
    ).assign(**usual, of="list", why="", decided_by="", decided_at=None)


@pytest.mark.parametrize("times", [1, 2, 7])
def test_sheets_that_tell_the_same_make_nothing_surer(times: int) -> None:
    look = looked_at([D], [A], {A: 4, D: 3})
    days = spread(DAY, times)
    told = analysis.tell(
        decided([D], days).assign(confirmed_by="", confirmed_at=None),
        {("t", day, "Late"): replace(look) for day in days},
        names={},
        after_text="the fortnight after",
    )
    assert told.sentences[-1].endswith(f"{42 * times} at those picked, {56 * times} at the "
        "list's: × 0.75 (0.50 to 1.12), within chance.")  # fmt: skip


@pytest.mark.parametrize("number", [1, 14])
def test_where_nothing_differs_it_is_beyond_chance_once_in_twenty(number: int) -> None:
    """200 times 40 squares with one rate, twice as uneven as chance's, and six of them picked: 10 are
    expected, and 20 or more once in 800.
    """
    chance = np.random.default_rng(11)
    cells = [(250 * at, 0, 250) for at in range(40)]
    days = spread(DAY, number + 14)
    beyond = 0
    for _ in range(200):
        counts = {
            day: dict(zip(cells, chance.negative_binomial(0.4, 0.5, 40).tolist(), strict=True))
            for day in days
        }
        sheets = []
        for day in days[:number]:
            after = {each: counts[each] for each in spread(day, 14)}
            picked = frozenset(cells[at] for at in chance.permutation(40)[:6])
            look = Look(Listed(EMPTY, EMPTY_ROWS), After(after, 14), True)
            key = ("t", day, "Late")
            sheets.append(analysis._Sheet(key, "T", picked, frozenset(cells[:6]), look))
        beyond += "beyond chance" in analysis._only(sheets)
    assert beyond < 20
