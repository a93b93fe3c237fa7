"""Did patrols help? A patrolled square before and after, against squares that were as busy before and were
not patrolled, with the ring of squares around each.

The worst places fall by themselves (regression to the mean): so the places held against them are those with
as many incidents in the same time before, and fall as much by themselves.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from patrolqr.analysis.measures import changes, effect
from patrolqr.analysis.measures.effect import Counts, Difference, Places, Quotient, Weights
from patrolqr.analysis.measures.proportions import FEWEST_COUNTED, Compared
from patrolqr.analysis.periods import PeriodUnit
from patrolqr.core.phrases import number_of

Square = tuple[int, int]
"""A counting square by its number eastwards and northwards."""

CONTROLS = 5
"""Places held against one: more add little once its own counts are the smaller."""

AS_BUSY = 0.2
"""By what share a control's count before may differ, or by AS_BUSY_LEAST where that is more."""

AS_BUSY_LEAST = 2

APART = 3
"""Squares between the middles of two places that have a ring each without a square in common."""

HOPED_FALL = 0.3
"""The fall that is looked for where it is said how long to wait."""

FALL = f"fall by {100 * HOPED_FALL:.0f} %"
"""The same in words."""

TEN_YEARS: dict[PeriodUnit, int] = {"week": 520, "month": 120}
"""Periods that are looked ahead: what needs more will not be known."""

RING_TEXT = "the eight squares around it"

RULE = (
    f"Held against it: up to {CONTROLS} squares where nobody was sent, at least {APART} squares away, that had as "
    f"many incidents in the same time before ({100 * AS_BUSY:.0f} % or {AS_BUSY_LEAST} more or fewer), likest first."
)

TO_THE_MEAN = "The worst places fall by themselves: that is why they are held against places that were as bad."


RISING = "Patrols are sent where incidents rise: that they went on rising does not say that patrols raised them."


class Held(NamedTuple):
    """Which squares were compared: the ring of the place, its controls, and the controls' rings."""

    ring: tuple[Square, ...]
    controls: tuple[Square, ...]
    control_rings: tuple[Square, ...]


class Told(NamedTuple):
    """What can be said: the counts, the difference in incidents since (local and with the ring), the rate
    ratio and the quotient where there are enough, and after how many more periods a fall would show (0:
    it would by now; None: not in ten years).

    `periods` are how many were counted before and since, `uneven` how much more counts vary than by chance.
    """

    places: Places
    weights: Weights
    held: Held
    difference: Difference
    ratio: Compared | None
    quotient: Quotient | None
    more_periods: int | None
    periods: tuple[int, int]
    uneven: float

    @property
    def is_too_little(self) -> bool:
        """Whether nothing is said but how long to wait: few incidents, or a fall would not show yet and
        none does.
        """
        if min(self.places.treated.before, self.places.control.before) < FEWEST_COUNTED:
            return True
        return self.more_periods != 0 and not self.difference.local_interval().excludes(0)


def ring_of(square: Square) -> set[Square]:
    """Return the eight squares around one."""
    x, y = square
    return {(x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)} - {square}


def hold(before: Mapping[Square, int], place: Square, patrolled: Iterable[Square]) -> Held:
    """Return what a place is compared with, by RULE; no controls where no place is like it.

    `before` are incidents per square in the time before, `patrolled` squares where anybody was sent.
    """
    sent = set(patrolled) | {place}
    wanted = before.get(place, 0)
    reach = max(AS_BUSY_LEAST, AS_BUSY * wanted)
    near = {(x + i, y + j) for x, y in sent for i in (-1, 0, 1) for j in (-1, 0, 1)}
    alike = sorted(
        (abs(count - wanted), square)
        for square, count in before.items()
        if abs(count - wanted) <= reach and square not in near and _apart(square, place)
    )
    controls: list[Square] = []
    for _, square in alike:
        if len(controls) < CONTROLS and all(_apart(square, other) for other in controls):
            controls.append(square)
    rings = sorted({each for square in controls for each in ring_of(square)} - sent)
    return Held(tuple(sorted(ring_of(place) - sent)), tuple(controls), tuple(rings))


def _apart(one: Square, other: Square) -> bool:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1])) >= APART


