"""What did stop-searches find? Totals alone: who was searched is another page's matter."""

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
    whole,
)
from patrolqr.core.phrases import number_of

NOTHING = "Nothing"


def answer(known: Known) -> Answer:
    """Return how many searches found something, of those that say what was found."""
    rows, logs = known.now.rows["searches"], known.now.rows["logs"]
    found, said = _found(known.now)
    number = whole(known.now.rows["done"]["stop_searches"])
    told = {
        "searches": float(number), "details": float(len(rows)), "said": float(said),
        "found": float(found), "share": 100 * found / said if said else 0.0,
    }  # fmt: skip
    return Answer(
        sentence=_sentence(told),
        told=told,
        rows=rows.assign(found=rows["found"].map(_words)),
        figures=_figures(known, told),
        pictures=_pictures(rows),
        cannot=(
            "Found is not the outcome: a search that found nothing can end in an arrest, and “no further "
            "action” is not “nothing found”.",
            "Records count searches, not people; a search of which no log tells more has no find.",
            "Two logs that give one record count it once; without a record nobody can tell.",
        ),
        logs=LogsOpened(int((logs["stop_searches"].fillna(0) > 0).sum()), only=("stop_searches",)),
        area_ids=areas_of(rows),
        is_empty=not number,
    )


def _is_found(found: object) -> bool | None:
    """Return whether something was found; None where nobody said."""
    items = _items(found)
    return None if not items else any(each != NOTHING for each in items)


def _items(found: object) -> list[str]:
    return [str(each) for each in found] if hasattr(found, "__iter__") else []


def _words(found: object) -> str | None:
    return ", ".join(_items(found)) or None


def _found(part: Part) -> tuple[int, int]:
    """Return how many searches found something, and how many say what was found."""
    told = [_is_found(each) for each in part.rows["searches"]["found"]]
    return sum(each is True for each in told), sum(each is not None for each in told)


def _sentence(told: dict[str, float]) -> str:
    if not told["searches"]:
        return "No stop-search was logged in these days."
    first = number_of(told["searches"], "stop-search", "stop-searches")
    if not told["said"]:
        return f"{first}; no log says what was found."
    share = f" ({told['share']:.0f} %)" if told["said"] >= comparing.FEWEST else ""
    return f"{first}; of {told['said']:,.0f} that say what was found, {told['found']:,.0f} found something{share}."


def _figures(known: Known, told: dict[str, float]) -> tuple[Figure, ...]:
    parts = comparing.parts(known)
    counts = [
        comparing.by_day(part.rows["done"], part.rows["done"]["stop_searches"]) for part in parts
    ]
    finds = [_found(part) for part in parts]
    return (
        Figure("Stop-searches", f"{told['searches']:,.0f}", comparing.counts(known, counts)),
        Figure("Found something", comparing.share(*finds[0]), comparing.shares(known, finds)),
        Figure("Told in detail", f"{told['details']:,.0f} of {told['searches']:,.0f}"),
    )


def _pictures(rows: pd.DataFrame) -> tuple[Picture, ...]:
    found = pd.Series([each for items in rows["found"] for each in _items(items)], dtype=object)
    return bars(
        "searches",
        ("Found", counted(found, "searches")),
        ("Searched for", counted(rows["object"], "searches")),
        ("Outcome", counted(rows["outcome"], "searches")),
    )


QUESTIONS = (
    Question(
        name="searches",
        number=10,
        words="What did stop-searches find?",
        theme="People",
        needs=("searches", "done", "logs"),
        answer=answer,
    ),
)
