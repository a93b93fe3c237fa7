"""What a sergeant is told of officers' passkeys, and the way to take one away."""

from collections.abc import Mapping

import streamlit as st

from patrolqr.core import clock
from patrolqr.core.phone import Pairing
from patrolqr.desk.shared import presses, who
from patrolqr.desk.shared.words import plain
from patrolqr.store import collar_passkeys
from patrolqr.store.briefings import instant
from patrolqr.store.collar_passkeys import CollarPasskeyRow

CONFIRMED, MADE = "confirmed by passkey", "passkey made"
UNCONFIRMED = "Not confirmed by its passkey: is it the same officer?"

TAKEN = "phone_passkey_of"
"""Key of the collar number whose passkey is to be taken away."""

Known = Mapping[str, CollarPasskeyRow]
"""The passkeys that go on, by their ids."""


def state(pairing: Pairing, known: Known) -> str:
    """Return what the passkey of a pairing says of it: that it was given, or made under it, or
    nothing.
    """
    found = known.get(pairing.passkey_id)
    if found is None:
        return ""
    return MADE if instant(found["made_us"]) >= pairing.paired_at else CONFIRMED


def is_in_doubt(pairing: Pairing, known: Known) -> bool:
    """Return whether the number had a passkey when it was paired, which this phone did not give or
    which was taken away since.
    """
    if pairing.passkey_id:
        return pairing.passkey_id not in known
    return any(
        each["collar"] == pairing.collar and instant(each["made_us"]) < pairing.paired_at
        for each in known.values()
    )


def offer_to_take_away(known: Known) -> None:
    """Offer to take the passkey of a lost phone away."""
    if not known or not who.may("end passkeys"):
        return
    of_collar = {each["collar"]: each for each in known.values()}
    collar = st.selectbox(
        "Phone lost? Take a number's passkey away",
        sorted(of_collar),
        index=None,
        key=TAKEN,
        placeholder="Collar number",
        help="The number is then no phone's any more: the next that is paired may keep it anew. What "
        "was confirmed by it counts as not confirmed. End the phone's pairing, too.",
    )
    if collar is not None:
        st.caption(f"{plain(collar)}: {_said(of_collar[collar])}")
        st.button(
            f"Take the passkey of {plain(collar)} away",
            key="take_passkey_away",
            on_click=presses.do,
            args=(_take_away, collar),
        )


def _take_away(collar: str) -> None:
    collar_passkeys.take_away(who.session(), collar)
    st.session_state[TAKEN] = None


def _said(row: CollarPasskeyRow) -> str:
    """Return when a passkey was made, and given last."""
    used = row["used_us"]
    given = "not given yet" if used is None else f"given last {clock.instant_text(instant(used))}"
    return f"made {clock.instant_text(instant(row['made_us']))}, {given}"
