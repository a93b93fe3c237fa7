"""A rate per place with its interval."""

import altair as alt
import pandas as pd

from patrolqr.render.charts.base import (
    MAX_PLACES,
    Chart,
    Spec,
    by_place,
    count_axis,
    height_of,
    layer,
    pressable,
    scale_from_zero,
    tell_rates,
)


def rates_by_place(rows: pd.DataFrame, spec: Spec) -> alt.LayerChart:
    """Return a dot per place with its 95 % interval, or in words why there is none (columns rate,
    low, high, note).
    """
    shown = rows.head(MAX_PLACES).assign(start=0.0)
    base = by_place(shown, spec)
    axis = alt.X(
        "low:Q", title=spec.unit, scale=scale_from_zero(shown["high"]), axis=count_axis(whole=False)
    )
    reach = base.mark_rule(color=spec.colour, strokeWidth=3, opacity=0.4).encode(
        axis, alt.X2("high:Q")
    )
    dots = base.mark_circle(color=spec.colour, size=80, opacity=1).encode(alt.X("rate:Q"))
    notes = base.mark_text(align="left", dx=2, color=spec.ink, opacity=0.75)
    return layer(
        reach,
        pressable(dots, spec),
        notes.encode(alt.X("start:Q"), alt.Text("note:N")),
        height=height_of(shown),
    )


CHARTS = {
    "rates_by_place": Chart(
        rates_by_place, tell_rates, ("place", "patrols", "rate", "low", "high", "note")
    )
}
