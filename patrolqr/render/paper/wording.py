"""What was found in a picture, and what stands in a strip's boxes, in sentences."""

from collections.abc import Sequence

import numpy as np
from PIL import Image

from patrolqr.core.form.question import Field
from patrolqr.core.phrases import listed
from patrolqr.render.paper.finding import Found
from patrolqr.render.paper.ink import Mark
from patrolqr.render.pdf import qr

BLURRED = 12.0
"""Jump of grey from one pixel to the next at the sharpest hundredth of a picture, below which it is
said to be blurred: logs that are read have 25 to 91, a log out of focus by three pixels 9 to 13."""

WHOLE = (
    "picture the whole strip, flat and in focus, with its codes at both ends, or key it by its code"
)


def told(name: str, picture: Image.Image, found: Found) -> tuple[str, ...]:
    """Return what to say about a picture: how many strips were found, and what is wrong with each."""
    if not found.strips:
        return (_nothing(name, picture, found),)
    sentences = [f"{_number(found.strips, 'strip')} found in {name}{_unread(found)}."]
    if found.one_end:
        which, show = _strips(found.one_end), "shows" if len(found.one_end) == 1 else "show"
        sentences.append(f"{which} {show} only one end: {WHOLE}.")
    if found.former:
        sentences.append(
            f"{_strips(found.former)}: printed by another version of this program, with its boxes "
            "elsewhere; key by the code."
        )
    return tuple(sentences)


def _unread(found: Found) -> str:
    if not found.unread:
        return ""
    if found.strips == 1:
        return f", but its code cannot be read: {WHOLE}"
    on = "one" if found.unread == 1 else str(found.unread)
    return f"; on {on} the code cannot be read: {WHOLE}"


def _strips(codes: Sequence[str]) -> str:
    names = [qr.group(code) for code in codes]
    return f"{'Strip' if len(names) == 1 else 'Strips'} {listed(names)}"


def _nothing(name: str, picture: Image.Image, found: Found) -> str:
    if found.others:
        return (
            f"{name} shows a code, but no strip's. A strip has its small codes at both ends of a line with "
            "tick boxes; the large code beside an area's map is for phones."
        )
    if _sharpness(picture) < BLURRED:
        return f"No strip was found in {name}: it is blurred. Hold still and take it again."
    return (
        f"No strip was found in {name}. Picture the lines with tick boxes whole, in focus, "
        "with the codes at both ends."
    )


def count_of(marks: Sequence[Mark]) -> int:
    """Return how many boxes are ticked for certain."""
    return sum(mark == "filled" for mark in marks)


def doubts(field: Field, marks: Sequence[Mark]) -> str:
    """Return which boxes of a count are doubtful and what the count may be, nothing where all are
    sure.
    """
    which = [str(at) for at, mark in enumerate(marks, 1) if mark == "doubtful"]
    if not which:
        return ""
    least = count_of(marks)
    boxes = "box" if len(which) == 1 else "boxes"
    are = "is" if len(which) == 1 else "are"
    return (
        f"{field.label}: {boxes} {listed(which)} {are} doubtful; {least} ticked for certain, "
        f"{least + len(which)} with what is doubtful."
    )


def _number(count: int, noun: str) -> str:
    return f"1 {noun} was" if count == 1 else f"{count} {noun}s were"


def _sharpness(picture: Image.Image) -> float:
    grey = np.asarray(picture, dtype=float)
    return float(np.percentile(np.abs(np.diff(grey, axis=1)), 99))
