"""What stands in one cell, read as people write it: days, times, numbers, yes and no.

Each gives a value, None for a blank, or Wrong with the reason. A date that could be two days is read
by the file's order, never by the cell's luck.
"""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

EXCEL_EPOCH = date(1899, 12, 30).toordinal()
UNIX_EPOCH = date(1970, 1, 1).toordinal()

EXCELS_FIRST_DAYS = range(EXCEL_EPOCH - UNIX_EPOCH, EXCEL_EPOCH - UNIX_EPOCH + 3)
"""Days, since 1970, that Excel and what reads its files write beside a time that has no day."""

SERIALS = (20_000, 80_000)
"""Excel's day numbers from 1954 to 2119."""

CENTURY_TURNS = 70
"""A year of two digits from here on is of the 1900s."""

DAY_MICROS = 86_400_000_000

REMEMBERED = 20_000
"""Texts of which it is remembered what they say: a file's next rows have the same days and minutes."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_DIGITS = re.compile(r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})")
_WORDED = re.compile(
    r"(?:[a-z]{2,9}[,.]?\s+)?(\d{1,2})(?:st|nd|rd|th)?[-/. ]*([a-z]{3,9})[-/., ]*(\d{2,4})"
)
_AMERICAN = re.compile(
    r"(?:[a-z]{2,9}[,.]?\s+)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})"
)
_MONTH_ONLY = re.compile(r"(?:[a-z]{3,9}[-/. ]\d{2,4}|\d{1,2}[-/]\d{4}|\d{4}[-/]\d{1,2})")
_NO_YEAR = re.compile(r"\d{1,2}[-/. ][a-z]{3,9}")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?", re.IGNORECASE)
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_TIME_AT_END = re.compile(
    r"^(.*?\d{2,4}|.*?[a-z])[T,\s]+(\d{1,2}[:.]\d\d\S*(?:\s*[ap]\.?m\.?)?)$", re.IGNORECASE
)
_CLOCK = re.compile(
    r"(\d{1,2})[:.](\d\d)(?:[:.](\d\d)(?:[.,](\d{1,9}))?)?\s*(?:hrs?|h)?\s*([ap])?\.?m?\.?\s*(z|utc|gmt|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_DIGIT_CLOCK = re.compile(r"(\d{1,2})(\d\d)\s*(?:hrs?|h)?", re.IGNORECASE)
_FRACTION = re.compile(r"0?\.\d+|0|1\.0+")


class Wrong(NamedTuple):
    """Why a cell cannot be read, as the end of a sentence."""

    reason: str


class Moment(NamedTuple):
    """A calendar day (days since 1970), and the time on it where one is written.

    `micros` since midnight, `offset` in minutes east of Greenwich where the text says it.
    """

    day: int
    micros: int | None = None
    offset: int | None = None

    @property
    def is_on_a_day(self) -> bool:
        """Return whether its day is one, and not what Excel writes where there is none."""
        return self.day not in EXCELS_FIRST_DAYS


class Clock(NamedTuple):
    """A time of day: microseconds since midnight (24:00 is a day's worth), and its offset."""

    micros: int
    offset: int | None = None


@lru_cache(REMEMBERED)
def moment(text: str, month_first: bool) -> Moment | Wrong | None:
    """Return the day that is written, with its time where one follows."""
    text = _plain(text)
    if not text:
        return None
    serial = _serial(text)
    if serial:
        return serial
    compact = _COMPACT.fullmatch(text)
    if compact:
        return _compact(compact)
    ends = _TIME_AT_END.match(text)
    if not ends:
        day = _day(text, month_first)
        return day if isinstance(day, Wrong) else Moment(day)
    day, time = _day(ends[1].rstrip(", "), month_first), clock(ends[2])
    if isinstance(day, Wrong):
        return day
    return time if isinstance(time, Wrong) or time is None else Moment(day, *time)


@lru_cache(REMEMBERED)
def clock(text: str) -> Clock | Wrong | None:
    """Return the time of day that is written: 21:05, 9.05 pm, 2105, 0.878 (Excel), 24:00."""
    text = _plain(text)
    if not text:
        return None
    if _FRACTION.fullmatch(text):
        return Clock(round(float(text) * 86_400) * 1_000_000)
    found = _CLOCK.fullmatch(text)
    digits = _DIGIT_CLOCK.fullmatch(text)
    if found:
        return _clock(found)
    if digits:
        return _within(int(digits[1]), int(digits[2]), 0, 0, None)
    ends = _TIME_AT_END.match(text)
    return clock(ends[2]) if ends else Wrong("its time cannot be read")


def number(text: str) -> float | Wrong | None:
    """Return a number: spaces and thousands separators do not matter, a lone comma is decimal."""
    plain = re.sub(r"[\s\u00a0\u202f'’£°]", "", text)
    if not plain:
        return None
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    elif re.fullmatch(r"[-+]?\d+,\d+", plain):
        plain = plain.replace(",", ".")
    if not re.fullmatch(r"[-+−]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?", plain, re.IGNORECASE):
        return Wrong("it is no number")
    return float(plain.replace("−", "-"))


def whole(text: str) -> int | Wrong | None:
    """Return a count; 3.0 is 3, 2.5 is wrong."""
    found = number(text)
    if found is None or isinstance(found, Wrong):
        return found
    return int(found) if found.is_integer() and found >= 0 else Wrong("it is no whole number")


def yes_or_no(text: str) -> bool | Wrong | None:
    """Return what a yes-or-no cell says."""
    plain = text.strip().casefold()
    if not plain:
        return None
    if plain in ("true", "yes", "y", "1", "1.0", "ja", "oui", "sí", "si", "ie", "ydy"):
        return True
    if plain in ("false", "no", "n", "0", "0.0", "nein", "non", "na", "nac ydy"):
        return False
    return Wrong("it says neither yes nor no")


def month(text: str) -> str | Wrong:
    """Return a month as data.police.uk writes it (2025-01), also where Excel rewrote it.

    Excel makes the first of the month of it, so of 01/02/2025 the number that is not 01 counts.
    """
    plain = _plain(text).casefold()
    worded = re.fullmatch(r"(?:0?1[-/. ])?([a-z]{3,9})[-/. ](\d{2,4})", plain)
    numbered = re.fullmatch(r"(\d{1,2})[-/.](\d{4})", plain) or re.fullmatch(
        r"0?1[-/.](\d{1,2})[-/.](\d{2,4})", plain
    )
    swapped = re.fullmatch(r"(\d{1,2})[-/.]0?1[-/.](\d{2,4})", plain)
    iso = re.fullmatch(r"(\d{4})[-/.](\d{1,2})(?:[-/.]0?1(?:[t ]00:00(?::00)?)?)?", plain)
    serial = _serial(plain)
    if iso:
        return _month(int(iso[1]), int(iso[2]), text)
    if worded and worded[1][:3] in MONTHS:
        return _month(_year(worded[2]), MONTHS.index(worded[1][:3]) + 1, text)
    if numbered and int(numbered[1]) != 1:
        return _month(_year(numbered[2]), int(numbered[1]), text)
    if swapped or numbered:
        found = swapped or numbered
        assert found
        return _month(_year(found[2]), int(found[1]), text)
    if serial:
        day = date.fromordinal(serial.day + UNIX_EPOCH)
        return _month(day.year, day.month, text) if day.day == 1 else _month(0, 0, text)
    return _month(0, 0, text)


def _month(year: int, number: int, text: str) -> str | Wrong:
    if 1990 <= year <= 2100 and 1 <= number <= 12:
        return f"{year}-{number:02d}"
    return Wrong("its month cannot be read")


def _plain(text: str) -> str:
    return " ".join(text.replace("\ufeff", "").strip(" \t\u00a0'\"").split())


def _serial(text: str) -> Moment | None:
    found = _SERIAL.fullmatch(text)
    if not found or not SERIALS[0] <= float(text) < SERIALS[1]:
        return None
    days, part = divmod(float(text), 1)
    seconds = round(part * 86_400)
    day = int(days) + EXCEL_EPOCH - UNIX_EPOCH
    return Moment(day, seconds * 1_000_000 if found[1] else None)


def _compact(found: re.Match[str]) -> Moment | Wrong:
    day = _days(int(found[1]), int(found[2]), int(found[3]))
    if isinstance(day, Wrong) or not found[4]:
        return day if isinstance(day, Wrong) else Moment(day)
    time = _within(int(found[4]), int(found[5]), int(found[6] or 0), 0, None)
    return time if isinstance(time, Wrong) else Moment(day, *time)


def _day(text: str, month_first: bool) -> int | Wrong:
    low = text.casefold()
    found = _DIGITS.fullmatch(low)
    if found:
        return _numbered(found, month_first)
    worded, american = _WORDED.fullmatch(low), _AMERICAN.fullmatch(low)
    if worded and worded[2][:3] in MONTHS:
        return _days(_year(worded[3]), MONTHS.index(worded[2][:3]) + 1, int(worded[1]))
    if american and american[1][:3] in MONTHS:
        return _days(_year(american[3]), MONTHS.index(american[1][:3]) + 1, int(american[2]))
    if _MONTH_ONLY.fullmatch(low):
        return Wrong("it holds a month and no day, as Excel leaves a date it rewrote")
    if _NO_YEAR.fullmatch(low):
        return Wrong("it holds a day and no year, as Excel leaves a date it rewrote")
    return Wrong("its date cannot be read")


def _numbered(found: re.Match[str], month_first: bool) -> int | Wrong:
    first, second, third = found[1], found[2], found[3]
    if len(first) == 4:
        return _days(int(first), int(second), int(third))
    if len(first) > 2 or len(third) not in (2, 4):
        return Wrong("its date cannot be read")
    day, number = (second, first) if month_first else (first, second)
    read = _days(_year(third), int(number), int(day))
    if isinstance(read, Wrong):
        order = "month/day/year" if month_first else "day/month/year"
        return Wrong(f"there is no such day, read as {order}")
    return read


def _days(year: int, number: int, day: int) -> int | Wrong:
    try:
        return date(year, number, day).toordinal() - UNIX_EPOCH
    except ValueError:
        return Wrong("there is no such day")


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) > 2 else year + (1900 if year >= CENTURY_TURNS else 2000)


def _clock(found: re.Match[str]) -> Clock | Wrong:
    hour, half = int(found[1]), (found[5] or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            return Wrong("there is no such time")
        hour = hour % 12 + 12 * (half == "p")
    micros = int((found[4] or "0").ljust(6, "0")[:6])
    return _within(hour, int(found[2]), int(found[3] or 0), micros, _offset(found[6]))


def _within(hour: int, minute: int, second: int, micros: int, offset: int | None) -> Clock | Wrong:
    total = ((hour * 60 + minute) * 60 + second) * 1_000_000 + micros
    if hour > 24 or minute > 59 or second > 59 or total > DAY_MICROS:
        return Wrong("there is no such time")
    return Clock(total, offset)


def _offset(text: str | None) -> int | None:
    if not text:
        return None
    if text.casefold() in ("z", "utc", "gmt"):
        return 0
    digits = text[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return -minutes if text[0] == "-" else minutes
