"""Words rise where several officers write them, by themselves, more than before; names never show."""

import random
from datetime import time, timedelta

import pandas as pd
import pytest

from patrolqr.analysis import Run
from patrolqr.analysis.detectors import themes
from patrolqr.core import clock
from patrolqr.core.actor import Actor
from patrolqr.core.form.redacting import MARK
from patrolqr.steps import look_at_notes, redact
from patrolqr.store import Session
from tests.builders.notes import ELSEWHERE, OFFICERS, UNTIL, Note, by_each, keep_notes, usual

NEW = "needles behind the kiosk"


def looked(store: Session, **asked: object) -> tuple[Run, Run]:
    """Return the runs of words and of themes."""
    runs = {
        run.detector.name: run
        for run in look_at_notes.find(store, as_of=UNTIL, **asked)  # type: ignore[arg-type]
    }
    return runs["words"], runs["themes"]


def twice(text: str) -> list[Note]:
    """Return one note with that text on each of 24 days, two of each officer."""
    return [*by_each(text, 12), *by_each(text, 12, first_day=13)]


def standing_out(run: Run) -> set[str]:
    return set(run.tests.loc[run.tests["flagged"].astype(bool), "category"])


def test_without_notes_nothing_is_looked_at(store: Session) -> None:
    assert look_at_notes.find(store, as_of=UNTIL) == []


def test_five_weeks_of_notes_are_too_few_and_six_are_enough(store: Session) -> None:
    keep_notes(store, usual(weeks=5))
    words, areas = looked(store)
    assert words.missing == areas.missing
    assert words.missing.startswith("6 complete weeks of officers' notes are needed")
    assert words.missing.endswith("there are 5.")
    keep_notes(store, usual(weeks=6))
    assert [run.missing for run in looked(store)] == ["", ""]


def test_where_nothing_changes_nothing_stands_out(store: Session) -> None:
    keep_notes(store, usual())
    assert [standing_out(run) for run in looked(store)] == [set(), set()]


def test_a_word_that_several_officers_begin_to_write_rises_with_its_notes(store: Session) -> None:
    keep_notes(store, [*usual(), *twice(f"Again {NEW}.")])
    words, _ = looked(store)
    assert standing_out(words) == {"behind", "kiosk", "needles"}
    row = words.tests.iloc[0]
    assert (row["observed"], row["officers"]) == (24, 12)
    told = "in the notes of 24 shifts of 12 officers in the four weeks to Sun 22 Nov"
    assert told in row["finding"]
    behind = words.behind[words.behind["test"] == 0]
    assert len(behind) == 24
    assert behind["text"].str.contains(NEW).all()
    assert not set(behind.columns) & {"collar", "officer"}
    bars = words.detector.draw(words, 0)
    assert bars.rows["incidents"].iloc[-1] == 24


def test_one_chatty_officer_changes_nothing(store: Session) -> None:
    keep_notes(store, usual())
    before = looked(store)
    chatty = [Note(OFFICERS[0], day, f"{NEW} drones drones", hour=20) for day in range(1, 26)]
    keep_notes(store, [*chatty, *by_each(NEW, 2, first_day=3)])
    after = looked(store)
    for one, other in zip(before, after, strict=True):
        assert standing_out(one) == standing_out(other) == set()
    assert "drones" not in set(after[0].tests["category"])


@pytest.mark.parametrize(("officers", "is_theme"), [(2, False), (3, True)])
def test_three_officers_in_an_area_within_seven_days_are_a_theme_and_two_are_none(
    officers: int, is_theme: bool, store: Session
) -> None:
    keep_notes(store, [*usual(), *by_each(NEW, officers)])
    _, areas = looked(store)
    assert ("needles" in standing_out(areas)) == is_theme
    if is_theme:
        (theme,) = themes.THEMES.cards(areas).to_dict("records")
        assert f"noted by {officers} officers on {officers} patrols" in theme["finding"]
        assert theme["beside"]


def test_a_theme_of_the_whole_week_is_told_with_three_words_beside(store: Session) -> None:
    """The first of its seven days counts; of what else stands out there three words are enough."""
    heard = "needles syringes foil spoons tourniquets"
    keep_notes(store, [*usual(), *by_each(heard, 3, first_day=5)])
    (theme,) = themes.THEMES.cards(looked(store)[1]).to_dict("records")
    assert theme["observed"] == 3
    assert theme["beside"].count("“") == 3


