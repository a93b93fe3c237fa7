"""Loading files, for the logs page and the command line: what was read goes to the store, file by
file.

A first file only takes PatrolQR away from its demo once all of it has proved readable.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from patrolqr import readers
from patrolqr.core.errors import PatrolError
from patrolqr.store import Session, loads
from patrolqr.store.loads import LoadReport, Progress


@dataclass(frozen=True)
class Failure:
    """A file that could not be loaded; it changed nothing."""

    file_name: str
    sentence: str


Outcome = LoadReport | Failure


def into(
    session: Session,
    file: readers.Named,
    *,
    choice: readers.Choice | None = None,
    progress: Progress | None = None,
) -> Iterator[Outcome]:
    """Give what became of each file in `file` (a zip holds several).

    The demo is left for good on the first success.
    """

    def opened() -> Session:
        session.store.start_real()
        return session

    return each(file, opened, first=session.is_demo, choice=choice, progress=progress)


def each(
    file: readers.Named,
    opened: Callable[[], Session],
    *,
    first: bool,
    choice: readers.Choice | None = None,
    progress: Progress | None = None,
) -> Iterator[Outcome]:
    """Give what became of each file in `file`; the store is opened when there is something to put
    into it.

    `first` says that there is no database of one's own yet.
    """
    name = readers.name_of(file)
    try:
        if first:
            readers.prove(file, choice=choice)
        for source in readers.read(file, choice=choice):
            name = source.file_name
            yield _one(source, opened, progress)
    except PatrolError as problem:
        yield Failure(name, problem.sentence)


def _one(
    source: readers.Source, opened: Callable[[], Session], progress: Progress | None
) -> Outcome:
    if source.kind not in loads.LOADERS:
        return loads.not_loaded(source)
    session = opened()
    try:
        return loads.load(session, source, progress=progress)
    except PatrolError as problem:
        return Failure(source.file_name, problem.sentence)
