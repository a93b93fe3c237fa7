"""What the last shift left to this one, on the pages it begins with."""

import streamlit as st

from patrolqr.core import clock
from patrolqr.core.team import Duty
from patrolqr.desk.shared import cached
from patrolqr.desk.shared.words import plain
from patrolqr.store import handovers


def told(duty: Duty) -> None:
    """Show what the team's last shift handed over, by whom; nothing where nobody did."""
    handover = cached.ask(handovers.before, duty)
    if handover is not None:
        when = f"{clock.day_text(handover.patrol_day)}, {handover.shift}"
        st.info(
            f"From the last shift, {plain(handover.written_by)}, {when}: {plain(handover.text)}",
            icon=":material/forum:",
        )
