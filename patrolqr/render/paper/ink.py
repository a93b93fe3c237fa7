"""What stands in a tick box: ink against the paper beside it, as dark as the strip's own print.

Filled and empty are apart by two thresholds each; whatever lies between is doubtful, and so is a box
whose printed frame cannot be seen, or that is circled.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from patrolqr.render.paper import layout
from patrolqr.render.paper.layout import Place

Grey = npt.NDArray[np.float64]
Mark = Literal["filled", "empty", "doubtful"]

DOTS_PER_MM = 10
"""A flattened strip's pixels per millimetre: a little finer than a scan at 200 dots per inch."""

RIM_MM = 2.0
"""What is flattened around a strip, so that boxes are found that lie a little off."""

DARK = 0.25
"""Ink that counts, of printed black: pencil is 0.35, grain of a bad camera stays below 0.2."""

WRITTEN = 0.42
"""How dark the darkest of a mark is at least; a smudge or a shadow is paler."""

EMPTY, FILLED = 0.025, 0.10
"""Share of a box's inside that is dark: a speck or a neighbour's stroke up to the first, a thin
pen's slash from the second (it has 0.16)."""

FRAME = 0.22
"""Mean ink along the palest side of a box's printed frame below which it is not seen: torn off, under
a thumb, or bent away. Of 540 boxes on worn copies the palest had 0.28."""

CIRCLED = 3
"""Sides of a box that show ink outside it, from which it may be circled: a neighbour's cross
reaches over one or two."""

STROKE, BLOT = 0.06, 0.6
"""Share of the ring outside a side that is dark where a pen crosses it, and where a blot or a thumb
lies over box and ring alike."""

CONTRAST = 0.25
"""Print below this contrast to its paper is too pale to judge by."""

COARSE_THEN_FINE = ((2.4, 0.2), (0.2, 0.1))
OWN = (0.6, 0.1)
"""How far the boxes of a count are looked for around where they are expected, and in which steps
(millimetres), then each box around that by its own frame: paper bends between the ends."""

FARTHEST = 2.4
"""Millimetres that a box lies off its place at most: from half way to the next on (2.6) it might be
taken for that."""

FARTHER = 0.03
"""Ink along the frames that a millimetre more of distance must bring."""

INSIDE_MM, OUTSIDE_MM, RING_MM = 0.6, 0.55, 0.4
"""From the frame to what counts as inside, and to the ring around it, and how wide that is."""

NEAR_MM, CELL_MM = 7.0, 0.5
"""The paper near by that white is taken from, and how coarsely."""

TRIM_MM, WRITING = 0.5, 0.012
"""What is left out around a time's place, because print may reach into it; and the share of the
rest that is dark where something is written: one digit 1."""

SOFTENED = 0.8
"""Pixels by which grain is smoothed before ink is measured: less than a pen's line is wide."""

PAPER_PERCENT, PRINT_PERCENT = 80, 8
"""Paper is as bright as that percentile near by, print as dark as that percentile of a code."""


def ink_of(flat: Image.Image) -> Grey:
    """Return how much ink stands at each pixel of a flattened strip: 0 paper, 1 printed black."""
    soft = flat.filter(ImageFilter.GaussianBlur(SOFTENED))
    shade = np.asarray(soft, dtype=float) / np.maximum(_paper(flat), 1.0)
    places = layout.code_places()
    black = [np.percentile(cut(shade, places[end]), PRINT_PERCENT) for end in layout.ENDS]
    middles = [pixel(places[end].left + places[end].wide / 2) for end in layout.ENDS]
    along = np.interp(np.arange(flat.width), middles, black)
    contrast = 1 - along
    contrast[contrast < CONTRAST] = np.inf  # nothing can be told there: no frame is seen
    ink: Grey = (1 - shade) / contrast
    return ink


def marks(ink: Grey) -> dict[str, tuple[Mark, ...]]:
    """Return what stands in each box of each count.

    Paper bends least near a code, so that boxes are found from the right end on, each count's
    beginning where its neighbour's lay.
    """
    shift, read = (0.0, 0.0), {}
    for name, boxes in reversed(layout.box_places().items()):
        for reach, step in COARSE_THEN_FINE:
            shift = _shift(ink, boxes, shift, reach, step)
        read[name] = tuple(
            _judge(ink, _moved(box, _shift(ink, [box], shift, *OWN))) for box in boxes
        )
    return dict(reversed(read.items()))


def is_written(ink: Grey, place: Place) -> bool:
    """Return whether more than print stands there, above the lines at its lower edge."""
    above = Place(place.left, place.top + TRIM_MM, place.wide, place.high - 3 * TRIM_MM)
    printed = layout.time_print(place)
    patch = cut(ink, above).copy()
    left = round((printed.left - above.left) * DOTS_PER_MM)
    patch[:, left : left + round(printed.wide * DOTS_PER_MM)] = 0
    return bool((patch > DARK).mean() > WRITING)


