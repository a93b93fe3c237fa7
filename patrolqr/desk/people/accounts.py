"""Accounts at the desk: who has one, new ones, new links, their end."""

from urllib.parse import urlsplit

import streamlit as st

from patrolqr.core import settings
from patrolqr.core.actor import DESK_ROLES, NAME_LIMIT
from patrolqr.core.permissions import LIMITED_ROLES, MAY, OVER_ALL_TEAMS, SAID, Act
from patrolqr.core.signing_in import invitation
from patrolqr.desk.people import seen_teams
from patrolqr.desk.shared import forms, lengths, presses, who
from patrolqr.desk.shared.words import plain
from patrolqr.store import accounts
from patrolqr.store.accounts import AccountRow

OF_FEW: dict[str, Act] = {"Audit": "audit", "Keeping": "retain", "People": "admit people"}
"""Pages that not every role may read, and the act that opens each."""

ALL = "Sees all teams"

SEES = (
    "Whose logs, sheets, picks and figures: those of the teams chosen, or of all where none is. Incidents, "
    "calls, areas and patterns are everybody's. Admins and auditors look after all teams."
)

LINK = "people_link"
"""Key under which a visitor's session keeps a new account's link until it is told, once."""

FIRST = (
    "From the first account on everybody signs in here, you too: keep the link, it lets its holder "
    "choose a password. The first account is an admin's."
)


def link() -> None:
    """Show the link that was made last, once: it is kept nowhere."""
    made: tuple[str, str] | None = st.session_state.pop(LINK, None)
    if made is not None:
        name, code = made
        st.success(
            f"Give this link to {plain(name)}, and to nobody else. It opens once, within "
            f"{accounts.INVITED_FOR.days} days, and is not shown again. Passkeys made before have ended; "
            "a sign-in that goes on ends when the link is used, or below.",
            icon=":material/key:",
        )
        st.code(f"{_desk()}{invitation(code)}", language=None)


def listed(known: list[AccountRow]) -> None:
    """Show the accounts, each with what can be done about it."""
    named = seen_teams.named()
    for each in known:
        with st.container(
            horizontal=True, vertical_alignment="center", key=f"account_{each['account_id']}"
        ):
            state = ", ".join(filter(None, (_state(each), seen_teams.said(each["teams"]))))
            st.markdown(f"**{plain(each['name'])}**  \n:small[{state}]", width="stretch")
            _role(each)
            _sees(each, named)
            st.button(
                "New link",
                key=f"invite_{each['account_id']}",
                help=f"{plain(each['name'])} chooses another password or passkey with it. "
                "Passkeys made before end now.",
                on_click=presses.do,
                args=(_invite, each),
            )
            st.button(
                "End",
                key=f"end_{each['account_id']}",
                type="tertiary",
                help=f"{plain(each['name'])} is signed out everywhere. What they did keeps the name.",
                on_click=presses.do,
                args=(accounts.end, who.session(), each["account_id"]),
            )


def another(*, is_first: bool) -> None:
    """Offer to make one more account."""
    if is_first:
        st.info(FIRST, icon=":material/info:")
    with (
        forms.form("new_account") as filling,
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        lengths.text_input(
            "Name or number",
            key=filling.key("name"),
            limit=NAME_LIMIT,
            placeholder="Sgt 4412",
            help="Decisions carry it.",
        )
        st.selectbox(
            "Role",
            DESK_ROLES,
            index=_admin() if is_first else 0,
            key=filling.key("role"),
            disabled=is_first,
        )
        if not is_first and len(named := seen_teams.named()) > 1:
            st.multiselect(
                "Sees",
                list(named),
                format_func=named.__getitem__,
                placeholder=ALL,
                key=filling.key("teams"),
                help=SEES,
            )
        filling.submit("Make the account", _add)


def roles() -> None:
    """Say what each role may do."""
    with st.expander("What each role may do"):
        for role in DESK_ROLES:
            acts = ", ".join(SAID[act] for act in SAID if act in MAY[role] and act != "detect")
            closed = [page for page, act in OF_FEW.items() if act not in MAY[role]]
            but = f" but {', '.join(closed)}" if closed else ""
            st.markdown(f"**{role}**: read everything{but}; {acts}.")
        over = ", ".join(SAID[act] for act in SAID if act in OVER_ALL_TEAMS and act != "keep house")
        st.markdown(
            f"Who sees some teams alone reads and does all that of those teams. They may not {over}: that "
            "is over all teams. Incidents, calls, areas and patterns are everybody's."
        )


def _add(filled: forms.Form) -> None:
    name, role = filled.value("name"), filled.value("role")
    seen = st.session_state.get(filled.key("teams"))  # not asked where there is one team
    code = accounts.add(who.session(), name, role, teams=seen or ())
    st.session_state[LINK] = name, code


def _invite(each: AccountRow) -> None:
    st.session_state[LINK] = each["name"], accounts.invite(who.session(), each["account_id"])


def _role(each: AccountRow) -> None:
    key = f"role_{each['account_id']}"
    st.session_state[key] = each["role"]
    st.selectbox(
        f"Role of {each['name']}",
        DESK_ROLES,
        key=key,
        label_visibility="collapsed",
        width=180,
        on_change=presses.do,
        args=(_change_role, each["account_id"], key),
    )


def _sees(each: AccountRow, named: dict[str, str]) -> None:
    """Ask which teams' work somebody sees; not where there is one team, and everybody sees it."""
    own = each["teams"] or []
    if len(named) == 1 and not own:
        return
    key = f"sees_{each['account_id']}"
    st.session_state[key] = own
    st.multiselect(
        f"What {each['name']} sees",
        list(dict.fromkeys([*named, *own])),
        format_func=lambda team_id: named.get(team_id, team_id),
        placeholder=ALL,
        key=key,
        label_visibility="collapsed",
        width=340,
        disabled=each["role"] not in LIMITED_ROLES,
        on_change=presses.do,
        args=(_change_teams, each["account_id"], key),
    )


def _change_teams(account_id: str, key: str) -> None:
    accounts.change_teams(who.session(), account_id, st.session_state[key])


def _change_role(account_id: str, key: str) -> None:
    accounts.change_role(who.session(), account_id, st.session_state[key])


def _state(each: AccountRow) -> str:
    if each["is_invited"]:
        return "has a link that is not used yet"
    keys = each["passkeys"]
    ways = ["chose a password"] if each["has_password"] else []
    ways += [f"has {'a passkey' if keys == 1 else f'{keys} passkeys'}"] if keys else []
    return ", ".join(ways) or "the link is over: make a new one"


def _desk() -> str:
    """Return the address of the desk as whoever makes the link opened it."""
    opened = urlsplit(st.context.url or "")
    return f"{opened.scheme}://{opened.netloc}" if opened.netloc else settings.current().desk_url


def _admin() -> int:
    return DESK_ROLES.index("admin")
