"""Every detector there is, and the one way to run them.

A detector's file needs no line here: each module of this folder that has a list DETECTORS is found.
"""

from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, NamedTuple

import pandas as pd

from patrolqr.analysis import detectors
from patrolqr.analysis.detectors.base import (
    Detector,
    OfNotes,
    OfPoints,
    Progress,
    Run,
    in_silence,
)

Ask = Callable[..., pd.DataFrame]
"""Answers a named query with a frame: the store's `frame`, or the desk's cached one."""


def _find() -> Iterator[Detector]:
    """Return the detectors of the modules in this folder, in the order of their names."""
    for module in iter_modules(detectors.__path__):
        if module.name != "registry":
            found: Any = import_module(f"{detectors.__name__}.{module.name}")
            yield from getattr(found, "DETECTORS", ())


DETECTORS = tuple(_find())
"""Each run of each detector tests all neighbourhoods and crime types."""


def patterns(ask: Ask, *, as_of: date) -> list[Run]:
    """Return one run per detector of counts whose kind of data is there, as at the beginning of the
    patrol day as_of; none of those of which nothing was loaded of the time before.
    """
    covered = ask("covered")
    there = set(covered["precision"])
    return [
        detector.look(**told._asdict())
        for detector in DETECTORS
        if detector.needs.precision in there
        and not isinstance(detector, OfPoints | OfNotes)
        and (told := read(detector, ask, covered, as_of=as_of)).since < told.until
    ]


def of_points(ask: Ask, *, as_of: date, progress: Progress = in_silence) -> list[Run]:
    """Return one run per detector of points, none where nothing is dated; it takes a while."""
    covered = ask("covered")
    if "minute" not in set(covered["precision"]):
        return []
    slow = [each for each in DETECTORS if isinstance(each, OfPoints)]
    made, told = [], None
    for number, detector in enumerate(slow):
        # all of them read the same points, which are many
        told = told or read(detector, ask, covered, as_of=as_of)
        if told.since >= told.until:  # nothing was loaded of the time before
            return []

        def part(share: float, done: int = number) -> None:
            progress((done + share) / len(slow))

        made.append(detector.look(**told._asdict(), progress=part))
    return made


def of_notes(ask: Ask, *, as_of: date) -> list[Run]:
    """Return one run per detector of officers' notes, none where there are no notes."""
    noted = ask("noted", until=as_of)
    if noted.empty:
        return []
    return [
        run(detector, ask, noted, as_of=as_of)
        for detector in DETECTORS
        if isinstance(detector, OfNotes)
    ]


def run(detector: Detector, ask: Ask, covered: pd.DataFrame, *, as_of: date) -> Run:
    """Return one detector's run over the data there are: `covered` is the answer to the query of
    that name, and has something of the detector's precision.
    """
    return detector.look(**read(detector, ask, covered, as_of=as_of)._asdict())


class Read(NamedTuple):
    """What a detector reads: the rows of its query of since to the day before until, and what was
    loaded of its precision.
    """

    rows: pd.DataFrame
    covered: pd.DataFrame
    since: date
    until: date


def read(detector: Detector, ask: Ask, covered: pd.DataFrame, *, as_of: date) -> Read:
    """Return what a detector reads of the data there are; `covered` as in `run`."""
    own = covered[covered["precision"] == detector.needs.precision]
    first_day = pd.Timestamp(own["first_day"].min()).date()
    last_day = pd.Timestamp(own["last_day"].max()).date()
    since, until = detector.span(first_day=first_day, last_day=last_day, as_of=as_of)
    return Read(ask(detector.needs.query, since=since, until=until), own, since, until)
