"""A place's past: the incidents of its square, the reasons there, the duties it was picked for."""

from datetime import date, timedelta

import pandas as pd
import pytest

from patrolqr.core import clock
from patrolqr.core.lists import CUT_SHORT
from patrolqr.core.team import Team
from patrolqr.geo import squares
from patrolqr.store import Session, attendance, dossiers, picks, reasons, teams
from patrolqr.store.reasons import Choice
from tests.builders.briefings import brief, candidate, draft, pick_only
from tests.builders.duties import duty, duty_now
from tests.builders.incidents import keep_in
from tests.builders.logs import visit
from tests.builders.reasons import EASTING, NORTHING, put, reason

CELL = "E398000N310000"
DAY = date(2026, 11, 24)


def incidents(store: Session, *, cell: str = CELL, **choice: date) -> pd.DataFrame:
    """Return the monthly incidents of the square in 2025."""
    span = {"since": date(2025, 1, 1), "until": date(2026, 1, 1)} | choice
    return dossiers.incidents(store, cell, precision="month", **span)


def came(store: Session, *areas: str, cell: str | None = CELL) -> list[str]:
    """Return the references of the reasons of the last year at the place."""
    today = clock.today()
    since = today - timedelta(days=365)
    found = reasons.at_place(store, cell, areas, since=since, patrol_day=today)
    return [each.reference or each.kind for each in found]


@pytest.mark.parametrize("cell", [CELL, "E397950N310050x150"])
def test_a_square_holds_its_southern_and_western_edge_and_not_the_others(
    store: Session, cell: str
) -> None:
    (west, south), side = squares.corner(cell), float(squares.side(cell))
    inner = side - 0.1
    spots = [(0.0, 0.0), (inner, inner), (side, 100.0), (100.0, side), (-0.1, 0.0)]
    rows = pd.DataFrame(
        {
            "easting": [west + east for east, _ in spots],
            "northing": [south + north for _, north in spots],
            "reference": [str(number) for number in range(len(spots))],
        }
    )
    keep_in(store, rows)
    assert sorted(incidents(store, cell=cell)["reference"]) == ["0", "1"]


def test_the_first_day_counts_the_last_does_not_and_old_versions_never(store: Session) -> None:
    months = [date(2024, 12, 1), date(2025, 1, 1), date(2025, 12, 1), date(2026, 1, 1)]
    place = {"easting": 398_010.0, "northing": 310_010.0}
    keep_in(store, pd.DataFrame({"month": months, **place}))
    keep_in(store, pd.DataFrame({"month": [date(2025, 6, 1)], "superseded": [True], **place}))
    found = incidents(store)["day"]
    assert [each.date() for each in found] == [date(2025, 12, 1), date(2025, 1, 1)]


def test_months_and_minutes_are_never_in_one_list(store: Session) -> None:
    place = {"easting": [398_010.0], "northing": [310_010.0]}
    keep_in(store, pd.DataFrame({"month": [date(2025, 6, 1)], **place}))
    keep_in(store, pd.DataFrame({"precision": ["minute"], "patrol_day": [DAY], **place}))
    assert len(incidents(store, until=date(2027, 1, 1))) == 1


@pytest.mark.parametrize(
    ("occurred", "expected"),
    [
        ((None, "20:00", "23:00"), ("20:00", "23:00")),
        (("20:00", None, None), ("20:00", "20:00")),
        (("20:00", "20:00", "20:30"), ("20:00", "20:30")),
        ((None, None, None), (None, None)),
        ((None, "20:00", None), (None, "20:00")),
    ],
    ids=["between", "a moment", "within the hour", "a day", "an end that is not known"],
)
def test_between_which_times_it_was_is_told_as_it_is_known(
    store: Session,
    occurred: tuple[str | None, ...],
    expected: tuple[str | None, str | None],
) -> None:
    at, since, until = (
        pd.Timestamp(f"2025-06-05 {each}+00") if each else None for each in occurred
    )
    keep_in(
        store,
        pd.DataFrame(
            {
                "patrol_day": [date(2025, 6, 5)], "precision": ["minute"], "occurred_at": [at],
                "occurred_from": [since], "occurred_to": [until],
                "easting": [398_010.0], "northing": [310_010.0],
            }
        ),
    )  # fmt: skip
    (row,) = dossiers.incidents(
        store,
        CELL,
        precision="minute",
        since=date(2025, 6, 5),
        until=date(2025, 6, 6),
    ).to_dict("records")
    told = [row["began_at"], row["ended_at"]]
    is_known = [pd.notna(each) for each in told]
    if all(is_known):
        assert [f"{each:%H:%M}" for each in told] == list(expected)
    else:
        assert not all(expected)


