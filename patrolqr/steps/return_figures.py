"""The figures a return may hold: each with its definition, the rows it counts, and what is not recorded
said as that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pandas as pd

from patrolqr.analysis.measures import proportions
from patrolqr.analysis.periods import DateSpan

NOT_RECORDED = "not recorded"


@dataclass(frozen=True)
class Known:
    """What figures are counted from, each a frame of rows that can be opened: areas, missed, searches,
    actions, logs, incidents (per area: now, a year before, of
    the months that are loaded then and now; `not_compared` says which are not).
    """

    period: DateSpan
    areas: pd.DataFrame
    missed: pd.DataFrame
    searches: pd.DataFrame
    actions: pd.DataFrame
    logs: pd.DataFrame
    incidents: pd.DataFrame
    months_compared: int
    not_compared: str


@dataclass(frozen=True)
class Counted:
    """How a figure is counted: its label, its definition, the sheet of its rows, and what says it."""

    label: str
    definition: str
    rows: str
    say: Callable[[Known], str]


def _sum(column: str, known: Known) -> str:
    return f"{int(known.areas[column].sum()):,}"


def _hours(column: str, known: Known) -> str:
    told = known.areas[column].dropna()
    if told.empty:
        return NOT_RECORDED if int(known.areas["logs"].sum()) else "0.0"
    return f"{told.sum() / 60:,.1f}"


def _parts(frame: str, column: str, known: Known) -> str:
    """Return how many rows have each value of a column: PC 40, PCSO 12, not said 3."""
    rows: pd.DataFrame = getattr(known, frame)
    counted = rows[column].fillna("not said").value_counts()
    return ", ".join(f"{name} {count:,}" for name, count in counted.items()) or "none"


def _on_foot(known: Known) -> str:
    said = known.logs["travelled"].dropna()
    if said.empty:
        return NOT_RECORDED if len(known.logs) else "none"
    return f"{int((said == 'On foot').sum()):,} of {len(said):,} logs that say how"


def _found(known: Known) -> str:
    items = [each for told in known.searches["found"].dropna() for each in str(told).split(", ")]
    counted = pd.Series(items, dtype=object).value_counts()
    unsaid = int(known.searches["found"].isna().sum())
    parts = [f"{name} {count:,}" for name, count in counted.items()]
    return ", ".join([*parts, *([f"not said {unsaid:,}"] if unsaid else [])]) or "none"


def _searches_found(known: Known) -> str:
    said = known.searches["found"].dropna()
    return f"{int((said != 'Nothing').sum()):,} of {len(said):,} that say what was found"


def _compared(now: str, before: str, known: Known) -> str:
    """Return counts now and a year before, with the interval of their ratio where there are enough."""
    if not known.months_compared:
        return f"cannot be compared: {known.not_compared}"
    one, other = (int(known.incidents[column].sum()) for column in (now, before))
    ratio = proportions.rate_ratio((one, 1), (other, 1))
    told = f"{one:,}, a year before {other:,}"
    without = int((~known.areas.drop_duplicates("area_id")["has_square"]).sum())
    left = [
        f"{known.not_compared}, and left out" if known.not_compared else "",
        f"{without} without a square not counted" if without else "",
    ]
    more = "".join(f"; {each}" for each in left if each)
    if ratio is None:
        return f"{told}; too few to compare{more}"
    change = " to ".join(
        f"{100 * (end - 1):+.0f}".replace("-", "−") for end in (ratio.low, ratio.high)
    )
    verdict = "more than chance" if ratio.excludes(1) else "could be chance"
    return f"{told}; {change} % (95 %), {verdict}{more}"


def _never(known: Known) -> str:
    return NOT_RECORDED


MISSED = "Taskings of the newest sheets that got no patrol."

FIGURES: dict[str, Counted] = {
    "areas": Counted("Patrol areas", "Areas that were asked for or patrolled in the period.", "Areas",
                     lambda known: f"{known.areas['area_id'].nunique():,}"),
    "patrols": Counted("Patrols", "Stays of one or more officers together in an area; two logs that overlap "
                       "are one patrol. A log without a time of arriving is none.", "Areas",
                       partial(_sum, "patrols")),
    "patrol_hours": Counted("Patrol-hours", "The time of these stays, counted once however many officers were there; "
                            "a stay counts for at most the longest one.", "Areas", partial(_hours, "minutes")),
    "officer_hours": Counted("Officer-hours", "The same time for each officer there, as far as logs say how many.",
                             "Areas", partial(_hours, "officer_minutes")),
    "patrols_asked": Counted("Patrols asked for", "Of the newest sheet of each shift.", "Areas",
                             partial(_sum, "patrols_asked")),
    "patrols_given": Counted("Patrols given", "Of those asked for; never more than was asked, tasking by tasking.",
                             "Areas", partial(_sum, "patrols_given")),
    "on_foot": Counted("On foot", "Logs that say “On foot”, of those that say how the area was patrolled.", "Logs",
                       _on_foot),
    "by_role": Counted("Logs by role", "The role that whoever wrote the log gives.", "Logs",
                       partial(_parts, "logs", "role")),
    "scheduled_or_additional": Counted("Scheduled or additional", "The form does not ask how a patrol is paid for.",
                                       "", _never),
    "engagements": Counted("Engagements", "Conversations with members of the public, as logs count them.", "Areas",
                           partial(_sum, "engagements")),
    "stop_searches": Counted("Stop-searches", "As logs count them; what two logs report under one reference counts "
                             "once. The force's own records are the statutory ones.", "Areas",
                             partial(_sum, "stop_searches")),
    "searches_found": Counted("Searches that found something", "Of detailed searches whose log says what was found.",
                              "Searches", _searches_found),
    "found": Counted("What searches found", "One search may have found several kinds.", "Searches", _found),
    "arrests": Counted("Arrests", "As logs count them; one custody reference counts once.", "Areas",
                       partial(_sum, "arrests")),
    "actions": Counted("Actions", "Powers used, seizures, referrals and visits, as logs count them.", "Areas",
                       partial(_sum, "actions")),
    "actions_by_kind": Counted("Actions by kind", "Of those that were detailed.", "Actions",
                               partial(_parts, "actions", "action_kind")),
    "missed": Counted("Taskings without a patrol", MISSED, "Missed", lambda known: f"{len(known.missed):,}"),
    "missed_minutes": Counted("Minutes that were asked of them", MISSED, "Missed",
                              lambda known: f"{int(known.missed['minutes_asked'].sum()):,}"),
    "missed_reasons": Counted("Why (abstraction)", "What a sergeant said last, or else the officer's log.", "Missed",
                              partial(_parts, "missed", "reason")),
    "incidents": Counted("Incidents", "Reported by the public in the squares of these areas, against the "
                         "same days a year before; the interval is that of the ratio of two Poisson counts. "
                         "Places picked for being the worst fall by themselves.",
                         "Incidents", partial(_compared, "incidents", "incidents_a_year_before")),
    "asb": Counted("Anti-social behaviour", "The same of anti-social behaviour alone.", "Incidents",
                   partial(_compared, "asb", "asb_a_year_before")),
    "programme": Counted("Programme and dates of each area", "Areas have a name and a ground here, no programme.", "",
                         _never),
    "problem_solving": Counted("Problem-solving work", "PatrolQR keeps no record of problems.", "", _never),
    "survey": Counted("Community survey", "PatrolQR asks the public nothing.", "", _never),
}  # fmt: skip
"""Every figure that a layout may name."""
