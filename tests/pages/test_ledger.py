"""The ledger: what was decided about each place, beside the list, as sentences, rows and files."""

from patrolqr.analysis.pick_ledger import ROWS
from patrolqr.store import Session
from tests.pages.conftest import Opener, shown


def test_an_empty_store_says_where_picks_are_made(desk: Session, open_page: Opener) -> None:
    page = open_page("ledger")
    assert "Nothing was picked yet" in shown(page)


def test_the_town_has_its_picks_beside_the_list(town_desk: Session, open_page: Opener) -> None:
    page = open_page("ledger")
    assert not page.exception
    words = shown(page)
    assert "also stood among as many that a list of counts put first" in words
    assert "does not say whether it should have been picked" in words
    places, sheets, days = (table.value for table in page.dataframe)
    assert set(places.columns) <= set(ROWS)
    assert {"picked", "not picked", "nobody decided"} <= set(places["decision"])
    assert places["decided_by"].dropna().str.startswith("Problem-solver").any()
    assert (sheets["in_both"] <= sheets["places_picked"]).all()
    assert set(days["shift"]) == set(sheets["shift"])
    assert {"ledger_places_csv", "ledger_sheets_csv"} <= {each.key for each in page.download_button}


def test_a_team_and_days_can_be_chosen_and_stand_in_the_address(
    town_desk: Session, open_page: Opener
) -> None:
    page = open_page("ledger", teams="town-centre-team", since="2026-11-01", until="2026-11-28")
    assert set(page.dataframe[0].value["team"]) == {"Town Centre Team"}
    assert page.query_params["teams"] == "town-centre-team"
