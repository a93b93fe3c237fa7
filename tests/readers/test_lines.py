"""Broken lines: none takes others with it, and each is named by the number an editor shows."""

import threading
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from patrolqr import readers
from patrolqr.core.errors import FileUnreadable
from patrolqr.readers import lines as blocks
from tests.builders import street
from tests.readers.test_contract import upload

GOOD = street.row()


def read(text: bytes) -> tuple[list[int], dict[int, str]]:
    """Return the lines of good rows, and of broken ones with their reasons."""
    good: list[int] = []
    broken: dict[int, str] = {}
    for source in readers.read(upload(text, "file")):
        for batch in source.batches():
            good += batch.rows["line"].to_pylist()
            broken |= {row.line: row.reason for row in batch.broken}
    return good, broken


def test_broken_lines_are_numbered_as_an_editor_numbers_them() -> None:
    lines = [
        street.HEADER,
        GOOD,
        "too,few",
        GOOD,
        "",
        GOOD + ",one more",
        'a quote "that, does',
        GOOD,
        '"never closed',
        GOOD,
    ]
    good, broken = read("\n".join(lines).encode())
    assert good == [2, 4, 8, 10]
    assert broken == {
        3: "it has 2 columns instead of 12",
        6: "it has 13 columns instead of 12",
        7: "it has 2 columns instead of 12",
        9: "it cannot be split into columns",
    }


def test_line_numbers_hold_across_blocks_of_a_large_file() -> None:
    bad = {5, 40_000, 40_001, 59_999}
    lines = [street.HEADER, *("broken" if number in bad else GOOD for number in range(2, 60_000))]
    lines[30_000 - 1] = street.row(Location='On or near "The Crown", Cannock')
    good, broken = read("\n".join(lines).encode())
    assert set(broken) == bad
    assert sorted(good) == sorted(set(range(2, 60_000)) - bad)


@pytest.mark.parametrize(
    "line", [b"\xff\xfe caf\xe9" + GOOD.encode(), GOOD.encode().replace(b"Burg", b"Bu\0rg")]
)
def test_a_line_that_is_no_text_is_broken_alone(line: bytes) -> None:
    good, broken = read(b"\n".join([street.HEADER.encode(), GOOD.encode(), line, GOOD.encode()]))
    assert good == [2, 4]
    assert list(broken) == [3]


@given(
    st.lists(
        st.one_of(st.just(GOOD), st.text(max_size=40), st.text(alphabet='",\r \x00ab', max_size=40))
    )
)
@example(lines=["|", "|", ":|:"])  # as if another character split the columns
def test_every_line_that_is_not_blank_is_one_row_or_one_broken_row(lines: list[str]) -> None:
    body = [line.replace("\n", "").replace("\r", "") for line in lines]
    good, broken = read("\n".join([street.HEADER, GOOD, *body]).encode("utf-8", "surrogatepass"))
    written = [number for number, line in enumerate(body, 3) if line]
    assert sorted([*good, *broken]) == [2, *written]


def test_blocks_that_are_read_at_once_come_in_their_order() -> None:
    second_begun = threading.Event()

    def double(item: int) -> int:
        if item == 1:
            second_begun.set()
        assert item or second_begun.wait(20), "one block at a time"
        return 2 * item

    assert list(blocks.each(iter(range(50)), double)) == list(range(0, 100, 2))


def test_what_stands_before_a_damage_is_given_before_it_is_told() -> None:
    def cut_off() -> Iterator[int]:
        yield from (1, 2)
        raise FileUnreadable("cut off")

    coming = blocks.each(cut_off(), lambda item: item)
    assert [next(coming), next(coming)] == [1, 2]
    with pytest.raises(FileUnreadable, match="cut off"):
        next(coming)
