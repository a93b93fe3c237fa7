"""Of how many stop-searches it is said what they found, and how many found something, as the county shows
it.
"""

from typing import Any

import pandas as pd

from patrolqr.analysis.measures import proportions

WITHHELD = "withheld"


def added(one: Any, other: Any) -> Any:
    """Return the sum of two counts; None where either is withheld."""
    return None if pd.isna(one) or pd.isna(other) else one + other


def with_rates(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows (stop_searches, said_of, found_something) with the share that found something of those
    of which it is said, in percent with its interval, and a note why there is none.
    """
    is_told = rows["said_of"].notna()
    shares = proportions.shares(
        pd.DataFrame(
            {
                "found": rows["found_something"].where(is_told).fillna(0),
                "searched": rows["said_of"].where(is_told).fillna(0),
            }
        )
    )
    none = shares["note"].mask(rows["stop_searches"].eq(0), "no stop-search")
    return rows.assign(
        **{name: shares[name].where(is_told) for name in ("rate", "low", "high")},
        note=none.where(is_told, WITHHELD),
    )
