"""A corpus of nasty files: each loads right, or a sentence says why not. It is made here, never kept."""

import csv
import gzip

import pytest

from patrolqr.core.errors import FileUnreadable
from tests.builders import force_tables
from tests.builders.force_tables import HEADER, ROWS, at, parquet_file, separated, workbook, zipped

PLAIN = separated()
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
SEPARATORS = (",", ";", "\t", "|")


def with_cell(place: int, cell: str, row: int = 0) -> list[list[str]]:
    """Return the known rows with another text in one cell."""
    rows = [list(one) for one in ROWS]
    rows[row][place] = cell
    return rows


def with_dates(change: dict[str, str]) -> list[list[str]]:
    """Return the known rows with dates and times written otherwise."""
    return [[change.get(cell, cell) for cell in row] for row in ROWS]


SERIAL = {"23/11/2026": "46349", "24/11/2026": "46350", "25/11/2026": "46351"}
FRACTIONS = {
    **{"18:00": "0.75", "07:30": "0.3125", "21:05": "0.878472222222222"},
    **{"23:40": "0.986111111111111", "00:10": "0.00694444444444444"},
}
AMERICAN = {"23/11/2026": "11/23/2026", "24/11/2026": "11/24/2026", "25/11/2026": "11/25/2026"}
WORDED = {
    "23/11/2026": "23-Nov-26",
    "24/11/2026": "Tue 24 Nov 2026",
    "25/11/2026": "25 November 2026",
}
ISO = {"23/11/2026": "2026-11-23", "24/11/2026": "2026-11-24", "25/11/2026": "2026-11-25"}
COMPACT = {"23/11/2026": "20261123", "24/11/2026": "20261124", "25/11/2026": "20261125"}
DIGITS = {
    "18:00": "1800",
    "07:30": "0730",
    "21:05": "2105hrs",
    "23:40": "11.40 pm",
    "00:10": "12:10 AM",
}
EPOCH = {clock: f"1899-12-30 {clock}:00" for clock in ("18:00", "07:30", "21:05", "23:40", "00:10")}

RIGHT: dict[str, bytes] = {
    **{
        f"{encoding}, separated by {separator!r}": separated(encoding=encoding, separator=separator)
        for encoding in ENCODINGS
        for separator in SEPARATORS
    },
    "Windows line ends": separated(line_end="\r\n"),
    "old Mac line ends": separated(line_end="\r"),
    "no last line end": PLAIN.rstrip(b"\n"),
    "blank lines": PLAIN.replace(b"\n", b"\n\n"),
    "rows of separators at the end": PLAIN + b",,,,,,,,,\n" * 3,
    "separators at the ends of rows": PLAIN.replace(b"\n", b",,\n"),
    "sep=; above": separated(separator=";", lead="sep=;\n"),
    "sep=, above, with a mark": b"\xef\xbb\xbfsep=,\r\n" + separated(line_end="\r\n"),
    "all in quotation marks": separated(quoting=csv.QUOTE_ALL),
    "lead lines": separated(lead="Crimes of the night\nProduced 25/11/2026,by J Smith\n\n"),
    "the header again": PLAIN + separated(rows=[]),
    "a blank column": separated([[*row, ""] for row in ROWS], header=[*HEADER, ""]),
    "a column twice": separated([[*row, row[-1]] for row in ROWS], header=[*HEADER, "Location"]),
    "other letters' case": separated(header=[name.upper() for name in HEADER]),
    "snake case": separated(header=[name.lower().replace(" ", "_") for name in HEADER]),
    "camel case": separated(header=[name.replace(" ", "") for name in HEADER]),
    "dotted": separated(header=[name.replace(" ", ".") for name in HEADER]),
    "spaces around": separated([[f" {cell}\u00a0" for cell in row] for row in ROWS]),
    "thousands separators": separated(
        [[*row[:6], f"{int(row[6]):,}", f"{int(row[7]):,}", *row[8:]] for row in ROWS]
    ),
    "numbers with .0": separated([[*row[:6], f"{row[6]}.0", f"{row[7]}.00", *row[8:]] for row in ROWS]),
    "serial dates": separated(with_dates(SERIAL)),
    "times as fractions of a day": separated(with_dates(FRACTIONS)),
    "serial dates and fractions": separated(with_dates(SERIAL | FRACTIONS)),
    "month first": separated(with_dates(AMERICAN)),
    "months in words": separated(with_dates(WORDED)),
    "ISO dates": separated(with_dates(ISO)),
    "dates without signs": separated(with_dates(COMPACT)),
    "times as people write them": separated(with_dates(DIGITS)),
    "times with Excel's first day": separated(with_dates(EPOCH)),
    "dates with midnight": separated(with_dates({day: f"{day} 00:00:00" for day in SERIAL})),
    "a line break in a cell": separated(with_cell(9, "1 Example\nStreet")),
    "a quotation mark in a cell": separated(with_cell(9, '5" pipe, "The Crown"')),
    "a gz": gzip.compress(PLAIN),
    "a zip": zipped(PLAIN),
    "a workbook": workbook(),
    "a workbook with lead rows": workbook(lead=3),
    "a workbook of real dates": workbook(
        [
            [
                *row[:2],
                at(f"{row[2][6:]}-{row[2][3:5]}-{row[2][:2]} {row[3]}").replace(tzinfo=None),
                *[at(f"{row[4][6:]}-{row[4][3:5]}-{row[4][:2]} {row[5]}").replace(tzinfo=None)],
                int(row[6]),
                int(row[7]),
                *row[8:],
            ]
            for row in ROWS
        ],
        header=[*HEADER[:3], "Date To", *HEADER[6:]],
    ),
    "a workbook in a zip": zipped(workbook(), "export.xlsx"),
    "Parquet": parquet_file(),
}  # fmt: skip


