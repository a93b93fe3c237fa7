"""Forces and teams side by side, from what they publish: counts compared over time that is loaded then
and now, dose given of what was asked, searches and what they found, figures of the return.

A number is told, or it says why not: withheld, not loaded, not published.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
import pandas as pd

from patrolqr.analysis import county_rates
from patrolqr.analysis.county_covered import PATROLS
from patrolqr.analysis.county_known import NOT_LOADED, NOT_PUBLISHED, Known, day_of
from patrolqr.analysis.county_rates import WITHHELD
from patrolqr.analysis.periods import earlier, years_earlier
from patrolqr.analysis.questions import comparing
from patrolqr.core.phrases import number_of

Level = Literal["force", "team", "area", "neighbourhood"]

KINDS = {"crime": "Crimes", "call": "Calls", "incident": "Incidents"}
"""Kind of rows → what they are called where a sentence begins with them."""


@dataclass(frozen=True)
class Seen:
    """A view: its sentence, its rows (a place each, with its force), and what is not told and why."""

    sentence: str
    rows: pd.DataFrame
    notes: tuple[str, ...]


def months_read(month: date) -> tuple[date, date, date]:
    """Return the month, the one before it, and the same one a year before."""
    return month, earlier(month, 1, "month"), years_earlier(month, 1)


def kinds(coverage: pd.DataFrame) -> list[str]:
    """Return the kinds of incidents that a force published of these months."""
    found = coverage[coverage["kind"] != PATROLS]
    return sorted(set(found["kind"]), key=lambda kind: (kind != "crime", kind))


def incidents(
    coverage: pd.DataFrame,
    counts: pd.DataFrame,
    month: date,
    *,
    forces: Sequence[str],
    kind: str,
    category: str | None,
    by_neighbourhood: bool = False,
) -> Seen:
    """Return incidents of a kind and crime type (None: all) per force or neighbourhood, beside the month
    before and the same one a year before, compared where both are told.
    """
    known = Known(coverage)
    own = counts[(counts["kind"] == kind) & _is(counts["category"], category)]
    own = own[own["neighbourhood_id"].notna() == by_neighbourhood]
    numbers = {
        (str(row["force"]), row["neighbourhood_id"], day_of(row["month"])): row["incidents"]
        for row in own.to_dict("records")
    }
    names = {
        (str(row["force"]), row["neighbourhood_id"]): row["neighbourhood"]
        for row in own.to_dict("records")
    }
    places = sorted(names, key=lambda each: (each[0], str(names[each]))) if by_neighbourhood else []
    whose = places or ([(force, None) for force in forces] if not by_neighbourhood else [])
    rows = []
    for force, place in whose:
        told = [
            _told(numbers, (force, place, each), known.why_not(force, each, kind))
            for each in months_read(month)
        ]
        rows.append(
            {
                "place": names[force, place] if by_neighbourhood else force,
                "force": force,
                "incidents": told[0][0],
                "note": told[0][1],
                "a_month_before": told[1][0],
                "incidents_before": told[2][0],
                "against_the_month_before": _against(told[0], told[1], month, 1),
                "against_a_year_before": _against(told[0], told[2], month, 2),
            }
        )
    found = _frame(rows, ["incidents", "a_month_before", "incidents_before"])
    what = f"{KINDS.get(kind, kind.capitalize() or 'Incidents')}, {category or 'all types'}"
    return Seen(
        _sentence(found, what, month, by_neighbourhood=by_neighbourhood), found, _why(found)
    )


def outcomes(rows: pd.DataFrame, *, kind: str, category: str | None) -> pd.DataFrame:
    """Return how far incidents of a kind and crime type (None: all) have come, a row per force and outcome;
    a force that tells none of it has none.
    """
    own = rows[(rows["kind"] == kind) & _is(rows["category"], category)]
    found = own[["force", "outcome", "incidents"]].reset_index(drop=True)
    counted = found["incidents"].astype("Int64")
    notes = [WITHHELD if is_withheld else "" for is_withheld in counted.isna()]
    return found.assign(incidents=counted, note=notes)


def _told(numbers: Mapping[Any, Any], key: Any, why_not: str) -> tuple[int | None, str]:
    """Return a count and "", or None and why there is none."""
    if why_not:
        return None, why_not
    number = numbers.get(key, 0)
    return (None, WITHHELD) if pd.isna(number) else (int(number), "")


def _against(
    now: tuple[int | None, str], then: tuple[int | None, str], month: date, which: int
) -> str:
    """Return how a count compares with that of another month, per day; or why it does not."""
    if now[0] is None or then[0] is None:
        return now[1] or then[1]
    days = tuple(_days(each) for each in (month, months_read(month)[which]))
    found = comparing.ratio(now[0], then[0], exposures=(days[0], days[1]))
    return found.text if found else comparing.TOO_FEW


def _sentence(rows: pd.DataFrame, what: str, month: date, *, by_neighbourhood: bool) -> str:
    told = rows[rows["incidents"].notna()]
    noun = "neighbourhood" if by_neighbourhood else "force"
    if told.empty:
        return f"{what}: no {noun} has a number to tell of {month:%B %Y}."
    where = number_of(len(told), noun)
    sentence = f"{what}: {told['incidents'].sum():,} in {month:%B %Y}, in {where}."
    both = told[told["incidents_before"].notna()]
    if both.empty:
        return f"{sentence} Of none is the same month a year before told."
    now, then = int(both["incidents"].sum()), int(both["incidents_before"].sum())
    days = (_days(month), _days(years_earlier(month, 1)))
    found = comparing.ratio(now, then, exposures=days)
    of = "the same" if len(both) == len(told) else f"the {len(both)} of them that tell both"
    change = found.text if found else comparing.TOO_FEW
    return f"{sentence} A year before, in {of}: {then:,}; {now:,} against that is {change}."


def dose(
    coverage: pd.DataFrame,
    done: pd.DataFrame,
    month: date,
    *,
    forces: Sequence[str],
    level: Level,
) -> Seen:
    """Return what was given of what was asked per force, team or patrol area, beside the month before."""
    known = Known(coverage)
    now, then = (_of_month(done, each) for each in months_read(month)[:2])
    before = {_whose(row): row for row in then.to_dict("records")}
    rows = []
    for row in now.to_dict("records"):
        earlier_row = before.get(_whose(row))
        is_there = earlier_row is not None and known.is_whole(row["force"], months_read(month)[1])
        rows.append(
            {
                **_named(row, level),
                "patrols_asked": row["patrols_asked"],
                "patrols_given": row["patrols_given"],
                "given": comparing.share(int(row["patrols_given"]), int(row["patrols_asked"])),
                "given_a_month_before": comparing.share(
                    int(earlier_row["patrols_given"]), int(earlier_row["patrols_asked"])
                )
                if is_there and earlier_row is not None
                else NOT_LOADED,
                "patrols": row["patrols"],
                "patrol_hours": _hours(row["minutes"]),
                "officer_hours": _hours(row["officer_minutes"]),
                "taskings_missed": row["taskings_missed"],
            }
        )
    found = _frame(rows, ["patrols_asked", "patrols_given", "patrols", "taskings_missed"])
    asked, given = int(found["patrols_asked"].sum()), int(found["patrols_given"].sum())
    sentence = (
        f"{given:,} of {asked:,} patrols that were asked for in {month:%B %Y} were given: "
        f"{comparing.share(given, asked)}, in {number_of(len(found), level)}."
        if asked
        else f"Nothing was asked for in {month:%B %Y}."
    )
    return Seen(sentence, found, _parts(known, forces, month))


def searches(
    coverage: pd.DataFrame,
    done: pd.DataFrame,
    month: date,
    *,
    forces: Sequence[str],
    level: Level,
) -> Seen:
    """Return stop-searches, of how many logs say what was found and how many found something, arrests and
    engagements, per force, team or patrol area: no rate of fewer than proportions.FEWEST_SEARCHED, none
    of what is withheld.
    """
    known = Known(coverage)
    now = _of_month(done, month)
    whole = ["stop_searches", "said_of", "found_something", "arrests", "engagements", "actions"]
    rows = [
        {
            **_named(row, level),
            "stop_searches": row["stop_searches"],
            "said_of": county_rates.added(row["searches_found"], row["searches_nothing"]),
            "found_something": row["searches_found"],
            "arrests": row["arrests"],
            "engagements": row["engagements"],
            "actions": row["actions"],
        }
        for row in now.to_dict("records")
    ]
    found = county_rates.with_rates(_frame(rows, whole))
    told = found[found["stop_searches"].notna()]
    total = int(told["stop_searches"].sum())
    both = told[told["said_of"].notna()]
    rate = comparing.share(int(both["found_something"].sum()), int(both["said_of"].sum()))
    sentence = (
        f"{number_of(total, 'stop-search', 'stop-searches')} in {month:%B %Y}, "
        f"in {number_of(len(told), level)}"
    )
    of = "" if len(both) == len(told) else f", in the {len(both)} that tell it"
    if rate != "–":
        sentence += f". Of those of which logs say what was found{of}, {rate} found something"
    sentence += "."
    hidden = number_of(int(found["stop_searches"].isna().sum()), level)
    notes = (f"The stop-searches of {hidden} are withheld.",) if len(told) < len(found) else ()
    return Seen(sentence, found, (*notes, *_parts(known, forces, month)))


RETURN = {
    "areas": "Patrol areas",
    "patrols": "Patrols",
    "patrol_hours": "Patrol-hours",
    "officer_hours": "Officer-hours",
    "patrols_asked": "Patrols asked for",
    "patrols_given": "Patrols given",
    "engagements": "Engagements",
    "stop_searches": "Stop-searches",
    "searches_found": "Searches that found something",
    "arrests": "Arrests",
    "actions": "Actions",
    "taskings_missed": "Taskings without a patrol",
}
"""Figures of the return that are published, by the column they come of."""


def returns(
    coverage: pd.DataFrame,
    done: pd.DataFrame,
    month: date,
    *,
    forces: Sequence[str],
    level: Level,
) -> Seen:
    """Return the figures of the return, a row per force, team or area and a column per figure."""
    known = Known(coverage)
    now = _of_month(done, month)
    rows = []
    for row in now.to_dict("records"):
        filled = row | {
            "patrol_hours": _hours(row["minutes"]),
            "officer_hours": _hours(row["officer_minutes"]),
        }
        rows.append(_named(row, level) | {name: filled[name] for name in RETURN})
    found = _frame(rows, [each for each in RETURN if not each.endswith("hours")])
    told = found["patrols"].sum() if len(found) else 0
    sentence = f"{number_of(told, 'patrol')} in {month:%B %Y}, in {number_of(len(found), level)}."
    missing = int(found.reindex(columns=[*RETURN]).isna().sum().sum())
    notes = (f"{number_of(missing, 'figure')} withheld or not recorded.",) if missing else ()
    return Seen(sentence, found, (*notes, *_parts(known, forces, month)))


def fresh(published: pd.DataFrame) -> pd.DataFrame:
    """Return up to which month each force has published, when last, and how many months."""
    if published.empty:
        return pd.DataFrame(columns=["force", "published_to", "last_on", "months"])
    found = published.groupby("force", as_index=False).agg(
        published_to=("month", "max"), last_on=("published_at", "max"), months=("month", "size")
    )
    return found.assign(published_to=[f"{day_of(each):%B %Y}" for each in found["published_to"]])


def _of_month(rows: pd.DataFrame, month: date) -> pd.DataFrame:
    return rows[[day_of(each) == month for each in rows["month"]]]


def _named(row: Mapping[Any, Any], level: Level) -> dict[str, Any]:
    """Return what a row is called, and whose it is."""
    named = {"place": row[level], "force": row["force"]}
    if level == "area":
        named |= {"team": row["team"], "neighbourhood": row["neighbourhood"]}
    return named


def _whose(row: Mapping[Any, Any]) -> tuple[Any, ...]:
    return tuple(
        None if pd.isna(row[each]) else row[each] for each in ("force", "team_id", "area_id")
    )


def _frame(rows: list[dict[str, Any]], whole: Sequence[str]) -> pd.DataFrame:
    found = pd.DataFrame(rows, columns=[*rows[0]] if rows else ["place", "force", "note", *whole])
    return _unlike(found.astype(dict.fromkeys(whole, "Int64")))


def _unlike(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with names that differ: two of one name carry their force, or a number too."""
    names = rows["place"].astype(str)
    again = names.duplicated(keep=False) & (names != rows["force"].astype(str))
    names = names.where(~again, names + " (" + rows["force"].astype(str) + ")")
    count = names.to_frame("name").groupby("name").cumcount() + 1
    return rows.assign(place=names.where(count == 1, names + " " + count.astype(str)))


