"""The audit trail: every change, look and file has its line, and none goes missing unseen."""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.core import clock
from patrolqr.core.actor import Actor
from patrolqr.core.errors import DiskFailed, InputWrong, NotAllowed
from patrolqr.store import Session, Store, audit, people, teams
from patrolqr.store.audit import LineChoice
from patrolqr.store.engine.trail import LONGEST, NAME, Trail, check, read, read_back
from tests.builders.briefings import brief
from tests.builders.disk import room
from tests.builders.duties import duty_now
from tests.builders.examples import COSTLY
from tests.conftest import TESTS

SGT = Actor("Sgt 4412", "sergeant")


def filled(folder: Path, lines: int = 20) -> Path:
    """Return the path of a trail with so many lines."""
    trail = Trail(folder)
    for number in range(lines):
        trail.note(SGT, "open", f"today?number={number}")
    return trail.path


def test_a_change_has_its_line_with_who_and_how_much(store: Session) -> None:
    brief(Session(store.store, SGT), duty_now())
    lines = list(read(store.store.trail.path))
    kept = [line for line in lines if "insert_tasking" in line["what"]]
    assert {(line["person"], line["role"], line["act"]) for line in kept} == {
        ("Sgt 4412", "sergeant", "brief")
    }
    assert check(store.store.trail.path).problem == ""


def begun_and_given_up(session: Session) -> None:
    """Change something and let it be rolled back."""
    with session.writing("brief") as written:
        written.change("people/keep_name", computer="person", person="x")
        raise InputWrong("no")


def test_what_is_rolled_back_or_only_read_has_no_line(store: Session) -> None:
    before = list(read(store.store.trail.path))
    teams.teams(store)
    with pytest.raises(InputWrong):
        begun_and_given_up(store)
    with pytest.raises(NotAllowed):
        teams.keep_all(Session(store.store, Actor("Aud 7", "auditor")), [])
    assert list(read(store.store.trail.path)) == before


def test_what_leaves_is_noted_with_its_digest(store: Session) -> None:
    assert store.takes("logs.csv", b"a,b\n1,2\n", rows=1) == b"a,b\n1,2\n"
    line = list(read(store.store.trail.path))[-1]
    assert (line["act"], line["what"], line["rows"]) == ("take", "logs.csv", 1)
    assert line["digest"] == hashlib.sha256(b"a,b\n1,2\n").hexdigest()


@COSTLY
@given(
    harm=st.sampled_from(["change", "remove", "swap", "insert", "cut a byte"]),
    at=st.integers(0, 18),
)
def test_a_line_that_is_changed_or_removed_is_found_at_its_place(
    tmp_path_factory: pytest.TempPathFactory, harm: str, at: int
) -> None:
    path = filled(tmp_path_factory.mktemp("trail"))
    lines = path.read_bytes().splitlines(keepends=True)
    harmed = {
        "change": [*lines[:at], lines[at].replace(b"Sgt 4412", b"Sgt 4413"), *lines[at + 1 :]],
        "remove": [*lines[:at], *lines[at + 1 :]],
        "swap": [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]],
        "insert": [*lines[:at], lines[at], *lines[at:]],
        "cut a byte": [*lines[:at], lines[at][:-2] + b"\n", *lines[at + 1 :]],
    }
    path.write_bytes(b"".join(harmed[harm]))
    found = check(path)
    place = at + 2 if harm == "insert" else at + 1
    assert found.problem.startswith(f"Line {place} of {NAME} is not what was written")


def test_a_tail_that_was_cut_off_shows_against_a_head_kept_elsewhere(tmp_path: Path) -> None:
    path = filled(tmp_path)
    head = check(path).head
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-3]))
    assert check(path).problem == ""
    assert "lines were cut off at its end" in check(path, head=head[:12]).problem
    path.write_bytes(b"".join(lines))
    checked = check(path, head=head[:12].upper())
    assert (checked.problem, checked.found, checked.lines) == ("", 20, 20)
    assert checked.found_at == datetime.fromisoformat(list(read(path))[-1]["at"])
    assert check(path).found is None


