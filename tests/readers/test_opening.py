"""Paths, uploads, .gz, .zip, and the files that people pick by mistake."""

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from patrolqr import readers
from patrolqr.core.errors import FileUnreadable
from patrolqr.readers.formats import stop_search, unused
from tests.builders import street
from tests.readers.test_contract import upload

STREET = street.text(street.row(), street.row(street.NUISANCE)).encode()
LONG = street.text(*[street.row(Crime_ID=f"{number:064x}") for number in range(3000)]).encode()


def zipped(*members: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


def rows(content: bytes, name: str = "file") -> int:
    return sum(
        batch.rows.num_rows
        for one in readers.read(upload(content, name))
        for batch in one.batches()
    )


WRONG: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "is empty"),
    "only spaces": (b" \r\n \n", "is empty"),
    "a PNG": (b"\x89PNG\r\n\x1a\n" + bytes(100), "is a picture"),
    "a PDF": (b"%PDF-1.7 ...", "is a PDF"),
    "an Excel workbook": (
        zipped(("[Content_Types].xml", b"<x/>"), ("xl/workbook.xml", b"<x/>")),
        "Excel",
    ),
    "an old Excel workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "old Excel"),
    "a web page": (b"<!DOCTYPE html><title>Error 503</title>", "download has probably failed"),
    "zeros": (bytes(3000), "not a text file"),
    "another CSV": (b"Name,Age\nAnn,3\n", "without a day or a time in it: Name, Age"),
    "missing columns": (
        STREET.replace(b",Crime type,", b",Type,").replace(b"Month", b"When"),
        "Month, Crime type",
    ),
    "a column twice": (STREET.replace(b"Context", b"Month"), "Month twice"),
    "a header alone": (street.HEADER.encode() + b"\n\n", "a header and no rows"),
    "a gz cut off": (gzip.compress(LONG)[:-500], "cut off"),
    "a gz with a wrong check": (gzip.compress(LONG)[:-8] + bytes(8), "damaged"),
    "a gz of a gz": (gzip.compress(gzip.compress(STREET)), "compressed twice"),
    "a zip cut off": (zipped(("2025-01-x-street.csv", LONG))[:-30], "damaged"),
    "a zip in a zip": (
        zipped(("inner.zip", zipped(("2025-01-x-street.csv", STREET)))),
        "archive inside an archive",
    ),
    "a zip of nothing": (zipped(), "nothing that can be loaded"),
    "a line without end": (STREET + b"x" * (9 << 20), "no table"),
    "JSON that is cut off": (b'{"type": "FeatureCollection", "features": [', "no complete GeoJSON"),
    "JSON of something else": (b'{"type": "Feature"}', "no GeoJSON FeatureCollection"),
    "JSON without end": (b"[" * 100_000, "no complete GeoJSON"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_file_is_refused_in_a_sentence_that_names_it(what: str) -> None:
    content, said = WRONG[what]
    with pytest.raises(FileUnreadable) as refused:
        readers.prove(upload(content, "mine.csv"))
    assert (
        "mine.csv" in refused.value.sentence
        or "street.csv" in refused.value.sentence
        or "inner" in refused.value.sentence
    )
    assert said in refused.value.sentence


def test_a_missing_file_and_a_folder_are_refused_in_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(FileUnreadable, match="cannot be opened"):
            readers.prove(path)


SAME: dict[str, Callable[[bytes], bytes]] = {
    "as published": lambda text: text,
    "gzipped": gzip.compress,
    "zipped": lambda text: zipped(("2025-01/2025-01-staffordshire-street.csv", text)),
    "with a byte order mark": lambda text: b"\xef\xbb\xbf" + text,
    "in UTF-16": lambda text: text.decode().encode("utf-16"),
    "in UTF-16 without a mark": lambda text: text.decode().encode("utf-16-le"),
    "with Windows line ends": lambda text: text.replace(b"\n", b"\r\n"),
    "with old Mac line ends": lambda text: text.replace(b"\n", b"\r"),
    "without a last line end": lambda text: text.rstrip(b"\n"),
    "with empty lines": lambda text: text.replace(b"\n", b"\n\n"),
    "all in quotation marks": lambda text: b"\n".join(
        b",".join(b'"' + value + b'"' for value in line.split(b",")) for line in text.splitlines()
    ),
    "with a column more": lambda text: text.replace(b"\n", b",1\n").replace(
        b"Context,1", b"Context,Mine"
    ),
    "columns the other way round": lambda text: b"\n".join(
        b",".join(reversed(line.split(b","))) for line in text.splitlines()
    ),
}


@pytest.mark.parametrize("how", SAME)
def test_a_street_file_reads_the_same(how: str) -> None:
    (source,) = readers.read(upload(SAME[how](STREET), "file"))
    assert source.kind == "incidents"
    batches = list(source.batches())
    first, second = pa.concat_tables(batch.rows for batch in batches).to_pylist()
    assert not any(batch.broken for batch in batches)
    assert (first["reference"], first["category"], first["outcome"]) == (
        "a" * 64,
        "Burglary",
        "Under investigation",
    )
    assert (second["reference"], second["location"], second["context"]) == (
        "",
        "On or near Market Square",
        "",
    )


def test_the_zip_of_the_site_gives_its_street_files_and_names_the_others() -> None:
    outcomes, searches = unused.OUTCOMES.sample.encode(), stop_search.SAMPLE.encode()
    archive = zipped(
        ("2025-02/2025-02-staffordshire-street.csv", STREET),
        ("2025-01/2025-01-staffordshire-street.csv", STREET),
        ("2025-01/2025-01-staffordshire-outcomes.csv", outcomes),
        ("2025-01/2025-01-staffordshire-stop-and-search.csv", searches),
        ("2025-01/2025-01-empty-street.csv", street.HEADER.encode()),
        ("__MACOSX/2025-01/._x.csv", b"\0\0"),
    )
    found = [
        (source.file_name, source.kind, source.why)
        for source in readers.read(upload(archive, "months.zip"))
    ]
    assert [name for name, kind, _ in found if kind == "incidents"] == [
        "2025-01-staffordshire-street.csv",
        "2025-02-staffordshire-street.csv",
    ]
    assert ("2025-01-staffordshire-outcomes.csv", "nothing", "an outcomes file") in found
    assert ("2025-01-staffordshire-stop-and-search.csv", "stop_searches", "") in found
    assert len(found) == 5


def test_an_upload_can_be_read_again_and_stays_open() -> None:
    for content in (STREET, gzip.compress(STREET), zipped(("a-street.csv", STREET))):
        stream = upload(content, "file")
        assert [
            sum(b.rows.num_rows for s in readers.read(stream) for b in s.batches())
            for _ in range(2)
        ] == [2, 2]
        assert not stream.closed


def test_a_bomb_of_one_line_is_refused_long_before_it_is_unpacked() -> None:
    bomb = gzip.compress(STREET + bytes(200 << 20), 1)
    with pytest.raises(FileUnreadable, match="no table"):
        rows(bomb)
