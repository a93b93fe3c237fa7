"""What forces published to the lake they share, as the county looks at it. No Streamlit here."""

from datetime import date

import pandas as pd

from patrolqr.core import settings
from patrolqr.store import Session, county_lake, covered, log_reads
from patrolqr.store.county_lake import Choice, Published


def is_named() -> bool:
    """Return whether a lake is named that can be looked at."""
    return settings.current().county is not None


def is_all(session: Session) -> bool:
    """Return whether the county is all there is to see here: a lake is named, and nothing of a force's own
    was logged or loaded.
    """
    has_own = log_reads.span(session)["first_day"] is not None
    return is_named() and not has_own and covered.covered(session).empty


def force_months(session: Session) -> pd.DataFrame:
    """Return which months forces published, and when; nothing where no lake is named."""
    shared = settings.current().county
    if shared is None:
        return pd.DataFrame(columns=["force", "month", "published_at", "digest"])
    return county_lake.force_months(shared)


def published(session: Session, choice: Choice) -> Published:
    """Return what forces published of the months chosen. ValueError where no lake is named."""
    shared = settings.current().county
    if shared is None:
        raise ValueError("no lake is named")
    return county_lake.published(shared, choice)


def outcomes(session: Session, month: date, force: str | None) -> pd.DataFrame:
    """Return incidents of the month by how far they have come. ValueError where no lake is named."""
    shared = settings.current().county
    if shared is None:
        raise ValueError("no lake is named")
    return county_lake.outcomes(shared, month, force)
