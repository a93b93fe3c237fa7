"""A count per crime type, the largest first; what does not fit is added up and said."""

import altair as alt
import pandas as pd

from patrolqr.core.phrases import number_of
from patrolqr.render.charts.base import Chart, Spec, amount_axis, by_place, layer
from patrolqr.render.charts.counts_by_month import HEIGHT

SHOWN = 5
"""Types drawn: with the others together as many bars as the height has room for."""


def counts_by_type(rows: pd.DataFrame, spec: Spec) -> alt.LayerChart:
    """Return a bar per type (place) with its count at the end, in the order of the rows; the rest
    together as the last.
    """
    first = rows[["place", spec.column]].head(SHOWN)
    rest = rows[spec.column].iloc[SHOWN:]
    if len(rest):
        others = pd.DataFrame(
            {
                "place": [number_of(len(rest), "other")],
                spec.column: [rest.sum()],
            }
        )
        first = pd.concat([first, others], ignore_index=True)
    counts = first[spec.column].astype(float)
    shown = first.assign(text=[f"{count:,.0f}" for count in counts], **{spec.column: counts})
    base = by_place(shown, spec).encode(amount_axis(spec, counts, room=1.25))
    bars = base.mark_bar(color=spec.colour, height=12, cornerRadiusEnd=2)
    figures = base.mark_text(align="left", dx=4, color=spec.ink).encode(alt.Text("text:N"))
    return layer(bars, figures, height=HEIGHT)


def tell_types(rows: pd.DataFrame, spec: Spec) -> str:
    """Return the type there is most of, and of how many."""
    if rows.empty or not rows[spec.column].sum():
        return f"{spec.label}: none."
    top = rows.iloc[0]
    of_all = f"{top[spec.column]:,.0f} of {rows[spec.column].sum():,.0f}"
    kinds = "one type" if len(rows) == 1 else f"{len(rows)} types"
    return f"{spec.label}: {kinds}, most often {top['place']}, {of_all}."


CHARTS = {"counts_by_type": Chart(counts_by_type, tell_types, ("place", "patrols"))}
"""What is counted is the column that the Spec names."""
