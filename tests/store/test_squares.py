"""The database names a square as geo/squares does: one rule, said once in each language."""

from patrolqr.geo import squares
from patrolqr.store import Session

EDGES = (-250.0, -0.01, 0.0, 249.99, 250.0, 397_999.99, 398_000.0, 1_219_999.99)


def test_a_place_lies_in_the_same_square_for_the_database_and_for_python(store: Session) -> None:
    with store.writing("brief") as written:
        for easting in EDGES:
            for northing in EDGES:
                asked = [easting, northing]
                named = written.cursor.execute("SELECT square_at(?, ?)", asked).fetchone()
                assert named == (squares.name_at(easting, northing),)


def test_a_square_has_one_size(store: Session) -> None:
    with store.writing("brief") as written:
        assert written.cursor.execute("SELECT square_metres(1)").fetchone() == (
            squares.CELL_METRES,
        )


def test_an_unknown_place_is_in_no_square(store: Session) -> None:
    with store.writing("brief") as written:
        assert written.cursor.execute("SELECT square_at(NULL, 310250.0)").fetchone() == (None,)
