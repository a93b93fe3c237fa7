"""What leaves the database for a file: patrol logs with every field, taskings with what they were
given, stop-searches as they are published.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypedDict

import pandas as pd

from patrolqr.core import lists
from patrolqr.core.choice import chosen
from patrolqr.core.form.asked import KINDS, from_row
from patrolqr.core.form.question import Field, word_answer
from patrolqr.core.form.questions import FIELDS, GROUPS, Group, shown_in
from patrolqr.store import details as detailed
from patrolqr.store import log_reads
from patrolqr.store.details import Detail
from patrolqr.store.log_reads import EVERYTHING, LogChoice
from patrolqr.store.session import Session
from patrolqr.store.visits import Given

WHERE = ("patrol_day", "shift", "team", "area", "neighbourhood", "visited_at")
"""Where and when something was done, at the beginning of every row."""

COLUMNS = (
    *(*WHERE, "minutes", "capped", "ask", "ask_kind", "answer_chosen", "answer_number"),
    *(field.name for field in shown_in("export")),
    *("arrests_again", "stop_searches_again", "actions_again"),
    *("received_at", "late", "clock_ahead_minutes", "channel", "entered_by", "version"),
    *("log_id", "team_id", "area_id"),
)
"""What an export holds, in this order: named one by one, so that neither what opens a pass
or a phone nor where exactly an officer stood slips in."""

CODED = ("choice", "ticks", "yes_no", "collars")
"""Kinds of questions whose stored answers are not the words that were on the phone."""


class DocumentRow(TypedDict):
    """A version of a patrol log; `document` is the JSON text that was sent."""

    log_id: str
    version: int
    document: str
    digest: str
    channel: str
    late: bool


StopSearchRow = TypedDict(
    "StopSearchRow",
    {
        "Type": str,
        "Date": datetime,
        "Part of a policing operation": bool | None,
        "Policing operation": str | None,
        "Latitude": float | None,
        "Longitude": float | None,
        "Gender": str | None,
        "Age range": str | None,
        "Self-defined ethnicity": str | None,
        "Officer-defined ethnicity": str | None,
        "Legislation": str | None,
        "Object of search": str | None,
        "Outcome": str | None,
        "Outcome linked to object of search": bool | None,
        "Removal of more than just outer clothing": bool | None,
        "log_id": str,
        "number": int,
    },
)
"""A stop-search under the column names of data.police.uk's files, in their order, and which one of
which log it is.
"""


class TaskingRow(Given):
    """A tasking of a newest sheet, with what it asked, what was done and what of that was given."""

    patrol_day: date
    shift: str
    team: str
    number: int
    area: str
    neighbourhood: str
    ask: str | None
    logs: int
    engagements: int
    stop_searches: int
    arrests: int
    actions: int
    team_id: str
    area_id: str


def documents(session: Session) -> list[dict[str, Any]]:
    """Return every version of every patrol log exactly as it was sent, the oldest first: for
    another system to read.
    """
    rows = session.rows(DocumentRow, "logs/log_documents")
    return [{**row, "document": json.loads(row["document"])} for row in rows]


def logs(session: Session, choice: LogChoice = EVERYTHING) -> pd.DataFrame:
    """Return one row per log chosen, newest first, with the columns that may leave (COLUMNS).

    arrests_again, stop_searches_again and actions_again are those of its counts that another log, of
    the same area and duty, reports under the same reference and counts already.
    """
    rows = log_reads.logs(session, choice)
    return word(rows.assign(**_answers_by_kind(rows))[list(COLUMNS)])


def _answers_by_kind(rows: pd.DataFrame) -> dict[str, "pd.Series[Any]"]:
    """Return the columns that answers have beside their text: how was asked, what was chosen of a
    list, and the number where one was asked for.
    """
    told = rows[["ask", "ask_kind", "ask_options", "answer"]].to_dict("records")
    asks = [from_row({str(name): plain(value) for name, value in row.items()}) for row in told]
    answers = [plain(row["answer"]) or "" for row in told]
    pairs = list(zip(asks, answers, strict=True))
    chosen = [ask.split(answer)[0] or None for ask, answer in pairs]
    numbers = [ask.number(answer) for ask, answer in pairs]
    kinds = [KINDS[ask.kind] if ask.text else None for ask in asks]
    return {
        "ask_kind": pd.Series(kinds, index=rows.index, dtype=object),
        "answer_chosen": pd.Series(chosen, index=rows.index, dtype=object),
        "answer_number": pd.Series(numbers, index=rows.index, dtype="Int64"),
    }


def details(session: Session, choice: LogChoice = EVERYTHING) -> dict[str, pd.DataFrame]:
    """Return, per name of a group of GROUPS, one row per thing detailed in the logs chosen.

    Columns: where and when, number, the group's questions as stop_search_power, log_id.
    """
    chosen = log_reads.logs(session, choice)[[*WHERE, "log_id"]]
    of_logs = detailed.of_logs(session, chosen["log_id"].tolist())
    told = [each for entries in of_logs.values() for each in entries]
    return {group.name: _details(group, chosen, told) for group in GROUPS}


def sheets(session: Session, choice: LogChoice = EVERYTHING) -> dict[str, pd.DataFrame]:
    """Return the same by the name of a workbook's sheet: Engagements, Stop-searches, …"""
    labels = {each.name: each.label for each in FIELDS}
    told = details(session, choice)
    return {labels[group.counter]: told[group.name] for group in GROUPS}


