"""The Review page on 1,000,000 patrol logs of 500 areas: its queries together beside pandas counting
the same from memory, the memory they take, and how long the page takes to open beside the demo's.

`pytest tests/benchmarks/test_review.py --benchmark-enable` measures.
"""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import pandas as pd
import pytest
from playwright.sync_api import Browser
from pytest_benchmark.fixture import BenchmarkFixture

from patrolqr.core.choice import PlaceChoice
from patrolqr.store import Session, Store, areas, log_reads, places, teams, visits
from tests.benchmarks import review_in_pandas
from tests.browser.conftest import serving, with_town
from tests.builders import many_logs
from tests.builders.databases import TOWN_DAY
from tests.builders.many_logs import FIRST, UNTIL
from tests.conftest import TESTS

LOGS = 1_000_000

CHOICE = PlaceChoice(since=FIRST, until=UNTIL)
"""Everything there is: the longest period a meeting can choose."""

MEMORY_MB = 2_000
"""What the queries may take at most, Python and all that it imports included."""

ROUNDS = 5

TIMES_THE_DEMO = 1.6
"""The page with its title and choices stands at most so many times as late as the demo's."""

OF_LOGS = """
    SELECT
        visits.team_id, visits.patrol_day, visits.shift, visits.area_id::VARCHAR AS area_id, areas.neighbourhood,
        visits.arrived_at, visits.left_at, visits.collar, visits.officers_present,
        array_to_string(visits.colleagues, '; ') AS colleagues,
        visits.engagements, visits.stop_searches, visits.arrests, visits.actions,
        coalesce(repeats.stop_searches_again, 0) AS stop_searches_again,
        coalesce(repeats.arrests_again, 0) AS arrests_again, coalesce(repeats.actions_again, 0) AS actions_again
    FROM visits
    LEFT JOIN repeats USING (log_id)
    JOIN current_areas AS areas ON areas.area_id = visits.area_id
"""

OF_TASKINGS = """
    SELECT
        team_id, patrol_day, shift, area_id::VARCHAR AS area_id, visits AS patrols_asked,
        visits * minutes AS minutes_asked
    FROM taskings
    JOIN briefings USING (briefing_id)
"""

