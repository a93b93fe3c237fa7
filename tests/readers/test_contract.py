"""What every reader promises; a new entry of READERS is tested on arrival."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.core.errors import FileUnreadable
from patrolqr.readers import READERS, Reader, read
from patrolqr.readers.source import COLUMNS
from tests.builders.examples import COSTLY

every_reader = pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.title)

TABLES = [reader for reader in READERS if reader.loads and "\n" in reader.sample]


def upload(content: bytes, name: str) -> io.BytesIO:
    """Return a stream with a name, as an upload comes."""
    stream = io.BytesIO(content)
    stream.name = name
    return stream


@every_reader
def test_a_reader_recognises_its_own_sample_and_no_earlier_reader_takes_it(reader: Reader) -> None:
    assert next(one for one in READERS if one.recognises(reader.sample.encode())) is reader


@every_reader
def test_a_sample_is_recognised_by_its_own_reader_and_by_that_of_any_table(reader: Reader) -> None:
    """A format that also takes another's file would decide by its place in the list."""
    takers = [one for one in READERS if one.recognises(reader.sample.encode())]
    assert [one for one in takers if one is not READERS[-1]] in ([reader], [])


@pytest.mark.parametrize("reader", TABLES, ids=lambda reader: reader.title)
def test_a_header_without_rows_is_refused_in_a_sentence_or_gives_none(reader: Reader) -> None:
    header = reader.sample.partition("\n")[0] + "\n"
    try:
        (source,) = read(upload(header.encode(), "sample"))
    except FileUnreadable as refused:
        assert "sample" in refused.sentence
    else:
        assert [batch.rows.num_rows for batch in source.batches()] in ([], [0])


@every_reader
def test_a_sample_gives_the_columns_of_its_kind_and_the_same_rows_twice(
    reader: Reader, tmp_path: Path
) -> None:
    path = tmp_path / "sample"
    path.write_text(reader.sample, "utf-8")
    (source,) = read(path)
    if not reader.loads:
        assert (source.kind, list(source.batches())) == ("nothing", [])
        assert source.why
        return
    first, second = list(source.batches()), list(source.batches())
    assert [tuple(batch.rows.column_names) for batch in first] == [COLUMNS[source.kind]]
    assert first[0].rows.equals(second[0].rows)
    assert first[0].rows.num_rows == 1
    assert len(source.digest()) == 64


@every_reader
@COSTLY
@given(damage=st.binary(max_size=60), where=st.integers(0, 400))
def test_a_damaged_sample_is_read_or_refused_in_a_sentence(
    reader: Reader, damage: bytes, where: int
) -> None:
    sample = reader.sample.encode()
    _read_or_refuse(sample[:where] + damage + sample[where + len(damage) :])


@given(content=st.binary(max_size=2000))
def test_any_bytes_are_read_or_refused_in_a_sentence(content: bytes) -> None:
    _read_or_refuse(content)


def _read_or_refuse(content: bytes) -> None:
    stream = upload(content, "some file")
    try:
        for source in read(stream):
            for batch in source.batches():
                assert set(batch.rows.column_names) == set(COLUMNS[source.kind])
    except FileUnreadable as problem:
        assert "some file" in problem.sentence
