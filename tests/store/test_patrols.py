"""A patrol is the connected stay of one or more officers in an area: what counts as one, and what of
it is given.
"""

from datetime import date, time, timedelta
from typing import Any

import pytest

from patrolqr.core import clock
from patrolqr.core.choice import PlaceChoice
from patrolqr.store import Session, exports, reviews, visits
from tests.builders.briefings import brief_areas
from tests.builders.duties import duty
from tests.builders.logs import visit

DAY = date(2026, 11, 18)


@pytest.fixture
def square(store: Session) -> str:
    """Return an area that was asked for twice 15 minutes."""
    return brief_areas(store, duty(DAY), ["Square"])["Square"]


def stay(store: Session, area_id: str, starts: int, minutes: int | None, **said: Any) -> str:
    """Keep a log of a stay that began so many minutes after 15:00; return its id."""
    arrived = clock.at(DAY, time(15)) + timedelta(minutes=starts)
    return visit(store, area_id, DAY, arrived_at=arrived, minutes=minutes, **said)


def given(store: Session) -> tuple[int, int | None, int | None]:
    """Return the area's patrols, patrol-minutes and officer-minutes."""
    (row,) = visits.debrief_areas(store, duty(DAY))
    return row["patrols"], row["minutes"], row["officer_minutes"]


@pytest.mark.parametrize(
    ("stays", "expected"),
    [
        ([(0, 15)], (1, 15, 15)),
        ([(0, 15), (0, 15)], (1, 15, 30)),  # two officers of one car
        ([(0, 15), (14, 15)], (1, 29, 30)),
        ([(0, 15), (15, 15)], (1, 30, 30)),  # one goes as the other comes
        ([(0, 15), (16, 15)], (2, 30, 30)),
        ([(0, 50), (5, 5), (40, 20)], (1, 60, 75)),  # the short one in between ends nothing
        ([(0, 95)], (1, 60, 60)),
        ([(0, 95), (61, 9)], (2, 69, 69)),  # a forgotten leaving time joins nothing after its hour
        ([(0, None), (0, 15)], (1, 15, 15)),
        ([(0, None)], (1, None, None)),  # nobody knows how long
        ([(0, 15), (5, None)], (1, 15, 15)),
        ([(0, 0)], (1, 0, 0)),  # came and went within a minute: a patrol that gave no minutes
        ([(0, 15), (5, 0), (40, 0)], (2, 15, 15)),
        ([(0, 1)], (1, 1, 1)),
    ],
)
def test_stays_that_touch_are_one_patrol(
    store: Session, square: str, stays: list[tuple[int, int | None]], expected: Any
) -> None:
    for starts, minutes in stays:
        stay(store, square, starts, minutes)
    assert given(store) == expected


@pytest.mark.parametrize(
    ("officers", "expected"),
    [
        ([2], 30),
        ([None], 15),
        ([2, 2], 30),  # both log and both say two
        ([2, None], 30),
        ([1, 1, 1], 45),
        ([4, 1], 60),
    ],
)
def test_nobody_who_was_there_counts_twice(
    store: Session, square: str, officers: list[int | None], expected: int
) -> None:
    for number in officers:
        stay(store, square, 0, 15, officers_present=number)
    assert given(store) == (1, 15, expected)


@pytest.mark.parametrize(
    ("logs", "expected"),
    [
        ([("4412", 0, 12), ("4412", 5, 5)], 12),  # one strip with both visits on it
        ([("4412", 0, 12), ("4412", 10, 5)], 15),
        ([("4412", 0, 12), ("4412", 12, 5)], 17),
        ([("4412", 0, 12), ("5120", 5, 5)], 17),
        ([(None, 0, 12), (None, 5, 5)], 17),  # nobody knows whose they are
        ([("4412", 0, 12), ("4412", 5, 5), ("5120", 0, 10)], 22),
        ([("4412", 0, 12), ("4412", 5, None)], 12),
    ],
)
def test_one_officers_overlapping_logs_count_once_in_officer_minutes(
    store: Session, square: str, logs: list[tuple[str | None, int, int | None]], expected: int
) -> None:
    for number, starts, minutes in logs:
        stay(store, square, starts, minutes, collar=number)
    assert given(store)[2] == expected


@pytest.mark.parametrize(
    ("logs", "expected"),
    [
        ([("4412", 0, 12, ["5120"]), ("4412", 5, 5, None)], 24),
        ([("4412", 0, 12, ["5120"]), ("4412", 5, 5, None), ("5120", 0, 12, None)], 24),
        ([("4412", 0, 12, ["5120"]), ("5120", 0, 12, None), ("5120", 5, 10, None)], 27),
    ],
)
def test_who_is_named_and_logs_twice_counts_once_for_every_second(
    store: Session, square: str, logs: list[tuple[str, int, int, list[str] | None]], expected: int
) -> None:
    for number, starts, minutes, named in logs:
        stay(store, square, starts, minutes, collar=number, colleagues=named)
    assert given(store)[2] == expected


def test_no_tasking_is_given_more_than_it_was_asked(store: Session, square: str) -> None:
    for hour in range(3):
        stay(store, square, hour * 60, 20)
    (row,) = visits.debrief_areas(store, duty(DAY))
    assert (row["patrols_given"], row["patrols_more"]) == (2, 1)
    assert (row["minutes_given"], row["minutes_more"]) == (30, 30)


def test_what_was_done_off_the_sheet_stands_apart(store: Session, square: str) -> None:
    brief_areas(store, duty(DAY), ["Station"])
    stay(store, square, 0, 20, arrests=1)
    (row,) = visits.unasked(store, duty(DAY))
    assert (row["name"], row["patrols"], row["minutes"], row["arrests"]) == ("Square", 1, 20, 1)
    assert given(store) == (0, None, None)


