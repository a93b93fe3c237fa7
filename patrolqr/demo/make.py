"""The demo's database in a data folder: complete, or not at all.

It is made as a force makes its own: files are loaded by the readers, read by mappings that were
confirmed; what is done on pages and phones is put beside.
"""

import tempfile
from functools import partial
from pathlib import Path

from patrolqr import readers, store
from patrolqr.core import clock
from patrolqr.core.actor import Actor
from patrolqr.demo import force_files, looks, mornings
from patrolqr.demo.patrols import PROBLEM_SOLVER
from patrolqr.demo.town import Town, town
from patrolqr.readers import mapping
from patrolqr.readers.mapping import Mapping
from patrolqr.steps import load
from patrolqr.store import Session, places
from patrolqr.store.loads import LoadReport

MAPPINGS = Path(__file__).parent / "mappings"
"""Which column is which in the files of the force's own, each as `load --map` takes it."""


def make(folder: Path) -> Path:
    """Make the town anew in a folder that nobody has open, and return the path of its database."""
    with store.claimed(folder):
        write(town(), folder / store.DEMO)
    return folder / store.DEMO


def write(lived: Town, path: Path) -> None:
    """Make the town's database at path."""
    store.write_whole(path, partial(fill, lived))


def fill(lived: Town, session: Session) -> None:
    """Load the town's files into a new database, and store what was done on pages and phones.

    All of it at the town's own moment: nothing of it is later than that.
    """
    desk = Session(session.store, Actor(PROBLEM_SOLVER, "desk"))
    with clock.standing_at(lived.cut), tempfile.TemporaryDirectory() as folder:
        *ahead, earlier_patrols = force_files.write(lived, Path(folder))
        for file in ahead:
            load_file(desk, file)
        store.insert_tables(desk, lived.tables)
        load_file(desk, earlier_patrols)
    looks.look(desk, lived.until)
    mornings.decide(desk, lived.until)


def load_file(session: Session, file: Path) -> None:
    """Load a file as `load --map` does; RuntimeError where any of its rows is not taken."""
    choice = readers.Choice(mapping=confirmed(file), ground=places.ground(session))
    for outcome in load.each(file, lambda _: session, first=False, choice=choice):
        is_taken = isinstance(outcome, LoadReport) and not (outcome.why_not or outcome.quarantined)
        if not is_taken:
            raise RuntimeError(f"The demo wrote a file it cannot load: {outcome.sentence}")


def confirmed(file: Path) -> Mapping | None:
    """Return the mapping by which a file is read, None where its format needs none."""
    kept = MAPPINGS / f"{file.stem}.toml"
    return mapping.from_toml(kept.read_text("utf-8")) if kept.exists() else None
