"""Today: what is on, is it being done, what needs me?"""

import streamlit as st

from patrolqr.desk.shared import cached, feed, findings, frame, from_last_shift, inputs, who, words
from patrolqr.desk.today import dose
from patrolqr.store import briefings, incidents, teams

PATTERNS = 3  # the Patterns page has them all

header = st.container()
with st.container(horizontal=True, vertical_alignment="bottom", key="choice"):
    duty = inputs.duty()
    st.page_link(
        frame.PAGES / "debrief.py",
        label="Debrief",
        icon=":material/forum:",
        query_params=inputs.of_duty(duty),
    )
    st.page_link(frame.PAGES / "questions.py", label="Questions", icon=":material/help:")
    st.page_link(frame.PAGES / "teams.py", label="Teams", icon=":material/groups:")
briefing = briefings.current(who.session(), duty)
with header:
    sheet = f" · sheet v{briefing.version}" if briefing else ""
    frame.page("Today", f"{inputs.line(duty)}{sheet}")

dose.others_on(duty)
from_last_shift.told(duty)
if briefing:
    dose.live(briefing)
else:
    dose.not_briefed(duty)

logs, patterns = st.columns(2, gap="large")
with logs:
    st.header("Latest logs", anchor=False)
    feed.latest(duty)
with patterns:
    st.header("Open patterns", anchor=False)
    team = cached.ask(teams.team, duty.team_id)
    day = duty.patrol_day
    cards = findings.split(findings.runs(day), findings.notes(day), day, team.neighbourhoods)
    for pattern in cards.within[:PATTERNS]:
        st.markdown(words.plain(str(pattern.found["sentence"])))
    found = [*cards.within, *cards.beyond]
    if not found:
        has_any = bool(cached.ask(incidents.available))
        st.caption(
            "Nothing stands out from the weeks before."
            if has_any
            else "No incidents are loaded yet."
        )
    st.page_link(
        frame.PAGES / "patterns.py",
        label=f"All {len(found)} patterns" if found else "What was looked at",
        query_params={"as_of": day.isoformat()}
        | ({"places": inputs.ground(team)} if team.neighbourhoods else {}),
    )
