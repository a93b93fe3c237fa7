"""Harm beside counts, where the force has set its weights; nothing where it has not."""

from collections.abc import Sequence

import streamlit as st

from patrolqr.analysis.periods import DateSpan
from patrolqr.core import settings
from patrolqr.core.incident import Precision
from patrolqr.desk.shared import cached
from patrolqr.steps import harm
from patrolqr.steps.harm import Harm


def of_squares(
    period: DateSpan,
    precision: Precision,
    *,
    types: Sequence[str],
    places: Sequence[str],
    side: int,
) -> Harm | None:
    """Return the harm of the squares of a side of that choice, None where no weights are set."""
    weights = settings.current().harm_weights
    if not weights:
        return None
    return cached.ask_of_loads(
        harm.of_squares,
        period,
        precision,
        types=tuple(types),
        places=tuple(places),
        side=side,
        weights=weights,
    )


def say_without(found: Harm | None) -> None:
    """Say which crime types count for no harm, since nobody set their weight."""
    if found and found.without:
        named = ", ".join(found.without).lower()
        st.caption(f":material/balance: No weight is set for {named}: no harm is counted for them.")


def said(found: Harm | None, cell: str) -> str:
    """Return a square's harm as the list says it, with its place by harm; "" where none is known."""
    if found is None or cell not in found.by_cell:
        return ""
    return f"harm {found.by_cell[cell]:,.0f}, no. {found.places[cell]}"
