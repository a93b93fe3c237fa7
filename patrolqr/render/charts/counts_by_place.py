"""A count per place, beside the patrols it rests on."""

from typing import Any

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
    """Return which place has most, in how many patrols, and how many places are drawn."""
    counted = rows.dropna(subset=[spec.column])
    if counted.empty:
        return f"{spec.label}: no patrols in this period."
    top: dict[Any, Any] = counted.nlargest(1, spec.column).to_dict("records")[0]
    most = f"{spec.label}: most in {top['place']}, {top[spec.column]:,.0f}"
    rests_on = "" if spec.column == "patrols" else f" in {number_of(top['patrols'], 'patrol')}"
    left_out = f" {MAX_PLACES} of {len(rows)} are drawn; the table holds all."
    return f"{most}{rests_on}." + (left_out if len(rows) > MAX_PLACES else "")


CHARTS = {"counts_by_place": Chart(counts_by_place, tell_places, ("place", "patrols"))}
