"""Text that looks like personal details is asked about before it is kept: what it looks like, as data.

The phone's script gets the same patterns, so they use only what Python and JavaScript read alike
(ASCII letters and digits; no lookbehind, no named groups).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from patrolqr.core.form.question import Field
from patrolqr.core.form.questions import CORRECTED, FIELDS, GROUPS


@dataclass(frozen=True)
class Pattern:
    """One kind of personal detail: how it is written, and the sentence about what was found."""

    sentence: str
    pattern: str
    any_case: bool = False

    def finding(self, text: str) -> str:
        """Return the sentence about the first thing in the text that looks like this, or nothing."""
        case = re.IGNORECASE if self.any_case else re.NOFLAG
        match = re.search(self.pattern, text, re.ASCII | case)
        return self.sentence.replace("{found}", match[0].strip()) if match else ""


STREETS = "Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Close|Drive|Court|Way|Place|Crescent|Gardens|Terrace|Grove"
DATE = r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d"
BORN = r"\b(?:[Dd][Oo][Bb]|[Bb]orn|[Dd]\.[Oo]\.[Bb]\.?)\b"

PATTERNS = (
    Pattern(
        "“{found}” looks like a number plate.",
        r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b|\b[A-Z]\d{1,3} ?[A-Z]{3}\b",
        any_case=True,
    ),
    Pattern("“{found}” looks like a phone number.", r"(?:\+44|\b0)(?:[ -]?\d){9,10}\b"),
    Pattern(
        "“{found}” looks like a date of birth.",
        rf"{BORN}[^.]{{0,20}}{DATE}|[A-Z][a-z]+ [A-Z][a-z]+[ ,(]{{1,3}}{DATE}",
    ),
    Pattern(
        "“{found}” looks like an address.",
        rf"\b\d{{1,4}}[a-z]? (?:[A-Z][\w']+ ){{1,3}}(?:{STREETS})\b"
        r"|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b",
    ),
)

ADVICE = "Put it in the force's own record and give its reference here."


def _is_asked(field: Field) -> bool:
    """Whether the question is answered in words: not with a number of the force's own, and not with
    the reason why details stay.
    """
    return (
        field.kind == "text" and not field.reference and field.section not in ("warning", "pairing")
    )


ASKED = (
    *(field.name for field in (*FIELDS, CORRECTED) if _is_asked(field)),
    *(
        f"{group.name}-{field.name}"
        for group in GROUPS
        for field in group.fields
        if _is_asked(field)
    ),
)
"""Questions answered in words, by name; one of a group by the group's name and its own."""

NUMBERED = re.compile(r"-\d+-")
"""A form names the answers of a group by number: stop_search-0-body_worn_why."""


def finding(text: str) -> str:
    """Return what the text looks like, as a sentence, or nothing where it looks like none of these."""
    return next(filter(None, (pattern.finding(text) for pattern in PATTERNS)), "")


def findings(form: Mapping[str, Any]) -> dict[str, str]:
    """Return what looks like personal details in a form: sentences by the names of the answers."""
    told = {
        name: finding(str(text))
        for name, text in form.items()
        if NUMBERED.sub("-", name, count=1) in ASKED
    }
    return {name: sentence for name, sentence in told.items() if sentence}
