"""Dated points looked at in the background: shuffling them takes longer than a page may wait.

What a look found is remembered by what was loaded and by the week that was looked at; after a
restart the same look is made again and finds the same. No Streamlit here.
"""

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple
from weakref import WeakKeyDictionary

import pandas as pd

from patrolqr.analysis import Run, periods
from patrolqr.analysis.detectors import near_repeat, registry
from patrolqr.analysis.detectors.base import Progress, in_silence
from patrolqr.core.errors import PatrolError
from patrolqr.geo import squares
from patrolqr.steps import find_patterns, known_then
from patrolqr.store import Session, incidents, loaded
from patrolqr.store.engine.folder import Folder

REMEMBERED = 6
"""Looks kept in memory: this week's, and some that somebody looked back at."""

BREATH_S = 0.001
"""Between two steps others get a turn at once: phones must not wait for a detector."""

STOPPED_WITHIN_S = 10.0
"""How long PatrolQR waits, as it stops, for a look to come to the end of its step."""

LONGEST_WINDOW = timedelta(days=int(near_repeat.TIME[-1]))

Key = tuple[object, ...]


class Stopped(PatrolError):
    """PatrolQR is about to stop: what was looked at is made again at the next start."""

    code, status = "stopped", 503


@dataclass(eq=False)
class Look:
    """One look at the points: which share of it is done, and its runs once it is.

    What failed never has runs, and its fault stands in the program's output.
    """

    share: float = 0.0
    runs: list[Run] | None = None
    is_stopped: bool = False
    _ended: threading.Event = field(default_factory=threading.Event)

    @property
    def is_going_on(self) -> bool:
        """Whether it is not over yet."""
        return not self._ended.is_set()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until it is over; return whether that is so."""
        return self._ended.wait(seconds)

    def progress(self, share: float) -> None:
        """Note how far it is, and let others have a turn. Stopped where PatrolQR is about to stop."""
        self.share = share
        if self.is_stopped:
            raise Stopped("PatrolQR is about to stop.")
        time.sleep(BREATH_S)

    def run(self, session: Session, as_of: date, turn: threading.Lock) -> None:
        """Look, once it is this one's turn."""
        try:
            with turn:
                self.progress(0)
                self.runs = find(session, as_of=as_of, progress=self.progress)
                self.share = 1.0
        except Stopped:
            pass
        finally:
            self._ended.set()


@dataclass(eq=False)
class _Looks:
    """The looks at one store, one at a time."""

    looks: dict[Key, Look] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    turn: threading.Lock = field(default_factory=threading.Lock)
    is_over: bool = False


_looks: WeakKeyDictionary[Folder, _Looks] = WeakKeyDictionary()
_opening = threading.Lock()


def _of(session: Session) -> _Looks:
    with _opening:
        return _looks.setdefault(session.store, _Looks())


def find(session: Session, *, as_of: date, progress: Progress = in_silence) -> list[Run]:
    """Return one run per detector of points, as at the beginning of the patrol day as_of and, of a day
    that is over, as known then; none where nothing is dated. It takes up to minutes: pages ask `look`.
    """
    ask = find_patterns.counts_of(session, as_known_at=known_then.known_at(session, as_of=as_of))
    return registry.of_points(ask, as_of=as_of, progress=progress)


def look(session: Session, *, as_of: date) -> Look:
    """Return the look at the points as at that day; it begins in the background where nobody has
    asked for it since the last load.
    """
    key, kept = _key(session, as_of), _of(session)
    with kept.lock:
        if key not in kept.looks:
            for oldest in list(kept.looks)[: max(0, len(kept.looks) - REMEMBERED + 1)]:
                kept.looks.pop(oldest).is_stopped = True
            kept.looks[key] = _begun(session, as_of, kept)
        return kept.looks[key]


def known(session: Session, *, as_of: date) -> list[Run]:
    """Return the runs of the look at that day where somebody asked for it and it is over."""
    made = _of(session).looks.get(_key(session, as_of))
    return made.runs or [] if made else []


def _key(session: Session, as_of: date) -> Key:
    return (session.revision[0], *loaded.mark(session), periods.start(as_of, "week"))


def _begun(session: Session, as_of: date, kept: _Looks) -> Look:
    begun = Look(is_stopped=kept.is_over)
    # a daemon: PatrolQR can be stopped meanwhile, and nothing of it is lost that cannot be made again
    threading.Thread(target=begun.run, args=(session, as_of, kept.turn), daemon=True).start()
    return begun


def stop(session: Session, *, patience_s: float = STOPPED_WITHIN_S) -> None:
    """Begin no other look, and let the one that goes on end: PatrolQR is about to stop."""
    kept = _of(session)
    with kept.lock:
        kept.is_over = True
        going_on = [each for each in kept.looks.values() if each.is_going_on]
    for each in going_on:
        each.is_stopped = True
    for each in going_on:
        each.wait(patience_s)


class OpenWindow(NamedTuple):
    """A square in which the window after incidents is still open: its cell, name and
    neighbourhood ("" outside all), how many incidents, the day of the newest, the last day of the
    window and how many metres it reaches.
    """

    cell: str
    name: str
    neighbourhood_id: str
    incidents: int
    newest: date
    until: date
    metres: int


def recent(session: Session, categories: Sequence[str], *, as_of: date) -> pd.DataFrame:
    """Return the incidents (incidents.DatedPointRow) whose window may be open on that day."""
    return incidents.dated_points(
        session, since=as_of - LONGEST_WINDOW, until=as_of, categories=categories
    )


def open_windows(
    run: Run, newest: pd.DataFrame, *, names: Mapping[str, str], as_of: date
) -> list[OpenWindow]:
    """Return the squares where the window of near repeats is open on that day, those with the most
    incidents first.

    `run` is one of near repeats, `newest` what `recent` returns, `names` are the squares' by cell.
    """
    found = near_repeat.still_open(run, newest, as_of=as_of).to_dict("records")
    return [
        OpenWindow(
            cell=(cell := squares.name_at(row["easting"], row["northing"])),
            name=names.get(cell, cell),
            neighbourhood_id="" if pd.isna(row["neighbourhood_id"]) else row["neighbourhood_id"],
            incidents=int(row["incidents"]),
            newest=row["newest"],
            until=row["until"],
            metres=int(row["metres"]),
        )
        for row in found
    ]
