"""What was reported: how exactly it is known, by whom, of which type, and points that mislead."""

import re
from typing import Literal

Precision = Literal["month", "minute"]
"""How exactly an incident's time and place are known; one hotspot run never mixes the two."""


PUBLISHED = "data.police.uk"
"""The source of what is published, under the Open Government Licence."""

FEWEST_TO_SAY_WHEN = 20
"""Fewer incidents say nothing about the hour: nothing is proposed or called busiest."""

CRIME_TYPES = (
    "Anti-social behaviour",
    "Bicycle theft",
    "Burglary",
    "Criminal damage and arson",
    "Drugs",
    "Other theft",
    "Possession of weapons",
    "Public order",
    "Robbery",
    "Shoplifting",
    "Theft from the person",
    "Vehicle crime",
    "Violence and sexual offences",
    "Other crime",
)
"""The crime types of data.police.uk, verbatim."""


INCIDENTS = ("incident", "incidents")

COUNTED = {
    "Anti-social behaviour": (
        "report of anti-social behaviour",
        "reports of anti-social behaviour",
    ),
    "Bicycle theft": ("bicycle theft", "bicycle thefts"),
    "Burglary": ("burglary", "burglaries"),
    "Criminal damage and arson": (
        "case of criminal damage or arson",
        "cases of criminal damage or arson",
    ),
    "Drugs": ("drug offence", "drug offences"),
    "Other theft": ("other theft", "other thefts"),
    "Possession of weapons": ("weapon offence", "weapon offences"),
    "Public order": ("public order offence", "public order offences"),
    "Robbery": ("robbery", "robberies"),
    "Shoplifting": ("case of shoplifting", "cases of shoplifting"),
    "Theft from the person": ("theft from the person", "thefts from the person"),
    "Vehicle crime": ("vehicle crime", "vehicle crimes"),
    "Violence and sexual offences": (
        "violent or sexual offence",
        "violent or sexual offences",
    ),
}
"""Crime type → what one and several are called beside their number; others are incidents."""


SNAP_POINTS = {
    "Prison": "crimes inside the prison are recorded here",
    "Hospital": "crimes reported at the hospital are recorded here",
    "Police Station": "crimes reported at the station are recorded here",
}
"""Street labels of points that draw records of things that happened elsewhere or indoors: label →
why.
"""


KINDS_OF_POINT = (
    *SNAP_POINTS,
    *("Airport/Airfield", "Bus/Coach Station", "Conference/Exhibition Centre", "Ferry Terminal"),
    *(
        "Further/Higher Educational Building",
        "Motorway Service Area",
        "Nightclub",
        "Park/Open Space",
        "Parking Area",
    ),
    *("Pedestrian Subway", "Petrol Station", "Race Track", "Railway Passage", "Shopping Area"),
    *("Sports/Recreation Area", "Supermarket", "Theatre/Concert Hall"),
)
"""Labels of data.police.uk points that say what is there and not where: many points share one."""


_CAPITAL_AFTER_APOSTROPHE = re.compile(r"(?<=\w['’])S\b")


def street_name(published: str) -> str:
    """Return a street as people write it: data.police.uk's “Cavan'S Close” is Cavan's Close.

    Rows are kept as they were published; this is for reading.
    """
    return _CAPITAL_AFTER_APOSTROPHE.sub("s", published)
