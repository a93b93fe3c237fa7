"""Text from outside: the one place that says which characters are kept.

What is kept can be stored, shown, printed and answered. Cleaned twice it is the same.
"""

import re
from collections.abc import Mapping
from typing import Any

BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
"""What ends a line besides the line feed."""

UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls, but for tab and line feed
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # turn the writing of what stands beside
    "\ufeff\ufff9-\ufffb\ufffe\uffff]"  # marks of an encoding, and no characters at all
)

HALF = re.compile(r"[\ud800-\udfff]")
"""Half an emoji: no encoding knows it. It stays as a question mark, as it was told always."""


def clean(text: str) -> str:
    """Return the text with line feeds as its only breaks, without what cannot be told or turns text
    around.

    Emoji, joined ones too, and every script stay as they are.
    """
    if text.isascii() and text.isprintable():
        return text
    return HALF.sub("?", UNWANTED.sub("", BREAKS.sub("\n", text)))


def clean_all(sent: Any) -> Any:
    """Return what was sent with every text in it cleaned, names of fields too."""
    if isinstance(sent, str):
        return clean(sent)
    if isinstance(sent, Mapping):
        return {clean_all(name): clean_all(value) for name, value in sent.items()}
    return [clean_all(each) for each in sent] if isinstance(sent, list | tuple) else sent
