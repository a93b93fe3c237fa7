"""PatrolQR: settings → the store → one process with the desk (Streamlit) and the officers' pages
(/o).

Start it with `streamlit run app.py`.
"""

from pathlib import Path

import streamlit as st

from patrolqr import demo, phone, store
from patrolqr.core import settings
from patrolqr.core.actor import Actor
from patrolqr.core.errors import PatrolError
from patrolqr.desk.shared import frame
from patrolqr.desk.warm import warm

DESK = Path(__file__).resolve().parent / "patrolqr" / "desk" / "script.py"


def _open() -> store.Store:
    """Return this process's store; an expected problem ends the start with its sentence."""
    try:
        folder = settings.current().data
        print(f"PatrolQR keeps its data in {folder}.", flush=True)
        if not store.has_data(folder):
            print("Making the demo town, a few seconds …", flush=True)
            demo.make(folder)
        return store.current()
    except PatrolError as problem:
        raise SystemExit(problem.sentence) from None


PHONES = Actor("officers' phones", "officer")

app = st.App(
    DESK,
    routes=phone.routes(store.Session(_open(), PHONES)),
    lifespan=warm,
    on_script_error=frame.problem,
)
