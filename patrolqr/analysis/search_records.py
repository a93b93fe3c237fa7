"""How complete the records of stop-searches are: the seven items, what the person was told, body-worn
video, what each question of the form was answered; how old those are that nobody reviewed; and a sample
for a scrutiny panel that can be drawn again.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import pandas as pd

from patrolqr.core import ethnicity, lists
from patrolqr.core.form.questions import STOP_SEARCH

PLAIN_CLOTHES = "Warrant card"
"""What is shown in plain clothes only."""

LABELS = {each.name: each.label for each in STOP_SEARCH}

ANSWERED_OF_LOGS = (
    *("kind", "power", "object", "outcome", "linked", "found", "more_clothing"),
    *("self_defined", "officer_defined", "gender", "age_range", "reference"),
)
ANSWERED_OF_FORCE = (
    *("kind", "power", "object", "outcome", "linked", "more_clothing"),
    *("self_defined", "officer_defined", "gender", "age_range", "latitude"),
)
OF_A_PERSON = ("self_defined", "officer_defined", "gender", "age_range", "more_clothing")
"""Questions that a search of a vehicle alone leaves open."""


def seven_items(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row per item of the statutory record (PACE section 3): in how many searches the log
    holds it here (missing where the form does not ask), of how many, and in how many the officer ticked
    that it stands in the force's own record.
    """
    held = _held(rows)
    return pd.DataFrame(
        {
            "item": list(lists.SECTION_3),
            "here": pd.array([held.get(each) for each in lists.SECTION_3], dtype="Int64"),
            "of": len(rows),
            "ticked": [_ticked(rows["recorded"], each) for each in lists.SECTION_3],
        }
    )


def _held(rows: pd.DataFrame) -> dict[str, int]:
    says_group = rows["self_defined"].notna() | rows["ethnicity_missing"].notna()
    is_person = rows["kind"].fillna("") != ethnicity.NOBODY_SEARCHED
    says_object = rows["object"].notna() | rows["power"].isin(lists.NO_SUSPICION)
    return {
        "Date": len(rows),
        "Time": int(rows["is_timed"].sum()),
        "Place": len(rows),
        "Ethnicity": int((says_group | ~is_person).sum()),
        "Object of search": int(says_object.sum()),
        "Identity of the officer": int(rows["is_signed"].sum()),
    }


