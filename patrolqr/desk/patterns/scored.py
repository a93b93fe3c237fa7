"""How good the cards were: judged against what followed, with the rule."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from patrolqr.analysis import Run, scoring
from patrolqr.core import clock
from patrolqr.desk.shared import cached, tables, who, words
from patrolqr.steps import score_patterns
from patrolqr.steps.score_patterns import Score


def shown(runs: Sequence[Run], as_of: date) -> None:
    """Show how good each detector's cards were, folded; of a day that is replayed nothing, as what
    followed it was not known then.
    """
    if as_of < clock.today():
        return
    since = cached.ask(score_patterns.looked_since)
    told = cached.ask_of_loads(score_patterns.told_later, since, as_of=as_of)
    found = score_patterns.score(who.session(), runs, told)
    with st.expander("How good the cards were"):
        for each in found:
            st.markdown(words.plain(each.sentence))
        st.caption(words.plain(scoring.RULE))
        table = pd.DataFrame(found, columns=list(Score._fields)).drop(columns="detector")
        tables.grid(table.rename(columns={"title": "looked_for"}), "score")
        tables.downloads(lambda: table, "score", count=len(table))
