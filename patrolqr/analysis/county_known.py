"""What the county knows of whose month: published or not, loaded or not, on how many days."""

from datetime import date
from typing import Any

import pandas as pd

from patrolqr.analysis.county_covered import PATROLS
from patrolqr.core.phrases import number_of

NOT_LOADED, NOT_PUBLISHED = "not loaded", "not published"


class Known:
    """What is known of whose month, from the rows of the lake's coverage."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self._known = {
            (str(row["force"]), day_of(row["month"]), str(row["kind"])): row
            for row in rows.to_dict("records")
        }
        self._published = {(force, month) for force, month, _ in self._known}

    def why_not(self, force: str, month: date, kind: str) -> str:
        """Return why there is no count of that kind, "" where there is."""
        if (force, month) not in self._published:
            return NOT_PUBLISHED
        row = self._known.get((force, month, kind))
        return "" if row is not None and row["is_counted"] else NOT_LOADED

    def is_whole(self, force: str, month: date) -> bool:
        """Return whether patrols are recorded on all days of the month."""
        row = self._known.get((force, month, PATROLS))
        return row is not None and row["days"] == row["days_in_month"]

    def part(self, force: str, month: date) -> str:
        """Return of how many days patrols are recorded where that is not all of them."""
        row = self._known.get((force, month, PATROLS))
        if row is None or not row["days"] or row["days"] == row["days_in_month"]:
            return ""
        return f"{force} {row['days']} of {number_of(row['days_in_month'], 'day')}"


def day_of(value: Any) -> date:
    """Return a month as frames hold it, in whichever type, as its first day."""
    return pd.Timestamp(value).date()
