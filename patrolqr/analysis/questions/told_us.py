"""What did the public tell us? Observations and concerns, searchable in officers' words."""

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
    bars,
    counted,
    most,
    rest,
)
from patrolqr.core.phrases import number_of

AROUND = 60
"""Characters of the text before and after a word that was sought."""

WORDS = ("answer", "saw", "heard", "learned")

COLUMNS = [
    *(
        "patrol_day",
        "shift",
        "team",
        "area",
        "neighbourhood",
        "found_in",
        "heard",
        "saw",
        "learned",
    ),
    *("answer", "log_id", "team_id", "area_id"),
]

CANNOT = (
    "What people said and nobody wrote down is not here; what an officer wrote is what the officer heard.",
    "Words are sought letter by letter: “van” is found in “vandal”, and a word spelt otherwise is not.",
)


def answer(known: Known) -> Answer:
    """Return the logs that hold the words sought with their context, or all notes and concerns."""
    return _sought(known) if known.search else _noted(known)


def _sought(known: Known) -> Answer:
    logs = known.now.rows["logs"]
    rows = logs.assign(found_in=[_context(row, known.search) for row in logs.to_dict("records")])
    areas = counted(rows["area"], "logs")
    told = {"logs": float(len(rows)), "areas": float(len(areas))}
    where = most(
        areas.set_index("place")["logs"],
        lambda name, count: f"{name} {count:,.0f}",
        others="others",
    )
    told |= {str(row["place"]): float(row["logs"]) for row in areas.to_dict("records")}
    told["others"] = rest(areas.set_index("place")["logs"])
    found = number_of(len(rows), "log")
    return Answer(
        sentence=f"The words stand in {found} of {number_of(len(areas), 'area')}: {where}."
        if len(rows)
        else "The words stand in no log of this choice.",
        told=told,
        rows=rows[COLUMNS],
        figures=(
            Figure(
                "Logs with the words",
                f"{len(rows):,}",
                comparing.counts(
                    known, [comparing.by_day(part.rows["logs"]) for part in comparing.parts(known)]
                ),
            ),
        ),
        pictures=(Picture("counts_by_name", areas, "logs", "Logs, by area", "logs"),)
        if len(rows)
        else (),
        cannot=CANNOT,
        logs=LogsOpened(len(rows), search=known.search),
        area_ids=areas_of(rows),
        is_empty=rows.empty,
    )


def _noted(known: Known) -> Answer:
    rows, told_more = known.now.rows["logs"], known.now.rows["engagements"]
    noted = rows[rows[["saw", "heard", "learned"]].notna().any(axis=1)]
    concerns = counted(told_more["concern"], "concerns")
    named = concerns.set_index("place")["concerns"]
    told = {
        "logs": float(len(rows)), "noted": float(len(noted)), "heard": float(rows["heard"].notna().sum()),
        "concerns": float(told_more["concern"].notna().sum()), "others": rest(named),
        **{str(name): float(count) for name, count in named.items()},
    }  # fmt: skip
    return Answer(
        sentence=_sentence(told, named),
        told=told,
        rows=noted.assign(found_in=None)[COLUMNS].drop(columns="found_in"),
        figures=_figures(known),
        pictures=_pictures(concerns, noted),
        cannot=(
            "A concern is asked for once an officer tells more about an engagement; of the others nobody "
            "knows whether one was raised.",
            *CANNOT[:1],
        ),
        logs=LogsOpened(len(noted), only=("notes",)),
        area_ids=areas_of(noted),
        is_empty=rows.empty,
    )


def _sentence(told: dict[str, float], named: "pd.Series[float]") -> str:
    if not told["logs"]:
        return "No log tells of this choice."
    heard = f"{told['heard']:,.0f} of {number_of(told['logs'], 'log')} say what was heard"
    if not told["concerns"]:
        return f"{heard}; no concern was named."
    what = most(named, lambda name, count: f"{name.lower()} {count:,.0f}", others="other concerns")
    return f"{heard}, and people named {number_of(told['concerns'], 'concern')}: {what}."


def _figures(known: Known) -> tuple[Figure, ...]:
    parts = comparing.parts(known)
    heard, concerns = ([_filled(part, *each) for part in parts] for each in SOURCES)
    return (
        Figure(
            "Logs that say what was heard", f"{heard[0].sum():,.0f}", comparing.counts(known, heard)
        ),
        Figure("Concerns named", f"{concerns[0].sum():,.0f}", comparing.counts(known, concerns)),
    )


SOURCES = (("logs", "heard"), ("engagements", "concern"))
"""Rows and column of what was heard and of what worries people."""


def _filled(part: Part, query: str, column: str) -> "pd.Series[float]":
    rows = next(frame for name, frame in part.rows.items() if name == query)
    return comparing.by_day(rows, rows[column].notna().astype(float))


def _pictures(concerns: pd.DataFrame, noted: pd.DataFrame) -> tuple[Picture, ...]:
    areas = counted(noted["area"], "logs")
    return bars("concerns", ("Concerns", concerns)) + bars(
        "logs", ("Logs with notes, by area", areas)
    )


def _context(row: dict[object, object], sought: str) -> str:
    """Return where the words stand, with what stands around them."""
    for name in WORDS:
        text = row[name]
        place = text.lower().find(sought.lower()) if isinstance(text, str) else -1
        if place >= 0 and isinstance(text, str):
            first, last = max(0, place - AROUND), place + len(sought) + AROUND
            before, after = "… " if first else "", " …" if last < len(text) else ""
            return f"{name.capitalize()}: {before}{' '.join(text[first:last].split())}{after}"
    return "In the area's name or in a detail of what was done"


QUESTIONS = (
    Question(
        name="public",
        number=3,
        words="What did the public tell us?",
        theme="The public",
        needs=("logs", "engagements"),
        answer=answer,
        asks=("search",),
    ),
)
