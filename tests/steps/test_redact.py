"""What is redacted is in no row and in no byte of the folder, comes back in no way, and nothing else
is lost: beside readers, phones that send, a colleague, and a kill.
"""

import gzip
import json
import threading
import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patrolqr.core import settings as house
from patrolqr.core.actor import Actor
from patrolqr.core.briefing import Briefing
from patrolqr.core.errors import InputWrong, LoadRunning, NotAllowed
from patrolqr.core.form.log import parse
from patrolqr.core.form.redacting import MARK, PARTS, digest_of, without, words_of
from patrolqr.steps import debrief, publish, redact
from patrolqr.store import (
    REAL,
    Session,
    Store,
    backups,
    briefings,
    drafts,
    exports,
    handovers,
    log_reads,
    logs,
    picks,
    redacted_logs,
    redactions,
    reviews,
    text_templates,
    unclaimed,
)
from patrolqr.store.engine import backup_files, erasing, kept, rewriting
from patrolqr.store.log_reads import EVERYTHING, LogChoice
from patrolqr.store.text_templates import Template
from tests.builders.at_once import DONE, two_at_once
from tests.builders.briefings import brief, candidate, draft
from tests.builders.disk import room
from tests.builders.duties import duty_now
from tests.builders.grepping import grep
from tests.builders.killed import kill_once_it_says
from tests.builders.logs import SEARCH, corrected, sent
from tests.builders.phones import rows
from tests.conftest import TESTS

SECRET = "Terence Quillfeather of 4 Marl Row"
BESIDE = "The lamp by the steps is out"
OTHER = "Shutters still up at the arcade"
CAFÉ = "Zoë O'Hara “at the café” \\ 2nd floor"
WHY = "a member of the public asked, DP-17"

ALL = tuple(PARTS)
OLD = Path(__file__).parents[1] / "store" / "database_0_1_1.duckdb.gz"

WITHOUT_WORDS = frozenset(
    {
        *(
            "about",
            "accounts",
            "area_synonyms",
            "coin_tosses",
            "collar_passkeys",
            "county_versions",  # counts by codes
            "covered",
            "desk_sessions",
            "disposal_rows",
            "disposals",
        ),
        *(
            "documents",
            "force_stop_searches",
            "inbox_rules",
            "keeping_rules",
            "pairings",
            "passes",
            "passkeys",
        ),
        *(
            "patrol_areas",
            "places",
            "places_before",
            "redacted_texts",
            "refused_attempts",
            "streets",
        ),
        *(
            "calibrations",
            "nightly_runs",
            "pattern_budgets",
            "patterns",
            "streets_before",
            "team_choices",
            "teams",
        ),
    }
)
"""Tables of names of places, settings, codes and numbers."""

CODES = frozenset(
    {
        *(
            "author",
            "confirmed_by",
            "cleared_by",
            "decided_by",
            "entered_by",
            "given_by",
            "held_by",
        ),
        *("round_kind", "rounds"),  # streets of the map
        *("asked_by", "kept_by", "lifted_by", "loaded_by", "person", "redacted_by", "revoked_by"),
        *("ticked_by", "undone_by", "written_by", "collar", "colleagues", "sent_as", "written_as"),
        *("kind", "state", "decision", "became", "channel", "origin", "precision", "subject"),
        "audit_head",
        *("frozen_by", "teams"),
        *("team", "team_id", "shift", "marking", "pass_id", "digest", "sha256", "fingerprint"),
        *("age_range", "category", "column_name", "concern", "custody", "detector", "doubt"),
        *("ethnicity_missing", "figures", "flags", "force", "force_type", "found", "gender"),
        *("grade", "grade_why", "handling", "information_grade", "met", "neighbourhood_id"),
        *(
            "object",
            "offence",
            "officer_defined",
            "parts",
            "cell",
            "cells",
            "pattern_id",
            "power",
            "recorded",
        ),
        *("redacted", "role", "seized", "self_defined", "small_area_id", "small_area_name"),
        *("source", "source_grade", "told", "travelled", "ask_kind", "outcome"),
    }
)
"""Columns of people who decided, of what is chosen from a list, and of ids."""


