"""How much harm a crime of each type counts for: the force's own weights, from a file; none are made
up here.
"""

import csv
import math
from pathlib import Path

from patrolqr.core.errors import SettingWrong
from patrolqr.core.incident import CRIME_TYPES

MOST_BYTES = 1_000_000
"""A list of fourteen types is far shorter."""


def weights(file: Path, setting: str) -> dict[str, float]:
    """Return the weight of each crime type named in a CSV file of types and weights, with a heading
    or without. SettingWrong says which line cannot be used, of the file that which setting names, and
    what to write instead.
    """
    known = {each.lower(): each for each in CRIME_TYPES}
    found: dict[str, float] = {}
    for number, (named, text) in enumerate(_lines(file, setting), start=1):
        weight = _number(text)
        if number == 1 and weight is None and named.lower() not in known:
            continue  # a heading
        where = f"Line {number} of {file} ({setting})"
        if named.lower() not in known:
            raise SettingWrong(
                f"{where} names {named!r}, which is no crime type. Those there are: {', '.join(CRIME_TYPES)}."
            )
        if weight is None:
            raise SettingWrong(f"{where} has the weight {text!r}. Write a number, 0 or more.")
        if known[named.lower()] in found:
            raise SettingWrong(f"{where} names {named!r} a second time. Leave one of the two out.")
        found[known[named.lower()]] = weight
    if not found:
        raise SettingWrong(
            f"{file} ({setting}) holds no weight. Write a line for each crime type: Burglary,365"
        )
    return found


def _lines(file: Path, setting: str) -> list[tuple[str, str]]:
    """Return the first two cells of each line that is not empty."""
    try:
        text = file.read_bytes()[:MOST_BYTES].decode("utf-8-sig")
        rows = [row for row in csv.reader(text.splitlines()) if any(cell.strip() for cell in row)]
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise SettingWrong(
            f"{file} ({setting}) cannot be read as a CSV file in UTF-8. Name a file of crime types and weights."
        ) from problem
    return [(row[0].strip(), row[1].strip() if len(row) > 1 else "") for row in rows]


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None
