"""Every detector there is, and the one way to run them.

A detector's file needs no line here: each module of this folder that has a list DETECTORS is found.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pandas as pd

from patrolqr.analysis import detectors
from patrolqr.analysis.detectors.base import Detector, Run

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
    """Return one run per detector whose kind of data is there, as at the beginning of the patrol
    day as_of.
    """
    available = {row["precision"]: row for row in ask("available").to_dict("records")}
    return [
        run(detector, ask, available[detector.needs.precision], as_of=as_of)
        for detector in DETECTORS
        if detector.needs.precision in available
    ]


def run(detector: Detector, ask: Ask, available: Mapping[Any, Any], *, as_of: date) -> Run:
    """Return one detector's run over the data there are: `available` is its precision's row of the
    query of that name.
    """
    first_day = pd.Timestamp(available["first_day"]).date()
    last_day = pd.Timestamp(available["last_day"]).date()
    since, until = detector.span(first_day=first_day, last_day=last_day, as_of=as_of)
    rows = ask(detector.needs.query, since=since, until=until)
    return detector.look(rows, since=since, until=until)
