"""The return of a month or quarter: figures with their definitions, the rows behind each, and what the form
does not record said as that. Which figures stand where is a layout that a force may edit.
"""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from patrolqr.analysis import covered as coverage
from patrolqr.analysis.periods import DateSpan, days_between, earlier, starts_between, years_earlier
from patrolqr.core import clock, settings
from patrolqr.core.errors import InputWrong
from patrolqr.core.incident import Precision
from patrolqr.core.phrases import number_of
from patrolqr.geo import squares
from patrolqr.render import tables
from patrolqr.render.pdf import force_return
from patrolqr.render.pdf.force_return import AreaLine, FigureLine, ReturnPaper
from patrolqr.steps.return_figures import FIGURES, Known
from patrolqr.store import Session, covered, exports, incidents, returns, searches, teams
from patrolqr.store.log_reads import LogChoice
from patrolqr.store.searches import SearchChoice

LAYOUT = Path(__file__).with_name("return_layout.toml")
OWN_LAYOUT = "return.toml"
"""A force's own layout, in the data folder."""

ASB = "Anti-social behaviour"


@dataclass(frozen=True)
class Figure:
    """One figure of the return: what it is called, what it says, what it means, and which rows it counts."""

    section: str
    key: str
    label: str
    said: str
    definition: str
    rows: str


@dataclass(frozen=True)
class Return:
    """A return as it is shown, printed and taken away; `made_at` dates it."""

    title: str
    period: DateSpan
    marking: str
    made_at: datetime
    audit_head: str
    figures: tuple[Figure, ...]
    known: Known

    @property
    def sheets(self) -> dict[str, pd.DataFrame]:
        """Return the rows behind the figures by the name of their sheet."""
        known = self.known
        hidden = ["squares", "has_square", "area_id", "team_id", "tasking_id"]
        return {
            name: rows.drop(columns=[each for each in hidden if each in rows])
            for name, rows in (
                ("Areas", known.areas),
                ("Missed", known.missed),
                ("Searches", known.searches),
                ("Actions", known.actions),
                ("Logs", known.logs),
                ("Incidents", known.incidents),
            )
        }

    @property
    def table(self) -> pd.DataFrame:
        """Return the figures as rows: section, figure, value, definition, and the sheet of their rows."""
        return pd.DataFrame(
            [
                (each.section, each.label, each.said, each.definition, each.rows)
                for each in self.figures
            ],
            columns=["section", "figure", "value", "what_it_counts", "rows_on_sheet"],
        )


def month(text: str) -> DateSpan:
    """Return a month written as 2026-10; InputWrong where it is none."""
    first = clock.calendar_date(f"{text}-01")
    if first is None:
        raise InputWrong(f"“{text}” is no month. Write it as 2026-10.")
    return days_between(first, earlier(first, -1, "month"))


def quarter(text: str) -> DateSpan:
    """Return a quarter of a calendar year written as 2026-Q4; InputWrong where it is none."""
    year, _, number = text.upper().partition("-Q")
    if not (year.isdecimal() and len(year) == 4 and number in ("1", "2", "3", "4")):
        raise InputWrong(f"“{text}” is no quarter. Write it as 2026-Q4.")
    first = clock.calendar_date(f"{year}-{3 * int(number) - 2:02}-01")
    if first is None:
        raise InputWrong(f"“{text}” is no quarter. Write it as 2026-Q4.")
    return days_between(first, earlier(first, -3, "month"))


def layout(own: Path | None = None) -> dict[str, Any]:
    """Return the layout: a force's own where there is one, else PatrolQR's. InputWrong says what is wrong
    with it.
    """
    kept = settings.current().data / OWN_LAYOUT
    file = own or (kept if kept.is_file() else LAYOUT)
    try:
        told = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise InputWrong(f"{file.name} cannot be read as a layout: {problem}.") from problem
    sections = told.get("section")
    if not isinstance(sections, list) or not all(isinstance(each, dict) for each in sections):
        raise InputWrong(f"{file.name} has no [[section]] with its title and figures.")
    wanted = [key for each in sections for key in each.get("figures", ())]
    unknown = [str(key) for key in (*wanted, *told.get("labels", {})) if key not in FIGURES]
    if unknown:
        raise InputWrong(
            f"{file.name} names {', '.join(unknown)}, which is no figure. Known are {', '.join(FIGURES)}."
        )
    return told


