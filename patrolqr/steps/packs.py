"""A frozen pack as files: paper and workbook, each made of what was frozen and nothing else."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from patrolqr.analysis.questions.base import Picture
from patrolqr.core.meeting import AnswerTold, DoneTold, EditionTold, EntryTold, Snapshot
from patrolqr.render import tables
from patrolqr.render.pdf import meeting_pack, public_edition
from patrolqr.render.pdf.meeting_pack import PackPaper
from patrolqr.render.pdf.public_edition import PublicPaper
from patrolqr.store.packs import Pack

ENTRY = tuple(EntryTold.__annotations__)
DONE = tuple(DoneTold.__annotations__)
AREA = ("area", "neighbourhood", "patrols_asked", "patrols_given", *DONE)
WEEK = ("week", "days", *DONE)
"""Columns in the order in which they are told: what is kept has them by name."""


def pdf(pack: Pack) -> bytes:
    """Return the pack as a tagged A4 PDF."""
    return meeting_pack.pdf(paper(pack))


def xlsx(pack: Pack) -> bytes:
    """Return the pack as a workbook: its figures, then a sheet each of what the paper shows besides."""
    first, *others = sheets(pack.told).items()
    return tables.xlsx(
        first[1],
        sheet=first[0],
        more=dict(others),
        marking=pack.told["marking"],
        made_at=pack.frozen_at,
    )


def file_name(pack: Pack, ending: str) -> str:
    """Return a name that carries marking, period and the pack's number."""
    return meeting_pack.file_name(paper(pack), ending)


def paper(pack: Pack) -> PackPaper:
    """Return the pack as it is printed."""
    return PackPaper(pack.told, pack.number, pack.frozen_by, pack.frozen_at, pack.is_as_frozen)


def sheets(told: Snapshot) -> dict[str, pd.DataFrame]:
    """Return what a pack holds as rows, by the name of their sheet; only what there is any of."""
    answers = told["answers"]
    found = {
        "Figures": pd.DataFrame(
            [
                {"figure": "Period", "value": told["period"]},
                {"figure": "Of", "value": told["places"]},
                {"figure": "Frozen from", "value": told["known"]},
                *({"figure": each["label"], "value": each["text"]} for each in told["figures"]),
            ]
        ),
        "Left to do": _rows(told["entries"], ENTRY),
        "Places": places(told),
        "Weeks": weeks(told),
        "Questions": pd.DataFrame(
            [
                {
                    "question": each["words"],
                    "answer": each["sentence"],
                    "what_we_cannot_say": " ".join(each["cannot"]),
                }
                for each in answers
            ]
        ),
        "Their figures": pd.DataFrame(
            [
                {
                    "question": each["words"],
                    "figure": figure["label"],
                    "value": figure["text"],
                    "beside": "; ".join(figure["beside"]),
                }
                for each in answers
                for figure in each["figures"]
            ]
        ),
        "Their counts": pd.DataFrame(
            [
                {
                    "question": each["words"],
                    "counted": picture["label"],
                    "name": count["name"],
                    "number": count["count"],
                    "unit": picture["unit"],
                }
                for each in answers
                for picture in each["pictures"]
                for count in picture["counts"]
            ]
        ),
    }
    return {name: rows for name, rows in found.items() if len(rows)}


def places(told: Snapshot) -> pd.DataFrame:
    """Return what was asked and done place by place."""
    return _rows(told["areas"], AREA)


def weeks(told: Snapshot) -> pd.DataFrame:
    """Return what was done week by week."""
    return _rows(told["weeks"], WEEK)


def pictures(told: AnswerTold) -> list[Picture]:
    """Return the pictures of an answer."""
    return [
        Picture(
            "counts_by_name",
            pd.DataFrame([{"place": row["name"], "count": row["count"]} for row in each["counts"]]),
            "count",
            each["label"],
            each["unit"],
            each["shows"],
        )
        for each in told["pictures"]
        if each["counts"]
    ]


def _rows(told: Sequence[Any], names: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame([{name: each[name] for name in names} for each in told])


def public_paper(pack: Pack, edition: EditionTold) -> PublicPaper:
    """Return one of the pack's public editions as it is printed."""
    return PublicPaper(edition, pack.number, pack.told["public_url"], pack.frozen_at)


def public_pdf(pack: Pack, edition: EditionTold) -> bytes:
    """Return one of the pack's public editions as a tagged A4 PDF."""
    return public_edition.pdf(public_paper(pack, edition))
