"""Columns of one width say the same as their cells read one by one."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.readers import fixed, values
from patrolqr.readers.values import Clock, Moment

SIGNS = "0123459/-.: T"
DAYS = st.from_regex(r"[0-3]\d[-/. ][01]\d[-/.](19|20|00)\d\d", fullmatch=True)
ISO = st.from_regex(r"(19|20|22)\d\d[-/.][01]\d[-/.][0-3]\d", fullmatch=True)
TIMES = st.from_regex(r"[0-2]\d:[0-6]\d(:[0-6]\d)?", fullmatch=True)
JOINED = st.builds("{}{}{}".format, DAYS | ISO, st.sampled_from(" T"), TIMES)
ODD = st.text(SIGNS, max_size=20)


@given(st.lists(DAYS | ISO | JOINED | ODD, min_size=1), st.booleans())
def test_a_day_with_its_time_is_read_as_alone(texts: list[str], month_first: bool) -> None:
    trimmed = [text.strip() for text in texts]
    read = fixed.moments(pa.array(trimmed, pa.string()), month_first=month_first, timed=True)
    for at, text in enumerate(trimmed):
        alone = values.moment(text, month_first)
        if not read.there[at]:
            continue
        if not text:
            assert np.isnan(read.day[at])
            continue
        assert isinstance(alone, Moment), text
        assert read.day[at] == alone.day
        assert (None if np.isnan(read.micros[at]) else read.micros[at]) == alone.micros


@given(st.lists(TIMES | ODD, min_size=1))
def test_a_time_is_read_as_alone(texts: list[str]) -> None:
    read = fixed.clocks(pa.array(texts, pa.string()))
    for at in np.flatnonzero(read.there):
        alone = values.clock(texts[at])
        if texts[at]:
            assert isinstance(alone, Clock), texts[at]
            assert read.micros[at] == alone.micros


@pytest.mark.parametrize("day", ["29/02/2024", "2024-02-29", "31/12/2199", "1900-01-01"])
def test_a_day_of_the_calendar_is_read_from_the_column(day: str) -> None:
    for column in ([day], [day, "", "in May"]):
        read = fixed.moments(pa.array(column), month_first=False, timed=False)
        assert read.there.tolist() == [True, True, False][: len(column)]
        assert Moment(int(read.day[0])) == values.moment(day, False)


@pytest.mark.parametrize(
    "day", ["29/02/2023", "2024-02-30", "01/01/2200", "31/12/1899", "2024-13-01"]
)
def test_no_day_and_years_far_off_are_left_to_be_read_alone(day: str) -> None:
    read = fixed.moments(pa.array([day]), month_first=False, timed=False)
    assert not read.there[0]


@pytest.mark.parametrize("time", ["23:59", "00:00", "23:59:59"])
def test_a_time_on_the_clock_is_read_from_the_column(time: str) -> None:
    assert fixed.clocks(pa.array([time])).there[0]


@pytest.mark.parametrize("time", ["24:00", "12:60", "12:00:60", "12.30", "1a:30"])
def test_no_time_is_left_to_be_read_alone(time: str) -> None:
    assert not fixed.clocks(pa.array([time])).there[0]


@pytest.mark.parametrize(
    ("cells", "plain", "trimmed"),
    [
        (["a b", "", "~"], True, True),
        ([" a"], True, False),
        (["a", "b "], True, False),
        (["a\tb"], False, True),
        (["café"], False, True),
        ([""], True, True),
        ([], True, True),
    ],
)
def test_what_needs_no_cleaning_is_known_by_its_bytes(
    cells: list[str], plain: bool, trimmed: bool
) -> None:
    column = pa.array([" cut off ", *cells, "\x00 "], pa.string()).slice(1, len(cells))
    assert fixed.is_plain(column) is plain
    assert fixed.is_trimmed(column) is trimmed
