"""The questions of the officer's form, as data: FIELDS, asked once a visit, and GROUPS, asked once
a thing done.

A new question is one line: it appears on the phone, becomes a typed column of the store, and older
logs read NULL there ("not asked"). GROUPS are questions asked several times under one visit, once
per stop-search, arrest or engagement; they detail a counter of FIELDS, which may be higher, because
details are never compulsory.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from patrolqr.core import lists
from patrolqr.core.form.question import YES_NO, Field
from patrolqr.core.incident import CRIME_TYPES


@dataclass(frozen=True)
class Group:
    """Questions about one of several things done during a visit; `counter` is the field that counts
    them all.

    `opens` says whether counting one opens its questions on the phone; `most` is how many one log
    can detail.
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
    return {
        code: label if label.startswith(code) else f"{code} {label}"
        for code, label in labels.items()
    }


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
    Field("kind", "choice", "Search of", choices=lists.SEARCH_KINDS),
    Field("power", "choice", "Power", choices=_same(lists.POWERS), needed={}),
    Field(
        "object", "choice", "Object of search", choices=_same(lists.OBJECTS),
        needed={}, spared={"power": lists.NO_SUSPICION},
    ),
    Field("self_defined", "choice", "Self-defined ethnicity", choices=_coded(lists.SELF_DEFINED)),
    Field(
        "ethnicity_missing", "choice", "Why self-defined ethnicity is missing", choices=_same(lists.ETHNICITY_MISSING),
        needed={"self_defined": ("", "NS")}, spared={"kind": ("Vehicle search",)}, tucked=True,
    ),
    Field("officer_defined", "choice", "Officer-defined ethnicity", choices=lists.OFFICER_DEFINED),
    Field("outcome", "choice", "Outcome", choices=_same(lists.OUTCOMES), needed={}),
    Field("linked", "yes_no", "Outcome linked to the object", choices=_same(tuple(YES_NO))),
    Field("more_clothing", "yes_no", "More than outer clothing removed", choices=_same(tuple(YES_NO))),
    Field("body_worn", "yes_no", "Body-worn video on", choices=_same(tuple(YES_NO))),
    Field("body_worn_why", "text", "Why body-worn video was off", 120, needed={"body_worn": ("No",)}, tucked=True),
    Field("reference", "text", "Reference of the force's own record", 40),
    Field("told", "ticks", "Told to the person", choices=_same(lists.GOWISELY), later=True),
    Field("recorded", "ticks", "In the force's own record", choices=_same(lists.SECTION_3), later=True),
    Field("gender", "choice", "Gender", choices=_same(lists.GENDERS), later=True),
    Field("age_range", "choice", "Age range", choices=_same(lists.AGE_RANGES), later=True),
)  # fmt: skip


ARREST = (
    Field("offence", "choice", "Offence group", choices=_same(CRIME_TYPES), needed={}),
    Field("custody", "text", "Custody reference", 40),
)


ENGAGEMENT = (
    Field("kind", "choice", "Where", choices=_same(lists.ENGAGEMENT_KINDS)),
    Field("concern", "choice", "Concern", choices=_same((*lists.ASB_TYPES, *CRIME_TYPES[1:]))),
    Field("promise", "text", "Promise made", 200),
    Field("promise_day", "day", "By when"),
)


NOT_THE_RECORD = (
    "This is not the statutory record: the search is recorded on the force's own system as well. "
    "No names here."
)


GROUPS: tuple[Group, ...] = (
    Group("engagement", "engagements", "Engagement", ENGAGEMENT, "log_engagements", opens=False),
    Group(
        "stop_search",
        "stop_searches",
        "Stop-search",
        STOP_SEARCH,
        "log_stop_searches",
        note=NOT_THE_RECORD,
    ),
    Group("arrest", "arrests", "Arrest", ARREST, "log_arrests"),
)


COLUMNS: dict[str, tuple[Field, ...]] = {
    "patrol_logs": (*FIELDS, CORRECTED),
    **{group.table: group.fields for group in GROUPS},
}
"""Which table of the store keeps which answers."""
