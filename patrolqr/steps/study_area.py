"""The ground that lists and their back-tests are made over."""

from collections.abc import Sequence

from patrolqr.analysis.study_area import StudyArea
from patrolqr.geo.squares import CELL_METRES
from patrolqr.geo.study_area import squares_on
from patrolqr.store import Session
from patrolqr.store.places import neighbourhoods


def of(session: Session, places: Sequence[str], *, side: int = CELL_METRES) -> StudyArea | None:
    """Return the squares of a side on the ground of the neighbourhoods chosen (none: of all); None where no
    outline is loaded.
    """
    rows = neighbourhoods(session).dropna(subset=["geometry"])
    wanted = rows[rows["place_id"].isin(list(places))] if places else rows
    squares = squares_on(wanted["geometry"], side=side)
    return StudyArea(squares, side=side) if len(squares) else None
