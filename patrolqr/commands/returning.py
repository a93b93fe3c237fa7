"""return: what a force reports of a month or quarter, as a workbook, a PDF or JSON."""

import argparse
from pathlib import Path

from patrolqr.commands.command import OK, Command, asks_json, opened, print_json, writable
from patrolqr.core.errors import InputWrong
from patrolqr.steps import returning

ENDINGS = (".xlsx", ".pdf")


def _arguments(parser: argparse.ArgumentParser) -> None:
    period = parser.add_mutually_exclusive_group(required=True)
    period.add_argument("--month", metavar="MONTH", help="a month, as in 2026-10")
    period.add_argument("--quarter", metavar="QUARTER", help="a quarter, as in 2026-Q4")
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="where to write: .xlsx or .pdf (default: print)"
    )
    parser.add_argument(
        "--layout",
        type=Path,
        metavar="FILE.toml",
        help="which figures stand where (default: return.toml in the data folder, or PatrolQR's own)",
    )
    parser.add_argument(
        "--show-layout", action="store_true", help="print the layout, to begin one of your own with"
    )
    asks_json(parser)


def _run(asked: argparse.Namespace) -> int:
    if asked.show_layout:
        print(returning.LAYOUT.read_text("utf-8"))
        return OK
    if asked.out is not None:
        writable(asked.out, *ENDINGS)
    period = returning.month(asked.month) if asked.month else returning.quarter(asked.quarter)
    if asked.layout is not None and not asked.layout.is_file():
        raise InputWrong(f"There is no {asked.layout}. Name the file of the layout.")
    with opened() as session:
        told = returning.made(session, period, own_layout=asked.layout)
        if asked.out is not None:
            is_pdf = asked.out.suffix.lower() == ".pdf"
            content = returning.pdf(told) if is_pdf else returning.xlsx(told)
            session.takes(asked.out.name, content, rows=len(told.figures))
    if asked.out is not None:
        asked.out.write_bytes(content)
    if asked.json:
        print_json(
            {
                "title": told.title,
                "since": told.period.since,
                "until": told.period.until,
                "marking": told.marking,
                "figures": [vars(each) for each in told.figures],
            }
        )
    elif asked.out is not None:
        print(f"{told.title}, {told.period.line}, written to {asked.out}: {told.marking}.")
    else:
        print(f"{told.title}, {told.period.line}. {told.marking}.")
        print("\n".join(f"{each.label}: {each.said}" for each in told.figures))
    return OK


RETURN = Command(
    "return",
    "Write what a force reports of a month or quarter, with what each figure counts and its rows.",
    "\n\n  python -m patrolqr return --month 2026-10 --out return.xlsx\n"
    "  python -m patrolqr return --quarter 2026-Q4 --out return.pdf\n"
    "  python -m patrolqr return --month 2026-10 --show-layout > return.toml",
    _arguments,
    _run,
)
