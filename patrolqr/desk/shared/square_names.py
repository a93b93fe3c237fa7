"""What squares are called where no list is chosen: as Hotspots calls them at first."""

from patrolqr.desk.shared import cached
from patrolqr.steps import rank
from patrolqr.store import incidents


def called(cell: str | None, otherwise: str) -> str:
    """Return what a square is called, `otherwise` where it is none or nothing was ever counted there."""
    spans = sorted(each["precision"] for each in cached.ask_of_loads(incidents.available))
    if cell is None or not spans:
        return otherwise
    return cached.ask_of_loads(rank.names, spans[0]).get(cell) or otherwise
