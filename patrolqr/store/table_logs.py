"""Patrol logs out of tables: each row of a submission is a version of its log, kept once.

What makes a row that submission says its reader (`identity`). A row that says something else than
the log's newest version is its next version, unless its platform says that it is older.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypedDict

import pyarrow as pa

from patrolqr.core import clock
from patrolqr.core.errors import LogTooLarge, LogWrong
from patrolqr.core.form.from_table import document_of, id_of
from patrolqr.core.form.log import PatrolLog, parse
from patrolqr.core.form.questions import CORRECTED, COUNTS
from patrolqr.core.presence import Stay, judge
from patrolqr.core.team import Duty, Team
from patrolqr.store import area_synonyms, redacted_logs, teams, waiting_row
from patrolqr.store.arriving_logs import ARROW_TYPES, LOG_SCHEMA
from patrolqr.store.engine.writing import Writing
from patrolqr.store.session import Session

CHANNEL = "file"
"""How such a log came, beside "phone" and "paper"."""

KEPT = 1000
"""Characters of a row that are kept for whoever looks into it."""

ROW_SCHEMA = pa.schema(
    {
        "load_id": pa.string(),
        "line": pa.int64(),
        "began_at": ARROW_TYPES["instant"],
        "area": pa.string(),
        "figures": pa.string(),
        "became": pa.string(),
        "reason": pa.string(),
        "log_id": pa.string(),
        "version": pa.int32(),
        "waiting": pa.string(),
    }
)

Row = dict[str, Any]
Quarantine = Callable[[tuple[tuple[int, str, str, str, str], ...]], None]


class ContentRow(TypedDict):
    """The newest version of a log by its content."""

    log_id: str
    version: int
    digest: str
    edited_at: str
    set_aside: bool


class WaitingRow(TypedDict):
    """A row of a table whose area is not known."""

    load_id: str
    line: int
    file_name: str
    area: str
    waiting: str


class WordRow(TypedDict):
    """A word for an area that is not known, and how many rows wait for it."""

    area: str
    rows: int
    file_name: str


@dataclass(frozen=True)
class Unusable(Exception):
    """Why a row is no log; it `waits` where it becomes one as soon as its area is known."""

    reason: str
    column: str = ""
    waits: bool = False


@dataclass
class Became:
    """What became of the rows of a table."""

    new: int = 0
    known: int = 0
    updated: int = 0
    quarantined: list[tuple[int, str, str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Placed:
    """A row as a log, with its duty and area."""

    row: Row
    log: PatrolLog
    sent: dict[str, Any]
    duty: Duty
    area_id: str
    began_at: datetime

    @property
    def digest(self) -> str:
        """A digest of all that people said in it, and of where it was."""
        told = self.sent["from_table"]["answers"]
        content = [self.log.digest, self.area_id, self.duty.team_id, told]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def keep(written: Writing, rows: Iterable[Row], load_id: str, *, file_name: str) -> Became:
    """Store the rows as patrol logs and return what became of them.

    Rows are those of a reader's table of patrol logs, as dictionaries.
    """
    became = Became()
    known_areas = area_synonyms.area_ids(written)
    known_teams = teams.known(written)
    placed: list[_Placed] = []
    records: list[Row] = []
    for row in rows:
        try:
            placed.append(_placed(row, known_areas, known_teams))
        except Unusable as problem:
            _set_aside(became, records, row, problem)
    _store(written, placed, load_id, file_name, became, records)
    named = [{**record, "load_id": load_id} for record in records]
    written.insert("table_rows", pa.Table.from_pylist(named, schema=ROW_SCHEMA))
    return became


def _placed(row: Row, known_areas: Mapping[str, list[str]], known_teams: list[Team]) -> _Placed:
    """Return the row as a log with its duty and area; Unusable says why it is none."""
    began_at = _began(row)
    if began_at is None:
        raise Unusable("it has no time: when it was is not known")
    if began_at > clock.now():
        raise Unusable("its time has not come yet")
    team = _team(row["team"] or "", known_teams)
    try:
        sent = document_of(row)
        edited = row["edited_at"]
        sent["from_table"]["edited_at"] = edited.isoformat() if edited else ""
        log = parse(sent)
    except (LogWrong, LogTooLarge) as problem:
        raise Unusable(problem.sentence.partition(". ")[0]) from problem
    day, shift = _shift(team, began_at)
    area_id = _area(row["area"] or "", known_areas)
    return _Placed(row, log, sent, Duty(team.team_id, day, shift), area_id, began_at)


def _began(row: Row) -> datetime | None:
    """Return when the patrol was, as near as the row says."""
    times = (row["arrived_at"], row["started_at"], row["left_at"], row["ended_at"])
    return next((each for each in times if each), None)


def _team(word: str, known: list[Team]) -> Team:
    plain = area_synonyms.plain(word)
    if not plain and len(known) == 1:
        return known[0]
    for team in known:
        if plain in (team.team_id, area_synonyms.plain(team.name)):
            return team
    if plain:
        raise Unusable(f"there is no team called “{word}”", "team")
    raise Unusable("it does not say whose patrol it was, and there are several teams", "team")


def _shift(team: Team, began_at: datetime) -> tuple[date, Any]:
    """Return the shift that was on, of those that overlap the one that began last; between two
    shifts it is the one before, which somebody worked longer.
    """
    on = clock.running(team.shifts, began_at)
    return on[0] if on else clock.latest_shift(team.shifts, began_at)


def _area(word: str, known: Mapping[str, list[str]]) -> str:
    found = known.get(area_synonyms.plain(word), [])
    if len(found) == 1:
        return found[0]
    if not word:
        raise Unusable("it names no patrol area", "area")
    how_many = "several patrol areas are" if found else "no patrol area is"
    raise Unusable(f"{how_many} called “{word}”: say once which one is meant", "area", waits=True)


def _set_aside(became: Became, records: list[Row], row: Row, problem: Unusable) -> None:
    value = str(row.get(problem.column) or "") if problem.column else ""
    became.quarantined.append(
        (row["line"], problem.reason, row["row"][:KEPT], problem.column, value)
    )
    waiting = waiting_row.as_json(row) if problem.waits else None
    told = {"became": "quarantined", "reason": problem.reason, "waiting": waiting}
    told |= {"log_id": id_of(row)} if waiting else {}
    records.append(_record(row, **told))


def _record(row: Row, **more: Any) -> Row:
    """Return what the table itself says in a row."""
    figures = {each.name: row[each.name] or 0 for each in COUNTS}
    area = " ".join((row["area"] or "").split())
    basis = {"line": row["line"], "began_at": _began(row), "area": area}
    return {**basis, "figures": json.dumps(figures), **more}


def _store(
    written: Writing,
    placed: list[_Placed],
    load_id: str,
    file_name: str,
    became: Became,
    records: list[Row],
) -> None:
    known = _known(written, placed)
    taken: list[Row] = []
    met: dict[str, tuple[str, int]] = {}
    for each in placed:
        log_id, before = each.log.log_id, known.get(each.log.log_id)
        if log_id in met and met[log_id][0] != each.digest:
            line = met[log_id][1]
            why = f"line {line} is the same submission with other answers"
            _set_aside(became, records, each.row, Unusable(why))
            continue
        is_twice = log_id in met
        met.setdefault(log_id, (each.digest, each.row["line"]))
        version = before["version"] if before else 0
        if is_twice or (before and not _is_newer(each, before)):
            became.known += 1
            what = "twice" if is_twice else "there already"
            records.append(_record(each.row, became=what, log_id=log_id, version=version or 1))
            continue
        try:
            taken.append(_row_of(each, version + 1, load_id, file_name))
        except LogWrong as problem:
            _set_aside(became, records, each.row, Unusable(problem.sentence.partition(". ")[0]))
            continue
        became.new, became.known = became.new + (not before), became.known + bool(before)
        became.updated += bool(before)
        what = "changed" if before else "new"
        records.append(_record(each.row, became=what, log_id=log_id, version=version + 1))
    corrected = [row["log_id"] for row in taken if row["version"] > 1]
    if corrected:
        written.change("logs/supersede_logs", log_ids=corrected)
    if taken:
        kept = redacted_logs.rows_without(written, taken)
        written.insert("patrol_logs", pa.Table.from_pylist(kept, schema=LOG_SCHEMA))


def _known(written: Writing, placed: list[_Placed]) -> dict[str, ContentRow]:
    ids = [each.log.log_id for each in placed]
    rows = written.rows(ContentRow, "table_logs/contents_known", log_ids=ids) if ids else []
    return {row["log_id"]: row for row in rows}


def _is_newer(each: _Placed, before: ContentRow) -> bool:
    """Return whether a row tells something else than the log's newest version, and is no older."""
    if before["set_aside"] or before["digest"] == each.digest:
        return False
    edited = each.sent["from_table"]["edited_at"]
    return not edited or not before["edited_at"] or edited >= before["edited_at"]