def test_shifts_and_areas_are_patrols_of_their_own(store: Session, square: str) -> None:
    other = brief_areas(store, duty(DAY, "Early"), ["Station"])["Station"]
    stay(store, square, 0, 15)
    stay(store, other, 0, 15, shift="Early")
    stay(store, square, 5, 15, shift="Early")
    assert given(store) == (1, 15, 15)
    assert [row["name"] for row in visits.unasked(store, duty(DAY, "Early"))] == ["Square"]


def arrest(store: Session, log_id: str, custody: str | None) -> None:
    """Detail an arrest of that log."""
    detail = "INSERT INTO log_arrests (log_id, version, number, custody) VALUES (?, 1, 1, ?)"
    with store.writing("brief") as written:
        written.cursor.execute(detail, [log_id, custody])


@pytest.mark.parametrize(("kinds", "count"), [(("CPN", "CPN"), 1), (("CPN", "Crime reported"), 2)])
def test_an_action_two_logs_report_with_one_reference_counts_once(
    store: Session, square: str, kinds: tuple[str, str], count: int
) -> None:
    detail = (
        "INSERT INTO log_actions (log_id, version, number, kind, reference) VALUES (?, 1, 1, ?, ?)"
    )
    for kind in kinds:
        log_id = stay(store, square, 0, 20, actions=1)
        with store.writing("brief") as written:
            written.cursor.execute(detail, [log_id, kind, "N/12"])
    (row,) = visits.debrief_areas(store, duty(DAY))
    assert row["actions"] == count


def arrests(store: Session) -> int:
    (row,) = visits.debrief_areas(store, duty(DAY))
    return row["arrests"]


def marked(store: Session) -> list[bool]:
    """Return, log by log of the review queue, whether its arrest may be another log's."""
    rows = reviews.queue(store, limit=10, offset=0)
    return sorted(rows["maybe_same_arrests"].tolist())


@pytest.mark.parametrize(
    ("references", "count", "marks"),
    [
        (("26/1234", "26/ 1234"), 1, [False, False]),
        (("26/1234", "26/1235"), 2, [False, False]),
        (("26/1234", None), 2, [True, True]),
        ((None, None), 2, [True, True]),
    ],
)
def test_an_arrest_that_two_officers_report_counts_once_by_its_reference(
    store: Session, square: str, references: tuple[str | None, ...], count: int, marks: list[bool]
) -> None:
    for reference in references:
        arrest(store, stay(store, square, 0, 15, arrests=1), reference)
    assert arrests(store) == count
    assert marked(store) == marks


def test_arrests_of_two_patrols_are_two_and_nobody_is_asked(store: Session, square: str) -> None:
    for starts in (0, 16):
        stay(store, square, starts, 15, arrests=1)
    assert (arrests(store), marked(store)) == (2, [False, False])


def test_two_officers_one_car_one_arrest_are_the_same_figures_everywhere(
    store: Session, square: str
) -> None:
    for _ in range(2):
        arrest(store, stay(store, square, 0, 15, arrests=1, officers_present=2), "26/1234")
    whole = PlaceChoice(since=DAY, until=DAY + timedelta(days=1))
    review = visits.review(store, whole).done
    rows: list[Any] = [
        visits.debrief_areas(store, duty(DAY))[0],
        review[review["level"] == "all"].iloc[0],
        exports.taskings(store).iloc[0],
    ]
    figures = ("patrols", "minutes", "officer_minutes", "arrests")
    assert [[int(row[name]) for name in figures] for row in rows] == [[1, 15, 30, 1]] * 3
    logs = exports.logs(store)
    assert (logs["arrests"] - logs["arrests_again"]).sum() == 1


@pytest.mark.parametrize(
    ("logs", "expected"),
    [
        # starts, minutes, who wrote, with whom → patrols, minutes, officer-minutes
        ([(0, 15, "1", ["2"])], (1, 15, 30)),
        ([(0, 15, "1", ["2", "3"])], (1, 15, 45)),
        ([(0, 15, "1", ["2"]), (0, 15, "2", None)], (1, 15, 30)),
        ([(0, 15, "1", ["2"]), (0, 15, "2", ["1"])], (1, 15, 30)),
        ([(0, 15, "1", ["2"]), (5, 15, "2", ["1"])], (1, 20, 40)),
        ([(0, 15, "1", ["2"]), (0, 15, "3", None)], (1, 15, 45)),
        ([(0, 15, "1", ["2"]), (0, 15, "3", ["4"])], (1, 15, 60)),  # two cars, two logs
        ([(0, 15, "1", ["2"]), (0, 15, None, None)], (1, 15, 45)),  # who wrote no number is another
        ([(0, 10, "1", ["2"]), (10, 10, "1", ["2"])], (1, 20, 40)),
        ([(0, 10, "1", ["2"]), (20, 10, "1", ["2"])], (2, 20, 40)),
        ([(0, 30, "1", ["2"]), (10, 5, "2", None)], (1, 30, 60)),
        ([(0, 5, "2", None), (3, 10, "1", ["2"])], (1, 13, 23)),
        ([(0, None, "1", ["2"])], (1, None, None)),
        ([(0, None, "1", ["2"]), (0, 15, "2", None)], (1, 15, 15)),
    ],
)
def test_a_colleague_who_is_named_counts_as_one_who_logs(
    store: Session, square: str, logs: list[Any], expected: Any
) -> None:
    for starts, minutes, collar, colleagues in logs:
        said = {"collar": collar, "colleagues": colleagues}
        stay(store, square, starts, minutes, officers_present=1 + len(colleagues or ()), **said)
    assert given(store) == expected
