"""What PatrolQR did by itself: its last looks at patterns, and when the next one is."""

import streamlit as st

from patrolqr.core import clock, settings
from patrolqr.desk.shared import cached, words
from patrolqr.steps import nightly
from patrolqr.store import nightly_runs
from patrolqr.store.briefings import instant
from patrolqr.store.nightly_runs import NightlyRow

LISTED = 7
"""Days whose looks are listed."""


def shown(*, is_empty: bool) -> None:
    """Show what came of the newest look by itself, the ones before folded; nothing where there is
    nothing to look at and nobody looked.
    """
    chosen = settings.current()
    told = cached.ask(nightly_runs.newest, days=LISTED)
    if is_empty and not told:
        return
    st.caption(words.plain(nightly.announce(chosen.nightly, chosen.mail)))
    for row in told[:1]:
        st.caption(words.plain(_line(row)))
    if told[1:]:
        with st.expander("Looks by itself before"):
            for row in told[1:]:
                st.caption(words.plain(_line(row)))


def _line(row: NightlyRow) -> str:
    at = clock.instant_text(instant(row["at_us"]))
    if row["stage"] == "begun":
        return f"As at {clock.day_text(row['day'])}: begun {at}, not ended yet."
    return f"As at {clock.day_text(row['day'])}, ended {at}: {nightly.sentence(nightly_runs.came(row))}"