def test_a_duty_tells_its_pick_its_dose_and_why_it_was_missed(store: Session) -> None:
    sheet = brief(store, duty(DAY), names=("Market Square",), why="7 calls")
    area_id = sheet.taskings[0].area.area_id
    visit(store, area_id, DAY)
    attendance.give_missed_reason(store, duty(DAY), area_id, CUT_SHORT[0])
    (row,) = dossiers.duties(store, [area_id], until=DAY + timedelta(days=1)).to_dict("records")
    assert (row["decision"], row["why"], row["missed"]) == ("picked", "7 calls", CUT_SHORT[0])
    assert (row["patrols_given"], row["patrols_asked"]) == (1, 2)
    assert (row["minutes_given"], row["minutes_asked"]) == (15, 30)


def test_what_was_picked_and_taken_out_again_stays_told(store: Session) -> None:
    picks.pick(store, duty(DAY), [candidate(1)])
    (picked,) = picks.picks(store, duty(DAY))
    picks.unpick(store, duty(DAY), [picked.area.area_id])
    (row,) = dossiers.duties(store, [picked.area.area_id], until=DAY + timedelta(days=1)).to_dict(
        "records"
    )
    assert row["decision"] == "not_picked"
    assert pd.isna(row["patrols_asked"])


def test_a_superseded_sheet_is_not_counted_beside_the_newest(store: Session) -> None:
    for _ in range(2):
        sheet = brief(store, duty(DAY), names=("Market Square",))
    area_id = sheet.taskings[0].area.area_id
    found = dossiers.duties(store, [area_id], until=DAY + timedelta(days=1))
    assert len(found) == 1


def test_each_teams_and_shifts_duty_is_one_row_and_later_days_are_left_out(store: Session) -> None:
    north = teams.keep(store, Team("north", "North LPT"))
    others = (duty(DAY), duty(DAY, "Night"), duty(DAY, team=north), duty(DAY + timedelta(days=1)))
    for each in others:
        picks.pick(store, each, [candidate(1)])
    (picked,) = picks.picks(store, duty(DAY))
    found = dossiers.duties(store, [picked.area.area_id], until=DAY + timedelta(days=1))
    assert len(found) == 3
    assert set(found["team"]) == {"North LPT", "Local policing team"}


def test_other_areas_and_none_have_no_duties(store: Session) -> None:
    pick_only(store, duty(DAY), [candidate(1)])
    until = DAY + timedelta(days=1)
    assert dossiers.duties(store, [], until=until).empty
    assert dossiers.duties(store, ["6f9619ff-8b86-d011-b42d-00c04fc964ff"], until=until).empty
    assert draft(store, duty(DAY)).taskings


def test_reasons_are_those_of_the_square_and_those_given_to_the_area(store: Session) -> None:
    picks.pick(store, duty_now(), [candidate(1)])
    (picked,) = picks.picks(store, duty_now())
    put(
        store,
        reason(reference="here"),
        reason(reference="elsewhere", easting=EASTING + 250, northing=NORTHING),
    )
    (nowhere,) = put(store, reason(reference="given", easting=None, northing=None))
    assert came(store) == ["here"]
    reasons.give_area(store, nowhere, picked.area.area_id)
    assert sorted(came(store, picked.area.area_id)) == ["given", "here"]
    assert came(store, picked.area.area_id, cell=None) == ["given"]
    assert came(store, cell=None) == []


def test_a_smaller_square_has_the_reasons_whose_points_lie_in_it(store: Session) -> None:
    small = squares.name_at(EASTING, NORTHING, side=squares.FINE_METRES)
    put(
        store,
        reason(reference="here"),
        reason(reference="beside", easting=EASTING + squares.FINE_METRES, northing=NORTHING),
    )
    assert came(store, cell=small) == ["here"]


def test_what_expired_is_not_told_and_intelligence_only_as_it_was_sanitised(store: Session) -> None:
    yesterday = clock.today() - timedelta(days=1)
    put(
        store,
        reason("intelligence", reference="old", expires_day=yesterday),
        reason("intelligence", reference="still", expires_day=clock.today(), text="Raw words"),
        reason("intelligence", reference="raw", sanitised_text=None, text="Raw words"),
    )
    today = clock.today()
    found = reasons.at_place(store, CELL, [], since=yesterday, patrol_day=today)
    assert {each.reference for each in found} == {"still", "raw"}
    assert not [each for each in found if "Raw" in each.text]
    assert {each.reference: bool(each.unprintable) for each in found} == {
        "still": False,
        "raw": True,
    }


def test_a_reason_says_what_was_decided_about_it_last_for_whichever_duty(store: Session) -> None:
    (reason_id,) = put(store, reason())
    first, second = duty_now(), duty(duty_now().patrol_day + timedelta(days=1))
    reasons.decide(store, first, reason_id, Choice("not_tonight", "Too few officers"), seen=0)
    reasons.decide(store, second, reason_id, Choice("partner", partner="Council"), seen=0)
    found = reasons.at_place(
        store, CELL, [], since=clock.today() - timedelta(days=9), patrol_day=clock.today()
    )
    assert [each.standing.decision for each in found] == ["partner"]
    reasons.decide(store, second, reason_id, Choice(""), seen=1)
    found = reasons.at_place(
        store, CELL, [], since=clock.today() - timedelta(days=9), patrol_day=clock.today()
    )
    assert [each.standing.why for each in found] == ["Too few officers"]
