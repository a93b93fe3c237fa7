"""The public edition of a month on one sheet: what people raised, what was done, what was kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from patrolqr.core.meeting import ELSEWHERE, EditionTold, NeighbourhoodTold
from patrolqr.core.phrases import number_of
from patrolqr.render.pdf import qr, typesetting

NOT_GIVEN = "not given"

HEADINGS = (
    *(
        "Neighbourhood",
        "What people raised",
        "Patrols",
        "Conversations",
        "Stop-searches",
        "Arrests",
    ),
    *("Promises kept", "Reported crime and incidents"),
)
"""The last one only where what was reported is compared."""

SMALL_FROM = 10
"""From so many neighbourhoods on the letters are smaller, so that one sheet holds them."""

NOTES = (
    "“Not given” stands for a number from one to four, and for others from which it could be worked out: "
    "somebody could be known by it.",
    "What people raised is known of conversations that an officer wrote more about.",
    "A promise that is not kept yet may still be: its day may lie ahead.",
)


OF_REPORTS = (
    "Reported are all crimes and incidents that people told the police of, beside the same month a year "
    "before. “May be chance” means that numbers go up and down so far by themselves. More reports are not "
    "always more crime, and fewer do not show that patrols helped."
)
LICENCE = (
    "Reports: data.police.uk. Contains public sector information licensed under the Open Government "
    "Licence v3.0."
)
WITHOUT_REPORTS = "What was reported to the police is not set beside the year before: not all of both months is loaded."


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
        "headings": headings(told),
        "rows": [list(each) for each in rows(told)],
        "small": len(told["neighbourhoods"]) >= SMALL_FROM,
        "notes": notes(told),
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
    all_of = told["together"]
    if not told["neighbourhoods"]:
        return f"No patrol was written down in {told['month']}."
    is_elsewhere = told["neighbourhoods"][-1]["name"] == ELSEWHERE
    number = len(told["neighbourhoods"]) - is_elsewhere
    where = (
        f" in {'one neighbourhood' if number == 1 else f'{number} neighbourhoods'}"
        if number
        else ""
    )
    where += " and elsewhere" if number and is_elsewhere else ""
    patrols = number_of(all_of["patrols"], "patrol")
    talks = all_of["counts"]["engagements"]
    spoke = (
        "spoke with people"
        if talks is None
        else "spoke with nobody"
        if not talks
        else f"spoke with people {talks:,} times"
    )
    return (
        f"In {told['month']} officers made {patrols}{where}, {_spent(all_of['minutes'])} in all, "
        f"and {spoke}.{_begun(told)}"
    )


def _begun(told: EditionTold) -> str:
    return f" Patrols are written down since {told['begun']}." if told["begun"] else ""


def headings(told: EditionTold) -> list[str]:
    """Return what stands above each column of `rows`."""
    return list(HEADINGS if told["is_compared"] else HEADINGS[:-1])


def notes(told: EditionTold) -> list[str]:
    """Return how the table is to be read."""
    if not told["is_compared"]:
        return [*NOTES, WITHOUT_REPORTS]
    return [*NOTES, OF_REPORTS, *([LICENCE] if told["is_published"] else [])]


def rows(told: EditionTold) -> list[tuple[str, ...]]:
    """Return a line of words per neighbourhood, below `headings`, and one of all together at the end."""
    if not told["neighbourhoods"]:
        return []
    width = len(headings(told))
    return [_row(each)[:width] for each in (*told["neighbourhoods"], told["together"])]


def _row(line: NeighbourhoodTold) -> tuple[str, ...]:
    counts = line["counts"]
    return (
        line["name"],
        _raised(line),
        f"{line['patrols']:,}, {_time(line['minutes'])}",
        *(_count(counts[name]) for name in ("engagements", "stop_searches", "arrests")),
        _kept(counts["promises_kept"], counts["promises_made"]),
        _reported(counts["reported"], counts["reported_a_year_before"], line["change"]),
    )


def _reported(now: int | None, then: int | None, change: str) -> str:
    said = f": {change}" if change else ""
    return f"{_count(now)}, a year before {_count(then)}{said}"


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


def _spent(minutes: int) -> str:
    """Return a time as a sentence says it."""
    time, unit = _time(minutes).split(" ")
    return f"{time} {'minute' if unit == 'min' else 'hour'}{'' if time == '1' else 's'}"


def _time(minutes: int) -> str:
    return f"{minutes} min" if minutes < 60 else f"{minutes / 60:,.{0 if minutes >= 600 else 1}f} h"
