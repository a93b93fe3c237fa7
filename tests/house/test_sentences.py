"""What a page may say names nothing of the command line: who reads it has a mouse in the hand."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import patrolqr

PACKAGE = Path(patrolqr.__file__).parent
SWITCH = re.compile(r"(?:^|[\s(“\"'])--[a-z]")
STYLED = re.compile(r"style=")
"""A style's own properties begin with two hyphens too."""


def sentences() -> list[str]:
    """Return every text in the code that is no command's and no comment, with where it stands."""
    return [
        f"{file.relative_to(PACKAGE)}:{each.lineno}: {each.value!s}"
        for file in sorted(PACKAGE.rglob("*.py"))
        if "commands" not in file.parts and file.name != "__main__.py"
        for each in _texts(ast.parse(file.read_text("utf-8")))
    ]


def _texts(code: ast.Module) -> Iterator[ast.Constant]:
    comments = {id(each.value) for each in ast.walk(code) if isinstance(each, ast.Expr)}
    for each in ast.walk(code):
        if isinstance(each, ast.Constant) and id(each) not in comments:
            yield each


def test_no_sentence_outside_the_commands_names_a_switch() -> None:
    told = sentences()
    assert len(told) > 1_000
    assert [each for each in told if SWITCH.search(each) and not STYLED.search(each)] == []
