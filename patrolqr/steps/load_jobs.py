"""Loading in the background: one file after the other, each on record, whoever leaves the page.

A job ends with what became of its file's rows. One whose columns nobody has confirmed yet waits for
that, with its file; everything else lets go of the file.
"""

import threading
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import IO, Protocol, cast
from weakref import WeakKeyDictionary

from patrolqr import readers
from patrolqr.core import clock
from patrolqr.core.errors import InputWrong, PatrolError
from patrolqr.readers import Choice
from patrolqr.readers.mapping import Mapping, TableKind
from patrolqr.steps import load
from patrolqr.steps.load import Failure, Outcome, Unconfirmed
from patrolqr.store import Session, load_jobs
from patrolqr.store.engine.folder import Folder
from patrolqr.store.load_jobs import State
from patrolqr.store.loads import LoadReport

CANCELLED = "{}: cancelled. Nothing of it is kept."
CANCELLED_WITHIN = "{}: cancelled. What was loaded of it before is kept, and can be taken back; nothing of the rest is."
NOT_CONFIRMED = "{}: not loaded. It was left before anybody confirmed which of its columns is what."
NOTHING_DONE: dict[State, str] = {"waiting": CANCELLED, "unconfirmed": NOT_CONFIRMED}
"""State in which a job is cancelled at once → what is said then."""

FAULTY = (
    "{}: not loaded, because of a fault in PatrolQR itself. Nothing half-done is kept. "
    "What went wrong stands in the output of the program."
)
GONE = "This file is not waiting to be confirmed any more. Look at what became of it."

STOPPED_WITHIN_S = 10.0
"""How long PatrolQR waits, as it stops, for a load to come to the end of its batch."""

REMEMBERED = 50
"""Jobs that have ended and are still told about; the record has all of them."""


class Upload(Protocol):
    """A file that was given at the desk."""

    @property
    def name(self) -> str: ...
    def read(self, size: int = -1, /) -> bytes: ...


class Cancelled(PatrolError):
    """Somebody cancelled the load: what it has done is rolled back."""

    code, status = "cancelled", 409


@dataclass(eq=False)
class Job:
    """A file that is to be loaded: how far it is, and what became of it.

    `file` is where it lies; `put_away` is what its owner does with it when nothing more is tried
    with it for now.
    """

    session: Session
    file_name: str
    file: Path
    choice: Choice
    put_away: Callable[["Job"], None]
    job_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    asked_at: datetime = field(default_factory=clock.now)
    state: State = "waiting"
    rows_read: int = 0
    outcomes: list[Outcome] = field(default_factory=list)
    confirmed: Mapping | None = None
    is_cancelled: bool = False
    is_interrupted: bool = False
    was_stopped: bool = False
    note: str = ""
    _rests: threading.Event = field(default_factory=threading.Event)

    @property
    def is_going_on(self) -> bool:
        """Whether it waits for its turn or is being loaded."""
        return self.state in ("waiting", "running")

    @property
    def sentence(self) -> str:
        """Return what became of it, a line for each file in it."""
        lines = [outcome.sentence for outcome in self.outcomes]
        return "\n".join(filter(None, (*lines, self.note)))

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until nothing is done for it any more; return whether that is so."""
        return self._rests.wait(seconds)

    def run(self) -> None:
        """Load the file; what became of it then stands in `outcomes`."""
        state: State = "failed"
        self.outcomes = []
        try:
            for outcome in self._load():
                self.outcomes.append(outcome)
                if self.was_stopped:
                    break
            state = self._became()
        finally:
            if state == "failed" and not self._failures():
                self.outcomes.append(Failure(self.file_name, FAULTY.format(self.file_name)))
            self.rest(state)

    def rest(self, state: State) -> None:
        """Do nothing more for it: its end is on record, unless it waits to be confirmed."""
        try:
            self.put_away(self)
            if state != "unconfirmed":
                load_jobs.end(self.session, self.job_id, state, self.sentence)
        finally:
            self.state = state
            self._rests.set()

    def begin_again(
        self, session: Session, confirmed: Mapping | None, kind: TableKind | None
    ) -> None:
        """Let it wait for its turn once more: to be loaded as somebody confirmed, or to be read as
        the kind of table that somebody says it is.
        """
        self.session, self.confirmed = session, confirmed
        self.choice = replace(self.choice, table=kind)
        self.rows_read, self.note, self.state = 0, "", "waiting"
        self._rests.clear()

    def _load(self) -> Iterator[Outcome]:
        if self.confirmed is not None:
            return load.confirm(self.session, self.file, self.confirmed, progress=self._progress)
        return load.into(self.session, self.file, choice=self.choice, progress=self._progress)

    def _progress(self, rows: int) -> None:
        """Note how many rows were read; here, between two batches, a load can be cancelled."""
        self.rows_read = rows
        if self.is_interrupted:
            self.was_stopped = True
            raise Cancelled(load_jobs.INTERRUPTED)
        if self.is_cancelled:
            self.was_stopped = True
            is_part_kept = any(isinstance(outcome, LoadReport) for outcome in self.outcomes)
            sentence = CANCELLED_WITHIN if is_part_kept else CANCELLED
            raise Cancelled(sentence.format(self.file_name))

    def _became(self) -> State:
        if self.was_stopped:
            return "interrupted" if self.is_interrupted else "cancelled"
        if any(isinstance(outcome, Unconfirmed) for outcome in self.outcomes):
            return "unconfirmed"
        return "failed" if self._failures() else "done"

    def _failures(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if isinstance(outcome, Failure)]


class _Queue:
    """The jobs of one store; a thread of its own runs each, one at a time."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.is_over = False
        self.lock = threading.RLock()

    def add(self, job: Job) -> None:
        """Put a job last."""
        load_jobs.ask(job.session, job.job_id, job.file_name, at=job.asked_at)
        with self.lock:
            self.jobs.append(job)
        self.go_on()

    def go_on(self) -> None:
        """Begin the next job, unless one is running."""
        with self.lock:
            if self.is_over or any(job.state == "running" for job in self.jobs):
                return
            following = next((job for job in self.jobs if job.state == "waiting"), None)
            if following is not None:
                following.state = "running"
                # a daemon: PatrolQR can be stopped meanwhile, and the record then says so
                threading.Thread(target=self._run, args=(following,), daemon=True).start()

    def _run(self, job: Job) -> None:
        try:
            job.run()
        finally:
            self.go_on()

    def forget(self, most: int) -> None:
        """Tell no more of jobs that have ended than so many."""
        with self.lock:
            ended = [job for job in self.jobs if job.wait(0) and job.state != "unconfirmed"]
            gone = ended[: max(0, len(ended) - most)]
            self.jobs = [job for job in self.jobs if job not in gone]


