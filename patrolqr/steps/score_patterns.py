"""Cards that are closed, judged against what followed, detector by detector. No Streamlit here."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

import numpy as np

from patrolqr.analysis import DETECTORS, Run, periods, scoring, scoring_notes, scoring_points
from patrolqr.analysis.detectors import registry
from patrolqr.analysis.detectors.base import Detector
from patrolqr.analysis.detectors.surges import Surges
from patrolqr.analysis.scoring import Card, Told, Verdict
from patrolqr.steps import find_patterns, known_then, look_at_notes
from patrolqr.store import Session, patterns
from patrolqr.store.briefings import instant
from patrolqr.store.patterns import FigureRow, PatternRow

MOST_JUDGED = 12
"""Closed cards of points that are judged, per detector: each is a look of half a second."""


class Score(NamedTuple):
    """How good the cards of one detector were: how many opened, were closed, could be judged and were
    right; how many days late half of the right ones were at most; how many were missed since it
    looks. None where that cannot be told. Of notes no card is kept: those of looks made again.
    """

    detector: str
    title: str
    cards: int
    closed: int
    judged: int | None
    right: int | None
    days_late: int | None
    missed: int | None

    @property
    def sentence(self) -> str:
        """Return it in words; of few cards no share is said."""
        cards = "1 card" if self.cards == 1 else f"{self.cards} cards"
        closed = f"{cards}, {self.closed} of them closed"
        if self.judged is None:
            return f"{self.title}: {closed}; nobody looked again at what followed them."
        parts = [closed]
        if self.judged:
            parts.append(f"{self.right} of {self.judged} that can be judged were right")
        if unsaid := self.closed - self.judged:
            parts.append(f"of {unsaid} nothing can be said")
        if self.days_late is not None:
            parts.append(f"half of these at most {self.days_late} days late")
        if self.missed is not None:
            parts.append(f"{self.missed} missed")
        return f"{self.title}: {'; '.join(parts)}."


def rules(found: Iterable[Score]) -> list[str]:
    """Return the rules by which these are judged, each once, in sentences."""
    names = {each.detector for each in found}
    points = [judge.rule for judge in scoring_points.JUDGES if judge.detector.name in names]
    notes = [judge.rule for judge in scoring_notes.JUDGES if judge.detector.name in names]
    of_notes = [" ".join([scoring_notes.AGAIN, *notes])] if notes else []
    return [scoring.RULE, *points, *of_notes]


def score(
    session: Session,
    runs: Sequence[Run],
    told: Iterable[Told],
    followed: Mapping[str, Verdict] | None,
) -> list[Score]:
    """Return one score per detector of incidents that opened a card or can miss one, of the newest `runs`,
    of what longer looks `told` and of what `followed` cards of points, by their ids (None: nobody looked).
    """
    kept = patterns.stored(session)
    figures = patterns.figures(session, [row["pattern_id"] for row in kept])
    opened = [(row["detector"], _series(row), row["opened_day"]) for row in kept]
    missed = scoring.missed(told, opened)
    found = []
    for run in runs:
        own = [row for row in kept if row["detector"] == run.detector.name]
        if scoring.can_judge(run):
            found.append(_of_counts(run, own, figures, missed))
    for judge in scoring_points.JUDGES:
        own = [row for row in kept if row["detector"] == judge.detector.name]
        if own or any(run.detector.name == judge.detector.name for run in runs):
            closed = [row for row in own if row["state"] == patterns.CLOSED]
            verdicts = [
                (followed or {}).get(row["pattern_id"], scoring_points.UNKNOWN) for row in closed
            ]
            scored = _scored(judge.detector, len(own), verdicts)
            looked = followed is not None
            found.append(scored if looked else scored._replace(judged=None, right=None))
    return found


def _of_counts(
    run: Run, kept: Sequence[PatternRow], figures: Sequence[FigureRow], missed: Sequence[Told]
) -> Score:
    closed = [row for row in kept if row["state"] == patterns.CLOSED]
    verdicts = [scoring.judge(run, _card(row, figures)) for row in closed]
    late = [each.days_late for each in verdicts if each.days_late is not None]
    own = sum(each.detector == run.detector.name for each in missed)
    return _scored(run.detector, len(kept), verdicts)._replace(
        days_late=int(np.median(late)) if late else None,
        missed=own if run.detector.is_rise else None,
    )


def _scored(detector: Detector, cards: int, verdicts: Sequence[Verdict]) -> Score:
    """Return the score of cards of which so many are closed as there are verdicts."""
    judged = [each for each in verdicts if each.was_right is not None]
    right = sum(bool(each.was_right) for each in judged)
    return Score(
        detector.name, detector.title, cards, len(verdicts), len(judged), right, None, None
    )


def to_judge(session: Session) -> tuple[str, ...]:
    """Return the ids of the newest closed cards of points, which are judged by looking again: at most
    MOST_JUDGED of each detector.
    """
    kept = patterns.stored(session)
    found: list[str] = []
    for judge in scoring_points.JUDGES:
        own = [
            row["pattern_id"]
            for row in kept
            if row["detector"] == judge.detector.name and row["state"] == patterns.CLOSED
        ]
        found += own[-MOST_JUDGED:]
    return tuple(found)


def followed(session: Session, pattern_ids: tuple[str, ...]) -> dict[str, Verdict]:
    """Return what followed these cards of points, by their ids."""
    judges = {judge.detector.name: judge for judge in scoring_points.JUDGES}
    figures = patterns.figures(session, list(pattern_ids))
    return {
        row["pattern_id"]: _looked_again(session, judges[row["detector"]], row, figures)
        for row in patterns.stored(session)
        if row["pattern_id"] in pattern_ids
    }


def _looked_again(
    session: Session, judge: scoring_points.Judge, row: PatternRow, figures: Sequence[FigureRow]
) -> Verdict:
    """Return what followed a card: read as it was known when its first figures were made, and as it is
    known now.
    """
    card = _card(row, figures)
    made = instant(_first(row, figures)["made_us"])
    until = card.opened_day + timedelta(days=1)
    then = _read(session, judge.detector, until, as_known_at=made)
    after = _read(session, judge.detector, until + timedelta(days=judge.days), as_known_at=None)
    return judge.judge(card, then, after) if then and after else scoring_points.UNKNOWN


def _read(
    session: Session, detector: Detector, until: date, *, as_known_at: datetime | None
) -> registry.Read | None:
    """Return what a detector reads of the time before that day, None where not all of it is there."""
    ask = find_patterns.counts_of(session, as_known_at=as_known_at)
    covered = ask("covered")
    if detector.needs.precision not in set(covered["precision"]):
        return None
    read = registry.read(detector, ask, covered, as_of=until)
    return read if read.until == until else None


def of_notes(session: Session, *, as_of: date) -> list[Score]:
    """Return one score per detector of officers' notes, none where there are no notes: of cards told by
    looks that are made again week by week as known then, as none is kept.
    """
    monday = periods.start(as_of, "week")
    days = [periods.earlier(monday, ago, "week") for ago in range(scoring_notes.LOOKS + 1)]
    looks = [_notes(session, day) for day in days]
    found = []
    for judge in scoring_notes.JUDGES:
        of_weeks = {
            ago: run
            for ago, runs in enumerate(looks)
            for run in runs
            if run.detector.name == judge.detector.name
        }
        if of_weeks:
            verdicts = list(scoring_notes.verdicts(judge, of_weeks))
            over = [each for each in verdicts if each is not None]
            found.append(_scored(judge.detector, len(verdicts), over))
    return found


def _notes(session: Session, day: date) -> list[Run]:
    then = known_then.known_at(session, as_of=day)
    return look_at_notes.find(session, as_of=day, as_known_at=then)


def _card(row: PatternRow, figures: Sequence[FigureRow]) -> Card:
    """Return a pattern with its figures as they were known first."""
    first = _first(row, figures)
    return Card(
        row["pattern_id"],
        _series(row),
        row["opened_day"],
        first["low"],
        first["high"],
        first["observed"],
    )


def _first(row: PatternRow, figures: Sequence[FigureRow]) -> FigureRow:
    own = [each for each in figures if each["pattern_id"] == row["pattern_id"]]
    return min(own, key=lambda each: each["serial"])


def _series(row: PatternRow) -> scoring.Series:
    return row["neighbourhood_id"], row["category"], row["apart"]


def looked_since(session: Session) -> tuple[tuple[str, date], ...]:
    """Return the last day of the first run of each detector, by its name."""
    return tuple((row["detector"], row["first_day"]) for row in patterns.runs(session))


def told_later(session: Session, since: tuple[tuple[str, date], ...], *, as_of: date) -> list[Told]:
    """Return what longer looks tell of the time since each detector of counts looks (`looked_since`), up
    to that day.
    """
    ask = find_patterns.counts_of(session)
    covered = ask("covered")
    there, first_days = set(covered["precision"]), dict(since)
    found: list[Told] = []
    for each in DETECTORS:
        if not isinstance(each, Surges) or not each.is_rise or each.name not in first_days:
            continue
        if each.needs.precision in there:
            read = registry.read(each, ask, covered, as_of=as_of)
            looked = first_days[each.name]
            found += scoring.told_later(each, **read._asdict(), looked_since=looked)
    return found
