"""Plan tonight: officers and their minutes draw the line in the list; what its areas catch, what some
officers fewer or more would, and a coin for what lies too close to the line.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from patrolqr.analysis import tonight
from patrolqr.analysis.backtest import BackTest
from patrolqr.analysis.tonight import Dose, Officers
from patrolqr.core import clock
from patrolqr.core.coin import Toss
from patrolqr.core.phrases import number_of
from patrolqr.core.team import Duty
from patrolqr.desk.hotspots import candidates, hold_out
from patrolqr.desk.shared import address, cached, presses, who
from patrolqr.desk.shared.words import plain
from patrolqr.steps import tonight as known
from patrolqr.steps.draft import DOSE_MINUTES, DOSE_VISITS, USUAL_MINUTES
from patrolqr.store import coins, picks

DOSE = Dose(DOSE_VISITS, DOSE_MINUTES)

EXPLAINED = (
    f"Officer-minutes: {DOSE_VISITS} visits of {DOSE_MINUTES} for each area, until the briefing says "
    "otherwise. How many there are stands under Plan tonight."
)

USUAL_EACH = 60
"""Minutes for hotspots that an officer finds in a shift, until somebody says otherwise."""

USUAL = {"officers": USUAL_MINUTES // USUAL_EACH, "each": USUAL_EACH, "less": 0}
"""What the inputs begin with, by their key, which is their name in the address."""

HELD = "officers_held"
"""Key under which a visitor's session keeps them while their inputs are folded away."""

MOST = 1440
"""Minutes of a day."""

LABELS = {
    "officers": ("Officers", 1, "Who has time for patrol areas in this shift."),
    "each": ("Minutes each", 15, "Officer-minutes each has for patrol areas."),
    "less": ("Less, minutes", 15, "What is known to take officers away: custody, a scene, court."),
}

Tried = Callable[[int], BackTest]
"""Tells how the list did when it was tried, for so many areas."""


class Line(NamedTuple):
    """Where tonight's list ends: how many `areas` of it the minutes cover, the squares `above` the line,
    and those around it that cannot be told apart (`level`), of which so many stand above it (`room`).
    So many picks stand `beside` what the minutes would reach by the list alone; they come first.
    """

    areas: int
    above: pd.DataFrame
    level: pd.DataFrame
    room: int
    reached: frozenset[str]
    beside: int

    @property
    def last(self) -> str | None:
        """Return the last square above it, None where there is none."""
        return str(self.above["cell"].iloc[-1]) if len(self.above) else None


def minutes(picked: Sequence[str]) -> Officers:
    """Show the officer-minutes that the picks take, against what there is; return who there is."""
    there, wanted = _begun(), DOSE.total * len(picked)
    said = f"**{wanted}** of **{there.minutes}** minutes"
    if wanted > there.minutes:
        said += f" :orange[:material/warning: {wanted - there.minutes} too many]"
    st.markdown(said, width="content", help=EXPLAINED)
    return there


def line(rows: pd.DataFrame, picked: Sequence[str], duty: Duty, there: Officers) -> Line:
    """Return the line among the listed squares that are neither passed over nor flagged, nor on ground
    that was decided about as a square of another side; what is picked elsewhere has its minutes first.
    """
    passed = cached.ask(picks.passed_over, duty)
    decided = {*passed, *candidates.on_ground_of(picked, passed)}
    free = rows.head(candidates.SHOWN)
    free = free[(free["flag"] == "") & ~free["cell"].isin(list(decided))]
    covered = there.minutes // DOSE.total
    reached = frozenset(free["cell"].head(covered))
    beside = len(set(picked) - reached)
    areas = max(0, covered - beside)
    around = tonight.level(free["count"].tolist(), areas)
    room = areas - around.start if around else 0
    return Line(areas, free.head(areas), free.iloc[list(around)], room, reached, beside)


def plan(
    rows: pd.DataFrame,
    spoken_for: Sequence[str],
    duty: Duty,
    there: Officers,
    ends: Line,
    tried: Tried,
) -> None:
    """Offer the plan: who there is, how the doses fill the minutes, what the list then catches, and
    places to hold out that nobody has `spoken_for`.
    """
    folded = st.popover(
        "Plan tonight",
        type="tertiary",
        icon=":material/groups:",
        key="tonight",
        on_change="rerun",
    )
    if folded.open:
        with folded:
            _officers()
            _known(duty, there)
            _told(ends, there, tried)
            _coin(ends, rows, duty)
            above = [cell for cell in ends.above["cell"] if cell not in spoken_for]
            hold_out.offer(above, rows, duty)


