"""What stands above the day's reasons: the commander's strategy, the priorities, the rules."""

from dataclasses import replace

import streamlit as st

from patrolqr.core import clock
from patrolqr.core.briefing import STANDING_LIMIT
from patrolqr.core.incident import CRIME_TYPES
from patrolqr.core.reason import KINDS, WORDS_LIMIT
from patrolqr.core.team import Duty
from patrolqr.desk.shared import cached, forms, inputs, lengths, who
from patrolqr.desk.shared.words import label, plain, short
from patrolqr.steps.triage import Inbox
from patrolqr.store import areas, inbox_rules, priorities, strategies
from patrolqr.store.inbox_rules import Rule
from patrolqr.store.priorities import Priority

SHOWN = 3
"""Priorities named on the page; the rest are in the list."""


def strategy(duty: Duty) -> None:
    """Show the strategy of the shift, and let it be written; a newer one is shown, not replaced."""
    standing = cached.ask(strategies.newest, duty)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        by = f"({plain(standing.written_by)}, {clock.time_text(standing.written_at)})"
        said = f"{plain(standing.text)} :small[{by}]" if standing.text else "none written yet"
        st.markdown(f"**Strategy** {said}", width="stretch")
        with (
            st.popover("Write strategy", icon=":material/edit:", type="tertiary"),
            st.form(f"strategy_{inputs.key(duty)}_{standing.version}", border=False),
        ):
            text = lengths.text_area("Strategy", standing.text, limit=STANDING_LIMIT)
            st.caption("It becomes the intention of the shift's sheet.")
            if st.form_submit_button("Keep strategy", type="primary"):
                strategies.write(who.session(), duty, text, seen=standing.version)
                st.rerun()


def standing_priorities(duty: Duty, inbox: Inbox) -> None:
    """Show the standing priorities, those entered here and those loaded, and let them be kept."""
    known = [each for each in inbox.reasons if each.kind == "priority"]
    entered = cached.ask(priorities.priorities, duty.team_id)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        named = "  ".join(
            f"**{number}** {plain(short(each.text, 40))}{_overdue(each.review_day, duty)}"
            for number, each in enumerate(known[:SHOWN], start=1)
        )
        more = f" :small[and {len(known) - SHOWN} more]" if len(known) > SHOWN else ""
        st.markdown(f"**Priorities** {named or 'none yet'}{more}", width="stretch")
        with st.popover("Edit priorities", icon=":material/flag:", type="tertiary"):
            for each in entered:
                _entered(duty, each)
            _new_priority(duty)


def _overdue(review_day: object, duty: Duty) -> str:
    is_due = review_day is not None and str(review_day) <= duty.patrol_day.isoformat()
    return " :orange-badge[review]" if is_due else ""


def _entered(duty: Duty, priority: Priority) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        review = f", review {clock.day_text(priority.review_day)}" if priority.review_day else ""
        place = f" · {plain(priority.area)}" if priority.area else ""
        st.markdown(
            f"**{plain(priority.issue)}**{place}  \n:small[{plain(priority.action)}{review}]",
            width="stretch",
        )
        if st.button("Close", key=f"close_{priority.priority_id}", type="tertiary"):
            priorities.keep(who.session(), duty.team_id, replace(priority, is_closed=True))
            st.rerun()


def _new_priority(duty: Duty) -> None:
    labels = {row["area_id"]: row["label"] for row in cached.ask(areas.by_name)}
    fields = ("issue", "action", "review_day", "area_id")

    def keep(filled: forms.Form) -> None:
        added = Priority(*map(filled.value, fields))
        priorities.keep(who.session(), duty.team_id, added)

    with forms.form(f"priority_{duty.team_id}") as filling:
        issue, action, review_day, area_id = map(filling.key, fields)
        lengths.text_input(
            "Issue", limit=WORDS_LIMIT, placeholder="Bikes on the canal path", key=issue
        )
        lengths.text_input("Action", limit=WORDS_LIMIT, placeholder="Speak to riders", key=action)
        st.date_input("Review on", value=None, format="DD/MM/YYYY", key=review_day)
        st.selectbox(
            "Patrol area", list(labels), index=None, format_func=labels.__getitem__, key=area_id
        )
        filling.submit("Add priority", keep)


def rules(duty: Duty) -> None:
    """Show which rules bring reasons in, and let them be switched and added; each is a version."""
    known = cached.ask(inbox_rules.rules, duty.team_id)
    on = [each for each in known if each.is_on]
    with st.popover(f"{len(on)} of {len(known)} rules", icon=":material/rule:"):
        for rule in known:
            key = f"rule_{duty.team_id}_{rule.rule_id}_{rule.version}"
            said = f"{label(rule.name)} (v{rule.version}, {label(rule.kept_by)})"
            if st.toggle(said, rule.is_on, key=key) != rule.is_on:
                changed = replace(rule, is_on=not rule.is_on)
                inbox_rules.keep(who.session(), duty.team_id, changed)
                st.rerun()
        _new_rule(duty)


def _new_rule(duty: Duty) -> None:
    def keep(filled: forms.Form) -> None:
        kinds, types = tuple(filled.value("kinds")), tuple(filled.value("types"))
        added = Rule(filled.value("name"), kinds, types, int(filled.value("hours")))
        inbox_rules.keep(who.session(), duty.team_id, added)

    with forms.form(f"new_rule_{duty.team_id}") as filling:
        lengths.text_input(
            "New rule",
            limit=inbox_rules.NAME_LIMIT,
            placeholder="Robbery, 7 days",
            key=filling.key("name"),
        )
        st.multiselect(
            "Brings in",
            list(KINDS),
            format_func=lambda kind: KINDS[kind][1],
            key=filling.key("kinds"),
        )
        st.multiselect(
            "Crime types",
            CRIME_TYPES,
            placeholder="All crime types",
            key=filling.key("types"),
        )
        st.number_input(
            "Hours before the shift", 1, inbox_rules.MOST_HOURS, 72, key=filling.key("hours")
        )
        filling.submit("Add rule", keep)
