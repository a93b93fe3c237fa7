"""Freeze a review meeting's pack: figures, texts and what earlier meetings left to do, as data that
stays as it is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from patrolqr.analysis import lateness, public_edition
from patrolqr.analysis.periods import days_between, earlier, years_earlier
from patrolqr.analysis.public_edition import Reported
from patrolqr.analysis.questions import QUESTIONS
from patrolqr.analysis.questions.base import Answer, Part
from patrolqr.core import clock, settings
from patrolqr.core.choice import PlaceChoice
from patrolqr.core.errors import InputWrong
from patrolqr.core.meeting import (
    EditionTold,
    EntryTold,
    Snapshot,
)
from patrolqr.steps import answer_question, pack_figures
from patrolqr.steps.answer_question import Asked
from patrolqr.store import (
    Session,
    areas,
    covered,
    incidents,
    loaded,
    log_reads,
    meetings,
    packs,
    places,
    questions,
    teams,
    visits,
)
from patrolqr.store.log_reads import LogChoice
from patrolqr.store.meetings import Entry
from patrolqr.store.questions import QuestionChoice

USUAL = (
    "missed",
    "hours",
    "promises",
    "public",
    "asked",
    "engagements",
    "searches",
    "arrests",
    "up",
)
"""Questions that a pack answers where nobody chose others."""

TRIES = 3
"""How often a pack is begun anew where something is written meanwhile; the last one stands and says so."""

MEANWHILE = "Something was written while it was frozen: one figure may know of it, another not."

OF_AREAS = (
    "There is no public edition: this pack is of chosen patrol areas, and the public reads nothing finer "
    "than a neighbourhood."
)
OF_NOTHING = "There is no public edition: there are no sheets or logs of these days."
OF_NO_MONTH = "There is no public edition: it is made of whole calendar months that are over, and this pack has none."


@dataclass(frozen=True)
class PackChoice:
    """What a pack is of: days and places, and the questions it answers (names)."""

    of: PlaceChoice
    questions: tuple[str, ...] = USUAL

    @property
    def days(self) -> tuple[date, date]:
        """Return the first patrol day and the first after the last; InputWrong where they are not said."""
        if self.of.since is None or self.of.until is None or self.of.since >= self.of.until:
            raise InputWrong("A pack is of patrol days from one to another. Choose them.")
        return self.of.since, self.of.until


def freeze(session: Session, choice: PackChoice) -> str:
    """Freeze a pack and return its id."""
    session.need("review")
    for _ in range(TRIES):
        before = session.revision
        told = snapshot(session, choice)
        if session.revision == before:
            break
    else:
        told["known"] = f"{told['known']} {MEANWHILE}"
    return packs.freeze(session, choice.of.teams, choice.days, told)


def snapshot(session: Session, choice: PackChoice) -> Snapshot:
    """Return all that a pack shows, as things stand."""
    since, until = choice.days
    meeting = packs.meeting_of(choice.of.teams)
    last = _last(session, meeting)
    review = visits.review(session, choice.of)
    rows, dose = review.done, review.dose
    answers = {name: _answer(session, choice, name) for name in _asked(choice)}
    begun, chosen = _begun(session, choice), _chosen(session, choice.of)
    editions, no_edition = _editions(session, choice, begun)
    return Snapshot(
        period=days_between(since, until).line,
        places=_places(session, chosen),
        chosen=chosen,
        marking=teams.marking(session, choice.of.teams),
        audit_head=session.store.trail.short_head,
        known=" ".join(filter(None, (_known(session), _recorded(choice, begun), _going_on(until)))),
        since_meeting=clock.instant_text(last[1]) if last else "",
        entries=[_entry(each) for each in _left(session, meeting, last)],
        figures=pack_figures.figures(
            rows[rows["level"] == "all"], dose, answers, is_known=begun is not None
        ),
        areas=pack_figures.areas(rows[rows["level"] == "area"], dose),
        weeks=pack_figures.weeks(rows[rows["level"] == "week"], begun),
        answers=[pack_figures.answer(name, answers[name]) for name in choice.questions],
        editions=editions,
        no_edition=no_edition,
        public_url=settings.current().public_url or "",
    )


def _asked(choice: PackChoice) -> Sequence[str]:
    unknown = [name for name in choice.questions if name not in QUESTIONS]
    if unknown:
        raise InputWrong(f"{', '.join(unknown)} is no question. Known are {', '.join(QUESTIONS)}.")
    return list(dict.fromkeys([*choice.questions, "missed", "promises"]))


def _answer(session: Session, choice: PackChoice, name: str) -> Answer:
    since, until = choice.days
    is_of_incidents = "incidents" in QUESTIONS[name].needs
    return answer_question.answer(
        session,
        Asked(
            question=name,
            since=since,
            until=until,
            as_of=clock.today(),
            teams=tuple(choice.of.teams),
            neighbourhoods=tuple(choice.of.neighbourhoods),
            areas=tuple(choice.of.areas),
            precision=incidents.finest(session) if is_of_incidents else None,
        ),
    )


def _chosen(session: Session, of: PlaceChoice) -> dict[str, list[str]]:
    """Return whose patrols and which places a pack is of, as addresses name them; none for all."""
    known = places.neighbourhoods(session)
    names = dict(zip(known["place_id"], known["name"], strict=True))
    named = {each["area_id"]: each["label"] for each in areas.by_name(session)}
    return {
        "teams": list(of.teams),
        "places": list(dict.fromkeys(str(names.get(each, each)) for each in of.neighbourhoods)),
        "areas": [named.get(each, each) for each in of.areas],
    }


def _places(session: Session, chosen: Mapping[str, Sequence[str]]) -> str:
    """Return the same in words."""
    called = {each.team_id: each.name for each in teams.teams(session)}
    words = (
        ", ".join(called.get(each, each) for each in chosen["teams"]) or "All teams",
        ", ".join(chosen["places"]) or "all neighbourhoods",
        ", ".join(chosen["areas"]) or "all patrol areas",
    )
    return " · ".join(words)


def _known(session: Session) -> str:
    """Return which data a pack is frozen from: everything known at that line of the audit trail."""
    head = session.store.trail.short_head
    logs = log_reads.total(session, LogChoice())["logs"]
    files = loaded.loaded(session)["loaded_at"]
    newest = (
        f"files loaded to {clock.instant_text(files.max())}" if len(files) else "no file loaded"
    )
    at = f"Data as at line {head.upper()} of the audit trail" if head else "Data"
    return f"{at}: {logs:,} {'log' if logs == 1 else 'logs'}, {newest}."


def _begun(session: Session, choice: PackChoice) -> date | None:
    """Return from which of the days on there are sheets or logs; None where there are none of them:
    what was not measured is not zero.
    """
    since, until = choice.days
    first = questions.recorded(session, choice.of)["first_day"]
    return None if first is None or first >= until else max(first, since)


def _recorded(choice: PackChoice, begun: date | None) -> str:
    if begun is None:
        return answer_question.NO_RECORDS
    is_whole = begun == choice.days[0]
    return "" if is_whole else f"Sheets and logs begin on {clock.day_text(begun)}."


def _going_on(until: date) -> str:
    """Return that a day of the pack is not over; it says the same once it is. Empty where all are."""
    today = clock.today()
    if until <= today:
        return ""
    return f"The patrol day of {clock.day_text(today)} was not over: what it brought until then is counted."


def _last(session: Session, meeting: str) -> tuple[str, datetime] | None:
    """Return the id of this meeting's last pack and when it was frozen, None where this is the first."""
    before = packs.packs(session)
    own = before[before["teams"] == meeting]
    return (own["pack_id"].iloc[0], own["frozen_at"].iloc[0]) if len(own) else None


