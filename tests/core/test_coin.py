"""The coin: fair, and the same again whoever draws it with its seed."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from patrolqr.core.coin import draw

CELLS = st.sets(st.text(max_size=8), max_size=12)


@given(CELLS, st.integers(-2, 15), st.text(max_size=8), st.randoms())
def test_a_seed_draws_the_same_in_whatever_order(
    cells: set[str], room: int, seed: str, random: object
) -> None:
    mixed = sorted(cells)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    drawn = draw(mixed, room, seed)
    assert drawn == draw([*mixed, *mixed], room, seed)
    assert len(drawn) == min(max(0, room), len(cells))
    assert set(drawn) <= cells


def test_it_is_drawn_as_it_says() -> None:
    """`printf '4f2a9c01 E400000N310000' | sha256sum` and so on: those that come first are drawn."""
    cells = [f"E{400_000 + 250 * each}N310000" for each in range(4)]
    assert draw(cells, 2, "4f2a9c01") == (cells[2], cells[1])


def test_every_place_is_as_likely_as_any_other() -> None:
    """2 of 5 in 5,000 draws: 2,000 each, give or take five standard errors (35)."""
    cells = [f"E{400_000 + 250 * each}N310000" for each in range(5)]
    times = Counter(cell for seed in range(5000) for cell in draw(cells, 2, f"{seed:08x}"))
    assert all(abs(times[cell] - 2000) < 5 * 35 for cell in cells)
