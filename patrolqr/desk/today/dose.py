"""What each area on the sheet got of its dose: figures on top, one row per area, what is left to
do.
"""

from datetime import datetime, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from patrolqr.core import clock, dose
from patrolqr.core.briefing import Briefing
from patrolqr.core.team import Duty
from patrolqr.desk.shared import cached, feed, frame, inputs, log_choices, place_link, who, words
from patrolqr.steps import debrief
from patrolqr.store import briefings, log_reads, picks, teams, visits

HELP = {
    "Areas patrolled": "A code that was read and no time of arriving given is no patrol.",
    "Patrols": "Given of those asked for, area by area: none counts for more than it was asked.",
    "Dose, minutes": "Minutes with officers in the areas, out of those asked for. "
    "No area counts for more than it was asked.",
}


WIDTHS = (4, 4, 3, 4)
"""Area, its progress, when somebody was last there, what is left to do."""


def rows(briefing: Briefing) -> pd.DataFrame:
    """Return one row per tasking of the sheet with what it got so far."""
    return cached.ask(visits.today, briefing)


@st.fragment(run_every=feed.EVERY)
def live(briefing: Briefing) -> None:
    """Show what the sheet's areas got so far, and look for new logs every few seconds."""
    areas, now = rows(briefing), clock.now()
    st.caption(f"{clock.time_text(now)} · {_of_shift(briefing, now)}", text_alignment="right")
    _figures(areas, briefing)
    _listed(areas, briefing, now)


def _of_shift(briefing: Briefing, now: datetime) -> str:
    """Return where in the shift it is now: 4 h left."""
    starts_at, ends_at = clock.duty_window(briefing.duty)
    if now < starts_at:
        return f"the shift starts in {_duration(starts_at - now)}"
    return f"{_duration(ends_at - now)} left" if now < ends_at else "the shift is over"


def others_on(duty: Duty) -> None:
    """Lead to every other duty that runs now and has a sheet, whichever team's."""
    asking = who.session()
    with st.container(horizontal=True, gap="small", key="others_on"):
        for team in cached.ask(teams.teams):
            for day, shift in clock.running(team.shifts, clock.now()):
                other = Duty(team.team_id, day, shift)
                sheet = None if other == duty else briefings.current(asking, other)
                if sheet is not None:
                    areas = rows(sheet)
                    seen = f"{(areas['patrols'] > 0).sum()} of {len(areas)} areas patrolled"
                    st.page_link(
                        frame.PAGES / "today.py",
                        label=f":small[Also on: **{words.plain(team.name)}, {shift.label}**, {seen} →]",
                        query_params=inputs.of_duty(other),
                    )


def not_briefed(duty: Duty) -> None:
    """Say what to do next where there is no sheet: pick areas, or brief those that are picked."""
    picked = [words.plain(pick.area.name) for pick in picks.picks(who.session(), duty)]
    if picked:
        frame.empty_state(
            "Picked, not briefed yet",
            f"{', '.join(picked)}.",
            leads_to=("briefing", "Write the briefing", inputs.of_duty(duty)),
        )
    else:
        frame.empty_state(
            "Nothing is picked for this shift",
            "Choose patrol areas on the map, then write the briefing.",
            leads_to=("hotspots", "Choose patrol areas", inputs.of_duty(duty)),
        )
    sheet = cached.ask(briefings.newest_sheet, duty.team_id, duty.patrol_day)
    if sheet is not None:
        with st.container(horizontal_alignment="center"):
            label = f"Newest sheet: {clock.day_text(sheet.patrol_day)}, {sheet.shift.name} →"
            st.page_link(frame.PAGES / "today.py", label=label, query_params=inputs.of_duty(sheet))


