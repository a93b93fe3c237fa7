"""What every chart shares: one measure in one colour, units on every axis, a sentence beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import Any

import altair as alt
import pandas as pd

COLOURS = {
    "done": ("#0072B2", "#56B4E9"),
    "patrols": ("#6b7887", "#8a94a0"),
    "text": ("#16202b", "#e8edf2"),
}
"""What officers did (Okabe–Ito blues), the patrols it is measured against, and text: on light, on
dark.
"""

ROW_PIXELS, WEEKS_PIXELS, AXIS_PIXELS = 28, 140, 56
"""Heights: of a place, of the weeks, and of an axis with its title below either."""

WEEK = "Week from Monday"

WEEKS_NAMED = 4
"""About how many weeks carry their date: more would run into one another on a quarter of a page."""

WEEKS_IN_YEAR = 53
"""In more weeks than these a day and month would name two of them, so the year is said."""

FEW_WEEKS, FEW_WEEKS_PIXELS = 6, 36
"""Fewer weeks than these have bars of that width, because a share of the space would make slabs."""

PRESSED = "pressed"
"""The name under which a chart tells which of its marks was pressed."""

MAX_PLACES = 20
"""Places drawn at once; the table beside the chart holds them all."""


@dataclass(frozen=True)
class Spec:
    """What to draw: the column, its name, the unit on its axis, what it shows, and how.

    `time` titles the axis of time where there is one. `pressed` is the column that tells which mark
    was pressed (`place`, or `monday` of weeks); where there is none, none can be.
    """

    column: str
    label: str
    unit: str
    shows: str = "done"
    names: bool = True
    dark: bool = False
    time: str = WEEK
    pressed: str = ""

    @property
    def colour(self) -> str:
        """Return the colour of what is measured."""
        return COLOURS[self.shows][self.dark]

    @property
    def ink(self) -> str:
        """Return the colour of text inside the chart."""
        return COLOURS["text"][self.dark]


@dataclass(frozen=True)
class Chart:
    """One kind of chart: `draw` makes it, `tell` is its text alternative, `columns` are what its
    rows need.
    """

    draw: Callable[[pd.DataFrame, Spec], alt.LayerChart]
    tell: Callable[[pd.DataFrame, Spec], str]
    columns: tuple[str, ...]


def by_place(rows: pd.DataFrame, spec: Spec, *more: str) -> alt.Chart:
    """Return a chart of one row per place, in the order given; `more` columns are told, too."""
    names = alt.Axis(
        labels=spec.names,
        labelLimit=170,
        labelPadding=8,
        labelOverlap=False,
        labelFlush=False,  # else the first and last stand beside their bars, not at them
        title=None,
        minExtent=0,
    )
    return alt.Chart(rows).encode(
        alt.Y("place:N", sort=None, axis=names), tooltip=tooltips(rows, spec, *more)
    )


def by_week(rows: pd.DataFrame, spec: Spec) -> alt.Chart:
    """Return a chart of one column per week, in the order given, some of them named."""
    mondays = pd.to_datetime(rows["week"])
    dated = rows.assign(monday=mondays.dt.strftime("%Y-%m-%d"), none="–")
    named_every = max(1, ceil(len(dated) / WEEKS_NAMED))
    date_format = "%-d %b" if len(dated) <= WEEKS_IN_YEAR else "%b %Y"
    names = alt.Axis(
        values=dated["monday"].iloc[::named_every].tolist(),
        labelExpr=f"utcFormat(toDate(datum.value), '{date_format}')",
        labelAngle=0,
        labelBound=True,
        labelFlush=False,  # what is moved aside to fit runs into its neighbour
        labelSeparation=4,
        labelOverlap="greedy",  # of narrow charts the first and those that fit after it
    )
    week = alt.Tooltip("monday:N", title="Week from")
    return alt.Chart(dated).encode(
        alt.X("monday:O", sort=None, title=spec.time, axis=names),
        tooltip=[week, *tooltips(dated, spec)],
    )


def mark_empty_weeks(base: alt.Chart, spec: Spec) -> alt.Chart:
    """Return a dash at the foot of each week in which nothing was measured."""
    marks = base.transform_filter("datum.patrols === 0").mark_text(
        color=spec.ink, opacity=0.6, baseline="bottom"
    )
    dashes: alt.Chart = marks.encode(alt.Text("none:N"), y=alt.datum(0))
    return dashes


def pressable(marks: alt.Chart, spec: Spec) -> alt.Chart:
    """Return the marks so that each can be pressed, where the page is to be told of it."""
    if not spec.pressed:
        return marks
    told = alt.selection_point(name=PRESSED, fields=[spec.pressed], toggle=False)
    ready: alt.Chart = marks.add_params(told)
    ready.mark.cursor = "pointer"
    return ready


def tooltips(rows: pd.DataFrame, spec: Spec, *more: str) -> list[alt.Tooltip]:
    """Return what pointing at a mark says: the place, the figures, and why there is no rate."""
    texts = {
        name: alt.Tooltip(f"{name}:N", title=title)
        for name, title in (("place", "Place"), ("note", "Note"))
    }
    numbers = {
        name: alt.Tooltip(f"{name}:Q", title=name.replace("_", " ").capitalize(), format=",.3~r")
        for name in (spec.column, *more, "patrols", "rate", "low", "high")
    }
    return [tooltip for name, tooltip in (texts | numbers).items() if name in rows]


def amount_axis(spec: Spec, ends: "pd.Series[float]", *, room: float) -> alt.X:
    """Return the axis of counts, with room for the figure behind the longest bar."""
    top = float(ends.max()) if len(ends) else 0.0
    scale = alt.Scale(domain=[0, max(top, 1.0) * room], nice=False)
    return alt.X(f"{spec.column}:Q", title=spec.unit, axis=count_axis(), scale=scale)


def scale_from_zero(values: "pd.Series[float]") -> alt.Scale:
    """Return a scale from 0 to the largest value, and to 1 where there is none above 0."""
    top = float(values.astype(float).max()) if len(values) else 0.0
    return alt.Scale(domain=[0, top if top > 0 else 1.0], nice=True)


def bar_width(rows: pd.DataFrame) -> Any:
    """Return how wide bars are: most of their week's share, and no slabs where there are few weeks
    (pixels).
    """
    return FEW_WEEKS_PIXELS if len(rows) < FEW_WEEKS else alt.RelativeBandSize(0.85)


def count_axis(*, whole: bool = True) -> alt.Axis:
    """Return an axis of about four steps; of whole numbers unless they are rates."""
    return alt.Axis(
        tickCount=4,
        format=",d" if whole else ",.2~f",
        tickMinStep=1 if whole else 0,
        titlePadding=8,
    )


def layer(*marks: alt.Chart, height: int) -> alt.LayerChart:
    """Return the marks as one chart of that height in pixels, the first at the back."""
    return alt.LayerChart(
        layer=list(marks), height=height, padding={"left": 0, "right": 4, "top": 4, "bottom": 4}
    )


def height_of(rows: pd.DataFrame) -> int:
    """Return the height of a chart of places in pixels."""
    return max(len(rows), 1) * ROW_PIXELS + AXIS_PIXELS


def tell_rates(rows: pd.DataFrame, spec: Spec) -> str:
    """Return the range of the rates that can be compared, and how many cannot."""
    rated = rows.dropna(subset=["rate"])
    few = len(rows) - len(rated)
    if rated.empty:
        return f"{spec.label}: too few to compare."
    least, most = f"{rated['rate'].min():.1f}", f"{rated['rate'].max():.1f}"
    between = least if least == most else f"{least} to {most}"
    percent = " %" if spec.unit.startswith("%") else ""
    span = f"{between}{percent}, with 95 % intervals"
    return f"{spec.label}: {span}" + (
        f"; {few} of {len(rows)} have too few to compare." if few else "."
    )
