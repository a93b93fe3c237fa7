"""Each table of the store has a page or phone page that reads it, and a writer besides the demo.

Both are derived: from the statements, the functions of `store` that run them, and who refers to
those functions, from the pages, the phone's site and the commands downwards.
"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from patrolqr.core.form.questions import GROUPS
from patrolqr.store import Session
from patrolqr.store.engine.schema import SCHEMA, SQL
from tests.store.test_queries import PACKAGE

Node = tuple[str, str]
"""A function or class by its module's dotted name and its own; "" is the module's own lines."""

ROOT = PACKAGE.parent
GROUP_TABLES = frozenset(group.table for group in GROUPS)

UNREAD = {
    "places_before": "kept for taking a load back, which puts it into the places",
    "streets_before": "kept for taking a load back, which puts it into the streets",
    "schema_versions": "the engine's own: which migrations a file had",
    "refused_attempts": "kept for whoever investigates; the rate limit itself counts in memory",
}
"""Tables that no page reads, and why."""

UNWRITTEN = {
    "schema_versions": "the engine writes it when a file is opened",
}
"""Tables that no statement of the store writes, and why."""


@cache
def _sources() -> dict[str, ast.Module]:
    """Return the modules that may lead to a table by their dotted names; the demo is none."""
    files = [*PACKAGE.rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]
    kept = [file for file in files if PACKAGE / "demo" not in file.parents]
    return {_dotted(file): ast.parse(file.read_text("utf-8")) for file in kept}


def _dotted(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(module: ast.Module) -> dict[str, str]:
    """Return what each imported name means, dotted."""
    names: dict[str, str] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
    return names


def _nodes(module: ast.Module) -> dict[str, list[ast.stmt]]:
    """Return a module's functions and classes, and under "" its other lines."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    nodes: dict[str, list[ast.stmt]] = {"": []}
    for statement in module.body:
        nodes.setdefault(statement.name if isinstance(statement, kinds) else "", []).append(
            statement
        )
    return nodes


@cache
def _graph() -> dict[Node, set[Node]]:
    """Return which functions, classes and modules each refers to."""
    own = {name: set(_nodes(module)) for name, module in _sources().items()}
    graph: dict[Node, set[Node]] = {}
    for name, module in _sources().items():
        imported = _imported(module)
        for node, statements in _nodes(module).items():
            found = {(name, "")}
            for each in (each for statement in statements for each in ast.walk(statement)):
                found |= _meant(each, name, imported, own)
            graph[name, node] = found
    return graph


def _meant(
    each: ast.AST, module: str, imported: dict[str, str], own: dict[str, set[str]]
) -> set[Node]:
    """Return what a name or module.name in the source refers to, followed through re-exports."""
    if isinstance(each, ast.Name):
        if each.id in own[module]:
            return {(module, each.id)}
        target = imported.get(each.id, "")
    elif isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name):
        target = f"{imported.get(each.value.id, '')}.{each.attr}"
    else:
        return set()
    home, _, name = target.rpartition(".")
    if home in own and name in own[home]:
        return {(home, name)}
    if home in own and name in (elsewhere := _imported(_sources()[home])):
        home, _, name = elsewhere[name].rpartition(".")
        return {(home, name)} if home in own else set()
    return {(target, "")} if target in own else set()


@cache
def _reached(*beginnings: str) -> set[Node]:
    """Return everything that the modules beginning so lead to."""
    waiting = [node for node in _graph() if node[0].startswith(beginnings)]
    seen = set(waiting)
    while waiting:
        for node in _graph().get(waiting.pop(), set()) - seen:
            seen.add(node)
            waiting.append(node)
    return seen


def _words(beginnings: tuple[str, ...]) -> set[str]:
    """Return every text that stands in a function of `store` that these modules lead to."""
    return {
        each.value
        for module, node in _reached(*beginnings)
        if module.startswith("patrolqr.store")
        and module in _sources()
        # the engine names tables that it leaves alone
        and module != "patrolqr.store.engine.moving"
        for statement in _nodes(_sources()[module]).get(node, [])
        for each in ast.walk(statement)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    }


def _code(file: Path) -> str:
    return "\n".join(line.split("--")[0] for line in file.read_text("utf-8").splitlines())


@cache
def _views() -> dict[str, str]:
    """Return the statement of each view, and of each macro that is a view of what it is given."""
    found = {}
    for file in (SCHEMA / "views").glob("*.sql"):
        each = r"(?:VIEW|MACRO) (\w+)(?:\(.*?\))? AS(.*?)(?=CREATE|\Z)"
        for name, body in re.findall(each, _code(file), re.DOTALL):
            # the details of the form's groups are filled in when the store opens
            found[name] = body.replace("{details}", " FROM ".join(("", *GROUP_TABLES)))
    return found


def _read_from(code: str) -> set[str]:
    """Return what stands behind FROM and JOIN: a column, an alias or a comment of a table's name
    reads nothing of it.
    """
    return set(re.findall(r"\b(?:FROM|JOIN)\s+\(?(\w+)", code))


def _names(code: str) -> set[str]:
    """Return the tables and views that a statement reads, and those that these read."""
    names = _read_from(code)
    waiting = [name for name in names if name in _views()]
    while waiting:
        more = _read_from(_views()[waiting.pop()]) - names
        names |= more
        waiting += [name for name in more if name in _views()]
    return names


def _tables_read() -> set[str]:
    words = _words(("pages.", "patrolqr.phone"))
    read: set[str] = set()
    for file in SQL.glob("*/*.sql"):
        is_asked = str(file.relative_to(SQL).with_suffix("")) in words
        if is_asked and not re.match(r"\s*(INSERT|UPDATE|MERGE|DELETE)", _code(file)):
            read |= _names(_code(file))
    return read


def _tables_written() -> set[str]:
    words = _words(("app", "pages.", "patrolqr.phone", "patrolqr.commands"))
    written = GROUP_TABLES | words  # written.insert("patrol_logs", …), and each group's own
    for file in SQL.glob("*/*.sql"):
        if str(file.relative_to(SQL).with_suffix("")) in words:
            written |= set(re.findall(r"(?:INSERT INTO|MERGE INTO|UPDATE)\s+(\w+)", _code(file)))
    return set(written)


def tables(store: Session) -> list[str]:
    """Return the names of the tables that a database has."""
    with store.writing("brief") as written:
        rows = written.cursor.execute(
            "SELECT table_name FROM duckdb_tables() WHERE NOT temporary ORDER BY ALL"
        ).fetchall()
    return [name for (name,) in rows]


def test_every_table_is_read_by_a_page(store: Session) -> None:
    read = _tables_read()
    assert [name for name in tables(store) if name not in read] == sorted(UNREAD)


def test_every_table_has_a_writer_that_is_not_the_demo(store: Session) -> None:
    written = _tables_written()
    assert [name for name in tables(store) if name not in written] == sorted(UNWRITTEN)


@pytest.mark.parametrize("table", ["handovers", "patrol_logs", "log_engagements"])
def test_the_walk_finds_what_is_known_to_be_read(table: str) -> None:
    assert table in _tables_read()
    assert "no_such_table" not in _tables_read()


def test_a_name_alone_reads_nothing() -> None:
    """A column or an alias may be called as a table is; what is read stands behind FROM or JOIN."""
    told = (
        "SELECT taskings, count(*) AS picks FROM patrols AS places LEFT JOIN logs_known USING (x)"
    )
    assert _read_from(told) == {"patrols", "logs_known"}
