"""A briefing's versions at the desk: preview, save, download, what others saved meanwhile, a lost
sheet's codes.
"""

from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from patrolqr.core import clock, settings
from patrolqr.core.briefing import Briefing, BriefingDraft
from patrolqr.core.team import Duty
from patrolqr.desk.briefing import drafting
from patrolqr.desk.shared import frame, inputs, lengths, who
from patrolqr.desk.shared.words import plain
from patrolqr.render.pdf import page_pictures
from patrolqr.steps import publish
from patrolqr.store import briefings, passes
from patrolqr.store.briefings import instant

ASIDE = (
    ("room", "Room view", ":material/cast:"),
    ("debrief", "Debrief", ":material/forum:"),
    ("from_paper", "From paper", ":material/receipt_long:"),
)
"""Pages that a briefing leads to: name, label, icon."""

SAVE: dict[str, Any] = {"key": "save_version", "width": 170}
PDF_WIDTH = 230
"""One button whatever it says, and as wide: the next one does not move from under a hand."""

PREVIEW_DPI = 110
"""Sharp at half the desk's width, and quick."""


def title(place: DeltaGenerator, newest: Briefing | None, duty: Duty) -> None:
    """Write the page's title with the version that stands, again after one was saved."""
    saved = f"version {newest.version}, saved {_when(newest)}" if newest else "nothing saved yet"
    with place.container():
        frame.page("Briefing", f"{inputs.line(duty)} · {saved}")


def _when(briefing: Briefing) -> str:
    """Return when a version was saved: the time, with its day where that is not today."""
    today = clock.local(briefing.made_at).date() == clock.local(clock.now()).date()
    return clock.time_text(briefing.made_at) if today else clock.instant_text(briefing.made_at)


def preview(draft: BriefingDraft) -> None:
    """Show the pages as they would print; the codes on them open nothing yet."""
    for number, page in enumerate(_pages(draft, who.session().revision), start=1):
        st.image(
            page,
            caption=f"Preview, page {number}: its codes open nothing until it is saved",
            alt=f"Page {number} of the sheet as it would print; the cards say the same in words",
            width="stretch",
            output_format="PNG",  # as it is: else each click makes a JPEG of it again
        )


@st.cache_data(max_entries=20, show_spinner="Drawing the sheet")
def _pages(draft: BriefingDraft, revision: tuple[str, int]) -> list[bytes]:
    _, content = publish.lay_out(who.session(), draft)
    return page_pictures.png_pages(content, dpi=PREVIEW_DPI)


def save(draft: BriefingDraft, standing: Briefing | None) -> None:
    """Offer to save the draft as the next version, and say so once it is."""
    if standing is not None and publish.is_saved(who.session(), standing, draft):
        st.button("Saved, unchanged", icon=":material/check:", disabled=True, **SAVE)
        return
    if st.button("Save version", type="primary", icon=":material/save:", **SAVE):
        with st.spinner("Setting the sheet and reading every code back"):
            made = publish.publish(who.session(), draft)
        drafting.saved(made.duty, made.version)
        st.toast(
            f"Version {made.version} saved at {clock.time_text(made.made_at)}. Its codes work now."
        )
        st.rerun()


def download(briefing: Briefing) -> None:
    """Offer the sheet of a saved version, byte for byte as it was made."""
    kept = briefings.document(who.session(), briefing.briefing_id, publish.SHEET)
    if kept is None:
        st.button(
            f"Make the PDF of version {briefing.version}",
            key=f"make_{briefing.briefing_id}",
            icon=":material/print:",
            on_click=publish.make,
            args=(who.session(), briefing),
            width=PDF_WIDTH,
        )
        return
    st.download_button(
        f"PDF, version {briefing.version} ({clock.time_text(briefing.made_at)})",
        partial(who.session().takes, kept.file_name, kept.content),
        kept.file_name,
        "application/pdf",
        key=f"download_{briefing.briefing_id}",
        icon=":material/download:",
        on_click="ignore",
        width=PDF_WIDTH,
    )


def earlier(duty: Duty) -> None:
    """List that duty's versions, the newest first, each with its sheet, and offer to end a lost
    sheet's codes.
    """
    saved = briefings.versions(who.session(), duty)
    if len(saved) > 1:
        with st.expander(f"Earlier versions ({len(saved) - 1})", icon=":material/history:"):
            for each in reversed(saved[:-1]):
                download(each)
    if saved:
        # its key keeps it open when something above it comes or goes
        with st.expander(
            "End the codes of a lost sheet", icon=":material/block:", key="lost_sheet"
        ):
            _revoke(saved)


def _revoke(saved: list[Briefing]) -> None:
    chosen = st.selectbox(
        "Version", saved, len(saved) - 1, format_func=lambda each: f"Version {each.version}"
    )
    names = {each.pass_id: f"{each.number} {each.area.name}" for each in chosen.taskings}
    only = st.selectbox(
        "Codes", [None, *names], format_func=lambda each: names.get(each, "All of this sheet")
    )
    why = lengths.text_input("Why", placeholder="left on a bus", limit=passes.WHY_LIMIT)
    if st.button("End these codes", disabled=not why):
        aim = {"pass_id": only} if only else {"briefing_id": chosen.briefing_id}
        ended = passes.revoke(who.session(), why=why, **aim)
        st.toast(f"{ended} codes ended." if ended else "These codes had ended already.")
    for row in passes.ended(who.session(), chosen.duty):
        by = f" by {plain(row['revoked_by'])}" if row["revoked_by"] else ""
        when = clock.instant_text(instant(row["revoked_us"]))
        st.caption(
            f"Version {row['version']}, {row['number']} {plain(row['name'])}: ended{by}, {when}. "
            f"{plain(row['revoked_why'])}"
        )


def address() -> None:
    """Say what phones will open, and warn where they cannot."""
    base_url = settings.current().base_url
    if publish.is_local(base_url):
        st.caption(
            f":material/warning: Codes point to {base_url}, which only this computer can open. "
            "Set PATROLQR_BASE_URL to the address phones reach (README, “Into service”)."
        )
    elif _known(base_url):
        st.caption(f"Phones open {base_url}.")
    else:
        st.warning(
            f"Codes point to {base_url}, a name that this computer cannot find. Phones may not find it either: "
            "open it on one before you print, or correct PATROLQR_BASE_URL.",
            icon=":material/wifi_off:",
        )


@st.cache_data(ttl=300, show_spinner=False)
def _known(base_url: str) -> bool:
    return publish.is_known(base_url)
