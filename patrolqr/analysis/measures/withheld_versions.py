"""Counts that are published with all their totals, again and again as they change: which are withheld, so
that whoever kept every version recovers none.

A count that a version has as an earlier one had it is one and the same number to whoever compares them:
told once it is known for good, withheld once it stays withheld. Every version's sums then hold of one
set of numbers, and what is withheld is protected in all of them together (measures.withholding).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from patrolqr.analysis.measures import withholding

ALL = "*"
"""What a total's key has where its parts have names."""

DEARER = 10.0
"""How much dearer a total is than its parts, for each dimension that it is over: whoever reads counts of
many forces misses a force's total more than an area's number.
"""

Key = tuple[str, ...]
"""What a count is of: the block it belongs to, then its dimensions, some of them ALL."""

Counts = Mapping[Key, int]
"""A version's counts with their totals; what is not in it is zero."""

Number = tuple[Key, int]
"""A count and its value: one number, in however many versions it stands."""


class Told(NamedTuple):
    """A count as it was published: its value, and whether it was told."""

    value: int
    is_told: bool


Version = Mapping[Key, Told]


def with_totals(parts: Counts, shapes: Sequence[Sequence[int]]) -> dict[Key, int]:
    """Return the parts and their totals over each of the shapes: the positions that become ALL, where none
    of them is so already.
    """
    found = dict(parts)
    for shape in shapes:
        for key, value in parts.items():
            if any(key[at] == ALL for at in shape):
                continue
            total = tuple(ALL if at in shape else name for at, name in enumerate(key))
            found[total] = found.get(total, 0) + value
    return {key: value for key, value in found.items() if value}


def publish(counts: Counts, before: Sequence[Version]) -> dict[Key, Told] | None:
    """Return the counts as they may be told beside all versions before, each with its totals; None where
    what was told before would give a small one away.

    Counts of several blocks (the first two names of their keys) share no sum.
    """
    told: dict[Key, Told] = {}
    for block in sorted({key[:2] for key in counts}):
        found = _block(
            {key: value for key, value in counts.items() if key[:2] == block},
            [
                {key: each for key, each in one.items() if key[:2] == block and each.value}
                for one in before
            ],
        )
        if found is None:
            return None
        told |= found
    return told


def _block(counts: Counts, before: Sequence[Version]) -> dict[Key, Told] | None:
    versions = [{key: each.value for key, each in one.items()} for one in before]
    numbers: dict[Number, int] = {}
    for one in (*versions, counts):
        for number in one.items():
            numbers.setdefault(number, len(numbers))
    known = np.zeros(len(numbers), dtype=bool)
    earlier = np.zeros(len(numbers), dtype=bool)
    for version in before:
        for key, each in version.items():
            earlier[numbers[key, each.value]] = True
            known[numbers[key, each.value]] |= each.is_told
    over = np.array([key.count(ALL) for key, _ in numbers], dtype=float)
    mask = withholding.withheld_of(
        np.array([value for _, value in numbers], dtype="int64"),
        sums((*versions, counts), numbers),
        known=known if before else None,
        withheld_before=earlier & ~known,
        weights=DEARER ** (over - over.min()),
    )
    if mask is None:
        return None
    return {key: Told(value, not mask[numbers[key, value]]) for key, value in counts.items()}


def sums(versions: Sequence[Counts], numbers: Mapping[Number, int]) -> csr_array:
    """Return what holds of the numbers, a row per sum of a version: its parts less its total are zero."""
    lines: set[tuple[int, tuple[int, ...]]] = set()
    for counts in versions:
        parts: dict[tuple[Key, int], list[int]] = {}
        for key, value in counts.items():
            for at in range(2, len(key)):
                total = (*key[:at], ALL, *key[at + 1 :])
                if key[at] != ALL and total in counts:
                    parts.setdefault((total, at), []).append(numbers[key, value])
        lines |= {
            (numbers[total, counts[total]], tuple(sorted(each)))
            for (total, _), each in parts.items()
        }
    rows, columns, signs = [], [], []
    for row, (whole, each) in enumerate(sorted(lines)):
        rows += [row] * (len(each) + 1)
        columns += [*each, whole]
        signs += [1] * len(each) + [-1]
    return csr_array((signs, (rows, columns)), shape=(len(lines), len(numbers)))
