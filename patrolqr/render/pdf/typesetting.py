"""Data and a template in, a tagged PDF out: the one place that calls Typst.

What people typed reaches a template as JSON and is set as text, never read as markup.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from patrolqr.core.briefing import MARKINGS
from patrolqr.core.errors import InputWrong
from patrolqr.render.pdf.characters import fonts, printable

TEMPLATES = Path(__file__).parent / "typst"


def write(
    template: str, data: Mapping[str, Any], *, pictures: Mapping[str, str], made_at: datetime
) -> bytes:
    """Return the PDF (tagged, PDF/UA-1) that the template makes of the data and the SVG pictures.

    The document's date is made_at, so the same data give the same bytes.
    """
    inputs = {"data": json.dumps(printable(data)), "pictures": json.dumps(dict(pictures))}
    source = (TEMPLATES / "common.typ").read_bytes() + (TEMPLATES / template).read_bytes()
    return typst.compile(
        source,
        format="pdf",
        font_paths=fonts(),
        sys_inputs=inputs,
        pdf_standards="ua-1",
        timestamp=int(made_at.timestamp()),
    )


def check_marking(marking: str) -> None:
    """Return when the paper carries a marking it may.

    Else InputWrong, because nothing is printed without one.
    """
    if marking not in MARKINGS:
        given = f"“{marking}” is no marking" if marking.strip() else "There is no marking"
        raise InputWrong(
            f"{given}. Choose {' or '.join(MARKINGS)}; nothing is printed without one."
        )


def file_name(*parts: str) -> str:
    """Return a PDF's name of plain letters: OFFICIAL_Ashbrook-LPT_2026-11-24_Late_v2.pdf."""
    plain = (re.sub(r"[^A-Za-z0-9]+", "-", part).strip("-")[:60] for part in parts)
    return "_".join(part for part in plain if part) + ".pdf"


def join_words(*words: str) -> str:
    """Return the words that say something, with commas between."""
    return ", ".join(word for word in words if word)


def cut(text: str, most: int) -> str:
    """Return the text's beginning where a line has no more room."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def audit_line(head: str) -> str:
    """Return what a foot says of the audit trail: that it had a line of this head, for whoever checks
    later that none was cut off; nothing where there is no head. In capitals, as codes are: small
    letters would make a line of prose of the foot, which screen readers leave out.
    """
    return f"Audit {head.upper()}" if head else ""
