"""Texts of a patrol area kept under a name, for another day."""

import json
from dataclasses import dataclass
from typing import TypedDict

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.core.form.asked import AskKind
from patrolqr.store.session import Session

NAME_LIMIT = 60

CONTENT = ("look_for", "ask", "ask_kind", "ask_options", "hazards", "tactics")
"""What a named text fills in."""


class TemplateRow(TypedDict):
    """A named text, its content as JSON, and who kept it."""

    name: str
    content: str
    kept_by: str


@dataclass(frozen=True)
class Template:
    """What a named text fills in on a sergeant's card."""

    name: str
    look_for: str
    ask: str
    hazards: str
    tactics: tuple[str, ...]
    kept_by: str = ""
    ask_kind: AskKind = "words"
    ask_options: tuple[str, ...] = ()


def keep(session: Session, template: Template, *, replaces: Template | None = None) -> None:
    """Keep the texts under their name, in the name of whoever asks.

    InputWrong where that name holds other texts than those to be replaced.
    """
    name = template.name.strip()
    if not name or len(name) > NAME_LIMIT:
        raise InputWrong(
            f"A template needs a name of 1 to {NAME_LIMIT} characters. Type one and keep it again."
        )
    content = {each: getattr(template, each) for each in CONTENT}
    with session.writing("brief") as written:
        standing = _standing(session, name)
        if standing is not None and standing != replaces:
            raise InputWrong(
                f"There is a template “{name}” already{_by(standing)}. Replace it, or choose another name."
            )
        written.change(
            "text_templates/insert_text_template",
            name=name,
            content=json.dumps(content),
            kept_by=session.actor.person,
            kept_at=clock.now(),
        )


def drop(session: Session, dropped: Template) -> None:
    """Take a named text off the list; sheets made with it stay as they are.

    InputWrong where it says something else by now.
    """
    with session.writing("brief") as written:
        standing = _standing(session, dropped.name)
        if standing is None:
            return
        if standing != dropped:
            raise InputWrong(
                f"“{dropped.name}” says something else by now{_by(standing)}. "
                "It stays; read it, then drop it."
            )
        written.change(
            "text_templates/insert_text_template",
            name=dropped.name,
            content="",
            kept_by=session.actor.person,
            kept_at=clock.now(),
        )


def kept(session: Session) -> list[Template]:
    """Return the named texts in alphabetical order."""
    return [_template(row) for row in session.rows(TemplateRow, "text_templates/text_templates")]


def _standing(session: Session, name: str) -> Template | None:
    return next((each for each in kept(session) if each.name == name), None)


def _template(row: TemplateRow) -> Template:
    content = json.loads(row["content"])
    listed = {each: tuple(content.get(each, ())) for each in ("tactics", "ask_options")}
    return Template(row["name"], **(content | listed), kept_by=row["kept_by"])


def _by(template: Template) -> str:
    return f", kept by {template.kept_by}" if template.kept_by else ""
