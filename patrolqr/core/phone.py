"""What an officer's phone holds and is told: a grant, a pairing, a receipt."""

from dataclasses import dataclass
from datetime import datetime

from patrolqr.core.briefing import Briefing, Tasking


@dataclass(frozen=True)
class Grant:
    """What a pass opens now: the tasking as the current version of its briefing has it.

    `tasking` is None where the newer version no longer holds the area; `superseded_at` is set where
    the scanned sheet is not the newest.
    """

    pass_id: str
    tasking: Tasking
    briefing: Briefing
    superseded_at: datetime | None
    withdrawn: bool


@dataclass(frozen=True)
class Pairing:
    """A phone that sends for an officer: whose, since when and until when.

    `device` names the phone over pairings. One that somebody ended has ended, whatever a clock says
    that was set back since. Of one that `is_followed` it is known which sheets it was shown: those
    of earlier versions are not. `passkey_id` is the passkey that was made or given under it, "" for
    none.
    """

    pairing_id: str
    collar: str
    device: str
    paired_at: datetime
    until: datetime
    is_ended: bool = False
    is_followed: bool = True
    passkey_id: str = ""

    def holds(self, at: datetime) -> bool:
        """Return whether the phone may read at that moment."""
        return not self.is_ended and at < self.until


@dataclass(frozen=True)
class Receipt:
    """What the store says of a log it was sent: `repeated` when the same log had already been
    accepted, `taken_back` when its officer did not want it any more; times are by our clock.
    """

    log_id: str
    received_at: datetime
    repeated: bool
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    taken_back: bool = False
