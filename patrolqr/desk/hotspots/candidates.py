"""Candidates on the hotspots page: ranked squares, and the one choice among them that list and map
only toggle.

The choice is a multiselect in the URL. Each of its entries is a name and the square it stands for
("Market Square · E397750N310250"), so that a link means the same places whatever they are called by
then.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from patrolqr.analysis.periods import DateSpan
from patrolqr.core.area import Candidate, PassedOver
from patrolqr.core.incident import Precision
from patrolqr.core.team import Duty
from patrolqr.desk.shared import address, cached, who
from patrolqr.desk.shared.words import plain
from patrolqr.geo import squares
from patrolqr.steps import brought, rank
from patrolqr.steps.brought import Brought
from patrolqr.store import areas, coins, picks

CHOICE = "cells"
"""Key of the multiselect and name of the parameter in the address."""

HELD = "cells_held"
"""Key of the choice as the page last held it: what a browser sends of the multiselect with the next
click is older where the page has not drawn the last click yet.
"""

SQUARES = "cells_of_link"
"""What is left of a link's choice once everything that names no square is dropped."""

BEGUN = "cells_begun"
"""Key under which a visitor's session remembers whose picks the choice began with."""

SEEN = "cells_seen"
"""Key under which a visitor's session remembers which picks of each duty it was shown."""

SHOWN = 10
"""Candidates listed and numbered on the map; a team covers fewer."""


def counted(rows: pd.DataFrame, cell: str) -> str:
    """Return how many a listed square has and its number in the list; "" where it is not listed."""
    found = rows[rows["cell"] == cell].to_dict("records")
    return f"{found[0]['count']:,} · no. {found[0]['rank']:,}" if found else ""


def listed_squares(
    period: DateSpan,
    precision: Precision,
    *,
    types: Sequence[str],
    places: Sequence[str],
    side: int,
) -> pd.DataFrame:
    """Return one row per square of a side of that list, the busiest first (analysis.hotspots.COLUMNS); say what
    of the period was not loaded, and what lies off the ground it is made over.
    """
    _say_not_loaded(period, precision)
    rows, outside = cached.ask_of_loads(
        rank.listed,
        period,
        precision,
        types=tuple(types),
        places=tuple(places),
        side=side,
    )
    if outside:
        st.caption(f":material/wrong_location: {rank.outside_text(outside)}")
    return rows


def _say_not_loaded(period: DateSpan, precision: Precision) -> None:
    """Say which part of the period was not loaded, where there is any."""
    missing = cached.ask_of_loads(rank.not_loaded, period, precision)
    if missing:
        st.caption(f":material/event_busy: {plain(missing)}. Only what is loaded is counted.")


def choice(rows: pd.DataFrame, duty: Duty, *, otherwise: Callable[[str], None]) -> list[str]:
    """Show the choice and return the squares chosen, in the order picked.

    It begins with what is picked for the duty. Those that rank no longer stay in it. `otherwise` is
    told what somebody typed that names no square.
    """
    begun = _begun_with_picks(duty)
    if SQUARES in st.session_state:
        st.session_state[CHOICE] = st.session_state.pop(SQUARES)
    entries = st.multiselect(
        "Picked areas",
        [_entry(name, cell) for name, cell in zip(rows["name"], rows["cell"], strict=True)],
        default=None,
        key=CHOICE,
        bind="query-params",
        accept_new_options=True,
        on_change=_only_squares,
        args=(otherwise,),
        placeholder="Pick on the map, in the list, or type a name or a street",
        label_visibility="collapsed",
        wrap=False,
    )
    named = [
        _entry(name_of(rows, cell), cell) for entry in begun or entries if (cell := _cell(entry))
    ]
    st.session_state[HELD] = named
    if named != list(entries):
        # picks, or a link that names something else or by another name: a value can only be set
        # before it is drawn
        st.session_state[SQUARES] = named
        st.rerun()
    return list(dict.fromkeys(cell for entry in named if (cell := _cell(entry))))


