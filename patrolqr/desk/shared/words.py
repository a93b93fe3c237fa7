"""People's words on a page: shown as they are, never read as Markdown."""

import re

LINKED = re.compile(r"(?i)(www)(?=\.)|([:@])(?=[a-z+_/-])")
"""Where a bare address, an e-mail address or an icon's name would begin to work without any
Markdown.
"""

JOINER = "\u2060"
"""Stands between two letters and is not seen."""

MARKS = re.compile(r"([!-/:-@\[-`{-~])")
"""Every character of ASCII punctuation: a backslash before it takes away what Markdown sees in it."""


def plain(text: str) -> str:
    """Return the text with nothing in it that Markdown would read: no image, link, icon or formula
    comes of it.
    """
    return MARKS.sub(r"\\\1", LINKED.sub(lambda found: found[0] + JOINER, text))


def short(text: str, limit: int) -> str:
    """Return the text on one line, cut at a word if it is longer than limit characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[:limit].rsplit(' ', 1)[0]} …"
