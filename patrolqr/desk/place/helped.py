"""Did patrols here help? One sentence with its interval, or why it cannot be said yet."""

from datetime import date

import pandas as pd
import streamlit as st

from patrolqr.analysis import coin_days, helped_harm
from patrolqr.analysis import helped as answers
from patrolqr.analysis.coin_days import CoinDays
from patrolqr.core import settings
from patrolqr.core.incident import Precision
from patrolqr.desk.shared import address, cached, frame, tables
from patrolqr.desk.shared.words import plain
from patrolqr.steps import helped
from patrolqr.steps.dossier import Place
from patrolqr.steps.helped import Answer

SINCE = "patrolled_since"
"""The address's parameter: the day from which patrols are counted as such."""


def ask(place: Place, precision: Precision | None, patrol_day: date) -> None:
    """Offer the answer; it is worked out when it is opened."""
    shown = st.expander(
        "Did patrols here help?", key="helped", on_change="rerun", bind="query-params"
    )
    if shown.open:
        with shown:
            _asked(place, precision, patrol_day)


def _asked(place: Place, precision: Precision | None, patrol_day: date) -> None:
    if place.cell is None or precision is None:
        st.caption("Incidents are counted by square; of this place there is none, or no data.")
        return
    by_coins = cached.ask(helped.by_coins, place.cell, patrol_day=patrol_day)
    if by_coins:
        _by_coins(by_coins)
    first = cached.ask(helped.first_patrolled, place.cell)
    if first is None or first > patrol_day:
        st.caption("Nobody logged a patrol here, so there is nothing that could have helped.")
        return
    address.choose_day(SINCE, first)
    since = st.date_input("Patrolled since", format="DD/MM/YYYY", key=SINCE, width=200) or first
    address.write(**{SINCE: since.isoformat()})
    found = cached.ask(
        helped.at_square,
        place.cell,
        precision,
        patrolled_since=since,
        patrol_day=patrol_day,
        weights=settings.current().harm_weights,
    )
    if since > first:
        st.caption(f"It was patrolled before that day too, first on {frame.day(first)}.")
    if found.told is None:
        st.markdown(plain(f"Nothing can be said. {found.why}"))
    else:
        _told(found)
    if found.missing:
        st.caption(plain(f"{found.missing}: left out of both times."))


def _by_coins(found: CoinDays) -> None:
    """Show what coins say of the place, and what the rest of the answer is then called."""
    st.markdown("**Days drawn by a coin against days held out**")
    first, *more = coin_days.sentences(found, here=True)
    st.markdown(plain(" ".join([first, *more[:1]])))
    said = [*more[1:], coin_days.rule(found)] if found.found else more
    for each in (*said, *coin_days.notes(found)):
        st.caption(plain(each))
    if found.coins:
        rows = coin_days.table(found).drop(columns=["team_id", "area"])
        tables.table(rows, "coin_days", label="Days counted, as rows")
    st.markdown("**Before and since**")


def _told(found: Answer) -> None:
    if found.told is None or found.rows is None:
        return
    first, *more = answers.sentences(found.told, found.unit)
    st.markdown(plain(first))
    for each in more:
        st.caption(plain(each))
    _in_harm(found)
    st.caption(plain(f"{answers.RULE} {answers.TO_THE_MEAN}"))
    st.caption(f"Incidents before ({found.before}) and since ({found.since}):")
    tables.grid(_by_role(found), "helped")
    tables.table(found.rows, "squares_compared", label="Squares compared, as rows")


def _in_harm(found: Answer) -> None:
    """Show what is said in harm, where the force has set its weights."""
    if found.harm is None or found.told is None:
        return
    said = answers.sentences(found.told, found.unit)
    first, *more = helped_harm.sentences(found.harm, found.unit)
    st.markdown(plain(first))
    captions = [each for each in more if each not in said]
    if found.without:
        named = ", ".join(found.without).lower()
        captions.append(f"No weight is set for {named}: no harm is counted for them.")
    if captions:
        st.caption(plain(" ".join(captions)))


def _by_role(found: Answer) -> pd.DataFrame:
    """Return the incidents of the place, its ring, and those held against them, before and since."""
    if found.rows is None:
        return pd.DataFrame()
    sums = found.rows.drop(columns="cell").groupby("role", sort=False, as_index=False).sum()
    sums.insert(1, "squares", found.rows.groupby("role", sort=False).size().to_numpy())
    return sums
