"""The questions of the officer's form, as data: FIELDS, asked once a visit, and GROUPS, asked once
a thing done.

A new question is one line: it appears on the phone and on every page and file that shows answers,
becomes a typed column of the store, and older logs read NULL there ("not asked"). GROUPS are
questions asked several times under one visit, once per engagement, stop-search, arrest or action; they
detail a counter of FIELDS, which may be higher, because details are never compulsory.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from patrolqr.core import lists
from patrolqr.core.form.question import Field, Section, View, word_answer
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

    def words(self, entry: Mapping[str, Any]) -> dict[str, str]:
        """Return what was answered about one of them, in words by the question's label."""
        said = {each.label: word_answer(each, entry[each.name]) for each in self.fields}
        return {label: words for label, words in said.items() if words}


def _same(words: Sequence[str]) -> dict[str, str]:
    return dict(zip(words, words, strict=True))


def _coded(labels: Mapping[str, str]) -> dict[str, str]:
    """Return labels that begin with their code, as officers know them."""
    return {
        code: label if label.startswith(code) else f"{code} {label}"
        for code, label in labels.items()
    }


KEPT: tuple[View, ...] = ("export", "review")
"""Shown in files and beside a correction only."""

TOLD: tuple[View, ...] = ("feed", "debrief", "search", *KEPT)
"""Read wherever answers are read; a paper strip has no room for the question."""

NAMED: tuple[View, ...] = ("paper", "feed", "debrief", *KEPT)
"""Who was there is read beside a visit; nobody searches logs by officer."""

COUNTED: tuple[View, ...] = ("paper", "feed", "export", "review")
"""What was done is read as figures: the debrief and the search leave it out."""


FIELDS: tuple[Field, ...] = (
    Field("answer", "text", "Answer to the ask", 500, asked_in="ask", brief="answer"),
    Field("arrived_at", "instant", "Arrived", shown_in=("paper", *KEPT)),
    Field("left_at", "instant", "Left", shown_in=("paper", *KEPT)),
    Field(
        "engagements", "count", "Engagements", 500, "conversations with members of the public",
        shown_in=COUNTED,
    ),
    Field("stop_searches", "count", "Stop-searches", 100, shown_in=COUNTED),
    Field("arrests", "count", "Arrests", 100, shown_in=COUNTED),
    Field(
        "actions", "count", "Actions", 100, "notices, seizures, visits",
        shown_in=COUNTED,
    ),
    Field(
        "officers_present", "count", "With how many?", 50, "officers there in all, you included",
        asked_in="company", shown_in=("paper", *KEPT), brief="officers there", least=1,
    ),
    Field(
        "colleagues", "collars", "With", 7,
        asked_in="company", shown_in=NAMED, offers="colleagues",
    ),
    Field(
        "travelled", "choice", "How patrolled", choices=_same(lists.TRAVELLED),
        asked_in="company", shown_in=("paper", *TOLD),
    ),
    Field(
        "role", "choice", "Role", choices=_same(lists.ROLES),
        asked_in="company", shown_in=("paper", *TOLD),
    ),
    Field("saw", "text", "Saw", 4000),
    Field("heard", "text", "Heard", 4000),
    Field("learned", "text", "Learned", 4000),
    Field(
        "tactics_done", "text", "Tactics done", 1000,
        asked_in="more", order=-3, shown_in=TOLD, brief="tactics", offers="tactics",
    ),
    Field(
        "streets_walked", "text", "Streets walked", 1000,
        asked_in="more", order=-4, shown_in=TOLD, brief="streets", offers="streets", only_offered=True,
    ),
    Field(
        "cut_short", "text", "Missed or cut short", 200, choices=_same(lists.CUT_SHORT),
        asked_in="more", order=-1, shown_in=("paper", *TOLD), brief="cut short",
    ),
    Field("kept_why", "text", "Why personal details stay", 200, asked_in="warning", shown_in=KEPT),
    Field("collar", "text", "Collar number", 20, asked_in="pairing", shown_in=("paper", *KEPT)),
    *(
        Field(name, "number", label, limit, asked_in="position", shown_in=("review",))
        for name, label, limit in (
            ("arrived_lat", "Latitude on arriving", 90),
            ("arrived_lng", "Longitude on arriving", 180),
            ("arrived_accuracy_m", "Accuracy on arriving, metres", 100_000),
            ("left_lat", "Latitude on leaving", 90),
            ("left_lng", "Longitude on leaving", 180),
            ("left_accuracy_m", "Accuracy on leaving, metres", 100_000),
        )
    ),
    Field(
        "sent_at", "instant", "Phone's clock when it was sent",
        asked_in="sending", shown_in=("export",),
    ),
)  # fmt: skip


