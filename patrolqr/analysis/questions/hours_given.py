"""How many hours did we give, of what was asked?"""

import pandas as pd

from patrolqr.analysis.questions import comparing
from patrolqr.analysis.questions.base import (
    Answer,
    Figure,
    Known,
    Part,
    Picture,
    Question,
    areas_of,
    hours,
    whole,
)

KOPER_FROM, KOPER_TO = 10, 16
"""Minutes of a stay after which disorder stays away longest (Koper 1995)."""

COLUMNS = [
    *("patrol_day", "shift", "team", "area", "neighbourhood", "patrols_asked", "patrols_given"),
    *("minutes_asked", "minutes_given", "patrols_more", "missed", "team_id", "area_id"),
]


def answer(known: Known) -> Answer:
    """Return the minutes given of those asked for, and how they were given."""
    rows, patrols = known.now.rows["taskings"], known.now.rows["patrols"]
    asked, given = whole(rows["minutes_asked"]), whole(rows["minutes_given"])
    stays = patrols["minutes"].dropna().astype(float)
    in_window, of_window = _in_window(known.now)
    told = {
        "asked_h": asked / 60, "given_h": given / 60, "asked": asked, "given": given,
        "share": 100 * given / asked if asked else 0.0,
        "median": float(stays.median()) if len(stays) else 0.0,
        "koper": float(stays.between(KOPER_FROM, KOPER_TO).sum()), "stays": float(len(stays)),
        "in_window": float(in_window), "of_window": float(of_window),
        "from": KOPER_FROM, "to": KOPER_TO,
    }  # fmt: skip
    if not asked:
        return Answer("No sheet asked for any patrol time.", told, rows[COLUMNS], is_empty=True)
    return Answer(
        sentence=_sentence(told),
        told=told,
        rows=rows[COLUMNS],
        figures=_figures(known),
        pictures=_pictures(rows),
        cannot=(
            "Given is counted tasking by tasking, never more than was asked; what was done beyond it or "
            "elsewhere is another question.",
            "Minutes are those that logs tell, from arriving to leaving; a stay without a leaving time "
            "has none.",
            f"{KOPER_FROM} to {KOPER_TO} minutes is what studies of other places recommend; nothing here "
            "shows that it helped in this one.",
        ),
        area_ids=areas_of(rows),
    )


def _in_window(part: Part) -> tuple[int, int]:
    """Return how many patrols began in the window asked for, of those for which one was."""
    windows = part.rows["patrols"]["in_window"].dropna().astype(bool)
    return int(windows.sum()), len(windows)


def _stays(part: Part) -> "pd.Series[float]":
    return part.rows["patrols"]["minutes"].dropna().astype(float)


def _koper(part: Part) -> tuple[int, int]:
    stays = _stays(part)
    return int(stays.between(KOPER_FROM, KOPER_TO).sum()), len(stays)


def _sentence(told: dict[str, float]) -> str:
    first = (
        f"{hours(told['given'])} of {hours(told['asked'])} asked for {'was' if told['given'] < 60 else 'were'} "
        f"given ({told['share']:.0f} %)"
    )
    if not told["stays"]:
        return f"{first}; no log tells how long anybody stayed."
    stayed = (
        f"a patrol stayed {told['median']:.0f} minutes in the middle, "
        f"{told['koper']:,.0f} of {told['stays']:,.0f} between {KOPER_FROM} and {KOPER_TO}"
    )
    if not told["of_window"]:
        return f"{first}; {stayed}."
    return f"{first}; {stayed}, and {told['in_window']:,.0f} of {told['of_window']:,.0f} began in the window asked for."


def _figures(known: Known) -> tuple[Figure, ...]:
    parts = comparing.parts(known)
    rows = known.now.rows["taskings"]
    given = [
        (
            whole(part.rows["taskings"]["minutes_given"]),
            whole(part.rows["taskings"]["minutes_asked"]),
        )
        for part in parts
    ]
    patrols = [
        (
            whole(part.rows["taskings"]["patrols_given"]),
            whole(part.rows["taskings"]["patrols_asked"]),
        )
        for part in parts
    ]
    medians = [float(_stays(part).median()) for part in parts]
    gaps = [
        float(part.rows["patrols"]["gap_minutes"].dropna().astype(float).median()) for part in parts
    ]
    windows, koper = [_in_window(part) for part in parts], [_koper(part) for part in parts]
    return (
        Figure(
            "Hours given of those asked for",
            f"{given[0][0] / 60:,.1f} of {given[0][1] / 60:,.1f}",
            comparing.plain(
                known, [100 * done / of if of else float("nan") for done, of in given], "%"
            ),
            note=f"{whole(rows['patrols_more']):,} patrols more than asked for are not in it.",
        ),
        Figure(
            "Patrols given of those asked for",
            f"{patrols[0][0]:,} of {patrols[0][1]:,}",
            comparing.shares(known, patrols),
        ),
        Figure(
            "Median stay",
            "–" if pd.isna(medians[0]) else f"{medians[0]:.0f} min",
            comparing.plain(known, medians, "min"),
        ),
        Figure(
            f"Stays of {KOPER_FROM} to {KOPER_TO} minutes",
            f"{koper[0][0]:,} of {koper[0][1]:,}",
            comparing.shares(known, koper),
        ),
        Figure(
            "Began in the window",
            f"{windows[0][0]:,} of {windows[0][1]:,}" if windows[0][1] else "–",
            comparing.shares(known, windows),
        ),
        Figure(
            "Median gap between patrols",
            "–" if pd.isna(gaps[0]) else f"{gaps[0]:.0f} min",
            comparing.plain(known, gaps, "min"),
            note="Of one area and patrol day, from leaving to the next arriving, whoever came.",
        ),
    )


def _pictures(rows: pd.DataFrame) -> tuple[Picture, ...]:
    names = ["minutes_asked", "minutes_given", "patrols_asked", "patrols_given"]
    sums = rows.groupby(["area_id", "area"], as_index=False)[names].sum()
    drawn = sums.rename(
        columns={"area": "place", "minutes_given": "minutes", "patrols_given": "patrols"}
    ).sort_values(["minutes_asked", "place"], ascending=[False, True], ignore_index=True)
    return (
        Picture("asked_and_given", drawn, "minutes", "Minutes", "minutes"),
        Picture("asked_and_given", drawn, "patrols", "Patrols", "patrols"),
    )


QUESTIONS = (
    Question(
        name="hours",
        number=2,
        words="How many hours did we give, of what was asked?",
        theme="Patrols",
        needs=("taskings", "patrols"),
        answer=answer,
    ),
)
