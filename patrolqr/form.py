"""The officer's form as data: FIELDS and GROUPS, and parse(), which makes a log, or a sentence, of what was sent.

A new question is one line: it appears on the phone, becomes a typed column of the store, and older logs read NULL
there ("not asked"). GROUPS are questions asked several times under one visit, once per stop-search, arrest or
engagement; they detail a counter of FIELDS, which may be higher, because details are never compulsory.
"""

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from patrolqr import codes
from patrolqr.errors import LogTooLarge, LogWrong
from patrolqr.fields import YES_NO, Field, is_needed, value_of
from patrolqr.model import CRIME_TYPES

MAX_BYTES = 64 * 1024
"""A log's largest size; a shift's worth of notes is about 4 kB."""

MAX_VERSIONS = 99
"""How often a log may be corrected."""


@dataclass(frozen=True)
class Group:
    """Questions about one of several things done during a visit; `counter` is the field that counts them all.

    `opens` says whether counting one opens its questions on the phone; `most` is how many one log can detail.
    """

    name: str
    counter: str
    label: str
    fields: tuple[Field, ...]
    table: str
    opens: bool = True
    note: str = ""
    most: int = 20


def _same(words: Sequence[str]) -> dict[str, str]:
    return dict(zip(words, words, strict=True))


def _coded(labels: Mapping[str, str]) -> dict[str, str]:
    """Return labels that begin with their code, as officers know them."""
    return {code: label if label.startswith(code) else f"{code} {label}" for code, label in labels.items()}


FIELDS: tuple[Field, ...] = (
    Field("answer", "text", "Answer to the ask", 500),
    Field("arrived_at", "instant", "Arrived"),
    Field("left_at", "instant", "Left"),
    Field("engagements", "count", "Engagements", 500, "conversations with members of the public"),
    Field("stop_searches", "count", "Stop-searches", 100),
    Field("arrests", "count", "Arrests", 100),
    Field("saw", "text", "Saw", 4000),
    Field("heard", "text", "Heard", 4000),
    Field("learned", "text", "Learned", 4000),
    Field("tactics_done", "text", "Tactics done", 1000),
    Field("cut_short", "text", "Missed or cut short", 200),
    Field("intelligence", "text", "Intelligence report", 60, "its reference only"),
    Field("kept_why", "text", "Why personal details stay", 200),
    Field("collar", "text", "Collar number", 20),
    Field("arrived_lat", "number", "Latitude on arriving", 90),
    Field("arrived_lng", "number", "Longitude on arriving", 180),
    Field("arrived_accuracy_m", "number", "Accuracy on arriving, metres", 100_000),
    Field("left_lat", "number", "Latitude on leaving", 90),
    Field("left_lng", "number", "Longitude on leaving", 180),
    Field("left_accuracy_m", "number", "Accuracy on leaving, metres", 100_000),
    Field("sent_at", "instant", "Phone's clock when it was sent"),
)

CORRECTED = Field("corrected_why", "text", "Why it is corrected", 200)
"""Asked of every version of a log but the first."""

STOP_SEARCH = (
    Field("kind", "choice", "Search of", choices=codes.SEARCH_KINDS),
    Field("power", "choice", "Power", choices=_same(codes.POWERS), needed={}),
    Field(
        "object", "choice", "Object of search", choices=_same(codes.OBJECTS),
        needed={}, spared={"power": codes.NO_SUSPICION},
    ),
    Field("self_defined", "choice", "Self-defined ethnicity", choices=_coded(codes.SELF_DEFINED)),
    Field(
        "ethnicity_missing", "choice", "Why self-defined ethnicity is missing", choices=_same(codes.ETHNICITY_MISSING),
        needed={"self_defined": ("", "NS")}, spared={"kind": ("Vehicle search",)}, tucked=True,
    ),
    Field("officer_defined", "choice", "Officer-defined ethnicity", choices=codes.OFFICER_DEFINED),
    Field("outcome", "choice", "Outcome", choices=_same(codes.OUTCOMES), needed={}),
    Field("linked", "yes_no", "Outcome linked to the object", choices=_same(tuple(YES_NO))),
    Field("more_clothing", "yes_no", "More than outer clothing removed", choices=_same(tuple(YES_NO))),
    Field("body_worn", "yes_no", "Body-worn video on", choices=_same(tuple(YES_NO))),
    Field("body_worn_why", "text", "Why body-worn video was off", 120, needed={"body_worn": ("No",)}, tucked=True),
    Field("reference", "text", "Reference of the force's own record", 40),
    Field("told", "ticks", "Told to the person", choices=_same(codes.GOWISELY), later=True),
    Field("recorded", "ticks", "In the force's own record", choices=_same(codes.SECTION_3), later=True),
    Field("gender", "choice", "Gender", choices=_same(codes.GENDERS), later=True),
    Field("age_range", "choice", "Age range", choices=_same(codes.AGE_RANGES), later=True),
)  # fmt: skip

