"""What a force publishes of a month to a lake that it shares with others: counts per neighbourhood, crime
type and outcome, dose and what was done per team and patrol area; small numbers withheld, so that
neither a total nor an earlier publication of the month gives one away.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from patrolqr.analysis.measures import withheld_versions
from patrolqr.analysis.measures.withheld_versions import ALL, Counts, Key, Told, Version
from patrolqr.core.incident import CRIME_TYPES

OTHER = "Other crime"
"""What a type is counted as that is none of those known: its name might be anything."""

DOSE = (
    *("taskings", "taskings_missed", "patrols_asked", "patrols_given", "minutes_asked"),
    *("minutes_given", "logs", "patrols", "minutes", "officer_minutes"),
)
"""What was asked and given is told as it is: it counts patrols, and nobody who was met on one."""

SIMPLE = ("engagements", "arrests", "actions")
SEARCHES = "stop_searches"
PARTS = ("searches_found", "searches_nothing", "searches_not_said")
"""Stop-searches whose log says that something was found, that nothing was, and those of which no log says it:
they add up to all of them.
"""

COUNTS = (*SIMPLE[:1], SEARCHES, *PARTS, *SIMPLE[1:])
"""What was done, as columns of `done`: withheld where it is small."""

INCIDENT_SHAPES = ((2,), (3,), (2, 3))
OUTCOME_SHAPES = ((3,),)
DONE_SHAPES = ((3,), (4,), (3, 4), (2, 3), (2, 3, 4))
"""Over which positions of a key totals are told: kind, neighbourhood, type, outcome; measure, team, area,
part.
"""


@dataclass(frozen=True)
class Covered:
    """How many days of a month are recorded or loaded of a kind of rows, and whether they are counted:
    else nothing is known of it, which is not zero. `precision` is None of patrol logs.
    """

    kind: str
    precision: str | None
    days: int
    days_in_month: int
    is_counted: bool


@dataclass(frozen=True)
class ForceMonth:
    """A force's month before anything is withheld.

    `incidents` has kind, category, neighbourhood_id, neighbourhood, outcome, incidents of what is counted;
    `done` a row per team and patrol area with DOSE, SIMPLE, stop_searches, said and found; None where
    no patrol logs are of that month.
    """

    force: str
    month: date
    covered: tuple[Covered, ...]
    incidents: pd.DataFrame
    done: pd.DataFrame | None


@dataclass(frozen=True)
class Publication:
    """A force's month as it is published, and `version`: all counts, told or not, which stays at home."""

    force: str
    month: date
    coverage: pd.DataFrame
    incidents: pd.DataFrame
    done: pd.DataFrame
    version: Version

    @property
    def document(self) -> bytes:
        """Return all that is published as JSON: the same month in the same state gives the same bytes."""
        told = {
            name: json.loads(rows.to_json(orient="values")) for name, rows in self.frames.items()
        }
        about = {"force": self.force, "month": self.month.isoformat()}
        return json.dumps(about | told, ensure_ascii=False, separators=(",", ":")).encode()

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the document."""
        return hashlib.sha256(self.document).hexdigest()

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the rows by the lake's table they go to."""
        return {"coverage": self.coverage, "incidents": self.incidents, "done": self.done}

    @property
    def withheld(self) -> int:
        """Return how many counts are withheld."""
        return sum(not each.is_told for each in self.version.values())


def publication(found: ForceMonth, before: Sequence[Version]) -> Publication | None:
    """Return the month as it may be published after all versions before, without outcomes where those would
    give a small number away; None where they would all the same.
    """
    counts = {**_of_incidents(found.incidents), **_of_done(found.done)}
    version = _version(counts, before) or _version(_without_outcomes(counts), before)
    if version is None:
        return None
    return Publication(
        force=found.force,
        month=found.month,
        coverage=pd.DataFrame(
            [vars(each) for each in found.covered], columns=list(Covered.__annotations__)
        ),
        incidents=_incident_rows(found.incidents, version),
        done=_done_rows(found.done, version),
        version=version,
    )


def _version(counts: Counts, before: Sequence[Version]) -> Version | None:
    if before and {key: each.value for key, each in before[-1].items()} == counts:
        return before[-1]
    return withheld_versions.publish(counts, before)


def _without_outcomes(counts: Counts) -> Counts:
    """Return the counts without how far crimes have come: that changes for months, and where a type's total
    is small and told, it soon cannot be told any more.
    """
    return {key: value for key, value in counts.items() if key[0] != "incidents" or key[4] == ALL}


def as_json(version: Version) -> str:
    """Return a version as text that `version_of` reads."""
    rows = [[*key, each.value, each.is_told] for key, each in sorted(version.items())]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def version_of(text: str) -> Version:
    """Return the version that was written as text."""
    return {
        tuple(key): Told(int(value), bool(is_told)) for *key, value, is_told in json.loads(text)
    }