def made(session: Session, period: DateSpan, *, own_layout: Path | None = None) -> Return:
    """Return the return of those patrol days, laid out as the force wants it."""
    told = layout(own_layout)
    period = _over(period)
    known = _known(session, period)
    labels: Mapping[str, str] = told.get("labels", {})
    figures = tuple(
        Figure(
            section=str(section.get("title", "")),
            key=key,
            label=str(labels.get(key, FIGURES[key].label)),
            said=FIGURES[key].say(known),
            definition=FIGURES[key].definition,
            rows=FIGURES[key].rows,
        )
        for section in told["section"]
        for key in section.get("figures", ())
    )
    return Return(
        title=str(told.get("title", "Return")),
        period=period,
        marking=teams.marking(session),
        made_at=clock.now(),
        audit_head=session.store.trail.short_head,
        figures=figures,
        known=known,
    )


def xlsx(told: Return) -> bytes:
    """Return the return as a workbook: the figures with what each counts and on which sheet its rows are,
    then those sheets.
    """
    more = {name: rows for name, rows in told.sheets.items() if len(rows)}
    return tables.xlsx(told.table, sheet="Return", more=more, marking=told.marking)


def pdf(told: Return) -> bytes:
    """Return the return as a tagged A4 PDF: the figures with their definitions, then each patrol area."""
    areas = told.known.areas
    return force_return.pdf(
        ReturnPaper(
            title=told.title,
            period=told.period.line,
            marking=told.marking,
            made_at=told.made_at,
            audit_head=told.audit_head,
            figures=tuple(
                FigureLine(each.section, each.label, each.said, each.definition)
                for each in told.figures
            ),
            areas=tuple(_area_line(row) for row in areas.to_dict("records")),
        )
    )


def _over(period: DateSpan) -> DateSpan:
    """Return the period as far as its patrol days are over: a patrol whose shift is still to come is
    not missed.
    """
    running = clock.patrol_day(clock.now())
    return days_between(period.since, running) if period.since < running < period.until else period


def _area_line(row: dict[Any, Any]) -> AreaLine:
    hours = "–" if pd.isna(row["minutes"]) else f"{row['minutes'] / 60:.1f}"
    return AreaLine(
        row["area"],
        row["team"],
        f"{row['patrols_given']} of {row['patrols_asked']}",
        f"{row['patrols']}",
        hours,
        engagements=str(row["engagements"]),
        stop_searches=str(row["stop_searches"]),
        arrests=str(row["arrests"]),
        actions=str(row["actions"]),
        missed=str(row["taskings_missed"]),
    )


def _known(session: Session, period: DateSpan) -> Known:
    since, until = period.since, period.until
    areas = returns.areas(session, since=since, until=until)
    has_square = [any(map(_is_square, each)) for each in areas["squares"]]
    areas = areas.assign(has_square=pd.Series(has_square, index=areas.index, dtype=bool))
    choice = LogChoice(since=since, until=until)
    logs = exports.logs(session, choice)
    rows = searches.of_logs(session, SearchChoice(since, until))
    found, months, missing = _incidents(session, period, areas)
    return Known(
        period=period,
        areas=areas,
        missed=returns.missed(session, since=since, until=until),
        searches=_as_rows(rows[~rows["again"]]),
        actions=exports.details(session, choice)["action"].drop(columns="log_id"),
        logs=logs[["patrol_day", "shift", "team", "area", "minutes", "travelled", "role"]],
        incidents=found,
        months_compared=months,
        not_compared=missing,
    )


def _as_rows(rows: pd.DataFrame) -> pd.DataFrame:
    shown = rows[["day", "area", "kind", "power", "object", "outcome", "linked"]]
    items = [", ".join(each) if hasattr(each, "__len__") else None for each in rows["found"]]
    return shown.assign(found=pd.Series(items, index=rows.index, dtype=object))


