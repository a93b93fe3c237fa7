"""A count per month; what was not loaded is said to be so and is no zero."""

import altair as alt
import pandas as pd

from patrolqr.core.phrases import number_of
from patrolqr.render.charts.base import (
    Chart,
    Spec,
    count_axis,
    layer,
    scale_from_zero,
    tooltips,
)

HEIGHT = 190
"""Pixels: three of these pictures stand side by side above what is written."""

NOT_LOADED = "not loaded"

NAMED_EVERY = 6
"""Months from one that carries its name to the next: two a year."""


def counts_by_month(rows: pd.DataFrame, spec: Spec) -> alt.LayerChart:
    """Return a bar per month, paler where only part of it is loaded; where nothing is, a mark at the
    foot instead.
    """
    counts = rows[spec.column].astype(float)
    months = pd.to_datetime(rows["month"])
    shown = rows.assign(
        month=months.dt.strftime("%Y-%m-%d"),
        name=months.dt.strftime("%b %Y"),
        note=[_note(row) for row in rows.to_dict("records")],
        none="×",
        is_there=counts.notna(),
        **{spec.column: counts},
    )
    base = alt.Chart(shown).encode(
        alt.X("month:O", sort=None, title=None, axis=_axis(shown)),
        tooltip=[alt.Tooltip("name:N", title="Month"), *tooltips(shown, spec)],
    )
    bars = base.mark_bar(color=spec.colour).encode(
        alt.Y(
            f"{spec.column}:Q",
            title=spec.unit,
            axis=count_axis(),
            scale=scale_from_zero(counts.dropna()),
        ),
        opacity=alt.condition("datum.days < datum.of_days", alt.value(0.5), alt.value(1.0)),
    )
    missing = base.transform_filter("!datum.is_there").mark_text(color=spec.ink, baseline="bottom")
    return layer(bars, missing.encode(alt.Text("none:N"), y=alt.datum(0)), height=HEIGHT)


def tell_months(rows: pd.DataFrame, spec: Spec) -> str:
    """Return the smallest and largest month that is loaded, and how many are not."""
    counts = rows[spec.column].astype(float).dropna()
    absent = len(rows) - len(counts)
    left = f"; {number_of(absent, 'month')} not loaded (×), which is not zero" if absent else ""
    if counts.empty:
        return f"{spec.label}: nothing is loaded{left and f' of {len(rows)} months'}."
    least, most = f"{counts.min():,.0f}", f"{counts.max():,.0f}"
    return f"{spec.label}: {least if least == most else f'{least} to {most}'} a month{left}."


def _axis(shown: pd.DataFrame) -> alt.Axis:
    return alt.Axis(
        values=shown["month"].iloc[::NAMED_EVERY].tolist(),
        labelExpr="utcFormat(toDate(datum.value), '%b %y')",
        labelAngle=0,
        labelBound=True,
    )


def _note(row: dict[object, object]) -> str:
    days, of_days = int(str(row["days"])), int(str(row["of_days"]))
    if not days:
        return NOT_LOADED
    return "" if days >= of_days else f"{days} of {of_days} days loaded"


CHARTS = {
    "counts_by_month": Chart(counts_by_month, tell_months, ("month", "days", "of_days", "patrols"))
}
"""What is counted is the column that the Spec names."""
