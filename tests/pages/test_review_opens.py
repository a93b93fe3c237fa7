"""From what the Review page counts to the rows of it: as many as each link says."""

import re
from datetime import time, timedelta
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from patrolqr.core import clock
from patrolqr.store import Session, areas
from tests.builders.briefings import brief_areas
from tests.builders.duties import duty
from tests.builders.incidents import name_places
from tests.builders.logs import visit
from tests.pages.conftest import Opener, shown
from tests.pages.tables import table

MEASURES = ("engagements", "stop_searches", "arrests", "actions")
NAMES = {
    "engagements": "engagements",
    "stop-searches": "stop_searches",
    "arrests": "arrests",
    "actions": "actions",
}


@pytest.fixture
def patrolled(desk: Session) -> Session:
    """Give a desk with logs of two areas and three weeks, one area in no neighbourhood."""
    name_places(desk, {"N1": "Market Ward"})
    for weeks in range(3):
        day = clock.today() - timedelta(days=7 * weeks + 1)
        briefed = brief_areas(desk, duty(day), ["Square", "Station"], places={"Square": "N1"})
        for hour in range(15, 18 + weeks):
            at = clock.at(day, time(hour))
            visit(desk, briefed["Square"], day, arrived_at=at, engagements=hour - 15, arrests=1)
        visit(desk, briefed["Station"], day, stop_searches=2)
    return desk


def links(page: AppTest, to: str, says: str) -> list[tuple[str, dict[str, list[str]]]]:
    """Return what each link to another page says, of those that say it, and its parameters."""
    return [
        (str(link.proto.label), parse_qs(link.proto.query_string))
        for link in page.get("page_link")
        if link.proto.page.endswith(to) and re.search(says, link.proto.label)
    ]


def choose(page: AppTest, key: str, number: int) -> AppTest:
    """Open one of the bars by the choice below them, as a keyboard does."""
    box = page.selectbox(key=key)
    return box.set_value(box.options[number]).run()


@pytest.mark.parametrize(
    ("key", "by"),
    [("open_week", "week"), ("open_area", "area"), ("open_neighbourhood", "neighbourhood")],
)
def test_each_bar_opens_as_many_logs_as_its_link_says(
    patrolled: Session, open_page: Opener, key: str, by: str
) -> None:
    """And they count what the table of the same bars counts."""
    chosen = {"by": "Neighbourhoods"} if by == "neighbourhood" else {}
    page = open_page("review", **chosen)
    rows = table(page, "patrols", by)
    number = int(rows["arrests"].fillna(0).argmax())
    row = rows.iloc[number]
    opened = links(choose(page, key, number), "logs", r"^\d+ logs?:")
    assert len(opened) == sum(row[name] > 0 for name in ("patrols", *MEASURES))
    for label, carried in opened:
        logs, counted, what = re.fullmatch(r"(\d+) logs?: (\d+) (.+)", label).groups()  # type: ignore[union-attr]
        assert row["patrols" if what == "patrols" else NAMES[what]] == int(counted)
        page_of_logs = open_page("logs", **carried)
        assert not page_of_logs.exception
        assert "The address asks for" not in shown(page_of_logs)
        assert re.search(rf"\*\*{logs} logs?\*\*", shown(page_of_logs)), label


def test_what_was_asked_for_opens_its_taskings(patrolled: Session, open_page: Opener) -> None:
    """Today's is not over yet: the page that is opened does not count it either."""
    brief_areas(patrolled, duty(clock.today()), ["Square"])
    visit(patrolled, areas.by_name(patrolled)[0]["area_id"], clock.today())
    page = open_page("review")
    assert table(page, "patrols_asked")["taskings"].tolist() == [4, 3]
    page = choose(page, "open_asked", 0)
    ((label, carried),) = links(page, "questions", "tasking")
    assert label == "3 taskings of days that are over"
    answer = open_page("questions", **carried)
    assert not answer.exception
    assert [each.label for each in answer.expander if "rows behind" in each.label] == [
        "3 rows behind this answer"
    ]


def test_what_lies_in_no_neighbourhood_says_so(patrolled: Session, open_page: Opener) -> None:
    page = open_page("review", by="Neighbourhoods")
    names = list(page.selectbox(key="open_neighbourhood").options)
    page = choose(page, "open_neighbourhood", names.index("No neighbourhood"))
    assert "What lies in no neighbourhood cannot be opened by itself." in {
        each.value for each in page.caption
    }
    assert not links(page, "logs", r"^\d+ logs?:")


def test_a_choice_that_is_no_longer_there_is_none(patrolled: Session, open_page: Opener) -> None:
    """Its place may be left out by what is chosen next."""
    page = choose(open_page("review"), "open_area", 0)
    assert links(page, "logs", r"^\d+ logs?:")
    first = page.selectbox(key="open_area").value
    others = [each for each in page.multiselect(key="areas").options if each != first]
    page = page.multiselect(key="areas").set_value(others).run()
    assert not page.exception
    assert page.selectbox(key="open_area").value is None
    assert not links(page, "logs", r"^\d+ logs?:")
