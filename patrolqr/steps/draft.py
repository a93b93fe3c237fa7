"""What a sergeant's texts start from: the last saved version, or the pick's why and the reports
behind it.

For the Briefing page and the command line alike; no Streamlit here.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import time

from patrolqr.analysis.measures.windows import busiest
from patrolqr.core import clock, tactics
from patrolqr.core.area import Pick
from patrolqr.core.briefing import (
    TEXT_LIMIT,
    Briefing,
    BriefingDraft,
    Tasking,
    TaskingDraft,
)
from patrolqr.core.phrases import shortened
from patrolqr.core.reason import Reason
from patrolqr.core.team import Duty, Team
from patrolqr.geo import visit_order
from patrolqr.geo.shapes import Shape, area_in_metres
from patrolqr.steps import triage
from patrolqr.steps.triage import CardWords
from patrolqr.store import areas, briefings, log_reads, patterns, strategies
from patrolqr.store.areas import BackgroundRow
from patrolqr.store.log_reads import AnswerRow
from patrolqr.store.picks import picks
from patrolqr.store.session import Session

DOSE_VISITS, DOSE_MINUTES = 2, 15
"""Two visits of a quarter of an hour: stops of 10 to 16 minutes kept trouble away longest (Koper
1995).
"""

DOSE = DOSE_VISITS * DOSE_MINUTES
"""Officer-minutes one area takes, until the sergeant decides otherwise."""

USUAL_MINUTES = 180
"""Officer-minutes of a shift, until somebody says otherwise: six areas."""


def drafts(session: Session, duty: Duty) -> tuple[TaskingDraft, ...]:
    """Return one draft per pick of that duty, as the cards on the Briefing page
    begin.
    """
    earlier = briefings.current(session, duty)
    return tuple(begun(session, picks(session, duty), duty, earlier))


def origin(
    session: Session, team: Team, duty: Duty, picked: Sequence[Pick], earlier: Briefing | None
) -> BriefingDraft:
    """Return what a draft made from that version (None: from none) begins with.

    Its cards are those of the picks, with the version's words where it has the area; its intention
    is the commander's strategy until a version has one.
    """
    return BriefingDraft(
        duty=duty,
        team=team.name,
        marking=earlier.marking if earlier else team.marking,
        author="",
        information=earlier.information if earlier else "",
        intention=earlier.intention if earlier else strategies.newest(session, duty).text,
        taskings=tuple(begun(session, picked, duty, earlier)),
        crews=earlier.crews if earlier else (),
        made_from=earlier.version if earlier else 0,
    )


def begun(
    session: Session, picked: Sequence[Pick], duty: Duty, earlier: Briefing | None
) -> list[TaskingDraft]:
    """Return what each pick's card starts from, in visit order."""
    grounds = {pick.area.area_id: pick.area.counted_in for pick in picked}
    behind = areas.backgrounds(session, grounds, day=duty.patrol_day)
    taken = triage.taken(session, duty)
    hours = windows(session, grounds, duty)
    whole_shift = duty.shift.starts, duty.shift.ends
    turns: Counter[str] = Counter()
    risen = patterns.acted_on(session)
    cards = []
    for pick in picked:
        there = _of_pattern(behind.get(pick.area.area_id), pick, risen)
        category = (there["category"] if there else None) or ""
        cards.append(
            start(
                pick,
                earlier,
                there,
                hours.get(pick.area.area_id, whole_shift),
                taken.get(pick.area.area_id, ()),
                turn=turns[category],
            )
        )
        turns[category] += 1
    return in_visit_order(cards, picked)


def _of_pattern(
    background: BackgroundRow | None, pick: Pick, risen: Mapping[str, str]
) -> BackgroundRow | None:
    """Return what was reported at a pick's area; where somebody acts on a pattern there, what is asked and
    tried is of the pattern's crime type, whatever is usual in the square.
    """
    types = [risen[cell] for cell in pick.area.counted_in if cell in risen]
    if not types or background is None:
        return background
    return {**background, "category": types[-1]}


