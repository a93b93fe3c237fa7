"""Six weeks of patrol days: areas, picks, briefings, taskings and the passes printed for them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

import numpy as np
import pandas as pd
import shapely

from patrolqr.core import clock
from patrolqr.core.shift import Shift
from patrolqr.core.team import Team, id_of
from patrolqr.demo import chance_and_metres, report_texts
from patrolqr.demo.hotspots import EMERGING, PATROLLED, Hotspot
from patrolqr.demo.incidents import hotspot_point
from patrolqr.demo.places import Places, belonging
from patrolqr.demo.taskings import Reported, Sheet, reported, taskings
from patrolqr.geo import squares
from patrolqr.store import teams

DAYS = 44
"""Patrol days with briefings before the current one."""

EARLY_WEEKDAYS = (0, 3, 5)
"""Mondays, Thursdays and Saturdays have an Early briefing as well; so has the current day."""

EARLY_PLACES = ("Retail Park", "Mill Lane", "Bus Station")
"""Where the day is busier than the night; they are likelier on an Early sheet."""

NOTICED_DAYS = 21
"""How long ago the emerging places came onto the sheets."""

REMADE_EVERY = 8
"""Every so many days the Late sheet is made again after lunch."""

PASS_LETTERS, SHORT_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
PROBLEM_SOLVER, SERGEANTS = "Problem-solver 5120", ("Sgt 4412", "Sgt 4387", "Sgt 4429")

MARKING = "OFFICIAL-SENSITIVE"
BEGINNER = Team(id_of("Local policing team"), "Local policing team")
TEAM = Team(id_of("Ashbrook LPT"), "Ashbrook LPT", marking=MARKING)
TOWN_CENTRE = Team(
    id_of("Town Centre Team"),
    "Town Centre Team",
    shifts=(Shift("Early", time(8), time(18)), Shift("Late", time(16), time(3))),
    marking="OFFICIAL",
)
TOWN_CENTRE_PLACES = ("Market Square", "Station Road", "Bus Station", "Retail Park")
TOWN_CENTRE_DAYS = 15
TOWN_CENTRE_WEEKDAYS = (3, 4, 5)
"""The second team: Thursdays to Saturdays of the last two weeks, under the first one's shift names."""


@dataclass(frozen=True)
class Patrols:
    """Frames of the tables of the same names."""

    teams: pd.DataFrame
    patrol_areas: pd.DataFrame
    picks: pd.DataFrame
    briefings: pd.DataFrame
    taskings: pd.DataFrame
    passes: pd.DataFrame


def patrols(happened: pd.DataFrame, towns: Places, *, until: date, seed: int) -> Patrols:
    """Return the areas and sheets of the last six weeks and the current patrol day, of both teams."""
    random = chance_and_metres.chance(seed, "patrols")
    areas = _areas(towns, until, random)
    told = reported(happened, areas)
    first = _of_team(list(_sheets(until, random)), areas, told, random)
    # its own chance, so that the first team's days are the same with and without the second
    other = chance_and_metres.chance(seed, "town centre")
    second = _of_team(list(_town_centre_sheets(until, other)), areas, told, other)
    both = {name: pd.concat([first[name], second[name]], ignore_index=True) for name in first}
    return Patrols(teams=_teams(until), patrol_areas=areas.drop(columns="corner"), **both)


def _of_team(
    sheets: list[Sheet],
    areas: pd.DataFrame,
    told: Mapping[str, Reported],
    random: np.random.Generator,
) -> dict[str, pd.DataFrame]:
    """Return a team's picks, briefings, taskings and passes behind its sheets."""
    side = squares.CELL_METRES
    outlines = [
        shapely.box(east, north, east + side, north + side) for east, north in areas["corner"]
    ]
    known = zip(areas["area_id"], outlines, strict=True)
    by_name = dict(zip(areas["name"], known, strict=True))
    tasked = pd.DataFrame(
        [row for sheet in sheets for row in taskings(sheet, by_name, told, random)]
    )
    return {
        "picks": _picks(sheets, areas, tasked, random),
        "briefings": pd.DataFrame([_briefing(sheet, random) for sheet in sheets]),
        "taskings": tasked,
        "passes": _passes(sheets, tasked, random),
    }


