"""The public edition adds up to what was logged, of whole months, and nothing small can be worked out."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from patrolqr.analysis.public_edition import Reported, edition, whole_months
from patrolqr.analysis.questions.base import Part

OCTOBER = date(2026, 10, 1)
DONE = [
    "patrol_day",
    "neighbourhood",
    "patrols",
    "minutes",
    "engagements",
    "stop_searches",
    "arrests",
]
TALKS = ["patrol_day", "neighbourhood", "concern", "promise", "is_kept"]


def done(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=DONE).astype({"patrol_day": "datetime64[us]"})


def talks(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=TALKS).astype({"patrol_day": "datetime64[us]"})


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        (date(2026, 10, 1), date(2026, 11, 1), [10]),
        (date(2026, 10, 1), date(2026, 10, 31), []),
        (date(2026, 10, 2), date(2026, 11, 30), []),
        (date(2026, 9, 15), date(2026, 12, 2), [10, 11]),
        (date(2026, 10, 1), date(2026, 10, 1), []),
    ],
)
def test_only_whole_months_have_one(since: date, until: date, months: list[int]) -> None:
    assert [each.month for each in whole_months(since, until)] == months


def test_numbers_are_sums_of_the_month_and_zero_is_told() -> None:
    told = edition(
        OCTOBER,
        done(
            ("2026-10-01", "Mill", 2, 30, 6, 0, 5),
            ("2026-10-31", "Mill", 1, None, 4, 0, 0),
            ("2026-11-01", "Mill", 9, 90, 9, 9, 9),
            ("2026-10-05", "Park", 1, 15, 7, 0, 6),
        ),
        talks(*(("2026-10-01", "Mill", "Drugs", "Call back", True) for _ in range(5))),
    )
    assert told["month"] == "October 2026"
    mill, park = told["neighbourhoods"]
    assert (mill["name"], mill["patrols"], mill["minutes"]) == ("Mill", 3, 30)
    assert mill["counts"] == {
        "engagements": 10,
        "stop_searches": 0,
        "arrests": 5,
        "promises_kept": 5,
        "promises_not_kept_yet": 0,
        "promises_made": 5,
        "reported": 0,
        "reported_a_year_before": 0,
    }
    assert mill["raised"] == [{"concern": "Drugs", "number": 5}]
    assert park["raised"] == []
    assert told["together"]["counts"]["engagements"] == 17
    assert told["together"]["patrols"] == 4


def test_a_small_number_takes_another_along_so_that_the_total_does_not_tell() -> None:
    told = edition(
        OCTOBER,
        done(*(("2026-10-01", name, 1, 15, 20, 0, number) for name, number in
               (("Mill", 2), ("Park", 6), ("Quay", 30)))),
        talks(),
    )  # fmt: skip
    arrests = [each["counts"]["arrests"] for each in told["neighbourhoods"]]
    assert arrests == [None, None, 30]
    assert told["together"]["counts"]["arrests"] == 38


def test_conversations_without_a_concern_give_no_small_number_away() -> None:
    """Two of 20 conversations were about something else than drugs: their number is 20 less 18."""
    told = edition(
        OCTOBER,
        done(("2026-10-01", "Mill", 1, 15, 20, 0, 0), ("2026-10-01", "Park", 1, 15, 40, 0, 0)),
        talks(*(("2026-10-01", "Mill", "Drugs", None, False) for _ in range(18))),
    )
    mill, _ = told["neighbourhoods"]
    (drugs,) = mill["raised"]
    assert None in (drugs["number"], mill["counts"]["engagements"])


def test_a_log_that_tells_of_more_than_it_counts_is_no_negative_number() -> None:
    told = edition(
        OCTOBER,
        done(("2026-10-01", "Mill", 1, 15, 3, 0, 0)),
        talks(*(("2026-10-01", "Mill", "Drugs", None, False) for _ in range(8))),
    )
    (mill,) = told["neighbourhoods"]
    assert mill["raised"] == [{"concern": "Drugs", "number": 8}]
    assert mill["counts"]["engagements"] == 8


def reports(year: int, **numbers: int) -> Part:
    """Return an October in which so many incidents were reported in each neighbourhood, all loaded."""
    rows = pd.DataFrame(
        [
            {"day": pd.Timestamp(year, 10, 1 + at % 28), "neighbourhood": name, "force": "", "kind": "crime"}
            for name, number in numbers.items()
            for at in range(number)
        ],
        columns=["day", "neighbourhood", "force", "kind"],
    )  # fmt: skip
    covered = pd.DataFrame(
        [
            {
                "force": "", "source": "x", "kind": "crime", "precision": "minute", "rows": 100,
                "first_day": date(year, 10, 1), "last_day": date(year, 10, 31),
            }
        ]
    )  # fmt: skip
    since = date(year, 10, 1)
    return Part(since, date(year, 11, 1), "", {"incidents": rows}, covered, since)


def test_reports_stand_beside_the_year_before_and_words_give_no_small_number_away() -> None:
    rows = [("2026-10-01", name, 1, 15, 9, 0, 0) for name in ("Mill", "Park", "Quay")]
    now, before = reports(2026, Mill=90, Park=30, Quay=3), reports(2025, Mill=40, Park=28, Quay=60)
    told = edition(OCTOBER, done(*rows), talks(), reported=Reported(now, before, by_month=False))
    assert told["is_compared"]
    mill, park, quay = told["neighbourhoods"]
    assert (mill["counts"]["reported"], mill["change"]) == (90, "more")
    assert (quay["counts"]["reported"], quay["change"]) == (None, "")
    assert (park["counts"]["reported"], park["change"]) == (None, "")
    assert told["together"]["counts"]["reported"] == 123
    half = replace(before, covered=before.covered.assign(last_day=date(2025, 10, 15)))
    cut = edition(OCTOBER, done(*rows), talks(), reported=Reported(now, half, by_month=False))
    assert not cut["is_compared"]


def test_areas_in_no_neighbourhood_are_elsewhere_and_last() -> None:
    rows = [("2026-10-01", name, 1, 15, 9, 0, 0) for name in ("No neighbourhood", "Quay", "Mill")]
    told = edition(OCTOBER, done(*rows), talks())
    assert [each["name"] for each in told["neighbourhoods"]] == ["Mill", "Quay", "Elsewhere"]


def test_a_neighbourhood_with_talks_alone_and_no_rows_at_all() -> None:
    told = edition(OCTOBER, done(), talks(("2026-10-01", "Mill", "Drugs", None, np.False_)))
    (mill,) = told["neighbourhoods"]
    assert (mill["patrols"], mill["counts"]["engagements"]) == (0, None)
    empty = edition(OCTOBER, done(), talks())
    assert empty["neighbourhoods"] == []
    assert set(empty["together"]["counts"].values()) == {0}
