"""The return on paper: the figures of a month or quarter with what each counts, then each patrol area."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from patrolqr.core import clock
from patrolqr.render.pdf import typesetting


@dataclass(frozen=True)
class FigureLine:
    """One figure: its section, what it is called, what it says, and what it counts."""

    section: str
    label: str
    said: str
    definition: str


@dataclass(frozen=True)
class AreaLine:
    """What was done in one patrol area for one team, in words."""

    area: str
    team: str
    given: str
    patrols: str
    hours: str
    engagements: str
    stop_searches: str
    arrests: str
    actions: str
    missed: str


@dataclass(frozen=True)
class ReturnPaper:
    """A return as it is printed; `made_at` dates it, so that the same return gives the same bytes."""

    title: str
    period: str
    marking: str
    made_at: datetime
    audit_head: str
    figures: Sequence[FigureLine]
    areas: Sequence[AreaLine]


def pdf(told: ReturnPaper) -> bytes:
    """Return the return as a tagged A4 PDF; InputWrong where the marking is missing."""
    typesetting.check_marking(told.marking)
    words: dict[str, Any] = {
        "marking": told.marking,
        "title": f"{told.marking} {told.title}, {told.period}",
        "keywords": [told.marking, "return"],
        "author": "PatrolQR",
        "heading": told.title,
        "period": told.period,
        "made": f"made {clock.instant_text(told.made_at)}",
        "foot_line": told.period.replace(" to ", " – "),
        "audit": typesetting.audit_line(told.audit_head),
        "sections": [
            {"title": title, "figures": [asdict(each) for each in lines]}
            for title, lines in groupby(told.figures, key=lambda each: each.section)
        ],
        "areas": [asdict(each) for each in told.areas],
    }
    return typesetting.write("force_return.typ", words, pictures={}, made_at=told.made_at)


def file_name(told: ReturnPaper) -> str:
    """Return a name that carries the marking: OFFICIAL_return_1-Oct-2026-to-31-Oct-2026.pdf."""
    return typesetting.file_name(told.marking, "return", told.period)
