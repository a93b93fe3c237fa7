"""How much of what came next a list would have caught, for the area it asks for."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def caught(
    places: npt.ArrayLike, came: npt.ArrayLike, area: npt.ArrayLike, of_area: npt.ArrayLike
) -> Floats:
    """Return the share of what came that lies in the first of_area (each from 0 to 1) of a list.

    `places` are places in the list, the first lowest; equal ones are a tie. A tie that the area cuts
    counts in part: what it would catch on average, in whatever order. NaN where nothing came.
    """
    _, tie = np.unique(np.asarray(places), return_inverse=True)
    areas = np.concatenate([[0.0], np.bincount(tie, np.asarray(area, dtype=float)).cumsum()])
    found = np.concatenate([[0.0], np.bincount(tie, np.asarray(came, dtype=float)).cumsum()])
    asked = np.asarray(of_area, dtype=float)
    if not found[-1]:
        return np.full(asked.shape, np.nan)
    return np.asarray(np.interp(asked * areas[-1], areas, found) / found[-1])


def pai(share: npt.ArrayLike, of_area: npt.ArrayLike) -> Floats:
    """Return the PAI (Chainey): the share caught, in times the share of the area."""
    return np.divide(share, of_area, dtype=float)


def pei(share: npt.ArrayLike, best: npt.ArrayLike) -> Floats:
    """Return the PEI (Hunt): the share caught, of the most that the area can catch."""
    return np.divide(share, best, dtype=float)
