"""What lies under the counts on a map, drawn once per state of the data."""

from patrolqr.desk.shared import cached
from patrolqr.render.screen_map import layers
from patrolqr.store import Session, places


def base_map() -> layers.BaseMap:
    """Return neighbourhoods and streets, or the names of the incidents' own points where no streets
    are drawn.
    """
    return cached.ask(_ground)


def _ground(session: Session) -> layers.BaseMap:
    return layers.base_map(
        places.neighbourhoods(session),
        places.streets(session),
        places.street_points(session, most=layers.MOST_POINTS),
    )
