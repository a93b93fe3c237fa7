"""Which areas were picked most, and why, and which never?"""

import pandas as pd

from patrolqr.analysis.questions import comparing
from patrolqr.analysis.questions.base import (
    Answer,
    Figure,
    Known,
    Picture,
    Question,
    areas_of,
    counted,
    most,
    rest,
)
from patrolqr.core.phrases import listed, number_of

NAMED = 5
"""Areas never picked that a sentence names; more are counted."""


def answer(known: Known) -> Answer:
    """Return how often each area was picked, and which never was."""
    rows, areas = known.now.rows["picks"], known.now.rows["areas"]
    picked = rows[rows["decision"] == "picked"]
    often = picked.groupby("area_id").size()
    by_area = areas.assign(picks=areas["area_id"].map(often).fillna(0).astype(int))
    by_area = by_area.rename(columns={"area": "place"}).sort_values(
        ["picks", "place"], ascending=[False, True], ignore_index=True
    )
    never = by_area[by_area["picks"] == 0]
    named = by_area.set_index("place")["picks"]
    told = {
        "picks": float(len(picked)), "areas": float(len(areas)), "never": float(len(never)),
        "refused": float(len(rows) - len(picked)), "others": rest(named),
        "more": float(max(0, len(never) - NAMED)),
        **{str(name): float(count) for name, count in named.items()},
    }  # fmt: skip
    return Answer(
        sentence=_sentence(told, named, never),
        told=told,
        rows=rows,
        figures=_figures(known, told),
        pictures=(Picture("counts_by_name", by_area, "picks", "Picks, by area", "picks"),)
        if len(picked)
        else (),
        cannot=(
            "Why is what stood on the list, or what somebody wrote; a pick without words has none.",
            "Patrol areas that exist today are looked at, whenever they were made.",
            "That an area was never picked does not say that nobody was there.",
        ),
        area_ids=areas_of(by_area.rename(columns={"place": "area"})),
        is_empty=rows.empty,
    )


def _sentence(told: dict[str, float], named: "pd.Series[int]", never: pd.DataFrame) -> str:
    if not told["picks"]:
        return "No area was picked in these days."
    top = most(named, lambda name, count: f"{name} {count:,.0f}", others="all others")
    first = f"{number_of(told['picks'], 'pick')}: {top}"
    if never.empty:
        return f"{first}; none of {number_of(told['areas'], 'area')} was left out."
    missing = [str(name) for name in never["place"].head(NAMED)]
    if told["more"]:
        missing.append(f"{told['more']:,.0f} more")
    return f"{first}; never {listed(missing)}."


def _figures(known: Known, told: dict[str, float]) -> tuple[Figure, ...]:
    parts = comparing.parts(known)
    picks = [part.rows["picks"][part.rows["picks"]["decision"] == "picked"] for part in parts]
    refused = [part.rows["picks"][part.rows["picks"]["decision"] != "picked"] for part in parts]
    whys = counted(refused[0]["why"], "times")
    return (
        Figure(
            "Picks",
            f"{told['picks']:,.0f}",
            comparing.counts(known, [comparing.by_day(each) for each in picks]),
        ),
        Figure("Areas never picked", f"{told['never']:,.0f} of {told['areas']:,.0f}"),
        Figure(
            "Looked at and not picked",
            f"{told['refused']:,.0f}",
            comparing.counts(known, [comparing.by_day(each) for each in refused]),
            note=str(whys["place"].iloc[0]) if len(whys) else "",
        ),
    )


QUESTIONS = (
    Question(
        name="picked",
        number=8,
        words="Which areas were picked most, and why, and which never?",
        theme="Patrols",
        needs=("picks", "areas"),
        answer=answer,
    ),
)
