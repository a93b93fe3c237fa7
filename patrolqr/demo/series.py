"""How unevenly offences come: in series, so that weeks and places differ by more than chance, as real
ones do.

The incidents of a series fall into one week and one neighbourhood. Their sizes are drawn from the
logarithmic distribution, which makes counts of any stretch and place negative binomial, with the same
variance over mean whatever their mean.
"""

import numpy as np
import pandas as pd
import shapely

from patrolqr.demo.chance_and_metres import Floats
from patrolqr.demo.hotspots import ASB, BURGLARY, SHOPS, VEHICLE, VIOLENCE
from patrolqr.demo.places import Labels

UNEVENNESS = {ASB: 1.75, SHOPS: 2.25, VEHICLE: 1.65, VIOLENCE: 1.35, BURGLARY: 1.33}
USUAL_UNEVENNESS = 1.1
"""Variance over mean of monthly counts per ward, what the whole force's month has in common removed, of
public data of real areas; that of other types lies from 1.0 to 1.2.
"""

NEARBY = (BURGLARY, VEHICLE)
"""Types of which one is followed by others near it, and not anywhere in the neighbourhood."""

NEARBY_M = 90.0
"""Standard deviation, eastwards and northwards, of how far from its first those of a series lie."""


def sizes(category: str, mean: float, random: np.random.Generator) -> Labels:
    """Return how many incidents each series has, where so many incidents are expected in all."""
    uneven = UNEVENNESS.get(category, USUAL_UNEVENNESS)
    of_series = (uneven - 1) / np.log(uneven)
    number = random.poisson(mean / of_series)
    return np.asarray(random.logseries(1 - 1 / uneven, number), dtype=np.int64)


def places(
    kerbs: pd.DataFrame,
    weights: Floats,
    category: str,
    sizes: Labels,
    random: np.random.Generator,
) -> Labels:
    """Return the row of `kerbs` (easting, northing, ward) at which each incident happened, series by
    series: the first of each by weight, the others near it or by weight in its ward.
    """
    first = random.choice(len(kerbs), len(sizes), p=weights)
    at = np.repeat(first, sizes)
    is_later = np.ones(len(at), dtype=bool)
    is_later[np.cumsum(sizes) - sizes] = False
    further = _near if category in NEARBY else _in_ward
    at[is_later] = further(kerbs, weights, at[is_later], random)
    return at


def _near(kerbs: pd.DataFrame, _: Floats, first: Labels, random: np.random.Generator) -> Labels:
    where, ward = kerbs[["easting", "northing"]].to_numpy(), kerbs["ward"].to_numpy()
    away = where[first] + random.normal(0, NEARBY_M, (len(first), 2))
    at = shapely.STRtree(shapely.points(where)).nearest(shapely.points(away))
    # across the border: at the same place again, as happens
    return np.where(ward[at] == ward[first], at, first)


def _in_ward(
    kerbs: pd.DataFrame, weights: Floats, first: Labels, random: np.random.Generator
) -> Labels:
    ward = kerbs["ward"].to_numpy()
    at = first.copy()
    for own in np.unique(ward[first]):
        inside = np.flatnonzero(ward == own)
        is_here = ward[first] == own
        share = weights[inside] / weights[inside].sum()
        at[is_here] = random.choice(inside, is_here.sum(), p=share)
    return at
