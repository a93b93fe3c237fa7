"""Freeze a review meeting's pack: figures, texts and what earlier meetings left to do, as data that
stays as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from patrolqr.analysis import public_edition
from patrolqr.analysis.periods import days_between
from patrolqr.analysis.questions import QUESTIONS
from patrolqr.analysis.questions.base import Answer, Picture, hours
from patrolqr.core import clock, settings
from patrolqr.core.choice import PlaceChoice
from patrolqr.core.errors import InputWrong
from patrolqr.core.meeting import (
    AnswerTold,
    CountsTold,
    EditionTold,
    EntryTold,
    FigureTold,
    PlaceTold,
    Snapshot,
    WeekTold,
)
from patrolqr.steps import answer_question
from patrolqr.steps.answer_question import Asked
from patrolqr.store import (
    Session,
    areas,
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

COUNTED = ("engagements", "stop_searches", "arrests", "actions")

ROWS = 10
"""Of counts by name so many stand in a pack."""

TRIES = 3
"""How often a pack is begun anew where something is written meanwhile; the last one stands and says so."""

MEANWHILE = "Something was written while it was frozen: one figure may know of it, another not."

OF_AREAS = (
    "There is no public edition: this pack is of chosen patrol areas, and the public reads nothing finer "
    "than a neighbourhood."
)
OF_NO_MONTH = (
    "There is no public edition: it is made of whole calendar months, and this pack has none."
)


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
        told["known"] = f"{told['known']}. {MEANWHILE}"
    return packs.freeze(session, choice.of.teams, choice.days, told)


def snapshot(session: Session, choice: PackChoice) -> Snapshot:
    """Return all that a pack shows, as things stand."""
    since, until = choice.days
    meeting = packs.meeting_of(choice.of.teams)
    rows, dose = visits.review(session, choice.of), visits.dose(session, choice.of)
    answers = {name: _answer(session, choice, name) for name in _asked(choice)}
    editions, no_edition = _editions(session, choice)
    return Snapshot(
        period=days_between(since, until).line,
        places=_places(session, choice.of),
        marking=teams.marking(session, choice.of.teams),
        audit_head=session.store.trail.short_head,
        known=_known(session),
        since_meeting=_since(session, meeting),
        entries=[_entry(each) for each in _left(session, meeting)],
        figures=_figures(rows[rows["level"] == "all"], dose, answers),
        areas=_areas(rows[rows["level"] == "area"], dose),
        weeks=[_week(row) for row in rows[rows["level"] == "week"].to_dict("records")],
        answers=[_told(name, answers[name]) for name in choice.questions],
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
    precisions = sorted(each["precision"] for each in incidents.available(session))
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
            precision=precisions[0] if precisions and is_of_incidents else None,
        ),
    )


def _told(name: str, answer: Answer) -> AnswerTold:
    """Return an answer without its rows, in which people's own words stand."""
    return AnswerTold(
        question=name,
        words=QUESTIONS[name].words,
        sentence=answer.sentence,
        figures=[]
        if answer.is_empty
        else [
            FigureTold(label=each.label, text=each.text, beside=list(each.beside))
            for each in answer.figures
        ],
        pictures=[_counts(each) for each in answer.pictures if each.kind == "counts_by_name"],
        cannot=list(answer.cannot),
    )


def _counts(picture: Picture) -> CountsTold:
    first = picture.rows.head(ROWS).to_dict("records")
    return CountsTold(
        label=picture.label,
        unit=picture.unit,
        shows=picture.shows,
        counts=[
            {"name": str(row["place"]), "count": float(row[picture.column])}
            for row in first
            if pd.notna(row[picture.column])
        ],
    )


def _places(session: Session, of: PlaceChoice) -> str:
    """Return whose patrols and which places a pack is of, in words."""
    called = {each.team_id: each.name for each in teams.teams(session)}
    known = places.neighbourhoods(session)
    names = dict(zip(known["place_id"], known["name"], strict=True))
    named = {each["area_id"]: each["label"] for each in areas.by_name(session)}
    chosen = (
        ("all teams", [called.get(each, each) for each in of.teams]),
        ("all neighbourhoods", [str(names.get(each, each)) for each in of.neighbourhoods]),
        ("all patrol areas", [named.get(each, each) for each in of.areas]),
    )
    told = [", ".join(dict.fromkeys(some)) or everything for everything, some in chosen]
    words = " · ".join(told)
    return words[:1].upper() + words[1:]


