"""No page that counts and compares does so by officer."""

import pytest

from patrolqr.store import Session, exports
from patrolqr.store.log_reads import EVERYTHING
from tests.pages.conftest import Opener, shown

PAGES = (
    "today",
    "hotspots",
    "review",
    "patterns",
    "questions",
    "searches",
    "returns",
    "ledger",
    "county",
)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_compares_knows_no_officer(
    town_desk: Session, open_page: Opener, name: str
) -> None:
    collars = set(exports.logs(town_desk, EVERYTHING)["collar"].dropna())
    assert collars
    page = open_page(name)
    assert not page.exception
    words = shown(page)
    for table in page.dataframe:
        assert not {"collar", "entered_by"} & set(table.value.columns)
        words += table.value.to_csv()
    assert not [collar for collar in collars if f" {collar} " in words or f",{collar}," in words]
