"""The folder of backups made by themselves: names, which are kept, which is the newest."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from patrolqr.core import settings

NAMED = "patrolqr-%Y%m%dT%H%M%SZ.duckdb"
"""A backup's name: when it was made, in UTC."""

NEWEST_KEPT = 24
"""So many of the newest are kept: a day of one an hour."""

DAYS_KEPT = 14
"""Of each of so many days the newest is kept: a fault is often noticed after a weekend or a leave."""


def named(at: datetime) -> str:
    """Return the file name of a backup made at that moment."""
    return at.astimezone(UTC).strftime(NAMED)


def made_at(path: Path) -> datetime | None:
    """Return when a backup of that name was made, None where it is no name of one."""
    try:
        return datetime.strptime(path.name, NAMED).replace(tzinfo=UTC)
    except ValueError:
        return None


def backups(folder: Path) -> list[Path]:
    """Return the backups in the folder, the newest first; other files are none."""
    return sorted(filter(made_at, folder.glob("patrolqr-*.duckdb")), reverse=True)


def too_many(found: Iterable[Path], now: datetime) -> list[Path]:
    """Return the backups that the rule does not keep: not among the newest, not their day's last."""
    newest_first = sorted(found, reverse=True)
    kept = set(newest_first[:NEWEST_KEPT])
    first_day = now.astimezone(UTC).date() - timedelta(days=DAYS_KEPT)
    days = set()
    for path in newest_first:
        at = made_at(path)
        if at and at.date() not in days and at.date() > first_day:
            days.add(at.date())
            kept.add(path)
    return [path for path in newest_first if path not in kept]


def too_old(found: Iterable[Path], now: datetime, days: int | None) -> list[Path]:
    """Return the backups made more than so many days ago; none where no days are set."""
    if days is None:
        return []
    first = now - timedelta(days=days)
    return [path for path in found if (at := made_at(path)) and at < first]


def advice() -> str:
    """Return what to do where the database is damaged or gone, naming the newest backup."""
    folder = settings.current().backups
    newest = next(iter(backups(folder)), None) if folder and folder.is_dir() else None
    file = str(newest) if newest else "FILE"
    backup = "the newest backup" if newest else "a backup"
    return (
        "Nothing was changed or deleted. `python -m patrolqr check` says what can still be read; "
        f"`python -m patrolqr restore {file}` puts {backup} in place and keeps what is here."
    )
