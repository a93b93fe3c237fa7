"""Cells as people write them, and the two nights on which the clocks change."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.readers import moments, values
from patrolqr.readers.moments import Moments, Rules
from patrolqr.readers.values import Clock, Moment, Wrong

LONDON = ZoneInfo("Europe/London")


def column(*texts: str, times: list[str] | None = None, **rules: object) -> Moments:
    """Return what a column of dates is read as."""
    settled = {"month_first": False, "zone": LONDON, "force_zone": LONDON} | rules
    clocks = pa.array(times, pa.string()) if times else None
    return moments.read(pa.array(texts, pa.string()), clocks, Rules(**settled))  # type: ignore[arg-type]


def instants(found: np.ndarray) -> list[datetime | None]:
    """Return the instants as Python has them."""
    return [one.replace(tzinfo=UTC) if one else None for one in found.astype(object)]


@pytest.mark.parametrize(
    "text",
    [
        *("24/11/2026", "24-11-26", "24.11.2026", "24 11 2026", "2026-11-24", "2026/11/24", "20261124"),
        *("24 Nov 2026", "24-Nov-26", "24th November 2026", "Tue 24 Nov 2026", "Nov 24, 2026", "46350"),
        *("\ufeff24/11/2026\u00a0", "'24/11/2026"),
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written_and_gets_no_hour(text: str) -> None:
    day = date(2026, 11, 24).toordinal() - values.UNIX_EPOCH
    assert values.moment(text, month_first=False) == Moment(day)


@pytest.mark.parametrize(
    "text",
    [
        *("24/11/2026 21:05", "24/11/2026 21:05:00", "2026-11-24T21:05", "2026-11-24 21:05:00.000"),
        *("24/11/2026 9:05 PM", "24 Nov 2026 21.05", "202611242105", "46350.8784722222"),
        *("2026-11-24T21:05:00Z", "2026-11-24T22:05:00+01:00", "2026-11-24T21:05:00.000+0000"),
    ],
)  # fmt: skip
def test_a_time_is_read_however_it_is_written(text: str) -> None:
    assert instants(column(text).at) == [datetime(2026, 11, 24, 21, 5, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *(("18:00", 1080), ("1800", 1080), ("0730", 450), ("7.30pm", 1170), ("0.75", 1080)),
        *(("24:00", 1440), ("12:10 AM", 10), ("0", 0), ("18:00hrs", 1080)),
    ],
)
def test_a_time_of_day_is_read(text: str, minutes: int) -> None:
    assert values.clock(text) == Clock(minutes * 60_000_000)


@pytest.mark.parametrize("text", ["25:00", "24:01", "12:60", "13 pm:00", "noon", "99"])
def test_what_is_no_time_of_day_is_wrong(text: str) -> None:
    assert isinstance(values.clock(text), Wrong)


@pytest.mark.parametrize(
    ("text", "number"),
    [("398,100", 398100.0), ("52,69", 52.69), ("-2.03", -2.03), (" 1 234 ", 1234.0), ("−2.5", -2.5)],
)  # fmt: skip
def test_a_number_is_read_with_anybodys_separators(text: str, number: float) -> None:
    assert values.number(text) == number


@pytest.mark.parametrize("text", ["nan", "inf", "1.2.3", "east", "12:00", "--1"])
def test_what_is_no_number_is_wrong(text: str) -> None:
    assert isinstance(values.number(text), Wrong)


@pytest.mark.parametrize(
    "text",
    [
        *("2025-02", "Feb-25", "February 2025", "02/2025", "01/02/2025", "02/01/2025", "45689"),
        *("01-Feb-25", "2025-02-01", "2025-02-01 00:00:00", "1/2/2025", "2/1/25"),
    ],
)
def test_a_month_that_excel_rewrote_is_read(text: str) -> None:
    assert values.month(text) == "2025-02"


@pytest.mark.parametrize(
    "text", ["2025-13", "January", "", "15/02/2025", "2025", "45690", "1825-01"]
)
def test_what_is_no_month_is_wrong(text: str) -> None:
    assert isinstance(values.month(text), Wrong)


def test_a_time_that_the_clock_skipped_is_wrong_and_its_neighbours_are_right() -> None:
    found = column("29/03/2026 00:59", "29/03/2026 01:00", "29/03/2026 01:59", "29/03/2026 02:00")
    assert instants(found.at) == [
        datetime(2026, 3, 29, 0, 59, tzinfo=UTC),
        None,
        None,
        datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
    ]
    assert found.wrong == {1: moments.SKIPPED, 2: moments.SKIPPED}


def test_a_time_that_stood_on_the_clock_twice_is_kept_between_both_and_said() -> None:
    found = column("25/10/2026 00:59", "25/10/2026 01:30", "25/10/2026 02:00")
    assert instants(found.at)[1] == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert instants(found.latest)[1] == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert found.doubt == {1: moments.TWICE}
    assert (found.at == found.latest).tolist() == [True, False, True]


def test_a_time_with_its_offset_is_certain_on_both_nights() -> None:
    found = column("2026-10-25T01:30:00+01:00", "2026-10-25T01:30:00+00:00", "2026-03-29T01:30:00Z")
    assert (found.wrong, found.doubt) == ({}, {})
    assert [one.hour for one in instants(found.at) if one] == [0, 1, 1]


def test_the_day_is_the_wall_clocks_where_the_text_is_utc() -> None:
    assert column("2026-07-01T23:30:00Z").day.astype(object).tolist() == [date(2026, 7, 2)]
    found = column("01/07/2026 23:30", zone=ZoneInfo("UTC"))
    assert found.day.astype(object).tolist() == [date(2026, 7, 2)]
    assert instants(found.at) == [datetime(2026, 7, 1, 23, 30, tzinfo=UTC)]


def test_twenty_four_is_the_next_midnight_and_said() -> None:
    found = column("24/11/2026", times=["24:00"])
    assert instants(found.at) == [datetime(2026, 11, 25, tzinfo=UTC)]
    assert found.doubt == {0: moments.END_OF_DAY}


def test_midnight_is_no_time_where_the_mapping_says_so() -> None:
    assert instants(column("24/11/2026 00:00").at) == [datetime(2026, 11, 24, tzinfo=UTC)]
    found = column("24/11/2026 00:00", midnight_is_no_time=True)
    assert instants(found.at) == [None]
    assert found.day.astype(object).tolist() == [date(2026, 11, 24)]


@given(
    st.datetimes(datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2090-01-01")),
    st.sampled_from(["%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M", "%d %b %Y %H:%M", "%Y%m%d%H%M"]),
)
def test_any_minute_comes_back_from_any_way_of_writing_it(when: datetime, pattern: str) -> None:
    when = when.replace(second=0, microsecond=0)
    found = values.moment(when.strftime(pattern), month_first=False)
    assert isinstance(found, Moment)
    assert found.day == when.date().toordinal() - values.UNIX_EPOCH
    assert found.micros == (when.hour * 60 + when.minute) * 60_000_000


@given(st.text(max_size=30), st.booleans())
def test_any_cell_is_a_value_or_wrong_with_a_reason(text: str, month_first: bool) -> None:
    for found in (values.moment(text, month_first), values.clock(text), values.number(text)):
        assert not isinstance(found, Wrong) or found.reason
    assert values.month(text)