def _row_of(each: _Placed, version: int, load_id: str, file_name: str) -> Row:
    """Return the row as a version of a patrol log.

    It was received when its platform received it: what was loaded when stands with the load.
    """
    log = each.log
    if version > 1:
        why = f"changed in {file_name}"[: CORRECTED.limit]
        log = parse({**each.sent, "version": version, CORRECTED.name: why})
    received_at = each.row["ended_at"] or each.row["started_at"] or each.began_at
    judged = judge(
        Stay(
            channel=CHANNEL,
            late=False,
            arrived_at=log.values["arrived_at"],
            sent_at=None,
            received_at=received_at,
            valid_from=each.began_at,
            valid_until=each.began_at,
        )
    )
    return {
        "log_id": log.log_id,
        "version": version,
        "is_current": True,
        "document": log.document,
        "digest": each.digest,
        "corrected_why": log.corrected_why,
        "received_at": received_at,
        "late": False,
        "channel": CHANNEL,
        "load_id": load_id,
        "area_id": each.area_id,
        "team_id": each.duty.team_id,
        "patrol_day": each.duty.patrol_day,
        "shift": each.duty.shift.name,
        "grade": judged.grade,
        "grade_why": judged.why,
        "flags": list(judged.flags),
        **log.values,
    }


def keep_broken(written: Writing, broken: Iterable[tuple[int, str]], load_id: str) -> None:
    """Note the rows that their reader could not read at all: line and reason."""
    rows = [
        {"load_id": load_id, "line": line, "became": "quarantined", "reason": reason}
        for line, reason in broken
    ]
    written.insert("table_rows", pa.Table.from_pylist(rows, schema=ROW_SCHEMA))


