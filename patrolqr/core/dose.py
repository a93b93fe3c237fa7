"""The dose of a tasking in words: what was given of what was asked, never more than that, and the
rest apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan
from numbers import Real
from typing import Any

from patrolqr.core import settings
from patrolqr.core.phrases import number_of


@dataclass(frozen=True)
class Dose:
    """Patrols and patrol-minutes: asked for, given (at most what was asked), and how many more.

    `codes_read` are logs without a time of arriving, which are no patrols; `officer_minutes` count everybody
    who was there; `logs_capped` are logs of longer stays than count.
    """

    patrols_asked: int
    minutes_asked: int
    patrols_given: int = 0
    minutes_given: int = 0
    patrols_more: int = 0
    minutes_more: int = 0
    officer_minutes: int = 0
    codes_read: int = 0
    logs_capped: int = 0

    @property
    def is_full(self) -> bool:
        """Whether all that was asked for was given: the patrols, and their minutes too."""
        return self.is_patrolled and self.minutes_given >= self.minutes_asked

    @property
    def is_patrolled(self) -> bool:
        """Whether all patrols that were asked for were made, however short."""
        return self.patrols_given >= self.patrols_asked

    @property
    def share(self) -> float:
        """How much of the patrols asked for was given, from 0 to 1."""
        return _share(self.patrols_given, self.patrols_asked)

    @property
    def minutes_share(self) -> float:
        """How much of the minutes asked for was given, from 0 to 1."""
        return _share(self.minutes_given, self.minutes_asked)

    @property
    def patrols(self) -> str:
        """Return 2 of 2 patrols, 1 more than asked."""
        noun = "patrol" if self.patrols_asked == 1 else "patrols"
        return f"{self.patrols_given} of {self.patrols_asked} {noun}{more_than_asked(self.patrols_more)}"

    @property
    def minutes(self) -> str:
        """Return 30 of 30 min, 1 more than asked."""
        return (
            f"{self.minutes_given} of {self.minutes_asked} min{more_than_asked(self.minutes_more)}"
        )

    @property
    def beside(self) -> str:
        """Return what stands beside the dose: 60 officer-minutes, 1 code read without a stay."""
        officers = f"{self.officer_minutes:,} officer-minutes" if self.officer_minutes else ""
        said = officers, codes_read(self.codes_read), stays_cut(self.logs_capped)
        return ", ".join(filter(None, said))


def of(row: Mapping[str, Any]) -> Dose:
    """Return the dose that a row of the store tells; what was not measured is nothing given."""
    return Dose(
        patrols_asked=int(row["patrols_asked"]),
        minutes_asked=int(row["minutes_asked"]),
        patrols_given=int(row["patrols_given"]),
        minutes_given=int(row["minutes_given"]),
        patrols_more=int(row["patrols_more"]),
        minutes_more=int(row["minutes_more"]),
        officer_minutes=_number(row["officer_minutes"]),
        codes_read=int(row["codes_read"]),
        logs_capped=int(row["logs_capped"]),
    )


def more_than_asked(number: int) -> str:
    """Return the surplus in words, nothing where there is none."""
    return f", {number:,} more than asked" if number else ""


def codes_read(number: int) -> str:
    """Return how many logs tell of no stay: 2 codes read without a stay; nothing where there are none."""
    return f"{number_of(number, 'code')} read without a stay" if number else ""


def stays_cut(number: int) -> str:
    """Return how many stays were longer than counts: 1 stay counted as 60 min, the longest; nothing
    where there are none.
    """
    longest = settings.current().longest_stay_minutes
    noun = "stay" if number == 1 else "stays"
    return f"{number:,} {noun} counted as {longest} min, the longest" if number else ""


def _share(given: int, asked: int) -> float:
    return given / asked if asked else 1.0


def _number(value: object) -> int:
    """Return a number of a row or a frame, 0 where there is none: None, NaN or pandas' own NA."""
    return int(float(value)) if isinstance(value, Real) and not isnan(value) else 0
