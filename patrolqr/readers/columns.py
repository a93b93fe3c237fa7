"""Which column is the id, the name, the residents and the parent, in boundary files of any origin.

ONS calls them LSOA21CD and LSOA21NM, others lsoa21_code or beat_id: what decides is whether values
are unique, then whether they look like official codes, then the column's name.
"""

import math
import re
from collections.abc import Sequence

from patrolqr.core.clean import clean

Properties = dict[str, object]

OFFICIAL = re.compile(r"[EWSNKJ]\d{8}")
"""A code of the Government Statistical Service, such as E01029345."""

SMALL = re.compile(r"[EWS]01\d{6}")
"""The code of a lower layer super output area (LSOA), or Scotland's data zone."""

_CODE = re.compile(r"(code|cd|id|ref|key|number|no)$", re.IGNORECASE)
_NAME = re.compile(r"(name|nm|label|title)w?$", re.IGNORECASE)
_RESIDENTS = re.compile(r"resident|population|persons|people|(^|_)pop(_|\d|$)", re.IGNORECASE)
_RUNNING = re.compile(r"^(fid|ogc_fid|objectid.*|globalid|gid|index|shape.*)$", re.IGNORECASE)
_LARGEST = 10**9


def is_code_name(column: str) -> bool:
    """Return whether a column's name says that it holds codes."""
    return bool(_CODE.search(column)) and not _RUNNING.match(column)


def is_residents_name(column: str) -> bool:
    """Return whether a column's name says that it counts residents."""
    return bool(_RESIDENTS.search(column)) and "densit" not in column.casefold()


def text(value: object) -> str:
    """Return a property as text: 12.0 as 12, nothing as an empty string, what is no text cleaned."""
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return clean(str(value)).strip()


def whole_number(value: object) -> int | None:
    """Return a count of residents, or None where there is none."""
    try:
        number = float(value) if isinstance(value, int | float | str) else math.nan
    except (ValueError, OverflowError):
        return None
    return round(number) if 0 <= number <= _LARGEST else None


def id_column(rows: Sequence[Properties]) -> str | None:
    """Return the column whose values are unique and look most like an id; None if there is none."""
    unique = [column for column in columns(rows) if _is_unique(values(rows, column))]
    ranked = sorted(unique, key=lambda column: _id_rank(column, values(rows, column)))
    if not ranked or _RUNNING.match(ranked[0]):
        return next(iter([*_repeated_codes(rows), *ranked]), None)
    return ranked[0]


def _repeated_codes(rows: Sequence[Properties]) -> list[str]:
    """Return the columns of codes of which some stand on several rows under one name: a ward in parts,
    numbered part by part. The finest first.
    """
    found = []
    for column in columns(rows):
        given = values(rows, column)
        coded = is_code_name(column) or all(OFFICIAL.fullmatch(value) for value in given)
        pairs = set(zip(given, values(rows, name_column(rows, column)), strict=True))
        if coded and not _RUNNING.match(column) and all(given) and len(set(given)) == len(pairs):
            found.append((-len(set(given)), column))
    return [column for _, column in sorted(found, key=lambda each: each[0])]


def name_column(rows: Sequence[Properties], chosen: str) -> str:
    """Return the column of names that goes with the id's: the same stem if there is one, else the
    id's own.
    """
    named = [column for column in columns(rows) if _NAME.search(column)]
    kin = [column for column in named if _stem(column) == _stem(chosen)]
    return next(iter([*kin, *named]), chosen)


def residents_column(rows: Sequence[Properties]) -> str | None:
    """Return the column that counts residents; None if there is none."""
    counting = [column for column in columns(rows) if is_residents_name(column)]
    return next(
        (c for c in counting if any(whole_number(row.get(c)) is not None for row in rows)), None
    )


def parent_columns(rows: Sequence[Properties], besides: set[str | None]) -> list[str]:
    """Return the columns that may name a level above, the finest level of codes first."""
    found = []
    for column in columns(rows):
        distinct = {value for value in values(rows, column) if value}
        coded = is_code_name(column) or all(OFFICIAL.fullmatch(value) for value in distinct)
        if column not in besides and distinct and (coded or not any(map(str.isdecimal, distinct))):
            found.append((not coded, -len(distinct), column))
    return [
        column
        for _, size, column in sorted(found, key=lambda one: one[:2])
        if -size < len(rows) or len(rows) == 1
    ]


def columns(rows: Sequence[Properties]) -> list[str]:
    """Return every column that occurs, in order."""
    return list(dict.fromkeys(column for row in rows for column in row))


def values(rows: Sequence[Properties], column: str) -> list[str]:
    """Return a column's values as text."""
    return [text(row.get(column)) for row in rows]


def _is_unique(found: list[str]) -> bool:
    """Return whether nearly every feature has a value and no two have the same."""
    given = [value for value in found if value]
    return len(given) == len(set(given)) and len(given) >= 0.9 * len(found) > 0


def _id_rank(column: str, found: list[str]) -> tuple[bool, bool, bool, bool, bool, bool]:
    given = [value for value in found if value]
    return (
        bool(_RUNNING.match(column)),
        is_residents_name(column),
        not all(SMALL.fullmatch(value) for value in given),
        not all(OFFICIAL.fullmatch(value) for value in given),
        not is_code_name(column),
        not _NAME.search(column),
    )


def _stem(column: str) -> str:
    return _NAME.sub("", _CODE.sub("", column)).casefold()