def cut(picture: Grey, place: Place) -> Grey:
    """Return that part of a flattened strip."""
    top, left = pixel(place.top), pixel(place.left)
    return picture[
        max(top, 0) : pixel(place.top + place.high), max(left, 0) : pixel(place.left + place.wide)
    ]


def pixel(mm: float) -> int:
    """Return where so many millimetres stand on a flattened strip."""
    return round((mm + RIM_MM) * DOTS_PER_MM)


def _paper(flat: Image.Image) -> Grey:
    """Return how bright the paper is at each pixel, from what is bright near by."""
    coarse = flat.reduce(round(CELL_MM * DOTS_PER_MM))
    cells = round(NEAR_MM / CELL_MM) | 1
    bright = ImageFilter.RankFilter(cells, cells * cells * PAPER_PERCENT // 100)
    spread = coarse.filter(bright).resize(flat.size, Image.Resampling.BILINEAR)
    return np.asarray(spread, dtype=float)


def _moved(box: Place, shift: tuple[float, float]) -> Place:
    return Place(box.left + shift[0], box.top + shift[1], box.wide, box.high)


def _shift(
    ink: Grey, boxes: Sequence[Place], begin: tuple[float, float], reach: float, step: float
) -> tuple[float, float]:
    """Return how far to the right and down the boxes' frames lie off their places: where there is
    the most ink along them, in doubt near to where the search begins.
    """
    lines = np.array([point for box in boxes for point in _frame(box)])
    steps = np.arange(-reach, reach + step / 2, step)
    rights, downs = (
        each.ravel().clip(-FARTHEST, FARTHEST)
        for each in np.meshgrid(steps + begin[0], steps + begin[1])
    )
    columns, rows = lines[:, 0] + rights[:, None], lines[:, 1] + downs[:, None]
    along = _at(ink, columns, rows).clip(0, 1).mean(axis=1)
    near = np.hypot(rights - begin[0], downs - begin[1])
    best = int((along - FARTHER * near).argmax())
    return float(rights[best]), float(downs[best])


def _at(ink: Grey, columns: Grey, rows: Grey) -> Grey:
    """Return the ink at places in millimetres, nearest pixel."""
    across = np.rint((columns + RIM_MM) * DOTS_PER_MM - 0.5).astype(int)
    down = np.rint((rows + RIM_MM) * DOTS_PER_MM - 0.5).astype(int)
    there: Grey = ink[down.clip(0, ink.shape[0] - 1), across.clip(0, ink.shape[1] - 1)]
    return there


def _frame(box: Place) -> list[tuple[float, float]]:
    """Return points along the box's printed frame, a fifth of a millimetre apart."""
    ends = [*box.corners, box.corners[0]]
    shares = np.linspace(0, 1, round(box.wide / 0.2), endpoint=False)
    return [
        (x + (to_x - x) * share, y + (to_y - y) * share)
        for (x, y), (to_x, to_y) in pairwise(ends)
        for share in shares
    ]


def _judge(ink: Grey, box: Place) -> Mark:
    """Return what stands in one box whose frame lies there."""
    if _along_frame(ink, box) < FRAME:
        return "doubtful"
    inside = cut(ink, box.grown(-INSIDE_MM))
    share, darkest = float((inside > DARK).mean()), float(np.percentile(inside, 97))
    if share >= FILLED and darkest >= WRITTEN:
        return "doubtful" if _sides_inked(ink, box, BLOT) >= CIRCLED else "filled"
    if share <= EMPTY and _sides_inked(ink, box, STROKE) < CIRCLED:
        return "empty"
    return "doubtful"


def _along_frame(ink: Grey, box: Place) -> float:
    """Return the mean ink along the palest of the frame's four sides."""
    points = np.array(_frame(box))
    return float(_at(ink, points[:, 0], points[:, 1]).reshape(4, -1).mean(axis=1).min())


def _sides_inked(ink: Grey, box: Place, share: float) -> int:
    """Return on how many sides that share of the ring outside the frame is dark."""
    near, far = box.grown(OUTSIDE_MM), box.grown(OUTSIDE_MM + RING_MM)
    sides = (
        Place(near.left, far.top, near.wide, RING_MM),
        Place(near.left, near.top + near.high, near.wide, RING_MM),
        Place(far.left, near.top, RING_MM, near.high),
        Place(near.left + near.wide, near.top, RING_MM, near.high),
    )
    return sum(bool((cut(ink, side) > DARK).mean() > share) for side in sides)
