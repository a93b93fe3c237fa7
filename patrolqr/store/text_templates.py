"""Texts of a patrol area kept under a name, for another day."""

import json
from dataclasses import dataclass
from typing import TypedDict

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.store.session import Session

NAME_LIMIT = 60


class TemplateRow(TypedDict):
    """A named text, its content as JSON."""

    name: str
    content: str


@dataclass(frozen=True)
class Template:
    """What a named text fills in on a sergeant's card."""

    name: str
    look_for: str
    ask: str
    hazards: str
    tactics: tuple[str, ...]


def keep(session: Session, template: Template) -> None:
    """Keep the texts under their name; the same name again replaces them."""
    name = template.name.strip()
    if not name or len(name) > NAME_LIMIT:
        raise InputWrong(
            f"A template needs a name of 1 to {NAME_LIMIT} characters. Type one and keep it again."
        )
    content = {each: getattr(template, each) for each in ("look_for", "ask", "hazards", "tactics")}
    with session.writing() as written:
        written.change(
            "text_templates/insert_text_template",
            name=name,
            content=json.dumps(content),
            kept_at=clock.now(),
        )


def drop(session: Session, name: str) -> None:
    """Take a named text off the list; sheets made with it stay as they are."""
    with session.writing() as written:
        written.change(
            "text_templates/insert_text_template", name=name, content="", kept_at=clock.now()
        )


def kept(session: Session) -> list[Template]:
    """Return the named texts in alphabetical order."""
    rows = [
        (row["name"], json.loads(row["content"]))
        for row in session.rows(TemplateRow, "text_templates/text_templates")
    ]
    return [
        Template(name, **(content | {"tactics": tuple(content["tactics"])}))
        for name, content in rows
    ]