def _figures(areas: pd.DataFrame, briefing: Briefing) -> None:
    """Show areas patrolled, dose and what was done; each opens its logs."""
    shown = (
        ("Areas patrolled", f"{(areas['patrols'] > 0).sum()} of {len(areas)}", "", None),
        (
            "Patrols",
            f"{areas['patrols_given'].sum():,} of {areas['patrols_asked'].sum():,}",
            "",
            None,
        ),
        (
            "Dose, minutes",
            f"{areas['minutes_given'].sum():,} of {areas['minutes_asked'].sum():,}",
            "with notes",
            "notes",
        ),
        ("Engagements", _counted(areas, "engagements"), "", "engagements"),
        ("Stop-searches", _counted(areas, "stop_searches"), "", "stop_searches"),
        ("Arrests", _counted(areas, "arrests"), "", "arrests"),
        ("Actions", _counted(areas, "actions"), "", "actions"),
    )
    columns = st.columns([1 + 0.3 * bool(opens) for _, _, opens, _ in shown], gap="small")
    for column, (label, value, opens, only) in zip(columns, shown, strict=True):
        with column, st.container(border=True, gap=None, key=f"figure_{label}", height="stretch"):
            st.metric(label, value, help=HELP.get(label))
            choice = log_choices.of_duty(briefing.duty, only=only)
            count = cached.ask(log_reads.total, choice)["logs"]
            st.page_link(
                frame.PAGES / "logs.py",
                label=f":small[{_opens(count, opens)}]",
                query_params=log_choices.link(choice),
            )


def _opens(count: int, what: str) -> str:
    """Return how many logs a link opens: Open 2 logs with notes."""
    return f"Open {count:,} {'log' if count == 1 else 'logs'} {what}".rstrip()


def _counted(areas: pd.DataFrame, measure: str) -> str:
    """Return the sum over the areas; a dash where nobody was there to count."""
    return f"{areas[measure].sum():,}" if areas["logs"].sum() else "–"


def _listed(areas: pd.DataFrame, briefing: Briefing, now: datetime) -> None:
    """Show one row per area in the sheet's order."""
    with st.container(border=True, gap="small", key="areas"):
        row: Any
        for row in areas.itertuples():
            _area(row, briefing, now)
    for unasked in cached.ask(visits.unasked, briefing.duty):
        st.caption(f"Not asked for: {words.plain(debrief.word_unasked(unasked))}")


def left_to_do(given: dose.Dose, starts_at: datetime, ends_at: datetime, now: datetime) -> str:
    """Return in words what is missing of the dose and how long there is for it."""
    missing = given.patrols_asked - given.patrols_given
    if given.is_full:
        return "All given"
    if now >= ends_at:
        short = given.minutes if given.is_patrolled else given.patrols
        return f"Below dose: {short}; the shift is over"
    noun = "patrol" if missing == 1 else "patrols"
    if given.is_patrolled:
        said = f"{given.minutes_asked - given.minutes_given} min more"
    else:
        said = f"{missing} more {noun}" if given.patrols_given else f"{missing} {noun} to make"
    if now < starts_at:
        return f"{said}, starts {clock.time_text(starts_at)}"
    return f"{said}, {_duration(ends_at - now)} left"


def _area(row: Any, briefing: Briefing, now: datetime) -> None:
    starts_at, ends_at = clock.duty_window(briefing.duty)
    given = dose.of(row._asdict())
    name, progress, last, left = st.columns(WIDTHS, gap="medium", vertical_alignment="center")
    with name.container(gap=None, key=f"place_{row.number}"):
        st.page_link(
            place_link.PAGE,
            label=f"**{row.number} {words.plain(row.area)}**",
            query_params=place_link.to_area(row.area_id),
        )
        st.markdown(f":small[{_did(row)}]")
    made = f"{given.patrols} · {given.minutes}"
    progress.progress(given.share, text=f":small[{made}]")
    if given.beside:
        progress.markdown(f":small[{given.beside}]")
    last.markdown(_last(row))
    said = left_to_do(given, starts_at, ends_at, now)
    mark = ":material/check:" if given.is_full else ":orange[:material/schedule:]"
    left.markdown(f":small[{mark} {said}]{_calls(row.calls, starts_at)}")


def _calls(calls: int, since: datetime) -> str:
    return (
        f"  \n:small[{calls} {'call' if calls == 1 else 'calls'} since {clock.time_text(since)}]"
        if calls
        else ""
    )


def _did(row: Any) -> str:
    return (feed.counts(row) or "no engagements") if row.logs else "nothing counted yet"


def _last(row: Any) -> str:
    if pd.isna(row.last_at):
        return ":small[Nobody yet]"
    answer = (
        f"  \n:small[“{words.plain(words.short(row.last_answer, 60))}”]"
        if pd.notna(row.last_answer)
        else ""
    )
    return f":small[Last {clock.time_text(row.last_at)}]{answer}"


def _duration(time: timedelta) -> str:
    minutes = int(time.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min".removesuffix(" 0 min")
