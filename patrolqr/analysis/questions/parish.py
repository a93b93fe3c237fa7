"""What do we tell the parish council? Plain words per neighbourhood, small numbers left out so that no
total gives them away.

A total is the sum of the numbers that are shown, never of those that are not: nothing can be taken
off it to find one.
"""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from patrolqr.analysis.questions.base import (
    Answer,
    Figure,
    Known,
    Picture,
    Question,
    hours,
    number_of,
)

FEWEST_SHOWN = 5
"""Numbers of people below this, other than none, are told as fewer than it."""

OF_PEOPLE = ("engagements", "stop_searches", "arrests")
"""Counts behind which somebody can be known; patrols and their minutes are ours."""

FEW = f"fewer than {FEWEST_SHOWN}"

WORDS = {"engagements": "conversations", "stop_searches": "stop-searches", "arrests": "arrests"}


def answer(known: Known) -> Answer:
    """Return what was done in each neighbourhood, fit to be read out."""
    exact = _by_neighbourhood(known.now.rows["done"])
    shown = exact.assign(**{name: exact[name].map(_shown) for name in OF_PEOPLE})
    totals = {name: _sum_of_shown(exact[name]) for name in OF_PEOPLE}
    told = {
        "neighbourhoods": float(len(exact)), "patrols": float(exact["patrols"].sum()),
        "minutes": float(exact["minutes"].sum()), "hours": float(exact["minutes"].sum()) / 60,
        **{name: float(total) for name, total in totals.items()},
    }  # fmt: skip
    hidden = int(
        sum(((exact[name] > 0) & (exact[name] < FEWEST_SHOWN)).sum() for name in OF_PEOPLE)
    )
    return Answer(
        sentence=_sentence(told),
        told=told,
        rows=shown.assign(to_read_out=[_line(row) for row in shown.to_dict("records")]),
        figures=_figures(told),
        pictures=_pictures(exact),
        cannot=(
            f"{number_of(hidden, 'number')} of people below {FEWEST_SHOWN} {'is' if hidden == 1 else 'are'} not "
            "given; totals add up only what is shown.",
            "Give out one edition for one time: two that overlap, or a second one for fewer teams or places, "
            "let small numbers be worked out.",
            "What was reported to the police is published on police.uk, and is not repeated here.",
        ),
        is_empty=exact.empty,
    )


def _by_neighbourhood(done: pd.DataFrame) -> pd.DataFrame:
    names = ["patrols", "minutes", *OF_PEOPLE]
    filled = done.assign(minutes=done["minutes"].fillna(0).astype("int64"))
    sums = filled.groupby("neighbourhood", as_index=False)[names].sum()
    return sums.sort_values(
        ["patrols", "neighbourhood"], ascending=[False, True], ignore_index=True
    )


def _is_shown(count: float) -> bool:
    return count == 0 or count >= FEWEST_SHOWN


def _shown(count: int) -> str:
    return f"{count:,}" if _is_shown(count) else FEW


def _sum_of_shown(counts: "pd.Series[int]") -> int:
    return int(counts[counts.map(_is_shown)].sum()) if len(counts) else 0


def _line(row: Mapping[Hashable, Any]) -> str:
    """Return what is read out of one neighbourhood."""
    people = [f"{'no' if row[name] == '0' else row[name]} {WORDS[name]}" for name in OF_PEOPLE]
    stayed = f", {hours(row['minutes'])} in all" if row["minutes"] else ""
    return (
        f"In {row['neighbourhood']} officers made {number_of(row['patrols'], 'patrol')}{stayed}; "
        f"there were {people[0]}, {people[1]} and {people[2]}."
    )


def _sentence(told: dict[str, float]) -> str:
    if not told["neighbourhoods"]:
        return "No patrol was logged in these days, so there is nothing to tell."
    where = number_of(told["neighbourhoods"], "neighbourhood")
    return (
        f"In {where} officers made {number_of(told['patrols'], 'patrol')}, {hours(told['minutes'])} in all, and "
        f"told of {number_of(told['engagements'], 'conversation')}, "
        f"{number_of(told['stop_searches'], 'stop-search', 'stop-searches')} and "
        f"{number_of(told['arrests'], 'arrest')} where numbers are not too small to be given."
    )


def _figures(told: dict[str, float]) -> tuple[Figure, ...]:
    return (
        Figure("Patrols", f"{told['patrols']:,.0f}"),
        Figure("Hours of patrol", f"{told['minutes'] / 60:,.1f}"),
        Figure("Conversations", f"{told['engagements']:,.0f}", note="The sum of what is shown."),
        Figure("Stop-searches", f"{told['stop_searches']:,.0f}", note="The sum of what is shown."),
        Figure("Arrests", f"{told['arrests']:,.0f}", note="The sum of what is shown."),
    )


def _pictures(exact: pd.DataFrame) -> tuple[Picture, ...]:
    if exact.empty:
        return ()
    drawn = exact.rename(columns={"neighbourhood": "place"})[["place", "patrols", "minutes"]]
    return (
        Picture("counts_by_name", drawn, "patrols", "Patrols", "patrols", "patrols"),
        Picture("counts_by_name", drawn, "minutes", "Minutes of patrol", "minutes", "patrols"),
    )


QUESTIONS = (
    Question(
        name="parish",
        number=12,
        words="What do we tell the parish council?",
        theme="The public",
        needs=("done",),
        answer=answer,
    ),
)
