"""How far the areas of a sheet are in their shift, for the phones."""

from patrolqr.core import dose
from patrolqr.core.briefing import Briefing, Tasking
from patrolqr.core.phone import Pairing
from patrolqr.core.progress import Progress, window_of
from patrolqr.core.team import Duty
from patrolqr.store.briefings import instant_or_none
from patrolqr.store.session import Session
from patrolqr.store.visits import Given


class SheetRow(Given):
    """One tasking of a sheet for the phones: what it was given, and its area's last patrol."""

    tasking_id: str
    last_from_us: int | None
    last_until_us: int | None
    written_by: str | None


def of_sheet(session: Session, briefing: Briefing, pairing: Pairing) -> list[Progress]:
    """Return how far every area of that sheet is, in visit order, for the officer of that phone."""
    rows = session.rows(
        SheetRow,
        "visits/sheet_given",
        briefing_id=briefing.briefing_id,
        duty=briefing.duty,
        pairing_id=pairing.pairing_id,
    )
    found = {row["tasking_id"]: row for row in rows}
    return [_progress(each, briefing.duty, found[each.tasking_id]) for each in briefing.taskings]


def _progress(tasking: Tasking, duty: Duty, row: SheetRow) -> Progress:
    opens_at, closes_at = window_of(tasking, duty)
    return Progress(
        tasking=tasking,
        dose=dose.of(row),
        opens_at=opens_at,
        closes_at=closes_at,
        last_from=instant_or_none(row["last_from_us"]),
        last_until=instant_or_none(row["last_until_us"]),
        written_by=row["written_by"] or "",
    )
