"""What the review, logs and today pages count, on visits that fit in your head."""

from datetime import date, timedelta
from typing import Any

import pytest

from patrolqr.core import clock
from patrolqr.core.form.questions import FIELDS
from patrolqr.store import Store, briefings, exports
from tests import kept

DAY = date(2026, 11, 18)
"""A Wednesday."""


@pytest.fixture
def areas(store: Store) -> dict[str, str]:
    """Return three briefed areas in two neighbourhoods: one visited in full, one in part, one not
    at all.
    """
    kept.neighbourhoods(store, {"N1": "Market Ward", "N2": "Castle Ward"})
    places = {"Square": "N1", "Station": "N1", "Priory Park": "N2"}
    areas = kept.brief(store, DAY, list(places), places=places)
    kept.visit(store, areas["Square"], DAY, engagements=3, arrests=1)
    kept.visit(store, areas["Square"], DAY, minutes=95, engagements=2, saw="Grey Transit")
    kept.visit(store, areas["Station"], DAY, minutes=None, late=True, answer="100 % _shut_")
    return areas


def review(store: Store, level: str, **choice: Any) -> list[dict[str, Any]]:
    asked = {
        "since": DAY,
        "until": DAY + timedelta(days=1),
        "neighbourhoods": None,
        "areas": None,
    } | choice
    return [row for row in store.rows("review", **asked) if row["level"] == level]


def dose(store: Store) -> dict[str, dict[str, Any]]:
    choice = {"since": DAY, "until": DAY + timedelta(days=1), "neighbourhoods": None, "areas": None}
    return {row["area"]: row for row in store.rows("dose", **choice)}


def test_places_and_the_whole_add_up(store: Store, areas: dict[str, str]) -> None:
    (everything,) = review(store, "all")
    assert (everything["visits"], everything["engagements"], everything["arrests"]) == (3, 5, 1)
    counted = {row["area"]: (row["visits"], row["engagements"]) for row in review(store, "area")}
    assert counted == {"Square": (2, 5), "Station": (1, 0), "Priory Park": (0, None)}
    assert {row["neighbourhood"]: row["visits"] for row in review(store, "neighbourhood")} == {
        "Market Ward": 3,
        "Castle Ward": 0,
    }


def test_nothing_measured_is_not_zero(store: Store, areas: dict[str, str]) -> None:
    weeks = review(store, "week", since=DAY - timedelta(days=14))
    assert [(row["visits"], row["engagements"], row["days"]) for row in weeks] == [
        (0, None, 5),
        (0, None, 7),
        (3, 5, 3),
    ]


def test_a_choice_of_places_narrows_everything(store: Store, areas: dict[str, str]) -> None:
    assert review(store, "all", neighbourhoods=["N2"])[0]["visits"] == 0
    assert review(store, "all", areas=[areas["Station"]])[0]["visits"] == 1
    assert [row["area"] for row in review(store, "area", areas=[areas["Station"]])] == ["Station"]


def test_a_log_that_was_set_aside_or_corrected_counts_no_more(
    store: Store, areas: dict[str, str]
) -> None:
    kept.visit(store, areas["Square"], DAY, engagements=50, set_aside_why="sent by mistake")
    kept.visit(store, areas["Square"], DAY, engagements=50, is_current=False)
    assert review(store, "all")[0]["engagements"] == 5


def test_a_forgotten_leaving_time_counts_60_minutes_and_an_unknown_one_none(
    store: Store, areas: dict[str, str]
) -> None:
    given = dose(store)
    assert (given["Square"]["minutes"], given["Square"]["visits_capped"]) == (75, 1)
    assert (given["Station"]["minutes"], given["Station"]["visits_without_minutes"]) == (None, 1)


def test_the_dose_asked_for_is_the_current_briefings(store: Store, areas: dict[str, str]) -> None:
    kept.brief(store, DAY, ["Square", "Station"])
    asked = dose(store)
    assert {name: row["visits_asked"] for name, row in asked.items()} == {"Square": 2, "Station": 2}
    assert {name: row["minutes_asked"] for name, row in asked.items()} == {
        "Square": 30,
        "Station": 30,
    }
    assert (asked["Square"]["taskings_in_full"], asked["Station"]["taskings_in_full"]) == (1, 0)


def test_today_says_what_each_area_got(store: Store, areas: dict[str, str]) -> None:
    briefing = briefings.current(store, DAY, "Late")
    assert briefing is not None
    starts_at, ends_at = clock.shift_window(DAY, "Late")
    call = (
        "INSERT INTO incidents (kind, occurred_at, easting, northing, superseded) "
        "VALUES ('call', ?, ?, 310300, false)"
    )
    with store.database.writing() as cursor:
        cursor.execute(call, [starts_at + timedelta(hours=1), 397_000 + 250 * len("Station") + 40])
        cursor.execute(call, [starts_at - timedelta(hours=1), 397_000 + 250 * len("Station") + 40])
    rows = store.frame(
        "today", briefing_id=briefing.briefing_id, patrol_day=DAY, shift="Late", starts_at=starts_at, ends_at=ends_at,
    )  # fmt: skip
    assert rows["area"].tolist() == ["Square", "Station", "Priory Park"]
    assert rows["visits"].tolist() == [2, 1, 0]
    assert rows["calls"].tolist() == [0, 1, 0]
    assert rows["last_answer"].dropna().tolist() == ["100 % _shut_"]


@pytest.mark.parametrize(
    ("choice", "count"),
    [
        ({}, 3), ({"search": "GREY transit"}, 1), ({"search": "100 % _"}, 1), ({"search": "%"}, 1),
        ({"search": "'"}, 0), ({"shift": "Early"}, 0),
        ({"only": ["late"]}, 1), ({"only": ["notes", "engagements"]}, 1), ({"only": ["stop_searches"]}, 0),
        ({"since": DAY + timedelta(days=1)}, 0), ({"until": DAY}, 0), ({"neighbourhoods": ["N1"]}, 3),
    ],
)  # fmt: skip
def test_logs_are_found_by_what_was_chosen(
    store: Store, areas: dict[str, str], choice: dict[str, Any], count: int
) -> None:
    assert len(exports.logs(store, **choice)) == count
    assert store.frame("logs_total", **(exports.EVERYTHING | choice))["logs"].tolist() == [count]


def test_an_export_has_every_field_of_the_form_and_nothing_that_opens_a_pass(
    store: Store, areas: dict[str, str]
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
