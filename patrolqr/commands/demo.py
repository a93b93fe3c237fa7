"""demo: make the fictional town anew."""

import argparse

from patrolqr.commands.command import OK, Command
from patrolqr.core import settings
from patrolqr.demo import make
from patrolqr.store import REAL


def _arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def _run(asked: argparse.Namespace) -> int:
    folder = settings.current().data
    print("Making Ashbrook, a fictional town …", flush=True)
    path = make(folder)
    print(f"Made {path}. It ends today; start the app to see it: streamlit run app.py")
    if (folder / REAL).exists():
        print(
            f"This folder holds your own data too, and the app opens those. To see the demo, move {path.name} to a "
            "folder of its own and name that folder in PATROLQR_DATA."
        )
    return OK


DEMO = Command(
    "demo",
    "Make the fictional town anew, ending today; your own data are not touched.",
    "\n\nWhat was picked, briefed or logged in the old demo is gone with it.",
    _arguments,
    _run,
)
