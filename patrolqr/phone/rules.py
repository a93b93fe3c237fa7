"""The numbers and lists that the phone's scripts go by, handed to them as data."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from patrolqr.core import clock
from patrolqr.core.errors import (
    LogConflict,
    LogTooLarge,
    LogUnreadable,
    LogWrong,
    PassUnknown,
    TypeWrong,
)
from patrolqr.core.form import privacy
from patrolqr.core.form.questions import FIELDS
from patrolqr.phone.request.headers import OWN, PAIRING
from patrolqr.phone.request.posted_form import SHORTEST_STAY
from patrolqr.store import taking_back
from patrolqr.store.random_codes import PASS_ALPHABET, PASS_LENGTH

FINAL = (LogUnreadable, PassUnknown, LogConflict, LogTooLarge, TypeWrong, LogWrong)
"""Answers after which sending the same log again is of no use: somebody has to read the sentence."""

SEND_PATIENCE = timedelta(seconds=20)
"""How long a phone waits for the answer to a log before it keeps the log for later."""

MEMORY_PATIENCE = timedelta(seconds=2)
"""How long a page waits for the browser's memory, opened anew once, before it does without."""

TYPING_PAUSE = timedelta(milliseconds=300)
"""A draft is kept after this long without a key: most of what is typed outlives a browser killed now."""

ARRIVAL_KEPT = timedelta(hours=1)
"""A page that was opened and not written on is a visit begun for this long: nobody stays longer unwritten."""

SHEET_PAUSE = timedelta(minutes=1)
"""While a page shows, it asks this often what has become of the sheet: an answer is some 300 bytes."""

RETRY_FIRST, RETRY_MOST = timedelta(seconds=4), timedelta(minutes=1)
"""The pause before a log is sent again; it doubles each time up to the longest."""

FOREIGN_TRIES = 5
"""After so many answers that are not ours, a minute or more, the officer is told: it does not pass by
itself.
"""

FOREIGN = (
    "Not PatrolQR but something on the way answers ({status}), {tries} times by now. The log is safe on this "
    "phone and is tried again. Where the network asks for a login, log in; else tell your sergeant."
)

UNDO_WAITS = "It is taken back as soon as there is signal."

MENDED_WHY = "Mended on the phone, which did not know yet whether it was stored"
"""The reason of a correction that nobody was asked for: the log was mended before its receipt came."""

PAGE_PATIENCE = timedelta(milliseconds=50)
"""How long the network has before a page is shown from memory."""

ARRIVING_PATIENCE, LEAVING_PATIENCE = timedelta(seconds=20), timedelta(seconds=4)
"""How long a position may take: on arriving nobody waits for it, on leaving somebody does."""

POSITION_KEPT = timedelta(seconds=15)
"""How old a position may be that the phone already has."""

GOOD_METRES = 100
"""A position worse than this cannot tell two areas apart, so nobody is asked about it."""

DECIMALS = 5
"""Of a degree: about a metre."""

MOST_METRES = next(field.limit for field in FIELDS if field.name == "arrived_accuracy_m")


def _ms(duration: timedelta) -> int:
    return duration // timedelta(milliseconds=1)


RULES: dict[str, Any] = {
    "times": {
        "ahead_ms": _ms(clock.AHEAD),
        "not_come": clock.NOT_COME,
        "long_stay": clock.LONG_STAY,
        "arrived_or_now": clock.ARRIVED_OR_NOW,
        "half_a_day_ms": _ms(clock.HALF_A_DAY),
        "shortest_stay_ms": _ms(SHORTEST_STAY),
    },
    "drafts": {"pause_ms": _ms(TYPING_PAUSE), "arrival_ms": _ms(ARRIVAL_KEPT)},
    "memory": {"patience_ms": _ms(MEMORY_PATIENCE)},
    "sheet": {"pause_ms": _ms(SHEET_PAUSE)},
    "sending": {
        "final": sorted({problem.status for problem in FINAL}),
        "patience_ms": _ms(SEND_PATIENCE),
        "retry_first_ms": _ms(RETRY_FIRST),
        "retry_most_ms": _ms(RETRY_MOST),
        "own": OWN,
        "undo_ms": _ms(taking_back.UNDO),
        "not_stored": taking_back.SENTENCES[taking_back.Became.NOT_STORED],
        "undo_waits": UNDO_WAITS,
        "mended_why": MENDED_WHY,
        "foreign_tries": FOREIGN_TRIES,
        "foreign": FOREIGN,
    },
    "location": {
        "arriving_ms": _ms(ARRIVING_PATIENCE),
        "leaving_ms": _ms(LEAVING_PATIENCE),
        "kept_ms": _ms(POSITION_KEPT),
        "good_metres": GOOD_METRES,
        "most_metres": MOST_METRES,
        "decimals": DECIMALS,
    },
}
"""What every page carries as JSON, with the time zone (of_pages)."""

PRIVACY: dict[str, Any] = {
    "asked": privacy.ASKED,
    "advice": privacy.ADVICE,
    "parts": privacy.PARTS,
    "patterns": [asdict(each) for each in privacy.PATTERNS],
}
"""What the scripts of forms know personal details by: a file, which a phone fetches once."""

WORKER_RULES: dict[str, Any] = {
    "memory": RULES["memory"],
    "sending": RULES["sending"],
    "pairing": PAIRING,
    "page_patience_ms": _ms(PAGE_PATIENCE),
    "pass_pattern": f"^[{PASS_ALPHABET}]{{{PASS_LENGTH}}}$",
}
"""What the service worker goes by."""


def of_pages() -> dict[str, Any]:
    """Return the rules as a page carries them: with the force's time zone, a setting."""
    return RULES | {"times": RULES["times"] | {"zone": clock.zone().key}}
