"""Places where more happens than elsewhere: lasting ones, two that emerge, one that rose and is over,
one that ended.
"""

from dataclasses import dataclass

ASB, BIKE, BURGLARY, DAMAGE, DRUGS = (
    "Anti-social behaviour", "Bicycle theft", "Burglary", "Criminal damage and arson", "Drugs",
)  # fmt: skip
OTHER_THEFT, WEAPONS, ORDER, ROBBERY, SHOPS = (
    "Other theft", "Possession of weapons", "Public order", "Robbery", "Shoplifting",
)  # fmt: skip
PERSON, VEHICLE, VIOLENCE, OTHER = (
    "Theft from the person",
    "Vehicle crime",
    "Violence and sexual offences",
    "Other crime",
)


@dataclass(frozen=True)
class Hotspot:
    """A place as drawn (metres from the market square), and how many incidents a week it draws, by
    crime type.

    `weeks` are counts of the last weeks, the newest last, in place of a steady rate, `over_for` how
    many whole weeks it is over since; `ended_days` is how long ago a steady one stopped; `category` is
    what a briefing there is about.
    """

    name: str
    at: tuple[float, float]
    category: str
    weekly: dict[str, float]
    spread_m: float = 55
    weeks: tuple[int, ...] = ()
    over_for: int = 0
    ended_days: int = 0


LASTING = (
    Hotspot("Market Square", (0, 0), ASB,
            {ASB: 2.4, VIOLENCE: 2.6, ORDER: 1.1, SHOPS: 1.0, PERSON: 0.45, OTHER_THEFT: 0.4}),
    Hotspot("Station Road", (930, -830), VIOLENCE,
            {ASB: 1.4, VIOLENCE: 1.3, BIKE: 0.6, ROBBERY: 0.3, VEHICLE: 0.3, ORDER: 0.5}),
    Hotspot("Retail Park", (-1500, -1230), SHOPS, {SHOPS: 3.6, VEHICLE: 0.5, ASB: 0.6, OTHER_THEFT: 0.4}),
    Hotspot("Bus Station", (-40, 360), ORDER, {VIOLENCE: 1.0, ORDER: 0.9, ASB: 0.8, DRUGS: 0.3, ROBBERY: 0.15}),
    Hotspot("Canal Bridge", (-300, -700), DRUGS, {ASB: 0.9, DRUGS: 0.5, ROBBERY: 0.2, DAMAGE: 0.3}),
    Hotspot("Queensway shops", (1480, 950), ASB, {ASB: 1.0, SHOPS: 0.7, DAMAGE: 0.4}),
    Hotspot("Millbrook estate", (240, -1900), DAMAGE, {ASB: 0.8, VIOLENCE: 0.8, DAMAGE: 0.7, BURGLARY: 0.3}),
    Hotspot("Mill Lane", (-1500, -720), BURGLARY, {BURGLARY: 0.8, VEHICLE: 0.4, OTHER_THEFT: 0.2}),
)  # fmt: skip

EMERGING = (
    Hotspot("Leisure Centre", (1300, 360), VEHICLE, {VEHICLE: 1.0}, weeks=(1, 2, 3, 6, 7, 8, 7)),
    Hotspot(
        "Priory Park", (-1040, 850), ASB, {ASB: 1.0}, spread_m=75, weeks=(2, 4, 5, 9, 11, 12, 11)
    ),
)

OVER = (
    Hotspot("Chapel Green", (-700, 2000), BIKE, {BIKE: 1.0}, weeks=(2, 4, 5, 6, 6, 4), over_for=7),
)
"""A rise that came and went, before the patrols in this data."""

ENDED = (Hotspot("Garage Row", (-2160, 270), DAMAGE, {DAMAGE: 2.2, ASB: 1.6}, ended_days=240),)

ALL = (*LASTING, *EMERGING, *OVER, *ENDED)
PATROLLED = (*LASTING, *EMERGING)
"""Those that get a patrol area.

The others came to their end before the patrols in this data.
"""
