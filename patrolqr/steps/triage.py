"""The first ten minutes of the day: what came in, by place and problem, what goes on tonight's
sheet, and what came of what went on it before. No Streamlit here.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from patrolqr.core import clock, tactics
from patrolqr.core.area import Candidate
from patrolqr.core.briefing import TEXT_LIMIT, BriefingDraft, TaskingDraft
from patrolqr.core.errors import InputWrong
from patrolqr.core.phrases import shortened
from patrolqr.core.reason import KINDS, Outcome, Reason, State
from patrolqr.core.team import Duty, Team
from patrolqr.geo import squares
from patrolqr.store import Session, reasons
from patrolqr.store.reasons import Choice, OutcomeRow

LOOKS_BACK = timedelta(days=14)
"""How far back the inbox looks for what was decided about a reason before."""

NO_PLACE = "No place"

ANY_SIGN = "Any sign of it?"
"""What to ask about a reason that has no crime type."""

LEAST_WORDS = 20
"""Characters of a text that must fit on a card beside its source, or none of it is printed."""

RECOGNISED_BY = 30
"""Characters by which a text is known again on a card: a sergeant may have cut its end."""

SETTLED = ("answered", "passed on", "merged")
"""What came of a reason that need not be decided about again."""


@dataclass(frozen=True)
class Group:
    """Reasons at one place about one problem ("" where none of them has a type)."""

    place: str
    problem: str
    reasons: tuple[Reason, ...]

    @property
    def line(self) -> str:
        """Return it in a line: Station Road · Vehicle crime · 4 calls, 1 intelligence."""
        return " · ".join(filter(None, (self.place, self.problem, counted(self.reasons))))


@dataclass(frozen=True)
class Inbox:
    """What a duty decides about: reasons by place and problem, and what came of earlier ones.

    `earlier` is what came last of a reason, by its id.
    """

    groups: tuple[Group, ...]
    earlier: Mapping[str, Outcome]

    @property
    def reasons(self) -> list[Reason]:
        """Return the reasons in the order they are listed."""
        return [reason for group in self.groups for reason in group.reasons]

    def is_open(self, reason: Reason) -> bool:
        """Return whether it is still to be decided about for this duty; a standing priority is not."""
        if reason.kind == "priority":
            return False
        before = self.earlier.get(reason.reason_id)
        return not reason.standing.decision and (before is None or before.state not in SETTLED)

    @property
    def counts(self) -> Counter[str]:
        """Return how many are to decide ("") and how many are decided so; settled ones are "before"."""
        return Counter(
            "" if self.is_open(each) else each.standing.decision or "before"
            for each in self.reasons
        )


@dataclass(frozen=True)
class CardWords:
    """What a card begins with where reasons were taken to its area, each with its reference."""

    why: str
    look_for: str
    ask: str
    category: str


def inbox(session: Session, team: Team, duty: Duty, *, side: int = squares.CELL_METRES) -> Inbox:
    """Return what came in on the team's ground for that duty, in squares of a side, and what was
    decided about it.
    """
    found = reasons.reasons(session, duty, team.neighbourhoods, side=side)
    begins_at, _ = clock.duty_window(duty)
    before = reasons.outcomes(session, duty.team_id, since=begins_at - LOOKS_BACK, until=begins_at)
    earlier: dict[str, Outcome] = {}
    for row in before:  # the newest duty first
        earlier.setdefault(row["reason_id"], outcome(row))
    return Inbox(tuple(grouped(found)), earlier)


def since_yesterday(session: Session, duty: Duty) -> list[Outcome]:
    """Return what came of the reasons of the team's duties since the patrol day before began."""
    since = clock.day_window(duty.patrol_day - timedelta(days=1))[0]
    rows = reasons.outcomes(session, duty.team_id, since=since, until=clock.duty_window(duty)[0])
    return [outcome(row) for row in rows]


def of_duty(session: Session, duty: Duty) -> list[Outcome]:
    """Return what came of each reason that was decided about for that duty."""
    return [outcome(row) for row in reasons.outcomes_of(session, duty)]


