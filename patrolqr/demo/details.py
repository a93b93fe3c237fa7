"""Details of what officers did in the town, and what sergeants decided about it.

Nobody is named, nobody is real.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd

from patrolqr.core.form.log import parse
from patrolqr.core.form.questions import GROUPS
from patrolqr.demo import chance_and_metres

THEFT, DRUGS = (
    "Police and Criminal Evidence Act 1984 (section 1)",
    "Misuse of Drugs Act 1971 (section 23)",
)
THEFT_OBJECTS = ("Stolen goods", "Offensive weapons", "Article for use in theft")

OUTCOMES = {
    "A no further action disposal": 0.68,
    "Arrest": 0.13,
    "Community resolution": 0.11,
    "Khat or Cannabis warning": 0.04,
    "Penalty Notice for Disorder": 0.04,
}
"""How often a stop-search ends so."""

SELF_DEFINED = {"W1": 0.62, "NS": 0.14, "W9": 0.08, "A1": 0.04, "A2": 0.04, "M1": 0.04, "B1": 0.04}
OFFICER_DEFINED = {"W": "IC1", "A": "IC4", "M": "IC3", "B": "IC3", "N": "IC1"}
MISSING = ("Refused", "Not stated", "Not asked")

FOUND = {"Controlled drugs": "Drugs", "Offensive weapons": "Weapon", "Stolen goods": "Stolen goods"}
"""What was looked for → what was found where the outcome is linked to it."""

OFFENCES = {
    "Controlled drugs": "Drugs",
    "Offensive weapons": "Possession of weapons",
    "Stolen goods": "Other theft",
    "Article for use in theft": "Other theft",
}
"""What was looked for → the offence of an arrest that followed."""

ACTIONS = {
    "Premises visited": 0.3,
    "Warning given": 0.2,
    "Weapon sweep": 0.12,
    "Seizure": 0.1,
    "Dispersal": 0.08,
    "CPW": 0.06,
    "Intelligence submitted": 0.06,
    "Safeguarding referral": 0.04,
    "FPN": 0.04,
}
"""How often an action is of that kind."""

SEIZED = {"Alcohol": 0.7, "Drugs": 0.2, "Weapon": 0.1}

REFERENCES = {"Intelligence submitted": "IR", "Seizure": "PR", "CPW": "CPW", "FPN": "FPN"}
"""Kinds of action that have a reference in the force's own record, and how it begins."""

ACTED = 0.17
"""Share of logs with an action."""

MET_WHERE = {
    "Shop or business": ("Business",),
    "In the street": ("Resident", "Visitor"),
    "School or youth": ("Young person",),
}
"""Where somebody was spoken to, and who it was."""

CONCERNS = (
    "Rowdy or inconsiderate behaviour",
    "Street drinking",
    "Vehicle nuisance or inappropriate use",
    "Shoplifting",
)
PROMISES = (
    "Call back with the outcome",
    "Look in before closing time",
    "Report the lamps to the council",
)

PROMISED_WITHIN = timedelta(days=5)
"""By when a promise is due."""

KEPT_AFTER = timedelta(days=4)
"""By then a promise is marked as kept; newer ones are open, the oldest of them nearly due."""

SERGEANT = "Sgt 4412"
APPROVED_AFTER = timedelta(hours=30)
"""By then a log with something to check is approved."""


def added(sent: dict[str, Any], random: np.random.Generator) -> dict[str, Any]:
    """Return what was sent with details of most stop-searches, all arrests and a few engagements;
    an arrest that a search ended with counts as one of the log's.
    """
    searches = [_search(random) for _ in range(sent["stop_searches"]) if random.random() < 0.9]
    ended = [OFFENCES[each["object"]] for each in searches if each["outcome"] == "Arrest"]
    other = ["Drugs"] * (sent["arrests"] - len(ended))
    arrests = [
        {"offence": offence, "custody": f"CU/{random.integers(1000, 9999)}/26"}
        for offence in ended + other
    ]
    told = sent | {"arrests": len(arrests)}
    spoken = [_spoken(sent, random)] if sent["engagements"] and random.random() < 0.2 else []
    found = {"stop_search": searches, "arrest": arrests, "engagement": spoken}
    return told | {name: entries for name, entries in found.items() if entries}


def reported(sent: dict[str, Any], random: np.random.Generator) -> dict[str, Any]:
    """Return what was sent with who patrolled and how, whom they met, what a search found and, of
    some logs, an action.
    """
    role = "PCSO" if sent["collar"].startswith("77") else "PC"
    travelled = str(random.choice(["On foot", "Cycle", "Vehicle"], p=(0.72, 0.1, 0.18)))
    told: dict[str, Any] = sent | {"role": role, "travelled": travelled}
    if spoken := sent.get("engagement"):
        told["engagement"] = [each | _met(random) for each in spoken]
    if searches := sent.get("stop_search"):
        told["stop_search"] = [each | {"found": _found(each)} for each in searches]
    if random.random() < ACTED:
        told |= {"actions": 1, "action": [_action(random)]}
    return told