def test_officers_of_one_patrol_noticed_it_together(store: Session) -> None:
    together = [Note(OFFICERS[number], 2, NEW, hour=18) for number in range(4)]
    keep_notes(store, [*usual(), *together])
    assert standing_out(looked(store)[1]) == set()


def test_what_was_noticed_eight_days_ago_or_in_another_area_is_not_of_this_week(
    store: Session,
) -> None:
    apart = [
        *by_each(NEW, 2),
        Note(OFFICERS[2], 8, NEW, hour=18),
        Note(OFFICERS[3], 3, NEW, ELSEWHERE, 18),
    ]
    keep_notes(store, [*usual(), *apart])
    assert standing_out(looked(store)[1]) == set()


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        ("kevin again near there", "kevin"),  # a given name
        ("male, Quillfeather, moved on", "quillfeather"),  # a capital within a sentence
        ("spoke to mr ploughwright about it", "ploughwright"),  # found by the warning on the phone
        ("AB12CDE parked up", "ab12cde"),
        ("call 07700900123 now", "07700900123"),
    ],
)
def test_names_and_numbers_are_never_shown(text: str, personal: str, store: Session) -> None:
    keep_notes(store, [*usual(), *twice(text)])
    shown = set.union(*(standing_out(run) for run in looked(store)))
    assert personal not in shown
    assert not [word for word in shown if any(each.isdigit() for each in word)]


def test_a_redaction_is_seen_at_once_by_whoever_sees_some_teams_alone(store: Session) -> None:
    keep_notes(store, [*usual(), *twice(NEW)])
    some = Session(store.store, Actor("PS Example", "sergeant", frozenset({"another"})))
    before = look_at_notes.mark(some, as_of=UNTIL)
    redact.words(store, ["needles"], "asked, DP-17")
    assert look_at_notes.mark(some, as_of=UNTIL) != before


def test_what_is_redacted_is_gone_at_once(store: Session) -> None:
    keep_notes(store, [*usual(), *twice(NEW)])
    assert "needles" in standing_out(looked(store)[0])
    redact.words(store, ["needles"], "asked, DP-17")
    words, areas = looked(store)
    for run in (words, areas):
        told = " ".join(map(str, run.tests["finding"])) + " ".join(run.behind.get("text", []))
        assert "needles" not in told
        assert "redacted" not in set(run.tests["category"])
    assert words.behind["text"].str.contains(MARK, regex=False).any()


def test_shuffled_and_later_notes_change_nothing(store: Session) -> None:
    notes = [*usual(), *twice(NEW)]
    random.Random(1).shuffle(notes)
    keep_notes(store, notes)
    before = looked(store)
    keep_notes(store, by_each("drones over the yard", 8), until=UNTIL + timedelta(days=10))
    for one, other in zip(before, looked(store), strict=True):
        pd.testing.assert_frame_equal(one.tests, other.tests)


def test_a_day_that_is_replayed_has_the_notes_as_they_were_then(store: Session) -> None:
    keep_notes(store, usual())
    kept = keep_notes(store, by_each(NEW, 3))
    then = clock.at(UNTIL, time(6))
    with store.writing("brief") as written:  # corrected the day after: it was another place
        written.cursor.execute(
            "INSERT INTO patrol_logs (log_id, version, is_current, document, digest, late, channel, area_id, team_id, "
            "patrol_day, shift, arrived_at, left_at, received_at, collar, saw) SELECT log_id, 2, true, document, "
            "digest, late, channel, area_id, team_id, patrol_day, shift, arrived_at, left_at, ?, collar, 'about' "
            "FROM patrol_logs WHERE list_contains(?, log_id::VARCHAR)",
            [then + timedelta(days=1), kept],
        )
        written.cursor.execute(
            "UPDATE patrol_logs SET is_current = false WHERE version = 1 AND list_contains(?, log_id::VARCHAR)",
            [kept],
        )
    assert standing_out(looked(store)[1]) == set()
    assert "needles" in standing_out(looked(store, as_known_at=then)[1])