def grouped(found: Iterable[Reason]) -> list[Group]:
    """Return the reasons by place and problem, the fullest group first; without a place last.

    A reason that has no type of its own (intelligence, a priority) stands with its place's most
    frequent one.
    """
    places: dict[str, list[Reason]] = {}
    for reason in found:
        places.setdefault(reason.area_id or reason.cell or "", []).append(reason)
    groups = [group for key, there in places.items() for group in _by_problem(key, there)]
    return sorted(groups, key=lambda each: (each.place == NO_PLACE, -len(each.reasons)))


def _by_problem(key: str, there: Sequence[Reason]) -> list[Group]:
    types = Counter(each.category for each in there if each.category)
    usual = types.most_common(1)[0][0] if types else ""
    place = next((each.place for each in there if each.place), key) if key else NO_PLACE
    problems: dict[str, list[Reason]] = {}
    for reason in there:
        problems.setdefault(reason.category or usual, []).append(reason)
    return [Group(place, problem, tuple(same)) for problem, same in problems.items()]


def counted(of: Iterable[Reason]) -> str:
    """Return how many of each kind: 4 calls, 1 intelligence."""
    numbers = Counter(each.kind for each in of)
    return ", ".join(
        f"{numbers[kind]} {one if numbers[kind] == 1 else several}"
        for kind, (one, several) in KINDS.items()
        if numbers[kind]
    )


def decide(session: Session, duty: Duty, reason: Reason, choice: Choice) -> None:
    """Keep a decision about a reason as it was shown; what is for tonight picks its area.

    InputWrong where somebody decided meanwhile, and where nothing of it may be printed.
    """
    if choice.decision == "tonight" and reason.unprintable:
        raise InputWrong(f"{reason.label} cannot go on a sheet. {reason.unprintable}")
    if choice.merged_into == reason.reason_id:
        raise InputWrong("It cannot be merged into itself. Choose another one.")
    reasons.decide(
        session, duty, reason.reason_id, choice, seen=reason.standing.version, area=_area(reason)
    )


def _area(reason: Reason) -> Candidate | str | None:
    """Return where officers are sent: the patrol area there is, or a new one on its square."""
    if reason.area_id is not None or reason.cell is None:
        return reason.area_id
    return Candidate(
        cell=reason.cell,
        name=reason.place or reason.cell,
        geometry=squares.outline(reason.cell),
        neighbourhood_id=reason.neighbourhood_id,
        why=card_words([reason]).why,
    )


def taken(session: Session, duty: Duty) -> dict[str, list[Reason]]:
    """Return the reasons taken for tonight by patrol area id, with those merged into them."""
    if not reasons.has_decisions(session, duty):
        return {}
    found = reasons.reasons(session, duty)
    by_area: dict[str, list[Reason]] = {}
    home = {each.reason_id: each.area_id for each in found if each.standing.decision == "tonight"}
    for reason in found:
        merged = reason.standing.merged_into if reason.standing.decision == "merged" else None
        area_id = home.get(merged or reason.reason_id)
        if area_id is not None:
            by_area.setdefault(area_id, []).append(reason)
    return by_area


def card_words(there: Sequence[Reason]) -> CardWords:
    """Return what a card says of the reasons taken to its area, newest first; each has its source."""
    types = Counter(each.category for each in there if each.category)
    category = types.most_common(1)[0][0] if types else ""
    return CardWords(_why(there, category), _look_for(there), _ask(there, category), category)


