"""The force's own words in ours: types of crime, who reported, grades of intelligence."""

import re
from collections import abc
from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from patrolqr.core.incident import CRIME_TYPES
from patrolqr.readers import moments
from patrolqr.readers.mapping import normal

PARTS = ("source_grade", "information_grade", "handling")
"""The parts of a 3x5x2 grade, in their order."""

GRADE = re.compile(r"([123])([A-E])([PC])")
"""A 3x5x2 grade without what stands between its parts: source, information, handling."""

ORIGINS = {
    "public": re.compile(r"\b(public|999|101|caller|victim|witness|resident|online)\b"),
    "police": re.compile(r"\b(police|officer|proactive|self generated|patrol)\b"),
    "partner": re.compile(r"\b(partner|council|agency|ambulance|fire|nhs|transport|school)\b"),
}
"""How a system says who reported."""


def types(theirs: pa.Array, translated: abc.Mapping[str, str]) -> pa.Array:
    """Return data.police.uk's word for each of the force's own, null where none is known."""
    own = {normal(word): word for word in CRIME_TYPES}
    said = {normal(word): ours for word, ours in translated.items()}
    found, _ = moments.distinct(theirs, lambda word: said.get(normal(word), own.get(normal(word))))
    return moments.taken(found, pa.string())


def origins(written: pa.Array, otherwise: str) -> pa.Array:
    """Return public, police or partner for how a force says who reported; else what is said of all."""

    def origin(text: str) -> str:
        plain = normal(text)
        return next((one for one, said in ORIGINS.items() if said.search(plain)), otherwise)

    found, _ = moments.distinct(written, origin)
    return moments.taken(found, pa.string())


def grades(whole: pa.Array, written: abc.Mapping[str, pa.Array]) -> dict[str, pa.Array]:
    """Return the 3x5x2 grade in its PARTS, from one column (`whole`) or from three (`written`).

    A grade of another system, such as 5x5x5, is kept as written and has no parts.
    """

    def part(place: int) -> Callable[[str], str]:
        def read(text: str) -> str:
            found = GRADE.fullmatch(re.sub(r"[^0-9A-Z]", "", text.upper()))
            return found[place + 1] if found else ""

        return read

    split = {name: moments.distinct(whole, part(place))[0] for place, name in enumerate(PARTS)}
    read = {name: moments.taken(found, pa.string()) for name, found in split.items()}
    return {
        name: pc.if_else(pc.equal(read[name], ""), _short(written[name]), read[name])
        for name in PARTS
    }


def _short(text: pa.Array) -> pa.Array:
    """Return the letter or number a part of a grade begins with: `1 - Reliable` is 1."""
    found, _ = moments.distinct(text, lambda one: re.split(r"\W", one.strip().upper() + " ")[0][:1])
    return moments.taken(found, pa.string())
