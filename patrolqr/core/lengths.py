"""Words that are to be kept, against the most characters that fit."""

from patrolqr.core.errors import InputWrong


def check(text: str, limit: int, what: str = "") -> None:
    """InputWrong where the text has more characters than fit; `what` is what the sentence calls it."""
    if len(text) <= limit:
        return
    head = f"{what} has {len(text)} characters" if what else f"{len(text)} characters are too many"
    raise InputWrong(f"{head}; {limit} fit. Shorten it.")
