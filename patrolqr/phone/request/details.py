"""Details of what was done, between form.GROUPS and pages: answers to show again, and how a plain
form sends them.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from patrolqr.core import clock
from patrolqr.core.form.log import Entry, parse
from patrolqr.core.form.question import Field, value_of
from patrolqr.core.form.questions import FIELDS, GROUPS, Group

SLOTS = 2
"""How many of each a page without script can detail; every phone fetches them, and a third goes into
a log of its own.

With script it adds them as they are counted.
"""

NAMED = re.compile(rf"({'|'.join(group.name for group in GROUPS)})-(\d{{1,2}})-(\w+)")
"""How a form names an answer: stop_search-0-object."""

MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
"""How a page's control sends a day and a time: without saying on which clock."""

WORDS = {True: "Yes", False: "No"}


def unfold(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form with its detailed answers as lists of entries: {"stop_search": [{"object":
    …}]}.
    """
    plain = {name: value for name, value in form.items() if not NAMED.fullmatch(name)}
    plain |= _instants(FIELDS, plain)
    for group in GROUPS:
        if acts := _acts(group, form):
            plain[group.name] = acts
    return plain


def _acts(group: Group, form: Mapping[str, Any]) -> list[dict[str, Any]]:
    acts: dict[int, dict[str, Any]] = {}
    for name, value in form.items():
        match = NAMED.fullmatch(name)
        if match and match[1] == group.name and value:
            acts.setdefault(int(match[2]), {})[match[3]] = value
    return [act | _instants(group.fields, act) for _, act in sorted(acts.items())]


def _instants(fields: tuple[Field, ...], sent: Mapping[str, Any]) -> dict[str, str]:
    """Return the moments that were given as a day and a time on the wall clock, as instants."""
    return {
        each.name: _instant(str(sent[each.name]))
        for each in fields
        if each.kind == "instant" and MOMENT.fullmatch(str(sent.get(each.name, "")))
    }


def _instant(text: str) -> str:
    """Return the instant of a day and time on the force's clock; what is neither stays as it is."""
    try:
        moment = datetime.fromisoformat(text)
        return clock.at(moment.date(), moment.time()).isoformat()
    except (ValueError, OverflowError):
        return text


def shown(document: Mapping[str, Any]) -> dict[str, list[Entry]]:
    """Return the entries of a stored log by group, each answer as the page's controls name it."""
    groups = parse(document).groups
    return {
        name: [{key: _word(value) for key, value in each.items()} for each in acts]
        for name, acts in groups.items()
    }


def typed(document: Mapping[str, Any]) -> dict[str, object]:
    """Return the answers about the visit of a stored log, as the page's controls name them."""
    return {each.name: _word(value_of(each, document.get(each.name))) for each in FIELDS}


def _word(value: object) -> object:
    if isinstance(value, datetime):
        return clock.local(value).strftime("%Y-%m-%dT%H:%M")
    return WORDS[value] if isinstance(value, bool) else value


def counted(document: Mapping[str, Any]) -> dict[str, int]:
    """Return how many of each a log that was taken in details, by the counter they belong to."""
    return {
        group.counter: sum(any(each.values()) for each in document.get(group.name) or [])
        for group in GROUPS
    }


def empty(group: Group) -> Entry:
    """Return an entry with nothing answered."""
    return {field.name: None for field in group.fields}
