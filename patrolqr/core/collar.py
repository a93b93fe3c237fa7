"""A collar number: how it is kept however it was typed, and what is one."""

import re

from patrolqr.core.errors import InputWrong

LIMIT = 20
"""Characters of a collar number; forces use four to eight."""

BETWEEN = re.compile(r"[;,\n]")
"""What stands between several numbers in one text."""


def tidy(typed: str) -> str:
    """Return a number as it is kept: in capitals, with single blanks."""
    return " ".join(typed.upper().split())


def is_collar(kept: str) -> bool:
    """Return whether that can be a collar number: letters and digits, perhaps with blanks or
    hyphens.
    """
    return len(kept) <= LIMIT and kept.replace(" ", "").replace("-", "").isalnum()


def checked(typed: str) -> str:
    """Return one's own number as it is kept, on a phone or from paper; InputWrong where it is none."""
    kept = tidy(typed)
    if not is_collar(kept):
        raise InputWrong(f"Type your collar number: letters and digits, at most {LIMIT}.")
    return kept


def is_colleague(kept: str) -> bool:
    """Return whether that can be the number of somebody else: one with a digit, as a name is none."""
    return is_collar(kept) and any(each.isdigit() for each in kept)


def listed(typed: str) -> list[str]:
    """Return the numbers of one text as they are kept, each once; nothing is checked."""
    return list(dict.fromkeys(filter(None, map(tidy, BETWEEN.split(typed)))))
