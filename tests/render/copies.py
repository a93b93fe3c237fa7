"""What becomes of a printed code: smeared by a wet finger, copied a little out of focus,
photographed askew.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from PIL import Image, ImageFilter

from patrolqr.render.pdf import qr, readback

FRAMES = 3
"""Pictures a phone's camera takes in about a tenth of a second; one that reads is enough."""


@dataclass(frozen=True)
class Wear:
    """How worn a copy is: share of each code smeared, blur (pixels), noise (of 255 grey levels),
    degrees askew.
    """

    smear: float = 0.10
    blur: float = 1.0
    noise: float = 12.0
    askew: float = 3.0


USUAL = Wear()


def printed(url: str, *, dpi: int = 150) -> Image.Image:
    """Return one code as printed, with its quiet zone, in grey at that many dots per inch."""
    modules = np.where(np.array(qr.matrix(url)), 0, 255).astype(np.uint8)
    fine = Image.fromarray(np.kron(modules, np.ones((24, 24), np.uint8)))
    side = round(qr.side_mm(url) / 25.4 * dpi)
    return fine.resize((side, side), Image.Resampling.BOX)


def seen(picture: Image.Image, random: Random, wear: Wear = USUAL) -> list[str]:
    """Return what a phone reads from a worn copy of the picture, looking FRAMES times."""
    worn = picture.copy()
    for square in squares(picture):
        smear(worn, square, random, wear.smear)
    copy = worn.rotate(wear.askew, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    copy = copy.filter(ImageFilter.GaussianBlur(wear.blur))
    return sorted(
        {text for _ in range(FRAMES) for text in readback.decode(_noisy(copy, random, wear.noise))}
    )


def squares(picture: Image.Image) -> list[tuple[int, int, int]]:
    """Return left, top and side of each code in an upright picture, in pixels, without its quiet
    zone.
    """
    places = [code.position for code in readback.find_codes(picture)]
    return [(p.top_left.x, p.top_left.y, p.top_right.x - p.top_left.x) for p in places]


def smear(
    picture: Image.Image,
    square: tuple[int, int, int],
    random: Random,
    share: float,
    *,
    mark: float = 8 / 33,
) -> None:
    """Drag that share of a code sideways and darken it, off its three corner marks: no code
    survives without those. `mark` is a mark's share of the code's side.
    """
    left, top, side = square
    corner = side * mark
    marks = [(0.0, 0.0), (side - corner, 0.0), (0.0, side - corner)]
    while True:
        wide = int(side * (share * random.uniform(0.5, 2)) ** 0.5)
        high = int(side * side * share / max(wide, 1))
        x, y = random.randrange(side - wide), random.randrange(side - high)
        if all(
            x + wide <= a or x >= a + corner or y + high <= b or y >= b + corner for a, b in marks
        ):
            break
    box = (left + x, top + y, left + x + wide, top + y + high)
    grey = np.asarray(picture.crop(box), dtype=float)
    if grey.size:
        dragged = np.broadcast_to(grey.mean(axis=1, keepdims=True) * 0.7, grey.shape)
        picture.paste(Image.fromarray(dragged.astype(np.uint8)), box)


def _noisy(picture: Image.Image, random: Random, sigma: float) -> Image.Image:
    grey = np.asarray(picture, dtype=float)
    noise = np.random.default_rng(random.randrange(2**32)).normal(0, sigma, grey.shape)
    return Image.fromarray((grey + noise).clip(0, 255).astype(np.uint8))


def share_read(urls: Sequence[str], random: Random, wear: Wear = USUAL) -> float:
    """Return which share of these codes a phone reads from a worn copy each."""
    return sum(url in seen(printed(url), random, wear) for url in urls) / len(urls)
