"""Which lines of the audit trail are looked at, and whether it is whole."""

from datetime import timedelta

import streamlit as st

from patrolqr.core import clock
from patrolqr.desk.shared import address, who
from patrolqr.store import audit
from patrolqr.store.audit import LineChoice

MONTH = timedelta(days=30)

ALL = "Everybody"
ANY = "Anything"


def choice() -> LineChoice:
    """Ask which lines; the address says it."""
    today = clock.calendar_day()
    since, person, act, subject, words = st.columns([3, 2, 2, 2, 2])
    with since:
        days = st.date_input(
            "Days", (today - MONTH, today), max_value=today, format="DD/MM/YYYY", key="audit_days"
        )
    with person:
        whose = st.selectbox("Who", [ALL, *audit.people(who.session())], key="audit_person")
    with act:
        what = st.selectbox("What", [ANY, *audit.ACTS], key="audit_act")
    with subject:
        whom = st.text_input(
            "Concerning",
            key="audit_subject",
            placeholder="number, name, log",
            help="Of whom or of which log alone something was shown, changed or taken: a collar "
            "number, an account's name, or a log's id.",
        )
    with words:
        text = st.text_input(
            "With these words",
            key="audit_words",
            placeholder="page, file, table",
        )
    both = days if isinstance(days, tuple) else (days,)
    address.write(who=None if whose == ALL else whose, act=None if what == ANY else what)
    return LineChoice(
        person="" if whose == ALL else whose,
        act="" if what == ANY else what,
        subject=whom.strip(),
        words=text,
        since=both[0] if both else None,
        until=both[-1] if both else None,
    )


def wholeness() -> None:
    """Say whether the trail is whole, and ask for a head that was written down elsewhere."""
    asked = st.expander(
        "Is every line still there?",
        icon=":material/verified:",
        key="audit_whole",
        on_change="rerun",
    )
    if not asked.open:  # a million lines take seconds: read only where somebody asks
        return
    with asked:
        head = st.text_input(
            "A head from a sheet's foot, or written down before",
            key="audit_head",
            placeholder="the 12 characters after “Audit”",
            help="Lines cut off at the end show only against a head that was kept elsewhere: every "
            "sheet and debrief has one on its foot, the program's output at each start and stop, "
            "and it stands below.",
        )
        with st.spinner("Reading every line …"):
            found = audit.check(who.session(), head=head)
        if found.problem:
            st.error(found.problem, icon=":material/error:")
        else:
            st.success(f"{found.lines:,} lines, none changed, none missing between them.")
            if held := audit.word_found(found):
                st.success(held)
            st.markdown(f"Write this head down elsewhere: `{found.head[:12]}`")
