"""Text that can be printed: only characters that the fonts have, and words that a line can break.

Only the fonts inside the typst package are used, so every machine sets the same bytes; a character
none of them has is spelled out in brackets, so that nothing vanishes from the paper.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Any

import typst

LONGEST_WORD = 24
"""Letters in a row after which a line may break.

Longer “words” are keys held down, or web addresses.
"""

MOST_MARKS = 4
"""Accents on one letter; pointed Hebrew has three, more would be drawn over the lines above and
below.
"""

_LONG_WORD = re.compile(rf"[^\s\u200b]{{{LONGEST_WORD},}}")
_VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f]")
_NO_CHARACTER = "\U0010fffd"
"""The last private code point: no font has it, so it is drawn as an empty box."""

_ONE_ROW_EACH = rb"""#set page(width: auto, height: auto, margin: 0pt)
#set text(font: "Libertinus Serif")
#for cluster in json(bytes(sys.inputs.clusters)) [#box(text(cluster)+strong(cluster))#linebreak()]"""
_ROW = '<g transform="translate(0 '
_GLYPH = re.compile(r'href="(#\w+)"')


@cache
def fonts() -> typst.Fonts:
    """Return the fonts inside the typst package, and no others."""
    return typst.Fonts(include_system_fonts=False)


def printable(data: Any) -> Any:
    """Return the same data with every text made of characters that the fonts have."""
    clean = _map_texts(data, _clean)
    missing = _find_missing({cluster for text in _texts(clean) for cluster in _foreign(text)})
    return _map_texts(clean, lambda text: _break_long_words(_spell_out(text, missing)))


def _clean(text: str) -> str:
    """Return the text without control and direction-changing characters, composed, with plain line
    ends.
    """
    sound = text.encode("utf-8", "replace").decode()
    lines = sound.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(letter for letter in lines if letter == "\n" or not _is_control(letter))
    return _VARIATION_SELECTORS.sub("", unicodedata.normalize("NFC", kept)).strip()


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp")


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


def _foreign(text: str) -> Iterator[str]:
    """Return the clusters that are not plain ASCII, which every font has."""
    if not text.isascii():
        yield from (cluster for cluster in _clusters(text) if not cluster.isascii())


def _find_missing(clusters: set[str]) -> set[str]:
    """Return the clusters that no font has, and those too tall for a line.

    Typst does not say what it misses, it draws an empty box. So all are drawn at once, a row each,
    under a character that cannot exist, and what refers to that row's box is missing.
    """
    tall = {cluster for cluster in clusters if len(cluster) > 1 + MOST_MARKS}
    asked = sorted(clusters - tall)
    if not asked:
        return tall
    inputs = {"clusters": json.dumps([_NO_CHARACTER, *asked])}
    svg = typst.compile(_ONE_ROW_EACH, format="svg", font_paths=fonts(), sys_inputs=inputs).decode()
    drawing, *_definitions = svg.split("<defs>")
    first_row, *rows = drawing.split(_ROW)
    empty_box = f'"{_GLYPH.findall(first_row)[0]}"'
    missing = {cluster for cluster, row in zip(asked, rows, strict=True) if empty_box in row}
    return tall | missing


def _spell_out(text: str, missing: set[str]) -> str:
    """Return the text with missing clusters named in brackets, a run of one kind named once."""
    if text.isascii() or not missing:
        return text
    pieces = []
    for cluster, repeats in groupby(_clusters(text)):
        times = len(list(repeats))
        pieces.append(_name(cluster, times) if cluster in missing else cluster * times)
    return "".join(pieces)


def _name(cluster: str, times: int) -> str:
    names = ", ".join(
        unicodedata.name(letter, "").lower() or f"U+{ord(letter):04X}" for letter in cluster
    )
    short = re.sub(r"cjk unified ideograph-(\w+)", lambda found: "U+" + found[1].upper(), names)
    return f"[{short}]" if times == 1 else f"[{short} ×{times}]"


def _break_long_words(text: str) -> str:
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
