"""Does the list work? Made from what was known before a month, and held against that month."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from patrolqr.analysis import lists
from patrolqr.analysis.measures.accuracy import caught, pai, pei
from patrolqr.analysis.study_area import StudyArea
from patrolqr.core.phrases import number_of
from patrolqr.geo.squares import CELL_METRES

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

OF_AREA = (0.01, 0.03, 0.05)
"""Shares of the area at which a list is scored: what a team can cover, and some more."""

MOST = 100
"""Squares up to which it is told what each one more catches: nobody patrols more in a shift."""

TOP = 20
"""Squares that should be the same a month later."""

FEWEST = 20
"""Fewer incidents than this in the month tried say little about a list."""

FEWEST_STEPS = 3
"""Two steps make a list that can be compared with itself a step earlier; a third tries it."""

THIS, LAST, PLAIN, BEST = "this list", "same as last time", "plain counts", "the most possible"


@dataclass(frozen=True)
class BackTest:
    """What became of a list. `shares` has a row per list (THIS, LAST, PLAIN, BEST) and a column per
    share of the area, then one for tonight's `areas`; `index` has PAI and PEI of this list, and `curve`
    the share that its first squares caught: of none, of one, and so on to MOST.

    `tried_on` and `made_from` are steps in words; `side` is that of the squares, `outside` are incidents
    off the ground. Where it
    could not be tried at all `refused` says why and nothing else is there.
    """

    refused: str = ""
    tried_on: str = ""
    made_from: str = ""
    incidents: int = 0
    outside: int = 0
    squares: float = 0.0
    side: int = CELL_METRES
    is_ground: bool = True
    areas: int = 0
    stable: float = 0.0
    shares: pd.DataFrame = field(default_factory=pd.DataFrame)
    index: pd.DataFrame = field(default_factory=pd.DataFrame)
    curve: tuple[float, ...] = ()

    def first(self, areas: int) -> float:
        """Return the share that the list's first so many squares caught, NaN where it was not tried."""
        return self.curve[min(areas, len(self.curve) - 1)] if self.curve else float("nan")


def try_list(
    before: pd.DataFrame,
    after: pd.DataFrame,
    *,
    types: Collection[str],
    area: StudyArea,
    areas: int,
    tried_on: str,
    made_from: str,
) -> BackTest:
    """Return what a list made from the rows before (store.incidents.StepRow, steps from 0) would have
    caught of the rows after. No types mean all; `areas` squares are what tonight can cover.
    """
    target = _chosen(after, types)
    came = area.counts(target)
    newest = before["step"].max() if len(before) else 0
    outside = int(target["incidents"].sum() - came.sum())
    if not came.any():
        return BackTest(tried_on=tried_on, made_from=made_from, outside=outside)
    own = _chosen(before, types)
    listed = _places(before, types, area)
    tried = {
        THIS: listed,
        LAST: lists.plain(area.counts(own[own["step"] == newest])),
        PLAIN: lists.plain(area.counts(own)),
        BEST: lists.plain(came),
    }
    shares = pd.DataFrame(
        {name: _shares(place, came, area, areas) for name, place in tried.items()}
    )
    shares = shares.T.set_axis([*OF_AREA, "tonight"], axis=1)
    earlier = _places(before[before["step"] < newest], types, area)
    return BackTest(
        tried_on=tried_on,
        made_from=made_from,
        incidents=int(came.sum()),
        outside=outside,
        squares=float(area.ground.sum()),
        side=area.side,
        is_ground=area.is_ground,
        areas=areas,
        stable=_in_both(listed, earlier),
        shares=shares,
        index=_index(shares),
        curve=_curve(listed, came, area),
    )


def _chosen(rows: pd.DataFrame, types: Collection[str]) -> pd.DataFrame:
    return rows[rows["category"].isin(list(types))] if types else rows


def _places(rows: pd.DataFrame, types: Collection[str], area: StudyArea) -> Whole:
    return lists.order(area.counts_by(rows, "category"), types, area.neighbours).place


