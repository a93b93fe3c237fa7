"""The page of the return: a month or quarter, its figures and their rows."""

from patrolqr.store import Session, exports
from tests.pages.conftest import Opener, shown


def test_without_logs_there_is_nothing_to_return(desk: Session, open_page: Opener) -> None:
    page = open_page("returns")
    assert not page.exception
    assert "No patrol logs yet" in shown(page)


def test_the_towns_month_is_shown_and_its_address_says_which(
    town_desk: Session, open_page: Opener
) -> None:
    page = open_page("returns", period="2026-10")
    assert not page.exception
    told = shown(page)
    assert "not recorded" in told
    assert "a year before" in told
    assert page.query_params["period"] == "2026-10"
    assert len(page.dataframe) >= 5
    words = told + "".join(each.value.to_csv() for each in page.dataframe)
    collars = set(exports.logs(town_desk)["collar"].dropna())
    assert not [each for each in collars if f" {each} " in words or f",{each}," in words]


def test_a_quarter_can_be_asked_for_and_another_word_is_left_out(
    town_desk: Session, open_page: Opener
) -> None:
    page = open_page("returns", of="Quarter", period="2026-Q4")
    assert not page.exception
    assert "1 Oct 2026 to 31 Dec 2026" in shown(page).replace("\\", "") or page.title
    wrong = open_page("returns", period="soon")
    assert not wrong.exception
    assert any("soon" in each.value for each in wrong.warning)
