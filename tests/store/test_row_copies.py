"""What a statement found out about rows stands beside them, and copies stand under ids of their own."""

import numpy as np
import pyarrow as pa
import pytest

from patrolqr.store import Session, row_copies

IDS = [bytes([number]) * 16 for number in range(6)]


def _checked(ids: list[bytes]) -> pa.Table:
    lines = pa.array(range(len(ids)), pa.int64())
    return pa.table({"line": lines, "incident_id": pa.array(ids, pa.binary())})


@pytest.mark.parametrize("lines", [[2, 3, 5], [5, 2, 3]])
def test_what_was_found_stands_beside_its_own_line(lines: list[int]) -> None:
    rows = pa.table(
        {"line": lines, "words": [f"of {line}" for line in lines], "reason": ["old"] * 3}
    )
    found = pa.table({"line": [3, 5, 2], "reason": ["r3", "r5", "r2"]})
    both = row_copies.beside(rows, found).to_pylist()
    assert sorted(row["line"] for row in both) == [2, 3, 5]
    for row in both:
        line = row["line"]
        assert row == {"line": line, "words": f"of {line}", "reason": f"r{line}"}


def test_ids_that_several_rows_have_are_noticed_where_they_have_a_reference() -> None:
    twice = _checked([IDS[1], IDS[2], IDS[1]])
    assert row_copies.may_repeat(twice, np.array([True, True, True]))
    assert not row_copies.may_repeat(twice, np.array([True, True, False]))
    assert not row_copies.may_repeat(_checked(IDS), np.ones(6, bool))
    assert not row_copies.may_repeat(_checked([]), np.ones(0, bool))


def test_only_what_is_blank_becomes_nothing() -> None:
    text = pa.chunked_array([["", "a", ""], ["b"], [None, "c"]], pa.string())
    whole = row_copies.without_blanks(text)
    assert whole.to_pylist() == [None, "a", None, "b", None, "c"]
    assert row_copies.without_blanks(text.slice(1, 4)).to_pylist() == ["a", None, "b", None]


def test_a_copy_gets_the_id_of_the_copy_that_it_is(store: Session) -> None:
    copied = pa.table(
        {
            "line": [4, 1, 0],
            "row_key": ["k", "k", "k"],
            "copy": pa.array([3, 1, 2], pa.int64()),
            "incident_id": pa.array([IDS[3], IDS[0], IDS[2]], pa.binary()),
        }
    )
    checked = _checked([IDS[0], IDS[0], IDS[5], IDS[4], IDS[0]]).take([4, 2, 0, 3, 1])
    with store.loading("load") as written:
        written.change("loads/load_staging")
        apart = row_copies.told_apart(written, checked, copied)
    ids = {row["line"]: row["incident_id"] for row in apart.to_pylist()}
    assert ids == {0: IDS[2], 1: IDS[0], 2: IDS[5], 3: IDS[4], 4: IDS[3]}
