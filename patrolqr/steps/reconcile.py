"""Two people wrote one briefing: what fits together, and what somebody must decide, card by card."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import time
from typing import Any, Literal

from patrolqr.core.briefing import (
    STANDING_LIMIT,
    TEXT_LIMIT,
    Briefing,
    BriefingDraft,
    TaskingDraft,
    as_draft,
)
from patrolqr.core.form.asked import KINDS
from patrolqr.core.shift import Crew
from patrolqr.geo import area_outline

Answer = Literal["Theirs", "Mine", "Both"]

LABELS = {
    "name": "Name",
    "outline": "Outline",
    "why": "Why",
    "look_for": "Look for",
    "ask": "Ask",
    "ask_kind": "Answered",
    "ask_options": "Answers to choose from",
    "visits": "Visits",
    "minutes": "Minutes each",
    "window_starts": "From",
    "window_ends": "Until",
    "hazards": "Hazards",
    "tactics": "Tactics",
    "call_signs": "Given to",
    "round_kind": "Round on foot",
    "marking": "Marking",
    "information": "Information",
    "intention": "Intention",
    "crews": "Who is on",
}

TEXTS = ("why", "look_for", "ask", "hazards", "information", "intention")
"""What can say both: one text after the other."""

HEAD = "head"
"""Key of what stands once on the sheet."""

HEAD_FIELDS = ("marking", "information", "intention", "crews")


@dataclass(frozen=True)
class Clash:
    """One card that two people changed in the same places.

    `key` is the area's id, or HEAD; `theirs` and `mine` hold the values, by the field's name.
    """

    key: str
    title: str
    theirs: Mapping[str, Any]
    mine: Mapping[str, Any]

    @property
    def offers_both(self) -> bool:
        """Return whether both can stand there: texts only, and within their limit."""
        return all(
            name in TEXTS and len(_both(self.theirs[name], self.mine[name])) <= _limit(name)
            for name in self.mine
        )


@dataclass(frozen=True)
class Reconciled:
    """What fits together already (mine where it does not), and the clashes that are left."""

    draft: BriefingDraft
    clashes: tuple[Clash, ...]


def reconcile(base: BriefingDraft, theirs: BriefingDraft, mine: BriefingDraft) -> Reconciled:
    """Put a draft together with a version that somebody saved since it was begun.

    `base` is what it was begun from. What only one of them changed is taken as changed; cards are
    those of the draft, which follow the picks.
    """
    cards, clashes = [], []
    for card in mine.taskings:
        merged, clash = _card(_of(base, card.area_id), _of(theirs, card.area_id), card)
        cards.append(merged)
        clashes += [clash] if clash else []
    head, clash = _merge(
        HEAD, "Head of the sheet", HEAD_FIELDS, vars(base), vars(theirs), vars(mine)
    )
    clashes = [*([clash] if clash else []), *clashes]
    draft = replace(mine, **head, taskings=tuple(cards), made_from=theirs.made_from)
    return Reconciled(draft, tuple(clashes))


def settle(found: Reconciled, answers: Mapping[str, Answer]) -> BriefingDraft:
    """Return the draft as it is once every clash is answered; what has no answer stays mine."""
    decided = {
        clash.key: _decided(clash, answers.get(clash.key, "Mine")) for clash in found.clashes
    }
    taskings = tuple(
        replace(card, **decided.get(card.area_id, {})) for card in found.draft.taskings
    )
    return replace(found.draft, taskings=taskings, **decided.get(HEAD, {}))


def redrawn(saved: Briefing, before: Briefing | None) -> BriefingDraft:
    """Return a saved version as a draft that says an outline only where it was drawn anew since the
    version before, or at all where there was none.
    """
    known = {each.area.area_id: each.area for each in (before.taskings if before else ())}
    draft = as_draft(saved)
    cards = []
    for card, tasking in zip(draft.taskings, saved.taskings, strict=True):
        old = known.get(card.area_id)
        is_old = card.outline == old.geometry if old else tasking.area.version == 1
        cards.append(replace(card, outline="") if is_old else card)
    return replace(draft, taskings=tuple(cards))


def is_same(one: BriefingDraft, other: BriefingDraft) -> bool:
    """Return whether two drafts would print the same sheet, whoever wrote them."""
    head = all(getattr(one, name) == getattr(other, name) for name in (*HEAD_FIELDS, "team"))
    return head and one.taskings == other.taskings


def in_words(value: Any, *, of: str = "") -> str:
    """Return the value of a field (its name) as people read it."""
    if of == "ask_kind":
        return KINDS.get(value, "nothing")
    if of == "outline":
        return f"{area_outline.hectares(value):.1f} ha" if value else "as it was"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, tuple):
        return ", ".join(in_words(each) for each in value) or "nobody, nothing"
    if isinstance(value, Crew):
        return f"{value.call_sign} {value.minutes} min"
    return str(value) or "nothing"


def _card(
    base: TaskingDraft | None, theirs: TaskingDraft | None, mine: TaskingDraft
) -> tuple[TaskingDraft, Clash | None]:
    if theirs is None:
        return mine, None
    names = [each.name for each in fields(TaskingDraft) if each.name != "area_id"]
    words, clash = _merge(
        mine.area_id, mine.name, names, vars(base) if base else None, vars(theirs), vars(mine)
    )
    return replace(mine, **words), clash


def _merge(
    key: str,
    title: str,
    names: Sequence[str],
    base: Mapping[str, Any] | None,
    theirs: Mapping[str, Any],
    mine: Mapping[str, Any],
) -> tuple[dict[str, Any], Clash | None]:
    """Return the fields put together, mine where both changed, and the clash if there is one."""
    merged, clashing = {}, []
    for name in names:
        untouched = base is not None and mine[name] == base[name]
        merged[name] = theirs[name] if untouched else mine[name]
        kept_theirs = base is not None and theirs[name] == base[name]
        if not untouched and not kept_theirs and theirs[name] != mine[name]:
            clashing.append(name)
    if not clashing:
        return merged, None
    return merged, Clash(
        key,
        title,
        {name: theirs[name] for name in clashing},
        {name: mine[name] for name in clashing},
    )


def _of(draft: BriefingDraft, area_id: str) -> TaskingDraft | None:
    return next((each for each in draft.taskings if each.area_id == area_id), None)


def _decided(clash: Clash, answer: Answer) -> dict[str, Any]:
    if answer == "Theirs":
        return dict(clash.theirs)
    if answer == "Both" and clash.offers_both:
        return {name: _both(clash.theirs[name], clash.mine[name]) for name in clash.mine}
    return dict(clash.mine)


def _both(theirs: str, mine: str) -> str:
    return " / ".join(text for text in (theirs.strip(), mine.strip()) if text)


def _limit(name: str) -> int:
    return STANDING_LIMIT if name in HEAD_FIELDS else TEXT_LIMIT
