"""Days drawn against days held out: what is counted, what is not, and what may be said of it."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from patrolqr.analysis import coin_days
from patrolqr.analysis.coin_days import CoinDays, Side

SINCE = date(2026, 9, 1)


def stood(
    days: int, *, drawn: int, held: int, places: int = 2, room: int = 1, **more: Any
) -> pd.DataFrame:
    """Return coins of as many days, each place drawn in its turn, with so many incidents a day."""
    rows = [
        {
            "coin": day,
            "patrol_day": SINCE + timedelta(days=day),
            "cell": f"place {place}",
            "is_drawn": (is_drawn := (place + day * day // 3 + day) % places < room),
            "incidents": drawn if is_drawn else held,
            "logs": int(is_drawn),
        }
        for day in range(days)
        for place in range(places)
    ]
    usual = {"is_again": False, "is_briefed": False, "places": places, "room": room}
    columns = ["coin", "patrol_day", "cell", "is_drawn", "incidents", "logs"]
    return pd.DataFrame(rows, columns=columns).assign(**(usual | more))


def covered(days: int, *, precision: str = "minute", kind: str = "crime") -> pd.DataFrame:
    """Return that so many days are loaded."""
    last = SINCE + timedelta(days=days - 1)
    row = {"force": "A", "kind": kind, "precision": precision, "rows": 50 * days}
    return pd.DataFrame([row | {"source": None, "first_day": SINCE, "last_day": last}])


def told(rows: pd.DataFrame, days: int = 100) -> CoinDays:
    return coin_days.tell(rows, covered(days))


def said(found: CoinDays, *, here: bool = False) -> str:
    return " ".join([*coin_days.sentences(found, here=here), *coin_days.notes(found)])


def test_without_a_coin_there_is_nothing_to_say() -> None:
    found = told(stood(0, drawn=1, held=1))
    assert (found.coins, found.found) == (0, None)
    assert said(found) == "No coin of these days can be counted yet."


def test_one_coin_tells_nothing() -> None:
    found = told(stood(1, drawn=0, held=9))
    assert found.is_too_little
    assert "Too little to tell" in said(found)


@pytest.mark.parametrize(
    ("is_drawn", "words"),
    [(True, "drew this place on 9 days and never held"), (False, "out on 9 days and never drew")],
)
def test_a_place_that_was_never_drawn_or_never_held_out_is_not_compared(
    is_drawn: bool, words: str
) -> None:
    found = told(stood(9, drawn=1, held=1, places=1).assign(is_drawn=is_drawn, places=2))
    assert found.found is None
    assert words in said(found, here=True)
    assert "Too little" not in said(found, here=True)


def test_a_strong_fall_is_told_with_its_interval() -> None:
    found = told(stood(80, drawn=1, held=3))
    assert not found.is_too_little
    words = said(found)
    assert "80 incidents were reported on 80 days; where they held places out, 240 on 80" in words
    assert "0.33 times as many (95 %: 0." in words
    assert "more than chance explains" in words
    assert "80 coins" in words


def test_no_difference_is_no_proof_of_none_before_it_could_show() -> None:
    random = np.random.default_rng(4)
    few, many = (
        told(rows.assign(incidents=random.poisson(3, len(rows))))
        for rows in (stood(5, drawn=0, held=0), stood(100, drawn=0, held=0))
    )
    assert few.is_too_little
    assert few.more_weeks is None or few.more_weeks > 0
    assert many.more_weeks == 0
    assert "could be chance, and a fall by 30 % would probably have shown by now" in said(many)


def test_how_long_to_wait_is_told_in_weeks_at_this_pace() -> None:
    rows = stood(28, drawn=0, held=0)
    rows["incidents"] = (rows.index % 4 == 1).astype(int)
    found = told(rows)
    assert found.is_too_little
    assert found.more_weeks is not None
    assert f"after about {found.more_weeks} more weeks." in said(found)
    slower = rows.assign(patrol_day=[SINCE + timedelta(days=3 * int(day)) for day in rows["coin"]])
    later = told(slower, days=200)
    assert later.more_weeks == pytest.approx(3 * found.more_weeks, rel=0.1)


def test_where_nothing_was_reported_no_number_of_weeks_is_made_up() -> None:
    assert "would not show in ten years" in said(told(stood(30, drawn=0, held=0)))


def test_days_that_are_not_loaded_are_no_quiet_days() -> None:
    found = told(stood(20, drawn=1, held=1), days=12)
    assert (found.drawn.days, found.held.days, found.not_loaded) == (12, 12, 16)
    assert "16 days not counted: what was reported then is not loaded" in said(found)


def test_what_the_loaded_searches_cover_says_nothing_of_incidents() -> None:
    found = coin_days.tell(stood(9, drawn=1, held=1), covered(100, kind="stop-search"))
    assert found.coins == 0
    assert not found.is_by_month


def test_of_months_no_day_can_be_compared() -> None:
    found = coin_days.tell(stood(9, drawn=1, held=1), covered(100, precision="month"))
    assert said(found).startswith(coin_days.BY_MONTH)


def test_a_place_counts_as_the_first_coin_of_a_day_had_it() -> None:
    rows = stood(20, drawn=1, held=1)
    found = told(rows.assign(is_again=rows["coin"] >= 15))
    assert (found.coins, found.again) == (15, 10)
    assert "an earlier coin of that day had settled the place" in said(found)


def test_who_was_patrolled_all_the_same_stays_where_the_coin_had_it() -> None:
    rows = stood(80, drawn=1, held=3)
    crossed = rows.assign(logs=1, is_briefed=True)
    crossed.loc[crossed["coin"] < 4, ["logs"]] = 0
    found, moved = told(rows), told(crossed)
    assert moved.found == found.found
    assert (found.drawn, found.held) == (Side(80, 80, 0), Side(80, 240, 0))
    assert (moved.drawn.otherwise, moved.held.otherwise) == (4, 80)
    assert "of 80 held out 80 were briefed or patrolled all the same, of 80 drawn 4 had no" in said(
        moved
    )


def test_a_ratio_is_not_told_of_small_counts() -> None:
    rows = stood(80, drawn=0, held=0)
    held = rows.index[~rows["is_drawn"]]
    rows.loc[held[::2], "incidents"] = 1
    found = told(rows)
    assert found.found is not None
    assert found.found.p < 0.001
    assert "Too few to say how many times" in said(found)
    assert "inf" not in said(found)
