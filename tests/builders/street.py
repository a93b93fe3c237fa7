"""Street rows in the shape data.police.uk publishes them, small enough to fit in one's head."""

import csv
import io
from pathlib import Path

from patrolqr.readers.formats.police_uk import PUBLISHED

HEADER = ",".join(PUBLISHED)

BURGLARY = {
    "Crime ID": "a" * 64,
    "Month": "2025-01",
    "Reported by": "Staffordshire Police",
    "Falls within": "Staffordshire Police",
    "Longitude": "-2.028815",
    "Latitude": "52.690212",
    "Location": "On or near Market Square",
    "LSOA code": "E01029345",
    "LSOA name": "Cannock Chase 003A",
    "Crime type": "Burglary",
    "Last outcome category": "Under investigation",
    "Context": "",
}

NUISANCE = BURGLARY | {
    "Crime ID": "",
    "Crime type": "Anti-social behaviour",
    "Last outcome category": "",
}

NO_LOCATION = BURGLARY | {
    "Crime ID": "b" * 64,
    "Longitude": "",
    "Latitude": "",
    "Location": "No Location",
    "LSOA code": "",
    "LSOA name": "",
}


def row(like: dict[str, str] = BURGLARY, **changed: str) -> str:
    """Return one line like another.

    The names of changed columns are written with underscores (Crime_ID).
    """
    values = like | {name.replace("_", " "): value for name, value in changed.items()}
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(values.values())
    return line.getvalue()


def text(*rows: str, header: str = HEADER) -> str:
    """Return a file's text."""
    return "\n".join([header, *rows]) + "\n"


def write(
    folder: Path, *rows: str, name: str = "2025-01-staffordshire-street.csv", header: str = HEADER
) -> Path:
    """Return the path of a file with these rows."""
    path = folder / name
    path.write_text(text(*rows, header=header), "utf-8")
    return path
