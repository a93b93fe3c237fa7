"""A patrol log: parse() makes one of what was sent, or a sentence for the officer."""

import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from patrolqr.core import collar, lists
from patrolqr.core.clean import clean_all
from patrolqr.core.errors import LogTooLarge, LogWrong
from patrolqr.core.form.question import Field, is_needed, value_of
from patrolqr.core.form.questions import CORRECTED, FIELDS, FORMER, GROUPS, Group

MAX_BYTES = 64 * 1024
"""A log's largest size; a shift's worth of notes is about 4 kB."""


MAX_VERSIONS = 99
"""How often a log may be corrected."""


OURS = "server"
"""What `times_by` says of a log whose times the server showed: no phone's clock had a part in them."""

Entry = dict[str, Any]


@dataclass(frozen=True)
class PatrolLog:
    """One visit as the officer reported it: `document` is what was sent, `values` the typed fields.

    `groups` are the typed details by group name, in the order they were given. A correction is the
    next `version`; one that was made before the phone knew what became of earlier ones replaces any
    from `replaces` on. `asked_as` is the mark of the ask that it answers, as its page had it;
    `is_by_our_clock` where its times were shown and typed on a page of ours.
    """

    log_id: str
    document: str
    digest: str
    values: dict[str, Any]
    groups: dict[str, list[Entry]] = field(default_factory=dict)
    version: int = 1
    corrected_why: str | None = None
    asked_as: str = ""
    replaces: int = 0
    is_by_our_clock: bool = False

    @property
    def has_details(self) -> bool:
        """Whether anything done during the visit is detailed."""
        return any(self.groups.values())

    def rows(self, group: Group) -> list[Entry]:
        """Return the details of that group as rows.

        An entry has one id in every version of its log.
        """
        named = {"log_id": self.log_id, "version": self.version}
        ids = [
            uuid.uuid5(uuid.UUID(self.log_id), f"{group.name} {n}")
            for n in range(1, len(self.groups[group.name]) + 1)
        ]
        entries = zip(ids, self.groups[group.name], strict=True)
        return [
            {**named, "entry_id": str(i), "number": n, **entry}
            for n, (i, entry) in enumerate(entries, start=1)
        ]


def document_of(told: Mapping[str, Any]) -> str:
    """Return a log as it is kept: the same answers are the same text."""
    return json.dumps(told, sort_keys=True, separators=(",", ":"))


def parse(sent: Mapping[str, Any]) -> PatrolLog:
    """Return the log that was sent, or raise LogWrong (or LogTooLarge) with a sentence for the
    officer.

    Its text is cleaned here, the document's too: what is stored can be told.
    """
    sent = clean_all({str(name): value for name, value in sent.items()})
    document = document_of(sent)
    if len(document) > MAX_BYTES:
        raise LogTooLarge(
            f"This log is larger than {MAX_BYTES // 1024} kB. Shorten the notes and send it again."
        )
    values = {field.name: value_of(field, sent.get(field.name)) for field in FIELDS}
    _check_order(values)
    _count_officers(values)
    former = {field.name: value_of(field, sent.get(field.name)) for field in FORMER}
    groups = {group.name: _entries(group, sent.get(group.name)) for group in GROUPS}
    _count(values, groups)
    version, why = _version(sent)
    # as it was sent: a phone of that time may send it again
    digest = _digest(values | former, groups, version, why)
    groups["action"] += _actions(former)
    _count(values, groups)
    return PatrolLog(
        log_id=_log_id(sent.get("log_id")),
        document=document,
        digest=digest,
        values=values,
        groups=groups,
        version=version,
        corrected_why=why,
        asked_as=str(sent.get("asked_as") or ""),
        replaces=_replaces(sent, version),
        is_by_our_clock=sent.get("times_by") == OURS,
    )


def signed_as(document: Mapping[str, Any], number: str) -> dict[str, Any]:
    """Return a log as that officer's: nobody is with themselves."""
    asked = next(each for each in FIELDS if each.name == "colleagues")
    named = value_of(asked, document.get(asked.name)) or []
    others = [each for each in named if each != number]
    return {**document, "collar": number} | ({asked.name: others} if others != named else {})