def _begun() -> Officers:
    """Return the officers there are: as typed last, as the address says, or as usual."""
    held = st.session_state.setdefault(HELD, dict(USUAL))
    held.update({name: int(st.session_state[name]) for name in USUAL if name in st.session_state})
    for minutes in filter(str.isdecimal, address.take("minutes")):  # as earlier versions said it
        whole = int(minutes) % USUAL_EACH == 0
        number, each = (int(minutes) // USUAL_EACH, USUAL_EACH) if whole else (1, int(minutes))
        held.update(officers=min(number, MOST), each=min(each, MOST), less=0)
    for name in USUAL:
        asked = address.brought(name)
        right = [each for each in asked if each.isdecimal() and int(each) <= MOST]
        address.check(f"a number up to {MOST}", asked, right)
        held[name] = int(right[0]) if right else held[name]
    address.write(**{name: str(number) for name, number in held.items()})
    return Officers(*(held[name] for name in USUAL))


def _officers() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for name, (label, step, about) in LABELS.items():
            # a browser that first draws an input here knows no other value of it
            st.session_state[name] = st.session_state[HELD][name]
            st.number_input(
                label, min_value=0, max_value=MOST, step=step, key=name, help=about, width=130
            )


def _known(duty: Duty, there: Officers) -> None:
    """Say what is known of this shift's officers, each with one press that takes it over."""
    crews = cached.ask(known.crews, duty)
    if crews:
        most, whole = max(each.minutes for each in crews), sum(each.minutes for each in crews)
        said = ", ".join(f"{plain(each.call_sign)} {each.minutes}" for each in crews)
        wanted = {"officers": len(crews), "each": most, "less": len(crews) * most - whole}
        _offer(f"On the sheet, minutes free: {said}.", wanted)
    away = cached.ask(known.taken_away, duty)
    if away.lost:
        less = round(away.share * there.number * there.each)
        _offer(
            f"In four weeks of this shift {away.share:.0%} of the minutes asked for went elsewhere, most "
            f"often: {plain(away.why).lower()}. Of these officers that is {less} minutes.",
            {"less": less},
        )


def _offer(said: str, wanted: dict[str, int]) -> None:
    if any(st.session_state[name] != number for name, number in wanted.items()):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(said)
            st.button(
                ":small[Take over]",
                key=f"take_{'_'.join(wanted)}",
                type="tertiary",
                on_click=st.session_state.update,
                args=(wanted,),
            )


def _told(ends: Line, there: Officers, tried: Tried) -> None:
    """Say how the doses fill the minutes, and what the line catches with some officers fewer or more."""
    if ends.beside:
        st.markdown(
            f"{number_of(ends.beside, 'pick')} from beside these: {ends.beside * DOSE.total} of "
            f"{there.minutes} officer-minutes."
        )
    there = there.without(ends.beside * DOSE.total)
    visits = tonight.visits(there.minutes, DOSE, len(ends.above))
    named = list(zip(map(plain, ends.above["name"]), visits, strict=False))
    st.markdown(tonight.filled(named, there.minutes, DOSE))
    with st.spinner("Trying this list on the last month that is loaded…"):
        found = tried(ends.areas)
    st.markdown(tonight.sentence(found, there, DOSE))
    rows = tonight.caught(found, there, DOSE)
    if rows["caught"].notna().all():
        rows["caught"] = [f"{share:.0%}" for share in rows["caught"]]
        st.dataframe(rows.rename(columns=str.capitalize), hide_index=True, width="stretch")


def _coin(ends: Line, rows: pd.DataFrame, duty: Duty) -> None:
    """Say what lies too close to the line, and let a coin settle it; say what one settled already."""
    for toss in _settled(ends, duty):
        names = ", ".join(plain(candidates.name_of(rows, cell)) for cell in toss.drawn)
        st.caption(
            f":material/paid: Settled by a coin at {clock.time_text(toss.tossed_at)} by "
            f"{plain(toss.tossed_by)}, seed {toss.seed}: {names}, of {len(toss.cells)} places."
        )
        return
    if ends.level.empty:
        return
    counts, ranks = ends.level["count"], ends.level["rank"]
    st.markdown(
        f"Places {ranks.iloc[0]} to {ranks.iloc[-1]} cannot be told apart: their {counts.min()} to "
        f"{counts.max()} incidents differ by no more than chance does. There is room for {ends.room} "
        f"of these {len(counts)}."
    )
    if who.may("brief"):
        st.button(
            "Toss a coin for them",
            key="toss",
            icon=":material/paid:",
            help="It picks those that are drawn and passes the others over. Its seed is kept.",
            on_click=presses.do,
            args=(_toss, duty, ends, rows),
        )


def _toss(duty: Duty, ends: Line, rows: pd.DataFrame) -> None:
    cells = list(ends.level["cell"])
    among = candidates.as_candidates(rows, cells)
    hold_out.settle(duty, among, coins.toss(who.session(), duty, among, ends.room))


def _settled(ends: Line, duty: Duty) -> list[Toss]:
    """Return the newest coin of the duty that settled the line, if the list still reaches all that it drew."""
    tosses = [each for each in cached.ask(coins.of_duty, duty) if each.kind == "level"]
    return [each for each in tosses[:1] if set(each.drawn) <= ends.reached]
