"""A count per place, beside the patrols it rests on."""

import altair as alt
import pandas as pd

from patrolqr.core.phrases import number_of
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

A_FEW = 2
"""So many places with as many are named, more are counted."""


def counts_by_place(rows: pd.DataFrame, spec: Spec) -> alt.LayerChart:
    """Return a bar per place with its count at the end, in the order of the rows.

    "no patrols" where there were none.
    """
    first = rows.head(MAX_PLACES)
    counts = first[spec.column]
    texts = ["no patrols" if pd.isna(count) else f"{count:,.0f}" for count in counts]
    shown = first.assign(text=texts, **{spec.column: counts.astype(float).fillna(0)})
    base = by_place(shown, spec).encode(amount_axis(spec, shown[spec.column], room=1.3))
    bars = base.mark_bar(color=spec.colour, height=16, cornerRadiusEnd=2)
    figures = base.mark_text(align="left", dx=4, color=spec.ink).encode(alt.Text("text:N"))
    return layer(pressable(bars, spec), figures, height=height_of(shown))


def tell_places(rows: pd.DataFrame, spec: Spec) -> str:
    """Return which place has most, in how many patrols, or which have as many, and how many are drawn."""
    counted = rows.dropna(subset=[spec.column])
    if counted.empty:
        return f"{spec.label}: no patrols in this period."
    most = counted[spec.column].max()
    first = counted[counted[spec.column] == most]
    left_out = f" {MAX_PLACES} of {len(rows)} are drawn; the table holds all."
    said = f"{spec.label}: {_most(first, spec) if most else 'none'}."
    return said + (left_out if len(rows) > MAX_PLACES else "")


def _most(first: pd.DataFrame, spec: Spec) -> str:
    """Return where there is most, from the places that have as many."""
    number, names = f"{first[spec.column].iloc[0]:,.0f}", [str(each) for each in first["place"]]
    if len(names) == 1:
        rests_on = f" in {number_of(first['patrols'].iloc[0], 'patrol')}"
        return f"most in {names[0]}, {number}" + ("" if spec.column == "patrols" else rests_on)
    where = " and ".join(names) if len(names) == A_FEW else f"{len(names)} places"
    return f"most in {where}, {number} each"


CHARTS = {"counts_by_place": Chart(counts_by_place, tell_places, ("place", "patrols"))}
