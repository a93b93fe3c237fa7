"""Words taken out for good, to the last byte: out of the rows, then the sheets that had them, then the
file; and what is left elsewhere is named.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from patrolqr.core import clock
from patrolqr.core.errors import PatrolError
from patrolqr.steps import publish
from patrolqr.store import (
    Session,
    briefings,
    leftovers,
    redacted_logs,
    redacted_reasons,
    redactions,
)
from patrolqr.store.redactions import Redacted


@dataclass(frozen=True)
class Left:
    """What may still hold it: copies of the database in the data folder, backups, files that do; and
    what could not be done (sentences).
    """

    copies: list[Path]
    backups: list[Path]
    holding: list[Path]
    problems: list[str]

    @property
    def lines(self) -> list[str]:
        """Return what is left in sentences, none where nothing is."""
        lines = list(self.problems)
        if self.copies:
            lines.append(
                f"Copies made before may hold it: {_names(self.copies)}. Remove them here."
            )
        if self.backups:
            oldest, newest = self.backups[-1].name, self.backups[0].name
            which = oldest if oldest == newest else f"{oldest} to {newest}"
            lines.append(
                f"{len(self.backups)} backups made before hold it until they are removed: {which}."
            )
        if self.holding:
            lines.append(f"These files hold it: {_names(self.holding)}. Remove them by hand.")
        return lines


@dataclass(frozen=True)
class Done:
    """What was taken out, and what is left of it elsewhere."""

    redacted: Redacted
    left: Left

    @property
    def sentence(self) -> str:
        """Return what was done in words."""
        rows = sum(self.redacted.rows.values())
        sheets = len(self.redacted.sheets)
        printed = f", {sheets} {'sheet' if sheets == 1 else 'sheets'} made anew" if sheets else ""
        return (
            f"Redacted: {rows:,} {'row' if rows == 1 else 'rows'} changed{printed}.{self._others}"
        )

    @property
    def _others(self) -> str:
        others = self.redacted.others
        if not others:
            return ""
        return (
            f" {others:,} other {'record says' if others == 1 else 'records say'} the same and "
            "stay as they are; redact the words themselves to take them out there too."
        )


def log(session: Session, log_id: str, parts: Collection[str], why: str) -> Done:
    """Take those parts out of a log, and what was written there out of everything else.

    What can go wrong is said at `redacted_logs.redact_log`; then nothing was changed.
    """
    return _finish(session, redacted_logs.redact_log(session, log_id, parts, why))


def reason(session: Session, reference: str, why: str) -> Done:
    """Take the words out of a call, an intelligence item or an incident; what can go wrong is said at
    `redacted_reasons.redact_reason`.
    """
    return _finish(session, redacted_reasons.redact_reason(session, reference, why))


def words(session: Session, sought: Iterable[str], why: str) -> Done:
    """Take words out wherever they stand; what can go wrong is said at `redactions.redact_words`."""
    return _finish(session, redactions.redact_words(session, sought, why))


def finish(session: Session) -> list[str]:
    """Write the file anew where that is still owed; return what could not be done, in sentences."""
    try:
        if redactions.owed(session):
            redactions.rewrite(session)
    except PatrolError as problem:
        return [
            f"The words are out of every row, but their bytes are still in the file. {problem.sentence} "
            "It is tried again at the next start."
        ]
    return []


def left(session: Session, words: Collection[str] = ()) -> Left:
    """Return what may still hold what was redacted up to now, and where the words are found."""
    at = redactions.newest_at(session)
    return _left(session, at, words, []) if at else Left([], [], [], [])


def remove_copies(session: Session) -> list[Path]:
    """Remove the copies of the database in the data folder that were made before the last redaction;
    return which.
    """
    session.need("retain")
    at = redactions.newest_at(session)
    copies = leftovers.copies_before(session, at) if at else []
    for each in copies:
        session.store.trail.note(session.actor, "retain", f"copy removed: {each.name}")
    leftovers.remove(copies)
    return copies


def _finish(session: Session, redacted: Redacted) -> Done:
    problems = [*_print_anew(session, redacted.sheets), *finish(session)]
    return Done(redacted, _left(session, clock.now(), redacted.words, problems))


def _left(session: Session, at: datetime, words: Collection[str], problems: list[str]) -> Left:
    copies = leftovers.copies_before(session, at)
    holding = [each for each in leftovers.holding(session, words) if each not in copies]
    return Left(copies, leftovers.backups_before(at), holding, problems)


def _print_anew(session: Session, sheets: Iterable[str]) -> list[str]:
    """Make the sheets anew from what is left; return what could not be done, in sentences."""
    problems = []
    for each in sheets:
        try:
            publish.make(session, briefings.briefing(session, each))
        except PatrolError as problem:
            problems.append(
                f"A sheet that had it was removed and could not be made anew: {problem.sentence} "
                "It is made when somebody opens it on the Briefing page."
            )
    return problems


def _names(paths: Iterable[Path]) -> str:
    return ", ".join(str(path) for path in paths)