def _details(group: Group, chosen: pd.DataFrame, told: Sequence[Detail]) -> pd.DataFrame:
    own = [each for each in told if each.group_name == group.name]
    rows = pd.DataFrame(
        {
            "log_id": pd.Series([each.log_id for each in own], dtype=object),
            "number": pd.Series([each.number for each in own], dtype="int64"),
        }
    )
    for asked in group.fields:
        answers = pd.Series([each.answers[asked.name] for each in own], dtype=object)
        rows[f"{group.name}_{asked.name}"] = _typed(asked, answers)
    # on the left as they were chosen, the newest visit first
    merged = chosen.merge(rows, on="log_id", validate="one_to_many")
    return merged[[each for each in merged if each != "log_id"] + ["log_id"]]


def _typed(asked: Field, answers: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return the answers as a column that files and tables read rightly."""
    match asked.kind:
        case "choice" | "ticks" | "yes_no" | "collars":
            return _in_words(asked, answers)
        case "day":
            return pd.to_datetime(answers)
        case "instant":
            return pd.to_datetime(answers, utc=True)
        case "count" | "number":
            return pd.to_numeric(answers)
        case "text":
            return answers


def taskings(
    session: Session, *, since: date | None = None, until: date | None = None
) -> pd.DataFrame:
    """Return one row (TaskingRow) per tasking of the newest sheets from patrol day since to the day
    before until: what it asked, what was done, and what of that was given.
    """
    return session.frame(TaskingRow, "visits/taskings_given", since=since, until=until)


def word(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows of `logs` with choices, ticks and yes or no in the words people know them by."""
    coded = [each for each in FIELDS if each.kind in CODED and each.name in rows]
    return rows.assign(**{each.name: _in_words(each, rows[each.name]) for each in coded})


def _in_words(asked: Field, column: "pd.Series[Any]") -> "pd.Series[Any]":
    words = [word_answer(asked, plain(answer)) or None for answer in column]
    return pd.Series(words, index=column.index, dtype=object)


def plain(value: Any) -> Any:
    """Return a frame's value as the form has it: a list for ticks, None where there is none."""
    listed = value.tolist() if hasattr(value, "tolist") else value
    return listed if isinstance(listed, list) or pd.notna(listed) else None


def stop_searches(
    session: Session,
    *,
    since: date | None = None,
    until: date | None = None,
    neighbourhoods: Sequence[str] = (),
    teams: Sequence[str] = (),
) -> pd.DataFrame:
    """Return one row per detailed stop-search from patrol day since to the day before until, oldest
    first, in the 15 columns of data.police.uk's files; of all places and teams where none is named.

    Places are the middles of patrol areas. PatrolQR is not the statutory record: the force's own
    system publishes.
    """
    rows = session.frame(
        StopSearchRow,
        "logs/export_stop_searches",
        since=since,
        until=until,
        neighbourhoods=chosen(neighbourhoods),
        teams=chosen(teams),
        self_defined=_map(lists.SELF_DEFINED),
        officer_defined=_map(lists.PUBLISHED_OFFICER_DEFINED),
    )
    return rows.drop(columns=["log_id", "number"])


AS_PUBLISHED = {
    "kind": "Type",
    "searched_at": "Date",
    "part_of_operation": "Part of a policing operation",
    "operation": "Policing operation",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "gender": "Gender",
    "age_range": "Age range",
    "self_defined": "Self-defined ethnicity",
    "officer_defined": "Officer-defined ethnicity",
    "power": "Legislation",
    "object": "Object of search",
    "outcome": "Outcome",
    "linked": "Outcome linked to object of search",
    "more_clothing": "Removal of more than just outer clothing",
}
"""Column of store.searches.ForceSearchRow → column as published, in the published order."""


def as_published(rows: pd.DataFrame) -> pd.DataFrame:
    """Return stop-searches of the force's own records (store.searches.of_force) in the 15 columns of
    data.police.uk's files, the oldest first.
    """
    ordered = rows.sort_values(["searched_at", "search_id"])[list(AS_PUBLISHED)]
    return ordered.rename(columns=AS_PUBLISHED).reset_index(drop=True)


def _map(labels: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the labels as DuckDB reads a map."""
    return {"key": list(labels), "value": list(labels.values())}
