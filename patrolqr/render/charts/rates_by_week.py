"""A rate per week with its interval."""

import altair as alt
import pandas as pd

from patrolqr.render.charts.base import (
    AXIS_PIXELS,
    WEEKS_PIXELS,
    Chart,
    Spec,
    by_week,
    count_axis,
    layer,
    mark_empty_weeks,
    pressable,
    scale_from_zero,
    tell_rates,
)


def rates_by_week(rows: pd.DataFrame, spec: Spec) -> alt.LayerChart:
    """Return a dot per week with its 95 % interval; weeks with too little to compare have none."""
    base = by_week(rows, spec)
    axis = alt.Y(
        "low:Q", title=spec.unit, axis=count_axis(whole=False), scale=scale_from_zero(rows["high"])
    )
    reach = base.mark_rule(color=spec.colour, strokeWidth=3, opacity=0.4).encode(
        axis, alt.Y2("high:Q")
    )
    dots = base.mark_circle(color=spec.colour, size=45, opacity=1).encode(alt.Y("rate:Q"))
    return layer(
        reach,
        pressable(dots, spec),
        mark_empty_weeks(base, spec),
        height=WEEKS_PIXELS + AXIS_PIXELS,
    )


CHARTS = {
    "rates_by_week": Chart(
        rates_by_week, tell_rates, ("week", "days", "patrols", "rate", "low", "high", "note")
    )
}
