"""How many engagements, with whom, and per hour of patrol?"""

import numpy as np
import pandas as pd

from patrolqr.analysis.measures.changes import Z
from patrolqr.analysis.questions import comparing
from patrolqr.analysis.questions.base import (
    Answer,
    Figure,
    Known,
    LogsOpened,
    Part,
    Picture,
    Question,
    areas_of,
    bars,
    by_place,
    counted,
    hours,
    most,
    rest,
    whole,
)
from patrolqr.core.phrases import number_of

COLUMNS = [
    *(
        "patrol_day",
        "shift",
        "team",
        "area",
        "neighbourhood",
        "visited_at",
        "minutes",
        "engagements",
    ),
    *("log_id", "team_id", "area_id"),
]


def answer(known: Known) -> Answer:
    """Return how many people officers spoke with, in how much patrol, and who they were."""
    logs, details = known.now.rows["logs"], known.now.rows["engagements"]
    rows = logs[logs["engagements"].fillna(0) > 0].reset_index(drop=True)
    number, minutes = _measured(known.now)
    met = counted(details["met"].explode(), "engagements")
    named = met.set_index("place")["engagements"]
    interval = _per_hour(known.now)
    told = {
        "engagements": float(number), "minutes": float(minutes), "hours": minutes / 60,
        "details": float(len(details)), "others": rest(named),
        **({"rate": interval[0], "low": interval[1], "high": interval[2]} if interval else {}),
        **{str(name): float(count) for name, count in named.items()},
    }  # fmt: skip
    return Answer(
        sentence=_sentence(told, named),
        told=told,
        rows=rows[COLUMNS],
        figures=_figures(known, told),
        pictures=_pictures(details, met, rows),
        cannot=(
            "An engagement is what an officer counts as one; officers count differently, and nobody is "
            "compared here.",
            "With whom is known only of engagements that a log tells more about; one can be several of "
            "these at once.",
        ),
        logs=LogsOpened(len(rows), only=("engagements",)),
        area_ids=areas_of(rows),
        is_empty=logs.empty,
    )


def _measured(part: Part) -> tuple[int, int]:
    """Return engagements, and the minutes of the patrols of the same days and places."""
    return whole(part.rows["done"]["engagements"]), whole(part.rows["done"]["minutes"])


def _per_hour(part: Part) -> tuple[float, float, float] | None:
    """Return engagements per hour of patrol with a 95 % interval, None where they are too few.

    The interval carries how uneven they are from one patrolled area to the next.
    """
    rows = part.rows["done"]
    rows = rows[rows["minutes"].fillna(0) > 0]
    counts, minutes = (rows[name].to_numpy(float) for name in ("engagements", "minutes"))
    if counts.sum() < comparing.FEWEST:
        return None
    expected = minutes * counts.sum() / minutes.sum()
    uneven = max(1.0, float(((counts - expected) ** 2 / expected).sum()) / max(1, counts.size - 1))
    rate = 60 * counts.sum() / minutes.sum()
    reach = float(np.exp(Z * np.sqrt(uneven / counts.sum())))
    return float(rate), float(rate / reach), float(rate * reach)


def _sentence(told: dict[str, float], named: "pd.Series[int]") -> str:
    if not told["engagements"]:
        return "No engagement was counted in these days."
    first = f"{number_of(told['engagements'], 'engagement')} in {hours(told['minutes'])} of patrol"
    if "rate" in told:
        first += f", {told['rate']:.1f} an hour ({told['low']:.1f} to {told['high']:.1f})"
    if not len(named):
        return f"{first}; with whom, no log tells."
    met = most(named, lambda name, count: f"{name.lower()} {count:,.0f}", others="others")
    return f"{first}; {number_of(told['details'], 'engagement')} told in detail: {met}."


def _figures(known: Known, told: dict[str, float]) -> tuple[Figure, ...]:
    parts = comparing.parts(known)
    counts = [
        comparing.by_day(part.rows["done"], part.rows["done"]["engagements"]) for part in parts
    ]
    rates = [_per_hour(part) for part in parts]
    own = rates[0]
    return (
        Figure("Engagements", f"{told['engagements']:,.0f}", comparing.counts(known, counts)),
        Figure(
            "An hour of patrol",
            f"{own[0]:.1f} ({own[1]:.1f} to {own[2]:.1f})" if own else "–",
            tuple(
                f"{rate[0]:.1f} ({rate[1]:.1f} to {rate[2]:.1f}) {part.when}"
                if rate
                else f"too few {part.when}"
                for part, rate in zip(known.others, rates[1:], strict=True)
                if not comparing.is_missing(part)
            ),
            note="Engagements of areas without a measured stay are not in it.",
        ),
        Figure("Told in detail", f"{told['details']:,.0f} of {told['engagements']:,.0f}"),
    )


def _pictures(details: pd.DataFrame, met: pd.DataFrame, rows: pd.DataFrame) -> tuple[Picture, ...]:
    by_area = by_place(rows, "engagements")
    kinds = counted(details["kind"], "engagements")
    return bars("engagements", ("By area", by_area), ("With whom", met), ("Where", kinds))


QUESTIONS = (
    Question(
        name="engagements",
        number=9,
        words="How many engagements, with whom, and per hour of patrol?",
        theme="The public",
        needs=("done", "logs", "engagements"),
        answer=answer,
    ),
)
