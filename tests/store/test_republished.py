"""A month published again replaces that force's month: what is withdrawn, recoded, or twice."""

import gzip
import random
from pathlib import Path
from typing import Any

import pytest

from patrolqr import readers
from patrolqr.store import Session, covered, loaded, undo
from patrolqr.store.loads import LoadReport, load
from tests.builders import street
from tests.builders.street import BURGLARY, NO_LOCATION, NUISANCE, row

RAIL = NUISANCE | {
    "Reported by": "British Transport Police",
    "Falls within": "British Transport Police",
    "Crime type": "Other theft",
}
SOLVED = "Offender given a caution"


def put(session: Session, path: Path) -> LoadReport:
    """Return the report of loading one file, which adds up."""
    (source,) = readers.read(path)
    report = load(session, source)
    assert report.read == report.new + report.known + report.quarantined
    return report


def everything(session: Session) -> list[tuple[Any, ...]]:
    """Return all that pages can see of incidents and of what is covered."""
    seen = "* EXCLUDE (load_id, source_line, neighbourhood_id, easting, northing, superseded_by)"
    with session.writing("brief") as written:
        rows: list[tuple[Any, ...]] = written.cursor.execute(
            f"SELECT {seen} FROM current_incidents ORDER BY ALL"
        ).fetchall()
    stretches = covered.covered(session).drop(columns="rows").drop_duplicates()
    return [*rows, *(tuple(map(str, each)) for each in stretches.to_numpy())]


def current(session: Session, columns: str = "count(*)") -> list[tuple[Any, ...]]:
    with session.writing("brief") as written:
        return written.cursor.execute(
            f"SELECT {columns} FROM current_incidents ORDER BY ALL"
        ).fetchall()


def take_back(session: Session, *, number: int = 0) -> None:
    """Take a load back, the newest or the how-many-th before it."""
    undo.take_back(session, str(loaded.loaded(session)["load_id"].iloc[number]))


def crimes(*numbers: int, **changed: str) -> list[str]:
    """Return rows of crimes by number."""
    return [row(BURGLARY, Crime_ID=f"{number:064}", **changed) for number in numbers]


@pytest.mark.real
def test_of_the_same_month_of_one_force_published_twice_only_the_later_is_current(
    store: Session, shared: Path
) -> None:
    """s31: rows without a Crime ID whose outcome came later."""
    put(store, shared / "cases/street/s31a_btp.csv")
    assert put(store, shared / "cases/street/s31b_btp_later.csv").new == 0
    assert set(current(store, "outcome")) == {("Under investigation",)}
    rows = len(street_lines(shared / "cases/street/s31b_btp_later.csv"))
    assert current(store) == [(rows,)]


def street_lines(path: Path) -> list[str]:
    """Return a file's lines but its header."""
    return path.read_text("utf-8").splitlines()[1:]


@pytest.mark.real
def test_calls_of_a_recoded_small_area_are_the_same_calls(store: Session, shared: Path) -> None:
    """s25: everything but the small area stays."""
    first = put(store, shared / "cases/street/s25a_asb_old.csv")
    again = put(store, shared / "cases/street/s25b_asb_recoded.csv")
    assert (again.new, again.known, again.updated) == (0, first.new, first.new)
    assert set(current(store, "small_area_id")) == {("E01035900",)}
    assert current(store) == [(first.new,)]
    take_back(store)
    assert set(current(store, "small_area_id")) == {("E01029345",)}


@pytest.mark.real
def test_a_crime_id_on_two_lines_keeps_its_place_and_its_final_outcome(
    store: Session, shared: Path
) -> None:
    """s24: the second line has neither."""
    report = put(store, shared / "cases/street/s24_shared_id.csv")
    assert (report.new, report.known) == (2, 1)
    found = current(store, "reference[-1:], street, outcome")
    assert found == [
        ("1", "Market Square", "Offender given a caution"),
        ("2", "Market Square", "Under investigation"),
    ]