@pytest.fixture
def briefed(store: Session) -> Briefing:
    """Return a briefing with two areas, whose sheet was printed."""
    now = duty_now()
    picks.pick(store, now, [candidate(1), candidate(2, "Station Road")])
    return publish.publish(store, draft(store, now))


def accept(store: Session, briefed: Briefing, **fields: object) -> dict[str, object]:
    """Store a log and return it as it was sent."""
    log = sent(**fields)
    logs.accept(store, parse(log), briefed.taskings[0].pass_id)
    return log


def test_what_is_redacted_is_in_no_file_of_the_folder(store: Session, briefed: Briefing) -> None:
    pass_id = briefed.taskings[0].pass_id
    search = SEARCH | {"body_worn": "No", "body_worn_why": SECRET}
    log = accept(store, briefed, saw=SECRET, heard=BESIDE, stop_search=[search], extra=SECRET)
    again = corrected(log, learned=f"again {SECRET}", corrected_why=SECRET)
    logs.accept(store, parse(again), pass_id)
    other = accept(store, briefed, saw=OTHER)
    reviews.decide(store, str(log["log_id"]), 2, "query", remark=f"Who is {SECRET}?", seen=0)
    handovers.write(store, duty_now(), f"Look for {SECRET.upper()}.", seen=0)
    drafted = draft(store, duty_now())
    tasking = replace(drafted.taskings[0], why=SECRET)
    printed = publish.publish(store, replace(drafted, taskings=(tasking,)))
    drafts.keep(store, replace(drafted, information=f"{SECRET}\nagain"), seen=0)
    text_templates.keep(store, Template("a text", "", f"Seen {SECRET}?", "", ()))
    quarantined(store, f"1,{SECRET},x")
    folder = store.store.folder
    assert grep(SECRET, folder), "the test shows nothing otherwise"
    before = briefings.document(store, printed.briefing_id, publish.SHEET)
    done = redact.log(store, str(log["log_id"]), ALL, WHY)
    assert grep(SECRET, folder) == []
    assert grep(SECRET.upper(), folder) == []
    assert done.left.lines == []
    assert done.redacted.sheets == [printed.briefing_id]
    after = briefings.document(store, printed.briefing_id, publish.SHEET)
    assert before
    assert after
    assert after.content != before.content
    assert briefings.briefing(store, printed.briefing_id).taskings[0].why == MARK
    shown = log_reads.logs(store, EVERYTHING).set_index("log_id")
    assert shown.loc[str(log["log_id"]), "saw"] == MARK
    assert shown.loc[str(other["log_id"]), "saw"] == OTHER
    assert drafts.drafts(store, duty_now())[0].draft.information == f"{MARK}\nagain"
    assert log_reads.total(store, LogChoice(search="Quillfeather"))["logs"] == 0
    history = reviews.versions(store, str(log["log_id"]))
    assert [version.log.values["saw"] for version in history] == [MARK, MARK]
    assert history[1].decisions[0].remark == MARK
    trail = store.store.trail.path.read_text("utf-8")
    assert f"redacted log {log['log_id']}: " in trail
    assert SECRET not in trail


def quarantined(store: Session, content: str) -> None:
    """Put a row aside as a load would."""
    with store.writing("load") as written:
        written.cursor.execute(
            "INSERT INTO quarantine (load_id, line, reason, content) VALUES (uuid(), 1, 'odd', ?)",
            [content],
        )


def test_only_what_was_chosen_goes(store: Session, briefed: Briefing) -> None:
    log = accept(store, briefed, saw=SECRET, heard=OTHER, learned="the van was blue and old")
    log_id = str(log["log_id"])
    redact.log(store, log_id, ["saw"], WHY)
    (document,) = exports.documents(store)
    assert (document["document"]["saw"], document["document"]["heard"]) == (MARK, OTHER)
    with pytest.raises(InputWrong, match="no such words"):
        redact.log(store, log_id, ["saw"], WHY)


