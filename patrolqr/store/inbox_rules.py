"""Rules that bring reasons into a team's inbox: named, in versions; a new database has four."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.core.reason import KINDS
from patrolqr.core.team import id_of
from patrolqr.store.session import Session

NAME_LIMIT = 60
MOST_HOURS = 24 * 366


class RuleRow(TypedDict):
    """A rule in its newest version."""

    rule_id: str
    version: int
    name: str
    kinds: list[str]
    types: list[str]
    hours: int | None
    is_on: bool
    kept_by: str


@dataclass(frozen=True)
class Rule:
    """Reasons of these kinds and types (none: all), of so many hours before the shift (None: all).

    Version 0 is a rule that is not kept yet.
    """

    name: str
    kinds: tuple[str, ...]
    types: tuple[str, ...] = ()
    hours: int | None = None
    is_on: bool = True
    rule_id: str = ""
    version: int = 0
    kept_by: str = ""


def rules(session: Session, team_id: str) -> list[Rule]:
    """Return the team's rules, those that are off too."""
    return [_rule(row) for row in session.rows(RuleRow, "inbox_rules/inbox_rules", team_id=team_id)]


def keep(session: Session, team_id: str, rule: Rule) -> None:
    """Keep a rule as the next version of the one of its id, for that team alone.

    InputWrong says what must be mended, and where somebody kept a newer version meanwhile.
    """
    name = rule.name.strip()
    if not name or len(name) > NAME_LIMIT:
        raise InputWrong(f"A rule's name has 1 to {NAME_LIMIT} characters. Type it again.")
    if not rule.kinds or not set(rule.kinds) <= set(KINDS):
        raise InputWrong(f"{name}: choose what it brings in: {', '.join(KINDS)}.")
    if rule.hours is not None and not 0 < rule.hours <= MOST_HOURS:
        raise InputWrong(f"{name}: a rule looks 1 to {MOST_HOURS} hours back.")
    rule_id = rule.rule_id or f"9-{id_of(name)}"
    with session.writing("brief") as written:
        _check_newest(rules(session, team_id), rule_id, rule.version)
        written.change(
            "inbox_rules/insert_rule",
            for_team=team_id,
            rule_id=rule_id,
            version=rule.version + 1,
            name=name,
            kinds=list(rule.kinds),
            types=list(rule.types),
            hours=rule.hours,
            is_on=rule.is_on,
            kept_by=session.actor.person,
            kept_at=clock.now(),
        )


def _check_newest(known: Sequence[Rule], rule_id: str, version: int) -> None:
    newest = next((each for each in known if each.rule_id == rule_id), None)
    if newest is not None and newest.version != version:
        raise InputWrong(
            f"{newest.kept_by} kept version {newest.version} of “{newest.name}” meanwhile. "
            "Look at it, then change it."
        )


def _rule(row: RuleRow) -> Rule:
    return Rule(
        name=row["name"],
        kinds=tuple(row["kinds"]),
        types=tuple(row["types"]),
        hours=row["hours"],
        is_on=row["is_on"],
        rule_id=row["rule_id"],
        version=row["version"],
        kept_by=row["kept_by"],
    )
