"""When in the week: one field for each weekday and hour, the fuller the more happened then."""

import altair as alt
import pandas as pd

from patrolqr.core.clock import DAY_STARTS
from patrolqr.core.incident import FEWEST_TO_SAY_WHEN
from patrolqr.render.charts.base import Chart, Spec, layer
from patrolqr.render.charts.counts_by_month import HEIGHT

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAYS_LONG = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")

STRETCH = 4
"""Hours named as the busiest: as long as a card's window."""

HOURS = [(DAY_STARTS + step) % 24 for step in range(24)]
"""The hours of a patrol day, in their order: a night stays together."""


def hours_of_week(rows: pd.DataFrame, spec: Spec) -> alt.LayerChart:
    """Return a field per weekday (0 is Monday) and hour, of one colour: the fuller, the more."""
    counts = rows[spec.column].astype(float).fillna(0)
    shown = pd.DataFrame(
        {
            "day": [WEEKDAYS[int(day)] for day in rows["weekday"]],
            "hour": [f"{int(hour):02d}" for hour in rows["hour"]],
            spec.column: counts.round(2),
        }
    )
    # a rim shows where the week is, also where nothing happened at all
    base = alt.Chart(shown).encode(
        alt.X(
            "hour:O",
            sort=[f"{hour:02d}" for hour in HOURS],
            title=spec.unit,
            axis=alt.Axis(
                values=[f"{hour:02d}" for hour in HOURS[::STRETCH]], labelAngle=0, titlePadding=8
            ),
        ),
        alt.Y(
            "day:O",
            sort=list(WEEKDAYS),
            title=None,
            axis=alt.Axis(labelOverlap=False, labelFlush=False),
        ),
        tooltip=[
            alt.Tooltip("day:N", title="Patrol day"),
            alt.Tooltip("hour:N", title="Hour from"),
            alt.Tooltip(f"{spec.column}:Q", title=spec.label, format=",.2~f"),
        ],
    )
    top = float(counts.max()) if len(counts) else 0.0
    fields = base.mark_rect(color=spec.colour).encode(
        opacity=alt.Opacity(
            f"{spec.column}:Q",
            scale=alt.Scale(domain=[0, top or 1.0], range=[0.06, 1]),
            legend=None,
        )
    )
    return layer(fields, height=HEIGHT)


def tell_hours(rows: pd.DataFrame, spec: Spec) -> str:
    """Return the busiest hours and weekday, or that there are too few to say."""
    total = float(rows[spec.column].astype(float).sum()) if len(rows) else 0.0
    if total < FEWEST_TO_SAY_WHEN:
        return f"{spec.label}: {total:,.0f} with a known time, too few to say when."
    by_hour = rows.groupby("hour")[spec.column].sum()
    sums = {
        start: sum(float(by_hour.get((start + step) % 24, 0.0)) for step in range(STRETCH))
        for start in HOURS
    }
    start = max(sums, key=lambda hour: sums[hour])
    by_day = rows.groupby("weekday")[spec.column].sum()
    day = int(by_day.index[int(by_day.to_numpy().argmax())])
    ends = (start + STRETCH) % 24
    return (
        f"{spec.label}: most from {start:02d}:00 to {ends:02d}:00 "
        f"({sums[start]:,.0f} of {total:,.0f}), and on {DAYS_LONG[day]} ({by_day.max():,.0f})."
    )


CHARTS = {"hours_of_week": Chart(hours_of_week, tell_hours, ("weekday", "hour", "patrols"))}
"""What is counted is the column that the Spec names."""
