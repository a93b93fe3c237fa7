"""What the review, logs and today pages count, on visits that fit in your head."""

from datetime import date, time, timedelta
from typing import Any

import pandas as pd
import pytest

from patrolqr.core import clock
from patrolqr.core.choice import PlaceChoice
from patrolqr.core.form.questions import FIELDS
from patrolqr.store import Session, briefings, exports, log_reads, visits
from patrolqr.store.log_reads import LogChoice
from tests.builders.briefings import brief_areas
from tests.builders.duties import duty
from tests.builders.incidents import name_places
from tests.builders.logs import visit

DAY = date(2026, 11, 18)
"""A Wednesday."""


@pytest.fixture
def areas(store: Session) -> dict[str, str]:
    """Return three briefed areas in two neighbourhoods: one visited in full, one in part, one not
    at all.
    """
    name_places(store, {"N1": "Market Ward", "N2": "Castle Ward"})
    places = {"Square": "N1", "Station": "N1", "Priory Park": "N2"}
    areas = brief_areas(store, duty(DAY), list(places), places=places)
    visit(store, areas["Square"], DAY, engagements=3, arrests=1)
    visit(
        store,
        areas["Square"],
        DAY,
        arrived_at=clock.at(DAY, time(17)),
        minutes=95,
        engagements=2,
        saw="Grey Transit",
    )
    visit(store, areas["Station"], DAY, minutes=None, late=True, answer="100 % _shut_")
    return areas


def review(store: Session, level: str, **choice: Any) -> list[dict[Any, Any]]:
    asked = PlaceChoice(**{"since": DAY, "until": DAY + timedelta(days=1)} | choice)
    return [row for row in records(visits.review(store, asked).done) if row["level"] == level]


def dose(store: Session) -> dict[str, dict[Any, Any]]:
    asked = PlaceChoice(since=DAY, until=DAY + timedelta(days=1))
    return {row["area"]: row for row in records(visits.review(store, asked).dose)}


def records(frame: pd.DataFrame) -> list[dict[Any, Any]]:
    """Return the rows as dictionaries, None where nothing was measured."""
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def test_places_and_the_whole_add_up(store: Session, areas: dict[str, str]) -> None:
    (everything,) = review(store, "all")
    assert (everything["patrols"], everything["codes_read"]) == (3, 0)
    assert (everything["engagements"], everything["arrests"]) == (5, 1)
    counted = {row["area"]: (row["patrols"], row["engagements"]) for row in review(store, "area")}
    assert counted == {"Square": (2, 5), "Station": (1, 0), "Priory Park": (0, None)}
    assert {row["neighbourhood"]: row["logs"] for row in review(store, "neighbourhood")} == {
        "Market Ward": 3,
        "Castle Ward": 0,
    }


def test_nothing_measured_is_not_zero(store: Session, areas: dict[str, str]) -> None:
    weeks = review(store, "week", since=DAY - timedelta(days=14))
    assert [(row["logs"], row["engagements"], row["days"]) for row in weeks] == [
        (0, None, 5),
        (0, None, 7),
        (3, 5, 3),
    ]


def test_a_choice_of_places_narrows_everything(store: Session, areas: dict[str, str]) -> None:
    assert review(store, "all", neighbourhoods=["N2"])[0]["logs"] == 0
    assert review(store, "all", areas=[areas["Station"]])[0]["logs"] == 1
    assert [row["area"] for row in review(store, "area", areas=[areas["Station"]])] == ["Station"]


def test_a_log_that_was_set_aside_or_corrected_counts_no_more(
    store: Session, areas: dict[str, str]
) -> None:
    visit(store, areas["Square"], DAY, engagements=50, set_aside_why="sent by mistake")
    visit(store, areas["Square"], DAY, engagements=50, is_current=False)
    assert review(store, "all")[0]["engagements"] == 5


def test_a_forgotten_leaving_time_counts_60_minutes_and_an_unknown_one_none(
    store: Session, areas: dict[str, str]
) -> None:
    given = dose(store)
    assert (given["Square"]["minutes"], given["Square"]["logs_capped"]) == (75, 1)
    assert (given["Station"]["minutes"], given["Station"]["patrols"]) == (None, 1)


def test_the_dose_asked_for_is_the_current_briefings(store: Session, areas: dict[str, str]) -> None:
    brief_areas(store, duty(DAY), ["Square", "Station"])
    asked = dose(store)
    assert {name: row["patrols_asked"] for name, row in asked.items()} == {
        "Square": 2,
        "Station": 2,
    }
    assert {name: row["minutes_asked"] for name, row in asked.items()} == {
        "Square": 30,
        "Station": 30,
    }
    assert (asked["Square"]["taskings_in_full"], asked["Station"]["taskings_in_full"]) == (1, 0)


def test_today_says_what_each_area_got(store: Session, areas: dict[str, str]) -> None:
    briefing = briefings.current(store, duty(DAY))
    assert briefing is not None
    starts_at, _ = clock.duty_window(duty(DAY))
    call = (
        "INSERT INTO incidents (kind, occurred_at, easting, northing, superseded) "
        "VALUES ('call', ?, ?, 310300, false)"
    )
    with store.writing("brief") as written:
        written.cursor.execute(
            call, [starts_at + timedelta(hours=1), 397_000 + 250 * len("Station") + 40]
        )
        written.cursor.execute(
            call, [starts_at - timedelta(hours=1), 397_000 + 250 * len("Station") + 40]
        )
    rows = visits.today(store, briefing)
    assert rows["area"].tolist() == ["Square", "Station", "Priory Park"]
    assert rows["patrols"].tolist() == [2, 1, 0]
    assert rows["codes_read"].tolist() == [0, 0, 0]
    assert rows["calls"].tolist() == [0, 1, 0]
    assert rows["last_answer"].dropna().tolist() == ["100 % _shut_"]


@pytest.mark.parametrize(
    ("choice", "count"),
    [
        ({}, 3), ({"search": "GREY transit"}, 1), ({"search": "100 % _"}, 1), ({"search": "%"}, 1),
        ({"search": "'"}, 0), ({"shifts": ["Early"]}, 0),
        ({"only": ["late"]}, 1), ({"only": ["notes", "engagements"]}, 1), ({"only": ["stop_searches"]}, 0),
        ({"since": DAY + timedelta(days=1)}, 0), ({"until": DAY}, 0), ({"neighbourhoods": ["N1"]}, 3),
    ],
)  # fmt: skip
def test_logs_are_found_by_what_was_chosen(
    store: Session, areas: dict[str, str], choice: dict[str, Any], count: int
) -> None:
    assert len(exports.logs(store, LogChoice(**choice))) == count
    assert log_reads.total(store, LogChoice(**choice))["logs"] == count


def test_an_export_has_every_field_of_the_form_and_nothing_that_opens_a_pass(
    store: Session, areas: dict[str, str]
) -> None:
    columns = set(exports.logs(store).columns)
    assert {field.name for field in FIELDS if field.kind != "number"} <= columns
    assert {"area", "neighbourhood", "patrol_day", "shift", "minutes", "ask"} <= columns
    assert not columns & {
        "pass_id",
        "pairing_id",
        "tasking_id",
        "document",
        "digest",
        "arrived_lat",
    }