def _count(values: dict[str, Any], groups: Mapping[str, list[Entry]]) -> None:
    """Let no counter say less than what is detailed."""
    for group in GROUPS:
        if entries := groups[group.name]:
            values[group.counter] = max(values[group.counter] or 0, len(entries))


def _count_officers(values: dict[str, Any]) -> None:
    """Let the officers there be no fewer than who wrote and who is named; LogWrong where who wrote
    is named as well.
    """
    named = values["colleagues"]
    if not named:
        return
    if collar.tidy(values["collar"] or "") in named:
        raise LogWrong(
            f"“With” names {values['collar']}, whose log this is. Take that number out and send again."
        )
    values["officers_present"] = max(values["officers_present"] or 0, 1 + len(named))


def _actions(former: Mapping[str, Any]) -> list[Entry]:
    """Return what was asked of the visit before and is an action now."""
    reference = former["intelligence"]
    told = {"kind": lists.INTELLIGENCE, "seized": None, "reference": reference}
    return [told] if reference else []


def _digest(
    values: Mapping[str, Any], groups: Mapping[str, list[Entry]], version: int, why: str | None
) -> str:
    """Return a digest of the content.

    Details and corrections change it only where there are some.
    """
    content: dict[str, Any] = {
        name: str(each) for name, each in values.items() if name != "sent_at" and each is not None
    }
    for name, entries in groups.items():
        if entries:
            content[name] = [
                {key: str(each) for key, each in entry.items() if each is not None}
                for entry in entries
            ]
    if version > 1:
        content |= {"version": version, CORRECTED.name: why}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _entries(group: Group, sent: object) -> list[Entry]:
    if sent is None or sent == "":
        return []
    if not isinstance(sent, list) or not all(isinstance(each, Mapping) for each in sent):
        raise LogWrong(
            f"The details of “{group.label}” are not a list of answers. Open the code again and send it anew."
        )
    if len(sent) > group.most:
        raise LogWrong(
            f"“{group.label}” has {len(sent)} entries; {group.most} fit in one log. Send the others in another."
        )
    entries = [
        {each.name: value_of(each, entry.get(each.name)) for each in group.fields} for entry in sent
    ]
    return [
        _complete(group, number, entry)
        for number, entry in enumerate(filter(_given, entries), start=1)
    ]


def _given(entry: Entry) -> bool:
    return any(value is not None for value in entry.values())


def _complete(group: Group, number: int, entry: Entry) -> Entry:
    for each in group.fields:
        if entry[each.name] is None and is_needed(each, entry):
            raise LogWrong(
                f"{group.label} {number}: “{each.label}” is not answered. Choose an answer and send it again."
            )
    return entry


def _version(sent: Mapping[str, Any]) -> tuple[int, str | None]:
    version = value_of(Field("version", "count", "Version", MAX_VERSIONS), sent.get("version"))
    why = value_of(CORRECTED, sent.get(CORRECTED.name))
    if version in (None, 0, 1):
        return 1, None
    if not why:
        raise LogWrong(
            "A correction needs its reason. Say why the log is corrected and send it again."
        )
    return version, why


def _replaces(sent: Mapping[str, Any], version: int) -> int:
    """Return the oldest version that this one may come after: the one before, where none is named."""
    asked = Field("replaces", "count", "Replaces", MAX_VERSIONS)
    return min(value_of(asked, sent.get("replaces")) or version - 1, version - 1)


def _log_id(sent: object) -> str:
    try:
        return str(uuid.UUID(str(sent)))
    except ValueError as problem:
        raise LogWrong(
            "This log has no valid number of its own. Open the code again and send a new one."
        ) from problem


def _check_order(values: Mapping[str, Any]) -> None:
    arrived, left = values["arrived_at"], values["left_at"]
    if arrived and left and left < arrived:
        raise LogWrong(
            "The time of leaving is before the time of arriving. Correct one of them and send again."
        )
