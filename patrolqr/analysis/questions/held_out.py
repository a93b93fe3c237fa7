"""Did patrols help, where a coin chose the places?"""

from math import isfinite

from patrolqr.analysis import coin_days, helped
from patrolqr.analysis.coin_days import CoinDays, Side
from patrolqr.analysis.measures.proportions import LEVEL
from patrolqr.analysis.questions.base import Answer, Figure, Known, Question
from patrolqr.core.phrases import number_of

CANNOT = (
    "What a patrol did for the days after it: it makes the two sides more alike than they would be.",
    "Whether it moved elsewhere: places around these are not counted.",
)


def answer(known: Known) -> Answer:
    """Return what was reported on the days that coins drew places, against the days they held them out."""
    stood = known.now.rows["coins"]
    found = coin_days.tell(stood, known.now.covered)
    first, *more = coin_days.sentences(found, here=False)
    return Answer(
        sentence=" ".join([first, *more[:1]])
        if len(stood)
        else "No coin was tossed for these days.",
        told=_told(found),
        rows=coin_days.table(found),
        figures=_figures(found) if found.coins else (),
        cannot=(*more[1:], coin_days.rule(found), *coin_days.notes(found), *CANNOT),
        is_empty=not found.coins,
    )


def _told(found: CoinDays) -> dict[str, float]:
    told = {
        "coins": float(found.coins),
        "drawn": float(found.drawn.incidents),
        "drawn_days": float(found.drawn.days),
        "held": float(found.held.incidents),
        "held_days": float(found.held.days),
        "weeks": float(max(1, found.more_weeks or 0)),
        "level": 100 * LEVEL,
        "none": 1.0,
        "fall": 100 * helped.HOPED_FALL,
    }
    ratio = found.found.ratio if found.found else None
    if ratio and isfinite(ratio.high):
        told |= {"ratio": ratio.estimate, "low": ratio.low, "high": ratio.high}
    return told


def _figures(found: CoinDays) -> tuple[Figure, ...]:
    drawn, held = found.drawn, found.held
    return (
        _a_day("Drawn", drawn),
        _a_day("Held out", held),
        Figure("Drawn and not patrolled", f"{drawn.otherwise:,} of {drawn.days:,}"),
        Figure("Held out and patrolled or briefed", f"{held.otherwise:,} of {held.days:,}"),
    )


def _a_day(label: str, side: Side) -> Figure:
    a_day = f"{side.incidents / side.days:.2f} a day" if side.days else "–"
    counted = f"{number_of(side.incidents, 'incident')} on {number_of(side.days, 'day')}"
    return Figure(label, a_day, (counted,))


QUESTIONS = (
    Question(
        name="held_out",
        number=16,
        words="Did patrols help, where a coin chose?",
        theme="Patrols",
        needs=("coins",),
        answer=answer,
        is_compared=False,
    ),
)
