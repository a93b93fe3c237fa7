"""Which ids of patrol logs may be stored already: most logs are new, and need no look at what is there.

One bit for each of 134 million groups of ids. Of ten million logs' ids, seven in a hundred new ones share
a group with one of them and are looked up for nothing.
"""

from typing import TypedDict

import numpy as np

from patrolqr.store.session import Session

PLACE_BITS = 27
"""16 MB in memory. A phone draws an id's first 32 bits at random."""


class PlaceRow(TypedDict):
    """The group of an id, by its number."""

    place: int


class IdsMet:
    """The ids met: `may_hold` is False only of an id that nothing is stored about.

    Those that are stored are read when the first log comes, not when the store is opened.
    """

    def __init__(self) -> None:
        self._bits = np.zeros(1 << PLACE_BITS - 3, dtype=np.uint8)
        self._is_read = False

    def read(self, session: Session) -> None:
        """Meet all ids that are stored, once. Called again where that failed."""
        if not self._is_read:
            places = session.frame(PlaceRow, "logs/ids_met")["place"].to_numpy()
            bits = np.left_shift(1, places & 7).astype(np.uint8)
            np.bitwise_or.at(self._bits, places >> 3, bits)  # two may be of one byte
            self._is_read = True

    def know_less(self) -> None:
        """Let more be stored than was met here, until it is read again."""
        self._is_read = False

    def may_hold(self, log_id: str) -> bool:
        """Return whether something may be stored under the id."""
        byte, bit = _place(log_id)
        return not self._is_read or bool(self._bits[byte] & bit)

    def meet(self, log_id: str) -> None:
        """Let the id be looked up from now on."""
        byte, bit = _place(log_id)
        self._bits[byte] |= bit


def _place(log_id: str) -> tuple[int, int]:
    """Return the byte and the bit of an id; the statement that reads what is stored says the same."""
    place = int(log_id[:8], 16) >> (32 - PLACE_BITS)
    return place >> 3, 1 << (place & 7)
