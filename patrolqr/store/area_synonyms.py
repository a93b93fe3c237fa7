"""What words for an area mean: a patrol area's own name, or what somebody confirmed; never a guess."""

from datetime import datetime
from typing import TypedDict

import pandas as pd

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.store.engine.writing import Writing
from patrolqr.store.session import Session


class SynonymRow(TypedDict):
    """What a word was confirmed to mean, by whom and when."""

    word: str
    area: str
    confirmed_by: str
    confirmed_at: datetime
    area_id: str


class MeantRow(TypedDict):
    """A word and the patrol area it means."""

    word: str
    area_id: str


class NameRow(TypedDict):
    """A patrol area in force."""

    area_id: str
    name: str


def plain(word: str) -> str:
    """Return a word for an area as it is compared: letters' case and spaces do not count."""
    return " ".join(word.casefold().split())


def synonyms(session: Session) -> pd.DataFrame:
    """Return the words that somebody confirmed (SynonymRow), by word."""
    return session.frame(SynonymRow, "area_synonyms/synonyms")


def area_ids(written: Writing) -> dict[str, list[str]]:
    """Return which patrol areas each word can mean; what was confirmed goes before a name."""
    meant: dict[str, list[str]] = {}
    for area in written.rows(NameRow, "table_logs/area_names"):
        meant.setdefault(plain(area["name"]), []).append(area["area_id"])
    for row in written.rows(MeantRow, "area_synonyms/meant"):
        meant[row["word"]] = [row["area_id"]]
    return meant


def keep(written: Writing, session: Session, word: str, area_id: str) -> None:
    """Keep that somebody confirmed what a word means."""
    written.change(
        "area_synonyms/insert_synonym",
        word=plain(word),
        area_id=area_id,
        confirmed_by=session.actor.person,
        confirmed_at=clock.now(),
    )


def named(written: Writing, area: str) -> str:
    """Return the id of the patrol area of that name; InputWrong where there is not just one."""
    found = area_ids(written).get(plain(area), [])
    if len(found) != 1:
        how_many = "Several patrol areas are" if found else "No patrol area is"
        raise InputWrong(f"{how_many} called “{area}”. Correct the area's name and load again.")
    return found[0]
