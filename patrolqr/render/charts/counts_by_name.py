"""A count per name (a reason, an area, an offence), the largest first; what does not fit is added up."""

import pandas as pd

from patrolqr.render.charts.base import Chart, Spec
from patrolqr.render.charts.counts_by_type import counts_by_type


def tell_names(rows: pd.DataFrame, spec: Spec) -> str:
    """Return the largest count, of how many, and how many names there are."""
    counts = rows[spec.column].astype(float) if len(rows) else pd.Series(dtype=float)
    if not counts.sum():
        return f"{spec.label}: none."
    top = rows.iloc[int(counts.to_numpy().argmax())]
    of_all = f"{top[spec.column]:,.0f} of {counts.sum():,.0f}"
    others = int((counts > 0).sum()) - 1
    more = f", and {others} more" if others else ""
    return f"{spec.label}: {top['place']} {of_all}{more}."


CHARTS = {"counts_by_name": Chart(counts_by_type, tell_names, ("place", "patrols"))}
"""What is counted is the column that the Spec names."""
