"""What was asked on the sheet, and what was answered?"""

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

DUTY = ["team_id", "patrol_day", "shift", "area_id"]
"""What tells an area's question apart: one area stands once on a duty's sheet."""

COLUMNS = [
    *("patrol_day", "shift", "team", "area", "neighbourhood", "ask", "answers", "logs", "answer"),
    *("team_id", "area_id"),
]


def answer(known: Known) -> Answer:
    """Return the questions of the sheets and what logs answered."""
    rows = _asked(known.now)
    logs = known.now.rows["logs"]
    answered = int((rows["answers"] > 0).sum())
    visited = rows[rows["logs"] > 0]
    told = {
        "asked": float(len(rows)), "answered": float(answered), "visited": float(len(visited)),
        "share": 100 * answered / len(rows) if len(rows) else 0.0,
        "unanswered": float(len(visited) - answered), "unvisited": float(len(rows) - len(visited)),
    }  # fmt: skip
    if rows.empty:
        return Answer("No sheet of these days asked anything.", told, rows[COLUMNS], is_empty=True)
    share = f" ({told['share']:.0f} %)" if len(rows) >= comparing.FEWEST else ""
    return Answer(
        sentence=(
            f"{answered:,} of {number_of(len(rows), 'question')} on the sheets "
            f"{'was' if answered == 1 else 'were'} answered{share}; {told['unvisited']:,.0f} stood at areas where "
            f"no log was written, {told['unanswered']:,.0f} were passed over."
        ),
        told=told,
        rows=rows[COLUMNS],
        figures=_figures(known, rows),
        pictures=_pictures(rows),
        cannot=(
            "An answer is one officer's at one time; two that differ are both kept, and neither is the "
            "right one by itself.",
            "Questions that later versions of a sheet took off are not counted.",
        ),
        logs=LogsOpened(len(logs)),
        area_ids=areas_of(rows),
    )


def _asked(part: Part) -> pd.DataFrame:
    """Return the taskings that asked something, with how many logs and answers they got."""
    rows, logs = part.rows["taskings"], part.rows["logs"]
    rows = rows[rows["ask"].notna()]
    answered = logs[logs["answer"].notna()]
    counts = logs.groupby(DUTY).size().rename("logs")
    answers = answered.groupby(DUTY)["answer"].agg(["size", " | ".join])
    answers = answers.rename(columns={"size": "answers", "join": "answer"})
    found = rows.merge(counts, on=DUTY, how="left").merge(answers, on=DUTY, how="left")
    filled: pd.DataFrame = found.assign(
        logs=found["logs"].fillna(0).astype(int), answers=found["answers"].fillna(0).astype(int)
    )
    return filled


def _figures(known: Known, rows: pd.DataFrame) -> tuple[Figure, ...]:
    asked = [_asked(part) for part in comparing.parts(known)]
    shares = [(int((each["answers"] > 0).sum()), len(each)) for each in asked]
    visited = [(int((each["answers"] > 0).sum()), int((each["logs"] > 0).sum())) for each in asked]
    return (
        Figure(
            "Questions answered of those asked",
            f"{shares[0][0]:,} of {shares[0][1]:,}",
            comparing.shares(known, shares),
        ),
        Figure(
            "Answered where a log was written",
            f"{visited[0][0]:,} of {visited[0][1]:,}",
            comparing.shares(known, visited),
        ),
        Figure(
            "Answers",
            f"{int(rows['answers'].sum()):,}",
            comparing.counts(known, [comparing.by_day(each, each["answers"]) for each in asked]),
        ),
    )


def _pictures(rows: pd.DataFrame) -> tuple[Picture, ...]:
    sums = (
        rows.assign(patrols=(rows["answers"] > 0).astype(int), patrols_asked=1)
        .groupby(["area_id", "area"], as_index=False)[["patrols", "patrols_asked"]]
        .sum()
    )
    drawn = sums.rename(columns={"area": "place"}).sort_values(
        ["patrols_asked", "place"], ascending=[False, True], ignore_index=True
    )
    return (Picture("asked_and_given", drawn, "patrols", "Questions answered", "questions"),)


QUESTIONS = (
    Question(
        name="asked",
        number=7,
        words="What was asked on the sheet, and what was answered?",
        theme="Patrols",
        needs=("taskings", "logs"),
        answer=answer,
    ),
)
