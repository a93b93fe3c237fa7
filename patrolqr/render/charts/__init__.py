"""Charts for meetings, a file each → CHARTS. One that is added is found by itself.

Each entry draws rows and tells them in a sentence; pages put the table of the same rows beside it.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from patrolqr.render.charts.base import MAX_PLACES, PRESSED, Chart, Spec

__all__ = ["CHARTS", "MAX_PLACES", "PRESSED", "Chart", "Spec"]


def _find() -> Iterator[tuple[str, Chart]]:
    """Return each module's charts by their names."""
    for module in iter_modules(__path__):
        found: Any = import_module(f"{__name__}.{module.name}")
        yield from getattr(found, "CHARTS", {}).items()


CHARTS: dict[str, Chart] = dict(_find())
"""Every kind of chart; a test draws and tells each of them."""
