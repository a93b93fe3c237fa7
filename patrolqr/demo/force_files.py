"""Ashbrook's data as files, as a force's systems and public sites would write them.

For the same town they are the same byte for byte.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from patrolqr.core import clock
from patrolqr.demo import chance_and_metres, earlier_logs, force_words, workbook
from patrolqr.demo.hotspots import BIKE, BURGLARY, DAMAGE, OTHER_THEFT, VEHICLE
from patrolqr.demo.stop_searches import newest_month

if TYPE_CHECKING:
    from patrolqr.demo.town import Town

FOUND_LATER = (BIKE, BURGLARY, DAMAGE, OTHER_THEFT, VEHICLE)
"""Types of crime that nobody saw: they happened between two times."""

LONGEST_BETWEEN = 55
"""Minutes between those times at most: within the hour, so that their hour is known."""

DAY, MINUTE = "%d/%m/%Y", "%H:%M"


def write(town: "Town", folder: Path) -> Iterator[Path]:
    """Write the town's files into the folder and give their paths, in the order to load them.

    The patrols of before come last: they name patrol areas.
    """
    yield _areas(folder / "ashbrook-wards.geojson", _of_kind(town, "neighbourhood"), "WARD")
    yield _areas(folder / "ashbrook-lsoa.geojson", _of_kind(town, "small_area"), "LSOA21")
    yield _csv(folder / "ashbrook-residents.csv", _residents(town))
    yield _streets(folder / "ashbrook-streets.geojson", town)
    kind = town.incidents["kind"]
    yield _csv(folder / "ashbrook-crimes.csv", _crimes(town, town.incidents[kind == "crime"]))
    yield _csv(folder / "ashbrook-calls.csv", _calls(town.incidents[kind == "call"]))
    yield _csv(folder / "ashbrook-intelligence.csv", _intelligence(town))
    month = f"{newest_month(town.until):%Y-%m}"
    yield _csv(folder / f"{month}-ashbrook-police-stop-and-search.csv", town.stop_searches)
    told = earlier_logs.rows(until=town.until, seed=town.seed)
    yield workbook.write(folder / "ashbrook-patrol-form.xlsx", told)


def _of_kind(town: "Town", kind: str) -> pd.DataFrame:
    return town.places[town.places["kind"] == kind]


def _areas(path: Path, rows: pd.DataFrame, system: str) -> Path:
    """Write areas as the ONS does: a code, a name, and the ward that an LSOA lies in."""
    codes = {f"{system}CD": rows["place_id"], f"{system}NM": rows["name"]}
    parents = {"WARDCD": rows["parent_id"]} if rows["parent_id"].notna().all() else {}
    return _geojson(path, pd.DataFrame(codes | parents), rows["geometry"])


def _streets(path: Path, town: "Town") -> Path:
    rows = town.streets
    named = rows[["street_id", "name", "class"]].rename(columns={"street_id": "id"})
    return _geojson(path, named, rows["geometry"])


def _geojson(path: Path, properties: pd.DataFrame, geometries: Iterable[str]) -> Path:
    features = [
        f'{{"type": "Feature", "properties": {json.dumps(row)}, "geometry": {geometry}}}'
        for row, geometry in zip(properties.to_dict("records"), geometries, strict=True)
    ]
    body = ",\n".join(features)
    path.write_text(f'{{"type": "FeatureCollection", "features": [\n{body}\n]}}\n', "utf-8")
    return path


def _csv(path: Path, rows: pd.DataFrame) -> Path:
    rows.to_csv(path, index=False, lineterminator="\n")
    return path


def _residents(town: "Town") -> pd.DataFrame:
    return town.places[["place_id", "residents"]].rename(columns={"place_id": "area_code"})


def _crimes(town: "Town", rows: pd.DataFrame) -> pd.DataFrame:
    """Return recorded crimes as the crime recording system exports them: on the National Grid."""
    since = _walls(rows["occurred_at"])
    until = _walls(_found_at(town, rows))
    return pd.DataFrame({
        "Crime Number": rows["reference"],
        "Record ID": rows["record_id"],
        "Offence": _own_types(rows["category"], force_words.OFFENCES),
        "Committed From Date": since.dt.strftime(DAY),
        "Committed From Time": since.dt.strftime(MINUTE),
        "Committed To Date": until.dt.strftime(DAY),
        "Committed To Time": until.dt.strftime(MINUTE),
        "Easting": rows["easting"],
        "Northing": rows["northing"],
        "Street": rows["street"],
        "LSOA Code": rows["small_area_id"],
        "Outcome": rows["outcome"],
        "Reported By": rows["origin"].map(force_words.REPORTED_BY),
    })  # fmt: skip


def _calls(rows: pd.DataFrame) -> pd.DataFrame:
    """Return calls as the command and control system exports them: in degrees, in one's words."""
    received = _walls(rows["occurred_at"])
    return pd.DataFrame({
        "Incident Number": rows["reference"],
        "Call Received": received.dt.strftime(f"{DAY} {MINUTE}"),
        "Opening Code": _own_types(rows["category"], force_words.OPENING_CODES),
        "Longitude": rows["longitude"],
        "Latitude": rows["latitude"],
        "Street": rows["street"],
        "LSOA Code": rows["small_area_id"],
        "Call Source": rows["origin"].map(force_words.CALL_SOURCES),
        "Log Text": rows["words"],
    })  # fmt: skip