def _known(session: Session) -> str:
    """Return which data a pack is frozen from: everything known at that line of the audit trail."""
    head = session.store.trail.short_head
    logs = log_reads.total(session, LogChoice())["logs"]
    files = loaded.loaded(session)["loaded_at"]
    newest = (
        f"files loaded to {clock.instant_text(files.max())}" if len(files) else "no file loaded"
    )
    at = f"Data as at line {head.upper()} of the audit trail" if head else "Data"
    return f"{at}: {logs:,} {'log' if logs == 1 else 'logs'}, {newest}"


def _since(session: Session, meeting: str) -> str:
    """Return when the last pack of this meeting was frozen, in words; empty where this is the first."""
    before = packs.packs(session)
    own = before[before["teams"] == meeting]
    return clock.instant_text(own["frozen_at"].iloc[0]) if len(own) else ""


def _left(session: Session, meeting: str) -> list[Entry]:
    """Return what the last meeting decided and what is still to do, or was done since then: what is to
    do first.
    """
    before = packs.packs(session)
    own = before[before["teams"] == meeting]
    if own.empty:
        return []
    last_id, last_at = own["pack_id"].iloc[0], own["frozen_at"].iloc[0]
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


def _figures(
    everything: pd.DataFrame, dose: pd.DataFrame, answers: Mapping[str, Answer]
) -> list[FigureTold]:
    row = everything.iloc[0]
    given, asked = int(dose["patrols_given"].sum()), int(dose["patrols_asked"].sum())
    missed, promised = answers["missed"].told, answers["promises"].told
    figures = {
        "Patrols": _number(row["patrols"]),
        "Hours of patrol": "–" if pd.isna(row["minutes"]) else f"{row['minutes'] / 60:,.1f}",
        "Engagements": _number(row["engagements"]),
        "Stop-searches": _number(row["stop_searches"]),
        "Arrests": _number(row["arrests"]),
        "Actions": _number(row["actions"]),
        "Patrols given of those asked for": f"{given:,} of {asked:,}" if asked else "–",
        "Missed": f"{missed['missed']:,.0f}, {hours(missed['minutes_lost'])}" if asked else "–",
        "Promises kept of those made": f"{promised['kept']:,.0f} of {promised['made']:,.0f}",
    }
    return [FigureTold(label=name, text=text, beside=[]) for name, text in figures.items()]


def _number(value: Any) -> str:
    return "–" if pd.isna(value) else f"{int(value):,}"


def _areas(rows: pd.DataFrame, dose: pd.DataFrame) -> list[PlaceTold]:
    """Return what was asked of each patrol area and done there, the most patrolled first."""
    names = ["area_id", "area", "neighbourhood"]
    told = rows[[*names, "patrols", "minutes", *COUNTED]].merge(
        dose[[*names, "patrols_asked", "patrols_given"]], on=names, how="outer"
    )
    told = told.sort_values(["patrols", "area"], ascending=[False, True], na_position="last")
    return [
        PlaceTold(
            area=str(row["area"]),
            neighbourhood=str(row["neighbourhood"]),
            patrols_asked=_whole(row["patrols_asked"]),
            patrols_given=_whole(row["patrols_given"]),
            patrols=_whole(row["patrols"]),
            minutes=None if pd.isna(row["minutes"]) else int(row["minutes"]),
            engagements=_whole(row["engagements"]),
            stop_searches=_whole(row["stop_searches"]),
            arrests=_whole(row["arrests"]),
            actions=_whole(row["actions"]),
        )
        for row in told.to_dict("records")
    ]


def _week(row: Mapping[Any, Any]) -> WeekTold:
    return WeekTold(
        week=clock.day_text(pd.Timestamp(row["week"]).date()),
        days=_whole(row["days"]),
        patrols=_whole(row["patrols"]),
        minutes=None if pd.isna(row["minutes"]) else int(row["minutes"]),
        engagements=_whole(row["engagements"]),
        stop_searches=_whole(row["stop_searches"]),
        arrests=_whole(row["arrests"]),
        actions=_whole(row["actions"]),
    )


def _whole(value: Any) -> int:
    return 0 if pd.isna(value) else int(value)


def _editions(session: Session, choice: PackChoice) -> tuple[list[EditionTold], str]:
    """Return the public edition of each whole month, the newest first, or why there is none."""
    since, until = choice.days
    if choice.of.areas:
        return [], OF_AREAS
    months = public_edition.whole_months(since, min(until, clock.today()))
    if not months:
        return [], OF_NO_MONTH
    rows = QuestionChoice(since, until, choice.of.neighbourhoods, choice.of.areas, choice.of.teams)
    done, talks = questions.done(session, rows), questions.engagements(session, rows)
    return [public_edition.edition(each, done, talks) for each in months[::-1]], ""
