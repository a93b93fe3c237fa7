"""How complete and how late are the data?"""

import pandas as pd

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
)
from patrolqr.core.phrases import number_of

UNKNOWN = "Area unknown"

LACKS = {
    "late": "Came after the shift",
    "untimed": "No time of arriving",
    "unended": "No time of leaving",
    "capped": "Cut to the longest stay",
    "unplaced": "Patrol area unknown",
    "silent": "An ask without an answer",
}
"""What a log can lack, and what that is called."""

COLUMNS = [
    *("patrol_day", "shift", "team", "area", "neighbourhood", "visited_at", "received_at", "lacks"),
    *("channel", "log_id", "team_id", "area_id"),
]


def answer(known: Known) -> Answer:
    """Return how many logs came late or lack something."""
    logs = known.now.rows["logs"]
    lacks = _lacks(known.now)
    rows = logs.assign(
        lacks=[
            "; ".join(LACKS[name] for name in LACKS if row[name])
            for row in lacks.to_dict("records")
        ]
    )
    rows = rows[rows["lacks"] != ""].reset_index(drop=True)
    told = {
        "logs": float(len(logs)), "whole": float(len(logs) - len(rows)),
        **{name: float(lacks[name].sum()) for name in LACKS},
    }  # fmt: skip
    return Answer(
        sentence=_sentence(told),
        told=told,
        rows=rows[COLUMNS],
        figures=_figures(known),
        pictures=_pictures(lacks) if len(logs) else (),
        cannot=(
            "A patrol of which nobody sent a log lacks everything: nobody knows how many there are.",
            "A log can be whole and wrong; what is written is not checked here.",
            "Late is what the form noted as it came in: after the shift's end and two hours of grace.",
        ),
        logs=LogsOpened(int(told["late"]), only=("late",)),
        area_ids=areas_of(rows),
        is_empty=logs.empty,
    )


def _lacks(part: Part) -> pd.DataFrame:
    """Return for each log whether it lacks each of LACKS."""
    logs = part.rows["logs"]
    return pd.DataFrame(
        {
            "late": logs["late"].astype(bool),
            "untimed": ~logs["is_timed"].astype(bool),
            "unended": logs["is_timed"].astype(bool) & logs["minutes"].isna(),
            "capped": logs["capped"].astype(bool),
            "unplaced": logs["area"] == UNKNOWN,
            "silent": logs["ask"].notna() & logs["answer"].isna(),
        }
    )


def _sentence(told: dict[str, float]) -> str:
    if not told["logs"]:
        return "No log was sent of these days."
    return (
        f"{told['whole']:,.0f} of {number_of(told['logs'], 'log')} lack nothing; "
        f"{told['late']:,.0f} came late, {told['untimed']:,.0f} have no time of arriving, "
        f"{told['unended']:,.0f} none of leaving, {told['unplaced']:,.0f} no known area, and "
        f"{told['silent']:,.0f} leave an ask unanswered."
    )


def _figures(known: Known) -> tuple[Figure, ...]:
    lacks = [_lacks(part) for part in comparing.parts(known)]
    return tuple(
        Figure(
            label,
            f"{int(lacks[0][name].sum()):,} of {len(lacks[0]):,}",
            comparing.shares(known, [(int(each[name].sum()), len(each)) for each in lacks]),
        )
        for name, label in LACKS.items()
    )


def _pictures(lacks: pd.DataFrame) -> tuple[Picture, ...]:
    sums = pd.DataFrame(
        {"place": list(LACKS.values()), "logs": [int(lacks[name].sum()) for name in LACKS]}
    )
    drawn = sums.sort_values(["logs", "place"], ascending=[False, True], ignore_index=True)
    return (Picture("counts_by_name", drawn, "logs", "Logs that lack something", "logs"),)


QUESTIONS = (
    Question(
        name="complete",
        number=15,
        words="How complete and how late are the data?",
        theme="Our records",
        needs=("logs",),
        answer=answer,
    ),
)
