"""The store: the data folder with its open database, and what is stored brought up to date."""

from pathlib import Path

from patrolqr.core.actor import SYSTEM
from patrolqr.store import load_jobs, presence
from patrolqr.store.engine.folder import Folder
from patrolqr.store.session import Session


class Store(Folder):
    """The folder's open database; logs stored by an earlier version are judged once, and loads that
    the process before did not end are noted as interrupted.
    """

    def __init__(self, folder: Path, *, real: bool = False) -> None:
        super().__init__(folder, real=real)
        presence.judge_unjudged(Session(self, SYSTEM))
        load_jobs.end_interrupted(Session(self, SYSTEM))

    def start_real(self) -> None:
        """Open the force's own database, empty if it is new, and leave the demo's untouched.

        What is still to be loaded goes along.
        """
        if self.is_demo:
            waiting = load_jobs.move_out(Session(self, SYSTEM))
            super().start_real()
            load_jobs.move_in(Session(self, SYSTEM), waiting)
            presence.judge_unjudged(Session(self, SYSTEM))
