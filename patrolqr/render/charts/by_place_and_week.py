"""Charts for meetings: one measure in one colour, units on every axis, a sentence that says the
same in words.

Each entry of CHARTS draws rows and tells them; pages put the table of the same rows beside it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

COLOURS = {
    "done": ("#0072B2", "#56B4E9"),
    "visits": ("#8a94a0", "#8a94a0"),
    "text": ("#16202b", "#e8edf2"),
}
"""What officers did (Okabe–Ito blues), the visits it is measured against, and text: on light, on
dark.
"""

ROW_PIXELS, WEEKS_PIXELS, AXIS_PIXELS = 28, 140, 56
"""Heights: of a place, of the weeks, and of an axis with its title below either."""

WEEK = "Week from Monday"
WEEKS_NAMED, WEEKS_IN_YEAR, FEW_WEEKS = 4, 53, 6

MAX_PLACES = 20
"""Places drawn at once; the table beside the chart holds them all."""


@dataclass(frozen=True)
class Spec:
    """What to draw: the column, its name, the unit on its axis, what it shows, and how."""

    column: str
    label: str
    unit: str
    shows: str = "done"
    names: bool = True
    dark: bool = False

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


def counts_by_place(rows: pd.DataFrame, spec: Spec) -> alt.LayerChart:
    """Return a bar per place with its count at the end, in the order of the rows.

    "no visits" where there were none.
    """
    given = rows.head(MAX_PLACES)[spec.column]
    texts = ["no visits" if pd.isna(each) else f"{each:,.0f}" for each in given]
    shown = rows.head(MAX_PLACES).assign(text=texts, **{spec.column: given.astype(float).fillna(0)})
    base = _places(shown, spec).encode(_amount(spec, shown[spec.column], room=1.3))
    bars = base.mark_bar(color=spec.colour, height=16, cornerRadiusEnd=2)
    figures = base.mark_text(align="left", dx=4, color=spec.ink).encode(alt.Text("text:N"))
    return _layers(bars, figures, height=_height(shown))


def rates_by_place(rows: pd.DataFrame, spec: Spec) -> alt.LayerChart:
    """Return a dot per place with its 95 % interval, or in words why there is none (columns rate,
    low, high, note).
    """
    shown = rows.head(MAX_PLACES).assign(start=0.0)
    base = _places(shown, spec)
    axis = alt.X("low:Q", title=spec.unit, scale=_from_zero(shown["high"]), axis=_axis(whole=False))
    reach = base.mark_rule(color=spec.colour, strokeWidth=3, opacity=0.4).encode(
        axis, alt.X2("high:Q")
    )
    dots = base.mark_circle(color=spec.colour, size=80, opacity=1).encode(alt.X("rate:Q"))
    notes = base.mark_text(align="left", dx=2, color=spec.ink, opacity=0.75)
    return _layers(
        reach, dots, notes.encode(alt.X("start:Q"), alt.Text("note:N")), height=_height(shown)
    )


def counts_by_week(rows: pd.DataFrame, spec: Spec) -> alt.LayerChart:
    """Return a bar per week, paler where the period holds only part of it.

    A dash where there were no visits.
    """
    base = _weeks(rows, spec)
    bars = base.mark_bar(color=spec.colour, width=_width(rows)).encode(
        alt.Y(
            f"{spec.column}:Q", title=spec.unit, axis=_axis(), scale=_from_zero(rows[spec.column])
        ),
        opacity=alt.condition("datum.days < 7", alt.value(0.5), alt.value(1.0)),
    )
    return _layers(bars, _empty_weeks(base, spec), height=WEEKS_PIXELS + AXIS_PIXELS)


def rates_by_week(rows: pd.DataFrame, spec: Spec) -> alt.LayerChart:
    """Return a dot per week with its 95 % interval; weeks with too little to compare have none."""
    base = _weeks(rows, spec)
    axis = alt.Y("low:Q", title=spec.unit, axis=_axis(whole=False), scale=_from_zero(rows["high"]))
    reach = base.mark_rule(color=spec.colour, strokeWidth=3, opacity=0.4).encode(
        axis, alt.Y2("high:Q")
    )
    dots = base.mark_circle(color=spec.colour, size=45, opacity=1).encode(alt.Y("rate:Q"))
    return _layers(reach, dots, _empty_weeks(base, spec), height=WEEKS_PIXELS + AXIS_PIXELS)


def asked_and_given(rows: pd.DataFrame, spec: Spec) -> alt.LayerChart:
    """Return a bar per place of what was given, with a line at what was asked for (column and
    column_asked).
    """
    asked = f"{spec.column}_asked"
    given = rows[spec.column].astype(float).fillna(0)
    end = pd.concat([given, rows[asked]], axis=1).max(axis=1)
    texts = [f"{each:,.0f} of {of:,.0f}" for each, of in zip(given, rows[asked], strict=True)]
    shown = rows.assign(end=end, text=texts, **{spec.column: given}).head(MAX_PLACES)
    base = _places(shown, spec, asked)
    axis = _amount(spec, shown["end"], room=1.35)
    bars = base.mark_bar(color=spec.colour, height=14, cornerRadiusEnd=2).encode(axis)
    lines = base.mark_tick(color=spec.ink, thickness=3, size=20).encode(alt.X(f"{asked}:Q"))
    figures = base.mark_text(align="left", dx=6, color=spec.ink).encode(
        alt.X("end:Q"), alt.Text("text:N")
    )
    return _layers(bars, lines, figures, height=_height(shown))


def tell_places(rows: pd.DataFrame, spec: Spec) -> str:
    """Return which place has most, in how many visits, and how many places are drawn."""
    counted = rows.dropna(subset=[spec.column])
    if counted.empty:
        return f"{spec.label}: no visits in this period."
    top: dict[Any, Any] = counted.nlargest(1, spec.column).to_dict("records")[0]
    most = f"{spec.label}: most in {top['place']}, {top[spec.column]:,.0f}"
    said = most + ("." if spec.column == "visits" else f" in {_many(top['visits'], 'visit')}.")
    return said + (
        f" {MAX_PLACES} of {len(rows)} are drawn; the table holds all."
        if len(rows) > MAX_PLACES
        else ""
    )


def tell_rates(rows: pd.DataFrame, spec: Spec) -> str:
    """Return the range of the rates that can be compared, and how many cannot."""
    rated = rows.dropna(subset=["rate"])
    few = len(rows) - len(rated)
    if rated.empty:
        return f"{spec.label}: too few to compare."
    least, most = f"{rated['rate'].min():.1f}", f"{rated['rate'].max():.1f}"
    span = f"{least if least == most else f'{least} to {most}'}, with 95 % intervals"
    return f"{spec.label}: {span}" + (
        f"; {few} of {len(rows)} have too few to compare." if few else "."
    )


def tell_weeks(rows: pd.DataFrame, spec: Spec) -> str:
    """Return the smallest and largest week, and how many weeks had no visits."""
    counted = rows[spec.column].dropna()
    without = int((rows["visits"] == 0).sum())
    least, most = (
        (f"{counted.min():,.0f}", f"{counted.max():,.0f}")
        if len(counted)
        else ("nothing", "nothing")
    )
    said = f"{least if least == most else f'{least} to {most}'} a week"
    return f"{spec.label}: {said}" + (
        f"; {_many(without, 'week')} without visits." if without else "."
    )


def tell_dose(rows: pd.DataFrame, spec: Spec) -> str:
    """Return how much of what was asked for was given, and in how many places less."""
    asked, given = rows[f"{spec.column}_asked"], rows[spec.column].astype(float).fillna(0)
    if not asked.sum():
        return f"{spec.label}: nothing was asked for in this period."
    below = int((given < asked).sum())
    total = f"{given.sum():,.0f} given, {asked.sum():,.0f} asked for (the line)"
    return f"{spec.label}: {total}; {below} of {len(rows)} areas below."


CHARTS: dict[str, Chart] = {
    "counts_by_place": Chart(counts_by_place, tell_places, ("place", "visits")),
    "rates_by_place": Chart(
        rates_by_place, tell_rates, ("place", "visits", "rate", "low", "high", "note")
    ),
    "counts_by_week": Chart(counts_by_week, tell_weeks, ("week", "days", "visits")),
    "rates_by_week": Chart(
        rates_by_week, tell_rates, ("week", "days", "visits", "rate", "low", "high", "note")
    ),
    "asked_and_given": Chart(asked_and_given, tell_dose, ("place", "visits", "visits_asked")),
}
"""Every kind of chart; a test draws and tells each of them."""


def _places(rows: pd.DataFrame, spec: Spec, *more: str) -> alt.Chart:
    names = alt.Axis(
        labels=spec.names,
        labelLimit=170,
        labelPadding=8,
        labelOverlap=False,
        title=None,
        minExtent=0,
    )
    return alt.Chart(rows).encode(
        alt.Y("place:N", sort=None, axis=names), tooltip=_told(rows, spec, *more)
    )


def _weeks(rows: pd.DataFrame, spec: Spec) -> alt.Chart:
    mondays = pd.to_datetime(rows["week"])
    dated = rows.assign(monday=mondays.dt.strftime("%Y-%m-%d"), none="–")
    some = dated["monday"].iloc[:: max(1, -(-len(dated) // WEEKS_NAMED))].tolist()
    shown = "%-d %b" if len(dated) <= WEEKS_IN_YEAR else "%b %Y"
    names = alt.Axis(
        values=some,
        labelExpr=f"utcFormat(toDate(datum.value), '{shown}')",
        labelAngle=0,
        labelBound=True,
    )
    week = alt.Tooltip("monday:N", title="Week from")
    return alt.Chart(dated).encode(
        alt.X("monday:O", sort=None, title=WEEK, axis=names), tooltip=[week, *_told(dated, spec)]
    )


def _empty_weeks(base: alt.Chart, spec: Spec) -> alt.Chart:
    """Return a dash at the foot of each week in which nothing was measured."""
    marks = base.transform_filter("datum.visits === 0").mark_text(
        color=spec.ink, opacity=0.6, baseline="bottom"
    )
    dashes: alt.Chart = marks.encode(alt.Text("none:N"), y=alt.datum(0))
    return dashes


def _told(rows: pd.DataFrame, spec: Spec, *more: str) -> list[alt.Tooltip]:
    """Return what pointing at a mark says: the place, the figures, and why there is no rate."""
    texts = {
        name: alt.Tooltip(f"{name}:N", title=title)
        for name, title in (("place", "Place"), ("note", "Note"))
    }
    numbers = {
        name: alt.Tooltip(f"{name}:Q", title=name.replace("_", " ").capitalize(), format=",.3~r")
        for name in (spec.column, *more, "visits", "rate", "low", "high")
    }
    return [told for name, told in (texts | numbers).items() if name in rows]


def _amount(spec: Spec, ends: "pd.Series[float]", *, room: float) -> alt.X:
    """Return the axis of counts, with room for the figure behind the longest bar."""
    top = float(ends.max()) if len(ends) else 0.0
    scale = alt.Scale(domain=[0, max(top, 1.0) * room], nice=False)
    return alt.X(f"{spec.column}:Q", title=spec.unit, axis=_axis(), scale=scale)


def _from_zero(values: "pd.Series[float]") -> alt.Scale:
    """Return a scale from 0 to the largest value, and to 1 where there is none above 0."""
    top = float(values.astype(float).max()) if len(values) else 0.0
    return alt.Scale(domain=[0, top if top > 0 else 1.0], nice=True)


def _width(rows: pd.DataFrame) -> Any:
    """Return how wide bars are: most of their week's share, and no slabs where there are few weeks
    (pixels).
    """
    return 36 if len(rows) < FEW_WEEKS else alt.RelativeBandSize(0.85)


def _axis(*, whole: bool = True) -> alt.Axis:
    return alt.Axis(
        tickCount=4,
        format=",d" if whole else ",.2~f",
        tickMinStep=1 if whole else 0,
        titlePadding=8,
    )


def _layers(*marks: alt.Chart, height: int) -> alt.LayerChart:
    return alt.LayerChart(
        layer=list(marks), height=height, padding={"left": 0, "right": 4, "top": 4, "bottom": 4}
    )


def _height(rows: pd.DataFrame) -> int:
    return max(len(rows), 1) * ROW_PIXELS + AXIS_PIXELS


def _many(count: float, noun: str) -> str:
    return f"{count:,.0f} {noun}{'' if count == 1 else 's'}"
