"""Text that looks like personal details is asked about before it is kept: what it looks like, as data.

The phone's script gets the same patterns, so they use only what Python and JavaScript read alike
(ASCII letters and digits; no lookbehind, no named groups). `<part>` stands for one of PARTS, which may
hold others. What was found is the pattern's group where it has one, else all of it. How well they do
is measured on sentences of patrol notes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from patrolqr.core.form.given_names import (
    AMBIGUOUS,
    GIVEN_NAMES,
    NO_GIVEN_NAMES,
    NO_SURNAMES,
    PLACE_WORDS,
)
from patrolqr.core.form.question import Field
from patrolqr.core.form.questions import CORRECTED, FIELDS, GROUPS


def _any_of(*patterns: str) -> str:
    return f"(?:{'|'.join(patterns)})"


def _any_word(words: str) -> str:
    return _any_of(*words.split())


def _in_any_case(word: str) -> str:
    """Return a pattern of the word, in capitals or not: the other patterns mind the difference."""
    return "".join(f"[{each.upper()}{each}]" for each in word)


SHORT_WORDS = """
all and are bus but car did due for had has her him his hrs jct men min not now off one out ran saw see
she the two via was who jan feb mar apr may jun jul aug sep oct nov dec
"""
"""What follows a road, a dog unit or a number in words: A34 and, K9 was, of 23 Nov."""

PARTS = {
    "short": _any_of(*(_in_any_case(word) for word in SHORT_WORDS.split())),
    "day": (
        r"(?:\d{1,2}[./-]\d{1,2}[./-]|\d{1,2}(?:st|nd|rd|th)?(?: of)? "
        r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*,? )"
    ),
    "born": (
        r"\b(?:[Dd]\.?[Oo]\.?[Bb]|[Bb]orn|[Bb]irthday|[Dd]ate [Oo]f [Bb]irth|DATE OF BIRTH)\b\.?"
    ),
    "given": _any_word(GIVEN_NAMES),
    "maybe_given": _any_word(AMBIGUOUS),
    "place": _any_word(PLACE_WORDS),
    "no_surname": _any_word(NO_SURNAMES),
    "no_given": _any_word(NO_GIVEN_NAMES),
    "word": r"(?:O['’]|D['’]|Mc|Mac)?[A-Z][a-z]+(?:['’-][A-Z][a-z]+)?\b",
    # A name of a place goes on to what kind of place it is: James Bateman School.
    "no_place": r"(?!(?: [A-Z][\w'’]+){0,2} <place>\b)",
    "initial": r"(?:[A-Z]\.? )?",
    "surname": r"(?!(?:<place>|<no_surname>)\b)<word><no_place>",
    "any_given": r"(?:<given>|<maybe_given>)\b",
    "other_given": r"(?!(?:<no_given>|<place>|<no_surname>)\b)<word>",
    # What only a person does.
    "speaks": _any_word(
        "admitted admits asked asks denied denies gave lives refused said says stated states thinks "
        "told tells wants"
    ),
    "person": _any_word(
        "boy caretaker caller dealer driver female girl keyholder lad lady landlord male man [Mm]anager "
        "neighbour nominal occupant offender [Oo]wner [Rr]esident rider shopkeeper [Ss]uspect tenant "
        "[Vv]ictim [Ww]itness woman youth"
    ),
    # Words after which somebody's name comes.
    "told_who": _any_of(
        r"\b<person>(?: is| was| being)?,?(?: named| called| known as| identified as| believed to be)?",
        r"\b[Nn]ame(?:d|s)?(?: is| was| given)?(?: as| of)?:?",
        r"\b[Gg]oes by(?: the name(?: of)?)?",
        r"\b[Bb]elieved to be",
        r"\b(?:is|was) called",
        r"\b[Kk]nown as",
        r"\b(?:AKA|aka)",
    ),
    # What is done with a person, and with much else: a whole name has to follow.
    "met": _any_of(
        r"\b[Ss]poken? (?:to|with)",
        r"\b(?:[Ss]topped|[Aa]rrested|[Ss]earched|[Dd]etained|[Mm]et|[Ss]aw|[Ee]ngaged with)",
        r"\b(?:[Pp]arents|[Mm]other|[Mm]um|[Ff]ather|[Dd]ad|[Ss]on|[Dd]aughter|[Pp]artner|[Ff]riends?) of",
    ),
    "title": r"\b(?:Mr|Mrs|Ms|Mx|Miss|Dr|Rev|Prof)\.?",
    "street": _any_word(
        "Street St Road Rd Lane Ln Avenue Ave Close Drive Court Way Place Crescent Gardens Terrace Grove"
    ),
    "at_home": r"\b(?:[Ll]iv(?:es?|ed|ing)|[Rr]esid(?:es?|ing)|[Hh]ome|[Aa]ddress)(?: [a-z]+){0,3}:?",
}

PART = re.compile(r"<(\w+)>")

FEWEST_OFFICERS = 3
"""Officers that wrote a word, at least, before it is told apart from their logs."""


@dataclass(frozen=True)
class Pattern:
    """One kind of personal detail: how it is written, and the sentence about what was found."""

    sentence: str
    pattern: str

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern with its parts."""
        whole = self.pattern
        while PART.search(whole):
            whole = PART.sub(lambda part: PARTS[part[1]], whole)
        return re.compile(whole, re.ASCII)

    def finding(self, text: str) -> str:
        """Return the sentence about the first thing in the text that looks like this, or nothing."""
        match = self.compiled.search(text)
        if match is None:
            return ""
        return self.sentence.replace("{found}", match[match.lastindex or 0].strip())

    def found(self, text: str) -> list[str]:
        """Return everything in the text that looks like this."""
        return [match[match.lastindex or 0].strip() for match in self.compiled.finditer(text)]


