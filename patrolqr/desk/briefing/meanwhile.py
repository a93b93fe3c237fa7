"""What a colleague saved while one was writing: put together card by card before anything is saved."""

from collections.abc import Sequence

import streamlit as st

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing, BriefingDraft
from patrolqr.desk.briefing import drafting
from patrolqr.desk.shared import inputs
from patrolqr.desk.shared.words import plain
from patrolqr.steps import reconcile
from patrolqr.steps.reconcile import Clash, Reconciled


def settled(draft: BriefingDraft, origin: BriefingDraft, newest: Briefing | None) -> bool:
    """Return whether the draft is made from the version that stands; where not, ask what to do.

    Until that is answered nothing can be saved.
    """
    if newest is None or newest.version == draft.made_from:
        return True
    theirs = reconcile.redrawn(newest, drafting.version(draft.duty, newest))
    found = reconcile.reconcile(origin, theirs, draft)
    with st.container(border=True, key="meanwhile"):
        st.warning(
            f"{plain(newest.author or 'Somebody')} saved version {newest.version} at "
            f"{clock.time_text(newest.made_at)} while you were writing. Nothing of yours is lost, "
            "and nothing is saved until both are put together.",
            icon=":material/group:",
        )
        for clash in found.clashes:
            _clash(draft, clash)
        if not found.clashes:
            st.caption("You changed different things: they fit together.")
        st.button(
            "Put together",
            type="primary",
            on_click=_put_together,
            args=(draft, found),
            width="stretch",
        )
    return False


def _clash(draft: BriefingDraft, clash: Clash) -> None:
    """Show one card that both changed: theirs beside mine, and the choice."""
    st.markdown(f"**{plain(clash.title)}**")
    for name in clash.mine:
        left, right = st.columns(2)
        label = reconcile.LABELS[name]
        left.text(f"{label}, theirs: {reconcile.in_words(clash.theirs[name], of=name)}")
        right.text(f"{label}, mine: {reconcile.in_words(clash.mine[name], of=name)}")
    st.radio(
        f"Which of the two for {clash.title}?",
        _answers(clash),
        index=None,
        key=_key(draft, clash),
        horizontal=True,
        label_visibility="collapsed",
    )


def _answers(clash: Clash) -> Sequence[reconcile.Answer]:
    return ("Theirs", "Mine", "Both") if clash.offers_both else ("Theirs", "Mine")


def _put_together(draft: BriefingDraft, found: Reconciled) -> None:
    answers = {clash.key: st.session_state.get(_key(draft, clash)) for clash in found.clashes}
    if all(answers.values()):
        chosen: dict[str, reconcile.Answer] = {
            key: answer for key, answer in answers.items() if answer
        }
        drafting.put_together(draft.duty, reconcile.settle(found, chosen))
    else:
        st.toast("Choose theirs, mine or both for each card first.")


def _key(draft: BriefingDraft, clash: Clash) -> str:
    return f"meanwhile_{draft.made_from}_{inputs.key(draft.duty)}_{clash.key}"
