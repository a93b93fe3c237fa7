"""In the demo town the hotspots are those that were drawn, and the patterns the two that emerge."""

from datetime import date, timedelta

import pytest

from patrolqr.analysis import Run, hotspots
from patrolqr.analysis.detectors.surges import WEEKLY
from patrolqr.analysis.periods import DateSpan
from patrolqr.demo import hotspots as drawn
from patrolqr.demo import incidents
from patrolqr.geo import squares
from patrolqr.steps import find_patterns, rank
from patrolqr.store import Session, covered, patterns
from tests.builders.databases import TOWN_DAY

AS_OF = TOWN_DAY
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


def test_week_by_week_what_was_drawn_is_flagged_within_five_weeks_and_hardly_anything_else(
    town_store: Session,
) -> None:
    first: dict[str, int] = {}
    for weeks_ago in range(10, -1, -1):
        standing = weekly(town_store, AS_OF - timedelta(weeks=weeks_ago)).standing()
        assert len(standing) <= patterns.USUAL_BUDGET
        for category in standing["category"]:
            first.setdefault(category, weeks_ago)
    for spot in drawn.EMERGING:
        assert len(spot.weeks) - first.pop(spot.category) <= 5, spot.name
    assert len(first) <= 1, "a false card in eleven weeks, at most"


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
