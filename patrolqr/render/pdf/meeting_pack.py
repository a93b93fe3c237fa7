"""A review meeting's pack on paper, from what it was frozen as and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from patrolqr.core import clock
from patrolqr.core.meeting import AnswerTold, CountsTold, Snapshot
from patrolqr.render.pdf import typesetting

COUNTED = ("patrols", "minutes", "engagements", "stop_searches", "arrests", "actions")

BARS = 10
"""Of counts by name so many are drawn, the rest together; the workbook has all."""

REDACTED = "Words were redacted from this pack after it was frozen; its figures are as they were."


@dataclass(frozen=True)
class PackPaper:
    """A pack as it is printed: what it holds, its number, who froze it and when, which dates the paper
    too, so that the same pack gives the same bytes.
    """

    told: Snapshot
    number: str
    frozen_by: str
    frozen_at: datetime
    is_as_frozen: bool = True

    @property
    def frozen(self) -> str:
        """Return when it was frozen and by whom, in words."""
        return f"frozen {clock.instant_text(self.frozen_at)} by {self.frozen_by}"


def pdf(paper: PackPaper) -> bytes:
    """Return the pack as a tagged A4 PDF; InputWrong where the marking is missing."""
    told = paper.told
    typesetting.check_marking(told["marking"])
    words: dict[str, Any] = {
        "marking": told["marking"],
        "title": f"{told['marking']} review meeting, {told['period']}",
        "keywords": [told["marking"], "review meeting", paper.number],
        "author": "PatrolQR",
        "period": told["period"],
        "places": told["places"],
        "made": paper.frozen,
        "known": told["known"],
        "redacted": "" if paper.is_as_frozen else REDACTED,
        "foot_line": f"Pack {paper.number}",
        "audit": typesetting.audit_line(told["audit_head"]),
        "since_meeting": told["since_meeting"],
        "entries": told["entries"],
        "figures": [{"label": each["label"], "figure": each["text"]} for each in told["figures"]],
        "areas": [
            [
                each["area"],
                f"{each['patrols_given']} of {each['patrols_asked']}",
                *_cells(each),
            ]
            for each in told["areas"]
        ],
        "weeks": [[_week(each["week"], each["days"]), *_cells(each)] for each in told["weeks"]],
        "answers": [_answer(each) for each in told["answers"]],
    }
    return typesetting.write("meeting_pack.typ", words, pictures={}, made_at=paper.frozen_at)


def file_name(paper: PackPaper, ending: str = "pdf") -> str:
    """Return a name that carries the marking: OFFICIAL_review-meeting_1-Oct-2026-to-31-Oct-2026_5A17….pdf."""
    name = typesetting.file_name(
        paper.told["marking"], "review meeting", paper.told["period"], paper.number
    )
    return f"{name.removesuffix('.pdf')}.{ending}"


def _cells(row: Mapping[str, Any]) -> list[str]:
    return ["–" if row[name] is None else f"{row[name]:,}" for name in COUNTED]


def _week(week: str, days: int) -> str:
    return week if days == 7 else f"{week}, {days} {'day' if days == 1 else 'days'} of it"


def _answer(told: AnswerTold) -> dict[str, Any]:
    return {
        "words": told["words"],
        "sentence": told["sentence"],
        "figures": [
            {"label": each["label"], "figure": each["text"], "beside": each["beside"]}
            for each in told["figures"]
        ],
        "compared": any(each["beside"] for each in told["figures"]),
        "pictures": [_picture(each) for each in told["pictures"] if each["counts"]],
        "cannot": told["cannot"],
    }


def _picture(told: CountsTold) -> dict[str, Any]:
    counts = [(each["name"], each["count"]) for each in told["counts"]]
    if rest := counts[BARS:]:
        others = "1 other" if len(rest) == 1 else f"{len(rest)} others"
        counts = [*counts[:BARS], (others, sum(count for _, count in rest))]
    largest = max(count for _, count in counts)
    return {
        "label": told["label"],
        "unit": told["unit"],
        "counts": [
            {
                "name": name,
                "count": f"{count:,.0f}",
                "share": count / largest if largest > 0 else 0,
            }
            for name, count in counts
        ],
    }
