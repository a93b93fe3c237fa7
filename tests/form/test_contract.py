"""Each question of FIELDS and GROUPS, whatever its kind, shows everywhere it says it does."""

import io
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.core.form.from_table import ANSWERED
from patrolqr.core.form.question import Field
from patrolqr.core.form.questions import COUNTS, FIELDS, GROUPS, POSITIONS, Group, shown_in
from patrolqr.desk.shared import inputs
from patrolqr.phone import routes
from patrolqr.render import tables
from patrolqr.render.pdf.debrief import pdf
from patrolqr.steps import debrief
from patrolqr.store import Session, Store, attendance, exports, log_reads, reviews
from patrolqr.store.arriving_logs import ENTRY, KEPT
from patrolqr.store.log_reads import LogChoice
from tests.builders.briefings import brief, walked
from tests.builders.duties import duty_now
from tests.builders.form_files import know_areas, written
from tests.builders.phones import paired
from tests.conftest import TESTS
from tests.form.filling import BRIEFED, STREET, Controls, kept, opened_at, sent, wall, words
from tests.pages.conftest import Opener, desk, open_page, shown
from tests.render.pages import flat, read
from tests.store.test_force_rows import put

__all__ = ["desk", "open_page"]
"""Fixtures of the desk's pages."""

UNASKED = ("position", "sending", "pairing")

ASKED = [each for each in FIELDS if each.section not in UNASKED]

VERSION_2 = {"version": "2", "corrected_why": "a word was wrong"}

Answers = dict[str, Any]


@dataclass
class Sent:
    """A log with every question answered, where it went and when its page was opened."""

    store: Session
    phone: TestClient
    briefing: Briefing
    at: datetime
    stored_page: str
    log_id: str

    def text(self, name: str) -> str:
        """Return the text of an address below the pass."""
        return self.phone.get(f"/o/{self.briefing.taskings[0].pass_id}/{name}/{self.log_id}").text


def named(group: Group, asked: Field) -> str:
    return f"{group.name}-0-{asked.name}"


def answered(at: datetime) -> Answers:
    """Return every answer, as a browser without script sends it."""
    form = {each.name: sent(each, at) for each in ASKED if each.section != "warning"}
    for group in GROUPS:
        form |= {named(group, each): sent(each, at, act=True) for each in group.fields}
    return form | {"answer_quick": "", "send": "leaving"}


@contextmanager
def phone_of(store: Session) -> Iterator[TestClient]:
    """Give a paired phone of that store."""
    with TestClient(Starlette(routes=routes(store)), base_url="http://patrol.test") as found:
        yield paired(found)


def briefed(store: Session) -> Briefing:
    """Return the briefing of the shift that is on, with a round and colleagues who were there."""
    made = walked(store, brief(store, duty_now()), STREET)
    attendance.tick(store, made, added=BRIEFED)
    return made


def fill_in(store: Session, phone: TestClient, briefing: Briefing) -> Sent:
    """Return a log that was filled in on the page and sent as its form."""
    address = f"/o/{briefing.taskings[0].pass_id}"
    controls = Controls(phone.get(address).text)
    at = opened_at(controls)
    page = phone.post(address, data={**controls.values, **answered(at)})
    assert page.status_code == 200, page.text
    return Sent(store, phone, briefing, at, page.text, str(controls.values["log_id"]))


@pytest.fixture
def client(desk: Session) -> Iterator[TestClient]:
    """Give a paired phone of the desk's own store."""
    with phone_of(desk) as found:
        yield found


@pytest.fixture
def today(desk: Session) -> Briefing:
    """Return a briefing of the desk's own store."""
    return briefed(desk)


@pytest.fixture
def filled(desk: Session, client: TestClient, today: Briefing) -> Sent:
    """Return a log that was sent to the desk's own store."""
    return fill_in(desk, client, today)


@pytest.fixture(scope="module")
def searched(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sent]:
    """Give a log that was sent once for every test that only looks for it; not to be written to."""
    store = Store(Path(shutil.copy(empty_file, tmp_path_factory.mktemp("searched"))).parent)
    session = Session(store, TESTS)
    with phone_of(session) as phone:
        yield fill_in(session, phone, briefed(session))
    store.close()


