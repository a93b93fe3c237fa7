"""A page's form as a browser without script fills it in and sends it."""

from datetime import UTC, date, datetime, time
from html.parser import HTMLParser
from typing import Any

from patrolqr.core import clock
from patrolqr.core.form.question import Field

DAY = date(2026, 11, 24)

BRIEFED = ("4417", "5128")
"""Colleagues who were ticked as briefed."""

STREET = "zebra crossing"
"""The street of a round: what is sent to a question in words too."""

SENT: dict[str, str | list[str]] = {
    "count": "3",
    "text": STREET,
    "yes_no": "No",
    "day": DAY.isoformat(),
    "number": "2.5",
}
"""What is sent to a question of that kind; times and lists depend on the question."""


def sent(asked: Field, at: datetime, *, act: bool = False) -> str | list[str]:
    """Return an answer as the page's controls send it; `at` is when the page was opened.

    An `act` asks for a day and a time.
    """
    if asked.kind == "instant":
        local = clock.local(at)
        return f"{local:%H:%M}" if not act else f"{local:%Y-%m-%dT%H:%M}"
    if asked.kind == "ticks":
        return list(asked.choices)[:2]
    if asked.kind == "collars":
        return list(BRIEFED)
    if asked.choices and asked.kind != "yes_no":
        return list(asked.choices)[-1]
    return SENT[asked.kind]


def kept(asked: Field, at: datetime, *, act: bool = False) -> object:
    """Return the same answer as the store has it."""
    answer = sent(asked, at)
    if asked.kind == "instant":
        return at.replace(second=0) if act else at
    typed = {"count": 3, "yes_no": False, "day": DAY, "number": 2.5}
    return typed.get(asked.kind, answer)


def words(asked: Field, at: datetime) -> str:
    """Return the same answer as people read it."""
    if asked.kind == "instant":
        return clock.time_text(at)
    chosen = {"collars": ", ".join(BRIEFED)}
    chosen |= {"ticks": ", ".join(list(asked.choices.values())[:2]), "day": "Tue 24 Nov 2026"}
    if asked.kind in chosen:
        return chosen[asked.kind]
    answer = str(sent(asked, at))
    return asked.choices.get(answer, answer)


class Controls(HTMLParser):
    """The controls of a page that would be sent as they stand: name → value, or all ticked."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.values: dict[str, str | list[str]] = {}
        self._open, self._chosen = "", False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in one control."""
        told: dict[str, Any] = dict(attrs)
        if tag in ("input", "select", "textarea") and told.get("name"):
            self.names.add(told["name"])
        if tag == "input" and told.get("name"):
            self._input(told)
        elif tag in ("select", "textarea"):
            self._open = told["name"]
            self.values[self._open] = ""
        elif tag == "option" and "selected" in told:
            self.values[self._open] = told.get("value", "")
            self._chosen = "value" not in told

    def handle_data(self, data: str) -> None:
        """Take in what stands in a text area, or the words of what is chosen."""
        if self._open and (self._chosen or self.lasttag == "textarea"):
            self.values[self._open] = data.strip()
            self._chosen = False

    def handle_endtag(self, tag: str) -> None:
        """End a control."""
        if tag in ("select", "textarea"):
            self._open = ""

    def _input(self, told: dict[str, Any]) -> None:
        name, value = told["name"], told.get("value") or ""
        if told.get("type") == "radio" and "checked" in told:
            self.values[name] = value
        elif told.get("type") == "checkbox" and "checked" in told:
            before = self.values.get(name, [])
            self.values[name] = [*before, value] if isinstance(before, list) else [value]
        elif told.get("type") not in ("radio", "checkbox"):
            self.values[name] = value


def opened_at(controls: Controls) -> datetime:
    """Return when the page was opened, as it says."""
    return datetime.fromisoformat(str(controls.values["opened_at"])).astimezone(UTC)


def wall(at: datetime) -> time:
    """Return the time that the force's wall clock showed."""
    return clock.local(at).time().replace(second=0, microsecond=0)
