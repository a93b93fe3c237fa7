"""Words of a call, an intelligence item or an incident taken out for good, in every version; a file
that brings them again brings them to nothing.
"""

from datetime import date
from typing import TypedDict

from patrolqr.core.errors import InputWrong
from patrolqr.core.form.redacting import MARK
from patrolqr.store import redactions
from patrolqr.store.engine.writing import Writing
from patrolqr.store.redactions import Redacted
from patrolqr.store.session import PATIENCE_S, Session

UNKNOWN = "No call, incident or intelligence has the reference “{}”. Write it as its file does."
SEVERAL = "Several have the reference “{}”. Copy its number from the Inbox's file."


class NamedRow(TypedDict):
    """A reason or incident by its id, with its day."""

    subject: str
    day: date | None


class WordsRow(TypedDict):
    """Words of a reason or incident; `is_whole`: with what the form put before them."""

    words: str
    is_whole: bool


class AgainRow(TypedDict):
    """How many rows of a load bring words again."""

    rows: int


def named(session: Session, reference: str) -> NamedRow:
    """Return the reason or incident of that reference or id; InputWrong where none or several are."""
    sought = reference.strip()
    found = session.rows(NamedRow, "redactions/named_reasons", reference=sought) if sought else []
    if len(found) == 1:
        return found[0]
    raise InputWrong((SEVERAL if found else UNKNOWN).format(sought))


def redact_reason(session: Session, reference: str, why: str) -> Redacted:
    """Take the words out of every version of a reason or incident, and out of what was made of it; its
    day, kind and place stay.

    InputWrong where the reason is missing, it has no words, or it is on hold.
    """
    found = named(session, reference)
    subject = found["subject"]
    with session.writing_alone("retain", patience_s=PATIENCE_S) as written:
        redactions.check_held(written, subject, None, found["day"])
        rows = written.rows(WordsRow, "redactions/reason_words", subject=subject, mark=MARK)
        words = {row["words"] for row in rows}
        if not words:
            raise InputWrong(redactions.NOTHING)
        own = {row["words"] for row in rows if not row["is_whole"]}
        reason = redactions.checked_reason(why, own)
        _take_out(written, subject)
        return redactions.finish(written, session, "reason", subject, [], reason, words, own)


def take_out_again(written: Writing, load_id: str) -> None:
    """Take words out of the rows of a load that were taken out of them before; the file is then to be
    written anew once more.
    """
    (again,) = written.rows(AgainRow, "redactions/reasons_again", load_id=load_id)
    if again["rows"]:
        written.change("redactions/empty_reasons_again", load_id=load_id, mark=MARK)
        written.change("redactions/empty_incidents_again", load_id=load_id, mark=MARK)
        written.change("redactions/owe_again", load_id=load_id)


def _take_out(written: Writing, subject: str) -> None:
    written.change("redactions/empty_reason", subject=subject, mark=MARK)
    written.change("redactions/empty_incident", subject=subject, mark=MARK)
