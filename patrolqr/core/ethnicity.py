"""Ethnic groups as stop-searches are compared by them: the five published ones, and what is not known.

The 18+1 self-defined categories and the officers' IC codes are drawn together as data.police.uk does
(core.lists). A group that somebody gives and one that an officer sees are never put together.
"""

from patrolqr.core.lists import PUBLISHED_OFFICER_DEFINED, SELF_DEFINED

GROUPS = ("Asian", "Black", "Mixed", "Other", "White")
"""The published groups, by name: no order says more."""

COMPARED_WITH = "White"
"""The group that the Home Office holds others against."""

NOT_STATED, NOT_RECORDED, NO_PERSON = "Not stated", "Not recorded", "No person: vehicle search"
UNSETTLED = "IC5: in none of the published groups"
"""What stands where no group is known."""

NOBODY_SEARCHED = "Vehicle search"

_BEGIN = {
    "Asian/": "Asian",
    "Black/": "Black",
    "Mixed/": "Mixed",
    "Other ": "Other",
    "White ": "White",
}
"""How a published self-defined ethnicity begins → its group."""

_NOT_STATED = SELF_DEFINED["NS"].casefold()


def self_defined(said: str | None, *, missing: str | None = None, kind: str | None = None) -> str:
    """Return the group of a self-defined ethnicity (a code or a published string), or why there is
    none: each reason apart, because they do not mean the same.
    """
    text = SELF_DEFINED.get(said or "", said or "")
    if not text or text.casefold() == _NOT_STATED:
        if missing:
            return missing
        return _nothing_said(kind) if not text else NOT_STATED
    found = [group for begin, group in _BEGIN.items() if text.startswith(begin)]
    return found[0] if found else NOT_RECORDED


def officer_defined(said: str | None, *, kind: str | None = None) -> str:
    """Return the group that an officer saw (an IC code or a published string), or why there is none."""
    if not said:
        return _nothing_said(kind)
    if said == "IC5":
        return UNSETTLED
    group = PUBLISHED_OFFICER_DEFINED.get(said, said)
    return group if group in GROUPS else NOT_RECORDED


def _nothing_said(kind: str | None) -> str:
    return NO_PERSON if kind == NOBODY_SEARCHED else NOT_RECORDED
