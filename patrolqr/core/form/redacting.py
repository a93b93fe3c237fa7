"""A patrol log without words that were taken out of it for good, and which words can be."""

import hashlib
from collections.abc import Collection, Mapping
from typing import Any

from patrolqr.core.form.log import OURS
from patrolqr.core.form.question import Field
from patrolqr.core.form.questions import CORRECTED, FIELDS, FORMER, GROUPS, POSITIONS

MARK = "[redacted]"
"""What stands where words were: that something was written stays to be seen."""

DETAILS = "details"
REMARKS = "remarks"

WORDS = tuple(
    each for each in (*FIELDS, CORRECTED) if each.kind == "text" and each.name != "collar"
)
"""Questions that are answered in an officer's own words; whose log it is, is none."""

PARTS: dict[str, str] = {
    **{each.name: each.label for each in WORDS},
    DETAILS: "Words and references in the details",
    REMARKS: "Remarks on it and answers to them",
}
"""What can be taken out of a log: name → words for people."""

KEPT_KEYS = frozenset(
    {each.name for each in (*FIELDS, CORRECTED, *FORMER)}
    | {group.name for group in GROUPS}
    | {"log_id", "version", "replaces", "asked_as"}
)
"""What PatrolQR reads of a log that was sent; what else stands there is left out of a redacted one."""

PLACES = 2
"""Decimals of a degree that are left of a position: 1.1 km north, 0.7 km east in the north of England."""

FIGURES = frozenset(
    {each.name for each in FIELDS if each.kind in ("instant", "count", "choice", "yes_no")}
    | {"log_id", "version", "replaces"}
)
"""What stays of a log that was disposed of: times and counts, for the charts."""


def words_of(document: Mapping[str, Any], parts: Collection[str]) -> set[str]:
    """Return the words that a log has under those parts."""
    found = {document.get(each.name) for each in WORDS if each.name in parts}
    if DETAILS in parts:
        found |= {document.get(each.name) for each in FORMER}
        for group in GROUPS:
            for entry in _entries(document, group.name):
                found |= {entry.get(each.name) for each in _texts(group.fields)}
    return {text.strip() for text in found if isinstance(text, str) and text.strip()}


def without(document: Mapping[str, Any], parts: Collection[str]) -> dict[str, Any]:
    """Return a log without what was written under those parts; it says so in their place.

    What PatrolQR does not read goes too, and of a row of a table all but when it was edited.
    """
    kept = {name: value for name, value in document.items() if name in KEPT_KEYS}
    if document.get("times_by") == OURS:
        kept["times_by"] = OURS
    for each in WORDS:
        if each.name in parts and kept.get(each.name) not in (None, ""):
            kept[each.name] = MARK
    for group in GROUPS:
        if group.name in kept:
            entries = _entries(document, group.name)
            kept[group.name] = [_entry(group.fields, entry, parts) for entry in entries]
    for each in FORMER:
        if DETAILS in parts and kept.get(each.name):
            kept[each.name] = MARK
    return kept | _from_table(document)


def figures_only(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stays of a log that was disposed of; it says so."""
    kept = {name: value for name, value in document.items() if name in FIGURES}
    return kept | _from_table(document) | {"disposed": True}


def without_details(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a log without its details: what was done stays counted."""
    groups = {group.name for group in GROUPS}
    counts = {
        group.counter: max(
            int(document.get(group.counter) or 0), len(_entries(document, group.name))
        )
        for group in GROUPS
        if document.get(group.name)
    }
    return {name: value for name, value in document.items() if name not in groups} | counts


def coarsened(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a log with its phone's positions to about a kilometre."""
    kept = dict(document)
    for each in POSITIONS:
        value = kept.get(each.name)
        if value not in (None, ""):
            kept[each.name] = None if each.name.endswith("_m") else round(float(value), PLACES)
    return kept


def digest_of(subject: str, text: str) -> str:
    """Return by which a text that was taken out of one thing is known again, should it come again."""
    return hashlib.sha256(f"{subject}\n{text.strip()}".encode("utf-8", "replace")).hexdigest()


def without_again(
    document: Mapping[str, Any], subject: str, digests: Collection[str]
) -> dict[str, Any]:
    """Return a log as it came, without the very words that were taken out of it before."""

    def is_out(value: object) -> bool:
        return isinstance(value, str) and digest_of(subject, value) in digests

    kept = {name: MARK if is_out(value) else value for name, value in document.items()}
    for group in GROUPS:
        if group.name in kept:
            kept[group.name] = [
                {name: MARK if is_out(value) else value for name, value in entry.items()}
                for entry in _entries(document, group.name)
            ]
    return kept


def _entries(document: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    sent = document.get(name)
    return [each for each in sent if isinstance(each, Mapping)] if isinstance(sent, list) else []


def _entry(
    fields: tuple[Field, ...], entry: Mapping[str, Any], parts: Collection[str]
) -> dict[str, Any]:
    kept = {each.name: entry[each.name] for each in fields if each.name in entry}
    if DETAILS in parts:
        kept |= {each.name: MARK for each in _texts(fields) if kept.get(each.name)}
    return kept


def _texts(fields: tuple[Field, ...]) -> list[Field]:
    return [each for each in fields if each.kind == "text"]


def _from_table(document: Mapping[str, Any]) -> dict[str, Any]:
    row = document.get("from_table")
    if not isinstance(row, Mapping):
        return {}
    return {"from_table": {"edited_at": row.get("edited_at", ""), "answers": MARK}}
