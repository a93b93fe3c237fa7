"""A load that is under way: phones do not wait for it, and where it ends half-way nothing of it is
left.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from patrolqr import readers
from patrolqr.core.briefing import Briefing
from patrolqr.core.errors import InputWrong, LoadRunning
from patrolqr.core.form.log import parse
from patrolqr.readers import Batch
from patrolqr.store import (
    Session,
    Store,
    exports,
    loaded,
    loads,
    logs,
    quarantine,
    table_logs,
    undo,
)
from patrolqr.store.loads import LoadReport
from tests.builders import street
from tests.builders.killed import kill_once_it_says
from tests.builders.logs import sent
from tests.conftest import TESTS


@dataclass
class Held:
    """A load that has stored its first rows and goes on when it is let go."""

    begun: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)
    report: LoadReport | None = None

    def batches(self, given: Callable[[], Iterator[Batch]]) -> Iterator[Batch]:
        """Give the batches, and the same again once the load is let go."""
        yield from given()
        self.begun.set()
        assert self.let_go.wait(60)
        yield from given()


@contextmanager
def held(store: Session, file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    """Give a load of the file that stands still half-way; it ends at the end."""
    monkeypatch.setattr(loads, "ROWS_AT_ONCE", 1)
    (source,) = readers.read(file)
    load = Held()
    slow = replace(source, batches=lambda: load.batches(source.batches))
    with ThreadPoolExecutor(1) as loader:
        ending = loader.submit(loads.load, store, slow)
        try:
            assert load.begun.wait(60)
            yield load
        finally:
            load.let_go.set()
            load.report = ending.result(60)


def test_a_log_is_acknowledged_while_a_load_is_half_way(
    store: Session, briefed: Briefing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with held(store, street.write(tmp_path, street.row()), monkeypatch) as load:
        waiting = logs.submit(store, parse(sent()), briefed.taskings[0].pass_id)
        assert not waiting.result(60).repeated
        assert len(exports.documents(store)) == 1
        assert loaded.loaded(store).empty, "nobody sees half of a file"
        assert loaded.extent(store).empty
    assert load.report is not None
    assert (load.report.new, load.report.known) == (1, 1)
    assert loaded.extent(store)["rows"].tolist() == [1]


@pytest.mark.parametrize(
    "act",
    [
        lambda store, load_id: undo.take_back(store, load_id),
        lambda store, load_id: quarantine.set_aside(store, load_id),
        lambda store, _: table_logs.confirm(store, {"square": "x"}, patience_s=0),
    ],
    ids=["take back", "set aside", "say what a word means"],
)
def test_what_changes_the_rows_of_loads_is_refused_while_one_runs(
    act: Callable[[Session, str], object],
    store: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (source,) = readers.read(street.write(tmp_path, street.row(), street.row(Month="never")))
    loads.load(store, source)
    load_id = loaded.loaded(store)["load_id"].iloc[0]
    again = street.write(tmp_path, street.row(street.NUISANCE), name="later.csv")
    with (
        held(store, again, monkeypatch),
        pytest.raises(LoadRunning, match="Do this again when it is loaded"),
    ):
        act(store, load_id)
    assert len(loaded.loaded(store)) == 2
    undo.take_back(store, load_id)
    assert len(loaded.loaded(store)) == 1


@pytest.mark.parametrize("told", [1, 2], ids=["after a batch", "after the last row"])
def test_whoever_is_told_of_the_progress_can_refuse_all_of_it(
    store: Session, tmp_path: Path, told: int
) -> None:
    counts: list[int] = []

    def refuse(rows: int) -> None:
        counts.append(rows)
        if len(counts) == told:
            raise InputWrong("Not this one.")

    (source,) = readers.read(street.write(tmp_path, street.row()))
    with pytest.raises(InputWrong, match="Not this one"):
        loads.load(store, source, progress=refuse)
    assert counts == [1] * told
    assert loaded.loaded(store).empty
    assert loaded.extent(store).empty


HALF_WAY = """
import sys
from dataclasses import replace
from pathlib import Path
from patrolqr import readers
from patrolqr.core.actor import SYSTEM
from patrolqr.store import Session, Store, loads
loads.ROWS_AT_ONCE = 1
(source,) = readers.read(sys.argv[2])

def batches():
    yield from source.batches()
    print("half-way", flush=True)
    sys.stdin.read()

loads.load(Session(Store(Path(sys.argv[1]), real=True), SYSTEM), replace(source, batches=batches))
"""


def test_a_load_that_is_killed_half_way_leaves_nothing(tmp_path: Path) -> None:
    file = street.write(tmp_path, street.row(), street.row(Month="never"))
    kill_once_it_says("half-way", HALF_WAY, tmp_path / "data", file)
    opened = Store(tmp_path / "data", real=True)
    reopened = Session(opened, TESTS)
    try:
        assert loaded.loaded(reopened).empty
        assert loaded.extent(reopened).empty
        assert quarantine.quarantined(reopened).empty
        (source,) = readers.read(file)
        report = loads.load(reopened, source)
        assert (report.new, report.known, report.quarantined) == (1, 0, 1)
    finally:
        opened.close()
