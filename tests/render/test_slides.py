"""Letters on a slide are as large as its words allow, and never too small for the back row."""

from hypothesis import given
from hypothesis import strategies as some

from patrolqr.render.slides import MAPS_VW, SIZES_VH, fit


def test_few_words_stand_large_beside_a_wide_map() -> None:
    assert fit(["Are the shutters up?"], labels=1) == (max(SIZES_VH), max(MAPS_VW))


def test_the_longest_words_a_card_takes_stand_smallest_beside_a_narrow_map() -> None:
    assert fit(["w" * 200] * 4, labels=4) == (min(SIZES_VH), min(MAPS_VW))


@given(some.lists(some.text(max_size=200), max_size=5), some.text(min_size=1, max_size=200))
def test_more_words_never_stand_larger(texts: list[str], more: str) -> None:
    assert fit([*texts, more], labels=3).letters_vh <= fit(texts, labels=3).letters_vh
