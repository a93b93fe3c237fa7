"""Whom searches concerned, by ethnic group: self-defined and as officers saw it, side by side."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from patrolqr.analysis import searches
from patrolqr.analysis.measures.proportions import FEWEST_COUNTED
from patrolqr.analysis.searches import OFFICER_DEFINED, SELF_DEFINED, Measure
from patrolqr.core.ethnicity import COMPARED_WITH, GROUPS
from patrolqr.desk.searches.choosing import Chosen
from patrolqr.desk.searches.figures import PERCENT, picture
from patrolqr.desk.shared import address, tables
from patrolqr.desk.shared.words import plain

TITLES = {SELF_DEFINED: "Self-defined", OFFICER_DEFINED: "As officers saw it"}

RESIDENTS = "residents"
"""The address's parameter: residents of a group, as White:52000."""

CANNOT = (
    "**A rate per 1,000 residents cannot be estimated here:** no resident numbers by ethnic group are "
    "loaded (population files say how many people live in an area, not of which group)."
)
TYPE_IN = (
    "They can be typed in for the neighbourhoods and days chosen above, from the Census (table TS021 at "
    "nomisweb.co.uk). They stand in the address and are kept nowhere. Who lives somewhere is not who is "
    "on the street there; records without an ethnicity make every rate too low."
)
FEW = (
    f"Too few searches to tell any number by group: fewer than {FEWEST_COUNTED} of one, and the total "
    "would give them away."
)


def shown(found: Chosen, measure: Measure) -> None:
    """Show searches and the measure by ethnic group, both ways of telling it, and rates per resident
    where somebody says how many live there.
    """
    st.header("By ethnic group", anchor=False)
    st.caption(
        f"{measure.label}, by group. Numbers below {FEWEST_COUNTED} are not told, nor what would give them "
        "away. A row for each reason why no group is known."
    )
    residents = _residents()
    for column, place in zip(TITLES, st.columns(2, gap="medium"), strict=True):
        with place:
            _one(found, column, measure, residents)


def _one(found: Chosen, column: str, measure: Measure, residents: Mapping[str, int]) -> None:
    st.markdown(f"**{TITLES[column]}**")
    table = searches.by_group(found.rows, column, measure)
    without, persons = searches.without_ethnicity(found.rows, column)
    if persons:
        share = f" ({100 * without / persons:.0f} %)" if persons >= 20 else ""
        st.caption(f"{without:,} of {persons:,} searches of persons{share} say no group.")
    if table is None:
        st.caption(FEW)
        return
    picture(table.rename(columns={"group": "place"}), f"{measure.label}, {TITLES[column].lower()}")
    shown = table.drop(columns="is_group").rename(columns=PERCENT)
    # why there is no share stands in the picture; beside it the column would be cut off
    is_drawn = table["rate"].notna().any()
    tables.grid(shown.drop(columns="note") if is_drawn else shown, f"by_{column}")
    name = f"searches_by_{column}"
    tables.downloads(lambda: shown, name, count=len(shown), of=found.choice.teams)
    for group, said in searches.against(table).items():
        st.markdown(plain(f"{group} against {COMPARED_WITH}: {said}."))
    if residents:
        _per_residents(searches.per_residents(table, residents), column)


def _per_residents(rows: pd.DataFrame, column: str) -> None:
    tables.grid(rows, f"per_residents_{column}")
    for row in rows[rows["ratio"].notna()].to_dict("records"):
        verdict = (
            "could be chance" if row["ratio_low"] <= 1 <= row["ratio_high"] else "more than chance"
        )
        st.markdown(
            plain(
                f"{row['group']}: {row['ratio']:.1f} times the rate of {COMPARED_WITH} "
                f"(95 %: {row['ratio_low']:.1f} to {row['ratio_high']:.1f}), {verdict}."
            )
        )


def _residents() -> dict[str, int]:
    """Return how many residents of each group were typed in or stand in the address; none at first."""
    said = dict(each.rpartition(":")[::2] for each in address.brought(RESIDENTS))
    address.check(
        "a group with its residents, as in White:52000,",
        [f"{group}:{number}" for group, number in said.items() if not _is_number(group, number)],
        (),
    )
    for group, number in said.items():
        if _is_number(group, number):
            st.session_state[f"{RESIDENTS}_{group}"] = int(number)
    st.markdown(
        CANNOT
        if not _typed()
        else "**Residents by group were typed in.** Who lives there is not who is on the street there."
    )
    with st.expander("Residents by group", key="residents_by_group"):
        st.caption(TYPE_IN)
        with st.container(horizontal=True, key="residents_inputs"):
            for group in GROUPS:
                key = f"{RESIDENTS}_{group}"
                st.session_state.setdefault(key, None)
                st.number_input(group, 0, 60_000_000, key=key, width=140, step=1)
    address.write(**{RESIDENTS: [f"{group}:{number}" for group, number in _typed().items()]})
    return _typed()


def _is_number(group: str, number: str) -> bool:
    return group in GROUPS and number.isdecimal() and len(number) < 9


def _typed() -> dict[str, int]:
    found = {group: st.session_state.get(f"{RESIDENTS}_{group}") for group in GROUPS}
    return {group: int(number) for group, number in found.items() if number}
