"""A list is tried on the month after it, sees nothing of it, and is better than plain counts where
counts are few.
"""

from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr import readers
from patrolqr.analysis import backtest, lists
from patrolqr.analysis.backtest import BEST, LAST, OF_AREA, PLAIN, THIS, BackTest
from patrolqr.analysis.periods import days_between
from patrolqr.analysis.study_area import StudyArea
from patrolqr.core import clock
from patrolqr.steps import back_test
from patrolqr.store import Session
from patrolqr.store.loads import load
from tests.analysis.conftest import Keep
from tests.builders import street
from tests.builders.street import BURGLARY, row

YEAR = days_between(date(2025, 1, 1), date(2026, 1, 1))
LISTED = (
    ["Burglary"],
    ["Vehicle crime"],
    ["Robbery", "Theft from the person"],
    ["Criminal damage and arson"],
    ["Anti-social behaviour"],
    ["Shoplifting"],
    ["Violence and sexual offences"],
)
GAIN = {0.01: 0.02, 0.03: 0.05, 0.05: 0.07}
"""What lists of one kind gain on plain counts at least, on average, by share of the area."""


def tried(session: Session, types: list[str], **changed: object) -> BackTest:
    usual = {"places": (), "areas": 6, "types": types} | changed
    return back_test.tried(session, YEAR, "month", **usual)  # type: ignore[arg-type]


@pytest.mark.real
def test_a_list_of_all_crime_is_no_worse_than_counts_and_stays_the_same(cannock: Session) -> None:
    found = tried(cannock, [])
    assert (found.tried_on, found.made_from) == ("August 2025", "7 months")
    assert round(found.squares) == 7777
    shares = found.shares[list(OF_AREA)].T
    assert (shares[THIS] >= shares[PLAIN]).all()
    assert (shares[BEST] >= shares[THIS]).all()
    assert (shares[THIS] > shares[LAST]).all()
    assert found.stable >= 0.9


@pytest.mark.real
def test_lists_of_one_kind_of_crime_are_better_than_counts(cannock: Session) -> None:
    tables = [tried(cannock, types).shares[list(OF_AREA)].T for types in LISTED]
    mean = pd.DataFrame([table[THIS] - table[PLAIN] for table in tables]).mean()
    for share, least in GAIN.items():
        assert mean[share] >= least


def figure(table: pd.DataFrame, name: str, column: object) -> float:
    """Return one figure of a back-test's table."""
    return float(table.T.loc[column, name])  # type: ignore[index, arg-type]


def steps(rows: list[tuple[int, int, str, int, int]]) -> pd.DataFrame:
    """Return rows of column, row, crime type, step and incidents as the store gives them."""
    found = pd.DataFrame(rows, columns=["easting", "northing", "category", "step", "incidents"])
    return found.assign(easting=found["easting"] * 250, northing=found["northing"] * 250)


def ground(columns: int, rows: int, *, east: int = 0) -> StudyArea:
    x, y = np.divmod(np.arange(columns * rows), rows)
    corners = {"easting": (x + east) * 250, "northing": y * 250, "ground": 1.0}
    return StudyArea(pd.DataFrame(corners))


def held(before: pd.DataFrame, after: pd.DataFrame, area: StudyArea, **changed: object) -> BackTest:
    usual = {"types": (), "areas": 2, "tried_on": "March", "made_from": "2 months"} | changed
    return backtest.try_list(before, after, area=area, **usual)  # type: ignore[arg-type]


ROWS = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.integers(0, 5),
        st.sampled_from(["Burglary", "Robbery", "Drugs"]),
        st.integers(0, 2),
        st.integers(1, 9),
    ),
    max_size=40,
)
KINDS = st.sampled_from([(), ("Burglary",), ("Burglary", "Robbery")])