ASKING = """
import sys
from pathlib import Path
from patrolqr.store import Session, Store
from tests.benchmarks.test_review import asked_of
from tests.conftest import TESTS
asked_of(Session(Store(Path(sys.argv[1]), real=True), TESTS))
status = Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""

SEEN = {
    "title": "h1",
    "figures": "[data-testid=stMetric]",
    "chart": "[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg",
}
"""What the page draws one after the other."""

DRAWN = """
    window.drawn = {};
    const seen = Object.entries(ALL_SEEN);
    const look = () => {
        for (const [name, what] of seen)
            if (!(name in window.drawn) && document.querySelector(what)) window.drawn[name] = performance.now();
        if (Object.keys(window.drawn).length < seen.length) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
""".replace("ALL_SEEN", json.dumps(SEEN))
"""Keeps the milliseconds from the start of the navigation until each of them is there."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the folder of a store with a million patrol logs."""
    data = tmp_path_factory.mktemp("crowd") / "data"
    many_logs.keep_in(data, LOGS)
    yield data
    shutil.rmtree(data)


@pytest.fixture
def crowd(folder: Path) -> Iterator[Session]:
    """Give that store, open."""
    opened = Store(folder, real=True)
    yield Session(opened, TESTS)
    opened.close()


def asked_of(crowd: Session, choice: PlaceChoice = CHOICE) -> visits.Review:
    """Return what the page shows, and ask all that it asks."""
    log_reads.span(crowd)
    places.neighbourhoods(crowd)
    teams.teams(crowd)
    areas.by_name(crowd)
    teams.marking(crowd, ())
    return visits.review(crowd, choice)


def in_memory(crowd: Session) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return logs and taskings as files have them, with as few columns as the counts need, and their
    codes as categories: pandas is several times slower with text.
    """
    with crowd.writing("brief") as written:
        logs: pd.DataFrame = written.cursor.execute(OF_LOGS).df()
        taskings: pd.DataFrame = written.cursor.execute(OF_TASKINGS).df()
    codes = ("team_id", "shift", "area_id")
    kinds = {name: logs[name].astype("category").dtype for name in codes}
    return logs.astype(kinds | {"neighbourhood": "category"}), taskings.astype(kinds)


def test_the_review_of_a_million_logs_beside_the_same_in_pandas(
    crowd: Session, benchmark: BenchmarkFixture
) -> None:
    """One round of each in turn: what else the machine does then holds up both."""
    logs, taskings = in_memory(crowd)
    taken_s: list[float] = []
    counted: list[dict[str, pd.DataFrame]] = []

    def count_in_pandas() -> None:
        started = time.perf_counter()
        counted[:] = [review_in_pandas.counted(logs, taskings)]
        taken_s.append(time.perf_counter() - started)

    ours = benchmark.pedantic(
        lambda: asked_of(crowd), setup=count_in_pandas, rounds=ROUNDS, warmup_rounds=1
    )
    same(ours, counted[0])
    if benchmark.stats is not None:
        pandas_s = median(taken_s)
        benchmark.extra_info |= {
            "logs": len(logs),
            "pandas_s": round(pandas_s, 2),
            "times_as_fast": round(pandas_s / benchmark.stats.stats.median, 2),
        }
        assert benchmark.stats.stats.median <= pandas_s


def same(ours: visits.Review, theirs: dict[str, pd.DataFrame]) -> None:
    """Hold every figure of the page against pandas'."""
    for level, key in (("week", "week"), ("area", "area_id"), ("neighbourhood", "neighbourhood")):
        rows = ours.done[(ours.done["level"] == level) & (ours.done["logs"] > 0)]
        alike(rows.set_index(key)[review_in_pandas.DONE], theirs[key])
    names = [name for name in theirs["asked"] if name in ours.dose]
    assert len(names) == 11
    alike(ours.dose.set_index("area_id")[names], theirs["asked"][names])


def alike(ours: pd.DataFrame, theirs: pd.DataFrame) -> None:
    """Hold rows against others that may stand in another order and have other kinds of numbers."""
    sorted_ours = ours.astype(float).sort_index()
    sorted_theirs = theirs.set_axis(list(theirs.index)).astype(float).sort_index()
    pd.testing.assert_frame_equal(
        sorted_ours, sorted_theirs, check_names=False, check_index_type=False
    )


def test_the_review_of_a_million_logs_takes_less_than_two_gigabytes(folder: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", ASKING, str(folder)], check=True, capture_output=True, text=True
    )
    taken_mb = int(told.stdout) / 1024
    assert 50 < taken_mb < MEMORY_MB


@pytest.mark.browser
def test_seconds_until_the_review_page_stands_beside_the_demo(
    folder: Path,
    town_file: Path,
    tmp_path: Path,
    browser: Browser,
    benchmark: BenchmarkFixture,
) -> None:
    """Each opening is of a day less, so that nothing is remembered from the one before."""
    rounds = ROUNDS if benchmark.enabled else 1
    demo = openings(browser, with_town(town_file, tmp_path), TOWN_DAY, rounds)
    crowded = benchmark.pedantic(lambda: openings(browser, folder, UNTIL, rounds), rounds=1)
    benchmark.extra_info |= {"demo_s": demo, "million_s": crowded}
    if benchmark.stats is not None:
        assert crowded["title"] <= TIMES_THE_DEMO * demo["title"]


def openings(browser: Browser, data: Path, until: date, rounds: int) -> dict[str, float]:
    """Return the median seconds until the page's title, figures and first chart are drawn."""
    found = []
    with serving(data) as running:
        for number in range(rounds + 1):
            last = until - timedelta(days=number)
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.add_init_script(DRAWN)
            page.goto(f"{running.url}/review?since={FIRST}&until={last}", wait_until="commit")
            page.wait_for_function(f"Object.keys(window.drawn).length === {len(SEEN)}")
            found.append(page.evaluate("window.drawn"))
            page.close()
    # the first one starts the app
    return {name: round(median(each[name] for each in found[1:]) / 1000, 2) for name in SEEN}
