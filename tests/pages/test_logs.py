"""The logs page: what officers sent, and files loaded."""

import uuid
from datetime import date, timedelta

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from patrolqr.core import clock
from patrolqr.readers.mapping import CALLED
from patrolqr.steps import load_jobs
from patrolqr.store import Session, areas, loaded, log_reads, places
from patrolqr.store import load_jobs as records
from tests.builders import maps
from tests.builders.briefings import brief_areas
from tests.builders.duties import duty
from tests.builders.form_files import know_areas
from tests.builders.incidents import keep_in
from tests.builders.logs import visit
from tests.pages.conftest import Opener, load, shown
from tests.pages.tables import table

HEADER = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context\n"
)
ROW = ",2025-01,Staffordshire Police,Staffordshire Police,-2.03,52.69,On or near Park Road,E01029000,Cannock,{},,\n"
STREET = (HEADER + ROW.format("Anti-social behaviour") + ROW.format("Cattle rustling")).encode()


def loading(open_page: Opener, name: str, content: bytes) -> AppTest:
    """Return the load page after that file was given to it and Load was pressed."""
    page = open_page("logs", tab="Load files")
    page.file_uploader[0].upload(name, content)
    return load(page)


@pytest.fixture
def patrolled(desk: Session) -> Session:
    """Give a desk with three logs: today's with notes, one sent late, and one of last month."""
    today = clock.today()
    areas = brief_areas(desk, duty(today), ["Square", "Station"])
    visit(
        desk,
        areas["Square"],
        today,
        engagements=3,
        answer="still *up*",
        saw="![x](http://foreign.example/x.png)",
    )
    visit(desk, areas["Station"], today - timedelta(days=1), late=True, arrests=1)
    visit(desk, areas["Station"], today - timedelta(days=40), learned="grey Transit")
    return desk


def test_without_logs_the_page_says_where_they_come_from(desk: Session, open_page: Opener) -> None:
    page = open_page("logs")
    assert not page.exception
    assert "No patrol logs yet" in shown(page)


def test_logs_are_read_newest_first_with_what_was_done_and_said(
    patrolled: Session, open_page: Opener
) -> None:
    page = open_page("logs")
    assert not page.exception
    text = shown(page)
    assert "**2 logs**, 1 sent late" in text
    feed = text.split("**2 logs**")[1]
    assert feed.index("Square") < feed.index("Station")
    assert "3 engagements" in text
    assert "still \\*up\\*" in text


def test_what_an_officer_typed_is_text_and_asks_no_other_host(
    patrolled: Session, open_page: Opener
) -> None:
    text = shown(open_page("logs"))
    assert "![x](" not in text
    assert "http://" not in text


@pytest.mark.parametrize(
    ("query", "logs"),
    [
        ({"days": "All"}, 3),
        ({"days": "Today"}, 1),
        ({"only": "Arrests"}, 1),
        ({"only": ["Sent late", "Notes"]}, 0),
        ({"days": "All", "search": "GREY"}, 1),
        ({"days": "All", "areas": "Station"}, 2),
    ],
)
def test_a_link_opens_the_logs_it_names(
    patrolled: Session, open_page: Opener, query: dict[str, str | list[str]], logs: int
) -> None:
    assert (f"**{logs} log" if logs else "No logs in this choice") in shown(
        open_page("logs", **query)
    )


def test_the_table_holds_the_same_logs(patrolled: Session, open_page: Opener) -> None:
    page = open_page("logs", **{"as": "Table", "days": "All"})
    assert not page.exception
    assert len(table(page, "visited_at")) == 3


def test_a_log_sent_meanwhile_shows_on_the_next_run(patrolled: Session, open_page: Opener) -> None:
    page = open_page("logs")
    visit(
        patrolled,
        areas.by_name(patrolled)[0]["area_id"],
        clock.today(),
        heard="shutters rattling",
    )
    assert "shutters rattling" in shown(page.run())


@pytest.mark.parametrize("wild", ["'; DROP TABLE patrol_logs", "", "2026-13-45", "☃" * 50])
def test_a_mangled_link_opens_the_page(patrolled: Session, open_page: Opener, wild: str) -> None:
    page = open_page(
        "logs",
        **dict.fromkeys(("days", "between", "places", "areas", "only", "as", "tab", "page"), wild),
    )
    assert not page.exception