@pytest.mark.parametrize("what", RIGHT)
def test_a_nasty_file_is_read_right(what: str) -> None:
    source, rows, broken = force_tables.read(RIGHT[what])
    assert source.kind == "dated incidents"
    assert broken == []
    assert [row["reference"] for row in rows] == [row[0] for row in ROWS]
    assert [(row["occurred_from"], row["occurred_to"]) for row in rows] == [
        (at("2026-11-23 18:00"), at("2026-11-24 07:30")),
        (at("2026-11-24 21:05"), at("2026-11-24 21:05")),
        (at("2026-11-24 23:40"), at("2026-11-25 00:10")),
    ]
    assert [row["type"] for row in rows] == ["Burglary", "Anti-social behaviour", "Robbery"]
    assert [(row["easting"], row["northing"]) for row in rows] == [
        (398100, 310050),
        (398200, 310150),
        (398300, 310250),
    ]
    assert all(
        abs(row["longitude"] + 2.028) < 0.01 and abs(row["latitude"] - 52.689) < 0.01
        for row in rows
    )
    assert rows[1]["location"].startswith("Café Rouge")
    assert {row["precision"] for row in rows} == {"minute"}


ROW_WRONG: dict[str, tuple[list[list[str]], str, str, str]] = {
    "no date": (with_cell(2, ""), "Date From", "", "it has no date"),
    "no such day": (with_cell(2, "31/11/2026"), "Date From", "31/11/2026", "no such day"),
    "Excel's month": (with_cell(2, "Nov-26"), "Date From", "Nov-26", "a month and no day"),
    "Excel's day": (with_cell(2, "23-Nov"), "Date From", "23-Nov", "a day and no year"),
    "no date at all": (with_cell(2, "unknown"), "Date From", "unknown", "cannot be read"),
    "no such time": (with_cell(3, "25:61"), "Time From", "25:61", "no such time"),
    "backwards": (with_cell(4, "22/11/2026"), "Date To", "22/11/2026 07:30", "ends before"),
    "no number": (with_cell(6, "east"), "Easting", "east", "it is no number"),
    "nan": (with_cell(6, "nan"), "Easting", "nan", "it is no number"),
    "half a place": (with_cell(6, ""), "Easting", "310050", "only one of"),
    "in the sea": (with_cell(6, "9398100"), "Easting", "9398100", "outside the United Kingdom"),
}  # fmt: skip


