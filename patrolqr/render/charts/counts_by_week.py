"""A count per week."""

import altair as alt
import pandas as pd

from patrolqr.core.phrases import number_of
from patrolqr.render.charts.base import (
    AXIS_PIXELS,
    WEEKS_PIXELS,
    Chart,
    Spec,
    bar_width,
    by_week,
    count_axis,
    layer,
    mark_empty_weeks,
    pressable,
    scale_from_zero,
)


def counts_by_week(rows: pd.DataFrame, spec: Spec) -> alt.LayerChart:
    """Return a bar per week, paler where the period holds only part of it.

    A dash where there were no patrols.
    """
    base = by_week(rows, spec)
    bars = base.mark_bar(color=spec.colour, width=bar_width(rows)).encode(
        alt.Y(
            f"{spec.column}:Q",
            title=spec.unit,
            axis=count_axis(),
            scale=scale_from_zero(rows[spec.column]),
        ),
        opacity=alt.condition("datum.days < 7", alt.value(0.5), alt.value(1.0)),
    )
    return layer(
        pressable(bars, spec), mark_empty_weeks(base, spec), height=WEEKS_PIXELS + AXIS_PIXELS
    )


def tell_weeks(rows: pd.DataFrame, spec: Spec) -> str:
    """Return the smallest and largest week, and how many weeks had no patrols."""
    counted = rows[spec.column].dropna()
    without = int((rows["patrols"] == 0).sum())
    empty = f"; {number_of(without, 'week')} without patrols" if without else ""
    return f"{spec.label}: {_span(counted)} a week{empty}."


def _span(counts: "pd.Series[float]") -> str:
    if counts.empty:
        return "nothing"
    least, most = f"{counts.min():,.0f}", f"{counts.max():,.0f}"
    return least if least == most else f"{least} to {most}"


CHARTS = {"counts_by_week": Chart(counts_by_week, tell_weeks, ("week", "days", "patrols"))}
