"""Every page's figures are those that anyone computes with pandas from the two exported tables."""

import io
from datetime import date, time, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from patrolqr.core import clock
from patrolqr.core.choice import PlaceChoice
from patrolqr.core.team import Duty
from patrolqr.render import tables
from patrolqr.store import Session, briefings, exports, visits
from tests.builders.briefings import brief_areas
from tests.builders.duties import TEAM, duty
from tests.builders.examples import COSTLY, TIMES
from tests.builders.logs import visit

DAY = date(2026, 11, 18)
OTHER = "town-centre"
"""A second team; it patrols the same areas in a shift of the same name."""

COUNTS = ("engagements", "stop_searches", "arrests")
Stay = tuple[int, int, int, list[str]]
"""Seconds of arriving and leaving, how many were there, and who: the one who wrote first."""

TEAM_ID, AREA_ID = "Team's id", "Area id"
DUTY_AREA = [TEAM_ID, "Patrol day", "Shift", AREA_ID]

SAID = ("team_id", "officers_present", "engagements", "collar", "colleagues")

log = st.fixed_dictionaries({
    "area": st.sampled_from(("Square", "Station", "Mill Lane")),
    "team_id": st.sampled_from((TEAM.team_id, OTHER)),
    "starts": st.integers(0, 120),
    "seconds": st.integers(0, 59),
    "minutes": st.one_of(st.none(), st.integers(0, 90)),
    "officers_present": st.sampled_from((None, 1, 2, 3)),
    "collar": st.sampled_from((None, "1", "2")),
    "colleagues": st.sampled_from((None, ["3"], ["3", "4"], ["1"], ["2"])),
    "arrests": st.sampled_from((None, 0, 1, 2)),
    "custody": st.sampled_from((None, "26/1", "26/2")),
    "engagements": st.integers(0, 3),
})  # fmt: skip


def keep(store: Session, areas: dict[str, str], logs: list[dict[str, Any]]) -> None:
    """Keep those logs and no others."""
    with store.writing("brief") as written:
        written.cursor.execute("DELETE FROM patrol_logs")
        written.cursor.execute("DELETE FROM log_arrests")
    for each in logs:
        said = {name: each[name] for name in SAID}
        starts = timedelta(minutes=each["starts"], seconds=each["seconds"])
        at = clock.at(DAY, time(15)) + starts
        custody = each["custody"] if each["arrests"] else None
        log_id = visit(
            store, areas[each["area"]], DAY,
            arrived_at=at, minutes=each["minutes"], arrests=each["arrests"], **said,
        )  # fmt: skip
        if custody:
            detail = (
                "INSERT INTO log_arrests (log_id, version, number, custody) VALUES (?, 1, 1, ?)"
            )
            with store.writing("brief") as written:
                written.cursor.execute(detail, [log_id, custody])


