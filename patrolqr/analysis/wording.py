"""Findings in plain words: names that tell squares apart, and sentences that claim no more than the
figures do.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from datetime import date
from math import atan2, pi
from typing import Any

import pandas as pd

from patrolqr.analysis.periods import PeriodUnit
from patrolqr.core import clock
from patrolqr.core.incident import COUNTED, INCIDENTS, KINDS_OF_POINT, street_name

COMPASS = ("east", "north-east", "north", "north-west", "west", "south-west", "south", "south-east")

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

EVERYWHERE = "*"
"""The id that stands for all neighbourhoods together."""

Row = dict[Hashable, Any]


def each_its_own(cells: pd.DataFrame) -> list[str]:
    """Return a name per square: its street, told apart by neighbourhood or compass where several
    share it.

    Columns used: cell, easting, northing, street, named_street, neighbourhood. A label such as
    "Supermarket" takes the square's busiest street with it. What nothing else separates is numbered
    in row order.
    """
    rows = cells[
        ["cell", "easting", "northing", "street", "named_street", "neighbourhood"]
    ].to_dict("records")
    names = [_label(row) for row in rows]
    sharing: dict[str, list[int]] = defaultdict(list)
    for position, name in enumerate(names):
        sharing[name].append(position)
    for name, positions in sharing.items():
        if len(positions) > 1:
            for position, part in zip(
                positions, _parts([rows[at] for at in positions]), strict=True
            ):
                names[position] = f"{name} ({part})"
    return names


def _label(cell: Row) -> str:
    if cell["street"] in KINDS_OF_POINT and isinstance(cell["named_street"], str):
        return f"{cell['street']}, {street_name(cell['named_street'])}"
    if isinstance(cell["street"], str):
        return street_name(cell["street"])
    if isinstance(cell["neighbourhood"], str):
        return cell["neighbourhood"]
    return f"Square {cell['cell']}"


def _parts(cells: list[Row]) -> list[str]:
    """Return what tells the squares of one street apart: the simplest wording that does."""
    places = [
        cell["neighbourhood"] if isinstance(cell["neighbourhood"], str) else "" for cell in cells
    ]
    for parts in (places, _directions(cells, 4), _directions(cells, 8)):
        if all(parts) and len(set(parts)) == len(cells):
            return parts
    seen: Counter[str] = Counter()
    numbered = []
    for place in places:
        seen[place] += 1
        numbered.append(f"{place} {seen[place]}".strip())
    return numbered


def _directions(cells: list[Row], points: int) -> list[str]:
    """Return in which of 4 or 8 directions each square lies from the middle of them all."""
    eastings, northings = [cell["easting"] for cell in cells], [cell["northing"] for cell in cells]
    east, north = (min(eastings) + max(eastings)) / 2, (min(northings) + max(northings)) / 2
    return [
        _direction(x - east, y - north, points) for x, y in zip(eastings, northings, strict=True)
    ]


def _direction(east: float, north: float, points: int) -> str:
    if east == north == 0:
        return "middle"
    turn = round(atan2(north, east) / (2 * pi) * points) % points
    return COMPASS[turn * 8 // points]


def mixture(category: object, of_it: int, count: int, *, few: int) -> str:
    """Return what the incidents mostly are.

    Below `few` the bare count, because a share of 3 is no share.
    """
    if not isinstance(category, str):
        return "type not recorded"
    name = in_sentence(category)
    if of_it == count:
        return name if count == 1 else f"all {name}"
    if of_it < 0.4 * count or of_it == 1:
        return "mixed types"
    if count < few:
        return f"{of_it} of them {name}"
    return f"mostly {name}" if of_it >= 0.5 * count else f"most often {name}"


def in_sentence(category: str) -> str:
    """Return a crime type as it stands inside a sentence.

    The published names hold no proper nouns.
    """
    return category[:1].lower() + category[1:]


def counted(category: str, number: int) -> str:
    """Return a number of a crime type: 2 burglaries, no robberies; incidents where it has no word."""
    one, several = COUNTED.get(category, INCIDENTS)
    return f"{f'{number:,}' if number else 'no'} {one if number == 1 else several}"


def figure(value: float) -> str:
    """Return an expected count: one decimal where it matters, none where it does not."""
    return f"{value:.1f}" if value < 10 else f"{value:.0f}"


def too_short(period: PeriodUnit, there: int, needed: int) -> str:
    """Return why nothing was tested: not enough complete weeks or months."""
    return f"{needed} complete {period}s are needed to say what is normal; {there} are loaded. Load earlier incidents."


def finding(row: Row, when: str) -> str:
    """Return what was counted and what was expected, with the range that chance explains.

    `when` is the tested time in the detector's words.
    """
    return (
        f"{row['category']} {where(row)}: {row['observed']} in {when}, "
        f"{figure(row['expected'])} expected ({row['low']}–{row['high']})."
    )


def where(row: Row) -> str:
    """Return where a test is: its neighbourhood or all of them, and whose rows are counted apart."""
    place = f"in {row['neighbourhood']}"
    if not row["neighbourhood_id"]:
        place = "outside every neighbourhood"
    elif row["neighbourhood_id"] == EVERYWHERE:
        place = "in all neighbourhoods together"
    return f"{place}, {row['apart']}" if row["apart"] else place


def stretch(number: int, period: PeriodUnit) -> str:
    """Return a length of time in words: four weeks, the month."""
    return f"the {period}" if number == 1 else f"{_number(number)} {period}s"


def stretch_to(last_day: date, number: int, period: PeriodUnit) -> str:
    """Return weeks or months by their last day: the four weeks to Sun 22 Nov, or August 2025."""
    if period == "month" and number == 1:
        return f"{last_day:%B %Y}"
    ends = day_text(last_day) if period == "week" else f"{last_day:%B %Y}"
    return f"the {stretch(number, period).removeprefix('the ')} to {ends}"


def axis_ends(number: int, period: PeriodUnit) -> str:
    """Return the title of a time axis whose bars are that long: Four weeks to, or Month."""
    if period == "month" and number == 1:
        return "Month"
    return f"{stretch(number, period).removeprefix('the ').capitalize()} to"


def _number(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def by_chance(row: Row, period: PeriodUnit, *, tests: int) -> str:
    """Return how often chance alone gives something as unlikely among all tests of a run.

    "" for what is not open.
    """
    if row["flagged"]:
        runs = 1 / max(row["p"] * tests, 1e-4)
        often = f"about once in {_rounded(runs)}" if runs < 5000 else "less than once in 5,000"
        return f"Chance alone gives one like this {often} {period}ly runs of all {tests:,} tests."
    return (
        f"No longer more than chance; open since {day_text(row['open_since'])}, until it stays quiet."
        if row["open"]
        else ""
    )


def recurrence(share: float, period: PeriodUnit, of: str) -> str:
    """Return how often chance alone gives one like this, by the share of runs in which it does.

    `of` names what one run looks at.
    """
    return f"Chance alone gives one like this about once in {_rounded(1 / share)} {period}ly runs of {of}."


def doublings(found: Mapping[str, Any]) -> str:
    """Return how many doublings a detector found in a trial (doublings, found_share, runs_to_half)."""
    often = round(found["found_share"] * found["doublings"])
    half = found["runs_to_half"]
    soon = f", half of them within {half}" if half else ""
    return f"Of {found['doublings']} doublings from five a period it found {often} within eight runs{soon}."


def reading(row: Row, *, fewest: int) -> str:
    """Return one test in a few words; low counts are too few to say, never "no change"."""
    if row["flagged"]:
        return "more than chance"
    if row["open"]:
        return "quiet again"
    if max(row["observed"], row["expected"]) < fewest:
        return "too few to say"
    return "as expected" if row["observed"] <= row["high"] else "high, within chance"


def odds(chance: float) -> str:
    """Return how often chance does as much: "1 in 23", "less than 1 in a million", "often"; nothing
    where it was not asked.
    """
    if pd.isna(chance):
        return ""
    if chance < 1e-6:
        return "less than 1 in a million"
    return f"1 in {_rounded(1 / chance)}" if chance < 0.5 else "often"


def axis_day(day: date, period: PeriodUnit) -> str:
    """Return a period as it stands on an axis, by its last day."""
    return f"{day.day} {day:%b %y}" if period == "week" else f"{day:%b %y}"


def day_text(day: date) -> str:
    """Return a day without its year: Sun 22 Nov."""
    return clock.day_text(day).rsplit(" ", 1)[0]


def _rounded(value: float) -> str:
    """Return a number with two meaningful figures: 7, 23, 460, 1,900."""
    return f"{float(f'{value:.2g}'):,.0f}"
