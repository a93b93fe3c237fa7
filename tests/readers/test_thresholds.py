"""What readers take and keep, each limit just below and just at it."""

import pytest

from patrolqr import readers
from patrolqr.core.errors import FileUnreadable
from patrolqr.readers import columns
from patrolqr.readers.formats.police_uk import PUBLISHED
from tests.builders import street
from tests.builders.areas import collection
from tests.readers.test_contract import upload


def rows_of(header: list[str]) -> int:
    """Return how many rows a file with these columns has, as a street file."""
    text = ",".join(header) + "\n" + ",".join("x" for _ in header) + "\n"
    (source,) = readers.read(upload(text.encode(), "file.csv"))
    return sum(len(batch.rows) + len(batch.broken) for batch in source.batches())


def test_six_published_columns_make_a_street_file_and_five_do_not() -> None:
    """With six it is asked for the others by name; with five it is a file of no known kind."""
    six = list(PUBLISHED)[:6]
    with pytest.raises(FileUnreadable) as almost:
        rows_of(six)
    with pytest.raises(FileUnreadable) as unknown:
        rows_of(six[:5])
    assert "Crime type" in str(almost.value)
    assert "Crime type" not in str(unknown.value)


def test_a_thousand_characters_of_a_broken_row_are_kept() -> None:
    for length in (999, 1000, 1001):
        content = street.text("y" * length).encode()
        (source,) = readers.read(upload(content, "file.csv"))
        (broken,) = [row for batch in source.batches() for row in batch.broken]
        assert len(broken.content) == min(length, 1000)


def test_a_thousand_characters_of_a_feature_without_an_outline_are_kept() -> None:
    lost = {"type": "Feature", "geometry": None, "properties": {"ward_id": "W2", "n": "y" * 2000}}
    whole = {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [[[-2, 52], [-1, 52], [-1, 53], [-2, 52]]]},
        "properties": {"ward_id": "W1", "n": "One"},
    }
    (source,) = readers.read(upload(collection(whole, lost), "wards.geojson"))
    (broken,) = [row for batch in source.batches() for row in batch.broken]
    assert len(broken.content) == 1000


@pytest.mark.parametrize(
    ("residents", "read"), [(10**9, 10**9), (10**9 + 1, None), (0, 0), (-1, None)]
)
def test_residents_are_counted_up_to_a_billion(residents: int, read: int | None) -> None:
    assert columns.whole_number(residents) == read