def exported(store: Session) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return logs and taskings as they are read back from the files."""
    logs, asked = (tables.csv(each) for each in (exports.logs(store), exports.taskings(store)))
    times = ["Arrived", "Left"]
    numbers = {"Collar number": "string", "With": "string"}
    told = pd.read_csv(io.BytesIO(logs), parse_dates=times, dtype=numbers)
    return told, pd.read_csv(io.BytesIO(asked))


def seconds_there(patrol: list[Stay], named: set[str]) -> int:
    """Return the seconds of everybody who wrote or is named; who is named counts a second once."""
    told = sum(ends - starts for starts, ends, _, people in patrol if people[0] not in named)
    own = {
        (person, second)
        for starts, ends, _, people in patrol
        for person in set(people) & named
        for second in range(starts, ends)
    }
    return told + len(own)


def patrols_of(logs: pd.DataFrame) -> pd.DataFrame:
    """Return patrols, minutes and officer-minutes per area and duty, log by log."""
    rows: list[dict[str, Any]] = []
    for key, group in logs.dropna(subset=["Arrived"]).groupby(DUTY_AREA):
        patrols: list[list[Stay]] = []
        named = set(group["With"].dropna().str.split(", ").explode())
        for _, each in group.sort_values("Arrived").iterrows():
            starts = int(each["Arrived"].timestamp())
            left = starts if pd.isna(each["Left"]) else int(each["Left"].timestamp())
            ends = min(left, starts + 3600)
            many = 1 if pd.isna(each["With how many?"]) else int(each["With how many?"])
            colleagues = [] if pd.isna(each["With"]) else each["With"].split(", ")
            stay = (starts, ends, many, [str(each["Collar number"]), *colleagues])
            if patrols and starts <= max(end for _, end, _, _ in patrols[-1]):
                patrols[-1].append(stay)
            else:
                patrols.append([stay])
        minutes = [max(e for _, e, _, _ in p) - min(s for s, _, _, _ in p) for p in patrols]
        officers = [
            max(
                sum(e - s for s, e, _, _ in p),
                *((e - s) * n for s, e, n, _ in p),
                seconds_there(p, named),
            )
            for p in patrols
        ]
        rows.append({
            **dict(zip(DUTY_AREA, key, strict=True)),
            "patrols": len(patrols),
            "minutes": sum(each // 60 for each in minutes),
            "officer_minutes": sum(each // 60 for each in officers),
        })  # fmt: skip
    return pd.DataFrame(rows, columns=[*DUTY_AREA, "patrols", "minutes", "officer_minutes"])


def computed(logs: pd.DataFrame, asked: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of each tasking, from the files alone."""
    counts = logs.assign(
        engagements=logs["Engagements"].fillna(0),
        arrests=logs["Arrests"].fillna(0) - logs["Arrests another log counts"],
        codes_read=logs["Arrived"].isna().astype(int),
    )
    done = counts.groupby(DUTY_AREA, as_index=False)[["engagements", "arrests", "codes_read"]].sum()
    asked = asked[[*DUTY_AREA, "Patrols asked for", "Minutes asked for"]]
    found = asked.merge(done, how="left", on=DUTY_AREA)
    found = found.merge(patrols_of(logs), how="left", on=DUTY_AREA).fillna(0)
    return found.assign(
        patrols_given=found[["patrols", "Patrols asked for"]].min(axis=1),
        minutes_given=found[["minutes", "Minutes asked for"]].min(axis=1),
    ).set_index(AREA_ID)


FIGURES = [
    *("patrols", "minutes", "officer_minutes", "patrols_given", "minutes_given"),
    *("codes_read", "engagements", "arrests"),
]


def same(ours: pd.DataFrame, theirs: pd.DataFrame) -> None:
    """Hold our figures of each area against those computed."""
    figures = [each for each in FIGURES if each in ours]
    kept = ours.set_index("area_id")[figures].astype(float).fillna(0).sort_index()
    assert kept.to_dict("index") == theirs[figures].astype(float).sort_index().to_dict("index")


@pytest.fixture
def areas(store: Session) -> dict[str, str]:
    """Return two areas that both teams were asked to patrol, and one that only the second was."""
    other = Duty(OTHER, DAY, duty(DAY).shift)
    found = brief_areas(store, other, ["Square", "Station", "Mill Lane"])
    assert brief_areas(store, duty(DAY), ["Square", "Station"]).items() <= found.items()
    return found


@settings(COSTLY, max_examples=10 * TIMES, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(logs=st.lists(log, max_size=7))
def test_every_pages_figures_are_those_of_the_files(
    store: Session, areas: dict[str, str], logs: list[dict[str, Any]]
) -> None:
    keep(store, areas, logs)
    told, asked = exported(store)
    found = computed(told, asked)
    for team in (TEAM.team_id, OTHER):
        ours = found[found[TEAM_ID] == team]
        on = Duty(team, DAY, duty(DAY).shift)
        briefing = briefings.current(store, on)
        assert briefing is not None
        same(visits.today(store, briefing), ours)
        same(pd.DataFrame(visits.debrief_areas(store, on)), ours)
        week = PlaceChoice(DAY, DAY + timedelta(days=1), teams=[team])
        same(visits.review(store, week).dose, ours)
        review = visits.review(store, week).done
        (everything,) = review[review["level"] == "all"].to_dict("records")
        of_team = told[told[TEAM_ID] == team]
        made = patrols_of(of_team)
        assert everything["patrols"] == made["patrols"].sum()
        arrests = of_team["Arrests"].fillna(0) - of_team["Arrests another log counts"]
        assert everything["arrests"] == (arrests.sum() if len(of_team) else None) or not len(
            of_team
        )
        unasked = sum(row["patrols"] for row in visits.unasked(store, on))
        assert everything["patrols"] == ours["patrols"].sum() + unasked