def _shares(place: Whole, came: Floats, area: StudyArea, areas: int) -> Sequence[float]:
    of_ground = caught(place, came, area.ground, OF_AREA)
    tonight = caught(place, came, np.ones(area.size), min(1.0, areas / max(1, area.size)))
    return [*of_ground, float(tonight)]


def _curve(place: Whole, came: Floats, area: StudyArea) -> tuple[float, ...]:
    numbers = np.arange(min(MOST, area.size) + 1)
    return tuple(caught(place, came, np.ones(area.size), numbers / area.size).tolist())


def _index(shares: pd.DataFrame) -> pd.DataFrame:
    own, best = (shares.loc[name, list(OF_AREA)].to_numpy(float) for name in (THIS, BEST))
    rows = {"PAI": pai(own, OF_AREA), "PEI": pei(own, best)}
    return pd.DataFrame(rows, index=list(OF_AREA)).T


def _in_both(one: Whole, other: Whole) -> float:
    """Return the share of one list's first squares that are among the other's; of squares that tie
    the first by position stand first, in both.
    """
    first, second = (set(np.argsort(place, kind="stable")[:TOP]) for place in (one, other))
    return len(first & second) / len(first) if first else 0.0


def untried(found: BackTest) -> str:
    """Return why a list could not be tried, "" where it was."""
    if found.refused or found.incidents:
        return found.refused
    return f"Nothing was reported in {found.tried_on}: no list can be tried on it."


def sentences(found: BackTest) -> list[str]:
    """Return what became of a list in plain words, the answer first; where it could not be tried,
    why.
    """
    if why := untried(found):
        return [why]
    percent = dict(zip(found.shares.index, found.shares[OF_AREA[0]].tolist(), strict=True))
    said = [
        f"Made from {found.made_from} and tried on {found.tried_on}: the first {OF_AREA[0]:.0%} of "
        f"this list's area held {percent[THIS]:.0%} of the {found.incidents:,} incidents; "
        f"last time's busiest squares {percent[LAST]:.0%}, plain counts {percent[PLAIN]:.0%}, "
        f"and no list could hold more than {percent[BEST]:.0%}."
    ]
    if found.incidents < FEWEST:
        said.append(f"{found.incidents} incidents are too few to say which list is better.")
    tonight, last = (found.shares["tonight"].loc[each] for each in (THIS, LAST))
    areas = number_of(found.areas, "area")
    said.append(
        f"Tonight's minutes cover {areas}: {tonight:.0%}; as many of last time's busiest {last:.0%}."
    )
    said.append(
        f"{found.stable:.0%} of its first {TOP} squares were among them the time before, too."
    )
    return said


def notes(found: BackTest) -> list[str]:
    """Return what the figures of a list that was tried rest on, as sentences."""
    ground = "on the ground of the neighbourhoods" if found.is_ground else "with incidents"
    said = [
        f"The area is {found.squares:,.0f} squares of {found.side} m {ground}.",
        "Prisons, hospitals and police stations are left out of list and incidents. What ties "
        "counts as it would on average.",
        "PAI is the share caught in times the share of the area; PEI the share of the most that "
        "any list could catch.",
    ]
    if not found.is_ground:
        said.append("Load neighbourhoods to count the squares in which nothing happened too.")
    if found.outside:
        said.append(f"{found.outside:,} incidents outside that area are left out.")
    return said


def table(found: BackTest) -> pd.DataFrame:
    """Return the shares and indices of a list that was tried as text, a row each, as pages show it."""
    percent = found.shares.map(lambda share: f"{share:.0%}")
    index = found.index.map(lambda value: f"{value:.2f}" if value < 10 else f"{value:.0f}")
    both = pd.concat([percent, index.rename(lambda name: f"{name} of this list")]).fillna("")
    areas = number_of(found.areas, "area")
    names = {share: f"{share:.0%} of area" for share in OF_AREA} | {"tonight": areas}
    return both.rename(columns=names).rename_axis("list")