_queues: WeakKeyDictionary[Folder, _Queue] = WeakKeyDictionary()
_opening = threading.Lock()


def _queue(session: Session) -> _Queue:
    with _opening:
        return _queues.setdefault(session.store, _Queue())


def start(session: Session, files: Iterable[Upload], choice: Choice) -> list[Job]:
    """Load the files in the background, one after the other; return their jobs.

    What is told of jobs that have ended is forgotten.
    """
    forget(session)
    return [_of_upload(session, file, choice) for file in files]


def start_file(session: Session, file: Path, put_away: Callable[[Job], None]) -> Job:
    """Load a file that lies in a folder, in the background; return its job.

    `put_away` is called each time nothing more is tried with it for now.
    """
    job = Job(session, readers.name_of(file), file, Choice(), put_away)
    _queue(session).forget(REMEMBERED)
    _queue(session).add(job)
    return job


def listed(session: Session) -> list[Job]:
    """Return the jobs that go on, wait to be confirmed, or ended lately, the last one first."""
    return list(reversed(_queue(session).jobs))


def forget(session: Session) -> None:
    """Tell no more of the jobs that have ended; the record keeps them."""
    _queue(session).forget(0)


def confirm(session: Session, job_id: str, confirmed: Mapping) -> Job:
    """Load a file by what somebody confirmed for its columns; InputWrong where it is not waiting
    for that any more.
    """
    return _begin_again(session, job_id, confirmed=confirmed)


def read_as(session: Session, job_id: str, kind: TableKind) -> Job:
    """Let a file be read as a table of another kind, to be confirmed then; InputWrong where it is
    not waiting to be confirmed any more.
    """
    return _begin_again(session, job_id, kind=kind)


def _begin_again(
    session: Session,
    job_id: str,
    *,
    confirmed: Mapping | None = None,
    kind: TableKind | None = None,
) -> Job:
    queue = _queue(session)
    with queue.lock:
        job = unconfirmed(session, job_id)
        job.begin_again(session, confirmed, kind)
    queue.go_on()
    return job


def unconfirmed(session: Session, job_id: str) -> Job:
    """Return a job that waits for somebody to confirm how its file is read; InputWrong where it
    does not any more.
    """
    job = _job(_queue(session), job_id)
    if job is None or job.state != "unconfirmed":
        raise InputWrong(GONE)
    return job


def cancel(session: Session, job_id: str) -> None:
    """Load a file no further: nothing of it is kept, unless it was loaded at this very moment."""
    queue = _queue(session)
    with queue.lock:
        job = _job(queue, job_id)
        if job is None:
            return
        job.is_cancelled = True
        if job.state in NOTHING_DONE:
            sentence = NOTHING_DONE[job.state].format(job.file_name)
            job.outcomes = [Failure(job.file_name, sentence)]
            job.rest("cancelled")


def stop(session: Session, *, patience_s: float = STOPPED_WITHIN_S) -> None:
    """Begin no other load, and let the one that is running end without keeping anything: PatrolQR is
    about to stop. What waits stands on record and is told as interrupted at the next start.
    """
    queue = _queue(session)
    with queue.lock:
        queue.is_over = True
        running = [job for job in queue.jobs if job.state == "running"]
        for job in running:
            job.is_interrupted = True
    for job in running:
        job.wait(patience_s)


def _job(queue: _Queue, job_id: str) -> Job | None:
    return next((job for job in queue.jobs if job.job_id == job_id), None)


def _of_upload(session: Session, file: Upload, choice: Choice) -> Job:
    """Start to load a file that was given at the desk; it is kept only as long as it is needed."""

    def put_away(job: Job) -> None:
        if not any(isinstance(outcome, Unconfirmed) for outcome in job.outcomes):
            load_jobs.forget_file(job.session, job.job_id)

    job_id = str(uuid.uuid4())
    path = load_jobs.keep_file(session, job_id, file.name, cast(IO[bytes], file))
    job = Job(session, readers.name_of(file.name), path, choice, put_away, job_id)
    _queue(session).add(job)
    return job
