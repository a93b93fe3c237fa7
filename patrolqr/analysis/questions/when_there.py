"""When does it happen, and were we there?"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from patrolqr.analysis.measures import aoristic
from patrolqr.analysis.questions import comparing
from patrolqr.analysis.questions.base import (
    Answer,
    Figure,
    Known,
    Picture,
    Question,
)
from patrolqr.core import clock
from patrolqr.core.incident import COUNTED, FEWEST_TO_SAY_WHEN, INCIDENTS
from patrolqr.core.phrases import number_of

Floats = npt.NDArray[np.float64]

STRETCH = 4
"""Hours named: as long as a card's window."""

TRIES, SEED = 999, 20261124
"""Evenly spread days that the busiest hours are held against: the same ones every time."""

CHANCE = 0.05
"""Busiest hours that chance alone makes so busy more often than this are not named."""


def answer(known: Known) -> Answer:
    """Return in which hours most was reported, and how many patrols began then."""
    rows, patrols = known.now.rows["incidents"], known.now.rows["patrols"]
    is_timed = aoristic.says_when(rows["began_at"], rows["ended_at"])
    week = aoristic.by_hour(rows["began_at"], rows["ended_at"])
    start, held = _busiest(week.sum(axis=0))
    began = pd.to_datetime(patrols["started_at"], utc=True)
    hour = began.dt.tz_convert(clock.zone()).dt.hour
    then = int(((hour - start) % 24 < STRETCH).sum())
    told = {
        "reported": float(len(rows)), "timed": float(is_timed.sum()), "held": held,
        "share": 100 * held / max(1.0, float(is_timed.sum())), "start": float(start),
        "end": float((start + STRETCH) % 24), "patrols": float(len(patrols)), "then": float(then),
        "then_share": 100 * then / len(patrols) if len(patrols) else 0.0,
    }  # fmt: skip
    stands_out = _stands_out(week.sum(axis=0))
    return Answer(
        sentence=_sentence(known, told, stands_out=stands_out),
        told=told,
        rows=rows[is_timed].drop(columns=["force", "is_placed"]),
        figures=_figures(told, stands_out=stands_out),
        pictures=_pictures(week, patrols) if is_timed.any() else (),
        cannot=_cannot(len(rows) - int(told["timed"])),
        is_empty=not len(rows),
    )


def _cannot(untimed: int) -> tuple[str, ...]:
    left_out = f"{number_of(untimed, 'report')} without one, or more than a week long, left out."
    return (
        "An incident between two times is shared out over the hours between"
        + (f"; {left_out}" if untimed else "."),
        "Being there in these hours is not being in the right street, and says nothing about what a "
        "patrol prevented.",
    )


def _stretches(by_hour: Floats) -> Floats:
    """Return, for each hour, how many fall into it and the hours that follow."""
    rolled = [np.roll(by_hour, -step, axis=-1) for step in range(STRETCH)]
    return np.asarray(np.sum(rolled, axis=0), dtype=float)


def _busiest(by_hour: Floats) -> tuple[int, float]:
    sums = _stretches(by_hour)
    start = int(sums.argmax())
    return start, float(sums[start])


def _stands_out(by_hour: Floats) -> bool:
    """Return whether the busiest hours hold more than those of days without busy hours do."""
    total = round(float(by_hour.sum()))
    if total < FEWEST_TO_SAY_WHEN:
        return False
    even = np.random.default_rng(SEED).multinomial(total, np.full(24, 1 / 24), size=TRIES)
    as_much = int((_stretches(even.astype(float)).max(axis=1) >= _busiest(by_hour)[1]).sum())
    return (as_much + 1) / (TRIES + 1) <= CHANCE


def _sentence(known: Known, told: dict[str, float], *, stands_out: bool) -> str:
    if not told["reported"]:
        return "Nothing was reported in this choice."
    noun = COUNTED.get(known.category, INCIDENTS)[told["timed"] != 1]
    timed = f"{told['timed']:,.0f} {noun} with a known time"
    if told["timed"] < FEWEST_TO_SAY_WHEN:
        return f"Only {timed}: too few to say when." if told["timed"] else "None says at what time."
    hours = f"{told['start']:02.0f}:00 and {told['end']:02.0f}:00"
    there = _there(told, "in those hours" if stands_out else f"between {hours}")
    if not stands_out:
        return f"No hours stand out beyond chance among {timed}; {there}."
    return f"Most between {hours}: {told['held']:,.0f} of {timed} ({told['share']:.0f} %); {there}."


def _there(told: dict[str, float], when: str) -> str:
    """Return how many patrols began in these hours."""
    if not told["patrols"]:
        return "no patrol is known of"
    share = f" ({told['then_share']:.0f} %)" if told["patrols"] >= comparing.FEWEST else ""
    return f"{told['then']:,.0f} of {number_of(told['patrols'], 'patrol')}{share} began {when}"


def _figures(told: dict[str, float], *, stands_out: bool) -> tuple[Figure, ...]:
    hours = f"{told['start']:02.0f}:00–{told['end']:02.0f}:00"
    enough = told["timed"] >= FEWEST_TO_SAY_WHEN
    return (
        Figure("With a known time", f"{told['timed']:,.0f} of {told['reported']:,.0f}"),
        Figure(
            "Busiest four hours",
            hours if enough else "–",
            ("more than chance" if stands_out else "within chance",) if enough else (),
        ),
        Figure("Reported then", f"{told['held']:,.0f}" if enough else "–"),
        Figure(
            "Patrols that began then",
            f"{told['then']:,.0f} of {told['patrols']:,.0f}" if enough else "–",
        ),
    )


def _pictures(week: Floats, patrols: pd.DataFrame) -> tuple[Picture, ...]:
    began = pd.to_datetime(patrols["started_at"], utc=True)
    there = aoristic.by_hour(began, began)
    return (
        Picture("hours_of_week", _of_week(week), "incidents", "Reported", "hour of the patrol day"),
        Picture(
            "hours_of_week",
            _of_week(there).rename(columns={"incidents": "patrols_begun"}),
            "patrols_begun",
            "Patrols begun",
            "hour of the patrol day",
            "patrols",
        ),
    )


def _of_week(counts: Floats) -> pd.DataFrame:
    weekday, hour = np.indices(counts.shape)
    return pd.DataFrame(
        {"weekday": weekday.ravel(), "hour": hour.ravel(), "incidents": counts.ravel()}
    )


QUESTIONS = (
    Question(
        name="when",
        number=6,
        words="When does it happen, and were we there?",
        theme="Crime",
        needs=("incidents", "patrols"),
        answer=answer,
        asks=("category",),
        is_of_incidents=True,
        is_compared=False,
    ),
)