def stored(store: Session, table: str, version: int) -> Answers:
    """Return the row of that version; instants are UTC."""
    with store.writing("brief") as written:
        rows = written.cursor.execute(f"SELECT * FROM {table} WHERE version = {version}").df()
    row = rows.to_dict("records")[0]
    return {str(name): exports.plain(value) for name, value in row.items()}


def as_kept(asked: Field, value: Any) -> object:
    """Return what the store has as the form has it."""
    return value.date() if asked.kind == "day" else value


def check_stored(store: Session, at: datetime, version: int = 1) -> None:
    tables = {"patrol_logs": [each for each in ASKED if each.section != "warning"]}
    tables |= {group.table: list(group.fields) for group in GROUPS}
    for table, fields in tables.items():
        row = stored(store, table, version)
        found = {each.name: as_kept(each, row[each.name]) for each in fields}
        assert found == {
            each.name: kept(each, at, act=table != "patrol_logs") for each in fields
        }, table


def test_every_question_is_on_the_page_and_its_answer_is_stored(filled: Sent) -> None:
    controls = Controls(filled.phone.get(f"/o/{filled.briefing.taskings[0].pass_id}").text)
    names = [each.name for each in ASKED]
    names += [named(group, each) for group in GROUPS for each in group.fields]
    assert [name for name in names if name not in controls.names] == []
    check_stored(filled.store, filled.at)


def test_the_same_answers_are_taken_as_json(
    desk: Session, client: TestClient, today: Briefing
) -> None:
    at = clock.now().replace(second=0, microsecond=0)

    def told(asked: Field) -> object:
        return at.isoformat() if asked.kind == "instant" else sent(asked, at)

    log: Answers = {each.name: told(each) for each in ASKED if each.section != "warning"}
    log |= {group.name: [{each.name: told(each) for each in group.fields}] for group in GROUPS}
    log |= {"log_id": "6b0ad6a3-8f0b-4c4e-9f0f-2b1f6d0e7a11"}
    answer = client.post(f"/o/{today.taskings[0].pass_id}", json=log)
    assert answer.status_code == 201, answer.text
    check_stored(desk, at)


def test_the_phone_says_what_it_stored(filled: Sent) -> None:
    assert [each.name for each in COUNTS if f"3 {each.short}" not in filled.stored_page] == []
    told = [each for each in ASKED if each.section in ("ask", "more")]
    assert [each.name for each in told if each.short not in filled.stored_page] == []
    assert "notes" in filled.stored_page


def test_a_correction_shows_every_answer_and_keeps_it(filled: Sent) -> None:
    """The page of the correction, sent as it is, says the same as the log that it corrects."""
    controls = Controls(filled.text("correct"))
    address = f"/o/{filled.briefing.taskings[0].pass_id}"
    page = filled.phone.post(address, data={**controls.values, **VERSION_2})
    assert page.status_code == 200, page.text
    check_stored(filled.store, filled.at, version=2)
    before, after = reviews.versions(filled.store, filled.log_id)
    assert reviews.changes(before.log, after.log) == []


def test_answers_are_told_in_words_beside_a_correction(filled: Sent) -> None:
    (version,) = reviews.versions(filled.store, filled.log_id)
    told = reviews.answers(version.log)
    for each in shown_in("review"):
        if each in ASKED and each.section != "warning":
            assert words(each, filled.at) in told[each.label]
    for group in GROUPS:
        for each in group.fields:
            assert words(each, filled.at) in told[f"{group.label} 1, {each.label}"]


def test_the_feed_shows_what_was_counted_and_said(filled: Sent, open_page: Opener) -> None:
    page = open_page("logs")
    assert not page.exception
    text = shown(page).replace("\\", "")
    for each in shown_in("feed"):
        assert words(each, filled.at) in text, each.name
        assert each.section == "ask" or each.short in text.lower(), each.name


def test_the_debrief_and_its_page_tell_what_was_said(filled: Sent, open_page: Opener) -> None:
    told = debrief.made(filled.store, filled.briefing.duty)
    area = told.areas[0]
    printed = flat(" ".join(page.text for page in read(pdf(told))))
    page = open_page("debrief", **inputs.of_duty(filled.briefing.duty))
    assert not page.exception
    on_page = "\n".join(str(each.value) for each in page.text)
    for each in shown_in("debrief"):
        answer = words(each, filled.at)
        lines = area.answers if each.section == "ask" else area.notes
        start = "" if each.section == "ask" else f"{each.label}: "
        (said,) = [line for line in lines if f" {start}" in line]
        assert answer in said
        assert flat(said) in printed, each.name
        assert said in on_page, each.name