def _why(there: Sequence[Reason], category: str) -> str:
    labels = [each.reference for each in there if each.reference]
    head = " · ".join(filter(None, (counted(there), category)))
    issues = [_fitted(each, TEXT_LIMIT // 2) for each in there if each.kind == "priority"]
    for shown in range(len(labels), -1, -1):
        more = f" and {len(labels) - shown} more" if shown < len(labels) else ""
        named = f" ({', '.join(labels[:shown])}{more})" if labels else ""
        words = ". ".join([head + named, *issues[:1]])
        if len(words) <= TEXT_LIMIT:
            return words
    return head[:TEXT_LIMIT]


def _look_for(there: Sequence[Reason]) -> str:
    """Return the texts that fit, each beside its source; a priority's stands under why."""
    words = ""
    for reason in there:
        if reason.kind == "priority":
            continue
        room = TEXT_LIMIT - len(words) - (3 if words else 0)
        if line := _fitted(reason, room):
            words = f"{words} · {line}" if words else line
    return words


def _ask(there: Sequence[Reason], category: str) -> str:
    """Return what to ask: a priority's action, else the question of the type, else any sign of it."""
    for reason in there:
        if reason.action:
            return cut(reason.action, f"({reason.label})", TEXT_LIMIT)
    about = next((each for each in there if each.category == category), there[0])
    question = tactics.ask_for(category) if category else ANY_SIGN
    return cut(question, f"({about.label})", TEXT_LIMIT)


def _fitted(reason: Reason, room: int) -> str:
    """Return its text with its source beside it, the text cut where it must be; "" if it may not
    be printed or nothing of it fits.
    """
    return "" if reason.unprintable else cut(reason.text, reason.source, room)


def cut(text: str, source: str, room: int) -> str:
    """Return the text with its source beside it, which is never cut; "" where too little fits."""
    words = " ".join(text.split())
    space = room - len(source) - 1
    if len(words) > space:
        if space < LEAST_WORDS:
            return ""
        words = shortened(words, space)
    return f"{words} {source}" if words else ""


def not_on_a_card(by_area: Mapping[str, Sequence[Reason]], draft: BriefingDraft) -> list[str]:
    """Return the references taken to an area of the draft that its card says nowhere."""
    cards = {each.area_id: _all_words(each) for each in draft.taskings}
    return [
        f"{reason.reference} ({reason.place})"
        for area_id, there in by_area.items()
        for reason in there
        if area_id in cards and reason.reference and not _says(cards[area_id], reason.reference)
    ]


def _says(words: str, reference: str) -> bool:
    """Return whether the words name that reference: 101 is not named where 1012 is."""
    return re.search(rf"(?<!\w){re.escape(reference)}(?!\w)", words) is not None


def check_printed(session: Session, draft: BriefingDraft) -> None:
    """Refuse words of intelligence that stand without their grade and conditions; InputWrong."""
    intelligence = [
        each for each in reasons.reasons(session, draft.duty) if each.is_intelligence and each.text
    ]
    for tasking in draft.taskings:
        for words in _texts(tasking):
            for reason in intelligence:
                known_by = " ".join(reason.text.split())[:RECOGNISED_BY]
                if known_by in words and (reason.unprintable or reason.source not in words):
                    raise InputWrong(
                        f"{tasking.name}: the words of {reason.label} must stand with "
                        f"{reason.source} beside them, or not at all."
                    )


def _texts(tasking: TaskingDraft) -> tuple[str, ...]:
    return tasking.why, tasking.look_for, tasking.ask, tasking.hazards


def _all_words(tasking: TaskingDraft) -> str:
    return "\n".join(_texts(tasking))


def outcome(row: OutcomeRow) -> Outcome:
    """Return what came of a reason, in words that say no more than its decision and logs do."""
    state, words = _came_of(row)
    return Outcome(
        reason_id=row["reason_id"],
        label=row["reference"] or KINDS.get(row["kind"] or "", ("reason",))[0],
        text=row["text"] or "",
        place=row["place"] or NO_PLACE,
        area_id=row["area_id"],
        patrol_day=row["patrol_day"],
        shift=row["shift"],
        state=state,
        words=words,
    )


def _came_of(row: OutcomeRow) -> tuple[State, str]:
    patrols = f"{row['patrols']} {'patrol' if row['patrols'] == 1 else 'patrols'}"
    if row["decision"] == "partner":
        return "passed on", f"passed on to {row['partner']}"
    if row["decision"] == "merged":
        return "merged", f"merged into {row['merged_into'] or 'another one'}"
    if row["decision"] == "not_tonight":
        return "not tonight", f"not tonight: {row['why']}"
    if not row["on_sheet"]:
        return "open", "open: not on the sheet"
    if row["answer"]:
        return "answered", f"“{row['answer']}” ({patrols})"
    if not row["logs"]:
        return "open", "open: no patrol yet"
    if row["noticed"]:
        return "open", f"open: nobody answered ({patrols})"
    return "no sign of it", f"no sign of it ({patrols})"