def test_a_file_is_loaded_and_every_row_of_it_is_accounted_for(
    desk: Session, open_page: Opener
) -> None:
    page = loading(open_page, "2025-01-staffordshire-street.csv", STREET)
    assert not page.exception
    assert "2 read = 1 new + 0 already there + 1 quarantined" in str(page.success[0].value).replace(
        "\\", ""
    )
    assert table(page, "rows_quarantined")["rows_quarantined"].tolist() == [1]
    assert table(page, "content")["line"].tolist() == [3]


def test_which_months_are_loaded_is_a_table_in_words(desk: Session, open_page: Opener) -> None:
    for month in (date(2025, 1, 1), date(2025, 3, 1)):
        keep_in(desk, pd.DataFrame({"month": [month], "force": "Kent Police"}))
    undated = {"precision": "minute", "kind": "call", "patrol_day": date(2025, 3, 4)}
    keep_in(desk, pd.DataFrame({"month": [date(2025, 3, 1)]} | undated))
    page = open_page("logs", tab="Load files")
    assert not page.exception
    months = table_of_months(page)
    assert months.index.tolist() == ["Mar 2025", "Feb 2025", "Jan 2025"]
    assert months["Street-level crimes, Kent Police"].tolist() == ["loaded", "not loaded", "loaded"]
    assert months["Calls"].tolist() == ["1 of 31 days", "not loaded", "not loaded"]


def table_of_months(page: AppTest) -> pd.DataFrame:
    """Return the table of months; it is one that is read aloud cell by cell, not a drawn grid."""
    (found,) = page.table
    return pd.DataFrame(found.value).rename(columns=lambda name: name.replace("\\", ""))


def test_where_nothing_is_loaded_no_month_is_claimed(desk: Session, open_page: Opener) -> None:
    page = open_page("logs", tab="Load files")
    assert not page.exception
    assert not page.table


def test_a_file_that_is_none_of_ours_is_named_and_changes_nothing(
    desk: Session, open_page: Opener
) -> None:
    page = loading(open_page, "holiday.csv", b"not,a,street,file\n1,2,3,4\n")
    assert not page.exception
    assert "holiday" in str(page.error[0].value)
    assert loaded.loaded(desk).empty


def test_areas_elsewhere_are_refused_until_they_are_to_replace_those_loaded(
    desk: Session, open_page: Opener
) -> None:
    page = loading(open_page, "cannock.kml", maps.kml("CA01", maps.beat(0)))
    page.file_uploader[0].upload("kent.kml", maps.kml("KE01", maps.beat(0, (1.2, 51.2))))
    load(page)
    assert "km from everything that is loaded" in str(page.error[0].value)
    assert places.neighbourhoods(desk)["name"].tolist() == ["CA01"]
    page.file_uploader[0].upload("kent.kml", maps.kml("KE01", maps.beat(0, (1.2, 51.2))))
    page.checkbox(key="load_replace_2").check()
    load(page)
    assert not page.exception
    assert places.neighbourhoods(desk)["name"].tolist() == ["KE01"]


def test_the_first_file_takes_the_desk_from_the_town_to_a_database_of_ones_own(
    town_desk: Session, open_page: Opener
) -> None:
    page = open_page("logs", tab="Load files")
    assert "an empty database of your own" in shown(page)
    page.file_uploader[0].upload("2025-01-staffordshire-street.csv", STREET)
    load(page)
    assert not page.exception
    assert not town_desk.is_demo
    assert len(loaded.loaded(town_desk)) == 1


def test_the_towns_logs_can_be_read(town_desk: Session, open_page: Opener) -> None:
    page = open_page("logs", days="All")
    assert not page.exception
    assert f"**{log_reads.span(town_desk)['visits']:,} logs**" in shown(page)


CALLS = (
    b"Incident No,Opened,Grade,Closing Code,Latitude,Longitude\n"
    b"101,2026-11-24 21:05:00,1,ASB,52.69,-2.03\n"
    b"102,2026-11-24 22:05:00,2,ASB,52.69,-2.03\n"
)


ODD = (
    b"Ref No;Logged;Easting;Northing;What was it\n"
    b"X1;28/11/2025 22:15;398100;310050;ASB - nuisance\n"
    b"X2;28/11/2025 23:15;398100;310050;ASB - nuisance\n"
)


def test_what_a_table_holds_can_be_said_where_it_was_guessed_wrong(
    desk: Session, open_page: Opener
) -> None:
    page = loading(open_page, "odd.csv", ODD)
    for kind in ("intelligence", "stop_searches", "patrol_logs", "calls"):
        holds = next(each for each in page.selectbox if each.label == "What this file holds")
        holds.set_value(kind).run()
        assert not page.exception
        assert f"read as {CALLED[kind]}" in shown(page)
    next(each for each in page.multiselect if "what the call was about" in each.label).set_value(
        ["What was it"]
    )
    load(page, "Confirm and load")
    assert not page.exception
    assert list(loaded.loaded(desk)["kind"]) == ["calls"]
    assert list(loaded.loaded(desk)["rows_new"]) == [2]