@given(ROWS, ROWS, KINDS, st.integers(-40, 40), st.randoms())
def test_moving_all_moves_the_answer_and_the_order_of_rows_never_matters(
    before: list[tuple[int, int, str, int, int]],
    after: list[tuple[int, int, str, int, int]],
    types: tuple[str, ...],
    east: int,
    random: Random,
) -> None:
    one, other = steps(before), steps(after)
    found = held(one, other, ground(6, 6), types=types)
    mixed = [*before]
    random.shuffle(mixed)
    moved = held(
        steps([(x + east, *rest) for x, *rest in mixed]),  # type: ignore[misc]
        other.assign(easting=other["easting"] + 250 * east),
        ground(6, 6, east=east),
        types=types,
    )
    pd.testing.assert_frame_equal(found.shares, moved.shares)
    assert found.stable == moved.stable
    assert backtest.sentences(found) == backtest.sentences(moved)
    if found.incidents:
        assert (found.shares.loc[BEST] >= found.shares.loc[THIS] - 1e-9).all()


def test_all_in_one_place_is_caught_by_the_first_square() -> None:
    rows = [(3, 3, "Burglary", step, 4) for step in (0, 1)]
    found = held(steps(rows), steps([(3, 3, "Burglary", 0, 5)]), ground(10, 10))
    assert found.shares.to_numpy().min() == pytest.approx(1.0)
    assert figure(found.index, "PAI", 0.01) == pytest.approx(100)
    assert figure(found.index, "PEI", 0.01) == pytest.approx(1)


def test_nothing_before_makes_a_list_that_knows_nothing() -> None:
    found = held(steps([]), steps([(0, 0, "Burglary", 0, 5)]), ground(10, 10))
    assert figure(found.shares, THIS, 0.05) == pytest.approx(0.05)
    assert figure(found.shares, THIS, "tonight") == pytest.approx(0.02)


def test_nothing_after_is_said_and_not_scored() -> None:
    found = held(steps([(0, 0, "Burglary", 0, 5)]), steps([]), ground(10, 10))
    assert backtest.sentences(found) == [
        "Nothing was reported in March: no list can be tried on it."
    ]


def test_no_area_at_all_is_nothing_to_be_caught() -> None:
    found = held(steps([(0, 0, "Burglary", 0, 5)]), steps([(0, 0, "Burglary", 0, 2)]), ground(0, 0))
    assert (found.incidents, found.outside) == (0, 2)


def test_what_lies_outside_is_counted_apart() -> None:
    before, after = (
        steps([(0, 0, "Burglary", 0, 5)]),
        steps([(0, 0, "Burglary", 0, 30), (10, 0, "Burglary", 0, 3), (-1, 0, "Burglary", 0, 1)]),
    )
    found = held(before, after, ground(10, 10))
    assert (found.incidents, found.outside) == (30, 4)
    assert "4 incidents outside that area are left out." in backtest.notes(found)


@pytest.mark.parametrize(("incidents", "is_few"), [(19, True), (20, False)])
def test_few_incidents_are_said_to_be_few(incidents: int, is_few: bool) -> None:
    found = held(
        steps([(0, 0, "Burglary", 0, 5)]),
        steps([(0, 0, "Burglary", 0, incidents)]),
        ground(10, 10),
    )
    assert any("too few to say" in each for each in backtest.sentences(found)) == is_few


def test_a_busy_square_is_listed_before_one_like_the_rest() -> None:
    """A burglary each, and one of the squares is where everything else happens."""
    area = ground(10, 1)
    by_type = {
        "Burglary": np.array([1.0, 1.0, 0, 0, 0, 0, 0, 0, 0, 0]),
        "Robbery": np.array([0.0, 9.0, 9.0, 0, 1, 0, 0, 0, 0, 0]),
    }
    listed = lists.order(by_type, ["Burglary"], area.neighbours)
    assert listed.place[1] < listed.place[2] < listed.place[4]
    assert listed.place[1] < listed.place[0]
    assert listed.usually.sum() == pytest.approx(2)


def test_of_all_crime_counts_are_counts_and_what_lies_around_breaks_ties() -> None:
    area = ground(5, 1)
    counts = np.array([2.0, 0.0, 2.0, 1.0, 0.0])
    listed = lists.order({"Burglary": counts}, (), area.neighbours)
    assert listed.value.tolist() == counts.tolist()
    assert listed.place.tolist() == [1, 3, 0, 2, 4]
    assert np.isnan(listed.usually).all()


