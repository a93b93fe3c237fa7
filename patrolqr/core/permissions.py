"""Who may do what: one table, asked by the store at every change; pages only hide what it refuses."""

from typing import Literal, get_args

from patrolqr.core.actor import DESK_ROLES, Actor, Role

Act = Literal[
    "look",
    "brief",
    "review",
    "send",
    "pair phones",
    "end passkeys",
    "load",
    "set up",
    "retain",
    "admit people",
    "audit",
    "detect",
    "budget",
    "keep house",
]
"""What somebody does to the data.

look: keep one's own choices (my team, the name at this computer)
brief: pick areas, decide reasons, make and end sheets, say who is on, hand over
review: judge and correct logs, say whose one is, answer promises, judge patterns, freeze packs, keep what meetings
    decide
send: hand in a patrol log, from a phone or from paper
pair phones: show the room's pairing code, by which a phone is paired
end passkeys: take an officer's passkey away, as where the phone is lost
load: bring files in, confirm how they are read, take them back
set up: teams and their shifts
retain: how long things are kept, redactions, holds, disposals
admit people: accounts, sign-ins of others
audit: read the audit trail
detect: keep what detectors found, which happens as pages are looked at
budget: how many patterns a week the team accepts
keep house: what PatrolQR does by itself
"""

ACTS: tuple[Act, ...] = get_args(Act)

_AT_THE_DESK: frozenset[Act] = frozenset(ACTS) - {"keep house"}
_ON_DUTY: frozenset[Act] = frozenset(
    {"look", "brief", "review", "send", "pair phones", "end passkeys", "detect"}
)

MAY: dict[Role, frozenset[Act]] = {
    "sergeant": _ON_DUTY,
    "problem-solver": _ON_DUTY | {"load"},
    "inspector": _ON_DUTY | {"set up", "retain", "budget"},
    "auditor": frozenset({"look", "audit", "detect"}),
    "admin": _AT_THE_DESK,
    "desk": _AT_THE_DESK,
    "officer": frozenset({"look", "send"}),
    "screen": frozenset({"pair phones"}),
    "system": frozenset(ACTS),
}
"""Role → what it may do. "desk" is whoever sits at a desk without sign-in: it answers on its own
machine alone. "screen" is a briefing room's, opened by a link: it shows one duty and its code.
"""

OVER_ALL_TEAMS: frozenset[Act] = frozenset(
    {"load", "set up", "retain", "budget", "admit people", "audit", "keep house"}
)
"""What is done over all teams at once, and so by nobody who sees some of them alone."""

LIMITED_ROLES: tuple[Role, ...] = ("sergeant", "problem-solver", "inspector")
"""Roles that may be limited to some teams. An admin and an auditor look after all."""

SAID: dict[Act, str] = {
    "look": "keep choices here",
    "brief": "change picks, sheets and what stands on them",
    "review": "judge or correct logs and patterns, or keep what meetings decide",
    "send": "hand in logs",
    "pair phones": "show the room's pairing code",
    "end passkeys": "take officers' passkeys away",
    "load": "load files or take them back",
    "set up": "change teams",
    "retain": "decide what is kept and what goes",
    "admit people": "let people in or keep them out",
    "audit": "read the audit trail",
    "detect": "keep what detectors found",
    "budget": "set how many patterns a week are shown",
    "keep house": "do what PatrolQR does by itself",
}


def sees(actor: Actor) -> str:
    """Return what an answer that was read for somebody is shared under: the desk reads alike, in
    whatever role, of the same teams.
    """
    whose = actor.role if actor.role in ("officer", "screen") else "desk"
    return whose if actor.teams is None else f"{whose}: {', '.join(sorted(actor.teams))}"


def may(role: Role, act: Act) -> bool:
    """Return whether the role may do that."""
    return act in MAY[role]


def as_refusal(limit: str) -> str:
    """Return a sentence about what somebody may not do as one about what was tried."""
    return f"Nothing was changed: {limit[0].lower()}{limit[1:]}"


def limit_of_teams(act: Act, teams: str) -> str:
    """Return the sentence that says that whoever sees these teams alone may not do something, and who
    may.
    """
    return (
        f"You see {teams} only, and may not {SAID[act]}: that is over all teams. "
        "Ask a colleague who sees all teams."
    )


def limit(role: Role, act: Act) -> str:
    """Return the sentence that says that a role may not do something, and who may."""
    who = [each for each in DESK_ROLES if may(each, act)]
    those = f"{', '.join(who[:-1])} or {who[-1]}" if len(who) > 1 else "".join(who)
    article = "An" if role[0] in "aeio" else "A"
    ask = f" Ask a colleague who may: {those}." if those else ""
    return f"{article} {role} may not {SAID[act]}.{ask}"
