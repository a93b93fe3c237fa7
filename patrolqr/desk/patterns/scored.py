"""How good the cards were: judged against what followed, with the rule."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from patrolqr.analysis import Run
from patrolqr.core import clock
from patrolqr.desk.shared import cached, tables, who, words
from patrolqr.steps import look_at_notes, score_patterns
from patrolqr.steps.score_patterns import Score

AGAIN = "Look again, for cards of points and what officers write"
"""Its switch: these looks take longer than a page may wait."""


def shown(runs: Sequence[Run], notes: Sequence[Run], as_of: date) -> None:
    """Show how good each detector's cards were, folded; of a day that is replayed nothing, as what
    followed it was not known then.
    """
    if as_of < clock.today() or not (runs or notes):
        return
    with st.expander("How good the cards were"):
        found = _scores(runs, notes, as_of)
        for each in found:
            st.markdown(words.plain(each.sentence))
        for rule in score_patterns.rules(found):
            st.caption(words.plain(rule))
        table = pd.DataFrame(found, columns=list(Score._fields)).drop(columns="detector")
        tables.grid(table.rename(columns={"title": "looked_for"}), "score")
        tables.downloads(lambda: table, "score", count=len(table))


def _scores(runs: Sequence[Run], notes: Sequence[Run], as_of: date) -> list[Score]:
    """Return the scores; those for which somebody has to look again where that is wanted."""
    since = cached.ask(score_patterns.looked_since)
    told = cached.ask_of_loads(score_patterns.told_later, since, as_of=as_of)
    closed = cached.ask(score_patterns.to_judge)
    if not (closed or notes) or not st.toggle(AGAIN, key="score_again"):
        return score_patterns.score(who.session(), runs, told, None)
    followed = cached.ask_of_loads(score_patterns.followed, closed)
    mark = cached.ask(look_at_notes.mark, as_of=as_of)
    return [
        *score_patterns.score(who.session(), runs, told, followed),
        *cached.ask_marked(mark, score_patterns.of_notes, as_of=as_of),
    ]
