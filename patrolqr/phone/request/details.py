"""Details of what was done, between form.GROUPS and pages: answers to show again, and how a plain
form sends them.
"""

import re
from collections.abc import Mapping
from typing import Any

from patrolqr.core.form.log import Entry, parse
from patrolqr.core.form.questions import GROUPS, Group

SLOTS = 3
"""How many of each a page without script can detail.

With script it adds them as they are counted.
"""

NAMED = re.compile(rf"({'|'.join(group.name for group in GROUPS)})-(\d{{1,2}})-(\w+)")
"""How a form names an answer: stop_search-0-object."""

WORDS = {True: "Yes", False: "No"}


def unfold(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form with its detailed answers as lists of entries: {"stop_search": [{"object":
    …}]}.
    """
    plain = {name: value for name, value in form.items() if not NAMED.fullmatch(name)}
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
    return [act for _, act in sorted(acts.items())]


def shown(document: Mapping[str, Any]) -> dict[str, list[Entry]]:
    """Return the entries of a stored log by group, each answer as the page's controls name it."""
    groups = parse(document).groups
    return {
        name: [{key: _word(value) for key, value in each.items()} for each in acts]
        for name, acts in groups.items()
    }


def _word(value: object) -> object:
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
