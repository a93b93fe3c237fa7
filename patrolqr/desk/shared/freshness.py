"""Up to when the data reach, on every page, and whose data they are."""

from datetime import timedelta

import streamlit as st

from patrolqr.analysis.freshness import Freshness, freshness
from patrolqr.core import clock
from patrolqr.core.incident import PUBLISHED
from patrolqr.desk.shared import cached, frame
from patrolqr.desk.shared.words import plain
from patrolqr.store import loaded

SHOWN = 2
"""Kinds of data named beside the menu, on its line at 1280 pixels; the tip has the rest."""

ATTRIBUTION = (
    "Published crime: data.police.uk. Contains public sector information licensed under the "
    "[Open Government Licence v3.0](https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/)."
)


def strip() -> None:
    """Say up to when each kind of data reaches, in amber where newer data should have come."""
    found = freshness(cached.ask_of_loads(loaded.reached), clock.now())
    if found:
        late_first = sorted(found, key=lambda each: not each.is_late)
        with st.container(key="freshness", width="content"):
            st.caption(
                " · ".join(_said(each) for each in late_first[:SHOWN]),
                help="  \n".join(_at_length(each) for each in found),
            )


def attribution() -> None:
    """Name the licence of published data, where there are some."""
    if PUBLISHED in set(cached.ask_of_loads(loaded.reached)["source"]):
        with st.container(key="attribution"):
            st.caption(ATTRIBUTION)


def _said(each: Freshness) -> str:
    """Return calls to 05:40 today, or crime to 31 Aug, 87 days old."""
    # data to the end of a month or day reach up to its last second
    local, now = clock.local(each.reaches - timedelta(seconds=1)), clock.local(clock.now())
    days = (now.date() - local.date()).days
    day = f"{local.day} {local:%b}" if local.year == now.year else frame.day(local.date())
    when = f"{local:%H:%M} today" if days == 0 else day
    old = f", {days} {'day' if days == 1 else 'days'} old" if days else ""
    words = f"{each.kind} to {when}{old}"
    return f":orange[:material/schedule: {words}]" if each.is_late else words


def _at_length(each: Freshness) -> str:
    force = f" ({plain(each.force)})" if each.force else ""
    late = ": newer data should have come by now" if each.is_late else ""
    until = clock.instant_text(each.reaches - timedelta(seconds=1))
    return f"{each.kind.capitalize()}{force} to {until}{late}"
