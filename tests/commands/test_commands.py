"""The command line: a whole day can be scripted, a script can read it, and every refusal is one
sentence.
"""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from patrolqr.__main__ import main
from patrolqr.core import clock, settings
from patrolqr.demo.patrols import TEAM, TOWN_CENTRE
from patrolqr.store import DEMO, Session, Store, briefings, loaded, passes, patterns, picks
from tests.builders import street
from tests.builders.databases import TOWN_DAY
from tests.builders.sheets import phone_codes
from tests.conftest import TESTS

PUBLISHED = (
    "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,"
    "Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,"
    "Outcome linked to object of search,Removal of more than just outer clothing"
)
"""The columns of a stop-and-search file from data.police.uk, in their order."""

OURS = ("--team", TEAM.team_id)

Said = Callable[..., str]


@pytest.fixture
def folder(town_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a data folder with the demo town, as PATROLQR_DATA."""
    (tmp_path / "data").mkdir()
    shutil.copy(town_file, tmp_path / "data" / DEMO)
    monkeypatch.setenv("PATROLQR_DATA", str(tmp_path / "data"))
    settings.current.cache_clear()
    yield tmp_path / "data"
    settings.current.cache_clear()


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """Give a function that runs a command and returns what it printed."""

    def run(*arguments: str, code: int = 0) -> str:
        assert main(list(arguments)) == code
        told = capsys.readouterr()
        return told.err if code else told.out

    return run


def test_the_busiest_squares_are_printed_with_why(folder: Path, said: Said) -> None:
    told = said("hotspots", "--top", "3")
    assert "Market Square" in told
    assert "incidents in 12 months" in told


def test_a_back_test_is_printed_beside_what_else_could_be_listed(folder: Path, said: Said) -> None:
    told = said("hotspots", "--backtest", "--minutes", "120", "--category", "burglary")
    first, *_ = told.splitlines()
    assert first.startswith("Made from 48 weeks and tried on the four weeks to ")
    rows = {line[:20].strip(): line.split()[-4:] for line in told.splitlines() if "%" in line[20:]}
    assert re.search(r"1% of area +3% of area +5% of area +4 areas\n", told)
    assert {"this list", "plain counts", "same as last time", "the most possible"} <= set(rows)
    best, own = (
        [float(share.rstrip("%")) for share in rows[name]]
        for name in ("the most possible", "this list")
    )
    assert all(one >= other for one, other in zip(best, own, strict=True))
    values = json.loads(said("hotspots", "--backtest", "--category", "burglary", "--json"))
    assert values["sentences"][0] == first
    assert set(values["shares"]["this list"]) == {"1%", "3%", "5%", "tonight"}
    short = said("hotspots", "--backtest", "--since", "2026-11-10")
    assert short.startswith("Too little is loaded to try this list")


def test_squares_of_150_m_are_listed_and_tried_beside_those_of_250(
    folder: Path, said: Said
) -> None:
    told = said("hotspots", "--top", "2", "--side", "150")
    first, second, *_ = told.splitlines()
    assert first.endswith("squares of 150 m with incidents.")
    assert re.search(r"\(E\d+N\d+x150", second)
    usual, fine = (
        json.loads(said("hotspots", "--backtest", "--side", side, "--json"))
        for side in ("250", "150")
    )
    assert (usual["side"], fine["side"]) == (250, 150)
    assert fine["incidents"] == usual["incidents"]  # the same time and ground
    assert fine["squares"] == pytest.approx(usual["squares"] * (250 / 150) ** 2, rel=1e-3)
    assert "squares of 150 m on" in said("hotspots", "--backtest", "--side", "150")


def test_hotspots_as_json_hold_the_rows_of_the_page(folder: Path, said: Said) -> None:
    chosen = ("--since", "2026-01-01", "--until", "2026-06-30", "--category", "vehicle crime")
    told = json.loads(said("hotspots", "--top", "5", "--json", *chosen))
    assert (told["since"], told["until"]) == ("2026-01-01", "2026-07-01")
    assert len(told["squares"]) == 5
    assert {square["top_category"] for square in told["squares"]} == {"Vehicle crime"}
    assert [square["rank"] for square in told["squares"]] == [1, 2, 3, 4, 5]
    assert all(square["usually"] > 0 for square in told["squares"])
    every = json.loads(said("hotspots", "--top", "5", "--json", *chosen[:4]))
    counts = [square["count"] for square in every["squares"]]
    assert counts == sorted(counts, reverse=True)


def test_the_inbox_is_printed_by_place_and_problem_and_as_json(folder: Path, said: Said) -> None:
    chosen = ("inbox", "--day", TOWN_DAY.isoformat(), "--shift", "Night", *OURS)
    told = said(*chosen)
    assert re.match(r"Mon 23 Nov 2026, Night: \d+ to decide\.\n", told)
    assert " · Anti-social behaviour · " in told
    assert re.search(r"\(INT/\d+ \d[A-E]P\) \[to decide\]", told)
    rows = json.loads(said(*chosen, "--json"))
    assert {"call", "intelligence", "priority"} <= {row["kind"] for row in rows}
    assert all(row["rule"] for row in rows)
    assert str(sum(row["to_decide"] for row in rows)) in told.splitlines()[0]


def test_a_day_can_be_scripted_to_a_sheet_whose_codes_can_be_read(
    folder: Path, said: Said, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.pdf"
    told = said(
        "briefing",
        "--day",
        "2026-11-24",
        "--shift",
        "Late",
        "--top",
        "3",
        "--out",
        str(sheet),
        *OURS,
    )
    assert "Version 1 for Tue 24 Nov 2026, Late" in told
    assert len(phone_codes(sheet.read_bytes())) == 3
    store = Store(folder)
    assert len(picks.picks(Session(store, TESTS), TEAM.duty(TOWN_DAY.replace(day=24), "Late"))) == 3
    store.close()
    again = json.loads(
        said(
            "briefing",
            *OURS,
            "--day",
            "2026-11-24",
            "--shift",
            "Late",
            "--top",
            "2",
            "--out",
            str(sheet),
            "--json",
        )
    )
    assert (again["version"], len(again["areas"])) == (1, 3)  # nothing changed, no version


def test_two_teams_brief_one_shift_and_each_has_its_own_versions(
    folder: Path, said: Said, tmp_path: Path
) -> None:
    sheet, day = tmp_path / "sheet.pdf", TOWN_DAY.replace(day=24)
    late = ("--day", day.isoformat(), "--shift", "Late", "--out", str(sheet), "--json")
    codes = set()
    for team in (TEAM, TOWN_CENTRE):
        told = json.loads(said("briefing", "--team", team.team_id, "--top", "2", *late))
        assert (told["version"], len(told["areas"])) == (1, 2)
        codes |= set(phone_codes(sheet.read_bytes()))
    assert len(codes) == 4
    session = Session(Store(folder), TESTS)
    for team in (TEAM, TOWN_CENTRE):
        duty = team.duty(day, "Late")
        (only,) = briefings.versions(session, duty)
        at, _ = clock.duty_window(duty)
        for tasking in only.taskings:
            assert passes.grant(session, tasking.pass_id, at=at).briefing == only
    session.store.close()


def test_where_there_are_several_teams_a_briefing_says_whose_it_is(
    folder: Path, said: Said, tmp_path: Path
) -> None:
    late = ("--day", "2026-11-24", "--shift", "Late", "--out", str(tmp_path / "sheet.pdf"))
    assert "Say whose: one of ashbrook-lpt, town-centre-team" in said("briefing", *late, code=1)
    assert "no team 'north'" in said("briefing", "--team", "north", *late, code=1)


def test_teams_are_listed_and_loaded_from_a_file(folder: Path, said: Said, tmp_path: Path) -> None:
    file = tmp_path / "teams.toml"
    file.write_text('[[team]]\nname = "North LPT"\nshifts = { Days = "08:00-18:00" }\n', "utf-8")
    assert "north-lpt: North LPT. Days 08:00–18:00. No marking." in said("teams", "load", str(file))
    assert len(json.loads(said("teams", "list", "--json"))["teams"]) == 3
    assert "Say which file" in said("teams", "load", code=1)
    assert "cannot be read" in said("teams", "load", str(tmp_path / "none.toml"), code=1)


def test_detectors_are_tried_on_simulated_years_and_the_page_can_say_so(
    folder: Path, said: Said
) -> None:
    told = said("patterns", "--calibrate", "--years", "1")
    assert "false cards a year" in told
    assert "variance three times the mean" in told
    assert "doublings from five a period" in told
    rows = json.loads(said("patterns", "--calibrate", "--years", "1", "--seed", "2", "--json"))
    store = Store(folder)
    kept = patterns.calibrations(Session(store, TESTS))
    store.close()
    assert {row["scenario"] for row in kept} == {row["scenario"] for row in rows}
    assert [row["cards_a_year"] for row in sorted(rows, key=lambda row: row["scenario"])] == [
        row["cards_a_year"] for row in kept
    ], "the newest trial"


def test_patterns_name_the_two_places_that_emerge(folder: Path, said: Said) -> None:
    told = said("patterns", "--as-of", TOWN_DAY.isoformat())
    assert "Vehicle crime in Eastholme" in told
    assert "Anti-social behaviour in Priory" in told
    runs = json.loads(said("patterns", "--as-of", TOWN_DAY.isoformat(), "--json"))
    assert {run["detector"]: len(run["patterns"]) for run in runs}["weekly"] == 2


def kept_of_patterns(folder: Path) -> tuple[list[Any], ...]:
    store = Store(folder)
    asking = Session(store, TESTS)
    kept = (patterns.stored(asking), patterns.states(asking), patterns.runs(asking))
    store.close()
    return kept


def test_patterns_are_kept_as_on_the_page_and_a_day_that_is_named_only_replays(
    folder: Path, said: Said
) -> None:
    replay = ("patterns", "--as-of", TOWN_DAY.isoformat(), "--json")
    before = kept_of_patterns(folder)
    first = said(*replay)
    assert kept_of_patterns(folder) == before
    runs = {run["detector"]: run["patterns"] for run in json.loads(said("patterns", "--json"))}
    kept, _, made = kept_of_patterns(folder)
    stored = [row for row in kept if row["state"] != patterns.CLOSED]
    over = len(kept) - len(stored)
    assert over == 1, "what rose in the demo and is over"
    found = [each["pattern_id"] for own in runs.values() for each in own]
    assert sorted(found) == sorted(row["pattern_id"] for row in stored) != []
    assert {each["state"] for own in runs.values() for each in own} == {"new"}
    assert made != before[2]
    store = Store(folder)
    asking = Session(store, TESTS)
    for row in stored:
        patterns.decide(asking, row["pattern_id"], "not a pattern", seen=0, why="A fair")
    patterns.set_budget(asking, 0, seen=0)
    store.close()
    assert said(*replay) == first
    assert "Nothing stands out" in said("patterns")
    again, decided, _ = kept_of_patterns(folder)
    assert [row["pattern_id"] for row in again] == [row["pattern_id"] for row in kept]
    assert [row["why"] for row in decided if row["state"] != patterns.CLOSED] == ["A fair"] * len(
        stored
    )
    scores = {each["detector"]: each for each in json.loads(said("patterns", "--score", "--json"))}
    assert scores["weekly"]["cards"] == len(kept)
    assert [scores["weekly"][name] for name in ("judged", "right", "missed")] == [1, 1, 0]
    assert {"words", "themes"} <= set(scores)
    assert "A closed card was right where what followed it" in said("patterns", "--score")


def test_patterns_beyond_the_budget_are_counted(folder: Path, said: Said) -> None:
    store = Store(folder)
    patterns.set_budget(Session(store, TESTS), 0, seen=0)
    store.close()
    assert re.search(r"\n  \d+ more, beyond the budget", said("patterns"))
    found = [each for run in json.loads(said("patterns", "--json")) for each in run["patterns"]]
    assert {each["is_within_budget"] for each in found} == {False}
    runs = json.loads(said("patterns", "--json"))
    words = [each for run in runs for each in run.get("words", [])]
    assert not any(each["is_within_budget"] for each in words)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_logs_are_exported_whole(folder: Path, said: Said, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"logs.{ending}"
    done = json.loads(said("export", "logs", "--out", str(file), "--json"))
    rows, marking = done["rows"], done["marking"]
    assert marking == "OFFICIAL-SENSITIVE"
    assert rows > 400
    if ending == "xlsx":
        assert len(list(load_workbook(file, read_only=True).active.iter_rows())) == rows + 1
    else:
        assert file.read_bytes().startswith(b"\xef\xbb\xbf")
        assert set(pd.read_csv(file)["Marking"]) == {marking}


def test_stop_searches_leave_in_the_published_columns(
    folder: Path, said: Said, tmp_path: Path
) -> None:
    said("export", "stop-searches", "--out", str(tmp_path / "searches.csv"))
    rows = pd.read_csv(tmp_path / "searches.csv")
    assert ",".join(rows.columns) == PUBLISHED
    assert len(rows) > 20


def test_every_log_leaves_exactly_as_it_was_sent(folder: Path, said: Said, tmp_path: Path) -> None:
    told = said("export", "documents", "--out", str(tmp_path / "logs.jsonl"))
    lines = (tmp_path / "logs.jsonl").read_text("utf-8").splitlines()
    assert told.startswith(f"{len(lines)} patrol logs")
    assert "OFFICIAL-SENSITIVE" in told
    first = json.loads(lines[0])
    assert first["marking"] == "OFFICIAL-SENSITIVE"
    assert first["document"]["log_id"] == first["log_id"]


def test_the_demo_is_made_anew_and_ones_own_data_are_not_touched(folder: Path, said: Said) -> None:
    (folder / DEMO).unlink()
    assert "fictional town" in said("demo")
    assert (folder / DEMO).exists()
    Store(folder, real=True).close()
    assert "your own data" in said("demo")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("hotspots", "--category", "jaywalking"), "There is no crime type 'jaywalking'"),
        (
            ("hotspots", "--neighbourhood", "Atlantis"),
            "There is no neighbourhood 'Atlantis'. Those loaded: ",
        ),
        (("hotspots", "--since", "2026-02-01", "--until", "2026-01-01"), "before it begins"),
        (("hotspots", "--side", "200"), "no squares of 200 m"),
        (("hotspots", "--backtest", "--minutes", "-5"), "There cannot be -5 minutes"),
        (("export", "logs", "--out", "logs.pdf"), "must end in .csv or .xlsx"),
        (
            ("briefing", "--day", "2026-11-24", "--shift", "Late", "--top", "0", "--out", "x.pdf"),
            "at least 1",
        ),
        (
            ("briefing", "--day", "2026-11-24", "--shift", "Late", "--out", "/no/such/x.pdf"),
            "cannot be written",
        ),
        (("export", "logs", "--out", "/no/such/x.csv"), "cannot be written"),
        (("export", "documents", "--out", "x.xlsx"), "must end in .jsonl"),
        (("export", "documents", "--out", "x.jsonl", "--since", "2026-01-01"), "exported whole"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    folder: Path, said: Said, arguments: tuple[str, ...], sentence: str
) -> None:
    told = said(*arguments, code=1)
    assert sentence in told
    assert told.count("\n") == 1


def test_a_sheet_that_cannot_be_written_is_not_stored_either(folder: Path, said: Said) -> None:
    said(
        "briefing",
        *OURS,
        "--day",
        "2026-11-25",
        "--shift",
        "Late",
        "--out",
        "/no/such/folder/x.pdf",
        code=1,
    )
    store = Store(folder)
    assert (
        briefings.versions(Session(store, TESTS), TEAM.duty(TOWN_DAY.replace(day=25), "Late")) == []
    )
    store.close()


def test_while_the_app_runs_a_command_says_who_has_the_database(folder: Path, said: Said) -> None:
    store = Store(folder)
    for arguments in (
        ("hotspots",),
        ("patterns",),
        ("demo",),
        ("export", "logs", "--out", "logs.csv"),
    ):
        assert "already running" in said(*arguments, code=1)
    store.close()


def test_an_empty_database_says_what_to_load(folder: Path, said: Said) -> None:
    (folder / DEMO).unlink()  # beside one, the demo is what there is
    Store(folder, real=True).close()
    assert "Load some first" in said("hotspots", code=1)
    assert "Load some first" in said("patterns")


def test_after_a_first_file_that_fails_the_next_one_still_goes_into_ones_own(
    folder: Path, said: Said, tmp_path: Path
) -> None:
    people = tmp_path / "people.csv"
    people.write_text("beat_code,population\nN0,100\n", "utf-8")
    crimes, demo = street.write(tmp_path, street.row()), (folder / DEMO).read_bytes()
    assert "none of its codes is that of a loaded place" in said(
        "load", str(people), str(crimes), code=1
    )
    assert (folder / DEMO).read_bytes() == demo
    store = Store(folder)
    assert not store.is_demo
    assert loaded.loaded(Session(store, TESTS))["file_name"].tolist() == [crimes.name]
    store.close()


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("load", "demo", "hotspots", "briefing", "patterns", "export"):
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        assert ended.value.code == 0
        assert len(capsys.readouterr().out) > 200


def test_picks_made_by_a_command_carry_the_login_name(
    folder: Path, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "pc4412")
    day, out = TOWN_DAY.replace(day=24), str(tmp_path / "sheet.pdf")
    said("briefing", *OURS, "--day", day.isoformat(), "--shift", "Late", "--top", "2", "--out", out)
    session = Session(Store(folder), TESTS)
    with session.writing("brief") as written:
        decided = written.cursor.execute(
            "SELECT DISTINCT decided_by FROM picks WHERE patrol_day = ?", [day]
        ).fetchall()
    session.store.close()
    assert decided == [("pc4412",)]


def test_the_return_is_written_with_its_rows_and_printed(
    folder: Path, said: Said, tmp_path: Path
) -> None:
    told = said("return", "--month", "2026-10")
    assert "Scheduled or additional: not recorded" in told
    book, paper = tmp_path / "return.xlsx", tmp_path / "return.pdf"
    assert "OFFICIAL" in said("return", "--month", "2026-10", "--out", str(book))
    assert {"Return", "Areas", "Missed"} <= set(load_workbook(book).sheetnames)
    said("return", "--quarter", "2026-Q4", "--out", str(paper))
    assert paper.read_bytes().startswith(b"%PDF")
    values = json.loads(said("return", "--month", "2026-10", "--json"))
    assert {each["key"] for each in values["figures"]} >= {"patrols", "missed", "incidents"}
    layout = tmp_path / "own.toml"
    layout.write_text(said("return", "--month", "2026-10", "--show-layout"), "utf-8")
    assert said("return", "--month", "2026-10", "--layout", str(layout)) == told


def test_a_pack_is_frozen_listed_and_made_again_to_the_byte(
    folder: Path, said: Said, tmp_path: Path
) -> None:
    assert "No pack is frozen yet" in said("pack", "--list")
    paper, again = tmp_path / "pack.pdf", tmp_path / "again.pdf"
    frozen = said("pack", "--month", "2026-10", "--out", str(paper))
    number = frozen.split()[1].rstrip(",")
    assert number in said("pack", "--list")
    public = tmp_path / "public.pdf"
    told = said("pack", "--pack", number, "--out", str(again), "--public", str(public))
    assert told.startswith(frozen)
    assert "has no code" in told
    assert paper.read_bytes() == again.read_bytes()
    assert public.read_bytes().startswith(b"%PDF")
    assert json.loads(said("pack", "--pack", number, "--json"))["number"] == number
    assert json.loads(said("pack", "--list", "--json"))[0]["number"] == number
    said("pack", "--pack", number, "--out", str(tmp_path / "pack.xlsx"))


def test_a_pack_of_no_month_no_team_or_no_number_is_refused(folder: Path, said: Said) -> None:
    assert "is no month" in said("pack", "--month", "soon", code=1)
    assert "must end in" in said("pack", "--month", "2026-10", "--out", "pack.txt", code=1)
    assert "There is no team" in said("pack", "--month", "2026-10", "--team", "none", code=1)
    assert "There is no pack" in said("pack", "--pack", "none", code=1)


def test_a_return_of_no_month_or_to_no_file_is_refused(folder: Path, said: Said) -> None:
    assert "is no month" in said("return", "--month", "soon", code=1)
    assert "must end in" in said("return", "--month", "2026-10", "--out", "return.txt", code=1)
    assert "There is no" in said("return", "--month", "2026-10", "--layout", "none.toml", code=1)
