"""Frames in, findings out: no database, no pages, no clock.

hotspots    where it is worst: squares ranked by plain counts, each with its reason   → rank, pickable
detectors   what has changed more than chance explains, one file each                 → DETECTORS, patterns
measures    the figures and tests beneath, each checked against published ones
covered     what of a time was loaded        lateness   which newest days are complete
periods     weeks and months          wording     findings in plain words
"""

from patrolqr.analysis.detectors.base import Run
from patrolqr.analysis.detectors.registry import DETECTORS, patterns

__all__ = ["DETECTORS", "Run", "patterns"]
