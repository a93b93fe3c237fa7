"""Is a crime type really up in a place?"""

import pandas as pd

from patrolqr.analysis import covered as coverage
from patrolqr.analysis.periods import span
from patrolqr.analysis.questions import pairing
from patrolqr.analysis.questions.base import (
    Answer,
    Figure,
    Known,
    Part,
    Picture,
    Question,
    counted,
)
from patrolqr.analysis.questions.pairing import Pair
from patrolqr.core.incident import COUNTED, INCIDENTS
from patrolqr.core.phrases import listed

SAID = {"before": "the time before", "year": "a year earlier"}
"""What is compared with, as the verdict names it."""

SHORT = {"before": "The time before", "year": "A year earlier"}


def answer(known: Known) -> Answer:
    """Return whether more was reported than before and than a year earlier, beyond chance."""
    rows = known.now.rows["incidents"]
    pairs = [
        pairing.pair(known.now, other, by_month=known.by_month)
        for other in known.others
        if other.against in SAID
    ]
    told = {"now": float(len(rows))}
    told |= {str(each.against): float(len(each.rows["incidents"])) for each in _force(known)}
    for each in pairs:
        name = str(each.other.against)
        told |= {f"{name}_now": float(each.now), f"{name}_then": float(each.then)}
        if each.ratio:
            told |= {
                f"{name}_ratio": each.ratio.ratio,
                f"{name}_low": each.ratio.low,
                f"{name}_high": each.ratio.high,
            }
    loaded = _is_loaded(known)
    return Answer(
        sentence=_sentence(known, len(rows), pairs)
        if loaded
        else "Nothing was loaded of these days.",
        told=told,
        rows=rows.drop(columns=["force", "is_placed"]),
        figures=_figures(known, pairs),
        pictures=_pictures(known, rows, pairs) if loaded else (),
        cannot=_cannot(known, pairs),
        is_empty=not loaded,
    )


def _is_loaded(known: Known) -> bool:
    """Return whether any of the days was loaded."""
    loaded = coverage.of_incidents(known.now.covered)
    precision = "month" if known.by_month else "minute"
    loaded = loaded[loaded["precision"] == precision]
    since, until = pd.Timestamp(known.now.since), pd.Timestamp(known.now.until)
    first, last = (pd.to_datetime(loaded[name]) for name in ("first_day", "last_day"))
    return bool(((first < until) & (last >= since)).any())


def _sentence(known: Known, count: int, pairs: list[Pair]) -> str:
    noun = COUNTED.get(known.category, INCIDENTS)[count != 1]
    time = span(known.now.since, known.now.until)
    first = f"{count:,} {noun} in {time}"
    if not pairs:
        return f"{first}{_of_force(known)}."
    compared = [each for each in pairs if each.is_compared]
    beside = listed(_beside(each, count) for each in compared)
    return f"{_verdict(compared)}: {first}{f'; {beside}' if beside else ''}."


def _force(known: Known) -> list[Part]:
    return [each for each in known.others if each.against == "force"]


def _of_force(known: Known) -> str:
    """Return of how many in the whole force, where that is asked."""
    return "".join(
        f", of {len(each.rows['incidents']):,} in the whole force" for each in _force(known)
    )


def _verdict(compared: list[Pair]) -> str:
    verdicts = {SAID[str(each.other.against)]: each.verdict for each in compared}
    said = set(verdicts.values())
    if not said or said == {"few"}:
        return "Too few to say" if said else "Nothing to compare with"
    if "up" in said:
        up = listed(when for when, verdict in verdicts.items() if verdict == "up")
        rest = [when for when, verdict in verdicts.items() if verdict != "up"]
        return f"Yes, up on {up}" if not rest else f"Up on {up}, but not on {listed(rest)}"
    if "down" in said:
        return (
            f"No, down on {listed(when for when, verdict in verdicts.items() if verdict == 'down')}"
        )
    return "Not beyond chance"


