"""A disposal list carried out to the last byte: out of the rows, then the file."""

from patrolqr.steps import redact
from patrolqr.store import Session, disposals


def confirm(session: Session, disposal_id: str, *, seen: str) -> list[str]:
    """Carry the list out and write the file anew; return what was done and could not be, in sentences.

    What can go wrong is said at `disposals.confirm`; then nothing went.
    """
    gone = disposals.confirm(session, disposal_id, seen=seen)
    told = f"Disposed of: {sum(gone.values()):,}." if gone else "Nothing of it was to go any more."
    problems = redact.finish(session)
    return [told, *problems, *redact.left(session).lines]
