"""Every chart in CHARTS: drawn, told, with units, in both themes, on rows that are many, odd or
none.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import pytest

from patrolqr.core.incident import FEWEST_TO_SAY_WHEN
from patrolqr.render.charts import CHARTS, MAX_PLACES, Spec, base

SPEC = Spec("patrols", "Patrols", "patrols in the period")

SAMPLES: dict[str, list[Any]] = {
    "days": [7, 7, 2],
    "of_days": [7, 7, 7],
    "patrols": [41, 3, 0],
    "patrols_asked": [40, 6, 4],
    "patrols_before": [35, None, 9],
    "rate": [12.2, None, None],
    "low": [9.0, None, None],
    "high": [16.1, None, None],
    "note": ["", "3 in 3: too few to compare", "no patrols"],
    "incidents": [4, 0, 19],
    "expected": [5.2, 5.2, 5.2],
    "is_recent": [False, False, True],
}
"""Three rows of each column; where more are asked for, they come again."""

NAMES = ("Market Square", 'Station "Road" (north)', "No patrols here")

MANY = 64

FOLDED = ("counts_by_type", "counts_by_name", "counts_beside")
"""Charts of a few types, names or times: what does not fit is added up, or there are never more."""

PLACES = [kind for kind in CHARTS if "place" in CHARTS[kind].columns and kind not in FOLDED]
"""Charts of as many places as there are."""

CONFIG = tomllib.loads(Path(".streamlit/config.toml").read_text("utf-8"))
GROUNDS = {
    dark: CONFIG["theme"]["dark" if dark else "light"]["backgroundColor"] for dark in (False, True)
}

LEAST_OF_TEXT, LEAST_OF_MARKS = 4.5, 3.0
"""Contrast that WCAG 2.2 asks of text (1.4.3) and of what must be seen (1.4.11)."""


def values(column: str, count: int) -> list[Any]:
    """Return that many sample values of a column; places and times differ."""
    rows = range(count)
    if column == "place":
        return [NAMES[row] if row < len(NAMES) else f"Area {row}" for row in rows]
    if column == "month":
        return [date(2026 + row // 12, row % 12 + 1, 1) for row in rows]
    if column in ("weekday", "hour"):
        return [row // 24 % 7 if column == "weekday" else row % 24 for row in rows]
    if column in ("week", "period"):
        return [date(2026, 1, 5) + timedelta(weeks=row) for row in rows]
    sample = SAMPLES[column]
    return [sample[row % len(sample)] for row in rows]


def rows(kind: str, count: int = 3) -> pd.DataFrame:
    """Return sample rows with the columns a chart needs, and no others."""
    return pd.DataFrame({column: values(column, count) for column in CHARTS[kind].columns})


def axis_titles(drawn: alt.LayerChart) -> list[str]:
    """Return the titles of all axes of a chart."""
    layers = drawn.to_dict()["layer"]
    titles = [
        layer["encoding"].get(side, {}).get("title") for layer in layers for side in ("x", "y")
    ]
    return [title for title in titles if title]


def marks(drawn: alt.LayerChart) -> Iterator[tuple[str, str]]:
    """Return kind and colour of each mark that has a colour of its own."""
    for layer in drawn.to_dict()["layer"]:
        if "color" in layer["mark"]:
            yield layer["mark"]["type"], layer["mark"]["color"]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (#rrggbb) as WCAG 2.2 defines it, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def data(drawn: Any) -> Any:
    """Return the rows a chart was given to draw."""
    return drawn.data


@pytest.mark.parametrize("kind", CHARTS)
@pytest.mark.parametrize("count", [MANY, 3, 1, 0])
@pytest.mark.parametrize("dark", [False, True])
def test_a_chart_has_its_unit_on_the_axis_and_says_itself_in_a_sentence(
    kind: str, count: int, dark: bool
) -> None:
    sample, spec = rows(kind, count), replace(SPEC, dark=dark)
    drawn, told = CHARTS[kind].draw(sample, spec), CHARTS[kind].tell(sample, spec)
    assert "patrols in the period" in axis_titles(drawn)
    assert told.startswith("Patrols: ")
    assert told.endswith(".")
    assert "nan" not in told.lower()


@pytest.mark.parametrize("kind", CHARTS)
@pytest.mark.parametrize("dark", [False, True])
def test_marks_and_text_stand_out_from_the_page_in_both_themes(kind: str, dark: bool) -> None:
    drawn = CHARTS[kind].draw(rows(kind), replace(SPEC, dark=dark))
    for mark, colour in marks(drawn):
        least = LEAST_OF_TEXT if mark == "text" else LEAST_OF_MARKS
        assert contrast(colour, GROUNDS[dark]) >= least, (mark, colour)


@pytest.mark.parametrize("dark", [False, True])
def test_what_is_measured_against_stands_out_from_the_page_too(dark: bool) -> None:
    spec = replace(SPEC, shows="patrols", dark=dark)
    assert contrast(spec.colour, GROUNDS[dark]) >= LEAST_OF_MARKS


def axes(drawn: Any) -> list[dict[str, Any]]:
    """Return the axes of names (places, days, weeks) of all layers of a chart."""
    every = [each for layer in drawn.to_dict()["layer"] for each in layer["encoding"].values()]
    return [
        each["axis"]
        for each in every
        if isinstance(each, dict)
        and each.get("type") in ("nominal", "ordinal")
        and each.get("axis")
    ]


@pytest.mark.parametrize("kind", ["counts_by_place", "rates_by_place", "asked_and_given"])
def test_the_first_name_stands_at_its_own_bar(kind: str) -> None:
    named = axes(CHARTS[kind].draw(rows(kind), SPEC))
    assert named
    assert all(each["labelFlush"] is False for each in named)


@pytest.mark.parametrize("kind", CHARTS)
def test_a_chart_leaves_its_rows_as_they_were(kind: str) -> None:
    sample = rows(kind)
    CHARTS[kind].draw(sample, SPEC)
    CHARTS[kind].tell(sample, SPEC)
    pd.testing.assert_frame_equal(sample, rows(kind))


def test_what_was_not_measured_is_named_and_not_drawn_as_zero() -> None:
    sample = rows("counts_by_place").assign(arrests=pd.array([4, 0, None], dtype="Int64"))
    drawn = CHARTS["counts_by_place"].draw(sample, Spec("arrests", "Arrests", "arrests"))
    assert data(drawn)["text"].tolist() == ["4", "0", "no patrols"]


@pytest.mark.parametrize("kind", PLACES)
@pytest.mark.parametrize("count", [MAX_PLACES - 1, MAX_PLACES, MAX_PLACES + 1])
def test_more_places_than_can_be_read_are_left_to_the_table(kind: str, count: int) -> None:
    drawn = CHARTS[kind].draw(rows(kind, count), SPEC)
    assert len(data(drawn)) == min(count, MAX_PLACES)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([3, 2, 1], "Arrests: most in A, 3 in 9 patrols."),
        ([3, 3, 1], "Arrests: most in A and B, 3 each."),
        ([3, 3, 3], "Arrests: most in 3 places, 3 each."),
        ([0, 0, 0], "Arrests: none."),
    ],
)
def test_places_that_have_as_many_are_told_together(counts: list[int], said: str) -> None:
    sample = pd.DataFrame({"place": ["A", "B", "C"], "patrols": [9, 8, 7], "arrests": counts})
    spec = replace(SPEC, column="arrests", label="Arrests")
    assert CHARTS["counts_by_place"].tell(sample, spec) == said


@pytest.mark.parametrize("count", [MAX_PLACES, MAX_PLACES + 1])
def test_places_that_are_not_drawn_are_said(count: int) -> None:
    told = CHARTS["counts_by_place"].tell(rows("counts_by_place", count), SPEC)
    assert (f"{MAX_PLACES} of {count} are drawn" in told) == (count > MAX_PLACES)


@pytest.mark.parametrize(
    ("weeks", "name"), [(base.WEEKS_IN_YEAR, "%-d %b"), (base.WEEKS_IN_YEAR + 1, "%b %Y")]
)
def test_a_week_is_named_so_that_no_two_have_one_name(weeks: int, name: str) -> None:
    drawn = CHARTS["counts_by_week"].draw(rows("counts_by_week", weeks), SPEC).to_dict()
    axis = drawn["layer"][0]["encoding"]["x"]["axis"]
    assert name in axis["labelExpr"]
    assert len(axis["values"]) <= base.WEEKS_NAMED


def test_few_weeks_have_bars_and_no_slabs() -> None:
    def width(weeks: int) -> Any:
        drawn = CHARTS["counts_by_week"].draw(rows("counts_by_week", weeks), SPEC).to_dict()
        return drawn["layer"][0]["mark"]["width"]

    assert width(base.FEW_WEEKS - 1) == base.FEW_WEEKS_PIXELS
    assert width(base.FEW_WEEKS) == {"band": 0.85}


def test_a_tested_count_is_told_beside_what_was_expected() -> None:
    sample = rows("expected_band").assign(low=2, high=9)
    spec = Spec("incidents", "Incidents", "incidents", time="Two weeks to")
    told = CHARTS["expected_band"].tell(sample, spec)
    assert told == "Incidents: 19 (two weeks to 2026-01-19); 2 to 9 are expected."


def test_a_month_that_is_not_loaded_is_said_and_is_no_bar() -> None:
    sample = rows("counts_by_month").assign(
        patrols=[41.0, 0.0, float("nan")], days=[31, 12, 0], of_days=[31, 28, 31]
    )
    drawn = CHARTS["counts_by_month"].draw(sample, SPEC)
    assert data(drawn)["note"].tolist() == ["", "12 of 28 days loaded", "not loaded"]
    assert data(drawn)["is_there"].tolist() == [True, True, False]
    told = CHARTS["counts_by_month"].tell(sample, SPEC)
    assert told == "Patrols: 0 to 41 a month; 1 month not loaded (×), which is not zero."
    nothing = CHARTS["counts_by_month"].tell(sample.assign(patrols=float("nan")), SPEC)
    assert nothing == "Patrols: nothing is loaded of 3 months."


def test_types_that_do_not_fit_are_added_up() -> None:
    sample = pd.DataFrame(
        {"place": [f"Type {number}" for number in range(9)], "patrols": [9, 8, 7, 6, 5, 4, 3, 2, 1]}
    )
    drawn = CHARTS["counts_by_type"].draw(sample, SPEC)
    shown = data(drawn)
    assert shown["place"].tolist()[-1] == "4 others"
    assert shown["patrols"].sum() == 45
    told = CHARTS["counts_by_type"].tell(sample, SPEC)
    assert told == "Patrols: 9 types, most often Type 0, 9 of 45."


@pytest.mark.parametrize(
    ("incidents", "says_when"), [(FEWEST_TO_SAY_WHEN - 1, False), (FEWEST_TO_SAY_WHEN, True)]
)
def test_few_incidents_have_no_busiest_hour(incidents: int, says_when: bool) -> None:
    sample = pd.DataFrame({"weekday": [5], "hour": [1], "patrols": [float(incidents)]})
    told = CHARTS["hours_of_week"].tell(sample, SPEC)
    assert ("too few to say when" in told) != says_when
    assert ("on Saturdays" in told) == says_when


def test_the_busiest_hours_may_go_over_midnight() -> None:
    hours = [22, 23, 0, 1]
    sample = pd.DataFrame({"weekday": [4] * 4, "hour": hours, "patrols": [9.0] * 4})
    told = CHARTS["hours_of_week"].tell(sample, SPEC)
    assert "from 22:00 to 02:00 (36 of 36)" in told


def test_names_are_told_with_the_most_frequent_and_how_many_more() -> None:
    sample = pd.DataFrame({"place": ["Custody", "Weather", "Court"], "patrols": [7, 2, 0]})
    tell = CHARTS["counts_by_name"].tell
    assert tell(sample, SPEC) == "Patrols: Custody 7 of 9, and 1 more."
    assert tell(sample.head(1), SPEC) == "Patrols: Custody 7 of 7."
    assert tell(sample.tail(1), SPEC) == "Patrols: none."


def test_times_are_told_side_by_side() -> None:
    sample = pd.DataFrame({"place": ["These days", "A year earlier"], "patrols": [1200, 30]})
    assert (
        CHARTS["counts_beside"].tell(sample, SPEC)
        == "Patrols: these days 1,200, a year earlier 30."
    )


def test_shares_are_told_in_percent_and_rates_are_not() -> None:
    told = pd.DataFrame({"place": ["Drugs", "Weapons"], "rate": [27.3, 31.0]})
    tell = CHARTS["rates_by_place"].tell
    share = replace(SPEC, label="Something found", unit="% of searches")
    assert tell(told, share) == "Something found: 27.3 to 31.0 %, with 95 % intervals."
    assert tell(told.head(1), SPEC) == "Patrols: 27.3, with 95 % intervals."
