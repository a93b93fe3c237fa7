"""National Grid references in letters and figures (SJ 92341 10050) as metres of the British National Grid.

Source: Ordnance Survey, A guide to coordinate systems in Great Britain, section 7.
"""

import re

LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
"""The letters of a square's place in five rows of five, from the north-west; I is left out."""

LARGE, SMALL = 500_000, 100_000
"""Metres of the squares that the first and the second letter name."""

FALSE_ORIGIN = (2 * LARGE, LARGE)
"""Metres from the south-west corner of square V to where eastings and northings begin (square S)."""

FEWEST_FIGURES = 6
"""Figures (100 m) fewer than which say no place: a square of a kilometre holds a town centre."""

_LETTERED = re.compile(r"([A-HJ-Z])([A-HJ-Z])((?:\d\d){2,5})")
_FIGURED = re.compile(r"\s*(\d{5,6})(?:\.\d+)?\s*[,;/\s]\s*(\d{5,7})(?:\.\d+)?\s*")


def metres(text: str) -> tuple[float, float] | None:
    """Return easting and northing in metres (EPSG:27700) of the middle of the square a reference names.

    `SJ 923 100` and `SJ923100` are one, and `392300 310000` is read as it stands. None where the text
    is no reference, or one of a square larger than 100 m.
    """
    numbers = _FIGURED.fullmatch(text)
    if numbers:
        return float(numbers[1]), float(numbers[2])
    found = _LETTERED.fullmatch(re.sub(r"[\s,./-]", "", text.upper()))
    if not found or len(found[3]) < FEWEST_FIGURES:
        return None
    first, second = LETTERS.index(found[1]), LETTERS.index(found[2])
    half = len(found[3]) // 2
    side = SMALL / 10**half
    east = first % 5 * LARGE + second % 5 * SMALL - FALSE_ORIGIN[0]
    north = (4 - first // 5) * LARGE + (4 - second // 5) * SMALL - FALSE_ORIGIN[1]
    return (
        east + int(found[3][:half]) * side + side / 2,
        north + int(found[3][half:]) * side + side / 2,
    )
