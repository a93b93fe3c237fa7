"""Loading files, for the logs page and the command line: what was read goes to the store, file by
file.

A first file only takes PatrolQR away from its demo once all of it has proved readable.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from patrolqr import readers
from patrolqr.core.errors import PatrolError
from patrolqr.readers import mapping
from patrolqr.readers.mapping import CALLED, Guess, Mapping
from patrolqr.store import Session, loads, mappings, places, table_logs
from patrolqr.store.loads import LoadReport, Progress


@dataclass(frozen=True)
class Failure:
    """A file that could not be loaded; it changed nothing."""

    file_name: str
    sentence: str


@dataclass(frozen=True)
class Unconfirmed:
    """A table whose columns were guessed and that nobody has confirmed yet; it changed nothing.

    `preview` are its first rows as they would be read, or as they are written where nobody can tell
    what they hold; `broken` those that could not be read.
    """

    file_name: str
    guess: Guess
    preview: pd.DataFrame
    broken: tuple[readers.Broken, ...]

    @property
    def sentence(self) -> str:
        """Return what has to be done."""
        if not self.guess.is_clear:
            return (
                f"{self.file_name}: nobody can tell from its headings what it holds. Nothing is "
                "loaded yet: say what it holds and which of its columns is what, and files like it "
                "load by themselves."
            )
        return (
            f"{self.file_name}: read as {CALLED[self.guess.mapping.kind]}. Nothing is loaded yet: "
            "confirm once which of its columns is what, and files like it load by themselves."
        )


OF_A_PHONE = "phone_queue"
"""Logs that belong to sheets which are there, the demo's too: they start no database of one's own."""

PREVIEWED = 10
"""Rows shown before somebody confirms how a table is read."""

WHOLE = ["identity", "answers", "row"]
"""Columns of patrol logs that repeat the whole row: no preview needs them."""

Outcome = LoadReport | Failure | Unconfirmed


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

    def opened(kind: str) -> Session:
        if kind != OF_A_PHONE:
            session.store.start_real()
        return session

    # the demo's ground is invented: nothing of one's own has to lie near it
    ground = None if session.is_demo else places.ground(session)
    informed = replace(choice or readers.Choice(), known=known_mappings(session), ground=ground)
    try:
        yield from each(file, opened, first=session.is_demo, choice=informed, progress=progress)
    finally:
        session.store.give_back()  # where nothing of it came in after all


def confirm(
    session: Session,
    file: readers.Named,
    confirmed: Mapping,
    *,
    progress: Progress | None = None,
) -> Iterator[Outcome]:
    """Give what became of the file, read by a mapping that was just confirmed for its columns.

    Nothing is loaded where a colleague confirmed another one meanwhile.
    """
    known = known_mappings(session).get(confirmed.fingerprint)
    if known is not None and mapping.to_toml(known) != mapping.to_toml(confirmed):
        sentence = (
            "Somebody confirmed meanwhile that these columns are read another way. Nothing was "
            "loaded. Load the file again: it is then read as they said."
        )
        yield Failure(readers.name_of(file), sentence)
        return
    yield from into(session, file, choice=readers.Choice(mapping=confirmed), progress=progress)


def each(
    file: readers.Named,
    opened: Callable[[str], Session],
    *,
    first: bool,
    choice: readers.Choice | None = None,
    progress: Progress | None = None,
) -> Iterator[Outcome]:
    """Give what became of each file in `file`; the store is opened, for a file of that kind, when
    there is something to put into it.

    `first` says that there is no database of one's own yet.
    """
    name = readers.name_of(file)
    try:
        if first:
            readers.prove(file, choice=choice, progress=progress or (lambda rows: None))
        for source in readers.read(file, choice=choice):
            name = source.file_name
            yield _one(source, opened, progress)
    except PatrolError as problem:
        yield Failure(name, problem.sentence)


def _one(
    source: readers.Source, opened: Callable[[str], Session], progress: Progress | None
) -> Outcome:
    if source.kind == "refused":
        return Failure(source.file_name, source.why)
    if source.kind not in loads.LOADERS:
        return loads.not_loaded(source)
    if not source.confirmed and source.guess is not None:
        return _unconfirmed(source, source.guess)
    session = opened(source.kind)
    try:
        if source.guess is not None:
            _keep(session, source.guess.mapping)
        return loads.load(session, source, progress=progress)
    except PatrolError as problem:
        return Failure(source.file_name, problem.sentence)


def known_mappings(session: Session) -> dict[str, Mapping]:
    """Return the mappings that were confirmed here before, by the header's fingerprint."""
    if session.is_demo:  # they name a force that does not exist
        return {}
    kept = mappings.known(session)
    return {fingerprint: mapping.from_toml(content) for fingerprint, content in kept.items()}


def _keep(session: Session, confirmed: Mapping) -> None:
    """Remember a mapping for files with the same header, once."""
    content = mapping.to_toml(confirmed)
    if mappings.known(session).get(confirmed.fingerprint) != content:
        if confirmed.areas:
            table_logs.confirm(session, confirmed.areas, by_name=True)
        mappings.keep(
            session, fingerprint=confirmed.fingerprint, kind=confirmed.kind, content=content
        )


def _unconfirmed(source: readers.Source, guess: Guess) -> Unconfirmed:
    if not guess.is_clear and source.written is not None:
        return Unconfirmed(source.file_name, guess, source.written.to_pandas(), ())
    batch = next(iter(source.batches()), None)
    if batch is None:
        return Unconfirmed(source.file_name, guess, pd.DataFrame(), ())
    rows = batch.rows.slice(0, PREVIEWED).to_pandas().drop(columns="line")
    rows = rows.drop(columns=WHOLE, errors="ignore")
    filled = [name for name in rows if (rows[name].notna() & (rows[name].astype(str) != "")).any()]
    return Unconfirmed(source.file_name, guess, rows[filled], batch.broken[:PREVIEWED])