def _looks_like(what: str, *patterns: str) -> Pattern:
    return Pattern(f"“{{found}}” looks like {what}.", "|".join(patterns))


PATTERNS = (
    _looks_like(
        "a number plate",
        # Since 2001, the same in three parts, before 2001; small letters where it can be nothing else.
        r"\b[A-Za-z]{2}\d{2} ?(?!<short>\b)[A-Za-z]{3}\b",
        r"\b(?!AS|AT|BY|IN|IS|NO|OF|ON|OR|TO|UP)[A-Z]{2} \d{2} ?(?!<short>\b)[A-Z]{3}\b",
        r"\b[A-Z]\d{1,3} ?(?!<short>\b)[A-Z]{3}\b",
        r"\b[a-z]\d{1,3}(?!<short>\b)[a-z]{3}\b",
    ),
    _looks_like(
        "a phone number",
        # British, and not a date with a time after it.
        r"(?:(?:\+|\b00)44(?: ?\(0\))?|\(?\b(?!\d\d[ -]\d\d[ -]\d\d)0(?=[12378]))(?:[ ()-]{0,2}\d){9,10}\b",
    ),
    _looks_like(
        "a date of birth",
        r"<born>[^.]{0,20}\b<day>(?:19|20)?\d\d",
        # A whole date of another decade: on a patrol nobody notes one but of somebody's birth.
        r"\b<day>(?:19\d\d|20[01]\d)\b",
        r"[A-Z][a-z]+ [A-Z][a-z]+[ ,(]{1,3}<day>(?:19|20)?\d\d",
    ),
    _looks_like(
        "somebody's name",
        # A title; a given name with another; two capitals beside what is said of a person.
        r"<title> <initial>(?!(?:<no_surname>|Martens|Pepper|Selfridge)\b)<word><no_place>",
        r"\bMRS?\.? [A-Z]['’A-Z]+\b|\bmrs?\.? (?!and\b|or\b)[a-z]{2,}\b",
        r"\b<given> <initial><surname>",
        r"\b<any_given> <initial><word>(?= <speaks>\b)",
        r"\b<given>(?= (?:from|who|at number|<speaks>)\b)",
        r"\b<other_given> <surname>(?= <speaks>\b)",
        r"<told_who> (<any_given>(?: <word>)?<no_place>)",
        r"<told_who> (<other_given> <surname>)",
        r"<met> (<any_given> <word><no_place>|<other_given> <surname>)",
    ),
    _looks_like(
        "an address",
        # Where somebody lives: any other house is a place. A whole postcode is some fifteen homes.
        r"<at_home> (\d{1,4}[a-z]? (?:[A-Z][\w']+ ){1,3}<street>\b)",
        r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b",
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


def find(*texts: str, spared: str = "") -> list[str]:
    """Return what the texts look like: a sentence for each kind, about the first that was found.

    `spared` is the patrol area's own name, which says nothing about a person.
    """
    read = [text.replace(spared, "·") if spared else text for text in texts]
    firsts = (
        next(filter(None, (pattern.finding(text) for text in read)), "") for pattern in PATTERNS
    )
    return [sentence for sentence in firsts if sentence]


def words_of_people(*texts: str) -> set[str]:
    """Return the words, in small letters, that stand in anything of the texts that looks like personal
    details.
    """
    found = [each for text in texts for pattern in PATTERNS for each in pattern.found(text)]
    return {word.lower() for each in found for word in re.findall(r"[A-Za-z]+", each)}


def doubtful(form: Mapping[str, Any], *, spared: str = "") -> dict[str, str]:
    """Return the answers of a form in which something looks like personal details, by their names."""
    return {
        name: str(text)
        for name, text in form.items()
        if NUMBERED.sub("-", name, count=1) in ASKED and find(str(text), spared=spared)
    }
