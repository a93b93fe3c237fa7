"""Which squares lie side by side, and what they hold together."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

SPARSE = 12
"""A grid of more places than this per square is not laid out: a few far strays would fill memory."""

SIDES = ((-1, 0), (0, -1), (0, 1), (1, 0))
CORNERS = ((-1, -1), (-1, 1), (1, -1), (1, 1))


class Neighbours:
    """Squares by column and row, asked many times what lies around each of them.

    A square that is not given is unknown, not zero. Values may be one per square, or rows of them.
    """

    def __init__(self, columns: npt.ArrayLike, rows: npt.ArrayLike) -> None:
        x, y = np.asarray(columns).astype(np.int64), np.asarray(rows).astype(np.int64)
        self.size = x.size
        if self.size == 0:
            self._shape, self._at = (2, 2), np.zeros(0, dtype=np.int64)
            return
        x, y = x - x.min() + 1, y - y.min() + 1
        height, width = int(x.max()) + 2, int(y.max()) + 2
        self._shape = (height, width)
        self._at = x * width + y
        self._near = None if height * width <= SPARSE * self.size + 100 else _near(self._at, width)

    def sides(self, values: npt.ArrayLike) -> Floats:
        """Return what the four squares hold that share a side with each."""
        return self._sums(values, SIDES)

    def corners(self, values: npt.ArrayLike) -> Floats:
        """Return what the four squares hold that share only a corner with each."""
        return self._sums(values, CORNERS)

    def around(self, values: npt.ArrayLike, *, diagonal: bool = True) -> Floats:
        """Return what each square holds together with the eight (or four) around it."""
        return self._sums(values, ((0, 0), *SIDES, *(CORNERS if diagonal else ())))

    def gi_star(self, values: npt.ArrayLike, *, diagonal: bool = True) -> Floats:
        """Return Getis and Ord's Gi* z-score of each square (binary weights, itself included).

        Where all squares hold the same, or a square neighbours all others, it says nothing: 0.
        """
        held, n = np.asarray(values, dtype=float), self.size
        if n == 0:
            return held
        weight = self.around(np.ones(n), diagonal=diagonal)
        total = self.around(held, diagonal=diagonal)
        mean = held.mean(axis=-1, keepdims=True)
        spread = np.sqrt(np.maximum(n * weight - weight**2, 0) / max(n - 1, 1))
        scale = held.std(axis=-1, keepdims=True) * spread
        found = np.zeros(held.shape)
        np.divide(total - weight * mean, scale, out=found, where=scale > 0)
        return found

    def _sums(self, values: npt.ArrayLike, steps: tuple[tuple[int, int], ...]) -> Floats:
        held = np.asarray(values, dtype=float)
        if self.size == 0:
            return np.zeros(held.shape)
        if self._near is not None:
            padded = np.concatenate([held, np.zeros((*held.shape[:-1], 1))], axis=-1)
            return np.asarray(sum(padded[..., self._near[step]] for step in steps))
        height, width = self._shape
        laid = np.zeros((*held.shape[:-1], height * width))
        laid[..., self._at] = held
        grid = laid.reshape(*held.shape[:-1], height, width)
        total = np.zeros_like(grid)
        for dx, dy in steps:  # the rim is empty, so no step leaves the grid
            total[..., 1:-1, 1:-1] += grid[..., 1 + dx : height - 1 + dx, 1 + dy : width - 1 + dy]
        return np.asarray(total.reshape(laid.shape)[..., self._at])


def _near(places: Whole, width: int) -> dict[tuple[int, int], Whole]:
    """Return, per step, the position of the square that lies there, or -1: the last of a padded
    row, which is 0.
    """
    order = np.argsort(places)
    found = {}
    for dx, dy in ((0, 0), *SIDES, *CORNERS):
        wanted = places + dx * width + dy
        nearest = order[np.minimum(np.searchsorted(places, wanted, sorter=order), places.size - 1)]
        found[dx, dy] = np.where(places[nearest] == wanted, nearest, -1)
    return found
