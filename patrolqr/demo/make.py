"""The demo's database in a data folder: complete, or not at all."""

from pathlib import Path

from patrolqr import store
from patrolqr.demo.town import town


def make(folder: Path) -> Path:
    """Make the town anew in a folder that nobody has open, and return the path of its database."""
    with store.claimed(folder):
        store.write_whole(folder / store.DEMO, vars(town()))
    return folder / store.DEMO
