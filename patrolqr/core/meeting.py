"""What a review meeting's pack holds, as the data it is frozen as, and what a meeting enters."""

from typing import Literal, TypedDict

EntryKind = Literal["action", "decision"]
EntryState = Literal["open", "carried over", "done", "decided", "taken back"]
"""An action is open until it is done, perhaps carried over to a later day; a decision is decided. What
was entered by mistake is taken back.
"""

GOING_ON: tuple[EntryState, ...] = ("open", "carried over")

TEXT_LIMIT, OWNER_LIMIT = 300, 60

ELSEWHERE = "Elsewhere"
"""What the public reads of patrol areas that lie in no neighbourhood."""


class EntryTold(TypedDict):
    """A decision or action of an earlier meeting, in words: of which meeting, by when, how it stands."""

    kind: str
    text: str
    owner: str
    due: str
    state: str
    met: str


class FigureTold(TypedDict):
    """One figure in words, and what it is compared with, a line each."""

    label: str
    text: str
    beside: list[str]


class DoneTold(TypedDict):
    """What was done; minutes are None where no log told its times."""

    patrols: int
    minutes: int | None
    engagements: int
    stop_searches: int
    arrests: int
    actions: int


class PlaceTold(DoneTold):
    """What was asked of one patrol area and done there."""

    area: str
    neighbourhood: str
    patrols_asked: int
    patrols_given: int


class WeekTold(DoneTold):
    """What was done in one week, of which so many days lie in the period."""

    week: str
    days: int


class CountTold(TypedDict):
    """How often something was counted."""

    name: str
    count: float


class CountsTold(TypedDict):
    """Counts by name, as a picture of an answer has them."""

    label: str
    unit: str
    shows: Literal["done", "patrols"]
    counts: list[CountTold]


class AnswerTold(TypedDict):
    """What a question said: its sentence, figures, counts, and what cannot be said."""

    question: str
    words: str
    sentence: str
    figures: list[FigureTold]
    pictures: list[CountsTold]
    cannot: list[str]


class RaisedTold(TypedDict):
    """A concern that people named, and how often; None is not given."""

    concern: str
    number: int | None


class NeighbourhoodTold(TypedDict):
    """One neighbourhood, or all together, in a month as the public reads it; None is not given.

    Counts of people stand by what they count; `raised` are the concerns that were named at all, `change`
    says how reports compare with those a year before, "" where that is not told.
    """

    name: str
    patrols: int
    minutes: int
    counts: dict[str, int | None]
    raised: list[RaisedTold]
    change: str


class EditionTold(TypedDict):
    """The public edition of one calendar month: a line per neighbourhood, and all of them together.

    `begun` is the day on which records begin, where that lies within the month; `is_compared` whether
    what was reported is set beside the year before, `is_published` whether that is published data.
    """

    month: str
    day: str
    begun: str
    is_compared: bool
    is_published: bool
    neighbourhoods: list[NeighbourhoodTold]
    together: NeighbourhoodTold


class Snapshot(TypedDict):
    """All that a pack shows. Texts are texts also where they are dates: words can be redacted.

    `chosen` are the teams (ids), neighbourhoods and patrol areas (names) as addresses have them.
    What is kept is read for good: a name that is added later is NotRequired, and none is taken out.
    """

    period: str
    places: str
    chosen: dict[str, list[str]]
    marking: str
    audit_head: str
    known: str
    since_meeting: str
    entries: list[EntryTold]
    figures: list[FigureTold]
    areas: list[PlaceTold]
    weeks: list[WeekTold]
    answers: list[AnswerTold]
    editions: list[EditionTold]
    no_edition: str
    public_url: str
