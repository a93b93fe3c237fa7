"""The layout holds: imports point down, third parties have one home, every statement is a file with
its grain.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "patrolqr"

SOURCES = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py")), *sorted(PACKAGE.rglob("*.py"))]


def test_files_stay_short_enough_to_read_in_one_go() -> None:
    lines = {file: len(file.read_text("utf-8").splitlines()) for file in SOURCES}
    most = {file: 80 if file.parent == ROOT / "pages" else 380 for file in SOURCES}
    assert {file: count for file, count in lines.items() if count > most[file]} == {}


@pytest.mark.parametrize("file", sorted((ROOT / "pages").glob("*.py")), ids=lambda file: file.name)
def test_a_page_asks_and_shows_and_does_not_compute(file: Path) -> None:
    tree = ast.parse(file.read_text("utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Try)]
    called = {
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not called & {"groupby", "merge", "pivot_table", "execute", "sql"}


def test_every_statement_says_its_grain_first() -> None:
    statements = [*(PACKAGE / "store" / "sql").rglob("*.sql")]
    texts = {file: file.read_text("utf-8") for file in statements}
    assert [file for file, text in texts.items() if not text.startswith("-- grain: one row")] == []


def test_no_key_unique_or_sequence_stands_in_the_schema() -> None:
    for file in (PACKAGE / "store/sql/schema/migrations").glob("*.sql"):
        text = "\n".join(
            line
            for line in file.read_text("utf-8").upper().splitlines()
            if not line.startswith("--")
        )
        assert not [
            word
            for word in ("PRIMARY KEY", "UNIQUE", "SEQUENCE", "REFERENCES", "CREATE INDEX")
            if word in text
        ]


def test_nothing_on_a_surface_uses_a_word_the_field_avoids() -> None:
    avoided = ("prediction", "proof of patrol", "officer score", "target person")
    surfaces = [
        *SOURCES,
        *PACKAGE.rglob("*.html"),
        *PACKAGE.rglob("*.typ"),
        *PACKAGE.rglob("*.mjs"),
    ]
    for file in surfaces:
        text = file.read_text("utf-8").lower()
        assert not [word for word in avoided if word in text], file
