"""What did we promise, and was it kept?"""

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
    counted,
)
from patrolqr.core.phrases import number_of

COLUMNS = [
    *("patrol_day", "shift", "team", "area", "neighbourhood", "promise", "promise_day", "state"),
    *("kept_at", "concern", "kind", "log_id", "team_id", "area_id"),
]

KEPT, OVERDUE, OPEN = "kept", "overdue", "open"


def answer(known: Known) -> Answer:
    """Return the promises made in these days and what became of them."""
    rows = _promised(known.now, known)
    made = len(rows)
    states = rows["state"].value_counts()
    told = {
        "made": float(made),
        **{each: float(states.get(each, 0)) for each in (KEPT, OVERDUE, OPEN)},
        "undated": float((rows["promise_day"].isna() & (rows["state"] != KEPT)).sum()),
    }
    if not made:
        return Answer(
            "No log of these days tells of a promise.",
            told,
            rows[COLUMNS],
            cannot=CANNOT,
            is_empty=True,
        )
    return Answer(
        sentence=(
            f"Of {number_of(made, 'promise')} {told[KEPT]:,.0f} {'is' if told[KEPT] == 1 else 'are'} marked kept, "
            f"{told[OVERDUE]:,.0f} {'is' if told[OVERDUE] == 1 else 'are'} overdue and "
            f"{told[OPEN]:,.0f} {'is' if told[OPEN] == 1 else 'are'} still open."
        ),
        told=told,
        rows=rows[COLUMNS],
        figures=_figures(known, told),
        pictures=(
            Picture(
                "counts_by_name",
                counted(rows["state"], "promises"),
                "promises",
                "Promises",
                "promises",
            ),
            Picture(
                "counts_by_name",
                counted(rows[rows["state"] != KEPT]["area"], "promises"),
                "promises",
                "Not kept yet, by area",
                "promises",
            ),
        ),
        cannot=CANNOT,
        area_ids=areas_of(rows[rows["state"] != KEPT]),
    )


CANNOT = (
    "Recorded are promises that officers made to people they spoke to, and who marked them kept on the "
    "Logs page; what meetings decide stands in their packs.",
    "Kept is what a colleague marked; the person it was promised to was not asked.",
)


def _promised(part: Part, known: Known) -> pd.DataFrame:
    """Return the promises with their state on the day as which they are told."""
    rows = part.rows["engagements"]
    rows = rows[rows["promise"].notna()].reset_index(drop=True)
    due = pd.to_datetime(rows["promise_day"])
    is_past = (due < pd.Timestamp(known.as_of)).fillna(False)
    state = pd.Series(OPEN, index=rows.index, dtype=object).mask(is_past, OVERDUE)
    return rows.assign(state=state.mask(rows["is_kept"].astype(bool), KEPT))


def _figures(known: Known, told: dict[str, float]) -> tuple[Figure, ...]:
    parts = comparing.parts(known)
    rows = [_promised(part, known) for part in parts]
    due = [each[each["state"].isin((KEPT, OVERDUE))] for each in rows]
    kept = [(int((each["state"] == KEPT).sum()), len(each)) for each in due]
    return (
        Figure(
            "Promises made",
            f"{told['made']:,.0f}",
            comparing.counts(known, [comparing.by_day(each) for each in rows]),
        ),
        Figure(
            "Kept of those kept or due",
            f"{kept[0][0]:,} of {kept[0][1]:,}" if kept[0][1] else "–",
            comparing.shares(known, kept),
        ),
        Figure(
            "Overdue", f"{told[OVERDUE]:,.0f}", note="Due before the day as which this is told."
        ),
        Figure(
            "Without a date", f"{told['undated']:,.0f}", note="Not kept, and no day was promised."
        ),
    )


QUESTIONS = (
    Question(
        name="promises",
        number=4,
        words="What did we promise, and was it kept?",
        theme="The public",
        needs=("engagements",),
        answer=answer,
    ),
)
