"""Streets and squares found by what people call them. No Streamlit here."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from patrolqr.core.incident import Precision
from patrolqr.geo import covering, squares, street_squares
from patrolqr.geo.outlines import lines_frame
from patrolqr.geo.projection import METRES
from patrolqr.steps import rank
from patrolqr.store import Session, places

MOST = 6
"""Streets, and squares by their names, that are shown: who sees so many types more of the name."""

FEWEST_LETTERS = 3
"""Two letters begin half of all names."""


@dataclass(frozen=True)
class StreetThere:
    """A street of that name: the neighbourhood in which it, or most of its pieces, lies ("" outside
    all), and the squares it runs through; none where the map has no line of it.
    """

    name: str
    where: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """What has that name: streets, squares by what they are called, how many more of both there are,
    and whether any streets are loaded.
    """

    streets: tuple[StreetThere, ...] = ()
    squares: tuple[str, ...] = ()
    more: int = 0
    has_streets: bool = False


def named(
    session: Session, text: str, precision: Precision, *, side: int = squares.CELL_METRES
) -> Found:
    """Return the streets and squares of a side whose names have words that begin as those typed do, the whole
    name before names that go on. A square's own name is found too, whatever lies there and of whichever side.
    """
    if own := squares.read(text):
        return Found(squares=(own,))
    names = places.street_names(session)
    if sum(map(len, _words(text))) < FEWEST_LETTERS:
        return Found(has_streets=bool(names))
    there = list(_streets(session, alike(names, text), side))
    of_streets = {cell for each in there for cell in each.cells}
    called: dict[str, list[str]] = {}
    for cell, name in rank.names(session, precision, side=side).items():
        if (
            not squares.is_name(cell) or squares.side(cell) == side
        ):  # not a patrol area of another side
            called.setdefault(name, []).append(cell)
    cells = [
        cell for name in alike(called, text) for cell in called[name] if cell not in of_streets
    ]
    more = max(0, len(there) - MOST) + max(0, len(cells) - MOST)
    return Found(tuple(there[:MOST]), tuple(cells[:MOST]), more, bool(names))


def alike(names: Iterable[str], text: str) -> list[str]:
    """Return the names in which each word typed begins a word of its own, the nearest first."""
    typed = _words(text)
    found = [name for name in names if _begin(typed, _words(name))]
    return sorted(found, key=lambda name: (_words(name) != typed, len(_words(name)), name))


def _begin(typed: list[str], words: list[str]) -> bool:
    left = list(words)
    for each in sorted(typed, key=len, reverse=True):
        match = next((word for word in left if word.startswith(each)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _words(text: str) -> list[str]:
    """Return the words of a name, whatever their letters' case: Cavan's is cavans."""
    return re.findall(r"\w+", re.sub(r"['’]", "", text.casefold()))


def _streets(session: Session, names: list[str], side: int) -> Iterator[StreetThere]:
    """Give each street of these names, those of one name apart, in the order of the names."""
    rows = places.streets_named(session, names)
    drawn = rows[rows["geometry"].notna()].reset_index(drop=True)
    lines = lines_frame(drawn).to_crs(METRES)
    within = _neighbourhoods(session, drawn)
    pieces = lines.groupby("name").indices
    for name in names:
        own = pieces.get(name, np.empty(0, dtype=np.int64))
        geometry = lines.geometry.to_numpy()[own]
        for at in street_squares.told_apart(geometry):
            where = within.iloc[own[at]].mode()
            cells = tuple(street_squares.along(geometry[at], side=side))
            yield StreetThere(name, "" if where.empty else str(where.iloc[0]), cells)
        if not len(own):
            yield StreetThere(name, "", ())


def _neighbourhoods(session: Session, drawn: pd.DataFrame) -> pd.Series:
    """Return the name of the neighbourhood in which each piece of street lies, None outside all."""
    hoods = places.neighbourhoods(session).dropna(subset=["geometry"])
    found = covering.covering(
        hoods["name"].to_numpy(),
        hoods["geometry"].to_numpy(),
        covering.points_inside(drawn["geometry"].to_numpy()),
    )
    return pd.Series(found, drawn.index, object)
