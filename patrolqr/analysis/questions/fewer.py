"""What would two officers fewer mean?"""

import numpy as np
import pandas as pd

from patrolqr.analysis.questions import comparing
from patrolqr.analysis.questions.base import (
    Answer,
    Figure,
    Known,
    Part,
    Picture,
    Question,
    by_week,
    hours,
    whole,
)
from patrolqr.core.phrases import number_of


def answer(known: Known) -> Answer:
    """Return what each shift would have given at its own pace with fewer officers."""
    rows = _fewer(known.now, known.officers)
    given, lost = whole(rows["officer_minutes"]), whole(rows["minutes_fewer"])
    told = {
        "officers": float(known.officers), "shifts": float(len(rows)), "minutes": float(given),
        "hours": given / 60, "lost": float(lost), "lost_hours": lost / 60,
        "share": 100 * lost / given if given else 0.0,
        "nobody": float((rows["officers"] <= known.officers).sum()),
        "median": float(rows["officers"].median()) if len(rows) else 0.0,
    }  # fmt: skip
    if not given:
        return Answer(
            "No shift with a sheet tells of officers' time, so nothing can be worked out.",
            told, rows, cannot=CANNOT, is_empty=True,
        )  # fmt: skip
    return Answer(
        sentence=_sentence(told),
        told=told,
        rows=rows,
        figures=_figures(known, told, rows),
        pictures=_pictures(known.now, rows),
        cannot=CANNOT,
    )


CANNOT = (
    "Worked out shift by shift at its own pace: each officer who wrote or is named in a log is taken to give "
    "as much as the others. Who was on duty and wrote nothing is not known.",
    "Officers who are fewer may work otherwise: shorter stays, or fewer areas. This is arithmetic, not a "
    "forecast.",
    "A shift from which officers were taken for other duties shows fewer already: Missed patrols says how "
    "many minutes that cost.",
)


def _fewer(part: Part, officers: int) -> pd.DataFrame:
    """Return each duty with the officer-minutes it would have given less."""
    rows = part.rows["duties"]
    minutes = rows["officer_minutes"].astype(float).fillna(0).to_numpy()
    there = rows["officers"].to_numpy(float)
    taken = np.minimum(there, officers)
    share = np.divide(taken, there, out=np.zeros(there.size), where=there > 0)
    return rows.assign(
        officer_minutes=minutes.astype(int),
        minutes_fewer=np.rint(minutes * share).astype(int),
    )


def _sentence(told: dict[str, float]) -> str:
    means = "means" if told["officers"] == 1 else "mean"
    return (
        f"At the pace of {number_of(told['shifts'], 'shift')}, "
        f"{number_of(told['officers'], 'officer')} fewer on each {means} {hours(told['lost'])} less of "
        f"{hours(told['minutes'])} officers' time ({told['share']:.0f} %); "
        f"on {number_of(told['nobody'], 'shift')} nobody would have been left."
    )


def _figures(known: Known, told: dict[str, float], rows: pd.DataFrame) -> tuple[Figure, ...]:
    parts = [_fewer(part, known.officers) for part in comparing.parts(known)]
    medians = [float(each["officers"].median()) for each in parts]
    of_given = [
        100 * whole(each["minutes_fewer"]) / whole(each["officer_minutes"])
        if whole(each["officer_minutes"])
        else float("nan")
        for each in parts
    ]
    return (
        Figure("Officers' time less", hours(told["lost"]), comparing.plain(known, of_given, "%")),
        Figure(
            "Officers who wrote logs, in the middle",
            f"{told['median']:.0f} a shift",
            comparing.plain(known, medians, "a shift"),
        ),
        Figure("Shifts with nobody left", f"{told['nobody']:,.0f} of {told['shifts']:,.0f}"),
        Figure(
            "Asked for and not given as it was",
            f"{whole(rows['minutes_asked']) - whole(rows['minutes_given']):,} min",
        ),
    )


def _pictures(now: Part, rows: pd.DataFrame) -> tuple[Picture, ...]:
    weeks = by_week(
        now,
        rows.assign(patrols=rows["patrols_given"]),
        "officer_minutes",
        "minutes_fewer",
        "patrols",
    )
    return (
        Picture(
            "counts_by_week", weeks, "officer_minutes", "Officer-minutes given", "a week", "patrols"
        ),
        Picture("counts_by_week", weeks, "minutes_fewer", "Officer-minutes less", "a week"),
    )


QUESTIONS = (
    Question(
        name="fewer",
        number=13,
        words="What would two officers fewer mean?",
        theme="Patrols",
        needs=("duties",),
        answer=answer,
        asks=("officers",),
    ),
)