FORMER = (Field("intelligence", "text", "Intelligence report", 60, reference=True),)
"""Asked up to version 0.1.1, and still answered by phones and tables of that time: the report is an
action now, with its reference.
"""


CORRECTED = Field("corrected_why", "text", "Why it is corrected", 200, suggested=lists.CORRECTED)
"""Asked of every version of a log but the first."""


def asked_in(*sections: Section) -> tuple[Field, ...]:
    """Return the questions that the phone asks in these sections, in the order it asks them."""
    found = [each for each in FIELDS if each.section in sections]
    return tuple(sorted(found, key=lambda each: each.order))


def shown_in(view: View) -> tuple[Field, ...]:
    """Return the questions whose answers are shown there, in the order of the form."""
    return tuple(each for each in FIELDS if view in each.shown_in)


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
    Field("found", "ticks", "Found", choices=_same(lists.FOUND)),
    Field("linked", "yes_no", "Outcome linked to the object"),
    Field("more_clothing", "yes_no", "More than outer clothing removed"),
    Field("body_worn", "yes_no", "Body-worn video on"),
    Field("body_worn_why", "text", "Why body-worn video was off", 120, needed={"body_worn": ("No",)}, tucked=True),
    Field("reference", "text", "Reference of the force's own record", 40, reference=True),
    Field("told", "ticks", "Told to the person", choices=_same(lists.GOWISELY), later=True),
    Field("recorded", "ticks", "In the force's own record", choices=_same(lists.SECTION_3), later=True),
    Field("gender", "choice", "Gender", choices=_same(lists.GENDERS), later=True),
    Field("age_range", "choice", "Age range", choices=_same(lists.AGE_RANGES), later=True),
)  # fmt: skip


ARREST = (
    Field("offence", "choice", "Offence group", choices=_same(CRIME_TYPES), needed={}),
    Field("custody", "text", "Custody reference", 40, reference=True),
)


ENGAGEMENT = (
    Field("kind", "choice", "Where", choices=lists.ENGAGEMENT_KINDS),
    Field("met", "ticks", "Who", hint="no names", choices=_same(lists.MET)),
    Field("concern", "choice", "Concern", choices=_same((*lists.ASB_TYPES, *CRIME_TYPES[1:]))),
    Field("promise", "text", "Promise made", 200, suggested=lists.PROMISES),
    Field("promise_day", "day", "By when"),
)


ACTION = (
    Field("kind", "choice", "What", choices=lists.ACTIONS, needed={}),
    Field(
        "seized", "choice", "Seized", choices=_same(lists.SEIZED),
        needed={"kind": (lists.SEIZURE,)}, tucked=True,
    ),
    Field("reference", "text", "Reference of the force's own record", 60, reference=True),
)  # fmt: skip


NOT_THE_RECORD = (
    "This is not the statutory record: the search is recorded on the force's own system as well. "
    "No names here."
)


NOT_TWICE = (
    "Not the outcome of a stop-search. Intelligence goes in as a report; here, its reference only."
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
    Group("action", "actions", "Action", ACTION, "log_actions", note=NOT_TWICE),
)


COUNTS = asked_in("counters")
"""What officers count: what was done, and whatever else is asked as a number of things."""

NOTES = asked_in("notes")
"""What they write in their own words."""

POSITIONS = asked_in("position")
"""Where the phone was: never in a file, a page or a view that people read."""


def table_columns() -> dict[str, tuple[Field, ...]]:
    """Return which table of the store keeps which answers."""
    details = {group.table: group.fields for group in GROUPS}
    return {"patrol_logs": (*FIELDS, CORRECTED), **details}


COLUMNS = table_columns()
