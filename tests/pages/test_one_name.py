"""One square has one name: its patrol area's where one is in force, on every page and in every file."""

import json
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from patrolqr import __main__
from patrolqr.analysis.periods import days_between
from patrolqr.core import clock
from patrolqr.core.area import Candidate
from patrolqr.desk.hotspots import on_map
from patrolqr.desk.shared import inputs
from patrolqr.geo import squares
from patrolqr.steps import rank
from patrolqr.store import Session, areas, briefings, exports, picks
from tests.builders.briefings import draft
from tests.builders.duties import duty, duty_now
from tests.builders.incidents import keep_in, name_places
from tests.builders.logs import visit
from tests.builders.reasons import put, reason
from tests.pages.conftest import Opener, shown
from tests.pages.test_hotspots import MARKET, QUIET, incidents

NAME, STREET = "Retail Park", "Retail Park Way"
DAY = clock.today() - timedelta(days=1)
LATE = duty(DAY)
SHOPS = "E398750N310250"


@pytest.fixture
def loaded(desk: Session) -> Session:
    """Give a desk with two squares: a market and a quiet close."""
    name_places(desk, {"N1": "Market Ward", "N2": "Outer Ward"})
    market: dict[str, Any] = {"street": "Market Square", "neighbourhood_id": "N1"}
    keep_in(desk, incidents(MARKET, 30, category="Shoplifting", **market))
    close: dict[str, Any] = {"street": "Rose Close", "neighbourhood_id": "N2"}
    keep_in(desk, incidents(QUIET, 1, category="Burglary", **close))
    return desk


@pytest.fixture
def briefed(loaded: Session) -> str:
    """Brief a square under another name than its street's, with one patrol; return its area's id."""
    shops = incidents(SHOPS, 50, street=STREET, neighbourhood_id="N1", category="Shoplifting")
    keep_in(loaded, shops)
    place = Candidate(SHOPS, STREET, squares.outline(SHOPS), "N1", "50 incidents")
    picks.pick(loaded, LATE, [place])
    words = draft(loaded, LATE, marking="OFFICIAL")
    named = tuple(replace(each, name=NAME) for each in words.taskings)
    saved = briefings.save(loaded, replace(words, taskings=named))
    area_id = saved.taskings[0].area.area_id
    visit(loaded, area_id, DAY, arrived_at=clock.at(DAY, time(15)))
    return area_id


def test_a_square_has_one_name_on_every_page(
    loaded: Session,
    briefed: str,
    open_page: Opener,
) -> None:
    """Also where a link, or a choice of one crime type, once called it otherwise."""
    link = inputs.of_duty(LATE)
    entry = f"{NAME} · {SHOPS}"
    for query in (
        {},
        {"cells": f"{STREET} · {SHOPS}"},
        {"types": "Shoplifting"},
        {"types": "Burglary"},
    ):
        page = open_page("hotspots", **link, **query)
        assert not page.exception
        assert entry in page.multiselect(key="cells").value, query
        assert STREET not in _everything(page), query
    for name in ("hotspots", "briefing", "today", "debrief", "logs", "review"):
        page = open_page(name, **link, since=DAY.isoformat(), until=clock.today().isoformat())
        assert not page.exception
        if name not in ("logs", "review", "hotspots"):
            assert NAME in _everything(page), name
        assert STREET not in _everything(page), name


def test_the_map_the_ranking_and_the_files_say_it_too(loaded: Session, briefed: str) -> None:
    ranked = _ranked(loaded)
    assert ranked.set_index("cell").loc[SHOPS, "name"] == NAME
    assert on_map.notes(ranked)["said"][SHOPS][0] == NAME
    assert exports.logs(loaded)["area"].tolist() == [NAME]
    assert exports.taskings(loaded)["area"].tolist() == [NAME]


def test_the_command_says_it_too(
    loaded: Session,
    briefed: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    loaded.store.close()
    assert __main__.main(["hotspots", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {row["cell"]: row["name"] for row in told["squares"]}[SHOPS] == NAME


def test_a_square_keeps_its_name_whatever_is_counted(loaded: Session) -> None:
    """Its street is told from all that was recorded there, not from the type that is chosen."""
    keep_in(
        loaded,
        incidents(MARKET, 5, street="Church Lane", neighbourhood_id="N1", category="Burglary"),
    )
    burglaries = _ranked(loaded, types=["Burglary"]).set_index("cell")
    assert burglaries.loc[MARKET, "name"] == "Market Square"


def test_a_square_called_as_another_ones_area_is_told_apart(loaded: Session, briefed: str) -> None:
    keep_in(loaded, incidents(QUIET, 9, street=NAME, neighbourhood_id="N2", category="Burglary"))
    names = rank.names(loaded, "month")
    assert names[SHOPS] == NAME
    assert names[QUIET] == f"{NAME} ({QUIET})"
    assert areas.names(loaded) == {SHOPS: NAME}


def _ranked(store: Session, **choice: Any) -> Any:
    period = days_between(date(2025, 6, 1), date(2025, 9, 1))
    usual: dict[str, Any] = {"types": [], "places": []}
    return rank.ranked(store, period, "month", **(usual | choice))


def _everything(page: Any) -> str:
    """Return all words of a page: texts, labels, entries of inputs and tables."""
    inputs_said = [
        str(getattr(each, name, ""))
        for kind in ("checkbox", "multiselect", "selectbox", "expander", "text_input", "button")
        for each in page.get(kind)
        for name in ("label", "value", "options")
    ]
    tables = [each.value.to_string() for each in page.dataframe]
    return "\n".join((shown(page), *inputs_said, *tables))


def test_a_call_stands_under_its_squares_name_with_its_own_place_beside(
    loaded: Session, open_page: Opener
) -> None:
    """In the inbox and on Hotspots alike, also where none of what is counted there is chosen."""
    there: dict[str, Any] = {"easting": 397_800.0, "northing": 310_300.0}
    put(loaded, reason(place="12 Mill Yard", **there))
    link = inputs.of_duty(duty_now())
    inbox = open_page("inbox", **link)
    assert not inbox.exception
    assert "**Market Square, at 12 Mill Yard**" in shown(inbox).replace("\\", "")
    assert "**1 Market Square · 1 call**" in shown(inbox).replace("\\", "")
    for query in ({}, {"types": "Robbery"}):
        page = open_page("hotspots", **link, **query)
        assert "Market Square" in " ".join(box.label for box in page.checkbox)
        assert "(101) at 12 Mill Yard]" in shown(page).replace("\\", ""), query
        assert "12 Mill Yard" not in " ".join(box.label for box in page.checkbox)


def test_a_call_at_what_its_square_is_called_does_not_say_it_twice(
    loaded: Session, open_page: Opener
) -> None:
    there: dict[str, Any] = {"easting": 397_800.0, "northing": 310_300.0}
    put(loaded, reason(place="Market Square", **there))
    link = inputs.of_duty(duty_now())
    assert "**Market Square** · call 101" in shown(open_page("inbox", **link))
    assert "(101)]" in shown(open_page("hotspots", **link)).replace("\\", "")
