"""Details of what was done: the questions of form.GROUPS on the page, and how a form without script sends them."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from markupsafe import Markup

from patrolqr.form import GROUPS, Group
from patrolqr.phone import paper

SLOTS = 3
"""How many of each a page without script can detail; with script it adds them as they are counted."""

NAMED = re.compile(rf"({'|'.join(group.name for group in GROUPS)})-(\d{{1,2}})-(\w+)")
"""How a form names an answer: stop_search-0-object."""

Blocks = Mapping[str, Markup]


@cache
def blank() -> Blocks:
    """Return the questions of each group, unanswered, by the counter they stand under."""
    return {group.counter: _block(group, []) for group in GROUPS}


def answered(document: Mapping[str, Any]) -> Blocks:
    """Return the questions of each group, answered as in a stored log."""
    return {group.counter: _block(group, document.get(group.name) or []) for group in GROUPS}


def unfold(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form with its detailed answers as lists of entries: {"stop_search": [{"object": …}]}."""
    found: dict[str, dict[int, dict[str, Any]]] = {}
    plain: dict[str, Any] = {}
    for name, value in form.items():
        if match := NAMED.fullmatch(name):
            found.setdefault(match[1], {}).setdefault(int(match[2]), {})[match[3]] = value
        else:
            plain[name] = value
    entries = {name: [each for _, each in sorted(acts.items()) if any(each.values())] for name, acts in found.items()}
    return plain | {name: acts for name, acts in entries.items() if acts}


def counted(document: Mapping[str, Any]) -> dict[str, int]:
    """Return how many of each are detailed in a document, by the counter they belong to."""
    return {group.counter: len(_given(document.get(group.name))) for group in GROUPS}


def _given(entries: object) -> list[Any]:
    return [each for each in entries if isinstance(each, Mapping) and any(each.values())] if isinstance(entries, list) else []


def _block(group: Group, entries: list[dict[str, Any]]) -> Markup:
    slots = max(SLOTS, len(entries) + 1)
    return Markup(paper.page("details.html", group=group, entries=entries, slots=slots))  # noqa: S704  our own template
