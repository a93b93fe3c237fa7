"""The store: the data folder with its open database, and what is stored brought up to date."""

import sys
from pathlib import Path
from typing import TypedDict

from patrolqr.core.actor import SYSTEM
from patrolqr.core.errors import PatrolError
from patrolqr.core.settings import LakeAt
from patrolqr.store import desk_people, load_jobs, presence, redactions
from patrolqr.store.engine.folder import DEMO, Folder
from patrolqr.store.session import Session


class HoldsRow(TypedDict):
    """Whether anything came into a database yet."""

    holds_anything: bool


class Store(Folder):
    """The folder's open database; logs stored by an earlier version are judged once, and loads that
    the process before did not end are noted as interrupted. One that stands by takes a lake over only
    where it `takes_over`.
    """

    def __init__(
        self,
        folder: Path,
        *,
        real: bool = False,
        lake: LakeAt | None = None,
        takes_over: bool = True,
    ) -> None:
        super().__init__(folder, real=real, lake=lake)
        if not real:
            self.give_back()  # a first load that was interrupted
            self.jobs.clear()  # what came along was asked of the process before
        if is_active := self.database.is_active:
            self._begin()
        if is_active or takes_over:
            self.database.watch(self._begin)

    def _begin(self) -> None:
        """Bring up to date what is stored, before anything else is written by this process."""
        presence.judge_unjudged(Session(self, SYSTEM))
        load_jobs.end_interrupted(Session(self, SYSTEM))
        self._rewrite_owed()

    def _rewrite_owed(self) -> None:
        """Write the file anew where PatrolQR was stopped before that; where it cannot be, say so and go
        on.
        """
        own = Session(self, SYSTEM)
        try:
            if redactions.owed(own):
                redactions.rewrite(own)
        except PatrolError as problem:
            told = f"WHAT WAS REDACTED IS STILL IN THE FILE. {problem.sentence}"
            print(told, file=sys.stderr, flush=True)

    def start_real(self) -> None:
        """Open the force's own database, empty if it is new, and leave the demo's untouched.

        What is still to be loaded goes along, and who may use the desk.
        """
        if self.is_demo:
            people = desk_people.move_out(Session(self, SYSTEM))
            waiting = load_jobs.move_out(Session(self, SYSTEM))
            super().start_real()
            desk_people.move_in(Session(self, SYSTEM), people)
            load_jobs.move_in(Session(self, SYSTEM), waiting)
            presence.judge_unjudged(Session(self, SYSTEM))

    def give_back(self) -> None:
        """Open the demo again, where its place was taken for a first load that brought nothing.

        What is still to be loaded goes along, and who may use the desk.
        """
        if self.is_demo or self.lake or not (self.folder / DEMO).exists():
            return
        own = Session(self, SYSTEM)
        (held,) = own.rows(HoldsRow, "whole_file/holds_anything")
        if not held["holds_anything"]:
            people, waiting = desk_people.move_out(own), load_jobs.move_out(own)
            super().give_back()
            desk_people.move_in(own, people)  # a session's store is whatever is open
            load_jobs.move_in(own, waiting)
