"""Every chart in CHARTS: drawn, told, with units, on rows that are many, odd or none."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from patrolqr.render.charts import CHARTS, MAX_PLACES, Spec

SPEC = Spec("visits", "Visits", "visits in the period")

SAMPLES: dict[str, list[Any]] = {
    "place": ["Market Square", 'Station "Road" (north)', "No visits here"],
    "week": [date(2026, 11, 9) + timedelta(weeks=number) for number in range(3)],
    "days": [7, 7, 2],
    "visits": [41, 3, 0],
    "visits_asked": [40, 6, 4],
    "rate": [12.2, None, None],
    "low": [9.0, None, None],
    "high": [16.1, None, None],
    "note": ["", "3 in 3: too few to compare", "no visits"],
}


def rows(kind: str, count: int = 3) -> pd.DataFrame:
    """Return sample rows with the columns a chart needs, and no others."""
    return pd.DataFrame({column: SAMPLES[column][:count] for column in CHARTS[kind].columns})


def axis_titles(drawn: Any) -> list[str]:
    """Return the titles of all axes of a chart."""
    layers = drawn.to_dict()["layer"]
    shown = [
        layer["encoding"].get(side, {}).get("title") for layer in layers for side in ("x", "y")
    ]
    return [title for title in shown if title]


def data(drawn: Any) -> Any:
    """Return the rows a chart was given to draw."""
    return drawn.data


@pytest.mark.parametrize("kind", CHARTS)
@pytest.mark.parametrize("count", [3, 1, 0])
def test_a_chart_has_its_unit_on_the_axis_and_says_itself_in_a_sentence(
    kind: str, count: int
) -> None:
    sample = rows(kind, count)
    drawn, told = CHARTS[kind].draw(sample, SPEC), CHARTS[kind].tell(sample, SPEC)
    assert "visits in the period" in axis_titles(drawn)
    assert told.startswith("Visits: ")
    assert told.endswith(".")
    assert "nan" not in told.lower()


@pytest.mark.parametrize("kind", CHARTS)
def test_a_chart_leaves_its_rows_as_they_were(kind: str) -> None:
    sample = rows(kind)
    CHARTS[kind].draw(sample, SPEC)
    pd.testing.assert_frame_equal(sample, rows(kind))


def test_what_was_not_measured_is_named_and_not_drawn_as_zero() -> None:
    sample = rows("counts_by_place").assign(arrests=pd.array([4, 0, None], dtype="Int64"))
    drawn = CHARTS["counts_by_place"].draw(sample, Spec("arrests", "Arrests", "arrests"))
    assert data(drawn)["text"].tolist() == ["4", "0", "no visits"]


def test_more_places_than_can_be_read_are_left_to_the_table() -> None:
    many = pd.DataFrame(
        {"place": [f"Area {number}" for number in range(64)], "visits": range(64, 0, -1)}
    )
    drawn = CHARTS["counts_by_place"].draw(many, SPEC)
    assert len(data(drawn)) == MAX_PLACES
    assert "20 of 64" in CHARTS["counts_by_place"].tell(many, SPEC)


def test_text_in_a_chart_can_be_read_on_either_ground() -> None:
    light, dark = SPEC, Spec("visits", "Visits", "visits", dark=True)
    assert light.ink != dark.ink
    assert light.colour != dark.colour
