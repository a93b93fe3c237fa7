"""One duty looked back on: the list as known then, and what was reported in its squares afterwards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from patrolqr.analysis import lists
from patrolqr.analysis.study_area import StudyArea
from patrolqr.geo import squares

Corner = tuple[int, int, int]
"""A square by its south-west corner in metres (EPSG:27700), and its side."""


def corner_of(place: str) -> Corner | None:
    """Return the corner of a square, None of what is none."""
    return (*squares.corner(place), squares.side(place)) if squares.is_name(place) else None


class Listed:
    """A list of a time, by counts: squares in which nothing was reported are not on it."""

    def __init__(self, area: StudyArea, rows: pd.DataFrame) -> None:
        counts = area.counts(rows)
        place = lists.order({"": counts}, (), area.neighbours).place
        easting, northing = (area.squares[name].to_numpy() for name in ("easting", "northing"))
        # of squares that tie the first by name, as the page has them
        order = np.lexsort((northing, easting, place))
        there = order[counts[order] > 0]
        self.corners: list[Corner] = [
            (int(easting[at]), int(northing[at]), area.side) for at in there
        ]
        self.side = area.side
        self._places = {corner: number for number, corner in enumerate(self.corners, start=1)}

    def place(self, corner: Corner | None) -> int | None:
        """Return a square's position, from 1; None where it is not on the list."""
        return self._places.get(corner) if corner else None


@dataclass(frozen=True)
class After:
    """What was reported after a duty: per day (first of a month) that was loaded, per square.

    `of` is how many days (months) are looked at, `sides` those of the squares counted.
    """

    days: Mapping[date, Mapping[Corner, int]]
    of: int
    sides: tuple[int, ...] = squares.SIDES

    @property
    def loaded(self) -> int:
        """Return how many of them were loaded."""
        return len(self.days)

    def knows(self, corners: Iterable[Corner]) -> bool:
        """Return whether anything was loaded and these squares are of a size that is counted."""
        return bool(self.days) and all(side in self.sides for _, _, side in corners)

    def at(self, corners: Iterable[Corner]) -> int:
        """Return how many incidents were reported at these squares."""
        return sum(self.on(day, corners) for day in self.days)

    def on(self, day: date, corners: Iterable[Corner]) -> int:
        """Return how many of a day."""
        return sum(self.days[day].get(corner, 0) for corner in corners)


@dataclass(frozen=True)
class Look:
    """One duty looked back on: the list as known then, and what was reported after.

    `was_known` is False where the incidents before it were loaded only later.
    """

    listed: Listed
    after: After
    was_known: bool
