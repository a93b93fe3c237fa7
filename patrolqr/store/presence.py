"""Presence grades are stored: judged when a log arrives or is corrected (the rule: core.presence)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TypedDict

import pyarrow as pa

from patrolqr.core.presence import Presence, Stay, judge
from patrolqr.geo.nearness import Place, metres_apart, metres_to_area, middle
from patrolqr.store.briefings import instant, instant_or_none
from patrolqr.store.engine.writing import Writing
from patrolqr.store.session import Session

AROUND = timedelta(days=1)
"""A pairing lasts a shift: its other logs lie at most this far from the days of those that arrive."""

JUDGED = pa.schema(
    {
        "log_id": pa.string(),
        "version": pa.int32(),
        "grade": pa.string(),
        "grade_why": pa.string(),
        "flags": pa.list_(pa.string()),
    }
)


class StayRow(TypedDict):
    """What a visit's grade rests on, as it is stored."""

    log_id: str
    version: int
    collar: str | None
    pairing_id: str | None
    channel: str
    late: bool
    arrived_us: int | None
    left_us: int | None
    sent_us: int | None
    received_us: int
    arrived_lng: float | None
    arrived_lat: float | None
    arrived_accuracy_m: float | None
    left_lng: float | None
    left_lat: float | None
    left_accuracy_m: float | None
    valid_from_us: int | None
    valid_until_us: int | None
    geometry: str | None
    grade: str | None
    grade_why: str | None
    flags: list[str] | None


@dataclass(frozen=True)
class Visit:
    """One visit to be judged; `judged` is what is stored about it so far."""

    log_id: str
    version: int
    collar: str | None
    pairing_id: str | None
    channel: str
    late: bool
    arrived_at: datetime | None
    left_at: datetime | None
    sent_at: datetime | None
    received_at: datetime
    arrived: Place | None
    arrived_accuracy_m: float | None
    left: Place | None
    left_accuracy_m: float | None
    valid_from: datetime
    valid_until: datetime
    geometry: str | None
    judged: Presence | None = None

    @property
    def visited_at(self) -> datetime:
        """Return when it began, as far as that is known."""
        return self.arrived_at or self.received_at

    @property
    def came_from(self) -> Place | None:
        """Return where it began: the position given, or the middle of the area."""
        return self.arrived or self.left or self._middle()

    @property
    def ended_in(self) -> Place | None:
        """Return where it ended: the position given, or the middle of the area."""
        return self.left or self.arrived or self._middle()

    def _middle(self) -> Place | None:
        return middle(self.geometry) if self.geometry else None


def judge_arrivals(
    written: Writing, arrivals: Sequence[Visit], days: Iterable[date]
) -> dict[str, Presence]:
    """Return the presence of each visit that arrives, by log id.

    What is stored of the same pairings is judged again where an arrival came between.
    """
    arriving = {visit.log_id for visit in arrivals}
    pairing_ids = sorted({visit.pairing_id for visit in arrivals if visit.pairing_id})
    stored: list[Visit] = []
    if pairing_ids:
        known = sorted(days)
        rows = written.rows(
            StayRow,
            "visits/stays",
            unjudged=False,
            pairing_ids=pairing_ids,
            first_day=known[0] - AROUND,
            last_day=known[-1] + AROUND,
        )
        stored = [_visit(row) for row in rows if row["log_id"] not in arriving]
    found = _judge_in_order([*stored, *arrivals])
    _keep(written, stored, found)
    return {log_id: presence for log_id, presence in found.items() if log_id in arriving}


def judge_unjudged(session: Session) -> None:
    """Judge what was stored before grades were: the logs of an earlier version, or of the demo."""
    with session.writing("keep house") as written:
        rows = written.rows(
            StayRow,
            "visits/stays",
            unjudged=True,
            pairing_ids=[],
            first_day=None,
            last_day=None,
        )
        stored = [_visit(row) for row in rows]
        _keep(written, stored, _judge_in_order(stored))


