"""What a pack tells, out of frames and answers: figures, places, weeks, and what questions said."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from patrolqr.analysis.questions import QUESTIONS
from patrolqr.analysis.questions.base import Answer, Picture, hours
from patrolqr.core import clock
from patrolqr.core.meeting import (
    AnswerTold,
    CountsTold,
    DoneTold,
    FigureTold,
    PlaceTold,
    WeekTold,
)

COUNTED = ("engagements", "stop_searches", "arrests", "actions")


def figures(
    everything: pd.DataFrame,
    dose: pd.DataFrame,
    answers: Mapping[str, Answer],
    *,
    is_known: bool,
) -> list[FigureTold]:
    """Return the period in figures, in words: of all that was done (one row), the dose asked for, and
    what the questions “missed” and “promises” said. What is not known is told as a dash.
    """
    row = everything.iloc[0]
    given, asked = int(dose["patrols_given"].sum()), int(dose["patrols_asked"].sum())
    missed, promised = answers["missed"].told, answers["promises"].told
    told = {
        "Patrols": _number(row["patrols"]) if is_known else "–",
        "Hours of patrol": "–" if pd.isna(row["minutes"]) else f"{row['minutes'] / 60:,.1f}",
        "Engagements": _number(row["engagements"]),
        "Stop-searches": _number(row["stop_searches"]),
        "Arrests": _number(row["arrests"]),
        "Actions": _number(row["actions"]),
        "Patrols given of those asked for": f"{given:,} of {asked:,}" if asked else "–",
        "Missed": f"{missed['missed']:,.0f}, {hours(missed['minutes_lost'])}" if asked else "–",
        "Promises kept of those made": f"{promised['kept']:,.0f} of {promised['made']:,.0f}"
        if promised["made"]
        else "–",
    }
    return [FigureTold(label=name, text=text, beside=[]) for name, text in told.items()]


def areas(rows: pd.DataFrame, dose: pd.DataFrame) -> list[PlaceTold]:
    """Return what was asked of each patrol area and done there, the most patrolled first."""
    names = ["area_id", "area", "neighbourhood"]
    told = rows[[*names, "patrols", "minutes", *COUNTED]].merge(
        dose[[*names, "patrols_asked", "patrols_given"]], on=names, how="outer"
    )
    told = told.sort_values(["patrols", "area"], ascending=[False, True], na_position="last")
    return [
        {
            "area": str(row["area"]),
            "neighbourhood": str(row["neighbourhood"]),
            "patrols_asked": _whole(row["patrols_asked"]),
            "patrols_given": _whole(row["patrols_given"]),
            **_done(row),
        }
        for row in told.to_dict("records")
    ]


def weeks(rows: pd.DataFrame, begun: date | None) -> list[WeekTold]:
    """Return what was done week by week; weeks before there were sheets or logs are left out."""
    if begun is None:
        return []
    known = rows[pd.to_datetime(rows["week"]) > pd.Timestamp(begun) - pd.Timedelta(weeks=1)]
    return [
        {
            "week": clock.day_text(pd.Timestamp(row["week"]).date()),
            "days": _whole(row["days"]),
            **_done(row),
        }
        for row in known.to_dict("records")
    ]


def _done(row: Mapping[Any, Any]) -> DoneTold:
    return DoneTold(
        patrols=_whole(row["patrols"]),
        minutes=None if pd.isna(row["minutes"]) else int(row["minutes"]),
        engagements=_whole(row["engagements"]),
        stop_searches=_whole(row["stop_searches"]),
        arrests=_whole(row["arrests"]),
        actions=_whole(row["actions"]),
    )


def answer(name: str, told: Answer) -> AnswerTold:
    """Return an answer without its rows, in which people's own words stand."""
    return AnswerTold(
        question=name,
        words=QUESTIONS[name].words,
        sentence=told.sentence,
        figures=[]
        if told.is_empty
        else [
            FigureTold(label=each.label, text=each.text, beside=list(each.beside))
            for each in told.figures
        ],
        pictures=[_counts(each) for each in told.pictures if each.kind == "counts_by_name"],
        cannot=[] if told.is_empty else list(told.cannot),
    )


def _counts(picture: Picture) -> CountsTold:
    return CountsTold(
        label=picture.label,
        unit=picture.unit,
        shows=picture.shows,
        counts=[
            {"name": str(row["place"]), "count": float(row[picture.column])}
            for row in picture.rows.to_dict("records")
            if pd.notna(row[picture.column])
        ],
    )


def _number(value: Any) -> str:
    return "–" if pd.isna(value) else f"{int(value):,}"


def _whole(value: Any) -> int:
    return 0 if pd.isna(value) else int(value)