def test_a_month_that_is_not_loaded_is_neither_learned_from_nor_tried(
    store: Session, keep: Keep
) -> None:
    there = [date(2025, month, 1) for month in (1, 2, 5)]
    keep(pd.DataFrame({"month": there}))
    found = tried(store, [])
    assert (found.tried_on, found.made_from, found.is_ground) == ("May 2025", "2 months", False)
    assert "Load neighbourhoods" in " ".join(backtest.notes(found))


@pytest.mark.parametrize("months", [0, 1, 2])
def test_too_little_is_said(store: Session, keep: Keep, months: int) -> None:
    if months:
        keep(pd.DataFrame({"month": [date(2025, 1 + each, 1) for each in range(months)]}))
    (refused,) = backtest.sentences(tried(store, []))
    assert refused.startswith("Too little is loaded to try this list: it takes 3 months")
    assert refused.endswith(f"Of the 12 in this period {months} can be used.")


def test_minutes_are_tried_by_four_weeks(store: Session, keep: Keep) -> None:
    days = pd.date_range("2025-06-01", "2025-12-31", freq="D").date
    keep(pd.DataFrame({"precision": "minute", "patrol_day": days, "month": days}))
    found = back_test.tried(store, YEAR, "minute", types=(), places=(), areas=1)
    assert (found.tried_on, found.made_from) == ("the four weeks to 31 Dec 2025", "24 weeks")
    assert found.incidents == 28


MOMENTS = [datetime(2026, 3, day, 9, tzinfo=UTC) for day in range(1, 8)]


def burglaries(number: int, month: int, near: str) -> list[str]:
    """Return so many burglaries of a month, at one of two points."""
    longitude = {"here": BURGLARY["Longitude"], "there": "-2.10"}[near]
    return [
        row(
            BURGLARY,
            Crime_ID=f"{month:032}{near[0].encode().hex():>08}{each:024}",
            Month=f"2025-{month:02}",
            Longitude=longitude,
        )
        for each in range(number)
    ]


def load_months(
    store: Session,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    files: list[list[str]],
    since: int,
) -> None:
    """Load street files one after the other, each at its moment."""
    for place, lines in enumerate(files):
        moment = MOMENTS[since + place]
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        month = lines[0].split(",")[1]
        name = f"{month}-staffordshire-street.csv"
        (source,) = readers.read(street.write(folder, *lines, name=name))
        load(store, source)


def test_what_is_loaded_later_never_changes_what_was_known(
    store: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """January told otherwise in hindsight, and April: the list for March is what it was."""
    first = [burglaries(6, 1, "here"), burglaries(6, 2, "here"), burglaries(9, 3, "here")]
    load_months(store, tmp_path, monkeypatch, first, 0)
    before = tried(store, [], as_known_at=MOMENTS[2])
    later = [burglaries(40, 1, "there"), burglaries(9, 4, "there")]
    load_months(store, tmp_path, monkeypatch, later, 3)
    after = tried(store, [], as_known_at=MOMENTS[2])
    assert (after.tried_on, after.incidents) == ("March 2025", 9)
    pd.testing.assert_frame_equal(before.shares, after.shares)
    assert backtest.sentences(before) == backtest.sentences(after)
    now = tried(store, [])
    assert (now.tried_on, now.made_from) == ("April 2025", "3 months")


def test_a_list_is_made_of_what_was_known_when_its_time_had_been_loaded(
    store: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """February's burglaries there were told after March: no list for March could know them."""
    files = [
        burglaries(3, 1, "here"),
        burglaries(3, 2, "here"),
        burglaries(9, 3, "there"),
        burglaries(3, 2, "here") + burglaries(30, 2, "there"),
    ]
    load_months(store, tmp_path, monkeypatch, files, 0)
    found = tried(store, [], areas=1)
    assert (found.tried_on, found.incidents) == ("March 2025", 0)
    assert found.outside == 9
