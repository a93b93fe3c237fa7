"""What squares are called where no list is chosen: as Hotspots calls them at first."""

from collections.abc import Mapping

from patrolqr.desk.shared import cached
from patrolqr.steps import rank
from patrolqr.store import incidents


def names() -> Mapping[str, str]:
    """Return what each square is called in which anything was ever counted; a copy of all of them, to
    be asked for once where several are looked up.
    """
    spans = sorted(each["precision"] for each in cached.ask_of_loads(incidents.available))
    return cached.ask_of_loads(rank.names, spans[0]) if spans else {}
