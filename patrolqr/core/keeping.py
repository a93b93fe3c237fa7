"""How long things are kept: which kinds there are, and from which day on one of them is due."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from patrolqr.core.errors import InputWrong


@dataclass(frozen=True)
class Kind:
    """A kind of thing: its name, words for people, what goes and what stays once it is due."""

    name: str
    label: str
    goes: str
    in_days: bool = False

    @property
    def unit(self) -> str:
        """Return what its time is counted in."""
        return "days" if self.in_days else "months"

    @property
    def unset(self) -> str:
        """Return how long it is kept where nobody said."""
        return "as README's rule says" if self.name == "backups" else "for ever"

    def told(self, amount: int | None) -> str:
        """Return an amount in words."""
        if amount is None:
            return self.unset
        return f"{amount} {self.unit.removesuffix('s') if amount == 1 else self.unit}"


KINDS = (
    Kind(
        "logs",
        "Patrol logs",
        "words, numbers of officers, positions and details; times and counts stay",
    ),
    Kind(
        "details",
        "Details of stop-searches, arrests, engagements, actions",
        "the details; their counts stay",
    ),
    Kind("positions", "Positions of phones in logs", "all but about a kilometre", in_days=True),
    Kind("reasons", "Calls, intelligence", "words and place; when and which kind stays"),
    Kind("incidents", "Words of incidents", "the words; type, time and place stay"),
    Kind(
        "sheets",
        "Sheets and their PDFs",
        "words, call signs and the PDF; areas, dose and windows stay",
    ),
    Kind("handovers", "What a shift left to the next", "the words"),
    Kind("attendance", "Who was ticked as briefed", "the ticks"),
    Kind("drafts", "Drafts of sheets", "the drafts"),
    Kind("quarantine", "Rows of files that could not be used", "what stood in them; why stays"),
    Kind(
        "packs",
        "Packs of meetings",
        "the pack, its decisions and actions; not while one of them is still to do",
    ),
    Kind("waiting", "Logs whose officer nobody named", "all but times and counts"),
    Kind("backups", "Backups that PatrolQR made by itself", "the files", in_days=True),
)
"""Every kind. Backups go by themselves once they are older; all others by a disposal list."""

NAMES = {each.name: each for each in KINDS}
LISTED = tuple(each for each in KINDS if each.name != "backups")
"""Kinds that go by a disposal list."""

LONGEST = 9_999
"""Months or days that can be set."""


def checked(kind: str, amount: int | None) -> None:
    """InputWrong where no kind is called so, or it cannot be kept that long."""
    if kind not in NAMES:
        raise InputWrong(f"No kind of thing is called {kind}. They are: {', '.join(NAMES)}.")
    if amount is not None and not 1 <= amount <= LONGEST:
        raise InputWrong(f"{NAMES[kind].label}: from 1 to {LONGEST:,} {NAMES[kind].unit}, or none.")


def due_before(amounts: Mapping[str, int], as_of: date) -> dict[str, date | None]:
    """Return from which day on things of each kind are kept as of a day: what is older is due; None
    where nothing was set.
    """
    return {each.name: _first_kept(each, amounts.get(each.name), as_of) for each in LISTED}


def _first_kept(kind: Kind, amount: int | None, as_of: date) -> date | None:
    if amount is None:
        return None
    return as_of - timedelta(days=amount) if kind.in_days else months_before(as_of, amount)


def months_before(day: date, months: int) -> date:
    """Return the day so many months earlier, the last of its month where that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < 1:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
