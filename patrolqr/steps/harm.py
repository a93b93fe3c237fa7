"""Harm per square beside its count, by the force's own weights. No Streamlit here."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from patrolqr.analysis.periods import DateSpan
from patrolqr.core.incident import Precision
from patrolqr.geo import squares
from patrolqr.store import Session, incidents


class Harm(NamedTuple):
    """Harm per square by its name, and its place among all of them, the first 1 (equal ones share
    it); `without` are crime types that were reported and have no weight: they add nothing.
    """

    by_cell: Mapping[str, float]
    places: Mapping[str, int]
    without: tuple[str, ...]


def of_squares(
    session: Session,
    period: DateSpan,
    precision: Precision,
    *,
    types: Sequence[str],
    places: Sequence[str],
    side: int = squares.CELL_METRES,
    weights: Sequence[tuple[str, float]],
) -> Harm:
    """Return the harm of what the public reported per square of a side, each crime by its weight."""
    rows = incidents.squares_by_step(
        session,
        steps=[(period.since, period.until)],
        precision=precision,
        side=side,
        neighbourhoods=places,
    )
    rows = rows[rows["category"].isin(list(types))] if types else rows
    weight = rows["category"].map(dict(weights)).astype(float)
    held = rows.assign(harm=weight.fillna(0) * rows["incidents"])
    summed = held.groupby(["easting", "northing"], as_index=False)["harm"].sum()
    corners = zip(summed["easting"], summed["northing"], strict=True)
    cells = [squares.name_at(*corner, side=side) for corner in corners]
    ranks = summed["harm"].rank(method="min", ascending=False).astype(int)
    return Harm(
        dict(zip(cells, summed["harm"].tolist(), strict=True)),
        dict(zip(cells, ranks.tolist(), strict=True)),
        tuple(sorted(set(rows.loc[weight.isna(), "category"].dropna()))),
    )
