"""Counts per stretch of time with the range that chance explains."""

import altair as alt
import pandas as pd

EARLIER, NOW, RANGE = "before", "tested", "expected range"
COLOURS = {EARLIER: "#8a97a4", NOW: "#0072B2", RANGE: "#E69F00"}
"""Grey for what was, Okabe–Ito blue and orange for what matters: apart for everyone, on white and
on near-black.
"""

HEIGHT = 240


def band(rows: pd.DataFrame, *, unit: str, ends: str) -> alt.LayerChart:
    """Return bars of incidents with the expected range behind them and the tested bar in colour.

    `rows`: period, incidents, expected, low, high, is_recent, in order; `unit` titles the counts,
    `ends` the time axis.
    """
    named = rows.assign(part=rows["is_recent"].map({True: NOW, False: EARLIER}))
    colour = alt.Color(
        "part:N", title=None, legend=alt.Legend(orient="top", symbolType="square", symbolOpacity=1)
    )
    scale = alt.Scale(domain=list(COLOURS), range=list(COLOURS.values()))
    tooltip = [
        alt.Tooltip("period:N", title=ends),
        alt.Tooltip("incidents:Q", title=unit),
        alt.Tooltip("expected:Q", title="Expected", format=".1f"),
        alt.Tooltip("low:Q", title="Expected from"),
        alt.Tooltip("high:Q", title="to"),
    ]
    counts = alt.Y("incidents:Q", title=unit, axis=alt.Axis(format="d", tickMinStep=1, tickCount=4))
    expected = alt.Chart(named.head(1).assign(part=RANGE))
    layers = [
        expected.mark_rect(opacity=0.3).encode(
            y=alt.Y("low:Q", title=unit), y2="high:Q", color=colour.scale(scale)
        ),
        expected.mark_rule(strokeDash=[5, 4], size=1.5).encode(
            y="expected:Q", color=colour.scale(scale)
        ),
        alt.Chart(named)
        .mark_bar(width={"band": 0.62})
        .encode(
            x=alt.X(
                "period:O", sort=None, title=ends, axis=alt.Axis(labelAngle=0, labelOverlap=True)
            ),
            y=counts,
            color=colour.scale(scale),
            tooltip=tooltip,
        ),
    ]
    return alt.LayerChart(layer=layers, height=HEIGHT)