def test_the_same_log_again_is_there_already_and_brings_nothing_back(
    store: Session, briefed: Briefing
) -> None:
    log = accept(store, briefed, saw=SECRET)
    log_id, pass_id = str(log["log_id"]), briefed.taskings[0].pass_id
    redact.log(store, log_id, ["saw"], WHY)
    assert logs.accept(store, parse(log), pass_id).repeated
    assert unclaimed.keep(store, parse(log), pass_id, written_as="1", sent_as="2").repeated
    correction = corrected(log, engagements=5)
    assert not logs.accept(store, parse(correction), pass_id).repeated
    assert logs.accept(store, parse(correction), pass_id).repeated
    newest = exports.documents(store)[-1]["document"]
    assert (newest["saw"], newest["engagements"]) == (MARK, 5)
    newer = corrected(log, 3, saw="a man, no names")
    logs.accept(store, parse(newer), pass_id)
    assert exports.documents(store)[-1]["document"]["saw"] == "a man, no names"
    assert rows(store, "SELECT saw FROM patrol_logs ORDER BY version") == [
        {"saw": MARK},
        {"saw": MARK},
        {"saw": "a man, no names"},
    ]
    assert grep(SECRET, store.store.folder) == []


def test_words_go_wherever_they_stand_and_are_counted_before(
    store: Session, briefed: Briefing
) -> None:
    log = accept(store, briefed, saw=f"{CAFÉ} was loud", heard=OTHER)
    accept(store, briefed, learned=f"not {CAFÉ.upper()}?")
    assert redactions.find(store, [CAFÉ]) == {"patrol_logs": 2}
    done = redact.words(store, [CAFÉ], WHY)
    assert done.left.lines == []
    told = rows(store, "SELECT saw, learned FROM patrol_logs ORDER BY learned NULLS FIRST")
    assert (told[0]["saw"], told[1]["learned"]) == (f"{MARK} was loud", f"not {MARK}?")
    for form in erasing.forms(CAFÉ):
        assert grep(form, store.store.folder) == []
    logs.accept(store, parse(corrected(log)), briefed.taskings[0].pass_id)
    assert exports.documents(store)[-1]["document"]["saw"] == MARK
    with pytest.raises(InputWrong, match="no such words"):
        redact.words(store, [CAFÉ], WHY)


@pytest.mark.parametrize("words", [["abc"], [" "], []])
def test_words_that_would_take_out_too_much_are_refused(store: Session, words: list[str]) -> None:
    with pytest.raises(InputWrong):
        redact.words(store, words, WHY)


def test_a_reason_is_needed_and_does_not_tell_the_words(store: Session, briefed: Briefing) -> None:
    log_id = str(accept(store, briefed, saw=SECRET)["log_id"])
    for why, told in (("  ", "Say why"), (f"it names {SECRET}", "without them")):
        with pytest.raises(InputWrong, match=told):
            redact.log(store, log_id, ["saw"], why)
    with pytest.raises(InputWrong, match="Choose"):
        redact.log(store, log_id, [], WHY)
    assert redactions.redactions(store).empty


def test_a_log_is_named_by_how_its_number_begins(store: Session, briefed: Briefing) -> None:
    log_id = str(accept(store, briefed)["log_id"])
    assert redactions.named(store, f" {log_id[:8].upper()} ") == log_id
    for wrong in ("", "zzzz", "%"):
        with pytest.raises(InputWrong, match="No log"):
            redactions.named(store, wrong)


