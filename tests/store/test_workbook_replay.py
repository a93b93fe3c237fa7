"""A loaded workbook's own totals beside PatrolQR's, and every difference explained."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from patrolqr.store import Session, loaded, table_logs, undo, workbook_replay
from tests.builders.form_files import know_areas, microsoft_forms
from tests.store.test_force_rows import rows
from tests.store.test_table_logs import HIGH, MARKET, a_log, take

FIGURES = ("logs", "engagements", "searches", "arrests")


def replayed(session: Session, nth: int = 0) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the replay of the nth newest load by month and area; its parts must add up."""
    load_id = workbook_replay.loads_of_logs(session)[nth]["load_id"]
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for cells in workbook_replay.replay(session, load_id).to_dict("records"):
        row = {str(name): cell for name, cell in cells.items()}
        for name in FIGURES:
            said = re.findall(rf"([+-]\d+) (?:stop-)?{name}", row["difference"])
            assert sum(map(int, said)) == row[f"{name}_theirs"] - row[f"{name}_here"]
        found[row["month"], row["area"]] = row
    return found


def figures(row: dict[str, Any], side: str) -> list[int]:
    return [row[f"{name}_{side}"] for name in FIGURES]


def test_a_workbook_that_came_in_whole_says_the_same(store: Session, tmp_path: Path) -> None:
    know_areas(store, MARKET, HIGH)
    take(store, tmp_path, microsoft_forms([a_log(1), a_log(2), a_log(3, HIGH, arrests=1)]))
    told = replayed(store)
    assert figures(told["2026-11", MARKET], "theirs") == [2, 6, 2, 0]
    assert figures(told["2026-11", MARKET], "here") == [2, 6, 2, 0]
    assert figures(told["2026-11", HIGH], "here") == [1, 3, 1, 1]
    assert {row["difference"] for row in told.values()} == {""}


def test_each_difference_has_its_reason(store: Session, tmp_path: Path) -> None:
    ids = know_areas(store, MARKET, HIGH)
    night = a_log(5, arrived_at=datetime(2026, 11, 1, 2, 0, tzinfo=UTC))
    logs = [a_log(1), a_log(1), a_log(2), a_log(3), a_log(4, "Mkt"), night]
    take(store, tmp_path, microsoft_forms(logs))
    take(store, tmp_path, microsoft_forms([a_log(2, engagements=9)]), "later.csv")
    set_aside = "UPDATE patrol_logs SET set_aside_why = 'x' WHERE document LIKE '%\"ID\":\"3\"%'"
    rows(store, set_aside)
    told = replayed(store, 1)
    assert figures(told["2026-11", MARKET], "theirs") == [5, 15, 5, 0]
    assert figures(told["2026-11", MARKET], "here") == [2, 12, 2, 0]
    assert told["2026-11", MARKET]["difference"].split("; ") == [
        "-6 engagements changed since by a later version",
        "+1 logs, +3 engagements, +1 stop-searches of the patrol day before, which ends at 06:00",
        "+1 logs, +3 engagements, +1 stop-searches set aside or taken back",
        "+1 logs, +3 engagements, +1 stop-searches twice in the file, counted once",
    ]
    assert "of the patrol day before" in told["2026-10", MARKET]["difference"]
    assert "quarantined: no patrol area is called" in told["2026-11", "Mkt"]["difference"]
    table_logs.confirm(store, {"Mkt": ids[HIGH]})
    assert replayed(store, 1)["2026-11", HIGH]["difference"] == ""


def test_a_load_that_was_taken_back_is_not_replayed(store: Session, tmp_path: Path) -> None:
    assert workbook_replay.loads_of_logs(store) == []
    know_areas(store, MARKET)
    take(store, tmp_path, microsoft_forms([a_log(1)]))
    (load_id,) = loaded.loaded(store)["load_id"]
    undo.take_back(store, load_id)
    assert workbook_replay.loads_of_logs(store) == []
    assert workbook_replay.replay(store, load_id).empty