def _teams(until: date) -> pd.DataFrame:
    """Return both teams; the one that every new database begins with is retired."""
    kept_at = chance_and_metres.day_before(until - timedelta(days=DAYS), hour=9)
    rows = [
        {
            "team_id": team.team_id,
            "name": team.name,
            "neighbourhoods": list(team.neighbourhoods),
            "shifts": teams.as_json(team.shifts),
            "marking": team.marking,
            "retired": team == BEGINNER,
            "kept_by": PROBLEM_SOLVER,
            "kept_at": pd.Timestamp(kept_at),
        }
        for team in (BEGINNER, TEAM, TOWN_CENTRE)
    ]
    return pd.DataFrame(rows)


def _areas(towns: Places, until: date, random: np.random.Generator) -> pd.DataFrame:
    """Return one row per patrol area: the counting square of a hotspot, under the place's name."""
    points = np.array([hotspot_point(spot) for spot in PATROLLED])
    corners = squares.corner_at(points)
    rings = (
        corners[:, None, :]
        + np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)])[None] * squares.CELL_METRES
    )
    since = [
        until - timedelta(days=NOTICED_DAYS if spot in EMERGING else DAYS) for spot in PATROLLED
    ]
    rows = {
        "area_id": chance_and_metres.ids(random, len(PATROLLED)),
        "version": 1,
        "name": [spot.name for spot in PATROLLED],
        "geometry": chance_and_metres.geojson(shapely.polygons(rings)),
        "cell": [squares.name_at(*corner) for corner in corners],
        "neighbourhood_id": towns.small["parent_id"].to_numpy()[belonging(towns.small, points)],
        "valid_from": pd.to_datetime(
            [chance_and_metres.day_before(day, hour=15) for day in since], utc=True
        ),
        "valid_to": pd.Series(pd.NaT, index=range(len(PATROLLED)), dtype="datetime64[us, UTC]"),
        "corner": [tuple(corner) for corner in corners],
    }
    return pd.DataFrame(rows)


def _sheets(until: date, random: np.random.Generator) -> Iterator[Sheet]:
    """Yield the first team's sheets, made the afternoon before.

    Now and then the Late one again on the day itself.
    """
    for back in range(DAYS, -1, -1):
        day = until - timedelta(days=back)
        made = chance_and_metres.day_before(day, hour=16)
        if day.weekday() in EARLY_WEEKDAYS or back == 0:
            spots = _chosen(back, 3, random, early=True)
            yield Sheet(
                chance_and_metres.ids(random, 1)[0],
                TEAM.duty(day, "Early"),
                1,
                spots,
                made + timedelta(minutes=20),
            )
        late = TEAM.duty(day, "Late")
        spots = _chosen(back, 5 + back % 2, random, early=False)
        yield Sheet(
            chance_and_metres.ids(random, 1)[0], late, 1, spots, made + timedelta(minutes=45)
        )
        if back and back % REMADE_EVERY == 3:
            again = clock.duty_window(late)[0] - timedelta(minutes=50)
            yield Sheet(chance_and_metres.ids(random, 1)[0], late, 2, spots[:-1], again)


def _town_centre_sheets(until: date, random: np.random.Generator) -> Iterator[Sheet]:
    """Yield the second team's sheets: two or three places of the town centre, late in the week."""
    spots = tuple(spot for spot in PATROLLED if spot.name in TOWN_CENTRE_PLACES)
    for back in range(TOWN_CENTRE_DAYS, -1, -1):
        day = until - timedelta(days=back)
        if day.weekday() in TOWN_CENTRE_WEEKDAYS or back == 0:
            made = chance_and_metres.day_before(day, hour=17)
            count = 2 + back % 2
            chosen = random.choice(len(spots), count, replace=False)
            yield Sheet(
                chance_and_metres.ids(random, 1)[0],
                TOWN_CENTRE.duty(day, "Late"),
                1,
                tuple(spots[number] for number in chosen),
                made,
            )


def _chosen(
    back: int, count: int, random: np.random.Generator, *, early: bool
) -> tuple[Hotspot, ...]:
    """Return the day's places, those where more happens likelier.

    The emerging ones only since they were noticed.
    """
    known = (
        PATROLLED
        if back <= NOTICED_DAYS
        else tuple(spot for spot in PATROLLED if spot not in EMERGING)
    )
    if early:
        weight = np.array([6.0 if spot.name in EARLY_PLACES else 1.0 for spot in known])
    else:
        weight = np.array(
            [20.0 if spot in EMERGING else sum(spot.weekly.values()) for spot in known]
        )
    picked = random.choice(len(known), count, replace=False, p=weight / weight.sum())
    return tuple(known[number] for number in picked)


