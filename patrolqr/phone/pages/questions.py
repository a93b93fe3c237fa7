"""The questions of the form as pages show them: by section, and the details of what was done."""

from collections.abc import Mapping
from functools import cache
from typing import get_args

from markupsafe import Markup

from patrolqr.core.briefing import Tasking
from patrolqr.core.form.log import Entry
from patrolqr.core.form.question import Field, Section
from patrolqr.core.form.questions import FIELDS, GROUPS, POSITIONS, asked_in
from patrolqr.phone import rendering
from patrolqr.phone.request import details

ASKED = {section: asked_in(section) for section in get_args(Section)}
"""The questions of each section of the form."""

WRITTEN = tuple(each for each in FIELDS if each.section in ("ask", "notes", "more"))
"""What a correction asks below the times and the counters, in the order of the form."""

CARRIED = ("opened_at", "paired", *(each.name for each in (*POSITIONS, *ASKED["pairing"])))
"""What a correction keeps of the log it corrects, unseen."""


def asked_of(tasking: Tasking) -> dict[Section, tuple[Field, ...]]:
    """Return the questions of each section for one area: those that only offer what the area has are
    left out where it has nothing.
    """
    return {
        section: tuple(
            each for each in fields if not each.only_offered or getattr(tasking, each.offers)
        )
        for section, fields in ASKED.items()
    }


@cache
def blank_details() -> Mapping[str, Markup]:
    """Return the questions about what was done, unanswered: the same on every page."""
    return details_of({})


def details_of(entries: Mapping[str, list[Entry]]) -> dict[str, Markup]:
    """Return the questions of each group by the counter they stand under, answered as in the
    entries.
    """
    pages = {}
    for group in GROUPS:
        acts = entries.get(group.name, [])
        page = rendering.page(
            "details.html",
            group=group,
            entries=acts,
            empty=details.empty(group),
            slots=max(details.SLOTS, len(acts) + 1),
        )
        pages[group.counter] = Markup(page)  # noqa: S704  our own template escapes what it is given
    return pages
