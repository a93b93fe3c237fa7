"""How Ashbrook Police's own systems write things: their types, and who reported."""

from collections.abc import Mapping

from patrolqr.demo.hotspots import (
    ASB,
    BIKE,
    BURGLARY,
    DAMAGE,
    DRUGS,
    ORDER,
    OTHER,
    OTHER_THEFT,
    PERSON,
    ROBBERY,
    SHOPS,
    VEHICLE,
    VIOLENCE,
    WEAPONS,
)  # fmt: skip

OFFENCES = {
    BIKE: ("Theft of pedal cycle",),
    BURGLARY: ("Burglary - residential", "Burglary - business and community"),
    DAMAGE: ("Criminal damage to a vehicle", "Criminal damage to a building", "Arson"),
    DRUGS: ("Possession of drugs", "Trafficking of drugs"),
    ORDER: ("Public fear, alarm or distress", "Violent disorder"),
    OTHER: ("Miscellaneous crimes against society",),
    OTHER_THEFT: ("Theft - other", "Making off without payment"),
    PERSON: ("Theft from a person",),
    ROBBERY: ("Robbery of personal property", "Robbery of business property"),
    SHOPS: ("Theft from shop",),
    VEHICLE: ("Theft from a vehicle", "Theft of a vehicle", "Vehicle interference"),
    VIOLENCE: ("Violence with injury", "Violence without injury", "Stalking and harassment"),
    WEAPONS: ("Possession of an article with a blade",),
}
"""Type as data.police.uk calls it → what it is called in the crime recording system."""

OPENING_CODES = {
    ASB: ("ASB - nuisance", "ASB - environmental", "ASB - personal"),
    ORDER: ("Disorder",),
    VIOLENCE: ("Violence",),
}
"""The same in the call log."""

REPORTED_BY = {"public": "Member of the public", "police": "Police officer", "partner": "Council"}
CALL_SOURCES = {"public": "101 call", "police": "Police generated", "partner": "Partner agency"}
"""Origin → what stands for it in each of the two systems."""


def translated(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return each of a system's types with data.police.uk's."""
    return {word: ours for ours, theirs in words.items() for word in theirs}