def toggle(cell: str, name: str) -> None:
    """Pick a square, or unpick it where it is picked; called by a click on the map before the page
    runs.
    """
    _pick(cell, name, is_picked=all(_cell(entry) != cell for entry in _held()))


def tick(key: str, cell: str, name: str) -> None:
    """Pick a square as its box says it.

    Not the other way round than before: a second click while the page still runs tells the first
    one again.
    """
    _pick(cell, name, is_picked=st.session_state[key])


def take(cell: str, name: str) -> None:
    """Pick a square; called before the page runs."""
    _pick(cell, name, is_picked=True)


def let_go(duty: Duty, cell: str) -> None:
    """Take a square out of the choice, without asking later who took it out of the picks."""
    _pick(cell, "", is_picked=False)
    st.session_state.get(SEEN, {}).get(duty, {}).pop(cell, None)


def _pick(cell: str, name: str, *, is_picked: bool) -> None:
    rest = [entry for entry in _held() if _cell(entry) != cell]
    _hold([*rest, _entry(name, cell)] if is_picked else rest)


def _held() -> list[str]:
    return list(st.session_state.get(HELD) or [])


def _hold(entries: list[str]) -> None:
    """Let the choice be these entries; called before its input is drawn."""
    st.session_state[HELD] = st.session_state[CHOICE] = entries


def left_out(duty: Duty, picked: Sequence[str]) -> None:
    """Ask about what is picked for that shift and is not in this choice: back in, or taken out.

    Until somebody answers it stays picked.
    """
    others = [
        pick.area
        for pick in cached.ask(picks.picks, duty)
        if pick.area.cell and pick.area.cell not in picked
    ]
    if not others:
        return
    named = plain(", ".join(area.name for area in others))
    with st.container(horizontal=True, vertical_alignment="center", key="left_out"):
        st.caption(f"Picked for this shift and not in this choice: {named}", width="content")
        st.button(
            "Keep",
            on_click=_keep,
            args=([_entry(area.name, area.cell or "") for area in others],),
            type="tertiary",
            icon=":material/add:",
        )
        st.button(
            "Take out",
            on_click=_take_out,
            args=(duty, [area.area_id for area in others]),
            type="tertiary",
            icon=":material/remove:",
        )


def taken_out(duty: Duty, picked: Sequence[str]) -> bool:
    """Return whether something of this choice was taken out of that shift's picks since it was
    shown; ask what to do, until which nothing is picked.
    """
    names = {
        pick.area.cell: pick.area.name
        for pick in picks.picks(who.session(), duty)
        if pick.area.cell
    }
    seen = st.session_state.setdefault(SEEN, {}).setdefault(duty, {})
    out = {cell: name for cell, name in seen.items() if cell not in names and cell in picked}
    seen.update(names)
    if not out:
        return False
    with st.container(horizontal=True, vertical_alignment="center", key="taken_out"):
        told = f"Taken out of this shift's picks meanwhile: {plain(', '.join(out.values()))}"
        st.caption(told, width="content")
        args = (duty, tuple(out))
        st.button("Leave out", on_click=_leave_out, args=args, type="tertiary")
        st.button("Pick again", on_click=_pick_again, args=args, type="tertiary")
    return True


def brief(picked: Sequence[str]) -> bool:
    """Show the button that leads to the briefing and return whether it was pressed."""
    return st.button(
        "Brief these",
        type="primary",
        icon=":material/arrow_forward:",
        icon_position="right",
        disabled=not picked,
        width="content",
    )


def on_ground_of(picked: Iterable[str], passed: Mapping[str, PassedOver]) -> dict[str, str]:
    """Return the squares of another side on whose ground something was decided, each with the square
    that was: those that lie mostly in squares that are picked or passed over, and those with any ground
    that a coin left out, where a patrol would undo what the coin is tossed for.
    """
    own = {cell for cell in (*picked, *passed) if squares.is_name(cell)}
    found = squares.same_ground(own)
    for left in (cell for cell in own & passed.keys() if coins.was_left(passed[cell].why)):
        found |= dict.fromkeys(squares.touching([left]), left)
    return {cell: one for cell, one in found.items() if cell not in own}


