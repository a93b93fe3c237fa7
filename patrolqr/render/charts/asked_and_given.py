"""What was given in each place, against what was asked for."""

import altair as alt
import pandas as pd

from patrolqr.render.charts.base import (
    MAX_PLACES,
    Chart,
    Spec,
    amount_axis,
    by_place,
    height_of,
    layer,
    pressable,
)


def asked_and_given(rows: pd.DataFrame, spec: Spec) -> alt.LayerChart:
    """Return a bar per place of what was given, with a line at what was asked for (column and
    column_asked).
    """
    asked = f"{spec.column}_asked"
    given = rows[spec.column].astype(float).fillna(0)
    end = pd.concat([given, rows[asked]], axis=1).max(axis=1)
    texts = [f"{done:,.0f} of {of:,.0f}" for done, of in zip(given, rows[asked], strict=True)]
    shown = rows.assign(end=end, text=texts, **{spec.column: given}).head(MAX_PLACES)
    base = by_place(shown, spec, asked)
    axis = amount_axis(spec, shown["end"], room=1.35)
    bars = base.mark_bar(color=spec.colour, height=14, cornerRadiusEnd=2).encode(axis)
    lines = base.mark_tick(color=spec.ink, thickness=3, size=20).encode(alt.X(f"{asked}:Q"))
    figures = base.mark_text(align="left", dx=6, color=spec.ink).encode(
        alt.X("end:Q"), alt.Text("text:N")
    )
    return layer(pressable(bars, spec), lines, figures, height=height_of(shown))


def tell_dose(rows: pd.DataFrame, spec: Spec) -> str:
    """Return how much of what was asked for was given, and in how many places less."""
    asked, given = rows[f"{spec.column}_asked"], rows[spec.column].astype(float).fillna(0)
    if not asked.sum():
        return f"{spec.label}: nothing was asked for in this period."
    below = int((given < asked).sum())
    total = f"{given.sum():,.0f} given, {asked.sum():,.0f} asked for (the line)"
    return f"{spec.label}: {total}; {below} of {len(rows)} areas below."


CHARTS = {
    "asked_and_given": Chart(asked_and_given, tell_dose, ("place", "patrols", "patrols_asked"))
}
