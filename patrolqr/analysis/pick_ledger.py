"""What was picked held against what a list of counts would have put first at that time: how many
places are in both, and what was reported at each afterwards. It says nothing about anybody.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from patrolqr.analysis.ledger_look import Corner, Look, corner_of
from patrolqr.analysis.questions import comparing
from patrolqr.core.coin import Toss
from patrolqr.core.mask import Mask, masked_on
from patrolqr.core.phrases import number_of
from patrolqr.geo import squares

DUTY = ["team_id", "patrol_day", "shift"]

PICKED, NOT_ON_SHEET, NOT_PICKED, ONLY_LISTED, MASKED = (
    "picked",
    "picked, not on a sheet",
    "not picked",
    "nobody decided",
    "masked",
)
"""What was decided about a place; the last two are of the list's first places that nobody decided about
for that duty: of the one nobody did at all, the other could not be patrolled.
"""

ROWS = [
    *("patrol_day", "shift", "team", "name", "decision", "list_place", "is_listed", "incidents"),
    *("loaded", "why", "coin", "where", "decided_by", "decided_at", "confirmed_by", "confirmed_at"),
    *("place", "area_id", "team_id"),
]
"""Columns of a ledger: a row per duty and place."""

DUTIES = [
    *("patrol_day", "shift", "team", "places_picked", "in_both", "incidents_at_picked"),
    *("incidents_at_listed", "incidents_at_both", "loaded"),
]
DAYS = ["patrol_day", "shift", "team", "day", "incidents_at_picked", "incidents_at_listed"]


@dataclass(frozen=True)
class Ledger:
    """`rows` are places (ROWS), `duties` what was picked and listed of each sheet, `days` what was
    reported per duty and day, `found` the incidents at the places picked, listed and in both, summed
    over the sheets. `sentences` say it in words, the answer first, and `notes` what it rests on.
    """

    rows: pd.DataFrame
    duties: pd.DataFrame
    days: pd.DataFrame
    found: Mapping[str, int]
    sentences: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Sheet:
    """The squares picked on a sheet, and as many that the list put first."""

    key: tuple[Any, ...]
    team: str
    picked: frozenset[Corner]
    listed: frozenset[Corner]
    look: Look

    @property
    def is_mixed(self) -> bool:
        """Return whether a square picked is of another size than the list's."""
        return any(side != self.look.listed.side for _, _, side in self.picked)

    @property
    def both(self) -> frozenset[Corner]:
        """Return the squares that both have."""
        return self.picked & self.listed

    @property
    def duty(self) -> dict[str, Any]:
        """Return which duty's it is, as rows say it."""
        return {"patrol_day": self.key[1], "shift": self.key[2], "team": self.team}


def tell(
    decided: pd.DataFrame,
    looks: Mapping[tuple[Any, ...], Look],
    *,
    names: Mapping[str, str],
    after_text: str,
    tosses: Sequence[Toss] = (),
    masks: Sequence[Mask] = (),
) -> Ledger:
    """Return the ledger of what was decided (store.picks.LedgerRow) from what is known of each duty.

    `looks` are by team id, patrol day and shift; `names` is what squares are called, for those of
    the list that nobody decided about; `after_text` reads "the fortnight after"; `tosses` are the
    coins that settled which of several, and `masks` what was said to be no place for patrols, both the
    newest first.
    """
    coins = _coins(tosses)
    rows: list[dict[Hashable, Any]] = []
    sheets: list[_Sheet] = []
    for key, there in decided.groupby(DUTY, sort=False):
        look = looks[key]
        squares_picked = map(corner_of, there.loc[there["on_sheet"], "place"])
        picked = frozenset(each for each in squares_picked if each)
        listed = look.listed.corners[: len(picked)]
        masked = masked_on(masks, there["patrol_day"].iloc[0])
        held = {cell: masked[own] for cell, own in squares.same_ground(masked).items()}
        told = list(_rows(there, look, listed, names, held))
        rows += [row | {"coin": coins.get((*key, row["place"]), "")} for row in told]
        if picked:
            sheets.append(_Sheet(key, there["team"].iloc[0], picked, frozenset(listed), look))
    # a list that is shorter than the picks is no list of the same size
    compared = [
        each for each in sheets if len(each.listed) == len(each.picked) and not each.is_mixed
    ]
    seen = [each for each in compared if each.look.after.loaded]
    return Ledger(
        rows=_frame(rows, ROWS),
        duties=_frame([_of_sheet(each) for each in sheets], DUTIES),
        days=_frame(list(_days(seen)), DAYS),
        found=_found(seen),
        sentences=tuple(_sentences(compared, seen, after_text)),
        notes=tuple(_notes(decided, sheets, compared, after_text)),
    )