def as_candidates(
    rows: pd.DataFrame,
    picked: Sequence[str],
    by_cell: Mapping[str, Brought] | None = None,
) -> list[Candidate]:
    """Return the squares picked as candidates for patrol areas, each with its outline,
    neighbourhood and why: what brought it, then what is counted there.
    """
    known = rows[rows["cell"].isin(picked)].set_index("cell").to_dict("index")
    people = by_cell or {}
    return [
        _candidate(cell, name_of(rows, cell), known.get(cell, {}), people.get(cell))
        for cell in picked
    ]


def _candidate(cell: str, name: str, row: Mapping[Hashable, Any], of: Brought | None) -> Candidate:
    counted = _or_none(row.get("neighbourhood_id"))
    return Candidate(
        cell=cell,
        name=name,
        geometry=squares.outline(cell),
        neighbourhood_id=counted or (of.neighbourhood_id if of else None),
        why=" · ".join(filter(None, (of.why if of else "", row.get("why", "")))),
    )


def name_of(rows: pd.DataFrame, cell: str) -> str:
    """Return the name of a square: as ranked now, as its patrol area is called, as it was called
    when it was picked, or what it stands for.
    """
    ranked = rows.loc[rows["cell"] == cell, "name"]
    if len(ranked):
        return str(ranked.iloc[0])
    kept = cached.ask(areas.names)
    if cell in kept:
        return kept[cell]
    before = [entry for entry in st.session_state.get(CHOICE) or [] if _cell(entry) == cell]
    return before[0].rsplit(" · ", 1)[0] if before else cell


def _begun_with_picks(duty: Duty) -> list[str]:
    """Return the entries to begin with, once each time this visitor comes to a duty: its picks, and
    what a link brings along.
    """
    if st.session_state.get(BEGUN) == duty:
        return []
    linked = [] if BEGUN in st.session_state else st.query_params.get_all(CHOICE)
    address.check("a square", [each for each in linked if not _cell(each)], ())
    st.session_state[BEGUN] = duty
    picked = [each.area for each in picks.picks(who.session(), duty) if each.area.cell]
    cells = {area.cell for area in picked}
    entries = [_entry(area.name, area.cell or "") for area in picked]
    added = [each for each in linked if _cell(each) not in {None, *cells}]
    if not linked:
        st.session_state[CHOICE] = entries
        return []
    return [*entries, *added] if entries else []


def _take_out(duty: Duty, area_ids: Sequence[str]) -> None:
    brought.unpick(who.session(), duty, area_ids)


def _leave_out(duty: Duty, cells: Sequence[str]) -> None:
    _hold([entry for entry in _held() if _cell(entry) not in cells])
    _pick_again(duty, cells)


def _pick_again(duty: Duty, cells: Sequence[str]) -> None:
    """Forget that these were picked: they are in the choice as any other square."""
    for cell in cells:
        st.session_state[SEEN][duty].pop(cell, None)


def _only_squares(otherwise: Callable[[str], None]) -> None:
    """Keep the squares; what was typed and names none goes to `otherwise`."""
    entries = st.session_state[CHOICE]
    st.session_state[CHOICE] = [entry for entry in entries if _cell(entry)]
    for entry in entries:
        if not _cell(entry):
            otherwise(entry)


def _keep(entries: list[str]) -> None:
    _hold([*_held(), *entries])


def _entry(name: str, cell: str) -> str:
    return f"{name} · {cell}"


def _cell(entry: str) -> str | None:
    found = squares.NAME.search(entry)
    return found[0] if found and squares.is_name(found[0]) else None


def _or_none(value: Any) -> str | None:
    return None if value is None or pd.isna(value) else str(value)
