"""Which patrols were missed, and why?"""

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
    by_week,
    hours,
    most,
    rest,
    whole,
)
from patrolqr.core.phrases import number_of

NO_REASON = "No reason given"

COLUMNS = [
    *("patrol_day", "shift", "team", "area", "neighbourhood", "missed", "patrols_missed"),
    *("minutes_lost", "patrols_asked", "patrols_given", "calls", "crimes", "team_id", "area_id"),
]


def answer(known: Known) -> Answer:
    """Return which patrols were asked for and not made, by reason, area and week."""
    everything = known.now.rows["taskings"]
    rows = _missed(known.now)
    asked, missed = whole(everything["patrols_asked"]), whole(rows["patrols_missed"])
    lost, calls, crimes = (whole(rows[name]) for name in ("minutes_lost", "calls", "crimes"))
    reasons = _by_reason(rows)
    told = {
        "asked": asked, "missed": missed, "minutes_lost": lost, "hours_lost": lost / 60,
        "calls": calls, "crimes": crimes, "others": rest(reasons.set_index("place")["patrols_missed"]),
        **{str(row["place"]): float(row["patrols_missed"]) for row in reasons.to_dict("records")},
    }  # fmt: skip
    if not asked:
        return Answer("No patrols were asked for, so none was missed.", told, rows, is_empty=True)
    return Answer(
        sentence=_sentence(told, reasons),
        told=told,
        rows=rows[COLUMNS],
        figures=_figures(known, told),
        pictures=_pictures(known.now, everything, rows, reasons) if missed else (),
        cannot=(
            "A reason is what a sergeant tapped for the area, not for each patrol; where none was "
            "tapped nobody knows why.",
            "Calls and crimes are what the public reported of the area's square in the shift's hours, "
            "where a time is known: not what a patrol would have prevented.",
            "A patrol without a log counts as missed.",
        ),
        area_ids=areas_of(rows),
    )


def _missed(part: Part) -> pd.DataFrame:
    """Return the taskings that had fewer patrols than asked for, with what is lacking."""
    rows = part.rows["taskings"]
    missed = rows["patrols_asked"] - rows["patrols_given"]
    rows = rows.assign(
        patrols_missed=missed,
        # of those missed alone: what short visits lack is no patrol that was missed
        minutes_lost=missed * (rows["minutes_asked"] // rows["patrols_asked"].clip(lower=1)),
        missed=rows["missed"].astype(object).where(rows["missed"].notna(), NO_REASON),
    )
    return rows[rows["patrols_missed"] > 0].reset_index(drop=True)


def _by_reason(rows: pd.DataFrame) -> pd.DataFrame:
    sums = rows.groupby("missed", as_index=False)[["patrols_missed", "minutes_lost"]].sum()
    return sums.rename(columns={"missed": "place"}).sort_values(
        ["patrols_missed", "place"], ascending=[False, True], ignore_index=True
    )


def _sentence(told: dict[str, float], reasons: pd.DataFrame) -> str:
    asked, missed = told["asked"], told["missed"]
    if not missed:
        return f"None: all {number_of(asked, 'patrol')} asked for were made."
    why = most(
        reasons.set_index("place")["patrols_missed"],
        lambda name, count: f"{count:,.0f} {name[:1].lower()}{name[1:]}",
        others="other reasons",
    )
    meanwhile = f"{number_of(told['calls'], 'call')} and {number_of(told['crimes'], 'crime')}"
    return (
        f"{missed:,.0f} of {number_of(asked, 'patrol')} asked for {'was' if missed == 1 else 'were'} missed, "
        f"{hours(told['minutes_lost'])} of them lost: {why}; "
        f"meanwhile {meanwhile} came in there."
    )


def _figures(known: Known, told: dict[str, float]) -> tuple[Figure, ...]:
    parts = comparing.parts(known)
    missed = [_missed(part) for part in parts]
    of_asked = [
        (whole(rows["patrols_missed"]), whole(part.rows["taskings"]["patrols_asked"]))
        for part, rows in zip(parts, missed, strict=True)
    ]
    without = [rows[rows["missed"] == NO_REASON] for rows in missed]
    return (
        Figure(
            "Patrols missed of those asked for",
            f"{told['missed']:,.0f} of {told['asked']:,.0f}",
            comparing.shares(known, of_asked),
        ),
        Figure(
            "Minutes lost",
            f"{told['minutes_lost']:,.0f}",
            comparing.plain(known, [whole(each["minutes_lost"]) for each in missed], "minutes"),
        ),
        Figure(
            "Missed without a reason",
            f"{whole(without[0]['patrols_missed']):,}",
            comparing.plain(known, [whole(each["patrols_missed"]) for each in without], ""),
        ),
        Figure("Calls meanwhile", f"{told['calls']:,.0f}"),
        Figure("Crimes meanwhile", f"{told['crimes']:,.0f}"),
    )


def _pictures(
    now: Part, everything: pd.DataFrame, rows: pd.DataFrame, reasons: pd.DataFrame
) -> tuple[Picture, ...]:
    weeks = by_week(now, everything.rename(columns={"patrols_asked": "patrols"}), "patrols")
    missed = by_week(now, rows, "patrols_missed", "minutes_lost")
    weeks = weeks.merge(missed.drop(columns="days"), on="week")
    areas = rows.groupby(["area_id", "area"], as_index=False)[["patrols_missed", "minutes_lost"]]
    by_area = areas.sum().rename(columns={"area": "place"})
    by_area = by_area.sort_values(
        ["patrols_missed", "place"], ascending=[False, True], ignore_index=True
    )
    return (
        Picture("counts_by_name", reasons, "patrols_missed", "Missed, by reason", "patrols"),
        Picture("counts_by_name", by_area, "patrols_missed", "Missed, by area", "patrols"),
        Picture("counts_by_week", weeks, "patrols_missed", "Missed, by week", "patrols a week"),
    )


QUESTIONS = (
    Question(
        name="missed",
        number=1,
        words="Which patrols were missed, and why?",
        theme="Patrols",
        needs=("taskings",),
        answer=answer,
    ),
)
