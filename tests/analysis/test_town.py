"""In the demo town the hotspots are those that were drawn, and the patterns those that rise."""

from datetime import date, timedelta

import pytest

from patrolqr.analysis import Run, hotspots, periods
from patrolqr.analysis.detectors.surges import WEEKLY
from patrolqr.analysis.periods import DateSpan
from patrolqr.core.actor import SYSTEM
from patrolqr.demo import hotspots as drawn
from patrolqr.demo import incidents
from patrolqr.geo import squares
from patrolqr.steps import find_patterns, follow_patterns, rank, score_patterns
from patrolqr.store import Session, covered, patterns
from patrolqr.store.patterns import PatternRow
from tests.builders.databases import TOWN_DAY

AS_OF = TOWN_DAY
MONDAY = periods.start(TOWN_DAY, "week")
SINCE, UNTIL = TOWN_DAY - timedelta(days=365), TOWN_DAY


def cell(spot: drawn.Hotspot) -> str:
    """Return the square in which a drawn hotspot lies."""
    return squares.name_at(*incidents.hotspot_point(spot))


def weekly(town: Session, as_of: date) -> Run:
    """Return the run of the detector that looks at weeks."""
    (run,) = (run for run in find_patterns.find(town, as_of=as_of) if run.detector is WEEKLY)
    return run


def test_the_two_emerging_hotspots_are_found_and_nothing_much_else(town_store: Session) -> None:
    run = weekly(town_store, AS_OF)
    standing = run.standing()
    assert 2 <= len(standing) <= 4
    assert set(standing["category"].head(2)) == {spot.category for spot in drawn.EMERGING}
    for spot in drawn.EMERGING:
        (found,) = standing[standing["category"] == spot.category].head(1).to_dict("records")
        cells = rank.counted(
            town_store, since=run.recent, until=run.until, precision="minute",
            types=[spot.category], places=[found["neighbourhood_id"]],
        )  # fmt: skip
        ranked = hotspots.rank(cells, period_text="", months=1, has_before=False)
        assert ranked["cell"].iloc[0] == cell(spot), f"{spot.name} is in {found['neighbourhood']}"


def test_before_they_emerged_nothing_stood_out(town_store: Session) -> None:
    assert len(weekly(town_store, AS_OF - timedelta(weeks=12)).standing()) <= 1


def test_week_by_week_what_was_drawn_is_flagged_within_five_weeks_and_nothing_else_beyond_budget(
    town_store: Session,
) -> None:
    """Over every week that can be looked at: almost a year of them, all detectors of counts."""
    stood: dict[tuple[str, str, str], list[int]] = {}
    looks = 0
    for weeks_ago in range(51, -1, -1):
        made = find_patterns.find(town_store, as_of=AS_OF - timedelta(weeks=weeks_ago))
        looks += any(run.detector is WEEKLY and not run.missing for run in made)
        cards = [each for run in made for each in follow_patterns.replayed(run)]
        assert len(cards) <= patterns.USUAL_BUDGET
        for each in cards:
            series = each.run.detector.name, each.found["neighbourhood_id"], each.found["category"]
            stood.setdefault(series, []).append(weeks_ago)
    assert looks >= 48
    for spot in (*drawn.EMERGING, *drawn.OVER):
        (weeks,) = [
            stood.pop(each) for each in list(stood) if each[::2] == (WEEKLY.name, spot.category)
        ]
        began = len(spot.weeks) + spot.over_for
        assert began - weeks[0] <= 5, spot.name
        assert (weeks[-1] > 0) == bool(spot.over_for), "it closes where it is over, and only there"
    assert len(stood) <= 2, "false cards in a year"


def test_the_card_of_the_rise_that_is_over_closed_by_itself_and_was_right(
    town_store: Session,
) -> None:
    (spot,) = drawn.OVER
    (card,) = [row for row in patterns.stored(town_store) if _is_of(row, spot)]
    assert card["state"] == patterns.CLOSED
    assert card["decided_by"] == SYSTEM.person
    assert card["why"] == "quiet for 2 weeks"
    over = MONDAY - timedelta(weeks=spot.over_for)
    assert card["closed_day"] is not None
    # its last week leaves the tested four weeks, and two quiet runs follow
    assert over < card["closed_day"] <= over + timedelta(weeks=6)
    runs = find_patterns.find(town_store, as_of=AS_OF)
    (weekly_score,) = [
        each
        for each in score_patterns.score(town_store, runs, [], {})
        if each.detector == WEEKLY.name
    ]
    assert weekly_score.right == weekly_score.judged == 1
    assert weekly_score.days_late is not None
    assert weekly_score.days_late <= 28


def _is_of(row: PatternRow, spot: drawn.Hotspot) -> bool:
    return row["detector"] == WEEKLY.name and row["category"] == spot.category


def test_the_lasting_hotspots_lead_the_list_and_the_ended_one_is_down(
    town_store: Session,
) -> None:
    cells = rank.counted(town_store, precision="minute", since=SINCE, until=UNTIL)
    ranked = hotspots.rank(cells, period_text="12 months", months=12, has_before=True)
    top = set(ranked["cell"].head(12))
    assert sum(cell(spot) in top for spot in drawn.LASTING) >= 6
    trends = ranked.set_index("cell")["trend"]
    assert trends[cell(drawn.ENDED[0])] == "down"
    assert ranked["more_than_chance"].any()


@pytest.mark.parametrize("spot", drawn.ALL, ids=lambda spot: spot.name)
def test_every_drawn_hotspot_has_a_square_with_an_outline(spot: drawn.Hotspot) -> None:
    assert squares.outlines([cell(spot)]).is_valid.all()


def test_a_month_of_stop_searches_is_no_gap_in_what_is_loaded_of_crime(town_store: Session) -> None:
    loaded = covered.covered(town_store)
    assert "stop-search" in set(loaded["kind"])
    year = DateSpan(SINCE, UNTIL, "12 months")
    assert rank.not_loaded(town_store, year, "minute") == ""
    assert all("stop-search" not in run.gaps for run in find_patterns.find(town_store, as_of=AS_OF))
    assert weekly(town_store, AS_OF).gaps == ""