def told_to_the_person(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row per item of GOWISELY: in how many searches it is ticked, of how many that tick
    any, and how many tick none at all.
    """
    answered = int(rows["told"].notna().sum())
    return pd.DataFrame(
        {
            "item": list(lists.GOWISELY),
            "ticked": [_ticked(rows["told"], each) for each in lists.GOWISELY],
            "of": answered,
            "none_ticked": len(rows) - answered,
        }
    )


def told_all(rows: pd.DataFrame) -> int:
    """Return in how many searches all of GOWISELY is ticked that is told in uniform as well."""
    needed = set(lists.GOWISELY) - {PLAIN_CLOTHES}
    return sum(needed <= set(each) for each in rows["told"].dropna())


class Video(NamedTuple):
    """In how many searches body-worn video was on, was off, was off without a reason, and in how many
    nobody says.
    """

    on: int
    off: int
    off_without_reason: int
    not_said: int


def video(rows: pd.DataFrame) -> Video:
    """Return what is said of body-worn video."""
    said = rows["body_worn"].astype("boolean")
    off = said.eq(False).fillna(False)
    why = rows["body_worn_why"].fillna("").astype(str).str.strip()
    return Video(
        int(said.fillna(False).sum()),
        int(off.sum()),
        int((off & (why == "")).sum()),
        int(said.isna().sum()),
    )


def answered(rows: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return one row per question: how many searches answer it, of how many that it concerns."""
    persons = rows[rows["kind"].fillna("") != ethnicity.NOBODY_SEARCHED]
    found = []
    for name in columns:
        concerned = persons if name in OF_A_PERSON else rows
        if name == "object":
            concerned = rows[~rows["power"].isin(lists.NO_SUSPICION)]
        found.append(
            {
                "question": LABELS.get(name, "Place"),
                "answered": int(concerned[name].notna().sum()),
                "of": len(concerned),
            }
        )
    return pd.DataFrame(found, columns=["question", "answered", "of"])


class Reviewed(NamedTuple):
    """How many logs with a search somebody reviewed, in how many days half of them, how many wait, and
    how many days the oldest of these has; None where there is none.
    """

    reviewed: int
    half_within_days: float | None
    waiting: int
    oldest_days: float | None


def reviewed(rows: pd.DataFrame, now: datetime) -> Reviewed:
    """Return how old reviews are, log by log: one with two searches is reviewed once."""
    logs = rows.drop_duplicates("log_id")
    done, open_still = logs[logs["reviewed_at"].notna()], logs[logs["reviewed_at"].isna()]
    took = (done["reviewed_at"] - done["received_at"]).dt.total_seconds() / 86_400
    waits = (pd.Timestamp(now) - open_still["received_at"]).dt.total_seconds() / 86_400
    return Reviewed(
        len(done),
        float(took.median()) if len(done) else None,
        len(open_still),
        float(waits.max()) if len(open_still) else None,
    )


def sample(rows: pd.DataFrame, number: int, strata: str, seed: str) -> pd.DataFrame:
    """Return `number` searches (all, where there are no more), drawn so that each value of the column
    `strata` has its share, and each at least one while there are enough to draw.

    The order is that of a digest of the seed and the search's own id (the columns log_id and number, or
    search_id): the same seed draws the same searches, on whatever machine and in whatever order the
    rows come. Added: drawn (1, 2, …), stratum.
    """
    ids = [_id(row) for row in rows.to_dict("records")]
    lot = [hashlib.sha256(f"{seed}|{each}".encode()).hexdigest() for each in ids]
    mixed = rows.assign(lot=lot, stratum=rows[strata].fillna("Not recorded").astype(str))
    mixed = mixed.sort_values("lot", kind="stable")
    wanted = _allotted(mixed["stratum"].value_counts().sort_index(), number)
    parts = [mixed[mixed["stratum"] == name].head(count) for name, count in wanted.items()]
    drawn = pd.concat(parts) if parts else mixed.head(0)
    drawn = drawn.sort_values("lot", kind="stable").drop(columns="lot")
    return drawn.assign(drawn=range(1, len(drawn) + 1)).reset_index(drop=True)


def _allotted(sizes: "pd.Series[int]", number: int) -> dict[str, int]:
    """Return how many to draw of each stratum: by size, the largest remainder first, none over its size,
    and one at least of each while `number` allows.
    """
    total = int(sizes.sum())
    number = min(number, total)
    if not number:
        return {}
    exact = {str(name): number * int(size) / total for name, size in sizes.items()}
    least = 1 if number >= len(exact) else 0
    held = {name: max(least, int(share)) for name, share in exact.items()}

    def too_many(name: str) -> tuple[float, str]:
        return held[name] - exact[name], name

    while (left := number - sum(held.values())) > 0:
        room = [name for name in held if held[name] < int(sizes[name])]
        held[min(room, key=too_many)] += 1
    for _ in range(-left):
        held[max((name for name in held if held[name] > least), key=too_many)] -= 1
    return held


def _id(row: dict[Any, Any]) -> str:
    return str(row["search_id"]) if "search_id" in row else f"{row['log_id']} {row['number']}"


def blind(drawn: pd.DataFrame, seed: str) -> pd.DataFrame:
    """Return drawn searches as a panel sees them: nothing in them leads to an officer or a log but the
    reference of the force's own record, by which its secretary finds the video.
    """
    shown = drawn[[name for name in SHOWN_TO_A_PANEL if name in drawn]].assign(seed=seed)
    for name in shown:
        if name in TICKS:
            shown[name] = [_listed(each) for each in shown[name]]
    return shown


SHOWN_TO_A_PANEL = (
    *("drawn", "stratum", "day", "neighbourhood", "kind", "power", "object", "outcome", "linked"),
    *("found", "more_clothing", "self_defined", "ethnicity_missing", "officer_defined", "gender"),
    *("age_range", "body_worn", "body_worn_why", "told", "recorded", "reference"),
)
TICKS = ("found", "told", "recorded")


def _listed(ticks: Any) -> str | None:
    return ", ".join(ticks) if hasattr(ticks, "__len__") and len(ticks) else None


def _ticked(column: "pd.Series[Any]", item: str) -> int:
    return sum(item in list(each) for each in column.dropna())
