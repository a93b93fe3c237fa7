"""Questions: what an inspector asks in the review meeting, each answered by a sentence, a picture, its
rows, and what cannot be said.
"""

import streamlit as st

from patrolqr.desk.questions import choosing, shown
from patrolqr.desk.shared import cached, frame
from patrolqr.steps import answer_question

header = st.container()
first_day = cached.ask(answer_question.first_day)
if first_day is None:
    frame.page("Questions")
    frame.empty_state(
        "Nothing is recorded yet",
        "Questions are answered from patrol logs, sheets and incidents: load files on the Logs page, or "
        "brief some patrol areas and have officers scan their codes.",
        leads_to=("logs", "Logs", {"tab": "Load files"}),
    )
    st.stop()

with st.container(horizontal=True, vertical_alignment="bottom", key="question_row"):
    question = choosing.question()
    as_of = choosing.as_of()
known_to = cached.ask(answer_question.known_to, as_of)
if question is None or known_to <= first_day:
    with header:
        frame.page("Questions", "what the review meeting asks")
    if known_to <= first_day:
        frame.empty_state(
            "No patrol day was over by then",
            "Days are counted once they are over. Choose a later day, or come back tomorrow.",
        )
    choosing.links()
    st.stop()

asked = choosing.asked(question, first_day, known_to, as_of)
with header:
    frame.page("Questions", choosing.line(asked))
shown.answer(question, cached.ask(answer_question.answer, asked), asked)
with st.expander("Other questions", key="other_questions"):
    choosing.links()
