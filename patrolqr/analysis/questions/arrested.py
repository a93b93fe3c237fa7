"""Which arrests, and linked to what?"""

import pandas as pd

from patrolqr.analysis.questions import comparing
from patrolqr.analysis.questions.base import (
    Answer,
    Figure,
    Known,
    LogsOpened,
    Picture,
    Question,
    areas_of,
    bars,
    counted,
    most,
    rest,
    whole,
)
from patrolqr.core.phrases import number_of


def answer(known: Known) -> Answer:
    """Return the arrests by offence, and what each hangs together with."""
    rows, logs = known.now.rows["arrests"], known.now.rows["logs"]
    number = whole(known.now.rows["done"]["arrests"])
    offences = counted(rows["offence"], "arrests")
    named = offences.set_index("place")["arrests"]
    told = {
        "arrests": float(number), "details": float(len(rows)), "others": rest(named),
        "searched": float(rows["searched_for"].notna().sum()), "asked": float(rows["is_asked"].sum()),
        "custody": float(rows["custody"].notna().sum()),
        **{str(name): float(count) for name, count in named.items()},
    }  # fmt: skip
    return Answer(
        sentence=_sentence(told, named),
        told=told,
        rows=rows,
        figures=_figures(known, told),
        pictures=_pictures(rows, offences),
        cannot=(
            "Linked to a stop-search means: the same log tells of a search whose outcome was an arrest.",
            "Linked to the sheet means: it was made in an area the sheet asked for, not that the reason for "
            "the patrol led to it.",
            "What became of an arrest stands in the custody record, not here.",
        ),
        logs=LogsOpened(int((logs["arrests"].fillna(0) > 0).sum()), only=("arrests",)),
        area_ids=areas_of(rows),
        is_empty=not number,
    )


def _sentence(told: dict[str, float], named: "pd.Series[int]") -> str:
    if not told["arrests"]:
        return "No arrest was logged in these days."
    first = number_of(told["arrests"], "arrest")
    if not told["details"]:
        return f"{first}; no log tells more."
    what = most(named, lambda name, count: f"{name.lower()} {count:,.0f}", others="other offences")
    of_what = f": {what}" if what else ""
    return (
        f"{first}, {told['details']:,.0f} told in detail{of_what}; "
        f"{told['searched']:,.0f} came of a stop-search, {told['asked']:,.0f} in an area the sheet asked for, "
        f"{told['custody']:,.0f} with a custody reference."
    )


def _figures(known: Known, told: dict[str, float]) -> tuple[Figure, ...]:
    parts = comparing.parts(known)
    counts = [comparing.by_day(part.rows["done"], part.rows["done"]["arrests"]) for part in parts]
    searched = [
        (int(part.rows["arrests"]["searched_for"].notna().sum()), len(part.rows["arrests"]))
        for part in parts
    ]
    return (
        Figure("Arrests", f"{told['arrests']:,.0f}", comparing.counts(known, counts)),
        Figure(
            "Came of a stop-search",
            f"{told['searched']:,.0f} of {told['details']:,.0f}",
            comparing.shares(known, searched),
        ),
        Figure("In an area of the sheet", f"{told['asked']:,.0f} of {told['details']:,.0f}"),
        Figure("With a custody reference", f"{told['custody']:,.0f} of {told['details']:,.0f}"),
    )


def _pictures(rows: pd.DataFrame, offences: pd.DataFrame) -> tuple[Picture, ...]:
    by_area = counted(rows["area"], "arrests")
    return bars("arrests", ("Offence group", offences), ("By area", by_area))


QUESTIONS = (
    Question(
        name="arrests",
        number=11,
        words="Which arrests, and linked to what?",
        theme="People",
        needs=("arrests", "done", "logs"),
        answer=answer,
    ),
)
