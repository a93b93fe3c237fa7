"""The same numbers as the named questions tell, counted again from exported rows by other code: plain
loops over rows, no view of the database and nothing of patrolqr.analysis.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

import pandas as pd

from patrolqr.core.lists import CUT_SHORT_BEFORE
from patrolqr.store import Session, exports
from patrolqr.store.log_reads import EVERYTHING

Row = dict[str, Any]
Numbers = dict[str, float]

LONGEST_S = 60 * 60
DUTY = ("team_id", "patrol_day", "shift", "area_id")


@dataclass(frozen=True)
class Filters:
    """Which rows: days from since to before until, teams, areas and neighbourhoods (by name)."""

    since: date
    until: date
    teams: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    neighbourhoods: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exported:
    """Everything there is, as files have it."""

    logs: list[Row]
    taskings: list[Row]
    engagements: list[Row]
    searches: list[Row]
    arrests: list[Row]
    tables: dict[str, list[Row]]


def exported(session: Session) -> Exported:
    """Return what leaves the store for files, and the few tables that no file has."""
    details = exports.details(session, EVERYTHING)
    logs = _records(exports.logs(session, EVERYTHING))
    by_log = {row["log_id"]: row for row in logs}
    told = {
        name: [by_log[row["log_id"]] | row for row in _records(rows) if not pd.isna(row["number"])]
        for name, rows in details.items()
    }
    names = (
        *("picks", "missed_reasons", "promises_kept", "log_engagements", "incidents", "places"),
        "coin_tosses",
    )
    with session.store.database.writing() as written:
        tables = {name: _records(written.cursor.execute(f"FROM {name}").df()) for name in names}
        areas = "SELECT area_id::VARCHAR AS area_id, name, cell, neighbourhood FROM current_areas"
        tables["areas"] = _records(written.cursor.execute(areas).df())
    taskings = _records(exports.taskings(session))
    return Exported(logs, taskings, told["engagement"], told["stop_search"], told["arrest"], tables)


def _records(rows: pd.DataFrame) -> list[Row]:
    plain = rows.astype(object).where(rows.notna(), None)
    found = plain.to_dict("records")
    for row in found:
        if row.get("patrol_day") is not None:
            row["patrol_day"] = pd.Timestamp(row["patrol_day"]).date()
    return [{str(name): value for name, value in row.items()} for row in found]


def chosen(rows: Iterable[Row], filters: Filters) -> list[Row]:
    """Return the rows that the filters let through."""
    return [
        row
        for row in rows
        if filters.since <= row["patrol_day"] < filters.until
        and (not filters.teams or row["team_id"] in filters.teams)
        and (not filters.areas or row["area_id"] in filters.areas)
        and (not filters.neighbourhoods or row["neighbourhood"] in filters.neighbourhoods)
    ]


def patrols(logs: Iterable[Row]) -> list[Row]:
    """Return the patrols of logs: stays of one area and duty that touch are one."""
    found: list[Row] = []
    of_duty: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in logs:
        if row["arrived_at"] is not None:
            of_duty[tuple(row[name] for name in DUTY)].append(row)
    for rows in of_duty.values():
        stays = sorted((*_stay(row), str(row["log_id"]), row) for row in rows)
        gone: float = -1.0
        for came, went, _, row in stays:
            over = came if went is None else went
            if gone < 0 or came > gone:
                found.append({**row, "came": came, "stays": []})
            found[-1]["stays"].append((came, went, row))
            gone = max(gone, over)
            found[-1]["over"] = gone
    for each in found:
        timed = [went for _, went, _ in each["stays"] if went is not None]
        each["minutes"] = int((each["over"] - each["came"]) // 60) if timed else None
        each["officer_minutes"] = _officer_minutes(each["stays"]) if timed else None
    return found


def _stay(row: Row) -> tuple[int, int | None]:
    came = int(pd.Timestamp(row["arrived_at"]).timestamp())
    if row["left_at"] is None:
        return came, None
    return came, min(int(pd.Timestamp(row["left_at"]).timestamp()), came + LONGEST_S)


def _officer_minutes(stays: list[tuple[int, int | None, Row]]) -> int:
    timed = [(came, went, row) for came, went, row in stays if went is not None]
    own: dict[object, list[tuple[int, int]]] = defaultdict(list)
    for number, (came, went, row) in enumerate(timed):
        own[row["collar"] or number].append((came, went))
    alone = sum(_union(each) for each in own.values())
    told = max((went - came) * int(row["officers_present"] or 1) for came, went, row in timed)
    spans: dict[object, list[tuple[int, int]]] = defaultdict(list)
    for number, (came, went, row) in enumerate(timed):
        named = str(row["colleagues"] or "").replace(";", ",").split(",")
        officers = [each.strip() for each in named if each.strip()]
        for officer in [row["collar"] or number, *officers]:
            spans[officer].append((came, went))
    everybody = sum(_union(each) for each in spans.values())
    return max(alone, told, everybody if any(row["colleagues"] for *_, row in timed) else 0) // 60


def _union(spans: list[tuple[int, int]]) -> int:
    total, gone = 0, -1
    for came, went in sorted(spans):
        total += max(0, went - max(came, gone))
        gone = max(gone, went)
    return total


def missed(all_of: Exported, filters: Filters) -> Numbers:
    reasons: dict[tuple[Any, ...], str] = {}
    for row in sorted(all_of.tables["missed_reasons"], key=lambda each: each["serial"]):
        reasons[tuple(str(row[name]) for name in DUTY)] = str(row["reason"] or "")
    told: Counter[str] = Counter(asked=0, missed=0, minutes_lost=0)
    for row in chosen(all_of.taskings, filters):
        told["asked"] += int(row["patrols_asked"])
        lacking = int(row["patrols_asked"]) - int(row["patrols_given"])
        if lacking > 0:
            reason = reasons.get(tuple(str(row[name]) for name in DUTY), "")
            told["missed"] += lacking
            told["minutes_lost"] += lacking * int(row["minutes_asked"]) // int(row["patrols_asked"])
            told[CUT_SHORT_BEFORE.get(reason, reason) or "No reason given"] += lacking
    return dict(told)


def hours_given(all_of: Exported, filters: Filters) -> Numbers:
    rows = chosen(all_of.taskings, filters)
    stays = [each["minutes"] for each in patrols(chosen(all_of.logs, filters))]
    timed = [each for each in stays if each is not None]
    return {
        "asked": sum(int(row["minutes_asked"]) for row in rows),
        "given": sum(int(row["minutes_given"]) for row in rows),
        "stays": len(timed),
        "koper": sum(10 <= each <= 16 for each in timed),
        "median": float(median(timed)) if timed else 0.0,
    }


def public(all_of: Exported, filters: Filters) -> Numbers:
    logs = chosen(all_of.logs, filters)
    concerns = Counter(
        row["engagement_concern"]
        for row in chosen(all_of.engagements, filters)
        if row["engagement_concern"]
    )
    return {
        "logs": len(logs),
        "heard": sum(row["heard"] is not None for row in logs),
        "noted": sum(any(row[name] for name in ("saw", "heard", "learned")) for row in logs),
        "concerns": sum(concerns.values()),
        **concerns,
    }


def promises(all_of: Exported, filters: Filters) -> Numbers:
    kept: dict[str, bool] = {}
    for row in sorted(all_of.tables["promises_kept"], key=lambda each: each["serial"]):
        kept[str(row["entry_id"])] = bool(row["is_kept"])
    entries = {
        (str(row["log_id"]), int(row["number"]), row["promise"]): str(row["entry_id"])
        for row in all_of.tables["log_engagements"]
    }
    told: Counter[str] = Counter(made=0, kept=0)
    for row in chosen(all_of.engagements, filters):
        if row["engagement_promise"]:
            key = (str(row["log_id"]), int(row["number"]), row["engagement_promise"])
            told["made"] += 1
            told["kept"] += kept.get(entries[key], False)
    return dict(told)


def up(all_of: Exported, filters: Filters) -> Numbers:
    length = filters.until - filters.since
    return {
        "now": _incidents(all_of, filters, filters.since, filters.until),
        "before_then": _incidents(all_of, filters, filters.since - length, filters.since),
    }


def _incidents(all_of: Exported, filters: Filters, since: date, until: date) -> int:
    names = {row["place_id"]: row["name"] for row in all_of.tables["places"]}
    cells = {row["cell"] for row in all_of.tables["areas"] if row["area_id"] in filters.areas}
    return sum(
        since <= row["patrol_day"] < until
        and row["origin"] == "public"
        and row["precision"] == "minute"
        and not row["superseded"]
        and (
            not filters.neighbourhoods
            or names.get(row["neighbourhood_id"]) in filters.neighbourhoods
        )
        and (not filters.areas or _cell(row) in cells)
        for row in all_of.tables["incidents"]
    )


def _cell(row: Row) -> str:
    if row["easting"] is None:
        return ""
    return f"E{int(row['easting'] // 250) * 250}N{int(row['northing'] // 250) * 250}"


def when(all_of: Exported, filters: Filters) -> Numbers:
    return {
        "reported": _incidents(all_of, filters, filters.since, filters.until),
        "patrols": len(patrols(chosen(all_of.logs, filters))),
    }


def asked(all_of: Exported, filters: Filters) -> Numbers:
    answers: Counter[tuple[Any, ...]] = Counter()
    logs: Counter[tuple[Any, ...]] = Counter()
    for row in chosen(all_of.logs, filters):
        key = tuple(row[name] for name in DUTY)
        logs[key] += 1
        answers[key] += row["answer"] is not None
    rows = [row for row in chosen(all_of.taskings, filters) if row["ask"]]
    keys = [tuple(row[name] for name in DUTY) for row in rows]
    return {
        "asked": len(rows),
        "answered": sum(answers[key] > 0 for key in keys),
        "unvisited": sum(logs[key] == 0 for key in keys),
        "unanswered": sum(logs[key] > 0 and answers[key] == 0 for key in keys),
    }


def picked(all_of: Exported, filters: Filters) -> Numbers:
    areas = {row["area_id"]: row for row in all_of.tables["areas"]}
    newest: dict[tuple[Any, ...], Row] = {}
    for row in sorted(all_of.tables["picks"], key=lambda each: each["serial"]):
        area = areas.get(str(row["area_id"]), {"neighbourhood": ""})
        placed = row | {"area_id": str(row["area_id"]), "neighbourhood": area["neighbourhood"]}
        newest[tuple(str(row[name]) for name in DUTY)] = placed
    rows = chosen(newest.values(), filters)
    often = Counter(row["area_id"] for row in rows if row["decision"] == "picked")
    known = [
        row
        for row in areas.values()
        if (not filters.areas or row["area_id"] in filters.areas)
        and (not filters.neighbourhoods or row["neighbourhood"] in filters.neighbourhoods)
    ]
    return {
        "picks": sum(often.values()),
        "refused": len(rows) - sum(often.values()),
        "areas": len(known),
        "never": sum(not often[row["area_id"]] for row in known),
        **{row["name"]: often[row["area_id"]] for row in known},
    }


def held_out(all_of: Exported, filters: Filters) -> Numbers:
    told: Counter[str] = Counter(drawn=0, drawn_days=0, held=0, held_days=0)
    turned: set[tuple[date, str]] = set()
    of_cell = {row["cell"]: row for row in all_of.tables["areas"]}
    last = max(row["patrol_day"] for row in all_of.tables["incidents"] if row["patrol_day"])
    for toss in sorted(all_of.tables["coin_tosses"], key=lambda each: each["serial"]):
        for cell in map(str, toss["cells"]):
            day, side = toss["patrol_day"], "drawn" if cell in toss["drawn"] else "held"
            is_first = (day, cell) not in turned
            turned.add((day, cell))
            row = {"area_id": "", "neighbourhood": ""} | of_cell.get(cell, {}) | toss
            if is_first and day <= last and chosen([row], filters):
                told[f"{side}_days"] += 1
                told[side] += _incidents_in(all_of, cell, day)
    return dict(told)


def patrolled(all_of: Exported, filters: Filters) -> Numbers:
    """The town is loaded to its end, two years of it; logs begin with its first."""
    teams = filters.teams
    theirs = [row for row in (*all_of.logs, *all_of.taskings) if row["team_id"] in teams]
    ever = {str(row["area_id"]) for row in theirs}
    own = [
        row
        for row in all_of.tables["areas"]
        if row["cell"] and (not teams or row["area_id"] in ever)
    ]
    day = {"patrol_day": filters.since, "team_id": teams[0] if teams else ""}
    own = chosen([row | day for row in own], filters)
    begun = min(row["patrol_day"] for row in theirs or [*all_of.logs, *all_of.taskings])
    first = max(filters.since, begun)
    monday = first + timedelta(days=-first.weekday() % 7)
    weeks = max(0, (filters.until - monday).days // 7)
    days = {monday + timedelta(days=number) for number in range(7 * weeks)}
    sent = {(str(row["area_id"]), row["patrol_day"]) for row in all_of.logs}
    return {
        "areas": len(own) if weeks else 0,
        "weeks": weeks if own else 0,
        "patrol_days": sum((row["area_id"], each) in sent for row in own for each in days),
        "incidents": sum(
            _incidents_in(all_of, str(row["cell"]), each) for row in own for each in days
        ),
    }


def _incidents_in(all_of: Exported, cell: str, day: date) -> int:
    return sum(
        row["patrol_day"] == day
        and row["origin"] == "public"
        and row["precision"] == "minute"
        and not row["superseded"]
        and _cell(row) == cell
        for row in all_of.tables["incidents"]
    )


def _counted(row: Row, name: str) -> int:
    return int(row[name] or 0) - int(row.get(f"{name}_again") or 0)


def engagements(all_of: Exported, filters: Filters) -> Numbers:
    logs = chosen(all_of.logs, filters)
    return {
        "engagements": sum(int(row["engagements"] or 0) for row in logs),
        "minutes": sum(each["minutes"] or 0 for each in patrols(logs)),
        "details": len(chosen(all_of.engagements, filters)),
    }


def searches(all_of: Exported, filters: Filters) -> Numbers:
    rows = chosen(all_of.searches, filters)
    said = [row["stop_search_found"] for row in rows if row["stop_search_found"]]
    return {
        "searches": sum(_counted(row, "stop_searches") for row in chosen(all_of.logs, filters)),
        "said": len(said),
        "found": sum(found != "Nothing" for found in said),
    }


def arrests(all_of: Exported, filters: Filters) -> Numbers:
    rows = chosen(all_of.arrests, filters)
    offences = Counter(row["arrest_offence"] for row in rows if row["arrest_offence"])
    return {
        "arrests": sum(_counted(row, "arrests") for row in chosen(all_of.logs, filters)),
        "details": len(rows),
        "custody": sum(row["arrest_custody"] is not None for row in rows),
        **offences,
    }


def parish(all_of: Exported, filters: Filters) -> Numbers:
    logs = chosen(all_of.logs, filters)
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for row in logs:
        for name in ("engagements", "stop_searches", "arrests"):
            sums[row["neighbourhood"]][name] += _counted(row, name)
    made = patrols(logs)
    return {
        "neighbourhoods": len(sums),
        "patrols": len(made),
        "minutes": sum(each["minutes"] or 0 for each in made),
        **{
            name: sum(each[name] for each in sums.values() if each[name] >= 5)
            for name in ("engagements", "stop_searches", "arrests")
        },
    }


def fewer(all_of: Exported, filters: Filters) -> Numbers:
    duties = {
        (row["team_id"], row["patrol_day"], row["shift"])
        for row in chosen(all_of.taskings, filters)
    }
    minutes: Counter[tuple[Any, ...]] = Counter()
    officers: dict[tuple[Any, ...], set[str]] = defaultdict(set)
    for row in all_of.logs:
        named = str(row["colleagues"] or "").replace(";", ",").split(",")
        found = {each.strip() for each in (row["collar"] or "", *named)} - {""}
        officers[row["team_id"], row["patrol_day"], row["shift"]] |= found
    for each in patrols(all_of.logs):
        minutes[each["team_id"], each["patrol_day"], each["shift"]] += each["officer_minutes"] or 0
    lost = 0
    for duty in duties:
        there = len(officers[duty])
        lost += round(minutes[duty] * min(2, there) / there) if there else 0
    return {
        "shifts": len(duties),
        "minutes": sum(minutes[duty] for duty in duties),
        "lost": lost,
        "nobody": sum(len(officers[duty]) <= 2 for duty in duties),
    }


def unasked(all_of: Exported, filters: Filters) -> Numbers:
    on_sheet = {tuple(row[name] for name in DUTY) for row in all_of.taskings}
    logs = chosen(all_of.logs, filters)
    aside = [row for row in logs if tuple(row[name] for name in DUTY) not in on_sheet]
    made = patrols(aside)
    return {
        "of": len(patrols(logs)),
        "patrols": len(made),
        "minutes": sum(each["minutes"] or 0 for each in made),
        **{
            name: sum(_counted(row, name) for row in aside)
            for name in ("engagements", "stop_searches", "arrests", "actions")
        },
    }


def complete(all_of: Exported, filters: Filters) -> Numbers:
    logs = chosen(all_of.logs, filters)
    return {
        "logs": len(logs),
        "late": sum(bool(row["late"]) for row in logs),
        "untimed": sum(row["arrived_at"] is None for row in logs),
        "unended": sum(row["arrived_at"] is not None and row["left_at"] is None for row in logs),
        "silent": sum(bool(row["ask"]) and row["answer"] is None for row in logs),
    }


RECOUNTED: dict[str, Callable[[Exported, Filters], Numbers]] = {
    "missed": missed,
    "hours": hours_given,
    "public": public,
    "promises": promises,
    "up": up,
    "when": when,
    "asked": asked,
    "picked": picked,
    "engagements": engagements,
    "searches": searches,
    "arrests": arrests,
    "parish": parish,
    "fewer": fewer,
    "unasked": unasked,
    "complete": complete,
    "held_out": held_out,
    "patrolled": patrolled,
}
"""Question → its numbers, counted again."""