def tell(
    before: Mapping[Square, int],
    after: Mapping[Square, int],
    place: Square,
    *,
    patrolled: Iterable[Square],
    periods: tuple[int, int],
    unit: PeriodUnit,
) -> Told | None:
    """Return what patrols at a place may have changed, None where no place is like it.

    `before` and `after` are incidents per square, of so many periods of that unit each.
    """
    held = hold(before, place, patrolled)
    if not held.controls or not held.ring or not held.control_rings:
        return None
    places = Places(
        *(
            _counts(before, after, squares)
            for squares in ((place,), held.controls, held.ring, held.control_rings)
        )
    )
    # in incidents of the time since, of one place and of one ring as large as its own
    weights = Weights(
        before=periods[0] / periods[1],
        control=len(held.controls),
        control_ring=len(held.control_rings) / len(held.ring),
    )
    both = [square for square in {*before, *after} if square not in set(patrolled)]
    uneven = changes.unevenness(
        [after.get(square, 0) for square in both], [before.get(square, 0) for square in both]
    )
    needed = effect.periods_needed(
        treated=max(places.treated.before, 0.5) / periods[0],
        control=max(places.control.before, 0.5) / periods[0] / len(held.controls),
        controls=len(held.controls),
        before=periods[0],
        fall=HOPED_FALL,
        longest=TEN_YEARS[unit],
        dispersion=uneven,
    )
    return Told(
        places,
        weights,
        held,
        effect.displacement_difference(places, weights, dispersion=uneven),
        effect.change_ratio(places.treated, places.control, dispersion=uneven),
        effect.displacement_quotient(places),
        None if needed is None else max(0, needed - periods[1]),
        periods,
        uneven,
    )


def _counts(
    before: Mapping[Square, int], after: Mapping[Square, int], squares: Iterable[Square]
) -> Counts:
    chosen = tuple(squares)
    return Counts(
        sum(before.get(square, 0) for square in chosen),
        sum(after.get(square, 0) for square in chosen),
    )


def sentences(told: Told, unit: PeriodUnit) -> list[str]:
    """Return what is said of a place, plainest first."""
    if told.is_too_little:
        return [_too_little(told, unit)]
    local = told.difference.local_interval()
    said = [
        f"Since then {_fewer(local)} than the places held against it let expect. {verdict(local)}"
    ]
    if local.low > 0:
        said.append(RISING)
    said.append(
        f"With {RING_TEXT}, into which it may have moved: {_fewer(told.difference.interval())}."
    )
    if told.ratio is not None:
        said.append(
            f"The change here was {told.ratio.estimate:.2f} times the change there "
            f"(95 %: {told.ratio.low:.2f} to {told.ratio.high:.2f}; 1 is none)."
        )
    if told.quotient is not None and local.high < 0:
        said.append(
            f"Weighted displacement quotient {_signed(told.quotient.quotient)} (−1: all of it moved to the ring, "
            "0: none, above 0: the ring gained too). It has no interval."
        )
    return said


def verdict(local: Compared) -> str:
    """Return whether chance explains a difference, of which it would show by now."""
    if local.excludes(0):
        return "That is more than chance explains."
    return f"That could be chance: a {FALL} would probably have shown by now, and none has."


def _too_little(told: Told, unit: PeriodUnit) -> str:
    few = "Too little to tell whether patrols helped."
    if told.more_periods is None:
        return (
            f"{few} So few incidents are counted here that a {FALL} would not show in ten years: "
            "one place alone will not tell."
        )
    return f"{few} A {shows_after(told.more_periods, unit)}."


def shows_after(more: int, unit: PeriodUnit) -> str:
    """Return after how long the hoped-for fall shows, at least one more week or month: "fall by 30 % would
    show …".
    """
    return f"{FALL} would show in four of five cases after about {number_of(max(more, 1), 'more ' + unit)}"


def _fewer(found: Compared) -> str:
    """Return a difference in incidents with its interval: 6 incidents fewer (95 %: 14 fewer to 2 more)."""
    number = abs(round(found.estimate))
    return (
        f"about {number_of(number, 'incident')} {_way(found.estimate)} "
        f"(95 %: {_end(found.low)} to {_end(found.high)})"
    )


def _end(value: float) -> str:
    return f"{abs(round(value))} {_way(value)}"


def _way(value: float) -> str:
    return "more" if round(value) > 0 else "fewer"


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")
