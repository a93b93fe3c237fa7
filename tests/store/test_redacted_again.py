"""Words that were taken out do not come back with a file: the same one, an edited one, a load taken back."""

from pathlib import Path

import pytest

from patrolqr.core.errors import InputWrong
from patrolqr.core.form.redacting import MARK
from patrolqr.steps import redact
from patrolqr.store import Session, exports, loaded, redactions, undo
from tests.builders.form_files import know_areas, microsoft_forms
from tests.builders.grepping import grep
from tests.store.test_force_rows import CALLS, INTELLIGENCE, put, rows
from tests.store.test_table_logs import MARKET, a_log, take

WHY = "asked for, DP-17"
BIKES = "Bikes on the canal path"
NAMED = "Named person sells here"
SECRET = "Terence Quillfeather of 4 Marl Row"


def words(store: Session) -> list[tuple[str, str]]:
    """Return reference and text of each reason and words of each incident that stands."""
    return rows(
        store,
        "SELECT reference, text FROM reasons WHERE NOT coalesce(superseded, FALSE) "
        "UNION ALL SELECT reference, words FROM current_incidents ORDER BY ALL",
    )


def test_a_call_loses_its_words_and_no_file_brings_them_back(
    store: Session, tmp_path: Path
) -> None:
    put(store, tmp_path, "calls.csv", CALLS)
    done = redact.reason(store, "101", WHY)
    assert done.redacted.others == 0
    assert {text for reference, text in words(store) if reference == "101"} == {MARK}
    kept = sorted(text for reference, text in words(store) if reference == "102")
    assert kept == ["ASB: The same again", "The same again"]
    assert grep(BIKES, store.store.folder) == []
    put(store, tmp_path, "calls.csv", CALLS.replace("Grade", "Grade ").replace(",1,ASB", ",3,ASB"))
    assert {text for reference, text in words(store) if reference == "101"} == {MARK}
    assert redactions.owed(store) == 1, "the file held them for a moment"
    assert redact.finish(store) == []
    assert grep(BIKES, store.store.folder) == []
    with pytest.raises(InputWrong, match="no such words"):
        redact.reason(store, "101", WHY)


def test_intelligence_loses_all_its_texts_and_keeps_its_grade(
    store: Session, tmp_path: Path
) -> None:
    put(store, tmp_path, "intelligence.csv", INTELLIGENCE)
    redact.reason(store, "I/1", WHY)
    assert rows(
        store,
        "SELECT text, sanitised_text, conditions, source_grade FROM reasons ORDER BY reference",
    ) == [
        (MARK, MARK, MARK, "2"),
        ("Another named person", "Bikes are hidden here", None, "1"),
    ]
    put(store, tmp_path, "intelligence.csv", INTELLIGENCE)
    redact.finish(store)
    standing = "SELECT text FROM reasons WHERE NOT superseded ORDER BY reference"
    assert rows(store, standing) == [(MARK,), ("Another named person",)]
    assert grep(NAMED, store.store.folder) == []


@pytest.mark.parametrize("reference", ["", " ", "9999", "%"])
def test_what_has_no_such_reference_is_told(store: Session, reference: str) -> None:
    with pytest.raises(InputWrong, match="No call"):
        redact.reason(store, reference, WHY)


def test_a_row_of_a_table_loses_its_words_and_no_edit_of_the_table_brings_them_back(
    store: Session, tmp_path: Path
) -> None:
    know_areas(store, MARKET)
    take(store, tmp_path, microsoft_forms([a_log(1, saw=SECRET), a_log(2)]))
    (log_id,) = (
        row["log_id"] for row in exports.documents(store) if row["document"]["saw"] == SECRET
    )
    redact.log(store, log_id, ["saw"], WHY)
    assert grep(SECRET, store.store.folder) == []
    again = take(store, tmp_path, microsoft_forms([a_log(1, saw=SECRET), a_log(2)]))
    assert (again.new, again.updated) == (0, 0)
    edited = take(store, tmp_path, microsoft_forms([a_log(1, saw=SECRET, engagements=9), a_log(2)]))
    assert edited.updated == 1
    assert rows(
        store, "SELECT saw, engagements FROM patrol_logs WHERE is_current ORDER BY engagements DESC"
    ) == [(MARK, 9), ("Shutters up", 3)]
    undo.take_back(store, loaded.loaded(store)["load_id"][0])
    assert rows(store, "SELECT count(*) FROM patrol_logs WHERE is_current") == [(2,)]
    assert grep(SECRET, store.store.folder) == []
