"""Patrol logs out of tables: once, in versions, only where the area is known, taken back."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from patrolqr import readers
from patrolqr.core.errors import InputWrong
from patrolqr.readers import Choice, mapping
from patrolqr.steps import load
from patrolqr.steps.load import Failure, Outcome, Unconfirmed
from patrolqr.store import Session, area_synonyms, exports, loaded, table_logs, teams, undo
from patrolqr.store.loads import LoadReport
from tests.builders.form_files import PLATFORMS, Told, know_areas, microsoft_forms, written
from tests.store.test_force_rows import put, rows

MARKET, HIGH = "Market Square", "High Street"


def a_log(number: int = 1, area: str = MARKET, **more: Any) -> Told:
    """Return what somebody reported of the evening of 24 November."""
    basis: dict[str, Any] = {
        "arrived_at": datetime(2026, 11, 24, 21, number % 60, tzinfo=UTC),
        "minutes": 15,
        "engagements": 3,
        "stop_searches": 1,
        "arrests": 0,
        "saw": "Shutters up",
        "tactics": ("foot", "engaged"),
    }
    return Told(number=number, area=area, **(basis | more))


def take(session: Session, folder: Path, text: str, name: str = "logs.csv") -> LoadReport:
    """Return the report of a table read as it is guessed; read = new + known + quarantined."""
    outcome = put(session, folder, name, text)
    assert isinstance(outcome, LoadReport), outcome.sentence
    assert outcome.read == outcome.new + outcome.known + outcome.quarantined
    return outcome


def stored(session: Session) -> list[tuple[Any, ...]]:
    """Return the current logs: area, day, shift, counts, how they came and in which version."""
    return rows(
        session,
        "SELECT area, patrol_day::VARCHAR, shift, engagements, stop_searches, arrests, channel, version "
        "FROM read_logs ORDER BY visited_at, log_id",
    )


def counts(report: LoadReport) -> tuple[int, int, int, int]:
    return report.new, report.known, report.updated, report.quarantined


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_platforms_file_becomes_patrol_logs(
    store: Session, tmp_path: Path, platform: str
) -> None:
    know_areas(store, MARKET, HIGH)
    text = PLATFORMS[platform]([a_log(1), a_log(2, HIGH, arrests=1)])
    assert counts(take(store, tmp_path, text)) == (2, 0, 0, 0)
    assert stored(store) == [
        (MARKET, "2026-11-24", "Night", 3, 1, 0, "file", 1),
        (HIGH, "2026-11-24", "Night", 3, 1, 1, "file", 1),
    ]
    ((minutes, saw, tactics),) = rows(
        store, "SELECT DISTINCT minutes, saw, tactics_done FROM read_logs"
    )
    assert (minutes, saw, tactics) == (15, "Shutters up", "foot, engaged")


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_same_file_again_brings_nothing(store: Session, tmp_path: Path, platform: str) -> None:
    know_areas(store, MARKET)
    text = PLATFORMS[platform]([a_log(number) for number in range(1, 6)])
    assert counts(take(store, tmp_path, text)) == (5, 0, 0, 0)
    before = stored(store)
    assert counts(take(store, tmp_path, text)) == (0, 5, 0, 0)
    assert stored(store) == before


@pytest.mark.parametrize("platform", PLATFORMS)
def test_an_edited_file_makes_versions_of_its_changed_rows_and_no_doubles(
    store: Session, tmp_path: Path, platform: str
) -> None:
    know_areas(store, MARKET, HIGH)
    take(store, tmp_path, PLATFORMS[platform]([a_log(1), a_log(2)]))
    edited = PLATFORMS[platform]([a_log(1), a_log(2, HIGH, engagements=9)])
    assert counts(take(store, tmp_path, edited, "edited.csv")) == (0, 2, 1, 0)
    assert [(row[0], row[3], row[7]) for row in stored(store)] == [(MARKET, 3, 1), (HIGH, 9, 2)]
    ((why,),) = rows(store, "SELECT corrected_why FROM patrol_logs WHERE version = 2")
    assert why == "changed in edited.csv"


def test_one_column_more_leaves_a_submission_what_it_is(store: Session, tmp_path: Path) -> None:
    know_areas(store, MARKET)
    take(store, tmp_path, microsoft_forms([a_log(1)]))
    first, second = microsoft_forms([a_log(1)]).splitlines()
    assert counts(take(store, tmp_path, f"{first},Weather?\n{second},Rain\n")) == (0, 1, 1, 0)
    assert [row[7] for row in stored(store)] == [2]


def test_two_forms_that_number_from_one_do_not_disturb_each_other(
    store: Session, tmp_path: Path
) -> None:
    know_areas(store, MARKET)
    take(store, tmp_path, microsoft_forms([a_log(1)]))
    later = a_log(1, arrived_at=datetime(2026, 11, 25, 21, 1, tzinfo=UTC))
    assert counts(take(store, tmp_path, microsoft_forms([later]), "other.csv")) == (1, 0, 0, 0)


def test_a_row_is_kept_as_it_was_sent_without_addresses(store: Session, tmp_path: Path) -> None:
    know_areas(store, MARKET)
    text = microsoft_forms([a_log(1)]).replace("anonymous", "pc@force.example")
    take(store, tmp_path, text)
    (document,) = exports.documents(store)
    kept = document["document"]["from_table"]
    assert kept["row"]["What did you do?"] == "foot;engaged;"
    assert kept["row"]["ID"] == "1"
    assert kept["answers"]["What did you do?"] == ["foot", "engaged"]
    assert "@" not in json.dumps(document)


HAND = "Date,Officer,Patrol area,Engagements,Stop searches,Arrests,Time on,Minutes on patrol\n"


def test_any_table_mapped_by_hand_is_told_apart_by_time_officer_and_area(
    store: Session, tmp_path: Path
) -> None:
    know_areas(store, MARKET, HIGH)
    line = "{0},PC One,{1},{2},0,0,{0},20\n"
    day = "2026-11-24 16:00"
    text = HAND + line.format(day, MARKET, 4) + line.format(day, HIGH, 2)
    assert counts(take(store, tmp_path, text)) == (2, 0, 0, 0)
    assert counts(take(store, tmp_path, text.replace(",4,", ",5,"))) == (0, 2, 1, 0)
    assert [(row[0], row[2], row[3]) for row in sorted(stored(store))] == [
        (HIGH, "Late", 2),
        (MARKET, "Late", 5),
    ]
    assert rows(store, "SELECT DISTINCT minutes FROM read_logs") == [(20,)]


def test_the_same_submission_twice_in_a_file_counts_once_and_two_tellings_are_named(
    store: Session, tmp_path: Path
) -> None:
    know_areas(store, MARKET)
    text = microsoft_forms([a_log(1), a_log(1), a_log(1, engagements=8)])
    report = take(store, tmp_path, text)
    assert counts(report) == (1, 1, 0, 1)
    assert list(report.reasons) == ["line 2 is the same submission with other answers"]


def test_an_area_is_known_by_its_name_alone_whatever_its_case_and_spaces(
    store: Session, tmp_path: Path
) -> None:
    know_areas(store, MARKET)
    logs = [a_log(1, " market  SQUARE "), a_log(2, "Market Sq"), a_log(3, "market_square")]
    report = take(store, tmp_path, microsoft_forms(logs))
    assert counts(report) == (1, 0, 0, 2)
    assert "no patrol area is called “Market Sq”: say once which one is meant" in report.reasons
    assert [word["area"] for word in table_logs.waiting_words(store)] == [
        "Market Sq",
        "market_square",
    ]


def test_a_row_comes_in_once_somebody_confirms_what_its_word_means(
    store: Session, tmp_path: Path
) -> None:
    ids = know_areas(store, MARKET)
    text = microsoft_forms([a_log(1), a_log(2, "Market Sq"), a_log(3, "Market Sq")])
    take(store, tmp_path, text)
    assert table_logs.confirm(store, {"market  sq": ids[MARKET]}) == 2
    assert [row[0] for row in stored(store)] == [MARKET] * 3
    assert table_logs.waiting_words(store) == []
    assert rows(store, "SELECT count(*) FROM quarantine") == [(0,)]
    (told,) = loaded.loaded(store).to_dict("records")
    assert [told[f"rows_{name}"] for name in ("read", "new", "known", "quarantined")] == [
        3,
        3,
        0,
        0,
    ]
    (kept,) = area_synonyms.synonyms(store).to_dict("records")
    assert (kept["word"], kept["area"], kept["confirmed_by"]) == (
        "market sq",
        MARKET,
        store.actor.person,
    )
    assert kept["confirmed_at"] is not None
    assert counts(take(store, tmp_path, text)) == (0, 3, 0, 0)


def test_a_row_that_waits_never_outdates_what_a_later_file_tells(
    store: Session, tmp_path: Path
) -> None:
    ids = know_areas(store, MARKET, HIGH)
    take(store, tmp_path, microsoft_forms([a_log(1, "Mkt"), a_log(2, "Mkt")]))
    take(store, tmp_path, microsoft_forms([a_log(1, HIGH, engagements=9)]), "mended.csv")
    assert table_logs.confirm(store, {"Mkt": ids[MARKET]}) == 1
    assert [(row[0], row[3], row[7]) for row in stored(store)] == [(HIGH, 9, 1), (MARKET, 3, 1)]


def test_two_areas_of_one_name_are_not_chosen_between(store: Session, tmp_path: Path) -> None:
    know_areas(store, MARKET, MARKET)
    report = take(store, tmp_path, microsoft_forms([a_log(1)]))
    assert list(report.reasons) == [
        "several patrol areas are called “Market Square”: say once which one is meant"
    ]


def test_a_mapping_file_says_what_a_word_means_and_whose_logs_they_are(
    store: Session, tmp_path: Path
) -> None:
    know_areas(store, MARKET)
    file = tmp_path / "logs.csv"
    file.write_text(microsoft_forms([a_log(1, "Mkt")]), "utf-8")
    (source,) = readers.read(file)
    assert source.guess is not None
    text = mapping.to_toml(source.guess.mapping).replace("[areas]", '[areas]\n"Mkt" = "{}"')

    def loads(area: str) -> Outcome:
        confirmed = mapping.from_toml(text.replace("{}", area))
        (outcome,) = load.into(store, file, choice=Choice(mapping=confirmed))
        return outcome

    wrong = loads("Marktplatz")
    assert isinstance(wrong, Failure)
    assert "No patrol area is called “Marktplatz”" in wrong.sentence
    right = loads(MARKET)
    assert isinstance(right, LoadReport)
    assert counts(right) == (1, 0, 0, 0)
    assert list(area_synonyms.synonyms(store)["word"]) == ["mkt"]


def test_whose_logs_they_are_is_asked_where_there_are_several_teams(
    store: Session, tmp_path: Path
) -> None:
    know_areas(store, MARKET)
    (first,) = teams.teams(store)
    teams.keep(store, type(first)("north", "North team", (), first.shifts))
    header = "Start time,Collar number,Patrol area,Engagements,Team\n"
    line = "2026-11-24 22:00,4412,Market Square,{},{}\n"
    told = [(1, "North Team"), (2, ""), (3, "Nowhere")]
    text = header + "".join(line.format(*each).replace("22:", f"2{each[0]}:") for each in told)
    report = take(store, tmp_path, text)
    assert counts(report) == (1, 0, 0, 2)
    assert sorted(report.reasons) == [
        "it does not say whose patrol it was, and there are several teams",
        "there is no team called “Nowhere”",
    ]
    assert rows(store, "SELECT team_id FROM read_logs") == [("north",)]


def test_what_an_officer_could_not_send_is_quarantined_with_its_sentence(
    store: Session, tmp_path: Path
) -> None:
    know_areas(store, MARKET)
    future = a_log(3, arrived_at=datetime(2060, 1, 30, 21, 0, tzinfo=UTC))
    logs = [a_log(1, engagements=501), a_log(2, minutes=-5), future, a_log(4, area="")]
    report = take(store, tmp_path, microsoft_forms(logs))
    assert set(report.reasons) == {
        "“Engagements” must be a whole number from 0 to 500",
        "The time of leaving is before the time of arriving",
        "its time has not come yet",
        "it names no patrol area",
    }


def test_a_load_of_logs_is_taken_back_and_what_it_changed_comes_back(
    store: Session, tmp_path: Path
) -> None:
    know_areas(store, MARKET)
    take(store, tmp_path, microsoft_forms([a_log(1), a_log(2)]))
    before = rows(
        store,
        "SELECT * EXCLUDE (visited_at, received_at, arrived_at, left_at) FROM read_logs ORDER BY log_id",
    )
    edited = microsoft_forms([a_log(1, engagements=9), a_log(2), a_log(3), a_log(4, "Mkt")])
    assert counts(take(store, tmp_path, edited, "edited.csv")) == (1, 2, 1, 1)
    newest = loaded.loaded(store)["load_id"][0]
    undo.take_back(store, newest)
    assert before == rows(
        store,
        "SELECT * EXCLUDE (visited_at, received_at, arrived_at, left_at) FROM read_logs ORDER BY log_id",
    )
    assert table_logs.waiting_words(store) == []
    assert rows(store, "SELECT count(*) FROM table_rows") == [(2,)]
    assert counts(take(store, tmp_path, edited, "edited.csv")) == (1, 2, 1, 1)
    for load_id in loaded.loaded(store)["load_id"]:
        undo.take_back(store, load_id)
    assert stored(store) == []
    with pytest.raises(InputWrong):
        undo.take_back(store, newest)


def test_a_row_that_its_platform_says_is_older_changes_nothing(
    store: Session, tmp_path: Path
) -> None:
    know_areas(store, MARKET)
    header = ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time"]
    row = ["1", "11/24/26 21:02:00", "11/24/26 21:05:00", "anonymous", ""]

    def text(edited: str, met: int) -> str:
        return written([[*header, "Patrol area", "Engagements"], [*row, edited, MARKET, met]])

    take(store, tmp_path, text("11/26/26 10:00:00", 5))
    assert counts(take(store, tmp_path, text("11/25/26 10:00:00", 3))) == (0, 1, 0, 0)
    assert counts(take(store, tmp_path, text("11/27/26 10:00:00", 7))) == (0, 1, 1, 0)
    assert [row[3] for row in stored(store)] == [7]


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "read"),
    [("f01_msforms", 2), ("f02_msforms_people", 3), ("f03_odk", 1), ("f04_kobo", 1)],
)
def test_the_cases_come_in(
    store: Session, tmp_path: Path, shared: Path, name: str, read: int
) -> None:
    ids = know_areas(store, MARKET, HIGH)
    text = (shared / "cases" / "logs" / f"{name}.csv").read_text("utf-8")
    report = take(store, tmp_path, text)
    waiting = {word["area"]: ids[MARKET] for word in table_logs.waiting_words(store)}
    assert report.new + table_logs.confirm(store, waiting) == read == len(stored(store))
    assert counts(take(store, tmp_path, text)) == (0, read, 0, 0)


def test_a_table_of_residents_is_no_log(store: Session, tmp_path: Path) -> None:
    file = tmp_path / "residents.csv"
    file.write_text("lsoa21_code,total_residents\nE01029345,2000\n", "utf-8")
    (outcome,) = load.into(store, file)
    assert not isinstance(outcome, Unconfirmed)
    assert stored(store) == []