def _of_incidents(rows: pd.DataFrame) -> Counts:
    named = _named(rows)
    places: dict[Key, int] = {}
    outcomes: dict[Key, int] = {}
    for row in named.to_dict("records"):
        kind, category, number = row["kind"], row["category"], int(row["incidents"])
        place = ("incidents", kind, row["neighbourhood_id"], category, ALL)
        outcome = ("incidents", kind, ALL, category, row["outcome"])
        places[place] = places.get(place, 0) + number
        outcomes[outcome] = outcomes.get(outcome, 0) + number
    by_place = withheld_versions.with_totals(places, INCIDENT_SHAPES)
    return withheld_versions.with_totals(outcomes, OUTCOME_SHAPES) | by_place


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    known = rows["category"].isin(CRIME_TYPES)
    return rows.assign(category=rows["category"].where(known, OTHER))


def _of_done(rows: pd.DataFrame | None) -> Counts:
    if rows is None:
        return {}
    parts: dict[Key, int] = {}
    for row in rows.to_dict("records"):
        whose = (str(row["team_id"]), str(row["area_id"]))
        for name in SIMPLE:
            parts["done", name, *whose, ALL] = int(row[name])
        found, said = int(row["found"]), int(row["said"])
        # a log may detail more searches than it counts
        not_said = max(0, int(row[SEARCHES]) - said)
        for name, number in zip(PARTS, (found, said - found, not_said), strict=True):
            parts["done", SEARCHES, *whose, name] = number
    return withheld_versions.with_totals(parts, DONE_SHAPES)


def _incident_rows(rows: pd.DataFrame, version: Version) -> pd.DataFrame:
    """Return what is told of each neighbourhood and type and of each type and outcome, and totals; what
    is not among the rows is zero. A name is None where it stands for all of them.
    """
    names = dict(zip(rows["neighbourhood_id"], rows["neighbourhood"], strict=True))
    told = [
        (kind, *map(_name, (place, names.get(place), category, outcome)), _number(each))
        for (table, kind, place, category, outcome), each in sorted(version.items())
        if table == "incidents"
    ]
    columns = ["kind", "neighbourhood_id", "neighbourhood", "category", "outcome", "incidents"]
    found = pd.DataFrame(told, columns=columns)
    return found.astype(dict.fromkeys(columns[:-1], object) | {"incidents": "Int64"})


def _done_rows(rows: pd.DataFrame | None, version: Version) -> pd.DataFrame:
    """Return a row per team and area, one per team, and one of all together (names of all: None)."""
    names = ["team_id", "team", "area_id", "area", "neighbourhood"]
    columns = [*names, "areas", *DOSE, *COUNTS]
    if rows is None:
        rows = pd.DataFrame(columns=[*names, *DOSE])
        lines: list[dict[str, Any]] = []
    else:
        teams = [own for _, own in rows.groupby("team_id", sort=True)]
        lines = [_line(rows, version)] + [
            line
            for own in teams
            for line in (
                _line(own, version, *names[:2]),
                *(
                    _line(own.loc[[at]], version, *names)
                    for at in own.sort_values(["area", "area_id"]).index
                ),
            )
        ]
    found = pd.DataFrame(lines, columns=columns)
    kinds: dict[str, Any] = dict.fromkeys(names, object)
    return found.astype(kinds | dict.fromkeys(columns[len(names) :], "Int64"))


def _line(rows: pd.DataFrame, version: Version, *names: str) -> dict[str, Any]:
    first = rows.iloc[0].to_dict() if names else {}
    named: dict[str, Any] = {name: first[name] for name in names}
    whose = (str(named.get("team_id", ALL)), str(named.get("area_id", ALL)))
    dose = {
        name: None if rows[name].isna().all() and len(rows) else int(rows[name].sum())
        for name in DOSE
    }
    return {
        **dict.fromkeys(("team_id", "team", "area_id", "area", "neighbourhood")),
        **named,
        "areas": rows["area_id"].nunique(),
        **dose,
        **{name: _told(version, ("done", name, *whose, ALL)) for name in (*SIMPLE, SEARCHES)},
        **{name: _told(version, ("done", SEARCHES, *whose, name)) for name in PARTS},
    }


def _told(version: Mapping[Key, Told], key: Key) -> int | None:
    """Return a count as it is told: None where it is withheld."""
    return _number(version.get(key, Told(0, is_told=True)))


def _number(each: Told) -> int | None:
    return each.value if each.is_told else None


def _name(name: str | None) -> str | None:
    return None if name == ALL else name
