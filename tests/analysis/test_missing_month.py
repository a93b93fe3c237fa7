"""A month that was not loaded is not a month without crime: it is left out, and named."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from patrolqr import readers
from patrolqr.analysis import Run, periods
from patrolqr.analysis.detectors.surges import MONTHLY
from patrolqr.steps import find_patterns
from patrolqr.store import Session, Store, loads
from tests.analysis.conftest import Keep
from tests.builders.incidents import keep_in
from tests.conftest import TESTS

MONTHS = periods.starts_between(date(2025, 1, 1), date(2025, 9, 1), "month")
AS_OF = date(2025, 9, 10)
KENT = {"force": "Kent Police", "neighbourhood_id": "K"}
SURREY = {"force": "Surrey Police", "neighbourhood_id": "S"}


def monthly(session: Session, as_of: date = AS_OF) -> Run:
    """Return the run over month data."""
    (run,) = (each for each in find_patterns.find(session, as_of=as_of) if each.detector is MONTHLY)
    return run


def of_month(month: date, count: int, **changed: object) -> pd.DataFrame:
    """Return that many burglaries of a month."""
    return pd.DataFrame([{"month": month, "source": "data.police.uk", **KENT, **changed}] * count)


def ward(counts: list[int | None], **changed: object) -> pd.DataFrame:
    """Return burglaries month by month from January 2025 on; None was not loaded."""
    made = [
        of_month(month, count, **changed)
        for month, count in zip(MONTHS, counts, strict=True)
        if count is not None
    ]
    return pd.concat(made, ignore_index=True)


@pytest.fixture(scope="module", params=range(8), ids=[f"without {month:%B}" for month in MONTHS])
def without(
    request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[int, Session]]:
    """Give a month and a store into which the extract was loaded as a file without it."""
    month = f"{MONTHS[request.param]:%Y-%m}"
    folder = tmp_path_factory.mktemp("without")
    extract = shared / "data/street/cannock-south-staffs-2025-01-to-08-street.csv"
    header, *lines = extract.read_text("utf-8").splitlines()
    kept = [line for line in lines if f",{month}," not in line]
    assert len(kept) < len(lines)
    street = folder / "extract.csv"
    street.write_text("\n".join([header, *kept]) + "\n", "utf-8")
    opened = Session(Store(folder / "data", real=True), TESTS)
    boundaries = shared / "data/boundaries"
    places = [*sorted(boundaries.glob("lsoa21*")), *sorted(boundaries.glob("ward24*"))]
    for file in (*places, street):
        for source in readers.read(file):
            loads.load(opened, source)
    yield request.param, opened
    opened.store.close()


@pytest.mark.real
def test_the_real_months_with_one_left_out_give_the_patterns_of_that_month_masked(
    without: tuple[int, Session], cannock: Session
) -> None:
    left_out, store = without
    run = monthly(store)
    # all eight months, of which one is not called loaded: its rows are there and must not count
    ask = find_patterns.counts_of(cannock)
    there = ask("covered")
    masked = there[pd.to_datetime(there["first_day"]).dt.date != MONTHS[left_out]]
    first, last = masked["first_day"].min(), masked["last_day"].max()
    since, until = MONTHLY.span(
        first_day=pd.Timestamp(first).date(), last_day=pd.Timestamp(last).date(), as_of=AS_OF
    )
    expected = MONTHLY.look(
        ask("monthly_counts", since=since, until=until), covered=masked, since=since, until=until
    )
    assert len(run.tests) > 150
    # a crime of two months is the later one's: without it a few stand in the earlier
    assert _few_apart(run.tests, expected.tests)
    ids = ["neighbourhood_id", "category", "open_since"]
    assert run.standing()[ids].to_dict("records") == expected.standing()[ids].to_dict("records")
    assert run.gaps == expected.gaps
    if left_out in (0, 7):
        assert not run.gaps, "the data begin later, or end earlier"
    else:
        assert run.gaps == f"7 of 8 months loaded; {MONTHS[left_out]:%B %Y} is missing."


def _few_apart(ours: pd.DataFrame, theirs: pd.DataFrame) -> bool:
    keys = ["neighbourhood_id", "category"]
    both = ours.merge(theirs, on=keys, suffixes=("", "_masked"), how="outer")
    apart = (both["expected"] - both["expected_masked"]).abs().fillna(1)
    # through what the type did elsewhere, one crime moves all of its type by a hundredth
    far = apart > 0.01 * both["expected_masked"].clip(lower=1)
    return bool(far.mean() < 0.03 and (apart < 1.01).all())


def test_a_month_that_was_not_loaded_makes_no_month_a_surge(store: Session, keep: Keep) -> None:
    keep(ward([20, 21, 19, None, 20, 22, 18, 24]))
    run = monthly(store)
    assert run.standing().empty
    assert run.tests["expected"].iloc[0] == pytest.approx(20 * 31 / 30.2, abs=0.5)
    assert run.gaps == "7 of 8 months loaded; April 2025 is missing."


def test_a_picture_has_no_bar_where_nothing_was_loaded(store: Session, keep: Keep) -> None:
    keep(ward([20, 21, 19, None, 20, 22, 18, 60]))
    run = monthly(store)
    bars = MONTHLY.draw(run, 0).rows
    assert bars["incidents"].isna().tolist() == [month.month == 4 for month in MONTHS]
    assert bars["incidents"].iloc[-1] == 60
    (found,) = run.standing().to_dict("records")
    assert "60 in August 2025 (month data)" in found["finding"]


def test_too_few_months_are_refused_and_the_missing_one_is_named(
    store: Session, keep: Keep
) -> None:
    keep(ward([20, None, 19, 20, None, 22, 18, 60]))
    run = monthly(store)
    assert run.tests.empty
    assert run.missing.startswith(
        "7 complete months are needed to say what is normal; 6 are loaded."
    )
    assert run.gaps == "6 of 8 months loaded; February 2025 and May 2025 are missing."


def test_two_forces_with_other_months_do_not_disturb_each_other(
    store: Session, keep: Keep, tmp_path: Path
) -> None:
    alone = {}
    for name, rows in {
        "Kent": ward([20, 21, 19, 20, 22, 18, 21, 60]),
        "Surrey": ward([9, 10, 11, 10, 9, 10, 40, None], **SURREY),
    }.items():
        other = Session(Store(tmp_path / name, real=True), TESTS)
        keep_in(other, rows)
        alone[name] = monthly(other)
        other.store.close()
        keep(rows)
    run = monthly(store)
    figures = ["observed", "expected", "low", "high", "p", "q", "flagged", "reading", "last_day"]
    for name, place in (("Kent", "K"), ("Surrey", "S")):
        mine = run.tests[run.tests["neighbourhood_id"] == place]
        assert mine[figures].to_numpy().tolist() == alone[name].tests[figures].to_numpy().tolist()
    assert len(run.standing()) == 2
    kent, surrey = run.tests.sort_values("neighbourhood_id")["finding"]
    assert "August 2025" in kent
    assert ", Surrey Police: 40 in July 2025" in surrey
    assert run.gaps == (
        "Kent Police, counted apart: 8 of 8 months loaded. Surrey Police, counted apart: "
        "7 of 8 months loaded; August 2025 is missing."
    )


def test_a_force_of_which_little_is_loaded_leaves_the_other_as_it_is(
    store: Session, keep: Keep
) -> None:
    """Both in one neighbourhood: a railway's three months beside a county's eight."""
    county = ward([20, 21, 19, 20, 22, 18, 21, 60])
    keep(county)
    before = monthly(store).tests
    keep(ward([None] * 5 + [3, 4, 3], force="British Transport Police"))
    run = monthly(store)
    assert run.tests.to_dict("records") == before.to_dict("records")
    assert "British Transport Police, counted apart: 3 of 8 months loaded" in run.gaps
