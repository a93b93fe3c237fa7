"""The visit order is the shortest round that keeps the windows."""

from datetime import time
from itertools import permutations
from random import Random

from hypothesis import given
from hypothesis import strategies as some

from patrolqr.geo import visit_order
from patrolqr.geo.visit_order import Stop
from tests.builders.sheets import square

MINUTE = visit_order.METRES_PER_MINUTE

stops = some.builds(
    Stop,
    some.floats(0, 5000),
    some.floats(0, 5000),
    some.sampled_from([480.0, 600.0, 720.0]),
    some.sampled_from([730.0, 800.0, 1200.0]),
    some.sampled_from([10.0, 30.0]),
)


@given(some.lists(stops, min_size=0, max_size=6))
def test_up_to_eight_areas_no_other_order_is_better(places: list[Stop]) -> None:
    found = visit_order.order(places)
    assert sorted(found) == list(range(len(places)))
    if places:
        best = min(
            visit_order.cost(places, list(order)) for order in permutations(range(len(places)))
        )
        assert visit_order.cost(places, found) == best


@given(some.lists(stops, min_size=2, max_size=10), some.randoms())
def test_what_was_ordered_once_stays_as_it_is(places: list[Stop], random: Random) -> None:
    """So a version that was saved reads as it was printed, whoever opens it and from what."""
    ordered = [places[position] for position in visit_order.order(places)]
    assert visit_order.order(ordered) == list(range(len(ordered)))
    if len(places) > visit_order.EXACT_UP_TO:
        return  # the round is a good one then, not the best: a lucky order may be better and is kept
    random.shuffle(places)
    again = [places[position] for position in visit_order.order(places)]
    assert visit_order.cost(again, range(len(again))) == visit_order.cost(
        ordered, range(len(ordered))
    )


def test_a_window_that_goes_on_after_the_patrol_day_ends_closes_later_than_it_opens() -> None:
    outline = square(0, 0, 100)
    late = visit_order.stop(outline, opens=time(23), closes=time(1), minutes=15)
    across = visit_order.stop(outline, opens=time(5), closes=time(7), minutes=15)
    assert (late.opens, late.closes) == (17 * 60, 19 * 60)
    assert (across.opens, across.closes) == (23 * 60, 25 * 60)
    assert (late.easting, late.northing) == (50, 50)


def test_an_early_window_goes_first_although_it_is_a_detour() -> None:
    near, early = Stop(0, 0, 0, 600, 15), Stop(40 * MINUTE, 0, 0, 60, 15)
    other = Stop(1 * MINUTE, 0, 0, 600, 15)
    assert visit_order.order([near, other, early])[0] == 2
    assert visit_order.cost([near, other, early], visit_order.order([near, other, early]))[0] == 0


def test_places_on_a_ring_are_visited_around_it_from_the_first() -> None:
    ring = [Stop(x, y) for x, y in [(0, 0), (9, 9), (0, 9), (9, 0)]]
    assert visit_order.order(ring) == [0, 2, 1, 3]
    assert visit_order.metres(ring, visit_order.order(ring)) == 36


def test_beyond_eight_the_round_crosses_itself_no_more_than_the_shortest_would() -> None:
    random = Random(2)
    on_a_grid = [Stop(x * 100.0, y * 100.0) for x in range(4) for y in range(5)]
    random.shuffle(on_a_grid)
    assert visit_order.metres(on_a_grid, visit_order.order(on_a_grid)) <= 1.1 * 2000


def test_the_same_places_give_the_same_order() -> None:
    random = Random(4)
    places = [
        Stop(random.uniform(0, 4000), random.uniform(0, 4000), 900, 1140, 15) for _ in range(20)
    ]
    assert visit_order.order(places) == visit_order.order(list(places))
