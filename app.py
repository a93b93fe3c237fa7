"""PatrolQR: settings → the store → one process with the desk (Streamlit) and the officers' pages (/o).

Start it with `streamlit run app.py`.
"""

from pathlib import Path

import streamlit as st

from patrolqr import phone, settings, store
from patrolqr.errors import PatrolError
from patrolqr.ui import shell
from patrolqr.ui.warm import warm

DESK = Path(__file__).resolve().parent / "patrolqr" / "ui" / "desk.py"


def _open() -> store.Store:
    """Return this process's store; an expected problem ends the start with its sentence."""
    try:
        folder = settings.current().data
        new = not any((folder / name).exists() for name in (store.REAL, store.DEMO))
        making = " Making the demo town, a few seconds …" if new else ""
        print(f"PatrolQR keeps its data in {folder}.{making}", flush=True)
        return store.current()
    except PatrolError as problem:
        raise SystemExit(problem.sentence) from None


app = st.App(DESK, routes=phone.routes(_open()), lifespan=warm, on_script_error=shell.problem)
