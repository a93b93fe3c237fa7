"""Street files after Excel, R or an old download had them: read right and said, or refused by cause."""

from pathlib import Path

import pytest

from patrolqr import readers
from patrolqr.core.errors import FileUnreadable
from tests.builders import force_tables, street

PLAIN = street.text(street.row(), street.row(street.NUISANCE))

REWRITTEN: dict[str, tuple[str, str]] = {
    "s05_semicolon.csv": ("2025-01", "semicolon"),
    "s06_tabs.tsv.csv": ("2025-01", "a tab"),
    "s08_snake.csv": ("2025-01", "otherwise than published"),
    "s08b_dotted.csv": ("2025-01", "otherwise than published"),
    "s19f_sep_line.csv": ("2025-01", ""),
    "s26b_no_context.csv": ("2025-01", "no column Context"),
    "s03_excel_month_dmy.csv": ("2025-01", "the month 01/01/2025, as Excel writes it"),
    "s03_excel_month_mmmyy.csv": ("2025-01", "the month Jan-25, as Excel writes it"),
    "s03_excel_month_slash.csv": ("2025-01", "the month 01/2025, as Excel writes it"),
    "s02_2012_categories.csv": ("2012-04", "“Violent crime”, a category until 2013"),
    "s00_plain.csv": ("2025-01", ""),
}


@pytest.mark.real
@pytest.mark.parametrize("name", REWRITTEN)
def test_a_rewritten_file_is_read_as_it_was_published(name: str, shared: Path) -> None:
    (source,) = readers.read(shared / "cases" / "street" / name)
    (batch,) = source.batches()
    month, said = REWRITTEN[name]
    assert source.kind == "incidents"
    assert batch.broken == ()
    assert set(batch.rows["month"].to_pylist()) == {month}
    assert said in "; ".join(source.notes())
    assert bool(said) == bool(source.notes())
    assert batch.rows["location"][0].as_py() == "On or near Market Square"


def test_the_month_is_the_number_that_is_not_the_first_of_the_month() -> None:
    rows = [street.row(Month=month) for month in ("01/03/2025", "3/1/2025", "Mar-25", "45717")]
    _, read, _ = force_tables.read(street.text(*rows).encode())
    assert [row["month"] for row in read] == ["2025-03"] * 4


def test_a_month_that_nobody_can_tell_is_left_for_the_store_to_name() -> None:
    source, read, _ = force_tables.read(street.text(street.row(Month="17/03/2025")).encode())
    assert [row["month"] for row in read] == ["17/03/2025"]
    assert source.notes() == ()


def test_old_categories_are_counted_once_a_reading() -> None:
    rows = [
        street.row(Crime_type=name) for name in ("Violent crime", "Public disorder and weapons")
    ]
    source, read, _ = force_tables.read(street.text(*rows, *rows).encode())
    assert [row["category"] for row in read] == ["Violence and sexual offences", "Public order"] * 2
    list(source.batches())
    assert [note.partition(" × ")[0] for note in source.notes()] == ["2", "2"]


def test_a_semicolon_file_that_lacks_a_column_is_refused_by_its_name() -> None:
    text = PLAIN.replace("Month", "When").replace(",", ";")
    with pytest.raises(FileUnreadable, match="lacks the column Month"):
        force_tables.read(text.encode())


def test_a_street_file_saved_as_a_workbook_is_one() -> None:
    header, *rows = [line.split(",") for line in PLAIN.splitlines()]
    source, read, broken = force_tables.read(force_tables.workbook(rows, header=header))
    assert (source.kind, broken) == ("incidents", [])
    assert [row["category"] for row in read] == ["Burglary", "Anti-social behaviour"]
