"""What squares are called where no list is chosen: as Hotspots calls them at first."""

from collections.abc import Mapping

from patrolqr.desk.shared import cached
from patrolqr.geo import squares
from patrolqr.geo.squares import CELL_METRES
from patrolqr.steps import rank
from patrolqr.store import incidents


def names(side: int = CELL_METRES) -> Mapping[str, str]:
    """Return what each square of a side is called in which anything was ever counted; a copy of all of them, to
    be asked for once where several are looked up.
    """
    spans = sorted(each["precision"] for each in cached.ask_of_loads(incidents.available))
    return cached.ask_of_loads(rank.names, spans[0], side=side) if spans else {}


def of_side(cell: str, side: int) -> str:
    """Return how large a square is among those of a side; "" of one that has it."""
    own = squares.side(cell)
    return "" if own == side else f"{own} m square"
