"""Nothing is printed whose codes cannot be read back."""

from collections.abc import Callable
from dataclasses import replace

import geopandas as gpd
import pytest

from patrolqr.core.briefing import Briefing
from patrolqr.core.errors import InputWrong
from patrolqr.render.pdf import debrief, readback, sheet
from tests.builders.sheets import BASE_URL, briefing, tasking
from tests.render.pdf.test_debrief import shift


def test_a_good_sheet_passes(night: Callable[..., Briefing], streets: gpd.GeoDataFrame) -> None:
    six = night(6)
    readback.codes(
        sheet.pdf(six, base_url=BASE_URL, streets=streets), sheet.expected_codes(six, BASE_URL)
    )


def test_the_area_whose_code_says_something_else_is_named(streets: gpd.GeoDataFrame) -> None:
    right, wrong = tasking(1), tasking(2)
    printed = sheet.pdf(briefing(right, wrong), base_url=BASE_URL, streets=streets)
    expected = sheet.expected_codes(briefing(right, replace(wrong, pass_id="A" * 20)), BASE_URL)
    with pytest.raises(InputWrong, match="“2 Station Road”") as told:
        readback.codes(printed, expected)
    assert "Market Square" not in told.value.sentence
    assert "AAAA" not in told.value.sentence, "an error never tells a pass"


def test_a_page_without_codes_names_them_all() -> None:
    expected = sheet.expected_codes(briefing(tasking(1), tasking(2)), BASE_URL)
    with pytest.raises(InputWrong, match="“1 Market Square” and “2 Station Road”"):
        readback.codes(debrief.pdf(shift()), expected)
