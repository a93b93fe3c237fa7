"""Tear-off logs filled in by a seeded officer, worn, and photographed at an angle or scanned.

Where the boxes are is taken from the frames on the printed page, not from the layout that the
reader goes by.
"""

import io
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from patrolqr.core.briefing import Briefing
from patrolqr.render.paper.ink import Mark
from patrolqr.render.pdf import qr, readback, sheet
from tests.builders.sheets import BASE_URL, briefing, tasking
from tests.render import copies, pages
from tests.render.pdf.test_sheet import NO_STREETS

DPI, FINE = 200, 2
"""As printed and scanned; pens are drawn finer."""

BOXES = (5, 4, 3, 3)
"""Boxes of each count on a strip, as they stand on the page from left to right."""

Box = tuple[float, float, float, float]
Light = npt.NDArray[np.float64]
Truth = dict[str, tuple[tuple[bool, ...], ...]]
"""Short code → which boxes of each count are ticked."""


@dataclass(frozen=True)
class Printed:
    """The page with a tear-off log, in grey, and its boxes (millimetres) by short code and count."""

    made: Briefing
    page: Image.Image
    boxes: dict[str, tuple[tuple[Box, ...], ...]]


@lru_cache(maxsize=16)
def printed(first: int, strips: int = 6) -> Printed:
    """Return a tear-off log whose areas are numbered from the first on."""
    numbers = range(first, first + strips)
    kinds = ("words", "words", "yes_no", "number")
    return log_of(
        briefing(
            *(
                tasking(number, visits=1 + number % 4, ask_kind=kinds[number // 2 % 4])
                for number in numbers
            )
        )
    )


def log_of(made: Briefing) -> Printed:
    """Return the tear-off log of a briefing."""
    pdf = sheet.pdf(made, base_url=BASE_URL, streets=NO_STREETS)
    frames = [box for box in pages.read(pdf)[-1].frames if _is_tick_box(box)]
    picture = readback.pictures(pdf, dpi=DPI * FINE)[-1]
    codes = [each.short_code for each in made.taskings]
    return Printed(made, picture, dict(zip(codes, _by_strip(frames), strict=True)))


def _is_tick_box(box: Box) -> bool:
    left, top, right, bottom = box
    return 3.5 < right - left < 4.5 and 3.5 < bottom - top < 4.5


def _by_strip(frames: Sequence[Box]) -> list[tuple[tuple[Box, ...], ...]]:
    """Return the boxes of each count of each strip, line by line."""
    boxes = sorted(set(frames), key=lambda box: box[1])
    strips = []
    for at in range(0, len(boxes), sum(BOXES)):
        rest, counts = sorted(boxes[at : at + sum(BOXES)]), []
        for number in BOXES:
            counts.append(tuple(sorted(rest[:number], key=lambda box: (round(box[1]), box[0]))))
            rest = rest[number:]
        strips.append(tuple(counts))
    return strips


def filled(log: Printed, random: Random) -> tuple[Image.Image, Truth]:
    """Return the page as an officer brings it back, and what was ticked."""
    page = log.page.copy()
    draw = ImageDraw.Draw(page)
    truth: Truth = {}
    for code, counts in log.boxes.items():
        dark, wide = random.randint(15, 95), random.uniform(0.3, 0.6)
        habit = random.choice(HABITS)
        ticked = []
        for boxes in counts:
            number = min(len(boxes), int(random.expovariate(0.6)))
            ticked.append(tuple(at < number for at in range(len(boxes))))
            for box in boxes[:number]:
                for line in habit(box, random):
                    stroke(draw, line, dark=dark, wide_mm=wide)
        truth[code] = tuple(ticked)
        _write_times(draw, counts[0][0], random, dark=dark, wide_mm=wide)
    return page, truth


def stroke(
    draw: ImageDraw.ImageDraw, line: Sequence[tuple[float, float]], *, dark: int, wide_mm: float
) -> None:
    """Draw a pen's line through points in millimetres."""
    scale = DPI * FINE / 25.4
    points = [(x * scale, y * scale) for x, y in line]
    draw.line(points, fill=dark, width=max(1, round(wide_mm * scale)), joint="curve")


Line = list[tuple[float, float]]


def tick(box: Box, random: Random) -> list[Line]:
    """Return a tick as it is drawn in a hurry: its tail may leave the box."""
    at = _within(box, random)
    return [[at(0.12, 0.5), at(0.42, 0.88), at(0.98, 0.02)]]


def cross(box: Box, random: Random) -> list[Line]:
    """Return two strokes from corner to corner."""
    at = _within(box, random)
    return [[at(0.1, 0.1), at(0.9, 0.9)], [at(0.9, 0.08), at(0.1, 0.92)]]


def scribble(box: Box, random: Random) -> list[Line]:
    """Return one stroke to and fro."""
    at = _within(box, random)
    steps = random.randint(6, 11)
    return [[at(step / steps, 0.15 + 0.7 * (step % 2)) for step in range(steps + 1)]]


def slash(box: Box, random: Random) -> list[Line]:
    """Return one stroke from corner to corner."""
    at = _within(box, random)
    return [[at(0.1, 0.92), at(0.92, 0.1)]]


HABITS = (tick, tick, cross, cross, scribble, slash)
"""Officers keep to their own way on a strip."""


def circle(box: Box, random: Random) -> list[Line]:
    """Return a ring around the box, as somebody marks what they are unsure of."""
    at = _within(box, random)
    turns = [math.tau * step / 24 for step in range(25)]
    return [[at(0.5 + 0.7 * math.cos(turn), 0.5 + 0.7 * math.sin(turn)) for turn in turns]]


def _within(box: Box, random: Random) -> Callable[[float, float], tuple[float, float]]:
    """Return a hand that finds shares of a box, not exactly."""
    left, top, right, bottom = box
    off_x, off_y = random.gauss(0, 0.25), random.gauss(0, 0.25)

    def at(x: float, y: float) -> tuple[float, float]:
        shaken_x, shaken_y = random.gauss(0, 0.15), random.gauss(0, 0.15)
        return left + x * (right - left) + off_x + shaken_x, top + y * (
            bottom - top
        ) + off_y + shaken_y

    return at


def _write_times(
    draw: ImageDraw.ImageDraw, first_box: Box, random: Random, *, dark: int, wide_mm: float
) -> None:
    """Write two times on the lines of the first visit, left of the first box."""
    for left in (first_box[0] - 51, first_box[0] - 37):
        for digit in range(4):
            x = left + 2.2 * digit
            shape = [(random.uniform(0, 1.7), random.uniform(0, 3)) for _ in range(4)]
            stroke(
                draw,
                [(x + a, first_box[1] - 0.4 + b) for a, b in shape],
                dark=dark,
                wide_mm=wide_mm,
            )


def worn(page: Image.Image, random: Random, *, smeared: float = 0.06) -> Image.Image:
    """Return the page at 200 dots per inch with its codes smeared and the crease of a pocket."""
    copy = page.resize((page.width // FINE, page.height // FINE), Image.Resampling.BOX)
    for code in readback.find_codes(copy):
        place = code.position
        square = (place.top_left.x, place.top_left.y, place.top_right.x - place.top_left.x)
        copies.smear(copy, square, random, smeared, mark=8 / 21)
    crease = ImageDraw.Draw(copy)
    x = random.uniform(0.2, 0.8) * copy.width
    crease.line([(x, 0), (x + random.uniform(-60, 60), copy.height)], fill=190, width=2)
    return copy


def bent(page: Image.Image, random: Random, *, mm: float) -> Image.Image:
    """Return the page as it lies after a night in a pocket: in waves that move what is printed up to
    that many millimetres up and down, and half of it to the sides.
    """
    grey = np.asarray(page)
    rows, columns = np.mgrid[0 : grey.shape[0], 0 : grey.shape[1]]
    share, far = columns / grey.shape[1], mm * DPI / 25.4
    down = rows + far * np.sin(share * 2.2 * np.pi + random.uniform(0, math.tau))
    across = columns + 0.6 * far * np.sin(share * 3.1 * np.pi)
    limits = grey.shape[0] - 1, grey.shape[1] - 1
    return Image.fromarray(
        grey[down.clip(0, limits[0]).astype(int), across.clip(0, limits[1]).astype(int)]
    )


def photographed(page: Image.Image, random: Random) -> Image.Image:
    """Return a phone's picture of the lower part of the page: at an angle, in bad light, a little
    out of focus, as JPEG.
    """
    part = page.crop((0, int(page.height * 0.6), page.width, page.height))
    wide, high = int(part.width * 1.35), int(part.height * 1.7)
    back = _view(part.size, (wide, high), random)
    seen = part.transform(
        (wide, high), Image.Transform.PERSPECTIVE, back, Image.Resampling.BICUBIC, fillcolor=70
    )
    grey = np.asarray(seen.filter(ImageFilter.GaussianBlur(random.uniform(0.5, 1.3))), dtype=float)
    grey *= _light(grey.shape, random)
    noise = np.random.default_rng(random.randrange(2**32)).normal(
        0, random.uniform(3, 9), grey.shape
    )
    return as_jpeg(
        Image.fromarray((grey + noise).clip(0, 255).astype(np.uint8)), random.randint(50, 85)
    )


def scanned(page: Image.Image, random: Random) -> Image.Image:
    """Return the page from an office scanner: straight within two degrees, sharp, sometimes upside
    down.
    """
    turned = page.rotate(
        random.choice((0, 180)) + random.uniform(-2, 2), Image.Resampling.BICUBIC, fillcolor=255
    )
    return as_jpeg(turned.filter(ImageFilter.GaussianBlur(0.6)), 75)


def as_jpeg(picture: Image.Image, quality: int) -> Image.Image:
    """Return the picture as it is after it was kept as JPEG."""
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=quality)
    return Image.open(io.BytesIO(kept.getvalue())).convert("L")


def _light(shape: tuple[int, ...], random: Random) -> Light:
    """Return a lamp's light from one side, and how bright it is in all."""
    rows, columns = np.mgrid[0 : 1 : shape[0] * 1j, 0 : 1 : shape[1] * 1j]
    turn = random.uniform(0, math.tau)
    across = (columns - 0.5) * math.cos(turn) + (rows - 0.5) * math.sin(turn)
    light: Light = random.uniform(0.65, 0.95) * (1 + random.uniform(0.1, 0.5) * across)
    return light


def _view(size: tuple[int, int], shown: tuple[int, int], random: Random) -> list[float]:
    """Return where each pixel of the picture comes from on the paper, for a camera that is tilted
    up to 25 degrees two ways and turned up to 12.
    """
    tilt, lean, turn = (math.radians(random.uniform(-d, d)) for d in (25, 20, 12))
    about_x = np.array(
        [[1, 0, 0], [0, math.cos(tilt), -math.sin(tilt)], [0, math.sin(tilt), math.cos(tilt)]]
    )
    about_y = np.array(
        [[math.cos(lean), 0, math.sin(lean)], [0, 1, 0], [-math.sin(lean), 0, math.cos(lean)]]
    )
    about_z = np.array(
        [[math.cos(turn), -math.sin(turn), 0], [math.sin(turn), math.cos(turn), 0], [0, 0, 1]]
    )
    turned = about_z @ about_x @ about_y
    focal = away = 1.6 * size[0]
    lens = np.array([[focal, 0, shown[0] / 2], [0, focal, shown[1] / 2], [0, 0, 1]])
    paper = np.array([[1, 0, -size[0] / 2], [0, 1, -size[1] / 2], [0, 0, 1]])
    seen = np.column_stack([turned[:, 0], turned[:, 1], [0, 0, away]]) @ paper
    back = np.linalg.inv(lens @ seen)
    return [float(each) for each in (back / back[2, 2]).ravel()[:8]]


def phone_code(text: str = "") -> Image.Image:
    """Return a picture of one code of another kind: by default an area's, as phones read it."""
    code = copies.printed(text or qr.pass_url(BASE_URL, "A" * 20), dpi=200)
    page = Image.new("L", (1000, 800), 255)
    page.paste(code, (300, 200))
    return page


@dataclass
class Score:
    """How well strips were read: boxes of strips that were not found count, as not right."""

    strips: int = 0
    boxes: int = 0
    right: int = 0
    wrong: int = 0
    doubtful: int = 0

    def add(self, read: Mapping[str, tuple[tuple[Mark, ...], ...]], truth: Truth) -> None:
        """Count the strips of one picture."""
        for code, counts in truth.items():
            self.strips += 1
            self.boxes += sum(map(len, counts))
            for marks, ticked in zip(read.get(code, ()), counts, strict=False):
                for mark, is_ticked in zip(marks, ticked, strict=True):
                    self.doubtful += mark == "doubtful"
                    self.right += mark == ("filled" if is_ticked else "empty")
                    self.wrong += mark == ("empty" if is_ticked else "filled")


def row_tops(log: Printed) -> list[int]:
    """Return where each strip of a log begins, in pixels at DPI."""
    return [round((counts[0][0][1] - 2.2) * DPI / 25.4) for counts in log.boxes.values()]
