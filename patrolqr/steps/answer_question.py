"""Answer a named question of the review meeting from what is stored, as known at a moment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pandas as pd

from patrolqr.analysis import lateness
from patrolqr.analysis.lateness import Settled
from patrolqr.analysis.questions import QUESTIONS, Question, comparing, times
from patrolqr.analysis.questions.base import Against, Answer, Known, Part, Query
from patrolqr.core import clock
from patrolqr.core.choice import PlaceChoice
from patrolqr.core.incident import Precision
from patrolqr.store import Session, covered, incidents, questions, teams
from patrolqr.store.questions import QuestionChoice

QUERIES: Mapping[Query, Callable[[Session, QuestionChoice], pd.DataFrame]] = {
    "taskings": questions.taskings,
    "patrols": questions.patrols,
    "done": questions.done,
    "logs": questions.logs,
    "engagements": questions.engagements,
    "searches": questions.searches,
    "arrests": questions.arrests,
    "picks": questions.picks,
    "areas": questions.areas,
    "duties": questions.duties,
    "incidents": questions.incidents,
    "coins": questions.coins,
    "area_weeks": questions.area_weeks,
}
"""Query → the store's function that answers it."""

CALLED: Mapping[Against | None, str] = {"before": "before", "year": "a year earlier"}
"""What is compared with, where there is too little of it."""


NO_RECORDS = "There are no sheets or logs of these days."


@dataclass(frozen=True)
class Asked:
    """A question as somebody asks it: of which days and places, against what, as known at the end
    of the day `as_of`.
    """

    question: str
    since: date
    until: date
    as_of: date
    teams: tuple[str, ...] = ()
    neighbourhoods: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    against: tuple[Against, ...] = ("before", "year")
    category: str = ""
    search: str = ""
    officers: int = 2
    precision: Precision | None = None


def answer(session: Session, asked: Asked) -> Answer:
    """Return the answer to the question asked."""
    question = QUESTIONS[asked.question]
    by_month = "incidents" in question.needs and asked.precision == "month"
    if by_month and question.is_of_incidents:
        whole = times.in_whole_months(asked.since, asked.until)
        asked = replace(asked, since=whole[0], until=whole[1]) if whole else asked
    choice = _choice(session, question, asked)
    parts = _parts(session, question, asked, choice)
    told = question.answer(
        Known(
            now=parts[0],
            as_of=asked.as_of,
            others=tuple(parts[1:]),
            category=asked.category,
            search=asked.search,
            officers=asked.officers,
            by_month=by_month,
        )
    )
    said = (*told.cannot, *_about(session, question, asked, choice, parts))
    if not question.is_of_incidents and not parts[0].days:
        # nothing measured is not zero
        return replace(told, sentence=NO_RECORDS, is_empty=True, cannot=said)
    return replace(told, cannot=said)


def first_day(session: Session) -> date | None:
    """Return the first day of which anything is stored, None where nothing is."""
    recorded = questions.recorded(session, PlaceChoice())["first_day"]
    days = [each["first_day"] for each in incidents.available(session)]
    return min([*days, *([recorded] if recorded else [])], default=None)


def known_to(session: Session, as_of: date) -> date:
    """Return the first day that is not looked at: the day after the last one stored, and no patrol day
    that was not over when the day as_of began.
    """
    recorded = questions.recorded(session, PlaceChoice())["last_day"]
    ends = [each["until"] for each in incidents.available(session)]
    after = [*ends, *([recorded + timedelta(days=1)] if recorded else [])]
    return min([as_of, max(after, default=as_of)])


def _choice(session: Session, question: Question, asked: Asked) -> QuestionChoice:
    places = asked.neighbourhoods
    if question.is_of_incidents and not places and not asked.areas:
        places = ground(session, asked.teams)
    return QuestionChoice(
        since=asked.since,
        until=asked.until,
        neighbourhoods=places,
        areas=asked.areas,
        teams=asked.teams,
        category=asked.category if "category" in question.asks else "",
        precision=asked.precision,
        search=asked.search if "search" in question.asks else "",
        as_known_at=_known_at(asked.as_of),
    )


def _known_at(day: date) -> datetime | None:
    """Return the moment up to which things are known; of a day that is not over yet, now (None)."""
    return clock.day_window(day)[1] if day < clock.today() else None


