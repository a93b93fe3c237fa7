"""Where everything stands on a strip of the tear-off log: the sheet draws from it and the reader
reads by it, so that one cannot change without the other.

All in millimetres, from the upper left corner of the strip, y downwards.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from patrolqr.core.form.question import Field
from patrolqr.core.form.questions import COUNTS

LAYOUT = 1
"""Which layout this is: raised when anything here moves, because strips are taken for two weeks."""

WIDE, HIGH = 190.0, 13.0
"""The strip. It grows downwards where the name of its area is long; what is read stands at its top."""

MODULE_MM = 0.44
"""One module of a strip's code: 3.5 dots of a scan at 200 dots per inch, 6 of an A4 page that a
phone pictures whole."""

MODULES, QUIET = 21, 4
"""A side of the code and the white around it, in modules: the smallest code there is."""

CODE_COLUMN = 12.8
"""The code with its white."""

NAME_COLUMN, VISITS_COLUMN = 15.5, 51.0

BOX, PITCH, TOP = 3.8, 5.2, 2.1
"""A tick box's side, from one to the next, and down to the first: a cross of a pen in gloves stays
off the next box."""

INSET = 1.6
"""From the edge of a column to what stands in it."""

MOST_VISITS = 4
"""Visits that a strip has room for the times of."""

TIME_WIDE, TIME_HIGH, TIME_GAP = 23.2, 4.6, 2.4
"""Where one visit's times are written: from and to on their lines."""

TIME_LINE = 9.5
"""The line that one time is written on."""

LINES = 2
"""Lines of boxes, and of times, on a strip."""

BOXES = {"engagements": 5, "stop_searches": 4, "arrests": 3}
FEWEST_BOXES = 3
"""Boxes of each count, and of one that is not named."""

BOX_COLUMNS = {"engagements": 20.0, "stop_searches": 17.0}
BOX_COLUMN = 15.0
"""Widths of the columns of boxes: their headings need them."""

TICKED: tuple[Field, ...] = tuple(each for each in COUNTS if "paper" in each.shown_in)
"""What is counted by ticking boxes, in the order of the columns."""

End = Literal["L", "R"]
"""The left or the right end of a strip; each has a code, so that both hold its perspective."""

ENDS: tuple[End, End] = ("L", "R")

CODE = re.compile(r"PQ(\d)([LR])([0-9A-Z]{6})")


@dataclass(frozen=True)
class Place:
    """A rectangle on the strip."""

    left: float
    top: float
    wide: float
    high: float

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """Its corners clockwise from the upper left."""
        right, bottom = self.left + self.wide, self.top + self.high
        return (
            (self.left, self.top),
            (right, self.top),
            (right, bottom),
            (self.left, bottom),
        )

    def grown(self, by: float) -> "Place":
        """Return it larger by so much on every side; smaller where that is negative."""
        return Place(self.left - by, self.top - by, self.wide + 2 * by, self.high + 2 * by)


@dataclass(frozen=True)
class StripCode:
    """What the code at one end of a strip says."""

    layout: int
    end: End
    short_code: str


def code_text(end: End, short_code: str) -> str:
    """Return what the code at that end says: ten characters, which the smallest code holds with a
    third of it lost.
    """
    return f"PQ{LAYOUT}{end}{short_code}"


def parse_code(text: str) -> StripCode | None:
    """Return what a code says, None where it is no strip's."""
    read = CODE.fullmatch(text)
    if read is None:
        return None
    end: End = "L" if read[2] == "L" else "R"
    return StripCode(int(read[1]), end, read[3])


def code_places() -> dict[End, Place]:
    """Return where the dark square of the code at each end stands."""
    side, white = MODULES * MODULE_MM, QUIET * MODULE_MM
    top = white + (HIGH - side - 2 * white) / 2
    return {
        "L": Place(white, top, side, side),
        "R": Place(WIDE - white - side, top, side, side),
    }


def box_places() -> dict[str, tuple[Place, ...]]:
    """Return where the boxes of each count stand, line by line."""
    places, left = {}, _notes_end() + VISITS_COLUMN
    for field in TICKED:
        number = BOXES.get(field.name, FEWEST_BOXES)
        per_line = -(-number // LINES)
        places[field.name] = tuple(
            Place(
                left + INSET + at % per_line * PITCH,
                TOP + at // per_line * PITCH,
                BOX,
                BOX,
            )
            for at in range(number)
        )
        left += _column_mm(field)
    return places


def time_places(visits: int) -> tuple[Place, ...]:
    """Return where the times of each visit are written, line by line."""
    left, top = _notes_end() + INSET, 1.5
    return tuple(
        Place(
            left + at % 2 * (TIME_WIDE + TIME_GAP),
            top + at // 2 * (TIME_HIGH + 0.6),
            TIME_WIDE,
            TIME_HIGH,
        )
        for at in range(min(max(visits, 1), MOST_VISITS))
    )


def time_print(place: Place) -> Place:
    """Return where the word between a visit's two times is printed."""
    return Place(place.left + TIME_LINE, place.top, place.wide - 2 * TIME_LINE, place.high)


def notes_place() -> Place:
    """Return where the name of the area stands, with the answer and notes under it."""
    left = CODE_COLUMN + NAME_COLUMN
    return Place(left, 0, _notes_end() - left, HIGH)


def words_for_sheet() -> Mapping[str, Any]:
    """Return the layout as the sheet's template takes it: widths, and each box inside its column."""
    boxes, columns, left = box_places(), [], _notes_end() + VISITS_COLUMN
    for field in TICKED:
        columns.append(
            {
                "label": field.label,
                "wide": _column_mm(field),
                "boxes": [{"x": each.left - left, "y": each.top} for each in boxes[field.name]],
            }
        )
        left += _column_mm(field)
    times = time_places(MOST_VISITS)
    return {
        "high": HIGH,
        "code_column": CODE_COLUMN,
        "code_side": (MODULES + 2 * QUIET) * MODULE_MM,
        "name_column": NAME_COLUMN,
        "notes_column": notes_place().wide,
        "visits_column": VISITS_COLUMN,
        "box": BOX,
        "time": {"wide": TIME_WIDE, "high": TIME_HIGH, "line": TIME_LINE},
        "times": [{"x": each.left - _notes_end(), "y": each.top} for each in times],
        "columns": columns,
    }


def _notes_end() -> float:
    """Return the right edge of the notes: they take what the other columns leave."""
    boxes = sum(_column_mm(field) for field in TICKED)
    return WIDE - CODE_COLUMN - boxes - VISITS_COLUMN


def _column_mm(field: Field) -> float:
    return BOX_COLUMNS.get(field.name, BOX_COLUMN)
