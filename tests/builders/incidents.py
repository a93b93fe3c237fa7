"""Incidents and neighbourhoods put straight into a store."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from patrolqr.geo.projection import to_degrees
from patrolqr.store import Session, Store, covered
from patrolqr.store.engine.writing import Writing


def keep_in(store: Session, rows: pd.DataFrame) -> None:
    """Keep incidents written as one thinks of them; columns left out have the usual value."""
    usual: dict[str, Any] = {
        "origin": "public", "kind": "crime", "precision": "month", "superseded": False,
        "month": date(2025, 6, 1), "category": "Burglary", "street": "High Street",
        "easting": 400100.0, "northing": 310100.0, "neighbourhood_id": None,
    }  # fmt: skip
    incidents = rows.assign(**{name: value for name, value in usual.items() if name not in rows})
    with store.writing("brief") as written:
        written.insert("incidents", incidents)
        cover(written)


def cover(written: Writing) -> None:
    """Call covered what all incidents there are span."""
    written.cursor.execute("DELETE FROM covered")
    covered.begin(written)
    written.cursor.execute(
        "INSERT INTO covering (force, source, kind, precision, day, rows) "
        "SELECT force, source, kind, precision, coalesce(patrol_day, month), count(*) "
        "FROM incidents GROUP BY ALL"
    )
    covered.keep(written, None)


def as_loaded(store: Session, at: datetime) -> None:
    """Let all incidents there are come from one file that was loaded at that moment."""
    load_id = str(uuid.uuid4())
    with store.writing("brief") as written:
        written.cursor.execute(
            "INSERT INTO loads (load_id, kind, file_name, loaded_at, serial) VALUES (?, 'crime', '', ?, 1)",
            [load_id, at],
        )
        for table in ("incidents", "covered"):
            written.cursor.execute(f"UPDATE {table} SET load_id = ?", [load_id])


def load_more(store: Session, rows: pd.DataFrame, at: datetime) -> None:
    """Keep more incidents, from another file that was loaded at that moment."""
    load_id = str(uuid.uuid4())
    usual: dict[str, Any] = {
        "origin": "public", "kind": "crime", "superseded": False, "street": "High Street",
        "easting": 400100.0, "northing": 310100.0,
    }  # fmt: skip
    more = rows.assign(**{name: value for name, value in usual.items() if name not in rows})
    with store.writing("brief") as written:
        written.insert("incidents", more.assign(load_id=load_id))
        written.cursor.execute(
            "INSERT INTO loads (load_id, kind, file_name, loaded_at, serial) VALUES (?, 'crime', '', ?, 2)",
            [load_id, at],
        )
        covered.begin(written)
        written.cursor.execute(
            "INSERT INTO covering (force, source, kind, precision, day, rows) "
            "SELECT force, source, kind, precision, coalesce(patrol_day, month), count(*) "
            "FROM incidents WHERE load_id = ? GROUP BY ALL",
            [load_id],
        )
        covered.keep(written, load_id)


def name_places(store: Session, names: Mapping[str, str]) -> None:
    """Keep neighbourhoods: id to name."""
    with store.writing("brief") as written:
        for place_id, name in names.items():
            written.cursor.execute(
                "INSERT INTO places (place_id, kind, name) VALUES (?, 'neighbourhood', ?)",
                [place_id, name],
            )


def crowded(folder: Path, incidents: int) -> Path:
    """Return the folder of a store with that many incidents of two years over 20 × 20 km, thick in
    the middle.
    """
    chance = np.random.default_rng(7)
    spread = chance.normal(0, 4000, (incidents, 2))
    easting, northing = 400_000 + spread[:, 0], 310_000 + spread[:, 1]
    longitude, latitude = to_degrees(easting, northing)
    rows = pd.DataFrame(
        {
            "day": pd.Timestamp("2024-12-01")
            + pd.to_timedelta(chance.integers(0, 730, incidents), unit="D"),
            "category": chance.choice(
                ["Burglary", "Vehicle crime", "Anti-social behaviour"], incidents
            ),
            "street": [
                f"Street {number}"
                for number in (easting // 500 * 41 + northing // 500).astype(int) % 900
            ],
            "easting": easting,
            "northing": northing,
            "longitude": longitude,
            "latitude": latitude,
        }
    )
    store = Store(folder, real=True)
    with store.database.writing() as written:
        written.cursor.register("rows", rows)
        written.cursor.execute(
            "INSERT INTO incidents BY NAME SELECT uuid() AS incident_id, 'public' AS origin, 'minute' AS precision, "
            "'crime' AS kind, day::DATE AS patrol_day, date_trunc('month', day)::DATE AS month, day::TIMESTAMPTZ AS "
            "occurred_at, category, street, easting, northing, longitude, latitude, false AS superseded FROM rows"
        )
        cover(written)
    store.close()
    return folder
