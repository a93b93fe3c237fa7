"""Pictures in, strips read: whose each is, what stands in its boxes, and what could not be read."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from patrolqr.render.paper import finding, ink, layout
from patrolqr.render.paper.finding import Found, Lying, Points
from patrolqr.render.paper.ink import DOTS_PER_MM, RIM_MM, Mark
from patrolqr.render.paper.layout import Place

BELOW_MM = 8.0
"""What is flattened under a strip: the line on which an answer is ticked, where its area has one."""

TICKED, DOUBTFUL = "#0b5cad", "#c2410c"
"""Colours of what was read; shapes say it too."""


@dataclass(frozen=True)
class ReadStrip:
    """One strip as it was read: its code, the boxes of each count, whether something is written
    where each visit's times stand, and its picture, flattened.
    """

    short_code: str
    boxes: dict[str, tuple[Mark, ...]]
    times_written: tuple[bool, ...]
    flat: Image.Image

    def cut_out(self, place: Place) -> Image.Image:
        """Return the picture of a part of the strip."""
        return self.flat.crop(_pixels(place))

    def marked(self, *, with_answer: bool = False) -> Image.Image:
        """Return its picture with what was read drawn in: a bar under a ticked box, a frame and a
        question mark at a doubtful one. With the answer's line, where it has one.
        """
        high = self.flat.height - (0 if with_answer else round(BELOW_MM * DOTS_PER_MM))
        shown = self.flat.crop((0, 0, self.flat.width, high)).convert("RGB")
        draw = ImageDraw.Draw(shown)
        for name, places in layout.box_places().items():
            for place, mark in zip(places, self.boxes[name], strict=True):
                left, top, right, bottom = _pixels(place)
                if mark == "filled":
                    draw.rectangle((left, bottom + 3, right, bottom + 7), fill=TICKED)
                elif mark == "doubtful":
                    draw.rectangle(
                        (left - 4, top - 4, right + 4, bottom + 4), outline=DOUBTFUL, width=3
                    )
                    draw.text(
                        (right - 8, top - 4), "?", fill=DOUBTFUL, font_size=24, stroke_width=1
                    )
        return shown


@dataclass(frozen=True)
class ReadPicture:
    """What was read from one picture."""

    strips: tuple[ReadStrip, ...]
    found: Found


def _pixels(place: Place) -> tuple[int, int, int, int]:
    """Return a place's left, top, right and bottom on a flattened strip."""
    (left, top), _, (right, bottom), _ = place.corners
    return ink.pixel(left), ink.pixel(top), ink.pixel(right), ink.pixel(bottom)


def read(picture: Image.Image) -> ReadPicture:
    """Return every strip of a grey picture, from top to bottom."""
    found = finding.find(picture)
    return ReadPicture(tuple(_read(picture, each) for each in found.whole), found)


def _read(picture: Image.Image, lying: Lying) -> ReadStrip:
    flat = flatten(picture, lying.plane)
    stands = ink.ink_of(flat)
    times = layout.time_places(layout.MOST_VISITS)
    written = tuple(ink.is_written(stands, place) for place in times)
    return ReadStrip(lying.short_code, ink.marks(stands), written, flat)


def flatten(picture: Image.Image, plane: Points) -> Image.Image:
    """Return the strip as if it had been scanned, with a rim around it and more below."""
    scale = 1 / DOTS_PER_MM
    to_mm = np.array([[scale, 0, -RIM_MM], [0, scale, -RIM_MM], [0, 0, 1]])
    matrix = plane @ to_mm
    wide, high = layout.WIDE + 2 * RIM_MM, layout.HIGH + 2 * RIM_MM + BELOW_MM
    return picture.transform(
        (round(wide * DOTS_PER_MM), round(high * DOTS_PER_MM)),
        Image.Transform.PERSPECTIVE,
        (matrix / matrix[2, 2]).ravel()[:8].tolist(),
        Image.Resampling.BICUBIC,
        fillcolor=255,
    )
