"""A count of several times side by side, in the order given."""

import altair as alt
import pandas as pd

from patrolqr.render.charts.base import Chart, Spec, amount_axis, by_place, height_of, layer


def counts_beside(rows: pd.DataFrame, spec: Spec) -> alt.LayerChart:
    """Return a bar per time (place) with its count at the end, the first one in full colour."""
    counts = rows[spec.column].astype(float)
    shown = rows[["place"]].assign(
        text=[f"{count:,.0f}" for count in counts],
        is_first=[number == 0 for number in range(len(rows))],
        **{spec.column: counts},
    )
    base = by_place(shown, spec).encode(amount_axis(spec, counts, room=1.25))
    bars = base.mark_bar(color=spec.colour, height=18, cornerRadiusEnd=2).encode(
        opacity=alt.condition("datum.is_first", alt.value(1.0), alt.value(0.45))
    )
    figures = base.mark_text(align="left", dx=4, color=spec.ink).encode(alt.Text("text:N"))
    return layer(bars, figures, height=height_of(shown))


def tell_beside(rows: pd.DataFrame, spec: Spec) -> str:
    """Return each time's count."""
    said = [f"{row['place'].lower()} {row[spec.column]:,.0f}" for row in rows.to_dict("records")]
    return f"{spec.label}: {', '.join(said) or 'nothing to compare'}."


CHARTS = {"counts_beside": Chart(counts_beside, tell_beside, ("place", "patrols"))}
"""What is counted is the column that the Spec names."""