@pytest.mark.parametrize("what", ROW_WRONG)
def test_a_row_that_cannot_be_used_is_named_by_line_column_value_and_reason(what: str) -> None:
    wrong, column, value, reason = ROW_WRONG[what]
    good = [[*row[:2], "20/11/2026", *row[3:]] for row in ROWS] * 4  # what is right prevails
    _, rows, broken = force_tables.read(separated([*good, *wrong]))
    assert len(rows) == len(good) + 2
    (named,) = broken
    assert named.line == len(good) + 2
    assert named.column.startswith(column) or column in named.column
    assert value in named.value
    assert reason in named.reason
    assert "22/1234/26" in named.content


WIDTHS = {
    "too few": (b"22/9/26,ASB\n", "it has 2 columns instead of 10"),
    "too many": (b"a,b,c,d,e,f,g,h,i,j,k\n", "it has 11 columns instead of 10"),
    "a mark never closed": (b'22/9/26,"ASB,24/11/2026\n', "cannot be split"),
    "no text": (b"22/9/26,AS\0B,24/11/2026,,,,,,,\n", "no text"),
}


@pytest.mark.parametrize("what", WIDTHS)
def test_a_line_that_is_no_row_is_broken_alone(what: str) -> None:
    line, reason = WIDTHS[what]
    header, *others = PLAIN.splitlines(keepends=True)
    _, rows, broken = force_tables.read(b"".join([header, others[0], line, *others[1:]]))
    assert [row["line"] for row in rows] == [2, 4, 5]
    assert [(row.line, reason in row.reason) for row in broken] == [(3, True)]


def test_lines_are_counted_as_an_editor_counts_them_where_cells_have_line_breaks() -> None:
    content = separated(with_cell(9, "1 Example\nStreet\nTown"), lead="Crimes\n\n")
    _, rows, _ = force_tables.read(content)
    assert [row["line"] for row in rows] == [4, 7, 8]
    assert rows[0]["location"] == "1 Example\nStreet\nTown"


def test_a_large_file_with_a_stray_mark_loses_one_row() -> None:
    rows = [[str(number), *ROWS[1][1:]] for number in range(60_000)]
    content = separated(rows).replace(b"\n30000,ASB", b'\n30000,"ASB')
    _, found, broken = force_tables.read(content)
    assert len(found) + len(broken) == 60_000
    assert [row.line for row in broken] == [30_002]
    assert {row["line"] for row in found} == set(range(2, 60_002)) - {30_002}


REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "is empty"),
    "a mark alone": (b"\xef\xbb\xbf\n", "is empty"),
    "a header alone": (separated(rows=[]), "a header and no rows"),
    "numbers alone": (b"1,2,3\n4,5,6\n", "no file PatrolQR knows"),
    "another table": (b"Name,Age\nAnn,3\n", "without a day or a time in it: Name, Age"),
    "prose": (b"Dear all,\nplease find attached.\n", "no file PatrolQR knows"),
    "a workbook cut off": (workbook()[:3000], "damaged"),
    "a workbook in name only": (zipped(b"<x/>", "[Content_Types].xml"), "Excel"),
    "Parquet cut off": (parquet_file()[:200], "Parquet file that is damaged"),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + bytes(600), "old Excel"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_read_is_refused_in_a_sentence(what: str) -> None:
    content, said = REFUSED[what]
    with pytest.raises(FileUnreadable, match=r"export\.csv") as refused:
        force_tables.read(content)
    assert said in refused.value.sentence


def test_the_corpus_is_large() -> None:
    assert len(RIGHT) + len(ROW_WRONG) + len(WIDTHS) + len(REFUSED) >= 80
