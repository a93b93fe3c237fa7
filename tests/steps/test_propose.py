"""What a card proposes at a square, and what patrols brought there since: as the sheet and the logs say it."""

from datetime import timedelta

import pandas as pd

from patrolqr.analysis.measures import windows
from patrolqr.core import tactics
from patrolqr.core.area import Candidate
from patrolqr.geo import squares
from patrolqr.steps import draft, propose
from patrolqr.store import Session, areas, patterns, picks
from tests.builders.databases import TOWN_DAY
from tests.builders.duties import duty_now
from tests.builders.incidents import keep_in

CELL = "E400000N310000"


def test_what_to_look_for_and_ask_is_of_the_crime_type(store: Session) -> None:
    told = propose.proposal(store, CELL, "Burglary", day=TOWN_DAY)
    assert told.look_for == tactics.TACTICS["Burglary"][0]
    assert told.ask == tactics.ASKS["Burglary"][0]
    assert told.window == "", "where nothing is known of hours"


def cells(town: Session) -> list[str]:
    """Return the squares of the town's patrol areas."""
    return [row["cell"] for row in areas.by_name(town) if row["cell"]]


def test_the_window_is_four_hours_of_the_whole_day_where_they_stand_out(
    town_store: Session,
) -> None:
    told = [
        propose.proposal(town_store, cell, "", day=TOWN_DAY).window for cell in cells(town_store)
    ]
    said = [each for each in told if each]
    assert said
    assert all((int(each[6:8]) - int(each[:2])) % 24 == windows.HOURS for each in said)


def test_what_patrols_brought_is_counted_from_the_day_it_opened(town_store: Session) -> None:
    later, until = TOWN_DAY - timedelta(days=14), TOWN_DAY + timedelta(days=1)
    told = {
        cell: propose.brought(town_store, cell, since=later, until=until)
        for cell in cells(town_store)
    }
    cell, some = next((cell, said) for cell, said in told.items() if said)
    assert " since it opened: " in some
    whole = propose.brought(town_store, cell, since=TOWN_DAY - timedelta(days=90), until=until)
    assert int(whole.split()[0]) > int(some.split()[0])
    assert propose.brought(town_store, cell, since=until, until=until) == ""
    assert propose.brought(town_store, "E000000N000000", since=later, until=until) == ""


def test_a_square_has_a_map(town_store: Session) -> None:
    assert propose.square_map(town_store, cells(town_store)[0]).startswith("<svg")


def test_a_card_of_the_sheet_asks_what_the_pattern_is_of_where_somebody_acts_on_it(
    store: Session,
) -> None:
    """The square is known for shoplifting; the pattern there is of burglary."""
    rows = [{"category": "Shoplifting"}] * 30 + [{"category": "Burglary"}] * 3
    elsewhere = [{"category": "Burglary", "easting": 405_010.0}] * 30
    keep_in(store, pd.DataFrame([*rows, *elsewhere]).fillna({"easting": 400_010.0}))
    duty = duty_now()
    picks.pick(store, duty, [Candidate(CELL, "Quay Road", squares.outline(CELL), None, "")])
    (usual,) = draft.drafts(store, duty)
    assert usual.ask in tactics.ASKS["Shoplifting"]
    series = {"neighbourhood_id": "N1", "category": "Burglary", "apart": ""}
    with store.writing("detect") as written:
        pattern_id = patterns.open_one(written, "weekly", series, TOWN_DAY)
    patterns.decide(store, pattern_id, "acting", seen=0, cell=CELL)
    (acted,) = draft.drafts(store, duty)
    assert acted.ask == tactics.ASKS["Burglary"][0]
    with store.writing("detect") as written:
        patterns.close(written, pattern_id, day=TOWN_DAY, why="quiet for 2 weeks")
    (closed,) = draft.drafts(store, duty)
    assert closed.ask == usual.ask
