"""A count per place, with a line at what it was a year before; in words where there is none to tell."""

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
)


def counts_and_before(rows: pd.DataFrame, spec: Spec) -> alt.LayerChart:
    """Return a bar per place in the order of the rows, with a line at column_before, and the note where
    the count is missing.
    """
    before = f"{spec.column}_before"
    first = rows.head(MAX_PLACES)
    counts, then = first[spec.column].astype(float), first[before].astype(float)
    texts = [
        str(note) if pd.isna(count) else f"{count:,.0f}"
        for count, note in zip(counts, first["note"], strict=True)
    ]
    end = pd.concat([counts, then], axis=1).max(axis=1).fillna(0)
    shown = first[["place"]].assign(
        text=texts, end=end, **{spec.column: counts.fillna(0), before: then}
    )
    base = by_place(shown, spec, before)
    axis = amount_axis(spec, shown["end"], room=1.3)
    bars = base.mark_bar(color=spec.colour, height=14, cornerRadiusEnd=2).encode(axis)
    lines = base.transform_filter(f"isValid(datum.{before})").mark_tick(
        color=spec.ink, thickness=3, size=20
    )
    figures = base.mark_text(align="left", dx=6, color=spec.ink).encode(
        alt.X("end:Q"), alt.Text("text:N")
    )
    marks = [bars, figures]
    if then.notna().any():  # a layer without a mark is a picture without a name to a screen reader
        marks.insert(1, lines.encode(alt.X(f"{before}:Q")))
    return layer(*marks, height=height_of(shown))


def tell_before(rows: pd.DataFrame, spec: Spec) -> str:
    """Return how many places have a count to tell, and that the line is a year before."""
    told = int(rows[spec.column].notna().sum())
    left_out = f" {MAX_PLACES} are drawn; the table holds all." if len(rows) > MAX_PLACES else ""
    return (
        f"{spec.label}: {told} of {len(rows)} have a number to tell; the line is the same month a "
        f"year before, where that is told.{left_out}"
    )


CHARTS = {
    "counts_and_before": Chart(
        counts_and_before, tell_before, ("place", "patrols", "patrols_before", "note")
    )
}
