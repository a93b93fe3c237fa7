"""JavaScript modules joined to one script a page: on a slow line each file more is a wait more.

Each module becomes a function that is called once, in the order of the imports, and returns what it
exports; so names stay apart as they do between modules. Only what our modules use is understood:
`import { a, b } from "./other.mjs";` at the top, and `export` before a function or a const.
"""

import re
from functools import cache
from pathlib import Path

ASSETS = Path(__file__).parent / "assets"

PAGES = (
    "bar.js", "tasking.js", "sheet.js", "correct.js", "waiting.js", "paired.js", "mine.js", "my_sheet.js",
    "check.js",
)  # fmt: skip
"""Scripts that pages ask for, one each, which looks after the bar as well; the page of a tasking asks
for `sheet.js` once it stands.
"""

ALONE = ("room.js", "passkey.js")
"""Scripts without the bar: of a room's screen, which sends nothing, and of what a page offers once it
stands, which a phone fetches where it can make use of it.
"""

IMPORT = re.compile(r'^import (?:(\{[^}]*\}) from )?"\./(\w+)\.mjs";\n', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:async )?function|const) (\w+)", re.MULTILINE)
COMMENT = re.compile(r"^ *//.*\n", re.MULTILINE)
"""A whole line of comment: phones need not fetch it."""

SPACE = re.compile(r"(?<=[{;,(\[])\n *|^ +", re.MULTILINE)
"""What only people need between two lines: 2 % of a first load, compressed."""

STYLE_SPACE = re.compile(r"/\*.*?\*/|(?<=[{};,])\s+|\s+(?=[{}])", re.DOTALL)
"""The same in a style, with its comments: 12 % of it."""


def pack_style(text: str) -> str:
    """Return the style without what only people need."""
    return STYLE_SPACE.sub("", text)


@cache
def join(entry: str) -> str:
    """Return the script of one module and all it imports, each once."""
    modules: dict[str, str] = {}
    _add(entry.removesuffix(".mjs"), modules)
    return "\n".join(modules.values())


def _add(name: str, modules: dict[str, str]) -> None:
    """Add the module after those it imports."""
    if name in modules:
        return
    text = (ASSETS / f"{name}.mjs").read_text("utf-8")
    for _, imported in IMPORT.findall(text):
        _add(imported, modules)
    modules[name] = _wrap(name, text)


def _wrap(name: str, text: str) -> str:
    """Return the module as a constant that holds what it exports."""
    exported = [name for _, name in EXPORT.findall(text)]
    body = EXPORT.sub(r"\1 \2", IMPORT.sub(_take, COMMENT.sub("", text))).strip()
    body = SPACE.sub("", body)
    return (
        f'const ${name} = (() => {{\n"use strict";\n{body}\n'
        f"return {{ {', '.join(exported)} }};\n}})();"
    )


def _take(imported: re.Match[str]) -> str:
    names, module = imported.groups()
    return f"const {' '.join(names.split())} = ${module};\n" if names else ""