def _judge_in_order(visits: Iterable[Visit]) -> dict[str, Presence]:
    """Return the presence of each visit; those of one officer and pairing follow each other."""
    sequences: dict[tuple[str | None, str | None], list[Visit]] = defaultdict(list)
    for visit in visits:
        sequences[visit.collar, visit.pairing_id].append(visit)
    found: dict[str, Presence] = {}
    for sequence in sequences.values():
        sequence.sort(key=lambda visit: (visit.visited_at, visit.log_id))
        found[sequence[0].log_id] = judge(_stay(sequence[0], None))
        for before, visit in pairwise(sequence):
            found[visit.log_id] = judge(_stay(visit, before))
    return found


def _stay(visit: Visit, before: Visit | None) -> Stay:
    """Return what the rule asks of a visit; without a pairing nobody knows what came before."""
    metres, passed = None, None
    if before is not None and visit.pairing_id and visit.arrived_at:
        metres, passed = _from_before(before, visit)
    return Stay(
        channel=visit.channel,
        late=visit.late,
        arrived_at=visit.arrived_at,
        sent_at=visit.sent_at,
        received_at=visit.received_at,
        valid_from=visit.valid_from,
        valid_until=visit.valid_until,
        arrived_metres=_metres_outside(visit, visit.arrived),
        arrived_accuracy_m=visit.arrived_accuracy_m,
        left_metres=_metres_outside(visit, visit.left),
        left_accuracy_m=visit.left_accuracy_m,
        metres_from_before=metres,
        since_before=passed,
    )


def _from_before(before: Visit, visit: Visit) -> tuple[float | None, timedelta | None]:
    start, end = visit.came_from, before.ended_in
    left_at = before.left_at or before.arrived_at
    if start is None or end is None or left_at is None or visit.arrived_at is None:
        return None, None
    return metres_apart(end, start), visit.arrived_at - left_at


def _metres_outside(visit: Visit, place: Place | None) -> float | None:
    if place is None or visit.geometry is None:
        return None
    return metres_to_area(visit.geometry, place)


def _keep(written: Writing, stored: Sequence[Visit], found: dict[str, Presence]) -> None:
    """Write down what is not stored so already."""
    changed = [visit for visit in stored if visit.judged != found[visit.log_id]]
    if changed:
        rows = [
            {
                "log_id": visit.log_id,
                "version": visit.version,
                "grade": found[visit.log_id].grade,
                "grade_why": found[visit.log_id].why,
                "flags": list(found[visit.log_id].flags),
            }
            for visit in changed
        ]
        written.change_over("visits/keep_presence", pa.Table.from_pylist(rows, schema=JUDGED))


def _visit(row: StayRow) -> Visit:
    received_at = instant(row["received_us"])
    judged = None
    if row["grade"] is not None:
        judged = Presence(row["grade"], row["grade_why"] or "", tuple(row["flags"] or ()))
    return Visit(
        log_id=row["log_id"],
        version=row["version"],
        collar=row["collar"],
        pairing_id=row["pairing_id"],
        channel=row["channel"],
        late=row["late"],
        arrived_at=instant_or_none(row["arrived_us"]),
        left_at=instant_or_none(row["left_us"]),
        sent_at=instant_or_none(row["sent_us"]),
        received_at=received_at,
        arrived=place(row["arrived_lng"], row["arrived_lat"]),
        arrived_accuracy_m=row["arrived_accuracy_m"],
        left=place(row["left_lng"], row["left_lat"]),
        left_accuracy_m=row["left_accuracy_m"],
        # a log whose pass is gone was never in its shift
        valid_from=instant_or_none(row["valid_from_us"]) or received_at + timedelta(days=1),
        valid_until=instant_or_none(row["valid_until_us"]) or received_at + timedelta(days=1),
        geometry=row["geometry"],
        judged=judged,
    )


def place(longitude: float | None, latitude: float | None) -> Place | None:
    """Return the position, or None where half of it is missing."""
    if longitude is None or latitude is None:
        return None
    return Place(longitude, latitude)
