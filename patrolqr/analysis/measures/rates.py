"""Rates per 10 patrols with their intervals, and when there is too little to compare."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import chi2

Floats = npt.NDArray[np.float64]

PER_PATROLS = 10
"""Rates are per this many patrols: more patrols mean more of everything, so counts alone compare
nothing.
"""

MIN_PATROLS = 20
"""Fewer patrols than this give no rate."""

MIN_EVENTS = 5
"""Fewer events than this give no rate either."""

LEVEL = 0.95
"""How often the interval holds the true rate, if patrols are alike."""

NO_PATROLS = "no patrols"
TOO_FEW = "too few to compare"


def poisson_interval(
    events: npt.ArrayLike, exposure: npt.ArrayLike, *, level: float = LEVEL
) -> tuple[Floats, Floats]:
    """Return the lower and upper end of the exact interval of events / exposure (Garwood 1936).

    Exposure of 0 gives NaN: nothing measured is not zero.
    """
    counted, measured = np.asarray(events, dtype=float), np.asarray(exposure, dtype=float)
    measured = np.where(measured > 0, measured, np.nan)
    tail = (1 - level) / 2
    low = np.where(counted > 0, chi2.ppf(tail, 2 * counted) / 2, 0.0)
    return low / measured, chi2.ppf(1 - tail, 2 * counted + 2) / 2 / measured


def per_10_patrols(rows: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return the rows with rate, low and high per 10 patrols (NaN where there is none) and a note
    that says why.

    `rows` has patrols and the measure's counts.
    """
    patrols, events = (
        rows["patrols"].to_numpy(float),
        rows[measure].to_numpy(float, na_value=np.nan),
    )
    enough = (patrols >= MIN_PATROLS) & (events >= MIN_EVENTS)
    low, high = poisson_interval(
        np.where(enough, events, 0), np.where(enough, patrols, 0) / PER_PATROLS
    )
    rate = np.divide(events * PER_PATROLS, patrols, out=np.full_like(patrols, np.nan), where=enough)
    notes = [_note(*each) for each in zip(patrols, events, enough, strict=True)]
    return rows.assign(
        rate=rate, low=low, high=high, note=pd.Series(notes, rows.index, dtype="str")
    )


def with_rates(rows: pd.DataFrame, measures: tuple[str, ...]) -> pd.DataFrame:
    """Return the rows with <measure>_per_10_patrols, _low and _high beside each measure's counts."""
    added: dict[str, Any] = {}
    for measure in measures:
        found = per_10_patrols(rows, measure)
        added |= {
            f"{measure}_per_10_patrols": found["rate"],
            f"{measure}_low": found["low"],
            f"{measure}_high": found["high"],
        }
    return rows.assign(**added)


def _note(patrols: float, events: float, enough: bool) -> str:
    if not patrols:
        return NO_PATROLS
    return "" if enough else f"{events:.0f} in {patrols:.0f}: {TOO_FEW}"
