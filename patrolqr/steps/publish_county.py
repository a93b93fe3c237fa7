"""A force's months published to the lake that it shares with others: by a command, and once a patrol day
by itself where a lake is named. No Streamlit here.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal

import pandas as pd

from patrolqr.analysis import county as told
from patrolqr.analysis import county_covered
from patrolqr.analysis.county import ForceMonth, Publication
from patrolqr.analysis.periods import earlier, start, starts_between
from patrolqr.core import clock
from patrolqr.core.actor import Actor
from patrolqr.core.by_itself import again_and_again
from patrolqr.core.errors import InputWrong, PatrolError, SettingWrong
from patrolqr.core.settings import County
from patrolqr.store import Session, county, county_lake, covered, log_reads, returns
from patrolqr.store.engine.folder import Folder

WHO = Actor("PatrolQR by itself", "system")
"""In whose name it publishes."""

USUAL_TIME = time(6, 15)
"""When it publishes by itself where PATROLQR_NIGHTLY names no time."""

LOOKED_AFTER_S = 60.0
"""Between two looks at the clock."""

MONTHS = 24
"""Months back that are looked at by themselves: two years can be compared then."""

AGAIN_AFTER = timedelta(days=7)
"""A month that changed is published again by itself so long after the last time: what comes late comes
bit by bit, and each time withholds a little more.
"""

State = Literal["published", "unchanged", "held back", "of other data", "nothing known"]


@dataclass(frozen=True)
class Came:
    """What came of a month: as it is, or would be, published; None where it is not."""

    force: str
    month: date
    state: State
    publication: Publication | None

    @property
    def sentence(self) -> str:
        """Return it in words."""
        whose = f"{self.force}, {self.month:%B %Y}"
        if self.publication is None:
            return f"{whose}: {WHY_NOT[self.state]}"
        counts, withheld = len(self.publication.version), self.publication.withheld
        return (
            f"{whose}: {self.state}, {counts:,} counts, {withheld:,} of them withheld, "
            f"digest {self.publication.digest[:12]}."
        )


WHY_NOT = {
    "held back": "not published anew. What was published of this month before would give away a small number "
    "that has changed since; the lake keeps it as it was.",
    "of other data": "not published. What the lake has of this month was published from other data than these, so "
    "nobody knows here what was withheld: a later version could give it away.",
    "nothing known": "not published. Neither patrol logs nor incidents of it are here.",
}


def force_of(session: Session, shared: County) -> tuple[str, str | None]:
    """Return under which name this force publishes, and of which force incidents are counted (None: of
    all that are loaded, as they are all its own). SettingWrong where nothing says so.
    """
    rows = covered.covered(session)
    known = sorted(set(rows["force"].dropna()))
    if shared.force in known:
        return shared.force, shared.force
    if shared.force and len(known) <= 1:
        return shared.force, None
    if len(known) == 1 and not shared.force:
        return known[0], None
    if not known:
        raise SettingWrong(
            "No name is known to publish under: PATROLQR_COUNTY_FORCE names the force, and so does a file of its "
            "incidents once one is loaded."
        )
    raise SettingWrong(
        f"Files of several forces are loaded: {', '.join(known)}. PATROLQR_COUNTY_FORCE must be the one whose "
        "months are published."
    )


def month_before(day: date) -> date:
    """Return the first day of the last month that was over on a day."""
    return earlier(day, 1, "month")


def prepared(session: Session, shared: County, month: date) -> Came:
    """Return the month as it may be published now, with all that was told before in mind.

    InputWrong where the month is not over, CountyUnreachable where the lake is not there.
    """
    if earlier(month, -1, "month") > clock.today():
        raise InputWrong(
            f"{month:%B %Y} is not over, so it is not published yet. Choose a month before it."
        )
    name, of = force_of(session, shared)
    versions = county.versions(session, name, month)
    on_lake = county_lake.digest(shared, name, month)
    if on_lake and on_lake not in {row["digest"] for row in versions}:
        return Came(name, month, "of other data", None)
    before = [told.version_of(row["cells"]) for row in versions]
    found = _found(session, month, name, of)
    if not before and not any(each.days for each in found.covered):
        return Came(name, month, "nothing known", None)
    made = told.publication(found, before)
    return Came(name, month, "published" if made else "held back", made)


def publish(session: Session, shared: County, month: date) -> Came:
    """Publish the month where it changed since it was published last; return what came of it.

    Its digest stands in the audit trail before it leaves. InputWrong where the month is not over,
    CountyUnreachable where the lake is not there.
    """
    came = prepared(session, shared, month)
    made = came.publication
    if made is None or county_lake.digest(shared, made.force, month) == made.digest:
        return came if made is None else Came(made.force, month, "unchanged", made)
    rows = county.versions(session, made.force, month)
    if not rows or rows[-1]["digest"] != made.digest:
        county.keep_version(
            session,
            made.force,
            month,
            digest=made.digest,
            cells=told.as_json(made.version),
            counts=len(made.version),
            withheld=made.withheld,
        )
    name = f"to the county: {made.force} {month:%Y-%m}"
    session.takes(name, made.document, rows=sum(map(len, made.frames.values())))
    county_lake.publish(shared, made.force, month, digest=made.digest, frames=made.frames)
    return came


def publish_due(session: Session, shared: County) -> list[Came]:
    """Publish each month of the last two years that is over and was not, or changed and was not published
    for a week; return what came of them, the oldest first: nothing where there is nothing of a force here.
    """
    if log_reads.span(session)["first_day"] is None and covered.covered(session).empty:
        return []
    since, until = earlier(clock.today(), MONTHS, "month"), start(clock.today(), "month")
    name, _ = force_of(session, shared)
    on_lake = _digests(county_lake.force_months(shared), name)
    own = county.published(session)
    lately = own[own["published_at"] > pd.Timestamp(clock.now() - AGAIN_AFTER)]
    rests = _digests(lately, name).items() & on_lake.items()
    return [
        publish(session, shared, each)
        for each in starts_between(since, until, "month")
        if (each, on_lake.get(each)) not in rests
    ]


def _digests(rows: pd.DataFrame, force: str) -> dict[date, str]:
    """Return how the digest of each month of the force begins."""
    whose = rows[rows["force"] == force]
    months = (pd.Timestamp(each).date() for each in whose["month"])
    return dict(zip(months, whose["digest"], strict=True))


def _found(session: Session, month: date, name: str, of: str | None) -> ForceMonth:
    until = earlier(month, -1, "month")
    span = log_reads.span(session)
    loaded = covered.covered(session)
    if of is not None:
        loaded = loaded[loaded["force"].isna() | (loaded["force"] == of)]
    known = county_covered.of_month(
        loaded, month, first_day=span["first_day"], last_day=span["last_day"]
    )
    counted = {(each.kind, each.precision) for each in known if each.is_counted}
    rows = county.incidents(session, month, until, of)
    is_counted = [each in counted for each in zip(rows["kind"], rows["precision"], strict=True)]
    has_patrols = any(each.kind == county_covered.PATROLS and each.is_counted for each in known)
    return ForceMonth(
        force=name,
        month=month,
        covered=known,
        incidents=rows[pd.Series(is_counted, index=rows.index, dtype=bool)],
        done=_done(session, month, until) if has_patrols else None,
    )


def _done(session: Session, since: date, until: date) -> pd.DataFrame:
    rows = returns.areas(session, since=since, until=until)
    rows = rows.assign(team_id=rows["team_id"].fillna(""))
    said = county.searches_found(session, since, until)
    said = said.assign(team_id=said["team_id"].fillna(""))
    found = rows.merge(said, on=["area_id", "team_id"], how="left")
    none = {"said": 0, "found": 0}
    return found.fillna(none).astype(dict.fromkeys(none, "int64"))


@dataclass
class Daily:
    """When a force publishes by itself, and for which patrol day it did."""

    store: Folder
    shared: County
    at: time
    done: date | None = None
    problem: str = ""

    def look(self) -> list[Came]:
        """Publish what is due where the time has come and that was not done today."""
        session, day = Session(self.store, WHO), clock.today()
        if session.is_demo or not self.store.database.is_active or self.done == day:
            return []  # one of several PatrolQR on the same data publishes
        if clock.now() < clock.in_patrol_day(day, self.at):
            return []
        came = publish_due(session, self.shared)
        self.done, self.problem = day, ""
        for each in came:
            if each.state in ("published", "held back"):
                print(each.sentence, flush=True)
        return came

    def tell(self, problem: str) -> None:
        """Print a problem where it is a new one."""
        if problem != self.problem:
            print(problem, file=sys.stderr, flush=True)
        self.problem = problem


def announce(shared: County | None, at: time | None) -> str:
    """Return when months go to the county by themselves; "" where no lake is named."""
    if shared is None:
        return ""
    return f"Months go to the county's lake by themselves at {at or USUAL_TIME:%H:%M}."


@contextmanager
def publishing(store: Folder, shared: County | None, at: time | None) -> Iterator[None]:
    """Publish once a patrol day, as long as this lasts; never where no lake is named."""
    if shared is None:
        yield
        return
    daily = Daily(store, shared, at or USUAL_TIME)

    def look() -> None:
        try:
            daily.look()
        except PatrolError as problem:  # a lake that does not answer: the next look tries again
            daily.tell(f"NOTHING WAS PUBLISHED TO THE COUNTY. {problem.sentence}")

    with again_and_again(look, LOOKED_AFTER_S, name="county"):
        yield