def _left(session: Session, meeting: str, last: tuple[str, datetime] | None) -> list[Entry]:
    """Return what the last meeting decided and what is still to do, or was done since then: what is to
    do first.
    """
    if last is None:
        return []
    last_id, last_at = last
    kept = [
        each
        for each in meetings.entries(session, meeting)
        if each.is_going_on or each.pack_id == last_id or each.written_at >= last_at
    ]
    return sorted(kept, key=lambda each: (each.kind != "action", not each.is_going_on))


def _entry(entry: Entry) -> EntryTold:
    return EntryTold(
        kind=entry.kind,
        text=entry.text,
        owner=entry.owner,
        due=clock.day_text(entry.due_day) if entry.due_day else "",
        state=_state(entry),
        met=clock.day_text(entry.met_at.astimezone(clock.zone()).date()),
    )


def _state(entry: Entry) -> str:
    is_late = entry.is_going_on and entry.due_day is not None and entry.due_day < clock.today()
    return f"{entry.state}, past its day" if is_late else entry.state


def _editions(
    session: Session, choice: PackChoice, begun: date | None
) -> tuple[list[EditionTold], str]:
    """Return the public edition of each whole month of which there are records, the newest first, or
    why there is none.
    """
    since, until = choice.days
    if choice.of.areas:
        return [], OF_AREAS
    if begun is None:
        return [], OF_NOTHING
    # a month that lies before the first record in part is whole all the same
    first = min(since, begun.replace(day=1)) if since <= begun else since
    months = public_edition.whole_months(first, min(until, clock.today()))
    known = [each for each in months if each >= begun.replace(day=1)]
    if not known:
        return [], OF_NO_MONTH
    rows = QuestionChoice(since, until, choice.of.neighbourhoods, choice.of.areas, choice.of.teams)
    done, talks = questions.done(session, rows), questions.engagements(session, rows)
    reported = _reporting(session, choice)
    return [
        public_edition.edition(
            each,
            done,
            talks,
            reported=reported(each) if reported else None,
            begun=begun if begun > each else None,
        )
        for each in known[::-1]
    ], ""


def _reporting(session: Session, choice: PackChoice) -> Callable[[date], Reported] | None:
    """Return what tells what was reported in a month and a year before, None where no incidents are
    loaded; they belong to no team, so a team's are those of its neighbourhoods.
    """
    precision = incidents.finest(session)
    if precision is None:
        return None
    loaded_days = covered.covered(session)
    known = lateness.settled(loaded_days, covered.reporting(session)).covered
    ground = choice.of.neighbourhoods or answer_question.ground(session, tuple(choice.of.teams))

    def part(since: date) -> Part:
        until = earlier(since, -1, "month")
        of = QuestionChoice(since, until, ground, precision=precision)
        return Part(since, until, "", {"incidents": questions.incidents(session, of)}, known, since)

    return lambda month: Reported(
        part(month), part(years_earlier(month, 1)), by_month=precision == "month"
    )
