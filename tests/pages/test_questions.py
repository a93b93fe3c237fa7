"""The questions page: chosen, answered, compared, led on, and an address that goes on saying the same."""

from datetime import date, time, timedelta
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from patrolqr.analysis.questions import QUESTIONS
from patrolqr.core import clock
from patrolqr.desk.shared.words import plain
from patrolqr.store import Session, exports, log_reads
from patrolqr.store.log_reads import EVERYTHING, LogChoice
from tests.builders.briefings import brief_areas
from tests.builders.duties import duty
from tests.builders.logs import visit
from tests.pages.conftest import Opener, shown
from tests.pages.tables import table

DAY = clock.today() - timedelta(days=7)


@pytest.fixture
def patrolled(desk: Session) -> Session:
    """Give a desk with one area visited in full, one half and one not at all, a week ago."""
    areas = brief_areas(desk, duty(DAY), ["Square", "Station", "Priory Park"])
    for hour in (15, 17):
        visit(
            desk,
            areas["Square"],
            DAY,
            arrived_at=clock.at(DAY, time(hour)),
            engagements=2,
            collar="4821",
        )
    visit(desk, areas["Station"], DAY, heard="Grey *van* by the kiosk")
    return desk


def links(page: AppTest, to: str) -> list[dict[str, list[str]]]:
    """Return what the addresses of the page's links to another page say."""
    return [
        parse_qs(each.proto.query_string)
        for each in page.get("page_link")
        if each.proto.page.endswith(to)
    ]


def sentence(page: AppTest) -> str:
    return str(page.subheader[0].value).replace("\\", "")


def test_today_and_review_lead_to_the_questions_and_each_is_one_click_from_there(
    town_desk: Session, open_page: Opener
) -> None:
    for name in ("today", "review"):
        assert links(open_page(name), "questions"), name
    page = open_page("questions")
    assert not page.exception
    led_to = [each["question"][0] for each in links(page, "questions")]
    assert sorted(led_to) == sorted(QUESTIONS)


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_is_answered_of_the_town(
    town_desk: Session, open_page: Opener, name: str
) -> None:
    page = open_page(
        "questions", question=name, since="2026-10-27", until="2026-11-23", as_of="2026-11-23"
    )
    assert not page.exception
    assert "The address asks for" not in shown(page)
    assert sentence(page).endswith(".")
    assert page.query_params["question"] == name
    assert "What we cannot say" in shown(page)
    collars = set(exports.logs(town_desk, EVERYTHING)["collar"].dropna())
    words = shown(page)
    for each in page.dataframe:
        assert not {"collar", "entered_by", "kept_by"} & set(each.value.columns)
        words += each.value.to_csv()
    assert not [collar for collar in collars if f" {collar} " in words or f",{collar}," in words]


def test_the_sentence_the_figures_and_the_rows_say_the_same(
    patrolled: Session, open_page: Opener
) -> None:
    page = open_page("questions", question="missed")
    assert not page.exception
    assert sentence(page).startswith("3 of 6 patrols asked for were missed, 45 min of them lost")
    assert page.metric[0].value == "3 of 6"
    rows = table(page, "patrols_missed", "minutes_lost", "debrief")
    assert rows["patrols_missed"].sum() == 3
    assert rows["minutes_lost"].sum() == 45
    assert rows["debrief"].str.contains(f"day={DAY.isoformat()}").all()
    assert {each["area"][0] for each in links(page, "place")}


def test_a_link_to_the_logs_opens_just_as_many(patrolled: Session, open_page: Opener) -> None:
    page = open_page("questions", question="engagements")
    (carried,) = links(page, "logs")[1:]  # the first is the menu's
    logs = open_page("logs", **carried)
    assert not logs.exception
    assert "The address asks for" not in shown(logs)
    assert "2 logs" in shown(logs)
    assert "Open these 2 logs" in [each.proto.label for each in page.get("page_link")]


def test_words_are_sought_as_the_logs_page_does_and_shown_in_their_context(
    patrolled: Session, open_page: Opener
) -> None:
    page = open_page("questions", question="public", search="VAN")
    assert sentence(page) == "The words stand in 1 log of 1 area: Station 1."
    assert list(table(page, "found_in")["found_in"]) == ["Heard: Grey *van* by the kiosk"]
    assert log_reads.total(patrolled, LogChoice(search="VAN"))["logs"] == 1
    (carried,) = links(page, "logs")[1:]
    assert carried["search"] == ["VAN"]


def test_an_address_says_all_that_was_chosen_and_goes_on_saying_it(
    patrolled: Session, open_page: Opener
) -> None:
    page = open_page("questions", question="hours")
    said = {
        name: page.query_params[name] for name in ("question", "since", "until", "as_of", "beside")
    }
    assert said["as_of"] == clock.today().isoformat()
    again = open_page("questions", **said)
    assert sentence(again) == sentence(page)
    for name, value in said.items():
        assert again.query_params[name] == value


def test_a_day_that_is_not_over_is_not_counted(desk: Session, open_page: Opener) -> None:
    areas = brief_areas(desk, duty(clock.today()), ["Square"])
    visit(desk, areas["Square"], clock.today())
    page = open_page("questions", question="missed")
    assert not page.exception
    assert "No patrol day was over by then" in shown(page)


def test_what_is_asked_of_an_area_is_of_that_area(patrolled: Session, open_page: Opener) -> None:
    page = open_page("questions", question="missed", areas="Priory Park", beside="Whole force")
    assert not page.exception
    assert sentence(page).startswith("2 of 2 patrols asked for were missed")
    assert plain("3 of 6 in the whole force") in shown(page)
    page.selectbox(key="question").select("hours").run()
    assert not page.exception
    assert page.query_params["question"] == "hours"
    assert sentence(page).startswith("0 min of 30 min asked for")


def test_a_question_that_there_is_not_is_said_and_left_out(
    patrolled: Session, open_page: Opener
) -> None:
    page = open_page("questions", question="who-is-best")
    assert not page.exception
    assert "is not a question here" in shown(page)


def test_what_is_read_out_to_the_parish_stands_in_plain_words(
    patrolled: Session, open_page: Opener
) -> None:
    page = open_page("questions", question="parish")
    told = shown(page).replace("\\", "")
    assert "there were fewer than 5 conversations, no stop-searches and no arrests." in told
    assert "4" not in [each.value for each in page.metric]
    assert "beside" not in page.query_params


def test_few_rows_give_no_rate(patrolled: Session, open_page: Opener) -> None:
    page = open_page("questions", question="asked")
    assert "%" not in sentence(page)
    page = open_page("questions", question="searches", since=date(2020, 1, 1).isoformat())
    assert not page.exception
