"""Counts per stretch of time with the range that chance explains."""

import altair as alt
import pandas as pd

from patrolqr.render.charts.base import Chart, Spec

EARLIER, TESTED, RANGE = "before", "tested", "expected range"
COLOURS = {EARLIER: "#6b7887", TESTED: "#0072B2", RANGE: "#B87A00"}
"""Grey for what was, Okabe–Ito blue and a deeper orange for what matters: apart for everyone, on white and
on near-black.
"""

HEIGHT = 240

COLUMNS = ("period", "incidents", "expected", "low", "high", "is_recent")


def draw_band(rows: pd.DataFrame, spec: Spec) -> alt.LayerChart:
    """Return bars of counts with the expected range behind them and the tested bar in colour.

    `rows` has COLUMNS, in the order of time; the range is the same in all of them.
    """
    parts = rows["is_recent"].astype(bool).map({True: TESTED, False: EARLIER})
    colour = alt.Color(
        "part:N",
        title=None,
        legend=alt.Legend(orient="top", symbolType="square", symbolOpacity=1),
        scale=alt.Scale(domain=list(COLOURS), range=list(COLOURS.values())),
    )
    low = alt.Y("low:Q", title=spec.unit)
    expected = alt.Chart(rows.head(1).assign(part=RANGE))
    counts = alt.Chart(rows.assign(part=parts))
    return alt.LayerChart(
        layer=[
            expected.mark_rect(opacity=0.3).encode(y=low, y2="high:Q", color=colour),
            expected.mark_rule(strokeDash=[5, 4], size=1.5).encode(y="expected:Q", color=colour),
            _bars(counts, spec).encode(color=colour, tooltip=_tooltips(spec)),
        ],
        height=HEIGHT,
    )


def tell_band(rows: pd.DataFrame, spec: Spec) -> str:
    """Return the tested count beside the range that chance explains."""
    tested = rows[rows["is_recent"].astype(bool)]
    if tested.empty:
        return f"{spec.label}: nothing was tested."
    last, band = tested.iloc[-1], rows.iloc[0]
    expected = f"{band['low']:,.0f} to {band['high']:,.0f} are expected"
    when = f"{spec.time.lower()} {last['period']}"
    return f"{spec.label}: {last['incidents']:,.0f} ({when}); {expected}."


def _bars(counts: alt.Chart, spec: Spec) -> alt.Chart:
    days = alt.Axis(labelAngle=0, labelOverlap=True)
    whole = alt.Axis(format="d", tickMinStep=1, tickCount=4)
    bars: alt.Chart = counts.mark_bar(width={"band": 0.62}).encode(
        x=alt.X("period:O", sort=None, title=spec.time, axis=days),
        y=alt.Y("incidents:Q", title=spec.unit, axis=whole),
    )
    return bars


def _tooltips(spec: Spec) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("period:N", title=spec.time),
        alt.Tooltip("incidents:Q", title=spec.unit),
        alt.Tooltip("expected:Q", title="Expected", format=".1f"),
        alt.Tooltip("low:Q", title="Expected from"),
        alt.Tooltip("high:Q", title="to"),
    ]


CHARTS = {"expected_band": Chart(draw_band, tell_band, COLUMNS)}