def test_the_chain_goes_on_after_a_restart(tmp_path: Path) -> None:
    path = filled(tmp_path, 3)
    filled(tmp_path, 2)
    assert (check(path).lines, check(path).problem) == (5, "")


def test_a_line_that_was_not_written_to_its_end_is_put_aside_and_told(tmp_path: Path) -> None:
    path = filled(tmp_path, 3)
    with path.open("ab") as file:
        file.write(b"abc\thalf a li")
    filled(tmp_path, 1)
    (aside,) = tmp_path.glob(f"{NAME}.torn-*")
    assert aside.read_bytes() == b"abc\thalf a li"
    lines = list(read(path))
    assert [line["act"] for line in lines] == ["open", "open", "open", "audit", "open"]
    assert lines[3]["what"].startswith("13 bytes of a line")
    assert check(path).problem == ""


def test_strange_words_stay_one_line(tmp_path: Path) -> None:
    trail = Trail(tmp_path)
    for words in ("a\nb\tc", "\x00\u2028\u202e", "\ud83d", "x" * 10_000):
        trail.note(Actor(words, "sergeant"), "open", words)
    assert check(trail.path).lines == 4
    assert [line["what"][:3] for line in read(trail.path)] == [
        "a\nb",
        "\x00\u2028\u202e",
        "?",
        "xxx",
    ]
    assert trail.path.stat().st_mode & 0o777 == 0o600