def told_of(group: Group, at: datetime) -> list[str]:
    """Return what is told of one thing done on which every question was answered."""
    said = {
        each.label: clock.instant_text(at) if each.kind == "instant" else words(each, at)
        for each in group.fields
    }
    return [f"{label}: {answer}" for label, answer in said.items()]


def test_the_feed_shows_every_detail_of_what_was_done(filled: Sent, open_page: Opener) -> None:
    text = shown(open_page("logs")).replace("\\", "")
    for group in GROUPS:
        assert f"**{group.label} 1**] {' · '.join(told_of(group, filled.at))}" in text


def test_the_debrief_and_its_page_tell_figures_and_details(filled: Sent, open_page: Opener) -> None:
    told = debrief.made(filled.store, filled.briefing.duty)
    printed = flat(" ".join(page.text for page in read(pdf(told))))
    page = open_page("debrief", **inputs.of_duty(filled.briefing.duty))
    on_page = "\n".join(str(each.value) for each in page.text)
    figures = {each.label: each.value for each in page.metric}
    for each in COUNTS:
        assert figures[each.label] == "3"
        assert f"3 {each.short}" in told.areas[0].done
    assert flat(told.areas[0].done) in printed
    for group in GROUPS:
        line = f"{group.label} 1. {'; '.join(told_of(group, filled.at))}"
        assert line in on_page
        assert flat(line) in printed


def test_files_hold_every_detail_of_what_was_done(filled: Sent) -> None:
    sheets = exports.sheets(filled.store)
    book = load_workbook(io.BytesIO(tables.xlsx(exports.logs(filled.store), more=sheets)))
    labels = {each.name: each.label for each in FIELDS}
    for group in GROUPS:
        heads, cells = (
            [cell.value for cell in row] for row in book[labels[group.counter]].iter_rows()
        )
        row = dict(zip(heads, cells, strict=True))
        text = tables.csv(exports.details(filled.store)[group.name]).decode("utf-8-sig")
        assert row["Log"] == filled.log_id
        for each in group.fields:
            iso = {"day": "2026-11-24", "instant": clock.time_text(filled.at)}
            answer = iso.get(each.kind, words(each, filled.at))
            assert answer in str(row[each.label]), each.name
            assert answer in text, each.name


def found(store: Session, **choice: Any) -> int:
    """Return how many logs are chosen."""
    return log_reads.total(store, LogChoice(**choice))["logs"]


@pytest.mark.parametrize("name", [each.name for each in shown_in("search")])
def test_a_search_finds_the_answer(searched: Sent, name: str) -> None:
    asked = next(each for each in FIELDS if each.name == name)
    looked_for = words(asked, searched.at).upper()
    if asked.kind not in ("text", "instant"):
        looked_for = f"{asked.label} {words(asked, searched.at)}".upper().replace("TUE ", "")
    if asked.kind == "instant":
        looked_for = asked.label
    for search, logs in ((looked_for, 1), (f"{looked_for} and more", 0)):
        assert found(searched.store, search=search) == logs, search


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_a_search_finds_what_is_detailed(searched: Sent, group: Group) -> None:
    for asked in group.fields:
        if asked.kind in ("text", "choice", "yes_no", "ticks"):
            said = words(asked, searched.at)
            looked_for = said if asked.kind == "text" else f"{asked.label} {said}"
            assert found(searched.store, search=looked_for) == 1, looked_for
            assert found(searched.store, search=f"{looked_for} and more") == 0


def test_logs_can_be_narrowed_to_those_that_count_something(searched: Sent) -> None:
    for only in ([each.name for each in COUNTS], ["notes"]):
        assert found(searched.store, only=only) == 1
    assert found(searched.store, only=["notes", "late"]) == 0