def waiting_words(session: Session) -> list[WordRow]:
    """Return the words for areas that rows of loaded tables wait for, the most waited for first."""
    return session.rows(WordRow, "table_logs/waiting_words")


def confirm(
    session: Session,
    meant: Mapping[str, str],
    *,
    by_name: bool = False,
    patience_s: float | None = None,
) -> int:
    """Keep which patrol area each word means, take in the rows that waited, and return how many.

    `meant` is word → area id, or, `by_name`, its name; InputWrong where no one area is called so,
    LoadRunning where a load is running and does not end within the patience.
    """
    with session.loading("load", patience_s=patience_s) as written:
        for word, area in meant.items():
            area_id = area_synonyms.named(written, area) if by_name else area
            area_synonyms.keep(written, session, word, area_id)
        return _take_in(written)


def _take_in(written: Writing) -> int:
    """Take in the rows whose area is known by now."""
    known = area_synonyms.area_ids(written)
    ready: dict[tuple[str, str], list[Row]] = {}
    for row in written.rows(WaitingRow, "table_logs/waiting_rows"):
        if len(known.get(area_synonyms.plain(row["area"]), ())) == 1:
            of_load = ready.setdefault((row["load_id"], row["file_name"]), [])
            of_load.append(waiting_row.from_json(row["waiting"]))
    count = 0
    for (load_id, file_name), rows in ready.items():
        lines = [row["line"] for row in rows]
        written.change("table_logs/forget_waiting", load_id=load_id, lines=lines)
        became = keep(written, rows, load_id, file_name=file_name)
        still = {line for line, *_ in became.quarantined}
        written.change(
            "table_logs/end_quarantine",
            load_id=load_id,
            lines=[line for line in lines if line not in still],
        )
        written.change(
            "table_logs/count_again",
            load_id=load_id,
            new=became.new,
            known=became.known,
            updated=became.updated,
        )
        count += became.new + became.known
    return count