def tables(logs: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the frames of the details' tables by their names."""
    read = [parse(json.loads(document)) for document in _detailed(logs)]
    return {
        group.table: pd.DataFrame([row for log in read for row in log.rows(group)])
        for group in GROUPS
    }


def reviews(logs: pd.DataFrame, *, cut: datetime, seed: int) -> pd.DataFrame:
    """Return the decisions about logs with stop-searches or arrests: all but the newest are
    approved.
    """
    random = chance_and_metres.chance(seed, "reviews")
    checked = logs[(logs["stop_searches"] > 0) | (logs["arrests"] > 0)]
    rows = []
    for log_id, received in checked[["log_id", "received_at"]].itertuples(index=False):
        decided = received + timedelta(hours=float(random.uniform(3, 30)))
        if received + APPROVED_AFTER <= cut:
            rows.append((log_id, 1, "approved", None, SERGEANT, decided))
    table = pd.DataFrame(
        rows, columns=["log_id", "version", "state", "remark", "decided_by", "decided_at"]
    )
    times = pd.to_datetime(table["decided_at"], utc=True)
    return table.assign(review_id=chance_and_metres.ids(random, len(rows)), decided_at=times)


def promises_kept(logs: pd.DataFrame, *, cut: datetime) -> pd.DataFrame:
    """Return the marks that promises were kept: those of all but the newest logs, but every fifth."""
    rows = []
    for document in _detailed(logs[logs["received_at"] + KEPT_AFTER <= cut]):
        log = parse(json.loads(document))
        for group in GROUPS:
            rows += [
                (each["entry_id"], log.log_id) for each in log.rows(group) if each.get("promise")
            ]
    kept = [each for place, each in enumerate(rows) if place % 5]
    table = pd.DataFrame(kept, columns=["entry_id", "log_id"])
    received = logs.set_index("log_id")["received_at"]
    return table.assign(
        is_kept=True,
        decided_by=SERGEANT,
        decided_at=pd.to_datetime(table["log_id"].map(received) + KEPT_AFTER, utc=True),
    )


def _detailed(logs: pd.DataFrame) -> "pd.Series[str]":
    """Return the documents that have details, which are few: reading one takes a while."""
    named = "|".join(f'"{group.name}":' for group in GROUPS)
    return logs.loc[logs["document"].str.contains(named), "document"]


def _search(random: np.random.Generator) -> dict[str, Any]:
    drugs = random.random() < 0.55
    ethnicity = _one(SELF_DEFINED, random)
    entry = {
        "kind": "Person search" if random.random() < 0.85 else "Person and Vehicle search",
        "power": DRUGS if drugs else THEFT,
        "object": "Controlled drugs" if drugs else str(random.choice(THEFT_OBJECTS)),
        "self_defined": ethnicity,
        "officer_defined": OFFICER_DEFINED[ethnicity[0]],
        "outcome": _one(OUTCOMES, random),
        "body_worn": "Yes",
        "reference": f"SS/{random.integers(10_000, 99_999)}/26",
    }
    found = entry["outcome"] != "A no further action disposal"
    missing = {"ethnicity_missing": str(random.choice(MISSING))} if ethnicity == "NS" else {}
    return entry | missing | {"linked": "Yes" if found and random.random() < 0.75 else "No"}


def _spoken(sent: Mapping[str, Any], random: np.random.Generator) -> dict[str, Any]:
    entry = {"kind": "Shop or business", "concern": str(random.choice(CONCERNS))}
    if random.random() >= 0.3:
        return entry
    due = datetime.fromisoformat(sent["arrived_at"]).date() + PROMISED_WITHIN
    return entry | {"promise": str(random.choice(PROMISES)), "promise_day": due.isoformat()}


def _met(random: np.random.Generator) -> dict[str, Any]:
    where = str(random.choice(list(MET_WHERE), p=(0.5, 0.4, 0.1)))
    return {"kind": where, "met": [str(random.choice(MET_WHERE[where]))]}


def _found(search: Mapping[str, Any]) -> list[str]:
    return [FOUND.get(search["object"], "Other") if search["linked"] == "Yes" else "Nothing"]


def _action(random: np.random.Generator) -> dict[str, Any]:
    kind = _one(ACTIONS, random)
    entry = {"kind": kind} | ({"seized": _one(SEIZED, random)} if kind == "Seizure" else {})
    number = random.integers(1000, 9999)
    begins = REFERENCES.get(kind)
    return entry | ({"reference": f"{begins}/{number}/26"} if begins else {})


def _one(shares: Mapping[str, float], random: np.random.Generator) -> str:
    return str(random.choice(list(shares), p=list(shares.values())))
