"""pack: freeze what a review meeting looks at, and make its files again, the same to the byte."""

import argparse
from pathlib import Path

import pandas as pd

from patrolqr.commands.command import OK, Command, asks_json, opened, print_json, writable
from patrolqr.core.choice import PlaceChoice
from patrolqr.core.errors import InputWrong
from patrolqr.steps import freeze_pack, returning
from patrolqr.steps import packs as made
from patrolqr.steps.freeze_pack import PackChoice
from patrolqr.store import Session, packs, teams
from patrolqr.store.packs import Pack

ENDINGS = (".pdf", ".xlsx")


def _arguments(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--month", metavar="MONTH", help="freeze a month, as in 2026-10")
    which.add_argument(
        "--pack", metavar="NUMBER", help="one that is frozen, by the number on its paper"
    )
    which.add_argument("--list", action="store_true", help="list what is frozen")
    parser.add_argument(
        "--team", action="append", default=[], metavar="TEAM", help="of this team (default: all)"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the pack: .pdf or .xlsx")
    parser.add_argument(
        "--public", type=Path, metavar="FILE.pdf", help="write the newest month's public edition"
    )
    asks_json(parser)


def _run(asked: argparse.Namespace) -> int:
    if asked.out is not None:
        writable(asked.out, *ENDINGS)
    if asked.public is not None:
        writable(asked.public, ".pdf")
    with opened() as session:
        if asked.list:
            return _list(session, as_json=asked.json)
        pack = packs.pack(session, asked.pack or _freeze(session, asked.month, asked.team))
        if asked.out is not None:
            make = made.pdf if asked.out.suffix.lower() == ".pdf" else made.xlsx
            asked.out.write_bytes(session.takes(asked.out.name, make(pack)))
        if asked.public is not None:
            asked.public.write_bytes(session.takes(asked.public.name, _edition(pack)))
    told = pack.told
    if asked.json:
        print_json({"pack_id": pack.pack_id, "number": pack.number, "sha256": pack.sha256, **told})
        return OK
    print(f"Pack {pack.number}, {told['period']}, {made.paper(pack).frozen}. {told['marking']}.")
    print("\n".join(f"{each['label']}: {each['text']}" for each in told["figures"]))
    if asked.public is not None and not told["public_url"]:
        print("The public edition has no code: PATROLQR_PUBLIC_URL is not set.")
    return OK


def _freeze(session: Session, month: str, team_ids: list[str]) -> str:
    days = returning.month(month)
    for each in team_ids:
        teams.team(session, each)  # says which there are where one is not known
    return freeze_pack.freeze(
        session, PackChoice(PlaceChoice(days.since, days.until, teams=team_ids))
    )


def _edition(pack: Pack) -> bytes:
    if not pack.told["editions"]:
        raise InputWrong(pack.told["no_edition"])
    return made.public_pdf(pack, pack.told["editions"][0])


def _list(session: Session, *, as_json: bool) -> int:
    rows = packs.packs(session)
    number = rows["sha256"].str[: packs.SHOWN].str.upper()
    told = rows.assign(number=number, frozen_at=rows["frozen_at"].astype(str))
    if as_json:
        print_json(told.astype(str).to_dict("records"))
    for row in told.to_dict("records"):
        if not as_json:
            last = pd.Timestamp(row["until"]) - pd.Timedelta(days=1)
            days = f"{pd.Timestamp(row['since']).date()} to {last.date()}"
            print(f"{row['number']}  {days}  {row['teams'] or 'all teams'}  by {row['frozen_by']}")
    if rows.empty and not as_json:
        print("No pack is frozen yet.")
    return OK


PACK = Command(
    "pack",
    "Freeze what a review meeting looks at, and make its files again, the same to the byte.",
    "\n\n  python -m patrolqr pack --month 2026-10 --out pack.pdf\n"
    "  python -m patrolqr pack --pack 84A43661B06B --out pack.xlsx --public public.pdf\n"
    "  python -m patrolqr pack --list",
    _arguments,
    _run,
)
