"""What files and sheets hold, each limit just below and just at it."""

import io

import openpyxl
import pandas as pd
import pytest

from patrolqr.render import tables
from patrolqr.render.pdf import characters
from patrolqr.render.screen_map import layers
from tests.render.screen_map.test_layers import town


@pytest.mark.parametrize(("length", "kept"), [(32_767, 32_767), (32_768, 32_767)])
def test_an_excel_cell_holds_32767_characters(length: int, kept: int) -> None:
    content = tables.xlsx(pd.DataFrame({"note": ["n" * length]}))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert len(str(sheet.cell(row=2, column=1).value)) == kept


@pytest.mark.parametrize(("letters", "broken"), [(23, False), (24, True)])
def test_a_word_of_24_letters_may_be_broken_at_the_end_of_a_line(
    letters: int, *, broken: bool
) -> None:
    assert ("\u200b" in characters.printable("w" * letters)) is broken


@pytest.mark.parametrize(("accents", "drawn"), [(4, True), (5, False)])
def test_a_letter_is_drawn_with_up_to_four_accents(accents: int, *, drawn: bool) -> None:
    letter = "x" + "\u0301" * accents  # no letter of its own with an accent, as é is
    assert (letter in characters.printable(f"caf{letter}")) is drawn


@pytest.mark.parametrize(("number", "drawn"), [(1999, 1999), (2000, 2000), (2001, 2000)])
def test_a_map_carries_two_thousand_names_of_points(number: int, drawn: int) -> None:
    points = pd.DataFrame(
        {"name": [f"Point {each}" for each in range(number)], "longitude": -2.0, "latitude": 52.7}
    )
    under = layers.base_map(**(town() | {"points": points}))
    assert under.drawing.count("Point ") == drawn
