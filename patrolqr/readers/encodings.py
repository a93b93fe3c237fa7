"""Which encoding a text is written in, by its first bytes, and the same text as UTF-8."""

import codecs
from collections.abc import Iterable, Iterator

UTF_8, WINDOWS = "utf-8", "cp1252"

MARKS = {codecs.BOM_UTF8: UTF_8, codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
"""Byte order marks → encoding."""

SPOKEN = {WINDOWS: "Windows-1252", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
"""What people call an encoding that is not UTF-8."""

HALF = 0.3
"""Share of zero bytes on one side of each pair by which a text without a mark is UTF-16: about half
of a Latin text's, none of a UTF-8 text's.
"""


def encoding_of(head: bytes) -> str:
    """Return the encoding: by its mark, by the zeros of UTF-16, else UTF-8 or Windows-1252."""
    marked = next((name for mark, name in MARKS.items() if head.startswith(mark)), None)
    if marked:
        return marked
    pairs = max(len(head) // 2, 1)
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = head[start::2].count(0), head[1 - start :: 2].count(0)
        if len(head) > 8 and zeros > HALF * pairs and others < HALF * zeros:
            return name
    return UTF_8 if _is_utf_8(head) else WINDOWS


def as_utf_8(text: bytes, encoding: str) -> bytes:
    """Return the text as UTF-8 without a byte order mark; what cannot be read becomes �."""
    return b"".join(recoded([text], encoding))


def recoded(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Give the same text as UTF-8 without a mark; UTF-8 itself is passed on as it is."""
    if encoding == UTF_8:
        yield from _without_mark(chunks)
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    yield from _without_mark(decoder.decode(chunk).encode("utf-8") for chunk in chunks)
    yield decoder.decode(b"", True).encode("utf-8")


def _without_mark(chunks: Iterable[bytes]) -> Iterator[bytes]:
    first = True
    for chunk in chunks:
        yield chunk.removeprefix(codecs.BOM_UTF8) if first else chunk
        first = False


def _is_utf_8(head: bytes) -> bool:
    """Return whether it is UTF-8; a last character that is cut off does not count against it."""
    try:
        codecs.getincrementaldecoder(UTF_8)().decode(head)
    except UnicodeDecodeError:
        return False
    return True