def test_lines_come_back_from_the_end_however_long_they_are(tmp_path: Path) -> None:
    """The file is read in pieces: lines that cross one, fill one, are longer than two."""
    trail = Trail(tmp_path)
    for length in (5, LONGEST // 2, LONGEST, 3, 2 * LONGEST + 7, 700_000, 700_000, 1):
        trail.note(SGT, "open", f"{length} {'x' * length}")
    with trail.path.open("ab") as file:
        file.write(b"a line that is being written")
    told = [line["what"] for line in read_back(trail.path, lambda _: True)]
    assert [each.partition(" ")[0] for each in told] == [
        *("1", "700000", "700000", str(2 * LONGEST + 7), "3"),
        *(str(LONGEST), str(LONGEST // 2), "5"),
    ]
    assert all(int(each.partition(" ")[0]) == each.count("x") for each in told)
    assert list(read_back(tmp_path / "none", lambda _: True)) == []


def test_people_are_read_once_and_then_what_was_added(tmp_path: Path) -> None:
    trail = Trail(tmp_path)
    assert trail.people() == set()
    strange = 'Zoë "O\'Hara" \\ 2'
    for person in ("Sgt 4412", strange, "Sgt 4412"):
        trail.note(Actor(person, "sergeant"), "open", '{"person":"nobody"}')
    assert trail.people() == {"Sgt 4412", strange}
    with trail.path.open("ab") as file:
        file.write(b"0" * 64 + b'\t{"at":"2026","person":"Half a l')
    assert trail.people() == {"Sgt 4412", strange}
    assert Trail(tmp_path).people() == {"Sgt 4412", strange, "PatrolQR"}


@pytest.mark.parametrize("typed", ["3f2a9c01b7de", "Audit 3F2A 9C01 B7DE", f"{'0' * 64}"])
def test_a_head_is_read_as_a_sheet_has_it(store: Session, typed: str) -> None:
    store.opens("today")
    checked = audit.check(store, head=typed)
    assert checked.found == (0 if typed.startswith("0") else None)
    assert ("has the head" in checked.problem) is not typed.startswith("0")


@pytest.mark.parametrize("typed", ["3f2a9c01b7d", "audit", "Sgt 4412", "0" * 65, "3f2a9c01b7dg"])
def test_what_is_no_head_is_said_to_be_none(store: Session, typed: str) -> None:
    with pytest.raises(InputWrong, match="A head has 12 to 64 letters"):
        audit.check(store, head=typed)


def test_days_are_the_forces_and_lines_out_of_order_are_not_lost(store: Session) -> None:
    """Midnight is the wall clock's: an hour before midnight in UTC while it is summer."""
    told = {
        "eve": datetime(2026, 7, 1, 22, 59, 59, 999_000, UTC),
        "first": datetime(2026, 7, 1, 23, 0, tzinfo=UTC),
        "noon": datetime(2026, 7, 2, 12, 0, tzinfo=UTC),
        "set back": datetime(2026, 6, 30, 12, 0, tzinfo=UTC),
        "last": datetime(2026, 7, 2, 22, 59, 59, 999_000, UTC),
        "after": datetime(2026, 7, 2, 23, 0, tzinfo=UTC),
    }
    for what, at in told.items():
        with clock.standing_at(at):
            store.opens(what)
    day = date(2026, 7, 2)
    chosen = audit.lines(store, LineChoice(since=day, until=day))
    assert list(chosen["what"]) == ["last", "noon", "first"]
    assert list(chosen["at"]) == [told[what] for what in chosen["what"]]


def test_a_line_says_whom_it_concerns(store: Session) -> None:
    store.opens("logs", subject="3301")
    store.takes("logs.csv", b"a", rows=1, subject="3301")
    store.opens("logs")
    found = audit.lines(store, LineChoice(subject="330"))
    assert list(zip(found["act"], found["subject"], strict=True)) == [
        ("take", "3301"),
        ("open", "3301"),
    ]
    assert audit.lines(store, LineChoice())["subject"].isna().tolist() == [True, False, False]
    assert audit.lines(store, LineChoice(subject="4412")).empty


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        (LineChoice(), ["logs", "briefing", "today"]),
        (LineChoice(person="Sgt 4412"), ["briefing", "today"]),
        (LineChoice(words="BRIEF"), ["briefing"]),
        (LineChoice(act="take"), []),
    ],
)
def test_a_reader_finds_who_and_what(store: Session, choice: LineChoice, found: list[str]) -> None:
    for actor, page in ((SGT, "today"), (SGT, "briefing"), (TESTS, "logs")):
        Session(store.store, actor).opens(page)
    assert list(audit.lines(store, choice)["what"]) == found
    assert list(audit.lines(store, choice, most=1)["what"]) == found[:1]
    assert audit.people(store) == ["Sgt 4412", "tests"]


@pytest.mark.parametrize(
    "reads",
    [audit.people, audit.check, lambda session: audit.lines(session, LineChoice())],
)
def test_only_who_may_reads_it(store: Session, reads: Callable[[Session], object]) -> None:
    with pytest.raises(NotAllowed, match="may not read the audit trail"):
        reads(Session(store.store, SGT))


def test_a_store_opened_anew_goes_on_with_the_trail(tmp_path: Path) -> None:
    for _ in range(2):
        opened = Store(tmp_path / "data", real=True)
        Session(opened, TESTS).opens("today")
        opened.close()
    assert [line["what"] for line in read(tmp_path / "data" / NAME)].count("today") == 2


def test_without_room_nothing_is_half_written_and_nothing_changes_unseen(
    store: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pages can be read all the same, and that is said where the machine is looked after."""
    path = store.store.trail.path
    store.opens("today")
    before, size = path.read_bytes(), path.stat().st_size
    with room(size + 20):
        with pytest.raises(DiskFailed, match="audit trail cannot be written: "):
            people.keep_name(store, "Sgt 4412", "a computer")
        with pytest.raises(DiskFailed):
            store.takes("logs.csv", b"a")
        store.opens("briefing")
    assert path.read_bytes() == before
    assert people.name_at(store, "a computer") == ""
    assert "NOT IN THE AUDIT TRAIL: tests opened briefing" in capsys.readouterr().err
    people.keep_name(store, "Sgt 4412", "a computer")
    assert check(path).problem == ""


@pytest.mark.parametrize(
    "words", ['say "no"', "back\\slash", "STRASSE", "straße", "zoë", "a\tb", "'"]
)
def test_words_are_found_however_the_file_writes_them(store: Session, words: str) -> None:
    told = "say \"no\" back\\slash Straße ZOË a\tb 'quoted'"
    store.opens(told, subject=told)
    store.opens("nothing of it")
    assert list(audit.lines(store, LineChoice(words=words))["what"]) == [told]
    assert list(audit.lines(store, LineChoice(subject=words))["what"]) == [told]
