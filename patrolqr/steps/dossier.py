"""Everything that is known of one place, asked for its page. No Streamlit here."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from patrolqr.analysis import covered as coverage
from patrolqr.analysis import dossier
from patrolqr.analysis.dossier import Counted
from patrolqr.analysis.periods import DateSpan
from patrolqr.core.incident import Precision
from patrolqr.core.reason import Reason
from patrolqr.geo import squares
from patrolqr.steps import rank
from patrolqr.store import Session, areas, covered, dossiers, incidents, reasons
from patrolqr.store.places import neighbourhoods


@dataclass(frozen=True)
class Place:
    """A place: its square (None where its patrol area has none), what it is called, the patrol areas
    that stand for it, its neighbourhood ("" where that is not known), and what patrol areas in squares
    of another size are called that lie mostly in it, or it in them, by their id.
    """

    cell: str | None
    name: str
    area_ids: tuple[str, ...]
    neighbourhood_id: str
    neighbourhood: str
    others: tuple[tuple[str, str], ...] = ()

    @property
    def cells(self) -> tuple[str, ...]:
        """Return its square and those of other sides that lie mostly in it; none where it has none."""
        return tuple(squares.same_ground([self.cell])) if self.cell else ()


@dataclass(frozen=True)
class Incidents:
    """A place's incidents of the months in `span`, as rows (store.dossiers.IncidentRow) and counted."""

    span: DateSpan
    rows: pd.DataFrame
    counted: Counted


def place(session: Session, cell: str | None, area_id: str | None) -> Place:
    """Return the place that is a square, or the ground of a patrol area in force."""
    labels = {each["area_id"]: each for each in areas.by_name(session)}
    area = labels.get(area_id or "")
    # an area of an earlier kind stands for words, not for a square
    named = (area["cell"] if area else None) or cell
    own = named if named and squares.is_name(named) else None
    ids = tuple(each["area_id"] for each in labels.values() if own and each["cell"] == own)
    ids = ids or ((area_id,) if area and area_id else ())
    where = _neighbourhood(session, own, ids)
    called = {each["place_id"]: each["name"] for each in neighbourhoods(session).to_dict("records")}
    name = labels[ids[0]]["label"] if ids else _called(session, own or "")
    others = tuple(
        (each["area_id"], each["label"])
        for each in labels.values()
        if own and each["cell"] != own and squares.share_ground(own, each["cell"])
    )
    return Place(own, name, ids, where, str(called.get(where, "")), others)


def incidents_at(
    session: Session, place: Place, precision: Precision | None, *, patrol_day: date
) -> Incidents | None:
    """Return the incidents of the last months that are loaded up to the end of a patrol day, None
    where the place is no square or no data of that precision are there. Places that stand for whole
    streets are not counted in squares too small for them: None too.
    """
    spans = {each["precision"]: each for each in incidents.available(session)}
    if precision is None or place.cell is None or precision not in spans:
        return None
    if squares.side(place.cell) not in squares.sides_for(precision):
        return None
    span = dossier.span_to(_until(spans[precision]["until"], patrol_day, precision))
    rows = dossiers.incidents(
        session, place.cell, precision=precision, since=span.since, until=span.until
    )
    loaded = coverage.of_incidents(covered.covered(session))
    counted = dossier.count(rows, loaded[loaded["precision"] == precision], span)
    return Incidents(span, rows, counted)


def reasons_at(session: Session, place: Place, *, patrol_day: date) -> list[Reason]:
    """Return what came in at the place in as many months up to a patrol day."""
    span = dossier.span_to(patrol_day)
    return reasons.at_place(
        session, place.cell, place.area_ids, since=span.since, patrol_day=patrol_day
    )


def _until(data_until: date, patrol_day: date, precision: Precision) -> date:
    """Return the first day (of a month, for month data) that is not looked at any more."""
    # a month is published once it is over
    whole = patrol_day.replace(day=1) if precision == "month" else patrol_day + timedelta(days=1)
    return min(data_until, whole)


def _called(session: Session, cell: str) -> str:
    for each in incidents.available(session):
        side = squares.side(cell) if cell else squares.CELL_METRES
        if side not in squares.sides_for(each["precision"]):
            continue
        if found := rank.names(session, each["precision"], side=side).get(cell):
            return found
    return f"Square {cell}"


def _neighbourhood(session: Session, cell: str | None, area_ids: tuple[str, ...]) -> str:
    """Return the id of the neighbourhood the place is in: its patrol area's, or most incidents'."""
    for area_id in area_ids:
        area = areas.in_force(session, area_id)
        if area and area.neighbourhood_id:
            return area.neighbourhood_id
    if cell is None:
        return ""
    for each in incidents.available(session):
        rows = dossiers.incidents(
            session,
            cell,
            precision=each["precision"],
            since=each["first_day"],
            until=each["until"],
        )
        most = rows["neighbourhood_id"].dropna().mode()
        if len(most):
            return str(most.iloc[0])
    return ""
