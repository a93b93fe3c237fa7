"""Where strips lie in a picture: the codes at both ends of each, and how its plane is seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt
import zxingcpp
from PIL import Image, ImageFilter

from patrolqr.render.paper import layout
from patrolqr.render.paper.layout import End

Points = npt.NDArray[np.float64]
"""Points as rows of x and y."""

QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])

SKEW_DEGREES, SCALE = 20.0, 1.6
"""How far a strip's other end may lie off the direction that one end shows, and how many times
larger or smaller it may be: a camera held at 45 degrees stays inside both."""

MOST_ENLARGED, LEAST_SIDE = 2600, 12.0
"""Pixels up to which a picture is looked at enlarged, and of a code's side: fewer cannot be one."""


HALF_READ = 100
"""More than any misfit: a pair of which one end is damaged comes after every pair that is read."""


@dataclass(frozen=True)
class Seen:
    """A code in the picture: what it says ("" where it is too damaged to say), its four corners,
    clockwise from its own upper left.
    """

    text: str
    corners: Points

    @property
    def side(self) -> float:
        """The mean length of its sides, in pixels."""
        around = self.corners - np.roll(self.corners, 1, axis=0)
        return float(np.linalg.norm(around, axis=1).mean())

    @property
    def across(self) -> Points:
        """The direction of its upper and lower side, as long as they are."""
        upper, lower = self.corners[1] - self.corners[0], self.corners[2] - self.corners[3]
        middle: Points = (upper + lower) / 2
        return middle


@dataclass(frozen=True)
class Lying:
    """A strip in the picture, and the plane it lies in: millimetres on it → pixels."""

    short_code: str
    plane: Points


@dataclass(frozen=True)
class Found:
    """What lies in a picture: strips seen whole; codes of strips that show one end only; how many
    strips have no code that can be read; codes of another layout; what other codes say.
    """

    whole: tuple[Lying, ...]
    one_end: tuple[str, ...]
    unread: int
    former: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def strips(self) -> int:
        """How many strips there are in all."""
        return len(self.whole) + len(self.one_end) + self.unread + len(self.former)


def find(picture: Image.Image) -> Found:
    """Return the strips of a grey picture from top to bottom."""
    seen = _look(picture)
    ends: dict[End, list[tuple[str, Seen]]] = {"L": [], "R": []}
    former, others = set(), []
    for each in seen:
        read = layout.parse_code(each.text)
        if read is None:
            others.append(each.text)
        elif read.layout != layout.LAYOUT:
            former.add(read.short_code)
        else:
            ends[read.end].append((read.short_code, each))
    damaged = [each for each in seen if not each.text]
    whole, left_over = _pair(ends, damaged)
    return Found(
        tuple(sorted(whole, key=lambda each: tuple(_place(each)))),
        tuple(dict.fromkeys(left_over)),
        _count_unread(damaged, whole),
        tuple(sorted(former)),
        tuple(dict.fromkeys(text for text in others if text)),
    )


def to_pixels(plane: Points, points: Iterable[tuple[float, float]]) -> Points:
    """Return where points of the strip (millimetres) lie in the picture."""
    mapped = np.array([(*point, 1.0) for point in points]) @ plane.T
    seen: Points = mapped[:, :2] / mapped[:, 2:]
    return seen


def _look(picture: Image.Image) -> list[Seen]:
    """Return every code once, also those too damaged to be read.

    Looks again while an end is missing: sharpened, for what is out of focus, then twice as large,
    for what is far away. Each finds in one picture of five what the others do not.
    """
    seen: list[Seen] = []
    for make, times in ((_as_it_is, 1), (_sharpen, 1), (_enlarge, 2)):
        if times > 1 and max(picture.size) > MOST_ENLARGED:
            continue
        found = zxingcpp.read_barcodes(make(picture), formats=QR, return_errors=True)
        for each in found:
            _add(seen, Seen(each.text if each.valid else "", _corners(each.position) / times))
        if seen and all(_has_other_end(each, seen) for each in seen):
            break
    return seen


def _as_it_is(picture: Image.Image) -> Image.Image:
    return picture


def _sharpen(picture: Image.Image) -> Image.Image:
    return picture.filter(ImageFilter.UnsharpMask(3, 200, 0))


def _enlarge(picture: Image.Image) -> Image.Image:
    return picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.BICUBIC)


def _add(seen: list[Seen], one: Seen) -> None:
    """Add a code, unless it is there: one that is read takes the place of the same unread."""
    if one.side < LEAST_SIDE:
        return
    same = [each for each in seen if _touches(one, each.corners)]
    if one.text and not any(each.text for each in same):
        seen[:] = [each for each in seen if not any(each is other for other in same)]
        same = []
    if not same:
        seen.append(one)


def _has_other_end(one: Seen, seen: Sequence[Seen]) -> bool:
    """Return whether the code is no strip's, or both ends of its strip are read."""
    read = layout.parse_code(one.text)
    if read is None:
        return bool(one.text)
    other: End = "R" if read.end == "L" else "L"
    return any(each.text == layout.code_text(other, read.short_code) for each in seen)


