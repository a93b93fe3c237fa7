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
)
from patrolqr.core.phrases import listed, number_of

FEWEST_SHOWN = 5
"""Numbers of people below this, other than none, are told as fewer than it."""

OF_PEOPLE = ("engagements", "stop_searches", "arrests")
"""Counts behind which somebody can be known; patrols and their minutes are ours."""

FEW = f"fewer than {FEWEST_SHOWN}"

WORDS = {"engagements": "conversations", "stop_searches": "stop-searches", "arrests": "arrests"}

ONE = {"engagements": "conversation", "stop_searches": "stop-search", "arrests": "arrest"}
"""What several and one of each are called in plain words."""


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
    number = sum(_hidden(exact).values())
    return Answer(
        sentence=_sentence(told, hidden=_hidden(exact)),
        told=told,
        rows=shown,
        read_out=tuple(_line(row) for row in shown.to_dict("records")),
        figures=_figures(told, hidden=_hidden(exact)),
        pictures=_pictures(exact),
        cannot=(
            *(
                (
                    f"{number_of(number, 'number')} of people below {FEWEST_SHOWN} "
                    f"{'is' if number == 1 else 'are'} not given; totals add up only what is shown.",
                )
                if number
                else ()
            ),
            "Give out one edition for one time: two that overlap, or a second one for fewer teams or "
            "places, let small numbers be worked out.",
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


def _hidden(exact: pd.DataFrame) -> dict[str, int]:
    """Return how many numbers of each count are too small to be given."""
    return {name: int((~exact[name].map(_is_shown).astype(bool)).sum()) for name in OF_PEOPLE}


def _total(told: dict[str, float], name: str, *, hidden: dict[str, int]) -> str:
    """Return the sum of what is shown; where that is nothing and something is hidden, not 0."""
    if not told[name] and hidden[name]:
        return f"too few {WORDS[name]} to be given"
    return number_of(told[name], ONE[name], WORDS[name])


def _sentence(told: dict[str, float], *, hidden: dict[str, int]) -> str:
    if not told["neighbourhoods"]:
        return "No patrol was logged in these days, so there is nothing to tell."
    where = number_of(told["neighbourhoods"], "neighbourhood")
    people = listed(_total(told, name, hidden=hidden) for name in OF_PEOPLE)
    rest = ", small numbers left out" if any(hidden.values()) else ""
    return (
        f"In {where} officers made {number_of(told['patrols'], 'patrol')}, "
        f"{hours(told['minutes'])} in all, and told of {people}{rest}."
    )


def _figures(told: dict[str, float], *, hidden: dict[str, int]) -> tuple[Figure, ...]:
    return (
        Figure("Patrols", f"{told['patrols']:,.0f}"),
        Figure("Hours of patrol", f"{told['minutes'] / 60:,.1f}"),
        *(
            Figure(
                WORDS[name].capitalize(),
                f"{told[name]:,.0f}" if told[name] or not hidden[name] else "too few",
                note="The sum of what is shown." if hidden[name] else "",
            )
            for name in OF_PEOPLE
        ),
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
        is_compared=False,
    ),
)