def test_files_hold_every_answer_and_no_position(filled: Sent) -> None:
    rows = exports.logs(filled.store)
    text = tables.csv(rows).decode("utf-8-sig")
    page = load_workbook(io.BytesIO(tables.xlsx(rows))).active
    heads, cells = ([cell.value for cell in row] for row in page.iter_rows())
    excel = dict(zip(heads, map(str, cells), strict=True))
    (document,) = exports.documents(filled.store)
    for each in shown_in("export"):
        assert f"{each.label}" in text.splitlines()[0]
        if each in ASKED and each.section != "warning":
            iso = {"day": "2026-11-24", "instant": clock.time_text(filled.at)}
            answer = iso.get(each.kind, words(each, filled.at))
            assert answer in text
            assert answer in excel[each.label]
            assert document["document"][each.name] not in (None, "")
    heading = text.splitlines()[0]
    assert [each.name for each in POSITIONS if each.label in heading] == []


def keyed(page: AppTest, asked: Field, at: datetime) -> None:
    """Answer that question on the form of a paper strip."""
    kinds = {"count": "number_input", "number": "number_input", "instant": "time_input"}
    kinds |= {"day": "date_input", "ticks": "multiselect"}
    kind = kinds.get(asked.kind, "selectbox" if asked.choices else "text_input")
    if asked.section == "notes":
        kind = "text_area"
    place = "" if asked.section == "pairing" else "_1"
    (found,) = [each for each in getattr(page, kind) if each.key == f"strip_{asked.name}{place}"]
    answer = "4821" if asked.section == "pairing" else kept(asked, at)
    if asked.kind == "yes_no":
        answer = "No"
    if asked.kind == "collars":
        answer = ", ".join(BRIEFED)
    found.set_value(wall(at) if asked.kind == "instant" else answer)


def test_a_paper_strip_takes_every_answer(
    desk: Session, today: Briefing, open_page: Callable[..., AppTest]
) -> None:
    page = open_page("from_paper")
    page = page.text_input(key="strip_code").set_value(today.taskings[0].short_code).run()
    at = clock.now().replace(second=0, microsecond=0)
    for each in shown_in("paper"):
        keyed(page, each, at)
    next(each for each in page.text_input if each.label == "Keyed by").set_value("Sgt 4412")
    page.button[0].click().run()
    assert not page.exception
    assert "from paper" in str(page.success[0].value)
    row = stored(desk, "patrol_logs", 1)
    found = {each.name: as_kept(each, row[each.name]) for each in shown_in("paper")}
    assert found.pop("collar") == "4821"
    assert found == {
        each.name: kept(each, at) for each in shown_in("paper") if each.section != "pairing"
    }


def test_a_table_takes_every_answer(desk: Session, tmp_path: Path) -> None:
    """A column that is called like the question is its answers; one more question needs nothing."""
    know_areas(desk, "Market Square")
    at = clock.now().replace(second=0, microsecond=0)

    def cell(asked: Field) -> str:
        answer = at.isoformat() if asked.kind == "instant" else sent(asked, at)
        return "; ".join(answer) if isinstance(answer, list) else answer

    asked = [each for each in ANSWERED if each in FIELDS and each.section != "warning"]
    header = ["Start time", "Patrol area", *(each.label for each in asked)]
    row = [at.isoformat(), "Market Square", *(cell(each) for each in asked)]
    outcome = put(desk, tmp_path, "logs.csv", written([header, row]))
    assert outcome.sentence.startswith("logs.csv: 1 read = 1 new"), outcome.sentence
    found = stored(desk, "patrol_logs", 1)
    assert {each.name: as_kept(each, found[each.name]) for each in asked} == {
        each.name: kept(each, at) for each in asked
    }


def test_no_question_has_the_name_of_something_else_the_store_keeps() -> None:
    seen = {"area", "neighbourhood", "neighbourhood_id", "minutes", "capped", "visited_at", "week"}
    seen |= {"ask", "marks", "searched", "log_id", "set_aside_why", "send"}
    assert {each.name for each in FIELDS} & (seen | set(KEPT)) == set()
    assert {each.name for group in GROUPS for each in group.fields} & set(ENTRY) == set()
    names = [each.name for each in FIELDS] + [group.name for group in GROUPS]
    assert len(names) == len(set(names))
    assert json.dumps(names) == json.dumps([name.lower() for name in names])
