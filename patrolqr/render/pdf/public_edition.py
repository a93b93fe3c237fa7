"""The public edition of a month on one sheet: what people raised, what was done, what was kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from patrolqr.core.meeting import EditionTold, NeighbourhoodTold
from patrolqr.render.pdf import qr, typesetting

NOT_GIVEN = "not given"

HEADINGS = (
    *("Neighbourhood", "What people raised", "Patrols", "Hours", "Conversations"),
    *("Stop-searches", "Arrests", "Promises kept"),
)

SMALL_FROM = 15
"""From so many neighbourhoods on the letters are smaller, so that one sheet holds them."""

NOTES = (
    "“Not given” stands for a number from one to four, and for others from which it could be worked out: "
    "somebody could be known by it.",
    "What people raised is known of conversations that an officer wrote more about.",
    "A promise that is not kept yet may still be: its day may lie ahead.",
)


@dataclass(frozen=True)
class PublicPaper:
    """A month's edition as it is printed: what it tells, the number of the pack it comes from, where its
    code leads ("" for no code), and what dates it.
    """

    told: EditionTold
    number: str
    url: str
    made_at: datetime


def pdf(paper: PublicPaper) -> bytes:
    """Return the edition as a tagged A4 PDF without a marking: it is for everybody."""
    told = paper.told
    words: dict[str, Any] = {
        "marking": "",
        "audit": "",
        "title": f"What you told us and what we did, {told['month']}",
        "month": told["month"],
        "keywords": [told["month"], paper.number],
        "sentence": sentence(told),
        "headings": list(HEADINGS),
        "rows": [list(each) for each in rows(told)],
        "small": len(told["neighbourhoods"]) >= SMALL_FROM,
        "notes": list(NOTES),
        "url": paper.url,
        "foot_line": f"Pack {paper.number}",
    }
    pictures = {"code": qr.svg(paper.url)} if paper.url else {}
    return typesetting.write("public_edition.typ", words, pictures=pictures, made_at=paper.made_at)


def file_name(paper: PublicPaper) -> str:
    """Return a name of plain letters: public-edition_October-2026_5A17….pdf."""
    return typesetting.file_name("public edition", paper.told["month"], paper.number)


def sentence(told: EditionTold) -> str:
    """Return the month in a sentence."""
    number, all_of = len(told["neighbourhoods"]), told["together"]
    if not number:
        return f"No patrol was written down in {told['month']}."
    where = "one neighbourhood" if number == 1 else f"{number} neighbourhoods"
    patrols = f"{all_of['patrols']:,} patrol{'' if all_of['patrols'] == 1 else 's'}"
    talks = all_of["counts"]["engagements"]
    spoke = (
        "spoke with people"
        if talks is None
        else "spoke with nobody"
        if not talks
        else f"spoke with people {talks:,} times"
    )
    return (
        f"In {told['month']} officers made {patrols} in {where}, {_hours(all_of['minutes'])} hours in all, "
        f"and {spoke}."
    )


def rows(told: EditionTold) -> list[tuple[str, ...]]:
    """Return a line of words per neighbourhood, below HEADINGS, and one of all together at the end."""
    if not told["neighbourhoods"]:
        return []
    return [_row(each) for each in (*told["neighbourhoods"], told["together"])]


def _row(line: NeighbourhoodTold) -> tuple[str, ...]:
    counts = line["counts"]
    return (
        line["name"],
        _raised(line),
        f"{line['patrols']:,}",
        _hours(line["minutes"]),
        *(_count(counts[name]) for name in ("engagements", "stop_searches", "arrests")),
        _kept(counts["promises_kept"], counts["promises_made"]),
    )


def _raised(line: NeighbourhoodTold) -> str:
    named = [
        each["concern"] if each["number"] is None else f"{each['concern']} {each['number']:,}"
        for each in line["raised"]
    ]
    return _listed(named) or "nothing written down"


def _listed(words: Sequence[str]) -> str:
    text = ", ".join(words).lower()
    return text[:1].upper() + text[1:]


def _count(number: int | None) -> str:
    return NOT_GIVEN if number is None else f"{number:,}" if number else "none"


def _kept(kept: int | None, made: int | None) -> str:
    if made == 0:
        return "none made"
    of = f" of {made:,}" if made is not None else ""
    return "some" + of if kept is None else f"{kept:,}{of}" if kept or of else "none yet"


def _hours(minutes: int) -> str:
    return f"{minutes / 60:,.0f}" if minutes >= 600 else f"{minutes / 60:,.1f}"
