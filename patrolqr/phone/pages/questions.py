"""The questions of the form as pages show them: which have a place of their own, and the details of
what was done.
"""

from collections.abc import Mapping
from functools import cache

from markupsafe import Markup

from patrolqr.core.form.log import Entry
from patrolqr.core.form.questions import FIELDS, GROUPS
from patrolqr.phone import rendering
from patrolqr.phone.request import details

PLACED = (
    "answer",
    "arrived_at",
    "left_at",
    "tactics_done",
    "cut_short",
    "intelligence",
    "kept_why",
    "collar",
    "arrived_lat",
    "arrived_lng",
    "arrived_accuracy_m",
    "left_lat",
    "left_lng",
    "left_accuracy_m",
    "sent_at",
)
"""Fields with a place of their own on the page.

Every other count is a counter, every other text a note.
"""
FIXES = tuple(field.name for field in FIELDS if field.kind == "number")
COUNTS = tuple(field for field in FIELDS if field.kind == "count" and field.name not in PLACED)
NOTES = tuple(field for field in FIELDS if field.kind == "text" and field.name not in PLACED)
TIMES = tuple(field for field in FIELDS if field.kind == "instant" and field.name != "sent_at")
TEXTS = tuple(
    field for field in FIELDS if field.kind == "text" and field.name not in ("kept_why", "collar")
)


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