@pytest.mark.parametrize("at_once", [100, 1])
def test_place_and_outcome_of_one_crime_come_from_whichever_line_has_them(
    store: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr("patrolqr.store.loads.ROWS_AT_ONCE", at_once)
    monkeypatch.setattr("patrolqr.readers.opening.CHUNK", 300)
    nowhere = NO_LOCATION | {"Crime ID": "a" * 64, "Last outcome category": SOLVED}
    lines = [row(), row(nowhere), row(nowhere, Last_outcome_category="Status update unavailable")]
    for number, order in enumerate([lines, lines[::-1], [lines[1], lines[0], lines[2]]]):
        put(store, street.write(tmp_path, *order, name=f"{number}.csv"))
        assert current(store, "street, outcome") == [("Market Square", SOLVED)]
        take_back(store)


def test_rows_that_a_later_publication_has_no_more_are_withdrawn_and_come_back_with_undo(
    store: Session, tmp_path: Path
) -> None:
    first = street.write(tmp_path, *crimes(1, 2, 3, 4), row(NUISANCE), row(NUISANCE))
    put(store, first)
    before = everything(store)
    later = street.write(tmp_path, *crimes(1, 2, 4, 5), row(NUISANCE))
    report = put(store, later)
    assert (report.new, report.known, report.updated) == (1, 4, 0)
    references = {each for (each,) in current(store, "reference[-1:]")}
    assert references == {"1", "2", "4", "5", None}
    assert current(store) == [(5,)]
    take_back(store)
    assert everything(store) == before


def test_only_that_forces_month_is_replaced(store: Session, tmp_path: Path) -> None:
    put(store, street.write(tmp_path, *crimes(1, 2), name="2025-01-staffordshire-street.csv"))
    rail = [row(RAIL), row(RAIL)]
    put(store, street.write(tmp_path, *rail, name="2025-01-btp-street.csv"))
    february = crimes(3, 4, Month="2025-02")
    put(store, street.write(tmp_path, *february, name="2025-02-staffordshire-street.csv"))
    put(store, street.write(tmp_path, *crimes(1), name="2025-01-staffordshire-street.csv"))
    assert current(store) == [(5,)]


def test_an_extract_withdraws_nothing(store: Session, tmp_path: Path) -> None:
    put(store, street.write(tmp_path, *crimes(*range(20))))
    put(store, street.write(tmp_path, *crimes(*range(17)), name="extract.csv"))
    assert current(store) == [(20,)]
    # under the month's own name, but with less than half of what is there: cut off, or an extract
    put(store, street.write(tmp_path, *crimes(*range(9))))
    assert current(store) == [(20,)]


def test_a_file_of_another_name_with_nine_in_ten_rows_of_a_month_is_that_month(
    store: Session, tmp_path: Path
) -> None:
    put(store, street.write(tmp_path, *crimes(*range(20))))
    put(store, street.write(tmp_path, *crimes(*range(18), 30), name="renamed.csv"))
    assert current(store) == [(19,)]


def test_the_older_of_two_publications_brings_nothing_back_whatever_is_loaded_first(
    store: Session, tmp_path: Path
) -> None:
    """Its outcomes say that it is the older: crimes do not go back to being under investigation."""
    older = street.write(tmp_path, *crimes(1, 2, 3, 4))
    older_text = older.read_bytes()
    newer = tmp_path / "2025-01-staffordshire-street.csv.gz"
    solved = crimes(1, 2, Last_outcome_category=SOLVED)
    newer.write_bytes(gzip.compress(street.text(*solved, *crimes(3, 5)).encode()))
    put(store, older)
    put(store, newer)
    expected = everything(store)
    take_back(store)
    take_back(store)
    put(store, newer)
    older.write_bytes(older_text)
    report = put(store, older)
    assert (report.read, report.new, report.known, report.updated) == (4, 1, 3, 0)
    assert everything(store) == expected
    again = put(store, older)
    assert (again.new, again.known, again.updated) == (0, 4, 0)
    assert everything(store) == expected


def test_the_first_file_once_more_changes_nothing_that_came_since(
    store: Session, tmp_path: Path
) -> None:
    first = street.write(tmp_path, *[row(RAIL)] * 4, name="2025-01-btp-street.csv")
    content = first.read_bytes()
    put(store, first)
    put(store, street.write(tmp_path, *[row(RAIL)] * 3, name="2025-01-btp-street.csv"))
    expected = everything(store)
    first.write_bytes(content)
    report = put(store, first)
    assert (report.new, report.known, report.updated) == (0, 4, 0)
    assert everything(store) == expected


def test_what_was_withdrawn_and_is_published_again_is_current_again(
    store: Session, tmp_path: Path
) -> None:
    put(store, street.write(tmp_path, *crimes(1, 2, 3)))
    put(store, street.write(tmp_path, *crimes(1, 2)))
    report = put(store, street.write(tmp_path, *crimes(1, 2, 3, 4)))
    assert (report.new, report.known, report.updated) == (1, 3, 1)
    assert current(store) == [(4,)]
    take_back(store)
    assert current(store) == [(2,)]
    take_back(store)
    assert current(store) == [(3,)]


@pytest.mark.parametrize("middle", [1, 2])
def test_taking_back_an_earlier_load_leaves_the_month_as_the_last_one_published_it(
    store: Session, tmp_path: Path, middle: int
) -> None:
    put(store, street.write(tmp_path, *crimes(1, 2, 3), row(NUISANCE)))
    put(store, street.write(tmp_path, *crimes(1, 2, 6, Last_outcome_category=SOLVED)))
    put(store, street.write(tmp_path, *crimes(1, 4, Last_outcome_category=SOLVED), row(NUISANCE)))
    expected = everything(store)
    take_back(store, number=middle)
    assert everything(store) == expected


def test_taken_back_one_by_one_each_leaves_what_was_before(store: Session, tmp_path: Path) -> None:
    """Random publications of one month: each undo returns to the answer before that load."""
    chance = random.Random(31)
    states = [everything(store)]
    for _ in range(8):
        numbers = sorted(chance.sample(range(12), 9))
        outcomes = ["Under investigation", SOLVED]
        lines = [
            row(Crime_ID=f"{number:064}", Last_outcome_category=chance.choice(outcomes))
            for number in numbers
        ]
        nuisance = [row(NUISANCE, LSOA_code=f"E0{chance.randrange(3)}") for _ in range(5)]
        put(store, street.write(tmp_path, *lines, *nuisance))
        states.append(everything(store))
    for state in states[-2::-1]:
        take_back(store)
        assert everything(store) == state


def test_the_lines_order_in_a_file_does_not_matter(store: Session, tmp_path: Path) -> None:
    areas = ("E01", "E02", "E02", "E03")
    lines = [row(NUISANCE, LSOA_code=area) for area in areas] + [row(BURGLARY)]
    put(store, street.write(tmp_path, *lines))
    report = put(store, street.write(tmp_path, *lines[::-1], name="backwards.csv"))
    assert (report.new, report.known, report.updated) == (0, 5, 0)


@pytest.mark.real
def test_a_real_month_published_again_is_replaced_and_undo_returns_to_the_first(
    store: Session, shared: Path, tmp_path: Path
) -> None:
    """The force's January as published, and as it may be published later: 40 rows withdrawn, 30
    outcomes come, the small area of every hundredth row recoded; February stays as it is.
    """
    january, february = sorted((shared / "data/street_whole_force").glob("*.csv.gz"))[:2]
    for path in (january, february):
        put(store, path)
    before = everything(store)
    header, *lines = gzip.decompress(january.read_bytes()).decode("utf-8").splitlines()
    later = lines[40:]
    open_ones = [at for at, line in enumerate(later) if ",Under investigation," in line][:30]
    for at in open_ones:
        later[at] = later[at].replace(",Under investigation,", f",{SOLVED},")
    recoded = [at for at in range(0, len(later), 100) if ",E0" in later[at]]
    for at in recoded:
        later[at] = later[at].replace(",E0", ",E9")
    again = tmp_path / "2025-01-staffordshire-street.csv"
    again.write_text("\n".join([header, *later]) + "\n", "utf-8")
    report = put(store, again)
    assert report.new == 0
    assert len(recoded) <= report.updated <= len(recoded) + len(open_ones)
    with store.writing("brief") as written:
        (rows,) = written.cursor.execute(
            "SELECT count(*) FROM incidents WHERE month = '2025-01-01' AND withdrawn"
        ).fetchone() or (0,)
    assert rows == pytest.approx(
        40, abs=1
    )  # a row of a crime told again in February was outdated before
    assert put(store, again).new == 0
    take_back(store)
    take_back(store)
    assert everything(store) == before