def _intelligence(town: "Town") -> pd.DataFrame:
    rows = town.intelligence
    submitted = _walls(rows["reported_at"])
    return pd.DataFrame({
        "Intelligence Ref": rows["reference"],
        "Date Submitted": submitted.dt.strftime(f"{DAY} {MINUTE}"),
        "Source Evaluation": rows["source_grade"],
        "Information Assessment": rows["information_grade"],
        "Handling Code": rows["handling"],
        "Conditions": rows["conditions"],
        "Information": rows["text"],
        "Sanitised Text": rows["sanitised_text"],
        "Expiry Date": [f"{day:{DAY}}" for day in rows["expires_day"]],
        "Place": rows["place"],
        "Easting": rows["easting"],
        "Northing": rows["northing"],
    })  # fmt: skip


def _own_types(
    categories: "pd.Series[str]", words: Mapping[str, tuple[str, ...]]
) -> "pd.Series[str]":
    """Return each crime type in a system's own words, which take turns."""
    turn = categories.groupby(categories).cumcount()
    told = [
        words[category][number % len(words[category])]
        for category, number in zip(categories, turn, strict=True)
    ]
    return pd.Series(told, index=categories.index, dtype="str")


def _walls(instants: "pd.Series[pd.Timestamp]") -> "pd.Series[pd.Timestamp]":
    """Return instants as the clocks of the force show them."""
    return instants.dt.tz_convert(clock.zone()).dt.tz_localize(None)


def _found_at(town: "Town", rows: pd.DataFrame) -> "pd.Series[pd.Timestamp]":
    """Return until when a crime can have happened, none where somebody saw it.

    None either in the hour that the clock shows twice: nobody could tell how long it was.
    """
    random = chance_and_metres.chance(town.seed, "found later")
    minutes = random.integers(5, LONGEST_BETWEEN + 1, len(rows))
    found = rows["occurred_at"] + pd.to_timedelta(minutes, unit="min")
    told = rows["category"].isin(FOUND_LATER) & (found <= town.cut)
    twice = _shown_twice(rows["occurred_at"]) | _shown_twice(found)
    return found.where(told & ~twice)


def _shown_twice(instants: "pd.Series[pd.Timestamp]") -> "pd.Series[bool]":
    walls = _walls(instants)
    both = [
        walls.dt.tz_localize(clock.zone(), ambiguous=np.full(len(walls), first))
        for first in (True, False)
    ]
    return both[0] != both[1]