def _beside(each: Pair, count: int) -> str:
    against = SAID[str(each.other.against)]
    cut = f"{each.now:,} against " if each.now != count else ""
    if each.ratio is None:
        return f"{cut}{each.then:,} {against}"
    found = each.ratio
    return (
        f"{cut}{each.then:,} {against} (× {found.ratio:.2f}, {found.low:.2f} to {found.high:.2f})"
    )


def _figures(known: Known, pairs: list[Pair]) -> tuple[Figure, ...]:
    force = [f"{len(each.rows['incidents']):,} in the whole force" for each in _force(known)]
    figures = [
        Figure("Reported in these days", f"{len(known.now.rows['incidents']):,}", tuple(force))
    ]
    for each in pairs:
        label = SHORT[str(each.other.against)]
        if not each.is_compared:
            continue
        same = f"{each.now:,} in these days, on days loaded in both"
        ratio = each.ratio.text if each.ratio else "too few to compare"
        figures.append(Figure(label, f"{each.then:,}", (same, ratio)))
    return tuple(figures)


def _pictures(known: Known, rows: pd.DataFrame, pairs: list[Pair]) -> tuple[Picture, ...]:
    compared = [each for each in pairs if each.is_compared]
    times = [
        {"place": "These days", "incidents": len(rows)},
        *({"place": SHORT[str(each.other.against)], "incidents": each.then} for each in compared),
    ]
    where = counted(rows["neighbourhood"], "incidents")
    drawn = [
        Picture("counts_beside", pd.DataFrame(times), "incidents", "Reported", "incidents")
        if compared
        else None,
        Picture("counts_by_name", where, "incidents", "By neighbourhood", "incidents"),
    ]
    if not known.by_month and len(rows):
        drawn.append(
            Picture("counts_by_week", _weeks(known.now, rows), "incidents", "By week", "a week")
        )
    return tuple(each for each in drawn if each is not None and len(each.rows))


def _weeks(now: Part, rows: pd.DataFrame) -> pd.DataFrame:
    days = pd.Series(pd.date_range(now.since, now.until, inclusive="left"))
    monday = days - pd.to_timedelta(days.dt.day_of_week, unit="D")
    reported = pd.to_datetime(rows["day"])
    of_rows = (reported - pd.to_timedelta(reported.dt.day_of_week, unit="D")).value_counts()
    weeks = monday.value_counts().sort_index().rename_axis("week").reset_index(name="days")
    # nobody patrols here: each week counts as looked at
    return weeks.assign(incidents=weeks["week"].map(of_rows).fillna(0).astype(int), patrols=1)


def _cannot(known: Known, pairs: list[Pair]) -> tuple[str, ...]:
    said = [
        "More reports are not more crime: campaigns, an online form or a patrol change what is reported."
    ]
    for each in pairs:
        against = SAID[str(each.other.against)]
        if not each.is_compared:
            said.append(
                f"Not compared with {against}: less than half of it was loaded in both times."
            )
        elif each.share < 1:
            said.append(
                f"Of {against} {each.share:.0%} was loaded in both times and is compared.".replace(
                    "%", " %"
                )
            )
    if any(each.ratio is None for each in pairs if each.is_compared):
        said.append("A ratio is given from 20 incidents in both times together, and 5 in each.")
    if known.now.rows["incidents"]["kind"].nunique() > 1:
        said.append("A call and the crime recorded of it are two reports: both are counted.")
    if known.by_month:
        said.append(
            "These data say the month alone, so only whole months in the period are counted."
        )
    said.append(
        "A place that was picked because it was bad falls back by itself: this is no test of a patrol."
    )
    return tuple(said)


QUESTIONS = (
    Question(
        name="up",
        number=5,
        words="Is it really up, or is that chance?",
        theme="Crime",
        needs=("incidents",),
        answer=answer,
        asks=("category",),
        is_of_incidents=True,
    ),
)
