"""The database names a square as geo/squares does: one rule, said once in each language."""

import re
from pathlib import Path

import patrolqr.store
from patrolqr.geo import squares
from patrolqr.store import Session

SQL = Path(patrolqr.store.__file__).parent / "sql"

EDGES = (-250.0, -0.01, 0.0, 149.99, 150.0, 249.99, 250.0, 397_999.99, 398_000.0, 1_219_999.99)


def test_a_place_lies_in_the_same_square_for_the_database_and_for_python(store: Session) -> None:
    with store.writing("brief") as written:
        for easting in EDGES:
            for northing in EDGES:
                asked = [easting, northing]
                named = written.cursor.execute("SELECT square_at(?, ?)", asked).fetchone()
                assert named == (squares.name_at(easting, northing),)
                for side in squares.SIDES:
                    named = written.cursor.execute(
                        "SELECT square_at(?, ?, side := ?)", [*asked, side]
                    ).fetchone()
                    assert named == (squares.name_at(easting, northing, side=side),)


def test_a_square_has_the_usual_size_where_none_is_asked_for(store: Session) -> None:
    with store.writing("brief") as written:
        assert written.cursor.execute("SELECT square_metres(1)").fetchone() == (
            squares.CELL_METRES,
        )


def test_a_name_says_its_side_and_around_which_usual_square_it_lies(store: Session) -> None:
    small = "E397650N310350x150"  # its middle is 397,725 and 310,425
    wanted = {
        small: (150, "E397500N310250"),
        "E397750N310250": (250, "E397750N310250"),
        "E-300N-150x150": (150, "E-250N-250"),
        "words x150": (250, "words x150"),
        None: (250, None),
    }
    with store.writing("brief") as written:
        for cell, known in wanted.items():
            asked = "SELECT square_side(?::VARCHAR), square_around(?::VARCHAR)"
            assert written.cursor.execute(asked, [cell, cell]).fetchone() == known


def test_the_same_squares_share_ground_for_the_database_and_for_python(store: Session) -> None:
    cells = ("E397750N310250", "E397650N310350x150", "E-300N-150x150", "E-250N-250")
    with store.writing("brief") as written:
        for cell in cells:
            named = written.cursor.execute("SELECT squares_touching(?::VARCHAR)", [cell]).fetchone()
            assert named is not None
            assert len(set(named[0])) == len(named[0])
            assert set(named[0]) == squares.touching([cell])
        for other in ("words x150", None):
            asked = "SELECT squares_touching(?::VARCHAR)"
            assert written.cursor.execute(asked, [other]).fetchone() == ([other],)


def test_questions_count_in_squares_of_every_side_there_is() -> None:
    # the statement asks for each side by itself, so that it need not join incidents with sides
    text = (SQL / "questions" / "incidents.sql").read_text("utf-8")
    assert {int(each) for each in re.findall(r"side = (\d+)", text)} == set(squares.SIDES)


def test_an_unknown_place_is_in_no_square(store: Session) -> None:
    with store.writing("brief") as written:
        assert written.cursor.execute("SELECT square_at(NULL, 310250.0)").fetchone() == (None,)