ARREST = (
    Field("offence", "choice", "Offence group", choices=_same(CRIME_TYPES), needed={}),
    Field("custody", "text", "Custody reference", 40),
)

ENGAGEMENT = (
    Field("kind", "choice", "Where", choices=_same(codes.ENGAGEMENT_KINDS)),
    Field("concern", "choice", "Concern", choices=_same((*codes.ASB_TYPES, *CRIME_TYPES[1:]))),
    Field("promise", "text", "Promise made", 200),
    Field("promise_day", "day", "By when"),
)

NOT_THE_RECORD = (
    "This is not the statutory record: the search is recorded on the force's own system as well. No names here."
)

GROUPS: tuple[Group, ...] = (
    Group("engagement", "engagements", "Engagement", ENGAGEMENT, "log_engagements", opens=False),
    Group("stop_search", "stop_searches", "Stop-search", STOP_SEARCH, "log_stop_searches", note=NOT_THE_RECORD),
    Group("arrest", "arrests", "Arrest", ARREST, "log_arrests"),
)

COLUMNS: dict[str, tuple[Field, ...]] = {
    "patrol_logs": (*FIELDS, CORRECTED),
    **{group.table: group.fields for group in GROUPS},
}
"""Which table of the store keeps which answers."""

Entry = dict[str, Any]


@dataclass(frozen=True)
class PatrolLog:
    """One visit as the officer reported it: `document` is what was sent, `values` the typed fields.

    `groups` are the typed details by group name, in the order they were given. A correction is the next `version`.
    """

    log_id: str
    document: str
    digest: str
    values: dict[str, Any]
    groups: dict[str, list[Entry]] = field(default_factory=dict)
    version: int = 1
    corrected_why: str | None = None

    @property
    def has_details(self) -> bool:
        """Whether anything done during the visit is detailed."""
        return any(self.groups.values())

    def rows(self, group: Group) -> list[Entry]:
        """Return the details of that group as rows; an entry has one id in every version of its log."""
        named = {"log_id": self.log_id, "version": self.version}
        ids = [
            uuid.uuid5(uuid.UUID(self.log_id), f"{group.name} {n}") for n in range(1, len(self.groups[group.name]) + 1)
        ]
        entries = zip(ids, self.groups[group.name], strict=True)
        return [{**named, "entry_id": str(i), "number": n, **entry} for n, (i, entry) in enumerate(entries, start=1)]


def parse(sent: Mapping[str, Any]) -> PatrolLog:
    """Return the log that was sent, or raise LogWrong (or LogTooLarge) with a sentence for the officer."""
    document = json.dumps({str(name): value for name, value in sent.items()}, sort_keys=True, separators=(",", ":"))
    if len(document) > MAX_BYTES:
        raise LogTooLarge(f"This log is larger than {MAX_BYTES // 1024} kB. Shorten the notes and send it again.")
    values = {field.name: value_of(field, sent.get(field.name)) for field in FIELDS}
    _check_order(values)
    groups = {group.name: _entries(group, sent.get(group.name)) for group in GROUPS}
    for group in GROUPS:
        if entries := groups[group.name]:
            values[group.counter] = max(values[group.counter] or 0, len(entries))
    version, why = _version(sent)
    digest = _digest(values, groups, version, why)
    return PatrolLog(_log_id(sent.get("log_id")), document, digest, values, groups, version, why)


def _digest(values: Mapping[str, Any], groups: Mapping[str, list[Entry]], version: int, why: str | None) -> str:
    """Return a digest of the content; details and corrections change it only where there are some."""
    content: dict[str, Any] = {
        name: str(each) for name, each in values.items() if name != "sent_at" and each is not None
    }
    for name, entries in groups.items():
        if entries:
            content[name] = [{key: str(each) for key, each in entry.items() if each is not None} for entry in entries]
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
    entries = [{each.name: value_of(each, entry.get(each.name)) for each in group.fields} for entry in sent]
    return [_complete(group, number, entry) for number, entry in enumerate(filter(_given, entries), start=1)]


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
        raise LogWrong("A correction needs its reason. Say why the log is corrected and send it again.")
    return version, why


def _log_id(sent: object) -> str:
    try:
        return str(uuid.UUID(str(sent)))
    except ValueError as problem:
        raise LogWrong("This log has no valid number of its own. Open the code again and send a new one.") from problem


def _check_order(values: Mapping[str, Any]) -> None:
    arrived, left = values["arrived_at"], values["left_at"]
    if arrived and left and left < arrived:
        raise LogWrong("The time of leaving is before the time of arriving. Correct one of them and send again.")
