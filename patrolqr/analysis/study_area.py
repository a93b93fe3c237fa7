"""The squares that a list is made of: all that lie on the ground, whether anything happened there or
not. What lies outside is unknown, not zero.
"""

from collections.abc import Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from patrolqr.analysis.measures.neighbours import Neighbours
from patrolqr.geo.squares import CELL_METRES

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

ACROSS = 10**8
"""More than any northing in metres, so that one number names a corner."""


class StudyArea:
    """Squares by their south-west corners (`easting`, `northing`), with the share of each that is
    `ground`; `is_ground` says whether that is known, or only where incidents were; `side` is theirs.
    """

    def __init__(
        self, squares: pd.DataFrame, *, is_ground: bool = True, side: int = CELL_METRES
    ) -> None:
        self.squares = squares.reset_index(drop=True)
        self.is_ground = is_ground
        self.side = side
        self.ground = self.squares["ground"].to_numpy(float)
        self._keys = _keys(self.squares)
        self._order = np.argsort(self._keys)

    @classmethod
    def of_incidents(cls, rows: pd.DataFrame, *, side: int = CELL_METRES) -> "StudyArea":
        """Return the squares in which there are rows: where no ground is known."""
        corners = rows[["easting", "northing"]].drop_duplicates()
        corners = corners.sort_values(["easting", "northing"])
        return cls(corners.assign(ground=1.0), is_ground=False, side=side)

    @property
    def size(self) -> int:
        """Return how many squares there are."""
        return len(self._keys)

    @cached_property
    def neighbours(self) -> Neighbours:
        """Return which of the squares lie side by side."""
        x, y = (self.squares[name].to_numpy(np.int64) for name in ("easting", "northing"))
        return Neighbours(x // self.side, y // self.side)

    def positions(self, rows: pd.DataFrame) -> Whole:
        """Return the position of each row's square, -1 where it lies outside."""
        wanted = _keys(rows)
        if not self.size:
            return np.full(wanted.size, -1, dtype=np.int64)
        found = np.searchsorted(self._keys, wanted, sorter=self._order)
        nearest = self._order[np.minimum(found, self.size - 1)]
        return np.where(self._keys[nearest] == wanted, nearest, -1)

    def counts(self, rows: pd.DataFrame) -> Floats:
        """Return the incidents of each square, from rows that count `incidents`."""
        at, incidents = self.positions(rows), rows["incidents"].to_numpy(float)
        found = np.bincount(at[at >= 0], incidents[at >= 0], minlength=self.size)
        return found.astype(float)

    def counts_by_step(self, rows: pd.DataFrame, number: int) -> Floats:
        """Return the incidents of each square, a row for each of so many steps."""
        at, incidents = self.positions(rows), rows["incidents"].to_numpy(float)
        place = rows["step"].to_numpy(np.int64) * self.size + at
        shape = (number, self.size)
        found = np.bincount(place[at >= 0], incidents[at >= 0], minlength=number * self.size)
        return found.astype(float).reshape(shape)

    def counts_by(self, rows: pd.DataFrame, name: str) -> Mapping[object, Floats]:
        """Return the incidents of each square for each value of a column."""
        return {value: self.counts(part) for value, part in rows.groupby(name, dropna=False)}


def _keys(rows: pd.DataFrame) -> Whole:
    east, north = (rows[name].to_numpy(np.int64) for name in ("easting", "northing"))
    return np.asarray(east * ACROSS + north)