def in_visit_order(cards: Sequence[TaskingDraft], picked: Sequence[Pick]) -> list[TaskingDraft]:
    """Return the cards in the order in which their areas are visited: the one rule by which strips,
    cards and pages are numbered.

    Where an area has no outline that can be drawn they stay as they are; no sheet is made of them.
    """
    in_force = {pick.area.area_id: pick.area.geometry for pick in picked}
    outlines = {
        card.area_id: area_in_metres(card.outline or in_force.get(card.area_id, ""))
        for card in cards
    }
    stops = [_stop(card, outlines) for card in cards]
    known = [stop for stop in stops if stop is not None]
    order = visit_order.order(known) if len(known) == len(cards) else range(len(cards))
    return [cards[position] for position in order]


def _stop(card: TaskingDraft, outlines: Mapping[str, Shape | None]) -> visit_order.Stop | None:
    outline = outlines.get(card.area_id)
    if outline is None:
        return None
    return visit_order.stop(
        outline, opens=card.window_starts, closes=card.window_ends, minutes=card.minutes
    )


def start(
    pick: Pick,
    earlier: Briefing | None,
    background: BackgroundRow | None,
    hours: tuple[time, time],
    taken: Sequence[Reason] = (),
    *,
    turn: int = 0,
) -> TaskingDraft:
    """Return what the card starts from: the last saved version, or else the reasons taken in the
    inbox, the pick's why and the reports behind it.

    `turn` is how many cards of the sheet begin with the same crime type already: each asks something
    else.
    """
    saved = _saved(pick, earlier)
    if saved is not None:
        return TaskingDraft(
            area_id=pick.area.area_id,
            name=pick.area.name,
            why=saved.why,
            look_for=saved.look_for,
            ask=saved.ask,
            visits=saved.visits,
            minutes=saved.minutes,
            window_starts=saved.window_starts,
            window_ends=saved.window_ends,
            hazards=saved.hazards,
            tactics=saved.tactics,
            call_signs=saved.call_signs,
            ask_kind=saved.ask_kind,
            ask_options=saved.ask_options,
            round_kind=saved.round_kind,
        )
    words = triage.card_words(taken) if taken else _reported(pick, background, turn)
    return TaskingDraft(
        area_id=pick.area.area_id,
        name=pick.area.name,
        why=words.why,
        look_for=words.look_for,
        ask=words.ask,
        visits=DOSE_VISITS,
        minutes=DOSE_MINUTES,
        window_starts=hours[0],
        window_ends=hours[1],
        tactics=tactics.for_type(words.category, turn=turn)[:3],
    )


def _reported(pick: Pick, background: BackgroundRow | None, turn: int) -> CardWords:
    """Return a card's words from the pick's why and the reports of its square."""
    newest = (background["newest_reason"] if background else None) or ""
    source = (background["newest_source"] if background else None) or ""
    category = (background["category"] if background else None) or ""
    return CardWords(
        why=shortened(pick.why, TEXT_LIMIT),
        look_for=triage.cut(newest, source, TEXT_LIMIT) if source else newest[:TEXT_LIMIT],
        ask=tactics.ask_for(category, turn=turn),
        category=category,
    )


def windows(
    session: Session, places: Mapping[str, Sequence[str]], duty: Duty
) -> dict[str, tuple[time, time]]:
    """Return, per place (its name with its squares), the hours to be there: the busiest ones of the
    shift, or the whole shift if unknown.
    """
    counts: dict[str, dict[int, int]] = {name: {} for name in places}
    for row in areas.hours(session, places, day=duty.patrol_day):
        counts[row["place"]][row["hour"]] = row["incidents"]
    hours = duty.shift.starts, duty.shift.ends
    return {name: busiest(by_hour, *hours) or hours for name, by_hour in counts.items()}


def last_answers(session: Session, picked: Sequence[Pick], duty: Duty) -> list[AnswerRow]:
    """Return the answers given at these areas in the duty that last asked there."""
    return log_reads.last_answers(
        session,
        [pick.area.area_id for pick in picked],
        before=clock.duty_window(duty)[1],
        duty=duty,
    )


def _saved(pick: Pick, earlier: Briefing | None) -> Tasking | None:
    found = (
        each
        for each in (earlier.taskings if earlier else ())
        if each.area.area_id == pick.area.area_id
    )
    return next(found, None)
