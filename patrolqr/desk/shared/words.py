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


READ_AS_MARKS = re.compile(r":material/\w+:|:[a-z]+(?:-[a-z]+)*(?=\[)|[*_`~$<>\[\]|\\#]")
"""What Markdown would read in a label; a screen reader says labels as they stand, so backslashes
would be heard.
"""


def label(text: str) -> str:
    """Return the text as the label of an input: without what Markdown would read, and without
    anything that only eyes understand.
    """
    return LINKED.sub(lambda found: found[0] + JOINER, READ_AS_MARKS.sub("", text)).strip()


def short(text: str, limit: int) -> str:
    """Return the text on one line, cut at a word if it is longer than limit characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[:limit].rsplit(' ', 1)[0]} …"