def ground(session: Session, team_ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return the neighbourhoods of these teams together; none where one of them has the whole force."""
    grounds = [teams.team(session, each).neighbourhoods for each in team_ids]
    return (
        tuple(dict.fromkeys(each for ground in grounds for each in ground)) if all(grounds) else ()
    )


def _is_narrowed(choice: QuestionChoice) -> bool:
    return bool(choice.teams or choice.neighbourhoods or choice.areas)


def _parts(
    session: Session, question: Question, asked: Asked, choice: QuestionChoice
) -> list[Part]:
    """Return the time asked about and those it is compared with, each with its rows."""
    spans: dict[Against | None, times.Days] = {None: (asked.since, asked.until)}
    if "before" in asked.against:
        spans["before"] = times.before(asked.since, asked.until)
    if "year" in asked.against:
        spans["year"] = times.year_before(asked.since, asked.until)
    recorded_from = questions.recorded(session, choice)["first_day"]
    loaded = _loaded(session, question, choice).covered
    rows = _rows(session, question, choice, spans)
    called: dict[Against | None, str] = {
        None: "",
        "before": times.called_before(asked.since, asked.until),
        "year": "in the same days a year earlier",
    }
    parts = [
        Part(*spans[each], called[each], rows[each], loaded, recorded_from, each) for each in spans
    ]
    if "force" in asked.against and _is_narrowed(choice):
        everywhere = replace(choice, teams=(), neighbourhoods=(), areas=())
        of_all = {each: QUERIES[each](session, everywhere) for each in question.needs}
        first = questions.recorded(session, everywhere)["first_day"]
        parts.append(
            Part(asked.since, asked.until, "in the whole force", of_all, loaded, first, "force")
        )
    return parts


def _loaded(session: Session, question: Question, choice: QuestionChoice) -> Settled:
    """Return what was loaded; where incidents are counted without the newest days that still fill."""
    known_at = choice.as_known_at
    loaded = covered.covered(session, as_known_at=known_at)
    if not question.counts_incidents:
        return Settled(loaded)
    return lateness.settled(loaded, covered.reporting(session, as_known_at=known_at))


def _rows(
    session: Session,
    question: Question,
    choice: QuestionChoice,
    spans: Mapping[Against | None, times.Days],
) -> dict[Against | None, dict[Query, pd.DataFrame]]:
    """Return the rows of each time by query: a query is asked once for a time and the one before it,
    since planning it takes longer than reading twice the rows.
    """
    found: dict[Against | None, dict[Query, pd.DataFrame]] = {each: {} for each in spans}
    for query in question.needs:
        first = spans.get("before", spans[None])[0]
        together = QUERIES[query](session, replace(choice, since=first))
        for each, (since, until) in spans.items():
            if each == "year":
                of_year = replace(choice, since=since, until=until)
                found[each][query] = QUERIES[query](session, of_year)
            else:
                found[each][query] = _between(together, since, until)
    return found


def _between(rows: pd.DataFrame, since: date, until: date) -> pd.DataFrame:
    """Return the rows of these days; of what has no day all."""
    dated = next((rows[name] for name in ("patrol_day", "day") if name in rows), None)
    if dated is None:
        return rows
    days = pd.to_datetime(dated)
    is_in = (days >= pd.Timestamp(since)) & (days < pd.Timestamp(until))
    return rows[is_in].reset_index(drop=True)


def _about(
    session: Session, question: Question, asked: Asked, choice: QuestionChoice, parts: list[Part]
) -> list[str]:
    """Return what holds of every answer: what it is not compared with, what came in since, and whose
    incidents are counted.
    """
    said = []
    now = parts[0]
    if not question.counts_incidents and 0 < now.days < now.length:
        said.append(
            f"Sheets and logs begin on {clock.day_text(now.recorded[0])}: "
            f"{now.days} of these {now.length} days are counted."
        )
    if question.is_compared and not question.is_of_incidents:
        said += [
            f"Not compared with the time {CALLED[each.against]}: there are too few sheets or logs of it."
            for each in parts
            if each.against in CALLED and comparing.is_missing(each)
        ]
    is_asked_later = choice.as_known_at is not None and not question.is_of_incidents
    if is_asked_later and (changed := questions.changed_since(session, choice)):
        logs = "1 log of these days" if changed == 1 else f"{changed:,} logs of these days"
        said.append(
            f"{logs} came in or changed after {clock.day_text(asked.as_of)}: counted as known now."
        )
    if question.counts_incidents and (fills := _loaded(session, question, choice).text):
        said.append(f"{fills[:1].upper()}{fills[1:]}".rstrip(".") + ".")
    if question.is_of_incidents and asked.teams and not (asked.neighbourhoods or asked.areas):
        said.append(
            "Incidents belong to no team: counted are those of the team's neighbourhoods."
            if choice.neighbourhoods
            else "Incidents belong to no team, and this one has the whole force: all are counted."
        )
    return said
