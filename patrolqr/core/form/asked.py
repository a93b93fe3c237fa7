"""What a tasking asks, and the kind of answer it takes: one rule for phone, paper and desk.

Answers stay texts, as they were sent: "No: three are out" is No, with words of the officer's own.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from patrolqr.core import lengths
from patrolqr.core.errors import InputWrong, LogWrong

AskKind = Literal["words", "yes_no", "number", "choice"]

KINDS: Mapping[AskKind, str] = {
    "words": "In words",
    "yes_no": "Yes or no",
    "number": "A number",
    "choice": "One of a list",
}
"""How an ask can be answered, as the sergeant chooses it; those of earlier versions are words."""

CLOSED = re.compile(
    r"(?:are|is|was|were|do|does|did|has|have|had|can|could|any|anyone|anybody|anything)\b", re.I
)
"""How a question begins that yes or no answers."""

NOT_SEEN = "Not seen"
"""Offered with every list: an officer who could not tell says so, and need not guess."""

FEWEST_OPTIONS, MOST_OPTIONS = 2, 5
"""One option is no question; six and "Not seen" would fill a small phone's first screen."""

OPTION_LIMIT = 24
"""Characters of an option: two stand side by side on a small phone and on the paper strip."""

MOST_NUMBER = 9999
"""What officers count on a patrol, by far."""

BESIDE = ": "
"""Stands between what was chosen and the words beside it."""


@dataclass(frozen=True)
class Ask:
    """A question of the sergeant's, how it is answered, and its options where it has some."""

    text: str
    kind: AskKind = "words"
    options: tuple[str, ...] = ()

    @property
    def offered(self) -> tuple[str, ...]:
        """Return the answers to choose from, none where it is answered otherwise."""
        if self.kind == "yes_no":
            return "Yes", "No", NOT_SEEN
        return (*self.options, NOT_SEEN) if self.kind == "choice" else ()

    @property
    def quick(self) -> tuple[str, ...]:
        """Return what a phone offers to tap: also for a question in words that yes or no answers,
        beside which any words will do.
        """
        is_closed = self.kind == "words" and CLOSED.match(self.text.strip())
        return ("Yes", "No", NOT_SEEN) if is_closed else self.offered

    @property
    def mark(self) -> str:
        """Return a short text that changes with the question, its kind or its options."""
        said = (self.text, self.kind, *self.options)
        return hashlib.sha256(repr(said).encode()).hexdigest()[:12]

    @property
    def most(self) -> int:
        """Return the largest number that answers it."""
        return MOST_NUMBER

    @property
    def room(self) -> int:
        """Return how many characters of an answer what is chosen may take."""
        return max((len(each + BESIDE) for each in self.quick), default=0)

    def split(self, answer: str) -> tuple[str, str]:
        """Return what was chosen of the list, and the words beside it; nothing chosen where the
        answer is not one of this kind.
        """
        for each in self.offered:
            if answer == each or answer.startswith(each + BESIDE):
                return each, answer.removeprefix(each).removeprefix(BESIDE).strip()
        return "", answer

    def number(self, answer: str) -> int | None:
        """Return the answer as the whole number it is, None where it is none or none is asked."""
        is_one = self.kind == "number" and answer.isascii() and answer.isdecimal()
        return int(answer) if is_one and len(answer) <= 4 else None

    def check(self, answer: str | None) -> None:
        """Raise LogWrong where an answer is not of the kind that was asked for; none is fine."""
        if not answer or self.kind == "words":
            return
        if self.kind == "number" and self.number(answer) is None:
            raise LogWrong(
                f"“{self.text}” is answered by a whole number from 0 to {MOST_NUMBER}. "
                "Correct it and send again."
            )
        if self.kind != "number" and not self.split(answer)[0]:
            raise LogWrong(
                f"“{self.text}” is answered by one of: {', '.join(self.offered)}. "
                "Choose one and send again."
            )


def from_row(row: Mapping[str, Any]) -> Ask:
    """Return the ask of a tasking as rows have it: empty columns were asked in words."""
    options = row["ask_options"]
    return Ask(
        row["ask"] or "",
        row["ask_kind"] or "words",
        tuple(options) if options is not None else (),
    )


def check_asked(area: str, ask: Ask) -> None:
    """Raise InputWrong where a sergeant's question cannot be answered as they chose."""
    if ask.kind not in KINDS:
        raise InputWrong(f"{area}: the ask has no kind of answer that is known. Choose one.")
    if ask.kind != "choice" or not ask.text.strip():
        return
    if not FEWEST_OPTIONS <= len(ask.options) <= MOST_OPTIONS:
        raise InputWrong(
            f"{area}: “{ask.text}” is answered by one of a list, which has {len(ask.options)}. "
            f"Give it {FEWEST_OPTIONS} to {MOST_OPTIONS} options."
        )
    for each in ask.options:
        lengths.check(each, OPTION_LIMIT, f"{area}: the option “{each}”")
        if not each.strip() or BESIDE in each or each.casefold() == NOT_SEEN.casefold():
            raise InputWrong(
                f"{area}: “{each}” cannot be an option: “{NOT_SEEN}” is offered anyway, and words "
                "of the officer's own follow a colon. Write another."
            )


def clean_options(written: Sequence[str]) -> tuple[str, ...]:
    """Return the options that say something, each once, without blanks around them."""
    return tuple(dict.fromkeys(filter(None, (" ".join(each.split()) for each in written))))
