"""What was done during a visit, in detail: typed, in the same commit as its log, and in step with
its corrections.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import pytest

from patrolqr.core.briefing import Briefing
from patrolqr.core.errors import LogConflict
from patrolqr.core.form.log import parse
from patrolqr.store import REAL, Session, Store, exports, logs
from patrolqr.store.engine.schema import SCHEMA
from tests.builders.logs import SEARCH, corrected, sent
from tests.conftest import TESTS


def rows(store: Session, statement: str) -> list[tuple[Any, ...]]:
    with store.writing("brief") as written:
        return written.cursor.execute(statement).fetchall()


def test_details_are_stored_with_their_log_under_ids_of_their_own(
    store: Session, briefed: Briefing
) -> None:
    details: dict[str, object] = {
        "stop_search": [SEARCH, SEARCH | {"outcome": "Community resolution", "linked": False}],
        "arrest": [{"offence": "Drugs", "custody": "CE/1234/26"}],
        "engagement": [
            {"concern": "Begging", "promise": "back on Friday", "promise_day": "2026-11-27"}
        ],
    }
    logs.accept(store, parse(sent(**details)), briefed.taskings[0].pass_id)
    assert rows(
        store, "SELECT number, outcome, linked, told FROM stop_searches ORDER BY number"
    ) == [
        (1, "Arrest", True, ["Grounds", "Object"]),
        (2, "Community resolution", False, ["Grounds", "Object"]),
    ]
    assert rows(store, "SELECT offence, custody FROM arrest_details") == [("Drugs", "CE/1234/26")]
    assert rows(store, "SELECT concern, promise_day::VARCHAR FROM engagement_details") == [
        ("Begging", "2026-11-27")
    ]
    assert rows(store, "SELECT count(DISTINCT entry_id) FROM log_stop_searches") == [(2,)]
    assert rows(store, "SELECT engagements, stop_searches, arrests FROM visits") == [(2, 2, 1)]


def test_a_correction_becomes_the_current_version_and_the_first_is_kept(
    store: Session, briefed: Briefing
) -> None:
    pass_id, first = briefed.taskings[0].pass_id, sent(stop_search=[SEARCH, SEARCH])
    logs.accept(store, parse(first), pass_id)
    logs.accept(store, parse(corrected(first, stop_search=[SEARCH])), pass_id)
    kept = rows(
        store, "SELECT version, is_current, corrected_why FROM patrol_logs ORDER BY version"
    )
    assert kept == [(1, False, None), (2, True, "counted wrongly")]
    assert rows(store, "SELECT version, number FROM stop_searches") == [(2, 1)]
    assert rows(store, "SELECT count(*), count(DISTINCT entry_id) FROM log_stop_searches") == [
        (3, 2)
    ]
    assert [row["document"].get("version", 1) for row in exports.documents(store)] == [1, 2]


def test_a_correction_sent_by_eight_threads_is_stored_once(
    store: Session, briefed: Briefing
) -> None:
    pass_id, first = briefed.taskings[0].pass_id, sent()
    logs.accept(store, parse(first), pass_id)
    second = parse(corrected(first, stop_search=[SEARCH]))
    with ThreadPoolExecutor(8) as phones:
        receipts = list(phones.map(lambda _: logs.accept(store, second, pass_id), range(8)))
    assert sum(not receipt.repeated for receipt in receipts) == 1
    assert rows(store, "SELECT version, is_current FROM patrol_logs ORDER BY version") == [
        (1, False),
        (2, True),
    ]
    assert rows(store, "SELECT count(*) FROM stop_searches") == [(1,)]


def test_of_eight_different_corrections_at_once_one_is_taken_and_the_others_are_told(
    store: Session, briefed: Briefing
) -> None:
    pass_id, first = briefed.taskings[0].pass_id, sent()
    logs.accept(store, parse(first), pass_id)

    def correct(number: int) -> bool:
        try:
            logs.accept(store, parse(corrected(first, engagements=number)), pass_id)
        except LogConflict as problem:
            assert "Open it again" in problem.sentence
            return False
        return True

    with ThreadPoolExecutor(8) as phones:
        assert sum(phones.map(correct, range(10, 18))) == 1
    assert rows(store, "SELECT count(*) FROM visits") == [(1,)]


def test_a_log_and_its_corrections_may_arrive_together(store: Session, briefed: Briefing) -> None:
    pass_id, first = briefed.taskings[0].pass_id, sent()
    with store.writing("brief"):
        answers = [logs.submit(store, parse(first), pass_id)]
        answers += [
            logs.submit(store, parse(corrected(first, number)), pass_id) for number in (2, 3)
        ]
    assert [answer.result().repeated for answer in answers] == [False] * 3
    assert rows(store, "SELECT version FROM visits") == [(3,)]


@pytest.mark.parametrize("change", ["another pass", "a version left out", "taken back"])
def test_only_the_next_version_under_the_same_pass_corrects_a_log(
    store: Session, briefed: Briefing, change: str
) -> None:
    pass_id, first = briefed.taskings[0].pass_id, sent()
    logs.accept(store, parse(first), pass_id)
    if change == "taken back":
        rows(store, "UPDATE patrol_logs SET set_aside_why = 'taken back by the officer'")
    version = 3 if change == "a version left out" else 2
    other = briefed.taskings[1].pass_id if change == "another pass" else pass_id
    with pytest.raises(LogConflict):
        logs.accept(store, parse(corrected(first, version)), other)
    assert rows(store, "SELECT version, is_current FROM patrol_logs") == [(1, True)]


def test_stop_searches_leave_in_the_columns_of_the_published_files(
    store: Session, briefed: Briefing
) -> None:
    logs.accept(store, parse(sent(stop_search=[SEARCH])), briefed.taskings[0].pass_id)
    found = exports.stop_searches(store)
    assert ", ".join(found.columns) == (
        "Type, Date, Part of a policing operation, Policing operation, Latitude, Longitude, Gender, Age range, "
        "Self-defined ethnicity, Officer-defined ethnicity, Legislation, Object of search, Outcome, "
        "Outcome linked to object of search, Removal of more than just outer clothing"
    )
    (row,) = found.to_dict("records")
    assert (row["Latitude"], row["Longitude"]) == (52.701, -1.998)
    assert row["Self-defined ethnicity"] == "Asian/Asian British - Indian"
    assert row["Officer-defined ethnicity"] == "Asian"


def test_a_database_from_before_there_were_details_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    old = duckdb.connect(str(tmp_path / "old" / REAL))
    old.execute("CREATE TABLE schema_versions (version INTEGER, migrated_at TIMESTAMPTZ)")
    for file in sorted((SCHEMA / "migrations").glob("000[12]_*.sql")):
        old.execute(file.read_text("utf-8"))
        old.execute("INSERT INTO schema_versions VALUES (?, now())", [int(file.name[:4])])
    old.execute("ALTER TABLE patrol_logs ADD COLUMN stop_searches INTEGER")
    old.execute(
        "INSERT INTO patrol_logs (log_id, version, is_current, received_at, stop_searches) "
        "VALUES (uuid(), 1, true, now(), 2)"
    )
    old.close()
    store = Session(Store(tmp_path / "old"), TESTS)
    assert rows(store, "SELECT stop_searches, engagements, corrected_why FROM visits") == [
        (2, None, None)
    ]
    assert rows(store, "SELECT count(*) FROM stop_searches") == [(0,)]
    store.store.close()
