"""Detectors tried on simulated years at the force's own means, and what came of it kept."""

from collections.abc import Callable

import numpy as np

from patrolqr.analysis import DETECTORS, calibration, periods
from patrolqr.analysis.covered import loaded
from patrolqr.analysis.detectors import registry, surges
from patrolqr.analysis.detectors.surges import Surges
from patrolqr.analysis.measures.rises import Kinds
from patrolqr.analysis.measures.statistics import Floats
from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.steps import find_patterns
from patrolqr.store import Session, patterns
from patrolqr.store.patterns import TrialRow

TRIALS = 20
"""How often some series are doubled: each time a handful of them."""

NOTHING = (
    "There are no incidents with a crime type yet, so there are no means to simulate years with. "
    "Load some first: python -m patrolqr load FILE…"
)


def calibrate(
    session: Session, *, years: int, seed: int, tell: Callable[[str], None] = lambda _: None
) -> list[TrialRow]:
    """Return and keep what came of each detector of surges whose kind of data is there, on so many
    simulated years of each kind. InputWrong where nothing is loaded.

    The same seed over the same data gives the same.
    """
    made: list[TrialRow] = []
    for detector in DETECTORS:
        if not isinstance(detector, Surges) or not detector.is_rise:
            continue
        if (found := _means(session, detector)) is None:
            continue
        means, kinds = found
        kept = calibration.calibrate(detector, means, kinds, years=years, seed=seed, tell=tell)
        doubled = calibration.find_doublings(detector, means, kinds, trials=TRIALS, seed=seed)
        made += [
            {
                "detector": detector.name,
                "scenario": each.scenario,
                "years": each.years,
                "tests": each.tests,
                "cards_a_year": each.cards_a_year,
                "too_seldom": list(each.too_seldom),
                "doublings": doubled.doublings,
                "found_share": doubled.share,
                "runs_to_half": doubled.runs_to_half,
            }
            for each in kept
        ]
    if not made:
        raise InputWrong(NOTHING)
    patterns.record_calibration(session, made)
    return made


def _means(session: Session, detector: Surges) -> tuple[Floats, Kinds] | None:
    """Return the mean a period of each series that was seen, and its crime type, over what is loaded;
    None where nothing is.
    """
    ask = find_patterns.counts_of(session)
    covered = ask("covered")
    if detector.needs.precision not in set(covered["precision"]):
        return None
    read = registry.read(detector, ask, covered, as_of=clock.today())
    starts = periods.starts_between(read.since, read.until, detector.period)
    groups = surges.group(read.rows, loaded(read.covered, starts, read.until))
    if not groups or groups[0].rows.empty or not groups[0].loaded.any():
        return None
    table = surges.table_of(surges.count_series(groups[0].rows, starts))
    return table.counts[:, np.flatnonzero(groups[0].loaded)].mean(axis=1), table.kinds
