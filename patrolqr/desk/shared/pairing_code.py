"""Phones for the shift: the room's pairing code, which renews itself, and the phones that are
paired.
"""

from collections import Counter

import streamlit as st

from patrolqr.core import clock, settings
from patrolqr.core.phone import Pairing
from patrolqr.desk.shared import phone_passkeys, who
from patrolqr.render.pdf import qr
from patrolqr.store import attendance, collar_passkeys, pairings

EVERY = "20s"
"""How often the code and the list look at the clock.

A code is shown for five minutes and lasts for fifteen.
"""

HALF = pairings.ROOM_LENGTH // 2


def phones() -> None:
    """Offer the room's code and the phones that are paired."""
    with st.popover("Pair phones", icon=":material/phonelink_setup:", key="pair_phones"):
        _phones()


@st.fragment(run_every=EVERY)
def _phones() -> None:
    room(width=240)
    now = clock.now()
    held = pairings.current(who.session(), at=now)
    briefed = attendance.briefed_at(who.session(), now)
    st.markdown(f"**{len(held)} paired**" if held else "No phone is paired yet.")
    phones_of = Counter(each.collar for each in held)
    known = collar_passkeys.going_on(who.session())
    for each in held:
        notices = _notices(each, known, phones=phones_of[each.collar], briefed=briefed)
        _row(each, phone_passkeys.state(each, known), notices)
    phone_passkeys.offer_to_take_away(known)
    check = f"{settings.current().base_url}/o/check"
    st.caption(
        f"A new kind of phone? Open [{check}]({check}) on it once: it says what its browser keeps."
    )


def room(*, width: int) -> None:
    """Show the room's pairing code: to scan, to type, and to open on this computer."""
    if who.limited("pair phones"):
        return
    base_url = settings.current().base_url
    code = pairings.shown_code(who.session(), at=clock.now())
    url = qr.pairing_url(base_url, code)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.image(qr.svg(url), width=width, alt="Code that pairs a phone; the address stands below")
        with st.container(width="stretch", gap="small"):
            st.markdown(f"## {code[:HALF]} {code[HALF:]}")
            st.markdown(f"Scan it and give your collar number, or type it at {base_url}/o/pair")
            st.caption(
                "It changes every few minutes; a phone stays paired for at least "
                f"{settings.current().pairing_hours} hours, and to the end of its shift. "
                f"[Pair this browser]({base_url}/o/pair/{code})"
            )


def _notices(
    pairing: Pairing, known: phone_passkeys.Known, *, phones: int, briefed: set[str] | None
) -> list[str]:
    """Return what a sergeant should ask about a paired phone; nothing about the tick where no shift is
    on.
    """
    is_confirmed = phone_passkeys.state(pairing, known) == phone_passkeys.CONFIRMED
    said = {
        phone_passkeys.UNCONFIRMED: phone_passkeys.is_in_doubt(pairing, known),
        "Not ticked as briefed": briefed is not None and pairing.collar not in briefed,
        f"{phones} phones have this number: is it one officer?": phones > 1 and not is_confirmed,
    }
    return [words for words, is_so in said.items() if is_so]


def _row(pairing: Pairing, state: str, notices: list[str]) -> None:
    """Show a phone that is paired, what its passkey says, and what to ask about it."""
    asked = "".join(f"  \n:orange[{words}]" for words in notices)
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        since, until = clock.time_text(pairing.paired_at), clock.time_text(pairing.until)
        st.markdown(
            f"**{pairing.collar}**  \n:small[{since} to {until}{f' · {state}' if state else ''}]{asked}",
            width="content",
        )
        st.button("End", key=f"end_{pairing.pairing_id}", on_click=_end, args=(pairing.pairing_id,))


def _end(pairing_id: str) -> None:
    pairings.end(who.session(), pairing_id)