def _frame(rows: Sequence[Mapping[Any, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Return rows with these columns: days as days, and counts that may be missing as whole numbers."""
    found = pd.DataFrame(rows, columns=list(columns))
    for name in columns:
        if name in ("patrol_day", "day"):
            found[name] = pd.to_datetime(found[name])
        elif name.startswith("incidents") or name in ("list_place", "in_both"):
            found[name] = found[name].astype("Int64")
    return found


def _rows(
    there: pd.DataFrame,
    look: Look,
    listed: Sequence[Corner],
    names: Mapping[str, str],
    masks: Mapping[str, Mask],
) -> Iterator[dict[Hashable, Any]]:
    """Return the places of a duty as rows, then those that the list has and nobody decided about, or
    that were masked on that day.
    """
    first, known = set(listed), set(there["place"])
    for row in there.to_dict("records"):
        told = {"decision": _decision(row), "where": row["of"]}
        yield row | told | _seen(corner_of(row["place"]), look, first)
    duty: dict[Hashable, Any] = {
        name: there[name].iloc[0] for name in ("patrol_day", "shift", "team", "team_id")
    }
    for corner in listed:
        east, north, side = corner
        place = squares.name_at(east, north, side=side)
        if place not in known:
            told = {"name": names.get(place, place), "decision": ONLY_LISTED, "where": "list"}
            mask = _mask(masks[place]) if place in masks else {}
            yield duty | told | {"place": place} | _seen(corner, look, first) | mask


def _mask(mask: Mask) -> dict[str, Any]:
    return {
        "decision": MASKED,
        "why": mask.text,
        "decided_by": mask.decided_by,
        "decided_at": mask.decided_at,
    }


def _coins(tosses: Sequence[Toss]) -> dict[tuple[Any, ...], str]:
    """Return per duty and place what the newest coin said of it, with the seed to draw it again."""
    return {
        (each.team_id, each.patrol_day, each.shift, cell): _of_coin(each, cell)
        for each in reversed(tosses)
        for cell in each.cells
    }


def _of_coin(toss: Toss, cell: str) -> str:
    of = len(toss.cells)
    if toss.kind == "hold_out":
        said = "held out" if cell in toss.held else "not held out"
        return f"{said}, {len(toss.held)} of {of}, seed {toss.seed}"
    said = "drawn" if cell in toss.drawn else "not drawn"
    return f"{said}, {len(toss.drawn)} of {of}, seed {toss.seed}"


def _decision(row: Mapping[Any, Any]) -> str:
    if not row["is_picked"]:
        return NOT_PICKED
    return PICKED if row["on_sheet"] else NOT_ON_SHEET


def _seen(corner: Corner | None, look: Look, first: set[Corner]) -> dict[str, Any]:
    """Return where a square stood on the list and what was reported there; nothing of no square."""
    after = look.after
    return {
        "list_place": look.listed.place(corner),
        "is_listed": corner in first,
        "incidents": after.at([corner]) if corner and after.knows([corner]) else None,
        "loaded": f"{after.loaded} of {after.of}",
    }


def _of_sheet(sheet: _Sheet) -> dict[str, Any]:
    """Return a sheet as a row; nothing of the list where it is of squares of another size."""
    after = sheet.look.after
    places = {"incidents_at_picked": sheet.picked}
    if not sheet.is_mixed:
        places |= {"incidents_at_listed": sheet.listed, "incidents_at_both": sheet.both}
    counts = {name: after.at(there) for name, there in places.items() if after.knows(there)}
    return (
        sheet.duty
        | {
            "places_picked": len(sheet.picked),
            "in_both": None if sheet.is_mixed else len(sheet.both),
        }
        | counts
        | {"loaded": f"{after.loaded} of {after.of}"}
    )


def _days(sheets: Sequence[_Sheet]) -> Iterator[dict[str, Any]]:
    for each in sheets:
        for day in each.look.after.days:
            yield each.duty | {
                "day": day,
                "incidents_at_picked": each.look.after.on(day, each.picked),
                "incidents_at_listed": each.look.after.on(day, each.listed),
            }


def _found(sheets: Sequence[_Sheet]) -> dict[str, int]:
    return {
        "picked": sum(each.look.after.at(each.picked) for each in sheets),
        "listed": sum(each.look.after.at(each.listed) for each in sheets),
        "both": sum(each.look.after.at(each.both) for each in sheets),
    }


def _sentences(
    compared: Sequence[_Sheet], seen: Sequence[_Sheet], after_text: str
) -> Iterator[str]:
    if not compared:
        yield "No sheet of these days can be held against a list yet."
        return
    picked = sum(len(each.picked) for each in compared)
    both = sum(len(each.both) for each in compared)
    yield (
        f"{number_of(picked, 'place')} {'was' if picked == 1 else 'were'} picked on "
        f"{number_of(len(compared), 'sheet')}. Of these {comparing.share(both, picked)} also stood "
        "among as many that a list of counts put first, as known then."
    )
    if not seen:
        yield f"What was reported in {after_text} is not loaded yet."
        return
    found = _found(seen)
    yield (
        f"In {after_text}, {number_of(found['picked'], 'incident')} came in at the places picked and "
        f"{found['listed']:,} at the list's, {found['both']:,} of them at places that both had."
    )
    yield f"At places that only one of the two had: {_only(seen)}."


def _only(sheets: Sequence[_Sheet]) -> str:
    """Return what was reported where only one of the two was, and whether chance does as much.

    Both are as many places. An incident that counts for m sheets adds m to a count and m² to its
    variance, so that sheets which overlap tell no more than they know.
    """
    times: tuple[Counter[tuple[Corner, date]], ...] = (Counter(), Counter())
    counts: dict[tuple[Corner, date], int] = {}
    for each in sheets:
        alone = each.picked - each.listed, each.listed - each.picked
        for day, there in each.look.after.days.items():
            for counted, corners in zip(times, alone, strict=True):
                counted.update((corner, day) for corner in corners)
            counts |= {(at, day): there.get(at, 0) for at in each.picked ^ each.listed}
    sums = [sum(m * counts[at] for at, m in each.items()) for each in times]
    squared = sum(m * m * counts[at] for each in times for at, m in each.items())
    uneven = comparing.unevenness(np.array(list(counts.values()), dtype=float))
    ratio = comparing.ratio(
        *map(float, sums), exposures=(1.0, 1.0), uneven=uneven * squared / max(1, sum(sums))
    )
    said = f"{sums[0]:,} at those picked, {sums[1]:,} at the list's"
    return f"{said}: {ratio.text if ratio else comparing.TOO_FEW}"


def _notes(
    decided: pd.DataFrame, sheets: Sequence[_Sheet], compared: Sequence[_Sheet], after_text: str
) -> Iterator[str]:
    yield (
        "Where patrols go, less may happen, or more be reported: what came in at a place does not say "
        "whether it should have been picked."
    )
    yield (
        "The list is of all that the public reported in the year before on the team's ground, without "
        "prisons, hospitals and police stations; of places that tie the first by name."
    )
    if later := sum(not each.look.was_known for each in compared):
        yield (
            f"Of {number_of(len(compared), 'sheet')} {later:,} had the incidents before them loaded only "
            "afterwards: their list is what it would have been."
        )
    if len(compared) > 1:
        yield (
            f"An incident counts for each sheet in {after_text} of which it lies; what chance does "
            "allows for that."
        )
    if mixed := sum(each.is_mixed for each in sheets):
        compared_not = "it is not compared" if mixed == 1 else "they are not compared"
        yield (
            f"{number_of(mixed, 'sheet')} had squares of another size than the list's: {compared_not}."
        )
    if missing := len(sheets) - len(compared) - mixed:
        yield f"{number_of(missing, 'sheet')} had no list as long as their picks: too little is loaded."
    is_square = decided["place"].map(corner_of).notna()
    if others := int((decided["on_sheet"] & ~is_square).sum()):
        yield f"{number_of(others, 'place')} on sheets that are no single square are not compared."