def _corners(at: zxingcpp.Position) -> Points:
    around = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
    return np.array([(each.x, each.y) for each in around], dtype=float)


def _pair(
    ends: dict[End, list[tuple[str, Seen]]], damaged: list[Seen]
) -> tuple[list[Lying], list[str]]:
    """Return the strips both of whose ends are seen, the likeliest pairs first, and the codes of
    ends that are left over. An end that is damaged serves by where it is.
    """
    both = [
        (0, code, left, right)
        for (code, left), (other, right) in product(ends["L"], ends["R"])
        if code == other
    ]
    one = [(HALF_READ, code, left, right) for (code, left), right in product(ends["L"], damaged)]
    one += [(HALF_READ, code, left, right) for (code, right), left in product(ends["R"], damaged)]
    options = [
        (behind + misfit, code, left, right)
        for behind, code, left, right in (*both, *one)
        if (misfit := _misfit(left, right)) is not None
    ]
    used: set[int] = set()
    whole = []
    for _, code, left, right in sorted(options, key=lambda option: option[0]):
        if used.isdisjoint((id(left), id(right))):
            used |= {id(left), id(right)}
            whole.append(Lying(code, _plane(left, right)))
    read = [*ends["L"], *ends["R"]]
    return whole, [code for code, each in read if id(each) not in used]


def _misfit(left: Seen, right: Seen) -> float | None:
    """Return how badly two codes fit as the ends of one strip, None where they cannot be."""
    places = layout.code_places()
    apart = (places["R"].left - places["L"].left) / places["L"].wide
    line = right.corners[0] - left.corners[0]
    length = float(np.linalg.norm(line))
    if not length or not left.side or not right.side:
        return None
    angles = [_degrees(each.across, line) for each in (left, right)]
    scales = [length / (apart * each.side) for each in (left, right)]
    larger = max(max(scale, 1 / scale) for scale in scales)
    if max(angles) > SKEW_DEGREES or larger > SCALE:
        return None
    return max(angles) / SKEW_DEGREES + larger / SCALE


def _degrees(one: Points, other: Points) -> float:
    cosine = one @ other / (np.linalg.norm(one) * np.linalg.norm(other))
    return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))


def _plane(left: Seen, right: Seen) -> Points:
    """Return the homography that takes the corners of both codes on the strip to where they are
    seen, by least squares (direct linear transform, scaled so that it is well conditioned).
    """
    places = layout.code_places()
    on_strip = np.array([*places["L"].corners, *places["R"].corners])
    in_picture = np.vstack([left.corners, right.corners])
    to_strip, to_picture = _scaling(on_strip), _scaling(in_picture)
    rows = []
    for (x, y), (u, v) in zip(
        _scaled(on_strip, to_strip), _scaled(in_picture, to_picture), strict=True
    ):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, -u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, -v])
    solved = np.linalg.svd(np.array(rows))[2][-1].reshape(3, 3)
    plane: Points = np.linalg.inv(to_picture) @ solved @ to_strip
    plane /= plane[2, 2]
    return plane


def _scaling(points: Points) -> Points:
    """Return the matrix that moves points to around nought, about one away from it."""
    middle, spread = points.mean(axis=0), points.std(axis=0).max() or 1.0
    scaling: Points = np.array(
        [[1 / spread, 0, -middle[0] / spread], [0, 1 / spread, -middle[1] / spread], [0, 0, 1]]
    )
    return scaling


def _scaled(points: Points, by: Points) -> Points:
    moved: Points = points @ by[:2, :2].T + by[:2, 2]
    return moved


def _place(each: Lying) -> Points:
    """Return where the strip's corner lies, its height in the picture first."""
    corner: Points = to_pixels(each.plane, [(0.0, 0.0)])[0][::-1]
    return corner


def _count_unread(damaged: Sequence[Seen], whole: Sequence[Lying]) -> int:
    """Return how many strips have two damaged codes: pairs of them that fit, off strips that are
    read.
    """
    free = [each for each in damaged if not any(_lies_on(each, strip) for strip in whole)]
    number = 0
    while free:
        left = free.pop()
        fitting = [
            right
            for right in free
            if _misfit(left, right) is not None or _misfit(right, left) is not None
        ]
        if fitting:
            free = [each for each in free if each is not fitting[0]]
            number += 1
    return number


def _lies_on(each: Seen, strip: Lying) -> bool:
    """Return whether the middle of the code lies on the strip."""
    middle = each.corners.mean(axis=0)
    x, y = to_pixels(_inverted(strip.plane), [(float(middle[0]), float(middle[1]))])[0]
    return bool(0 <= x <= layout.WIDE and 0 <= y <= layout.HIGH)


def _inverted(plane: Points) -> Points:
    """Return the homography back: pixels → millimetres."""
    back: Points = np.asarray(np.linalg.inv(plane), dtype=np.float64)
    return back


def _touches(each: Seen, other: Points) -> bool:
    apart = np.linalg.norm(each.corners.mean(axis=0) - other.mean(axis=0))
    return bool(apart < each.side)
