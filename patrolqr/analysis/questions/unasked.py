"""Where did we patrol without being asked, and what came of it?"""

from patrolqr.analysis.questions import comparing
from patrolqr.analysis.questions.base import (
    Answer,
    Figure,
    Known,
    Part,
    Picture,
    Question,
    areas_of,
    by_place,
    hours,
    most,
    rest,
    whole,
)
from patrolqr.core.phrases import number_of

CAME = ("engagements", "stop_searches", "arrests", "actions")


def answer(known: Known) -> Answer:
    """Return the patrols in areas that did not stand on the duty's sheet."""
    everything = known.now.rows["done"]
    rows = everything[~everything["is_asked"].astype(bool)].reset_index(drop=True)
    areas = by_place(rows, "patrols", "minutes", *CAME)
    named = areas.groupby("place")["patrols"].sum()
    told = {
        "patrols": float(whole(rows["patrols"])), "of": float(whole(everything["patrols"])),
        "minutes": float(whole(rows["minutes"])), "hours": whole(rows["minutes"]) / 60,
        "others": rest(named),
        **{name: float(whole(rows[name])) for name in CAME},
        **{str(name): float(count) for name, count in named.items()},
    }  # fmt: skip
    where = most(named, lambda name, count: f"{name} {count:,.0f}", others="elsewhere")
    return Answer(
        sentence=_sentence(told, where),
        told=told,
        rows=rows,
        figures=_figures(known, told),
        pictures=(
            Picture(
                "counts_by_place", areas, "patrols", "Not asked for, by area", "patrols", "patrols"
            ),
        )
        if told["patrols"]
        else (),
        cannot=(
            "Not asked for means: the area did not stand on the newest sheet of that duty; a duty without a "
            "sheet asked for nothing.",
            "Only areas that have a code are known; patrols elsewhere leave no log.",
            "Officers may have been sent by radio: that nobody asked on paper is all that is known.",
        ),
        area_ids=areas_of(areas),
        is_empty=everything.empty,
    )


def _sentence(told: dict[str, float], where: str) -> str:
    if not told["of"]:
        return "No patrol was logged in these days."
    if not told["patrols"]:
        return (
            f"Nowhere: all {number_of(told['of'], 'patrol')} were in areas that a sheet asked for."
        )
    return (
        f"{told['patrols']:,.0f} of {number_of(told['of'], 'patrol')} ({hours(told['minutes'])}) were where no sheet "
        f"asked: {where}; they told of {number_of(told['engagements'], 'engagement')}, "
        f"{number_of(told['stop_searches'], 'stop-search', 'stop-searches')}, "
        f"{number_of(told['arrests'], 'arrest')} and {number_of(told['actions'], 'action')}."
    )


def _figures(known: Known, told: dict[str, float]) -> tuple[Figure, ...]:
    of_all = [_of_all(part) for part in comparing.parts(known)]
    return (
        Figure(
            "Patrols not asked for",
            f"{told['patrols']:,.0f} of {told['of']:,.0f}",
            comparing.shares(known, of_all),
        ),
        Figure("Time there", hours(told["minutes"])),
        *(Figure(name.replace("_", "-").capitalize(), f"{told[name]:,.0f}") for name in CAME),
    )


def _of_all(part: Part) -> tuple[int, int]:
    rows = part.rows["done"]
    return whole(rows[~rows["is_asked"].astype(bool)]["patrols"]), whole(rows["patrols"])


QUESTIONS = (
    Question(
        name="unasked",
        number=14,
        words="Where did we patrol without being asked, and what came of it?",
        theme="Patrols",
        needs=("done",),
        answer=answer,
    ),
)
