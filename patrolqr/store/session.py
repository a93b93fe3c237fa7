"""A store seen by somebody: every read and write knows who asks.

Modules of `store` read and write through it; everybody else hands it to their functions.
"""

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import pandas as pd

from patrolqr.core import permissions
from patrolqr.core.actor import Actor
from patrolqr.core.errors import DiskFailed, NotAllowed
from patrolqr.core.permissions import Act
from patrolqr.store import owners
from patrolqr.store.engine.folder import Folder
from patrolqr.store.engine.writing import Writing

Row = TypeVar("Row")

PATIENCE_S = 2.0
"""How long somebody at the desk waits for a load before being told that it is running."""


@dataclass(frozen=True)
class Session:
    """The open store and who asks it. Two sessions of one store see the same data."""

    store: Folder
    actor: Actor

    @property
    def is_demo(self) -> bool:
        """Whether what is open is the fictional town."""
        return self.store.is_demo

    @property
    def revision(self) -> tuple[str, int]:
        """Return what a cache is keyed on: which database, and how often it was written."""
        return self.store.revision

    def rows(self, row: type[Row], query: str, **parameters: object) -> list[Row]:
        """Return the rows of the query (sql/<query>.sql), each with the keys of `row`.

        A test holds that the query has those columns, of those types, and takes these parameters.
        """
        return self.store.database.rows(row, query, self.actor.teams, **parameters)

    def frame(self, row: type[object], query: str, **parameters: object) -> pd.DataFrame:
        """Return the rows of the query as a frame with the columns of `row`."""
        return self.store.database.frame(row, query, self.actor.teams, **parameters)

    def need(self, act: Act) -> None:
        """NotAllowed where whoever asks may not do that; a sentence says who may."""
        if not self.may(act):
            raise NotAllowed(self.limit(act))

    def need_teams(self, *teams: str) -> None:
        """NotAllowed where whoever asks does not see one of these teams; a sentence says who does."""
        owners.need_teams(self.of_all_teams, self.actor.teams, teams)

    @property
    def of_all_teams(self) -> "Session":
        """Return the store as the same person would see it who sees all teams: for what PatrolQR keeps
        in their name for everybody (which logs are there, whose a row is), never for what they are shown.
        """
        return Session(self.store, self.actor.for_all_teams)

    def may(self, act: Act) -> bool:
        """Return whether whoever asks may do that."""
        may_over = self.actor.teams is None or act not in permissions.OVER_ALL_TEAMS
        return may_over and permissions.may(self.actor.role, act)

    def limit(self, act: Act) -> str:
        """Return the sentence that says that whoever asks may not do something, and who may."""
        if self.actor.teams is None or not permissions.may(self.actor.role, act):
            return permissions.limit(self.actor.role, act)
        return permissions.limit_of_teams(act, self.seen_teams)

    @property
    def seen_teams(self) -> str:
        """Return the names of the teams that whoever asks sees, "" where they see all."""
        own = self.actor.teams
        return "" if own is None else owners.seen(self.of_all_teams, own)

    def _need_to_write(self, act: Act) -> None:
        if not self.may(act):
            raise NotAllowed(permissions.as_refusal(self.limit(act)))

    def _own(self, written: Writing) -> Writing:
        """Let a transaction touch nothing but what is of the teams of whoever asks."""
        if self.actor.teams is not None:
            written.check = partial(owners.need, written, self.actor.teams)
        return written

    @contextmanager
    def writing(self, act: Act) -> Iterator[Writing]:
        """Give a transaction for what somebody does: committed at the end, rolled back if anything is
        raised. NotAllowed where whoever asks may not do that.
        """
        self._need_to_write(act)
        with self.store.database.writing() as written:
            yield self._own(written)
            self._note(act, written)

    @contextmanager
    def loading(self, act: Act, *, patience_s: float | None = None) -> Iterator[Writing]:
        """Give a long transaction that keeps no other write waiting; one at a time.

        LoadRunning where another does not end within the patience (None: waits for it), NotAllowed
        where whoever asks may not do that.
        """
        self._need_to_write(act)
        with self.store.database.loading(patience_s=patience_s) as written:
            yield self._own(written)
            self._note(act, written)

    @contextmanager
    def writing_alone(self, act: Act, *, patience_s: float | None = None) -> Iterator[Writing]:
        """Give a transaction that may change any row: no load runs beside it and all others wait.

        LoadRunning where a load does not end within the patience (None: waits for it), NotAllowed
        where whoever asks may not do that.
        """
        self._need_to_write(act)
        with self.store.database.writing_alone(patience_s=patience_s) as written:
            yield self._own(written)
            self._note(act, written)

    def opens(self, what: str, *, subject: str = "") -> None:
        """Note in the audit trail that somebody looks at something: a page, with its choices; `subject`
        is whom or what log it shows where it shows one alone.

        On a full disk the line is lost, loudly: what a patrol needs can be read all the same.
        """
        try:
            self.store.trail.note(self.actor, "open", what, subject=subject)
        except DiskFailed as problem:
            print(
                f"NOT IN THE AUDIT TRAIL: {self.actor.person} opened {what}. {problem.sentence}",
                file=sys.stderr,
                flush=True,
            )

    def takes(
        self, file_name: str, content: bytes, *, rows: int | None = None, subject: str = ""
    ) -> bytes:
        """Note in the audit trail that a file leaves PatrolQR, with its digest, and of whom alone its
        rows are; return its content.
        """
        digest = hashlib.sha256(content).hexdigest()
        self.store.trail.note(
            self.actor, "take", file_name, subject=subject, rows=rows, digest=digest
        )
        return content

    def _note(self, act: Act, written: Writing) -> None:
        """Note in the audit trail what is committed next: rather a line too many than one too few."""
        changed = {what: rows for what, rows in written.written.items() if rows}
        if changed:
            what = ", ".join(f"{name} ({rows})" for name, rows in changed.items())
            self.store.trail.note(
                self.actor,
                act,
                what,
                subject=", ".join(written.subjects),
                rows=sum(changed.values()),
            )
