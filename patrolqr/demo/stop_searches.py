"""Stop-searches as data.police.uk publishes them: two months late, at a point nearby, nobody named."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from patrolqr.core import clock
from patrolqr.demo import chance_and_metres
from patrolqr.demo.hotspots import LASTING
from patrolqr.demo.incidents import hotspot_point

PUBLISHED_AFTER = timedelta(days=55)
"""How long after a month's end it is published."""

A_DAY, MINUTES_A_DAY = 1.3, 24 * 60
NEARBY_M = 120

MAY_FIND = {
    "Misuse of Drugs Act 1971 (section 23)": ("Controlled drugs",),
    "Police and Criminal Evidence Act 1984 (section 1)": (
        "Stolen goods",
        "Offensive weapons",
        "Article for use in theft",
    ),
}
"""Power → what is looked for under it."""

ETHNICITIES = {
    "White - English/Welsh/Scottish/Northern Irish/British": ("White", 0.66),
    "White - Any other White background": ("White", 0.12),
    "Other ethnic group - Not stated": ("White", 0.10),
    "Asian/Asian British - Any other Asian background": ("Asian", 0.05),
    "Black/African/Caribbean/Black British - African": ("Black", 0.04),
    "Mixed/Multiple ethnic groups - White and Black Caribbean": ("Black", 0.03),
}
"""Self-defined ethnicity → the officer's, and how often it is given."""

OUTCOMES = {
    "A no further action disposal": 0.70,
    "Arrest": 0.13,
    "Community resolution": 0.12,
    "Penalty Notice for Disorder": 0.05,
}
AGES = {"10-17": 0.18, "18-24": 0.34, "25-34": 0.26, "over 34": 0.22}


def newest_month(until: date) -> date:
    """Return the first day of the newest month that is published by then."""
    return date.fromordinal((until - PUBLISHED_AFTER).replace(day=1).toordinal() - 1).replace(day=1)


def stop_searches(*, until: date, seed: int) -> pd.DataFrame:
    """Return one row per stop-search of the newest published month, in the columns of the file."""
    random = chance_and_metres.chance(seed, "stop searches")
    first = newest_month(until)
    days = (date.fromordinal(first.toordinal() + 31).replace(day=1) - first).days
    count = int(random.poisson(A_DAY * days))
    minutes = np.sort(random.integers(0, days * MINUTES_A_DAY, count))
    walls = pd.Timestamp(first) + pd.to_timedelta(minutes, unit="min")
    at = chance_and_metres.utc(walls, clock.zone().key)
    spots = np.array([hotspot_point(spot) for spot in LASTING])
    metres = spots[random.integers(0, len(spots), count)]
    where = chance_and_metres.to_degrees(metres + random.uniform(-NEARBY_M, NEARBY_M, (count, 2)))
    powers = random.choice(list(MAY_FIND), count, p=(0.6, 0.4))
    outcomes = random.choice(list(OUTCOMES), count, p=list(OUTCOMES.values()))
    found = (outcomes != "A no further action disposal") & (random.random(count) < 0.75)
    shares = [share for _, share in ETHNICITIES.values()]
    ethnicities = random.choice(list(ETHNICITIES), count, p=shares)
    return pd.DataFrame({
        "Type": random.choice(["Person search", "Person and Vehicle search"], count, p=(0.86, 0.14)),
        "Date": at.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
        "Part of a policing operation": "False",
        "Policing operation": "",
        "Latitude": where[:, 1].round(6),
        "Longitude": where[:, 0].round(6),
        "Gender": random.choice(["Male", "Female"], count, p=(0.88, 0.12)),
        "Age range": random.choice(list(AGES), count, p=list(AGES.values())),
        "Self-defined ethnicity": ethnicities,
        "Officer-defined ethnicity": [ETHNICITIES[each][0] for each in ethnicities],
        "Legislation": powers,
        "Object of search": [str(random.choice(MAY_FIND[power])) for power in powers],
        "Outcome": outcomes,
        "Outcome linked to object of search": np.where(found, "True", "False"),
        "Removal of more than just outer clothing": "False",
    })  # fmt: skip
