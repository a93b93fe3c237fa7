"""Details of what was done: each engagement, stop-search and arrest that a log tells more about."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypedDict

from patrolqr.core.form.questions import GROUPS, Group
from patrolqr.store.session import Session

NAMED = {group.name: group for group in GROUPS}


class DetailRow(TypedDict):
    """One detailed thing of one log; answers are JSON by the question's name."""

    group_name: str
    log_id: str
    entry_id: str
    number: int
    answers: str


@dataclass(frozen=True)
class Detail:
    """One thing done, as a log tells it: which group of questions, which one, its typed answers."""

    group_name: str
    log_id: str
    entry_id: str
    number: int
    answers: dict[str, Any]

    @property
    def group(self) -> Group:
        """The questions it answers."""
        return NAMED[self.group_name]

    @property
    def title(self) -> str:
        """What it is called: Stop-search 1."""
        return f"{self.group.label} {self.number}"

    @property
    def words(self) -> dict[str, str]:
        """What was answered, in words by the question's label."""
        return self.group.words(self.answers)


def of_logs(session: Session, log_ids: Sequence[str]) -> dict[str, list[Detail]]:
    """Return the details of these logs by log id, in the order of the form; a log without has none."""
    found: dict[str, list[Detail]] = {}
    rows = session.rows(DetailRow, "details/details", log_ids=list(log_ids))
    order = list(NAMED)
    for row in sorted(rows, key=lambda each: order.index(each["group_name"])):
        found.setdefault(row["log_id"], []).append(_detail(row))
    return found


def _detail(row: DetailRow) -> Detail:
    answers = json.loads(row["answers"])
    group = NAMED[row["group_name"]]
    typed = {each.name: _typed(each.kind, answers[each.name]) for each in group.fields}
    return Detail(group.name, row["log_id"], row["entry_id"], row["number"], typed)


def _typed(kind: str, told: Any) -> Any:
    """Return an answer as the form has it: JSON has no days and no instants."""
    if told is None:
        return None
    if kind == "day":
        return date.fromisoformat(told)
    return datetime.fromisoformat(told) if kind == "instant" else told