def _is_square(name: object) -> bool:
    return isinstance(name, str) and squares.is_name(name)


def _incidents(
    session: Session, period: DateSpan, areas: pd.DataFrame
) -> tuple[pd.DataFrame, int, str]:
    """Return what the public reported per square of a patrol area, in the period and a year
    before, over the months that are loaded then and now; how many these are, and which are not.
    """
    named = areas[areas["has_square"]].explode("squares")
    named = named[named["squares"].map(_is_square).astype(bool)].drop_duplicates("squares")
    found = pd.DataFrame({"area": named["area"], "square": named["squares"]}).reset_index(drop=True)
    for column in COMPARED:
        found[column] = 0
    precision = incidents.finest(session)
    if precision is None:
        return found, 0, "no incidents are loaded"
    found, too_fine = _countable(found, precision)
    if too_fine and found.empty:
        return found, 0, too_fine
    sides = {squares.side(each) for each in found["square"]}
    months = starts_between(period.since, period.until, "month")
    there = _loaded(session, precision, months) & _loaded(
        session, precision, [years_earlier(each, 1) for each in months]
    )
    kept = [each for each, is_there in zip(months, there, strict=True) if is_there]
    missing = coverage.of_periods(there, months, period.until, "month").missing
    for column, rows in _counted(session, precision, kept, sides).items():
        found[column] = found["square"].map(rows).fillna(0).astype("int64")
    missing = missing.replace("missing", "not loaded of both years")
    return found, len(kept), "; ".join(filter(None, (missing, too_fine)))


def _countable(found: pd.DataFrame, precision: Precision) -> tuple[pd.DataFrame, str]:
    """Return the squares in which incidents of that precision are counted, and what is said of the others,
    "" where there are none.
    """
    is_there = found["square"].map(squares.side).isin(squares.sides_for(precision))
    others = number_of(
        int((~is_there).sum()),
        f"square of {squares.FINE_METRES} m needs",
        f"squares of {squares.FINE_METRES} m need",
    )
    said = "" if is_there.all() else f"{others} exact places"
    return found[is_there].reset_index(drop=True), said


COMPARED = ("incidents", "incidents_a_year_before", "asb", "asb_a_year_before")


def _counted(
    session: Session, precision: Precision, months: Sequence[date], sides: Collection[int]
) -> dict[str, "pd.Series[int]"]:
    """Return incidents per square of these sides, in these months and a year before (COMPARED)."""
    if not months or not sides:
        return {}
    firsts = [*months, *(years_earlier(each, 1) for each in months)]
    steps = [(each, earlier(each, -1, "month")) for each in firsts]
    by_side = [
        incidents.squares_by_step(session, steps=steps, precision=precision, side=side).assign(
            side=side
        )
        for side in sorted(sides)
    ]
    rows = pd.concat(by_side, ignore_index=True)
    corners = zip(rows["easting"], rows["northing"], rows["side"], strict=True)
    names = [squares.name_at(east, north, side=side) for east, north, side in corners]
    squared = rows.assign(
        square=pd.Series(names, rows.index, "str"),
        is_now=rows["step"] < len(months),
        is_asb=rows["category"] == ASB,
    )
    chosen = {
        "incidents": squared[squared["is_now"]],
        "incidents_a_year_before": squared[~squared["is_now"]],
        "asb": squared[squared["is_now"] & squared["is_asb"]],
        "asb_a_year_before": squared[~squared["is_now"] & squared["is_asb"]],
    }
    return {name: each.groupby("square")["incidents"].sum() for name, each in chosen.items()}


def _loaded(session: Session, precision: Precision, months: Sequence[date]) -> coverage.Mask:
    """Return which months are loaded of any kind of incidents."""
    rows = coverage.of_incidents(covered.covered(session))
    rows = rows[rows["precision"] == precision]
    masks = coverage.loaded(rows, months, earlier(months[-1], -1, "month")).values()
    found = np.logical_or.reduce([np.zeros(len(months), dtype=bool), *masks])
    return np.asarray(found, dtype=bool)
