"""JSON files: known by how they begin, and read whole."""

import json
from typing import Any

from patrolqr.core.errors import FileUnreadable
from patrolqr.readers.opening import Contents


def beginning(head: bytes) -> bytes:
    """Return the first bytes of a text without a byte order mark and white space before it."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def document(contents: Contents, *, largest: int, too_large: str, incomplete: str) -> Any:
    """Return what the file says; FileUnreadable with one of the sentences, after the file's name,
    where it has more bytes than the largest, or is cut off ({problem} says where).
    """
    read = bytearray()
    for chunk in contents.chunks():
        read += chunk
        if len(read) > largest:
            raise FileUnreadable(f"{contents.name} {too_large}")
    try:
        return json.loads(read.decode("utf-8-sig"))
    except (ValueError, RecursionError) as problem:
        said = incomplete.replace("{problem}", str(problem))
        raise FileUnreadable(f"{contents.name} {said}") from problem
