"""Degrees and metres: EPSG:4326 in, EPSG:27700 (the British grid) for measuring, and back."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import cache
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from pyproj import Transformer

METRES = "EPSG:27700"
DEGREES = "EPSG:4326"

Numbers = npt.NDArray[Any]

Answer = TypeVar("Answer")


class OneThread:
    """Does everything it is asked in one thread, for whoever asks: in a daemon, which keeps no process
    from ending.
    """

    def __init__(self) -> None:
        self._asked: SimpleQueue[tuple[Future[Any], Callable[[], Any]]] = SimpleQueue()
        Thread(target=self._answer, name="projection", daemon=True).start()

    def ask(self, work: Callable[[], Answer]) -> Answer:
        """Return what the work returns, or raise what it raises."""
        answer: Future[Answer] = Future()
        self._asked.put((answer, work))
        return answer.result()

    def _answer(self) -> None:
        while True:
            answer, work = self._asked.get()
            try:
                answer.set_result(work())
            except BaseException as problem:  # whoever asked is told
                answer.set_exception(problem)


@cache
def _one_thread() -> OneThread:
    return OneThread()


class Projection:
    """Turns coordinates of one system into another's, all in one thread: PROJ looks its way through its
    database anew in each, which takes 40 ms, and every click on a page of the desk is answered by a
    thread of its own.
    """

    def __init__(self, source: str, target: str) -> None:
        self._made = Transformer.from_crs(source, target, always_xy=True)

    def transform(self, east: Any, north: Any) -> tuple[Any, Any]:
        """Return east and north, numbers or arrays as they were given; inf where it has no answer."""
        turned: tuple[Any, Any] = _one_thread().ask(lambda: self._made.transform(east, north))
        return turned

    def transform_bounds(
        self, west: float, south: float, east: float, north: float
    ) -> tuple[float, float, float, float]:
        """Return west, south, east and north of what those bounds hold."""
        return _one_thread().ask(lambda: self._made.transform_bounds(west, south, east, north))


def to_metres(longitudes: Numbers, latitudes: Numbers) -> tuple[Numbers, Numbers]:
    """Return eastings and northings in metres of the British grid; NaN where there is no point."""
    eastings, northings = transformer(DEGREES, METRES).transform(longitudes, latitudes)
    there = np.isfinite(longitudes) & np.isfinite(latitudes)
    return np.where(there, eastings, np.nan), np.where(there, northings, np.nan)


def to_degrees(eastings: Numbers, northings: Numbers) -> tuple[Numbers, Numbers]:
    """Return longitudes and latitudes of points of the British grid; NaN where there is none."""
    longitudes, latitudes = transformer(METRES, DEGREES).transform(eastings, northings)
    there = np.isfinite(eastings) & np.isfinite(northings)
    return np.where(there, longitudes, np.nan), np.where(there, latitudes, np.nan)


@cache
def transformer(source: str, target: str) -> Projection:
    """Return what turns coordinates of one system (EPSG:…) into another's, east before north."""
    return Projection(source, target)