UNFAMILIAR = (
    "Log No;Call rec'd;Time rec'd;Nature of call;Ward £;GridE;GridN;Op notes\n"
    "L1;23/11/2026;18:04;Rowdy youths;Caldmore;398100;310050;by the shops\n"
    "L2;24/11/2026;19:04;Noise;Caldmore;398200;310150;again\n"
    "L3;25/11/2026;20:04;Rowdy youths;Pleck;398300;310250;all gone\n"
    "L4;25/11/2026;21:04;Noise;Pleck;398300;310250;loud\n"
).encode()


def test_a_table_with_unfamiliar_headings_is_shown_as_it_stands_and_mapped(
    desk: Session, open_page: Opener
) -> None:
    page = loading(open_page, "unfamiliar.csv", UNFAMILIAR)
    assert not page.exception
    assert "Its headings do not tell what it holds" in shown(page)
    assert "Op notes" in page.dataframe[0].value.columns
    pickers = {each.label: each.value for each in page.multiselect}
    assert pickers["Easting"] == ["GridE"]
    load(page, "Confirm and load")
    assert not page.exception
    assert list(loaded.loaded(desk)["kind"]) == ["calls"]
    assert list(loaded.loaded(desk)["rows_new"]) == [4]


def test_a_mapping_that_brings_no_usable_row_cannot_be_confirmed(
    desk: Session, open_page: Opener
) -> None:
    page = loading(open_page, "calls.csv", CALLS)
    when = next(each for each in page.multiselect if each.label == "Reported")
    assert not next(each for each in page.button if each.label == "Confirm and load").disabled
    when.set_value([]).run()
    assert not page.exception
    assert "choose a column for “Reported” or “Occurred from”" in shown(page)
    assert next(each for each in page.button if each.label == "Confirm and load").disabled
    assert loaded.loaded(desk).empty


def test_two_people_confirm_one_header_differently_and_the_second_is_told(
    desk: Session, open_page: Opener
) -> None:
    pages = [open_page("logs", tab="Load files") for _ in range(2)]
    for page in pages:
        page.file_uploader[0].upload("calls.csv", CALLS)
        load(page)
    origin = next(each for each in pages[1].radio if "come from" in each.label)
    origin.set_value("partner")
    for page in pages:
        load(page, "Confirm and load")
        assert not page.exception
    assert "2 new" in pages[0].success[0].value
    assert "Somebody confirmed meanwhile that these columns are read" in pages[1].error[0].value
    assert len(loaded.loaded(desk)) == 1


def test_a_load_that_was_taken_back_meanwhile_is_told(desk: Session, open_page: Opener) -> None:
    page = loading(open_page, "calls.csv", CALLS)
    load(page, "Confirm and load")
    pages = [open_page("logs", tab="Load files") for _ in range(2)]
    for page in pages:
        chosen = next(each for each in page.selectbox if each.label == "A load to take back")
        chosen.select(loaded.loaded(desk)["load_id"].iloc[0]).run()
    for page in pages:
        next(each for each in page.button if each.label == "Take it back").click().run()
    assert "This load was taken back already" in pages[1].error[0].value


FORMS = (
    b"ID,Start time,Completion time,Email,Name,Which patrol area?,How many engagements?\n"
    b"1,11/24/26 21:02:00,11/24/26 21:05:00,anonymous,,Market Square,7\n"
    b"2,11/24/26 22:02:00,11/24/26 22:05:00,anonymous,,Mkt Sq,3\n"
)


def test_a_table_of_the_forces_own_is_shown_confirmed_loaded_and_taken_back(
    desk: Session, open_page: Opener
) -> None:
    page = loading(open_page, "calls.csv", CALLS)
    assert not page.exception
    assert "read as calls" in shown(page)
    assert "Nothing is loaded yet" in shown(page)
    assert loaded.loaded(desk).empty
    load(page, "Confirm and load")
    assert not page.exception
    assert page.success[0].value.replace("\\", "").startswith("calls.csv: 2 read = 2 new")
    (load_id,) = loaded.loaded(desk)["load_id"]
    chosen = next(each for each in page.selectbox if each.label == "A load to take back")
    chosen.select(load_id).run()
    next(each for each in page.button if each.label == "Take it back").click().run()
    assert not page.exception
    assert loaded.loaded(desk).empty
    assert loaded.extent(desk).empty


