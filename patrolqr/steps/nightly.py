"""Patterns looked at by themselves, once a patrol day at a set time, while the app runs; and what came
of it told by e-mail. No Streamlit here.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time

from patrolqr.core import clock
from patrolqr.core.actor import Actor
from patrolqr.core.by_itself import again_and_again
from patrolqr.core.errors import PatrolError
from patrolqr.core.settings import Mail
from patrolqr.steps import (
    find_patterns,
    follow_patterns,
    look_at_notes,
    look_at_points,
    send_mail,
)
from patrolqr.steps.follow_patterns import Standing
from patrolqr.store import Session, nightly_runs, patterns
from patrolqr.store.engine.folder import Folder
from patrolqr.store.nightly_runs import Came

LOOKED_AFTER_S = 20.0
"""Between two looks at the clock."""

WHO = Actor("PatrolQR by itself", "system")
"""In whose name it looks."""


@dataclass
class Nightly:
    """When it looks, through which mail server it tells of it (None: it does not), and which address
    the desk has.
    """

    store: Folder
    at: time
    mail: Mail | None
    desk_url: str
    problem: str = ""

    def look(self) -> Came | None:
        """Look where the time has come and nobody did; return what came of it, None where it did not, or another
        process does.
        """
        session, day = Session(self.store, WHO), clock.today()
        if not self.store.database.is_active:
            return None
        if clock.now() < clock.in_patrol_day(day, self.at) or not nightly_runs.begin(session, day):
            return None
        came, standing = self._looked(session, day)
        if came is None:  # about to stop: the next start does it
            return None
        if self.mail and not session.is_demo:
            problem = send_mail.send(self.mail, *_letter(day, came, standing, self.desk_url))
            came["mailed"] = 0 if problem else len(self.mail.to)
            came["problem"] = f"NO E-MAIL WAS SENT. {problem}" if problem else ""
        nightly_runs.end(session, day, came)
        print(f"Patterns as at {day}: {sentence(came)}", flush=True)
        return came

    def _looked(self, session: Session, day: date) -> tuple[Came | None, list[Standing]]:
        before = {row["pattern_id"]: row["state"] for row in patterns.stored(session)}
        look = look_at_points.look(session, as_of=day)
        look.wait()
        if look.runs is None and look.is_stopped:
            return None, []
        runs = [*find_patterns.find(session, as_of=day), *(look.runs or [])]
        notes = look_at_notes.find(session, as_of=day)
        follow_patterns.keep(session, [*runs, *notes], as_of=day)
        found = follow_patterns.standing(session, runs, as_of=day)
        every = follow_patterns.in_order([*found, *look_at_notes.standing(notes)])
        standing, _ = follow_patterns.within(every, follow_patterns.cards_a_week(session))
        after = {row["pattern_id"]: row["state"] for row in patterns.stored(session)}
        came = Came(
            standing=len(standing),
            new=sum(map(_is_new, standing)),
            opened=len(after.keys() - before.keys()),
            closed=sum(
                state == patterns.CLOSED != before.get(each) for each, state in after.items()
            ),
            mailed=0,
            problem="" if look.runs is not None else "Points could not be looked at.",
        )
        return came, standing

    def tell(self, problem: str) -> None:
        """Print a problem where it is a new one."""
        if problem != self.problem:
            print(problem, file=sys.stderr, flush=True)
        self.problem = problem


def sentence(came: Came) -> str:
    """Return what came of a look in words."""
    told = f"{came['opened']} opened, {came['closed']} closed, {came['standing']} to look at."
    if came["mailed"]:
        number = came["mailed"]
        told += f" Told by e-mail to {number} address{'' if number == 1 else 'es'}."
    return f"{told} {came['problem']}".strip()


def _is_new(one: Standing) -> bool:
    """Return whether nobody said anything of a pattern that is kept; words of notes are not."""
    return one.pattern is not None and one.state == patterns.NEW


def _letter(day: date, came: Came, standing: Sequence[Standing], desk_url: str) -> tuple[str, str]:
    """Return subject and text: counts by what was looked for, and the page's address; no place, and
    nothing of anybody.
    """
    subject = f"PatrolQR: {came['new']} new of {came['standing']} patterns, {clock.day_text(day)}"
    titles = sorted({each.run.detector.title for each in standing})
    lines = [f"Patterns as at {clock.day_text(day)}: {sentence(came)}", ""]
    for title in titles:
        own = [each for each in standing if each.run.detector.title == title]
        new = sum(map(_is_new, own))
        lines.append(f"{title}: {len(own)}, of them {new} new")
    lines += ["", f"What they are and where stands at {desk_url}/patterns?as_of={day.isoformat()}"]
    return subject, "\n".join(lines) + "\n"


def announce(at: time | None, mail: Mail | None) -> str:
    """Return when it looks by itself, and whether it tells of it."""
    if at is None:
        told = " So PATROLQR_MAIL_SERVER tells of nothing." if mail else ""
        return f"Patterns are not looked at by themselves: PATROLQR_NIGHTLY names no time.{told}"
    told = f", told through {mail.host}" if mail else ""
    return f"Patterns are looked at by themselves at {at:%H:%M}{told}."


@contextmanager
def looking(store: Folder, at: time | None, mail: Mail | None, desk_url: str) -> Iterator[None]:
    """Look at patterns once a day, as long as this lasts; never where there is no time for it."""
    if at is None:
        yield
        return
    kept = Nightly(store, at, mail, desk_url)

    def look() -> None:
        try:
            kept.look()
            kept.problem = ""
        except PatrolError as problem:  # a full disk, a load that runs: the next look tries again
            kept.tell(f"Patterns could not be looked at. {problem.sentence}")

    with again_and_again(
        look,
        LOOKED_AFTER_S,
        name="nightly",
        end=lambda: look_at_points.stop(Session(store, WHO)),
        ends_within_s=look_at_points.STOPPED_WITHIN_S,
    ):
        yield
