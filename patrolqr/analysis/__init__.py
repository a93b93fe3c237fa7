"""Frames in, findings out: no database, no pages, no clock.

grid        the counting squares: names, outlines, middles
hotspots    where it is worst: squares ranked by plain counts, each with its reason        → rank, pickable
surges      what has risen: recent weeks or months against those before                    → DETECTORS, patterns
statistics  the tests beneath, each checked against published figures
windows     the busiest hours of a shift
periods     weeks and months          wording     findings in plain words
"""

from patrolqr.analysis.detectors.surges import DETECTORS, Run, patterns

__all__ = ["DETECTORS", "Run", "patterns"]
