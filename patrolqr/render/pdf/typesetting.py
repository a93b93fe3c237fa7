"""Data and a template in, a tagged PDF out: the one place that calls Typst.

What people typed reaches a template as JSON and is set as text, never read as markup. Only the
fonts inside the typst package are used, so every machine sets the same bytes; a character none of
them has is spelled out in brackets, so that nothing vanishes from the paper.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import typst

from patrolqr.core.briefing import MARKINGS
from patrolqr.core.errors import InputWrong

TEMPLATES = Path(__file__).parent / "typst"

LONGEST_WORD = 24
"""Letters in a row after which a line may break.

Longer “words” are keys held down, or web addresses.
"""

MOST_MARKS = 4
"""Accents on one letter; pointed Hebrew has three, more would be drawn over the lines above and
below.
"""

_CLUSTER = re.compile(r"[^\x00-\x7f]|.(?=[^\x00-\x7f])", re.DOTALL)
_LONG_WORD = re.compile(rf"[^\s\u200b]{{{LONGEST_WORD},}}")
_NOTDEF = "\U0010fffd"
_PROBE = rb"""#set page(width: auto, height: auto, margin: 0pt)
#set text(font: "Libertinus Serif")
#for cluster in json(bytes(sys.inputs.clusters)) [#box(text(cluster)+strong(cluster))#linebreak()]"""


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
        font_paths=_fonts(),
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


def line(*words: str) -> str:
    """Return the words that say something, with commas between."""
    return ", ".join(word for word in words if word)


def cut(text: str, most: int) -> str:
    """Return the text's beginning where a line has no more room."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def printable(data: Any) -> Any:
    """Return the same data with every text made of characters that the fonts have."""
    plain = _map_texts(data, _plain)
    absent = _absent(
        {cluster for text in _texts(plain) for cluster in _clusters(text) if not cluster.isascii()}
    )
    return _map_texts(plain, lambda text: _breakable(_spelled(text, absent)))


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


def _plain(text: str) -> str:
    """Return the text without control and direction-changing characters, composed, with plain line
    ends.
    """
    lines = (
        text.encode("utf-8", "replace")
        .decode()
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\t", " ")
    )
    kept = (
        letter
        for letter in lines
        if letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cf", "Zl", "Zp")
    )
    return re.sub("[\ufe00-\ufe0f]", "", unicodedata.normalize("NFC", "".join(kept))).strip()


def _clusters(text: str) -> Iterator[str]:
    """Return the text in pieces that a font must have whole: a letter with its accents."""
    cluster = ""
    for letter in text:
        if cluster and unicodedata.category(letter).startswith("M"):
            cluster += letter
            continue
        if cluster:
            yield cluster
        cluster = letter
    if cluster:
        yield cluster


def _absent(clusters: set[str]) -> set[str]:
    """Return the clusters that no font has: those drawn with the same glyph as a character that
    cannot exist.
    """
    tall = {cluster for cluster in clusters if len(cluster) > 1 + MOST_MARKS}
    asked = sorted(clusters - tall)
    if not asked:
        return tall
    inputs = {"clusters": json.dumps([_NOTDEF, *asked])}
    drawn = typst.compile(_PROBE, format="svg", font_paths=_fonts(), sys_inputs=inputs).decode()
    rows = drawn.split("<defs>")[0].split('<g transform="translate(0 ')
    box = re.findall(r'href="(#\w+)"', rows[0])[0]
    return tall | {
        cluster for cluster, row in zip(asked, rows[1:], strict=True) if f'"{box}"' in row
    }


def _spelled(text: str, absent: set[str]) -> str:
    if text.isascii() or not absent:
        return text
    pieces = []
    for cluster, repeats in groupby(_clusters(text)):
        times = len(list(repeats))
        pieces.append(_name(cluster, times) if cluster in absent else cluster * times)
    return "".join(pieces)


def _name(cluster: str, times: int) -> str:
    names = ", ".join(
        unicodedata.name(letter, "").lower() or f"U+{ord(letter):04X}" for letter in cluster
    )
    short = re.sub(r"cjk unified ideograph-(\w+)", lambda found: "U+" + found[1].upper(), names)
    return f"[{short}]" if times == 1 else f"[{short} ×{times}]"


def _breakable(text: str) -> str:
    return _LONG_WORD.sub(lambda word: "\u200b".join(re.findall(r".{1,12}", word[0])), text)


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping | list | tuple):
        for value in data.values() if isinstance(data, Mapping) else data:
            yield from _texts(value)


def _map_texts(data: Any, change: Callable[[str], str]) -> Any:
    if isinstance(data, str):
        return change(data)
    if isinstance(data, Mapping):
        return {key: _map_texts(value, change) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_map_texts(value, change) for value in data]
    return data
