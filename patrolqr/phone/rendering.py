"""Pages from templates, and the addresses of the files they need."""

import hashlib
import json
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from patrolqr.phone import scripts
from patrolqr.phone.rules import PRIVACY, of_pages
from patrolqr.render import slides

TEMPLATES = Path(__file__).parent / "templates"
ASSETS = scripts.ASSETS

PERSONAL = "privacy.json"
"""What scripts know personal details by: as much as a third of the rest of a page, and not needed
before something is written, so it is fetched once the page stands.
"""

SLIDES = slides.STYLE.name
"""How slides look, on a room's screen as at the desk."""


def page(name: str, **values: object) -> str:
    """Return the page that a template makes of these values."""
    return _environment().get_template(name).render(**values)


@cache
def asset(name: str) -> str:
    """Return the address of one of our files, which changes when the file does."""
    digest = hashlib.sha256(file(name)).hexdigest()[:10]
    return f"/o/assets/{name}?v={digest}"


@cache
def file(name: str) -> bytes:
    """Return what is in one of our files, or in a script that is joined from its modules."""
    if name in (*scripts.PAGES, *scripts.ALONE):
        return scripts.join(name.replace(".js", ".mjs")).encode()
    if name == SLIDES:
        return scripts.pack_style(slides.STYLE.read_text("utf-8")).encode()
    if name == PERSONAL:
        return json.dumps(PRIVACY).encode()
    if name.endswith(".css"):
        return scripts.pack_style((ASSETS / name).read_text("utf-8")).encode()
    return (ASSETS / name).read_bytes()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"asset": asset, "rules": of_pages() | {"privacy": asset(PERSONAL)}}
    environment.filters["repeated"] = lambda word: (word, word)
    return environment