def _briefing(sheet: Sheet, random: np.random.Generator) -> dict[str, Any]:
    return {
        "briefing_id": sheet.briefing_id,
        "team_id": sheet.duty.team_id,
        "patrol_day": sheet.duty.patrol_day,
        "shift": sheet.duty.shift.name,
        "shift_starts": sheet.duty.shift.starts,
        "shift_ends": sheet.duty.shift.ends,
        "version": sheet.version,
        "team": TOWN_CENTRE.name if sheet.duty.team_id == TOWN_CENTRE.team_id else TEAM.name,
        "marking": MARKING,
        "author": SERGEANTS[sheet.duty.patrol_day.toordinal() % len(SERGEANTS)],
        "information": str(random.choice(report_texts.INFORMATION)),
        "intention": str(random.choice(report_texts.INTENTION)),
        "made_at": sheet.made_at,
    }


def _picks(
    sheets: list[Sheet], areas: pd.DataFrame, tasked: pd.DataFrame, random: np.random.Generator
) -> pd.DataFrame:
    """Return the decisions behind the first sheets: what was picked, and on some days what was not,
    and why.
    """
    why = tasked.groupby("briefing_id")[["area_id", "why"]].apply(
        lambda rows: list(rows.itertuples(index=False))
    )
    rows = []
    for sheet in (each for each in sheets if each.version == 1):
        is_late = sheet.duty.shift.name == "Late"
        decided_at = chance_and_metres.day_before(sheet.duty.patrol_day, hour=15) + timedelta(
            minutes=7 * is_late
        )
        chosen = [(area_id, "picked", text) for area_id, text in why[sheet.briefing_id]]
        left = areas[
            (areas["valid_from"] <= decided_at)
            & ~areas["area_id"].isin([each[0] for each in chosen])
        ]
        if is_late and random.random() < 0.5:
            reason = str(random.choice(report_texts.NOT_PICKED))
            chosen.append((left["area_id"].iloc[random.integers(len(left))], "not_picked", reason))
        for place, (area_id, decision, text) in enumerate(chosen):
            at = decided_at + timedelta(seconds=20 * place)
            duty = sheet.duty
            key = (duty.team_id, duty.patrol_day, duty.shift.name, area_id)
            rows.append((*key, decision, text, PROBLEM_SOLVER, at))
    key_columns = ["team_id", "patrol_day", "shift", "area_id"]
    columns = [*key_columns, "decision", "why", "decided_by", "decided_at"]
    return pd.DataFrame(rows, columns=columns).assign(
        pick_id=chance_and_metres.ids(random, len(rows))
    )


def _passes(sheets: list[Sheet], tasked: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """Return the pass printed for each tasking, valid for its patrol day and shift plus the grace."""
    begins = {sheet.briefing_id: clock.day_window(sheet.duty.patrol_day)[0] for sheet in sheets}
    ends = {sheet.briefing_id: clock.duty_window(sheet.duty)[1] + clock.GRACE for sheet in sheets}
    rows = {
        "pass_id": _codes(PASS_LETTERS, 20, len(tasked), random),
        "short_code": _codes(SHORT_LETTERS, 6, len(tasked), random),
        "tasking_id": tasked["tasking_id"],
        "valid_from": pd.to_datetime(tasked["briefing_id"].map(begins), utc=True),
        "valid_until": pd.to_datetime(tasked["briefing_id"].map(ends), utc=True),
        "revoked_at": pd.Series(pd.NaT, index=tasked.index, dtype="datetime64[us, UTC]"),
        "revoked_why": None,
    }
    return pd.DataFrame(rows)


def _codes(letters: str, length: int, count: int, random: np.random.Generator) -> list[str]:
    """Return that many codes; 31 letters six times over do not repeat by chance among a few
    hundred.
    """
    return [
        "".join(row)
        for row in np.array(list(letters))[random.integers(len(letters), size=(count, length))]
    ]
