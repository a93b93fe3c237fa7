"""Times of day as whole columns are what each would be alone."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.core import clock
from patrolqr.readers import moments, values
from patrolqr.readers.values import Wrong

PLAIN = st.times().map(lambda each: f"{each:%H:%M:%S}") | st.times().map(
    lambda each: f"{each:%H:%M}"
)
SHORT = st.from_regex(r"[0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2})?", fullmatch=True)
ODD = st.sampled_from(
    ["24:00", "9.05 pm", "2105", "", "0.5", "12:00Z", "21:05:30,25", "noon", "9:05 +01:00"]
)

RULES = moments.Rules(month_first=False, zone=clock.zone(), force_zone=clock.zone())


@given(st.lists(PLAIN | SHORT | ODD | st.text(max_size=8), min_size=1, max_size=20))
def test_a_column_of_times_reads_as_each_time_does_alone(texts: list[str]) -> None:
    """On a day without a change of clocks."""
    day = pa.array(["05/11/2026"] * len(texts))
    read = moments.read(day, pa.array(texts), RULES)
    midnight = np.datetime64("2026-11-05", "us")
    for row, text in enumerate(texts):
        alone = values.clock(text)
        if isinstance(alone, Wrong):
            assert read.wrong[row] == alone.reason
        elif alone is None:
            assert np.isnat(read.at[row])
        else:
            shift = (alone.offset or 0) * 60_000_000
            assert read.at[row] - midnight == np.timedelta64(alone.micros - shift, "us")
