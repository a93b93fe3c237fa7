"""The desk's frame: its pages, the demo's banner, the one place where expected problems become
sentences.
"""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from patrolqr.analysis import periods
from patrolqr.desk.shared import frame
from patrolqr.steps import load
from patrolqr.store import Session, loaded, undo
from tests.builders import street
from tests.pages.conftest import Opener, shown

ROOT = Path(__file__).parents[2]
PAGES = (
    *("today", "hotspots", "briefing", "logs", "review", "patterns", "place", "questions"),
    "ledger",
    "meeting",
    "county",
)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_on_an_empty_database_and_says_what_to_do_next(
    name: str, desk: Session, open_page: Opener
) -> None:
    page = open_page(name)
    assert not page.exception
    assert [title.value for title in page.title] == [name.capitalize()]
    assert len(shown(page)) > 60


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_on_the_demo_town_and_says_that_it_is_fictional(
    name: str, town_desk: Session, open_page: Opener
) -> None:
    page = open_page(name)
    assert not page.exception
    assert "Ashbrook is a fictional town" in shown(page)


def test_ones_own_database_carries_no_banner(desk: Session, open_page: Opener) -> None:
    assert "fictional" not in shown(open_page("hotspots"))


def test_published_data_say_their_age_and_their_licence_where_they_stand(
    desk: Session, open_page: Opener, tmp_path: Path
) -> None:
    assert "Open Government Licence" not in shown(open_page("hotspots"))
    list(load.into(desk, street.write(tmp_path, street.row(Month="2025-01"))))
    page = open_page("hotspots")
    assert ":orange[:material/schedule: published crime to 31 Jan 2025, " in shown(page)
    assert "Open Government Licence" in shown(page)
    assert "Open Government Licence" not in shown(open_page("teams"))


def test_an_expected_problem_is_a_sentence_and_no_traceback(
    desk: Session, open_page: Opener, tmp_path: Path
) -> None:
    list(load.into(desk, street.write(tmp_path, street.row())))
    page = open_page("logs", tab="Load files")
    load_id = loaded.loaded(desk)["load_id"].iloc[0]
    page.selectbox[0].set_value(load_id).run()
    undo.take_back(desk, load_id)  # a colleague was quicker
    next(button for button in page.button if button.label == "Take it back").click().run()
    assert not page.exception
    assert ["taken back already" in error.value for error in page.error] == [True]


def test_a_bug_stays_loud() -> None:
    assert frame.problem(ValueError("a bug")) is False


@pytest.mark.parametrize(
    ("setting", "value", "says"),
    [
        ("PATROLQR_BASE_URL", "patrol", "PATROLQR_BASE_URL is 'patrol'"),
        ("PATROLQR_ZONE", "Mars", "PATROLQR_ZONE is 'Mars'"),
    ],
)
def test_a_wrong_setting_ends_the_start_with_one_sentence(
    setting: str, value: str, says: str, tmp_path: Path
) -> None:
    surroundings = os.environ | {"PATROLQR_DATA": str(tmp_path), setting: value}
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.headless=true",
        "--server.port=0",
    ]
    ended = subprocess.run(
        command, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 1
    assert says in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_second_start_on_the_same_folder_says_who_has_it(desk: Session) -> None:
    surroundings = os.environ | {"PATROLQR_DATA": str(desk.store.folder)}
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.headless=true",
        "--server.port=0",
    ]
    ended = subprocess.run(
        command, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 1
    assert "already running" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("since", "until", "text"),
    [
        (date(2025, 1, 1), date(2025, 9, 1), "8 months"),
        (date(2025, 1, 1), date(2026, 1, 1), "12 months"),
        (date(2025, 1, 3), date(2025, 1, 20), "17 days"),
    ],
)
def test_a_length_of_time_is_said_as_people_say_it(since: date, until: date, text: str) -> None:
    assert periods.span(since, until) == text
