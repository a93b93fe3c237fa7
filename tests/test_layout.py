"""The layout holds: imports point down, third parties have one home, every statement is a file with its grain."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "patrolqr"

LAYERS = {
    "errors": 0, "model": 0, "codes": 0, "tactics": 0, "fields": 0, "form": 0, "settings": 0, "clock": 0, "demo": 0,
    "readers": 1, "store": 1, "analysis": 1, "render": 1,
    "phone": 2, "ui": 2,
    "commands": 3, "__main__": 4, "__init__": 3,
}  # fmt: skip
"""Each part of the package and its layer; DESIGN and README, "Layout", draw the same picture."""

HOMES = {
    "duckdb": {"store"},
    "streamlit": {"ui", "pages", "app"},
    "streamlit_folium": {"ui", "pages"},
    "starlette": {"phone", "app"},
    "folium": {"render"},
    "altair": {"render"},
    "qrcode": {"render"},
    "typst": {"render"},
    "zxingcpp": {"render"},
    "scipy": {"analysis"},
}

SOURCES = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py")), *sorted(PACKAGE.rglob("*.py"))]


def part_of(file: Path) -> str:
    """Return which part of the package a file belongs to: store, phone, pages, app."""
    inside = file.relative_to(PACKAGE if PACKAGE in file.parents else ROOT)
    return inside.parts[0].removesuffix(".py")


def imports(file: Path) -> set[str]:
    """Return the dotted names a file imports, wherever in the file it does."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def parts_imported(file: Path) -> set[str]:
    return {name.split(".")[1] for name in imports(file) if name.startswith("patrolqr.")} & set(LAYERS)


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_imports_point_down_never_sideways_never_up(file: Path) -> None:
    own = part_of(file)
    layer = LAYERS.get(own, 3)
    others = parts_imported(file) - {own}
    wrong = {other for other in others if LAYERS[other] > layer or (LAYERS[other] == layer and layer > 0)}
    assert not wrong, f"{own} (layer {layer}) imports {sorted(wrong)}"


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_third_parties_have_one_home(file: Path) -> None:
    guests = {name.split(".")[0] for name in imports(file)}
    wrong = {guest for guest in guests if guest in HOMES and part_of(file) not in HOMES[guest]}
    assert not wrong


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_files_stay_short_enough_to_read_in_one_go(file: Path) -> None:
    limit = 80 if file.parent.name == "pages" else 300
    assert len(file.read_text("utf-8").splitlines()) <= limit


@pytest.mark.parametrize("file", sorted((ROOT / "pages").glob("*.py")), ids=lambda file: file.name)
def test_a_page_asks_and_shows_and_does_not_compute(file: Path) -> None:
    tree = ast.parse(file.read_text("utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Try)]
    called = {
        node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not called & {"groupby", "merge", "pivot_table", "execute", "sql"}


@pytest.mark.parametrize("file", sorted((PACKAGE / "store" / "sql").rglob("*.sql")), ids=lambda file: file.stem)
def test_every_statement_says_its_grain_first(file: Path) -> None:
    assert file.read_text("utf-8").startswith("-- grain: one row")


def test_every_query_file_is_used_somewhere() -> None:
    words = "\n".join(file.read_text("utf-8") for file in SOURCES)
    unused = [file.stem for file in (PACKAGE / "store/sql/queries").glob("*.sql") if f'"{file.stem}"' not in words]
    assert not unused


def test_no_key_unique_or_sequence_stands_in_the_schema() -> None:
    for file in (PACKAGE / "store/sql/migrations").glob("*.sql"):
        text = "\n".join(line for line in file.read_text("utf-8").upper().splitlines() if not line.startswith("--"))
        assert not [
            word for word in ("PRIMARY KEY", "UNIQUE", "SEQUENCE", "REFERENCES", "CREATE INDEX") if word in text
        ]


def test_nothing_on_a_surface_uses_a_word_the_field_avoids() -> None:
    avoided = ("prediction", "proof of patrol", "officer score", "target person")
    surfaces = [*SOURCES, *PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.typ"), *PACKAGE.rglob("*.js")]
    for file in surfaces:
        text = file.read_text("utf-8").lower()
        assert not [word for word in avoided if word in text], file
