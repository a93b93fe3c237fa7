"""The audit trail as its readers see it: who did what, and whether every line is still there."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import islice

import pandas as pd
import pyarrow as pa

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.store.engine import trail
from patrolqr.store.engine.trail import Checked
from patrolqr.store.session import Session

COLUMNS = ("at", "person", "role", "act", "what", "subject", "rows", "digest")

SCHEMA = pa.schema([(name, pa.int64() if name == "rows" else pa.string()) for name in COLUMNS])

PIECE = 10_000
"""Lines put into columns at once: what is read stays small until then."""

AT = slice(trail.TEXT + len('{"at":"'), trail.TEXT + len('{"at":"2026-11-24T18:00:00.000+00:00'))
"""Where in a line its instant stands."""

HEAD = re.compile(rf"[0-9a-f]{{{trail.SHORT},64}}")

ACTS = (
    "open",
    "take",
    "sign in",
    "sign out",
    "brief",
    "review",
    "send",
    "end passkeys",
    "load",
    "set up",
    "retain",
)
"""What is mostly looked for, in the order of a day."""


@dataclass(frozen=True)
class LineChoice:
    """Which lines are wanted: of whom, doing what, with which words in it, on which days, concerning
    whom; "" and None are all.
    """

    person: str = ""
    act: str = ""
    words: str = ""
    since: date | None = None
    until: date | None = None
    subject: str = ""


def lines(session: Session, choice: LineChoice, *, most: int | None = None) -> pd.DataFrame:
    """Return the last `most` lines of that choice (all: None), the newest first, with COLUMNS; `at` is
    an instant. NotAllowed where whoever asks may not read them.
    """
    session.need("audit")
    found = trail.read_back(session.store.trail.path, _may_be(choice))
    wanted = islice((each for each in found if _is_chosen(each, choice)), most)
    pieces = iter(lambda: list(islice(wanted, PIECE)), [])
    tables = [pa.Table.from_pylist(each, SCHEMA) for each in pieces]
    rows: pd.DataFrame = pa.concat_tables([SCHEMA.empty_table(), *tables]).to_pandas()
    rows["at"] = pd.to_datetime(rows["at"], format="ISO8601", utc=True)
    rows["rows"] = rows["rows"].astype("Int64")
    return rows


def people(session: Session) -> list[str]:
    """Return everybody who stands in the trail, by name."""
    session.need("audit")
    return sorted(session.store.trail.people())


def check(session: Session, *, head: str = "") -> Checked:
    """Return whether the trail is whole, and has a line with that head, as it stands on a sheet's foot
    or elsewhere; InputWrong where it is none.
    """
    session.need("audit")
    return trail.check(session.store.trail.path, head=_tidy_head(head))


def word_found(found: Checked) -> str:
    """Return in words that the trail still holds the line of the head that was asked for, nothing
    where none was, or it does not.
    """
    if found.found is None:
        return ""
    if found.found_at is None:
        return "That head stands before the first line."
    return (
        f"It still holds that line: number {found.found:,} of {found.lines:,}, "
        f"written {clock.instant_text(found.found_at)}."
    )


def _tidy_head(typed: str) -> str:
    head = "".join(typed.split()).casefold().removeprefix("audit")
    if typed.strip() and not HEAD.fullmatch(head):
        raise InputWrong(
            f"A head has {trail.SHORT} to 64 letters and digits (0 to 9, a to f), as a sheet's foot has it "
            f"after “Audit”; this has {len(head)}: {head[:64]}. Look at the foot again."
        )
    return head


def _may_be(choice: LineChoice) -> Callable[[bytes], bool]:
    """Return whether a line of the file may be of the choice, before it is read as JSON: by what must
    stand in it, and by its day.
    """
    needles = [
        f'"{name}":{json.dumps(value, ensure_ascii=False)}'.encode("utf-8", "replace")
        for name, value in (("person", choice.person), ("act", choice.act))
        if value
    ]
    # what JSON writes as it is stands in the line as it is; the rest is found by reading it
    said = [
        words.casefold()
        for words in (choice.words, choice.subject)
        if words and json.dumps(words, ensure_ascii=False) == f'"{words}"'
    ]
    since = _instant(choice.since)
    until = _instant(choice.until and choice.until + timedelta(days=1))

    def may_be(line: bytes) -> bool:
        at = line[AT]
        return (
            (not since or at >= since)
            and (not until or at < until)
            and all(needle in line for needle in needles)
            and (not said or _has_all(line, said))
        )

    return may_be


def _has_all(line: bytes, said: list[str]) -> bool:
    text = line.decode("utf-8").casefold()
    return all(words in text for words in said)


def _instant(day: date | None) -> bytes:
    """Return when that day begins, as lines say it: in UTC, so that they sort as text."""
    if day is None:
        return b""
    return clock.at(day, time()).isoformat(timespec="milliseconds").encode()


def _is_chosen(line: dict[str, object], choice: LineChoice) -> bool:
    return (
        choice.person in ("", line["person"])
        and choice.act in ("", line["act"])
        and choice.words.casefold() in str(line["what"]).casefold()
        and choice.subject.casefold() in str(line.get("subject", "")).casefold()
    )
