"""Whatever is typed or drawn: nothing is lost, nothing overflows, nothing stands on anything else."""

import json
from dataclasses import replace
from itertools import pairwise
from random import Random

import geopandas as gpd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from patrolqr.core.briefing import Tasking
from patrolqr.render.pdf import characters, readback, sheet
from tests.builders.examples import COSTLY
from tests.builders.sheets import BASE_URL, SOUTH, WEST, briefing, geojson, pass_id, square, tasking
from tests.render.copies import seen
from tests.render.pages import Page, flat, read
from tests.render.pdf.test_debrief import shift

NUMBERED = " ".join(f"text{number:05}" for number in range(1000))
ARABIC, HEBREW = "مرحبا بالعالم، هل المتجر مغلق؟", "האם החנות סגורה"
EVIL = '#panic("x") *bold* $x$ \\ #image("/etc/hostname") ```raw``` <label> @ref // note /* gone */'


def area(number: int, *, side_m: float = 200, name: str = "") -> Tasking:
    usual = tasking(number)
    outline = geojson(square(WEST + 500, SOUTH + 600, side_m))
    return replace(usual, area=replace(usual.area, geometry=outline, name=name or usual.area.name))


def worded(number: int, text: str) -> Tasking:
    return tasking(number, why=text, look_for=text, ask=text, hazards=text, tactics=(text, text))


def sound(*taskings: Tasking, streets: gpd.GeoDataFrame, **other: object) -> list[Page]:
    """Return the pages, after checking that every code reads and no word leaves the page or stands
    on another.
    """
    made = briefing(*taskings, **other)
    printed = sheet.pdf(made, base_url=BASE_URL, streets=streets)
    readback.codes(printed, sheet.expected_codes(made, BASE_URL))
    pages = read(printed)
    for page in pages:
        assert not page.outside()
        assert not page.overlapping()
    return pages


def strips(page: Page) -> list[tuple[float, float]]:
    """Return top and bottom of each strip on the page, by its frame of full width."""
    wide = {
        (round(top, 1), round(bottom, 1))
        for left, top, right, bottom in page.frames
        if right - left > 188
    }
    return sorted((top, bottom) for top, bottom in wide if 30 < bottom - top < 60)


@pytest.mark.parametrize("length", [0, 1, 200])
def test_texts_of_any_length_up_to_the_limit_are_whole(
    length: int, streets: gpd.GeoDataFrame
) -> None:
    text = NUMBERED[:length]
    pages = sound(*(worded(number, text) for number in range(1, 7)), streets=streets)
    told = flat("".join(page.text for page in pages))
    assert told.count(flat(text)) >= 6 * 6 * bool(length)


def test_a_text_of_10_000_letters_goes_on_over_pages_and_loses_no_word(
    streets: gpd.GeoDataFrame,
) -> None:
    pages = sound(tasking(1), tasking(2, why=NUMBERED), tasking(3), streets=streets)
    told = " ".join(page.text for page in pages)
    assert [word for word in NUMBERED.split() if told.count(word) != 1] == []


@pytest.mark.parametrize(
    "letters", ["x" * 300, "W" * 200, "ab-" * 90, "https://example.org/" + "q" * 150]
)
def test_a_word_without_end_is_broken_not_cut(letters: str, streets: gpd.GeoDataFrame) -> None:
    pages = sound(
        worded(1, letters),
        streets=streets,
        team=letters[:80],
        author=letters[:80],
        information=letters,
    )
    told = flat("".join(page.text for page in pages))
    assert told.count(flat(letters)) == 7


def test_a_name_of_80_letters_is_whole(streets: gpd.GeoDataFrame) -> None:
    names = [
        "W" * 80,
        "An extraordinarily long name of a patrol area, eighty letters in all, so they say",
        "x",
    ]
    pages = sound(
        *(area(number, name=name) for number, name in enumerate(names, 1)), streets=streets
    )
    for name in names:
        assert flat(name) in flat(pages[0].text)


@pytest.mark.parametrize("side_m", [0.5, 5, 10_000, 80_000])
def test_an_area_of_any_size_is_drawn(side_m: float, streets: gpd.GeoDataFrame) -> None:
    sound(area(1, side_m=side_m), area(2), streets=streets)


@pytest.mark.parametrize("areas", [1, 2, 3, 40])
def test_any_number_of_areas_keeps_every_strip_whole(areas: int, streets: gpd.GeoDataFrame) -> None:
    pages = sound(*(tasking(number) for number in range(1, areas + 1)), streets=streets)
    found = [strip for page in pages for strip in _apart(strips(page))]
    assert len([strip for strip in found if strip[1] - strip[0] < 45]) >= areas


def _apart(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the places, after checking that none reaches into the next."""
    assert all(bottom <= top for (_, bottom), (top, _) in pairwise(places))
    return places


def test_text_from_right_to_left_and_emoji_are_there(streets: gpd.GeoDataFrame) -> None:
    pages = sound(worded(1, f"{ARABIC} {HEBREW} 😀 漢 ☑ → é"), streets=streets)
    told = pages[0].text
    assert (
        sorted(letter for letter in set(ARABIC + HEBREW) if letter.isalpha() and letter not in told)
        == []
    )
    for words in (
        "grinning",
        "face",
        "U+6F22",
        "☑",
        "→",
        "é",
    ):  # the reader may turn a mixed line around
        assert words in told


def test_markup_is_printed_as_typed(streets: gpd.GeoDataFrame) -> None:
    told = flat(sound(worded(1, EVIL), area(2, name=EVIL), streets=streets, team=EVIL)[0].text)
    assert told.count(flat(EVIL)) >= 8


def test_overlapping_areas_keep_their_numbers_apart(streets: gpd.GeoDataFrame) -> None:
    sound(*(area(number, side_m=100) for number in range(1, 13)), streets=streets)


def test_streets_with_strange_names_do_no_harm(streets: gpd.GeoDataFrame) -> None:
    strange = streets.assign(
        name=["<b>&amp;", None, "😀 Street", "", EVIL, "شارع", "a" * 300, "\x00\x1b"] * 4
    )
    sound(tasking(1), tasking(2), streets=strange)


@COSTLY
@given(some.text(max_size=300))
def test_any_text_at_all_can_be_printed(text: str) -> None:
    from patrolqr.render.pdf import debrief

    assert read(debrief.pdf(shift(handover=text)))
    assert json.dumps(characters.printable(text))


def test_codes_read_from_a_worn_copy_of_the_page(streets: gpd.GeoDataFrame) -> None:
    random = Random(11)
    for _ in range(3):
        made = briefing(*(tasking(number, pass_id=pass_id(random)) for number in range(1, 7)))
        front = readback.pictures(sheet.pdf(made, base_url=BASE_URL, streets=streets))[0]
        assert seen(front, random) == sorted(sheet.expected_codes(made, BASE_URL).values())