def _why(rows: pd.DataFrame) -> tuple[str, ...]:
    """Return how many numbers are withheld, and which forces have not published or not loaded the month."""
    notes = []
    untold = rows[rows["incidents"].isna()]
    if count := int((untold["note"] == WITHHELD).sum()):
        notes.append(f"{count} withheld: from 1 to 4, or such as would give one of those away.")
    for note in (NOT_LOADED, NOT_PUBLISHED):
        whose = sorted(set(untold.loc[untold["note"] == note, "force"]))
        if whose:
            notes.append(f"{note.capitalize()}: {', '.join(whose)}. That is not zero.")
    return tuple(notes)


def _parts(known: Known, forces: Sequence[str], month: date) -> tuple[str, ...]:
    """Return which forces have patrols on some of the month's days alone, and which on none."""
    reasons = {force: known.why_not(force, month, PATROLS) for force in forces}
    parts = [part for force in forces if (part := known.part(force, month))]
    none = [
        f"{force} ({why.replace('loaded', 'recorded')})" for force, why in reasons.items() if why
    ]
    return (
        *((f"Recorded in part: {', '.join(parts)}.",) if parts else ()),
        *((f"Nothing is known of: {', '.join(none)}. That is not zero.",) if none else ()),
    )


def _sum(*values: Any) -> int | None:
    return None if any(pd.isna(each) for each in values) else int(sum(values))


def _hours(minutes: Any) -> float:
    return float("nan") if pd.isna(minutes) else float(np.round(float(minutes) / 60, 1))


def _is(values: "pd.Series[Any]", wanted: str | None) -> "pd.Series[bool]":
    return values.isna() if wanted is None else values == wanted


def _days(month: date) -> float:
    return float((earlier(month, -1, "month") - month).days)
