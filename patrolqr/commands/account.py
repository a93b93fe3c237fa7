"""account: make an account for somebody at the desk, or a new link for its holder."""

import argparse
import getpass
import sys

from patrolqr import store
from patrolqr.commands.command import OK, Command, asks_json, opened, print_json
from patrolqr.core import settings
from patrolqr.core.actor import DESK_ROLES
from patrolqr.core.errors import InputWrong
from patrolqr.core.signing_in import invitation
from patrolqr.store import Session, accounts


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("add", "invite", "list"), help="what is done")
    parser.add_argument("name", nargs="?", help="the name or number that its holder signs in with")
    parser.add_argument("--role", choices=DESK_ROLES, help="what its holder may do")
    parser.add_argument(
        "--team",
        action="append",
        default=[],
        help="the id of a team whose work its holder sees (may be said again; otherwise all teams)",
    )
    parser.add_argument(
        "--password", action="store_true", help="type a password now (or send it on standard input)"
    )
    asks_json(parser)


def _run(asked: argparse.Namespace) -> int:
    if asked.what == "list":
        return _list(as_json=asked.json)
    if not asked.name:
        raise InputWrong(f"Say whose: python -m patrolqr account {asked.what} NAME")
    # where there is no database yet, one of the force's own: then no demo is made
    with opened(real=not store.has_data(settings.current().data)) as session:
        code = _add(session, asked) if asked.what == "add" else _invite(session, asked.name)
    if asked.json:
        print_json({"name": asked.name, "path": invitation(code) if code else None})
    elif code:
        print(
            f"{asked.name} chooses a password on {settings.current().desk_url}{invitation(code)}\n"
            f"once PatrolQR runs, within {accounts.INVITED_FOR.days} days."
        )
    else:
        print(f"{asked.name} can sign in.")
    return OK


def _add(session: Session, asked: argparse.Namespace) -> str:
    if asked.role is None:
        raise InputWrong(f"Say what {asked.name} may do: --role {'|'.join(DESK_ROLES)}")
    return accounts.add(
        session,
        asked.name,
        asked.role,
        teams=asked.team,
        password=_password() if asked.password else None,
    )


def _invite(session: Session, name: str) -> str:
    return accounts.invite(session, accounts.by_name(session, name)["account_id"])


def _list(*, as_json: bool) -> int:
    with opened() as session:
        found = accounts.accounts(session)
    if as_json:
        print_json({"accounts": found})
        return OK
    for each in found:
        state = "" if each["has_password"] else ", has not chosen a password"
        seen = f", sees {', '.join(each['teams'])} only" if each["teams"] else ""
        print(f"{each['name']}: {each['role']}{seen}{state}.")
    if not found:
        print("No accounts. The desk answers on this machine alone.")
    return OK


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    typed = getpass.getpass("Password: ")
    if getpass.getpass("The same again: ") != typed:
        raise InputWrong("The two differ, so nothing was kept. Start again.")
    return typed


ACCOUNT = Command(
    "account",
    "Make accounts for the desk: people sign in from the first one on.",
    "\n\n  python -m patrolqr account add 'Insp 1204' --role admin\n"
    "  python -m patrolqr account add 'Sgt 4412' --role sergeant --team north-side\n"
    "  python -m patrolqr account invite 'Insp 1204'\n"
    "  python -m patrolqr account list\n\n"
    "add and invite print a link on which its holder chooses a password. Once PatrolQR runs, the\n"
    "People page does the same. Where the force has a sign-in of its own, no accounts are needed.",
    _arguments,
    _run,
)