def test_logs_of_a_form_wait_for_their_areas_and_come_in_when_somebody_says_which(
    desk: Session, open_page: Opener
) -> None:
    know_areas(desk, "Market Square")
    page = loading(open_page, "forms.csv", FORMS)
    assert "read as patrol logs" in shown(page)
    load(page, "Confirm and load")
    assert not page.exception
    told = page.success[0].value.replace("\\", "")
    assert told.startswith("forms.csv: 2 read = 1 new + 0 already there + 1 quarantined.")
    (word,) = [each for each in page.selectbox if each.label == "Mkt Sq (1 row)"]
    (area,) = [row["area_id"] for row in areas.by_name(desk)]
    word.select(area)
    next(each for each in page.button if each.label == "Confirm").click().run()
    assert not page.exception
    assert "Kept. 1 row that waited is a patrol log now." in [each.value for each in page.success]
    assert log_reads.span(desk)["visits"] == 2
    assert "The workbook's totals beside PatrolQR's" in [each.value for each in page.header]
    assert "Every month and area says the same." in [each.value for each in page.caption]
    assert "from a file" in shown(open_page("logs", since="2026-11-24", until="2026-11-25"))


def test_a_load_goes_on_where_its_page_is_left_and_is_shown_when_one_comes_back(
    desk: Session, open_page: Opener
) -> None:
    page = open_page("logs", tab="Load files")
    with desk.loading("load"):
        page.file_uploader[0].upload("2025-01-staffordshire-street.csv", STREET)
        page.button[0].click().run()
        assert not page.exception
        assert "**2025\\-01\\-staffordshire\\-street\\.csv**: loading …" in shown(page)
        page.switch_page("../../pages/today.py").run()
        assert not page.exception
        assert "loading" in shown(open_page("logs", tab="Load files"))
    (job,) = load_jobs.listed(desk)
    assert job.wait(60)
    for later in (page.switch_page("../../pages/logs.py").run(), open_page("logs")):
        later.query_params["tab"] = "Load files"
        assert "2 read = 1 new" in later.run().success[0].value.replace("\\", "")


def test_a_load_is_cancelled_on_the_page_and_that_is_told(desk: Session, open_page: Opener) -> None:
    page = open_page("logs", tab="Load files")
    with desk.loading("load"):
        page.file_uploader[0].upload("2025-01-staffordshire-street.csv", STREET)
        page.button[0].click().run()
        next(each for each in page.button if each.label == "Cancel").click().run()
        assert not page.exception
        assert "cancelling …" in shown(page)
    (job,) = load_jobs.listed(desk)
    assert job.wait(60)
    page.run()
    assert "cancelled. Nothing of it is kept." in str(page.warning[0].value).replace("\\", "")
    assert table(page, "outcome")["state"].tolist() == ["cancelled"]
    assert loaded.loaded(desk).empty


def test_a_table_can_be_confirmed_after_its_page_was_left_and_on_another_computer(
    desk: Session, open_page: Opener
) -> None:
    page = loading(open_page, "calls.csv", CALLS)
    later = open_page("logs", tab="Load files")
    assert "read as calls" in shown(later)
    load(later, "Confirm and load")
    assert "2 read = 2 new" in later.success[0].value.replace("\\", "")
    load(page, "Confirm and load")
    assert "not waiting to be confirmed any more" in page.error[0].value
    assert len(loaded.loaded(desk)) == 1


def test_a_table_that_is_left_is_not_asked_about_again(desk: Session, open_page: Opener) -> None:
    page = loading(open_page, "calls.csv", CALLS)
    next(each for each in page.button if each.label == "Leave it").click().run()
    assert not page.exception
    assert "read as calls" not in shown(page)
    assert "read as calls" not in shown(open_page("logs", tab="Load files"))


def test_an_interrupted_load_is_told_until_the_file_is_loaded(
    desk: Session, open_page: Opener
) -> None:
    records.ask(desk, job_id := str(uuid.uuid4()), "2025-01-staffordshire-street.csv")
    records.end(desk, job_id, "interrupted", records.INTERRUPTED)
    page = open_page("logs", tab="Load files")
    assert "load the file again" in str(page.warning[0].value).replace("\\", "")
    page.file_uploader[0].upload("2025-01-staffordshire-street.csv", STREET)
    load(page)
    assert "load the file again" not in shown(page)