def test_a_sergeant_redacts_nothing(store: Session, briefed: Briefing) -> None:
    log_id = str(accept(store, briefed, saw=SECRET)["log_id"])
    sergeant = Session(store.store, Actor("Sgt 4412", "sergeant"))
    for attempt in (
        lambda: redact.log(sergeant, log_id, ["saw"], WHY),
        lambda: redact.words(sergeant, [SECRET], WHY),
        lambda: redactions.rewrite(sergeant),
        lambda: redact.remove_copies(sergeant),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_two_who_redact_the_same_log_leave_one_redaction(store: Session, briefed: Briefing) -> None:
    log_id = str(accept(store, briefed, saw=SECRET)["log_id"])
    became = two_at_once(lambda: redact.log(store, log_id, ["saw"], WHY))
    assert became == sorted([DONE, redactions.NOTHING])
    assert grep(SECRET, store.store.folder) == []
    assert redactions.owed(store) == 0


def test_while_a_load_runs_nothing_is_redacted(store: Session, briefed: Briefing) -> None:
    log_id = str(accept(store, briefed, saw=SECRET)["log_id"])
    running, end = threading.Event(), threading.Event()

    def load() -> None:
        with store.loading("load"):
            running.set()
            end.wait()

    loads = threading.Thread(target=load)
    loads.start()
    running.wait()
    try:
        with pytest.raises(LoadRunning):
            redacted_logs.redact_log(store, log_id, ["saw"], WHY)
    finally:
        end.set()
        loads.join()


def test_logs_that_arrive_while_the_file_is_written_anew_are_kept_and_readers_see_all(
    store: Session, briefed: Briefing
) -> None:
    pass_id = briefed.taskings[0].pass_id
    accepted: list[str] = []
    problems: list[BaseException] = []
    stop = threading.Event()

    def until_stopped(act: object) -> None:
        try:
            while not stop.is_set():
                act()  # type: ignore[operator]
        except BaseException as problem:
            problems.append(problem)

    def send() -> None:
        accepted.append(logs.accept(store, parse(sent()), pass_id).log_id)

    def read() -> None:
        before = len(accepted)
        assert log_reads.total(store, EVERYTHING)["logs"] >= before

    busy = [threading.Thread(target=until_stopped, args=(act,)) for act in (send, send, read, read)]
    for each in busy:
        each.start()
    try:
        for number in range(3):
            log = sent(saw=f"{SECRET} {number}")
            logs.accept(store, parse(log), pass_id)
            accepted.append(str(log["log_id"]))
            assert redact.log(store, str(log["log_id"]), ["saw"], WHY).left.lines == []
    finally:
        stop.set()
        for each in busy:
            each.join()
    assert problems == []
    folder = store.store.folder
    assert grep(SECRET, folder) == []
    store.store.close()
    opened = Store(folder)
    found = {row["log_id"] for row in exports.documents(Session(opened, TESTS))}
    opened.close()
    assert found == set(accepted)
    noted = kept.read(folder / REAL)
    assert noted
    assert noted.logs == len(accepted)


KILLED = """
import sys, threading
from pathlib import Path
from patrolqr.core import settings as house
from patrolqr.core.actor import Actor
from patrolqr.store import Session, Store, redactions
from patrolqr.store.engine import copies, rewriting
from patrolqr.steps import redact

folder, log_id, moment = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
session = Session(Store(folder), Actor("tests", "desk"))

def wait(*_, **__):
    print("now", flush=True)
    threading.Event().wait()

def then_wait(act):
    def both(*given, **named):
        act(*given, **named)
        wait()
    return both

if moment == "rows changed, file not yet":
    session.store.database.rewrite = wait
elif moment == "new file written, not in place":
    rewriting.swap = wait
elif moment == "new file in place, not opened":
    rewriting.swap = then_wait(rewriting.swap)
else:
    session.store.database.rewrite = then_wait(session.store.database.rewrite)
redact.log(session, log_id, ["saw"], "a member of the public asked")
"""


@pytest.mark.parametrize(
    "moment",
    [
        "rows changed, file not yet",
        "new file written, not in place",
        "new file in place, not opened",
        "done, not noted",
    ],
)
def test_a_kill_at_any_moment_loses_nothing_and_the_next_start_ends_it(
    store: Session, briefed: Briefing, moment: str
) -> None:
    log_id = str(accept(store, briefed, saw=SECRET)["log_id"])
    others = [str(accept(store, briefed, saw=OTHER)["log_id"]) for _ in range(3)]
    folder = store.store.folder
    store.store.close()
    kill_once_it_says("now", KILLED, folder, log_id, moment)
    opened = Store(folder)
    try:
        session = Session(opened, TESTS)
        found = {row["log_id"]: row["document"]["saw"] for row in exports.documents(session)}
        assert found == {log_id: MARK} | dict.fromkeys(others, OTHER)
        assert redactions.owed(session) == 0
        assert grep(SECRET, folder) == []
        assert not rewriting.fresh_of(folder / REAL).exists()
    finally:
        opened.close()


def test_copies_and_backups_made_before_are_named_and_copies_can_be_removed(
    store: Session, briefed: Briefing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = replace(house.current(), backups=tmp_path / "backups")
    monkeypatch.setattr(house, "current", lambda: chosen)
    (tmp_path / "backups").mkdir()
    log_id = str(accept(store, briefed, saw=SECRET)["log_id"])
    folder = store.store.folder
    copy = folder / "patrolqr.before-migration.schema-20.20261101T000000Z.duckdb"
    backups.make(store, copy)
    made = backups.make_in(store, tmp_path / "backups")
    given = folder / "given.csv"
    given.write_text(f"1,{SECRET}\n")
    done = redact.log(store, log_id, ["saw"], WHY)
    assert (done.left.copies, done.left.backups, done.left.holding) == (
        [copy],
        [made.path],
        [given],
    )
    told = "\n".join(done.left.lines)
    assert all(name in told for name in (copy.name, made.path.name, given.name))
    assert redact.remove_copies(store) == [copy]
    assert redact.remove_copies(store) == []
    assert grep(SECRET, folder) == [given.name]
    assert not copy.exists()
    assert copy.name in store.store.trail.path.read_text("utf-8")
    at = redactions.newest_at(store)
    assert at is not None
    after = backups.make_in(store, tmp_path / "backups")
    while (backup_files.made_at(after.path) or at) < at:  # a name tells the second, no finer
        after = backups.make_in(store, tmp_path / "backups")
    assert after.path not in redact.left(store).backups


def test_a_database_without_logs_is_written_anew_too(store: Session) -> None:
    redactions.rewrite(store)
    redactions.rewrite(store)
    assert exports.documents(store) == []
    assert redact.left(store).lines == []
    with pytest.raises(InputWrong, match="no such words"):
        redact.log(store, str(uuid.uuid4()), ALL, WHY)


def test_an_answer_that_was_a_number_is_shown_as_redacted_wherever_answers_are_read(
    store: Session,
) -> None:
    briefed = brief(store, duty_now(), ask="How many vans?", ask_kind="number")
    log_id = str(accept(store, briefed, answer="37")["log_id"])
    redact.log(store, log_id, ["answer"], WHY)
    assert MARK in repr(debrief.made(store, duty_now()))
    (row,) = exports.logs(store).to_dict("records")
    assert row["answer"] == MARK
    assert row["answer_number"] != row["answer_number"] or row["answer_number"] is None


def test_a_disk_without_room_leaves_the_file_as_it_was_and_says_what_is_owed(
    store: Session, briefed: Briefing
) -> None:
    log_id = str(accept(store, briefed, saw=SECRET)["log_id"])
    redacted_logs.redact_log(store, log_id, ["saw"], WHY)
    file = store.store.folder / REAL
    with room(64 * 1024):
        (told,) = redact.finish(store)
    assert "still in the file" in told
    assert redactions.owed(store) == 1
    assert not rewriting.fresh_of(file).exists()
    assert [row["document"]["saw"] for row in exports.documents(store)] == [MARK]
    assert redact.finish(store) == []
    assert grep(SECRET, store.store.folder) == []


def test_a_start_without_room_to_write_the_file_anew_says_so_and_goes_on(
    store: Session, briefed: Briefing, capsys: pytest.CaptureFixture[str]
) -> None:
    """The next start that has room makes up for it."""
    log_id = str(accept(store, briefed, saw=SECRET)["log_id"])
    redacted_logs.redact_log(store, log_id, ["saw"], WHY)
    folder = store.store.folder
    store.store.close()
    with room((folder / REAL).stat().st_size // 2):
        opened = Store(folder)
        assert redactions.owed(Session(opened, TESTS)) == 1
        opened.close()
    assert "WHAT WAS REDACTED IS STILL IN THE FILE" in capsys.readouterr().err
    opened = Store(folder)
    assert redactions.owed(Session(opened, TESTS)) == 0
    opened.close()
    assert grep(SECRET, folder) == []


def test_a_database_of_an_earlier_version_is_redacted_and_its_copy_named(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / REAL).write_bytes(gzip.decompress(OLD.read_bytes()))
    opened = Store(tmp_path / "data")
    session = Session(opened, TESTS)
    try:
        told = {row["log_id"]: words_of(row["document"], ALL) for row in exports.documents(session)}
        log_id, texts = max(told.items(), key=lambda each: max(map(len, each[1]), default=0))
        text = max(texts, key=len)
        assert grep(text, tmp_path / "data")
        done = redact.log(session, log_id, ALL, WHY)
        assert done.left.copies == [opened.database.copied_before]
        redact.remove_copies(session)
        assert done.redacted.others or grep(text, tmp_path / "data") == []
    finally:
        opened.close()


def test_every_column_of_texts_is_searched_or_known_to_hold_none(store: Session) -> None:
    """A new column is one or the other: somebody decides."""
    with store.writing("load") as written:
        searched = {(each.table, each.name) for each in erasing._columns(written)}
        found = written.cursor.execute(
            "SELECT columns.table_name, column_name FROM duckdb_columns() AS columns "
            "JOIN duckdb_tables() AS tables USING (database_name, schema_name, table_name) "
            "WHERE data_type IN ('VARCHAR', 'VARCHAR[]')"
        ).fetchall()
    unknown = {
        (table, name)
        for table, name in found
        if (table, name) not in searched and table not in WITHOUT_WORDS and name not in CODES
    }
    assert unknown == set()


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=13, max_size=60).filter(
    lambda text: len(text.strip()) >= 13
)


@given(written=words, beside=words, parts=st.sets(st.sampled_from(ALL)))
def test_a_log_without_its_words_has_none_of_them(
    written: str, beside: str, parts: set[str]
) -> None:
    log = sent(saw=written, learned=beside, stop_search=[SEARCH | {"reference": written[:30]}])
    left = without(log, parts)
    assert words_of(left, parts) <= {MARK}
    assert parse(left).values["engagements"] == 2
    assert ("saw" in parts) == (left["saw"] == MARK)
    assert without(left, parts) == left
    assert digest_of("one", written) != digest_of("other", written)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8)
@given(word=words, around=words)
def test_any_words_are_taken_out_of_texts_lists_and_json(
    store: Session, word: str, around: str
) -> None:
    word = word.strip()
    document = json.dumps({"saw": f"{around}{word}", "log_id": "x"})
    with store.writing("load") as written:
        run = written.cursor.execute
        run("DELETE FROM patrol_logs")
        run("DELETE FROM taskings")
        run("INSERT INTO patrol_logs (saw, document) VALUES (?, ?)", [f"{word}{around}", document])
        run("INSERT INTO taskings (tactics, why) VALUES (?, NULL)", [[around, word]])
        erasing.take_out(written, [word], MARK)
        assert erasing.find(written, [word]) == {}
        (document,) = run("SELECT document FROM patrol_logs").fetchone() or ("",)
        assert word not in json.loads(document)["saw"]
        assert json.loads(document)["log_id"] == "x"
        (tactics,) = run("SELECT tactics FROM taskings").fetchone() or ([],)
        assert tactics[1] == MARK
