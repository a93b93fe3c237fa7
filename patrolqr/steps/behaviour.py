"""How squares behave over time, in a word each: for the hotspots page and the command line alike."""

from collections.abc import Sequence

from patrolqr.analysis import covered as coverage
from patrolqr.analysis.measures import emerging
from patrolqr.analysis.periods import DateSpan
from patrolqr.analysis.study_area import StudyArea
from patrolqr.core.incident import Precision
from patrolqr.geo.squares import CELL_METRES, name_at
from patrolqr.steps import covered_steps
from patrolqr.store import Session, incidents

FEWEST_STEPS, MOST_STEPS = 10, 24
"""Loaded months (stretches of four weeks) a word is told from: with fewer no trend can be seen, and
what was before them says little about now.
"""


def words(
    session: Session,
    period: DateSpan,
    precision: Precision,
    *,
    types: Sequence[str],
    places: Sequence[str],
    area: StudyArea | None,
    side: int = CELL_METRES,
) -> dict[str, str]:
    """Return the word (emerging.WORDS) of each square of a side that has one, by its cell; none at all where
    too little of the period was loaded.
    """
    every = covered_steps.steps(period, precision)
    there = coverage.of_every_force(
        covered_steps.loaded_in(session, every, precision, None), len(every)
    )
    used = [step for step, is_there in zip(every, there, strict=True) if is_there][-MOST_STEPS:]
    if len(used) < FEWEST_STEPS:
        return {}
    rows = incidents.squares_by_step(
        session, steps=used, precision=precision, side=side, neighbourhoods=places
    )
    if types:
        rows = rows[rows["category"].isin(list(types))]
    ground = area or StudyArea.of_incidents(rows, side=side)
    counts = ground.counts_by_step(rows, len(used))
    found = emerging.over_time(ground.neighbours, counts)
    corners = ground.squares[["easting", "northing"]].itertuples(index=False)
    return {
        name_at(east, north, side=side): emerging.WORDS[category]
        for (east, north), category in zip(corners, found, strict=True)
        if category in emerging.WORDS
    }
