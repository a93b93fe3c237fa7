"""The house's figures beside those of models: a mirror, not a gate.

`python -m tests.house.figures` prints them. No line is split and no comment written for their sake.
The models are fetched from PyPI; one that cannot be is shown as it was measured before.
"""

import ast
import io
import statistics
import subprocess
import sys
import tempfile
import tokenize
from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = 100

MODELS = {"osmnx": "2.1.1", "datasette": "0.65.5", "sqlite-utils": "4.2.1", "starlette": "1.10.0"}
"""Packages whose habits we like. The fifth, healthchecks, is an application and not on PyPI."""

FETCH = ("install", "-q", "--no-deps", "--retries", "0", "--timeout", "10", "--target")
FULLEST = 6
"""Folders named below the figures."""

LAYOUT = {tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


@dataclass(frozen=True)
class Figures:
    """What is measured of a tree of Python files."""

    lines: int
    function_median: float
    function_p90: float
    tokens_a_line: float
    long_lines_percent: float
    comments_a_hundred_lines: float
    typed_percent: float
    most_in_a_folder: int


MEASURED_ON = date(2026, 11, 28)
MEASURED: dict[str, Figures] = {
    "osmnx": Figures(
        lines=8645,
        function_median=12,
        function_p90=47.7,
        tokens_a_line=7.1,
        long_lines_percent=0.1,
        comments_a_hundred_lines=11.1,
        typed_percent=100,
        most_in_a_folder=25,
    ),
    "datasette": Figures(
        lines=22_083,
        function_median=5,
        function_p90=33,
        tokens_a_line=5.9,
        long_lines_percent=0.2,
        comments_a_hundred_lines=5.7,
        typed_percent=33.5,
        most_in_a_folder=22,
    ),
    "sqlite-utils": Figures(
        lines=10_183,
        function_median=8,
        function_p90=53.4,
        tokens_a_line=5.6,
        long_lines_percent=0.8,
        comments_a_hundred_lines=3.8,
        typed_percent=65,
        most_in_a_folder=10,
    ),
    "starlette": Figures(
        lines=5878,
        function_median=3,
        function_p90=20,
        tokens_a_line=7.5,
        long_lines_percent=2.1,
        comments_a_hundred_lines=5.1,
        typed_percent=97.7,
        most_in_a_folder=23,
    ),
}
"""The models' figures, for where there is no registry."""

HEADINGS = {
    "lines": "lines of code",
    "function_median": "function, median",
    "function_p90": "function, p90",
    "tokens_a_line": "tokens a line",
    "long_lines_percent": f"lines over {COLUMNS}, %",
    "comments_a_hundred_lines": "comments per 100",
    "typed_percent": "typed functions, %",
    "most_in_a_folder": "modules side by side",
}


def measure(files: list[Path]) -> Figures:
    """Return the figures of those files."""
    lengths: list[int] = []
    typed: list[bool] = []
    lines: list[str] = []
    counted: Counter[str] = Counter()
    for file in files:
        text = file.read_text("utf-8")
        tree = ast.parse(text)
        functions = list(_functions(tree))
        lengths += [_length(function) for function in functions]
        typed += [_is_typed(function) for function in functions]
        lines += [line for line in text.splitlines() if line.strip()]
        counted += _tokens(text)
    return Figures(
        lines=len(lines),
        function_median=statistics.median(lengths),
        function_p90=statistics.quantiles(lengths, n=10)[-1],
        tokens_a_line=counted["token"] / max(1, counted["line"]),
        long_lines_percent=100 * sum(len(line) > COLUMNS for line in lines) / len(lines),
        comments_a_hundred_lines=100 * counted["comment"] / len(lines),
        typed_percent=100 * sum(typed) / len(typed),
        most_in_a_folder=max(Counter(file.parent for file in files).values()),
    )


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines from the first statement that is no docstring to the last."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    if not body:
        return 0
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


def _is_typed(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    given = function.args
    several = [each for each in (given.vararg, given.kwarg) if each]
    asked = [*given.posonlyargs, *given.args, *given.kwonlyargs, *several]
    named = [each for each in asked if each.arg not in ("self", "cls")]
    return function.returns is not None and all(each.annotation for each in named)


def _tokens(text: str) -> Counter[str]:
    """Return how many tokens of code, comments, and lines that hold code there are."""
    found: Counter[str] = Counter()
    code_lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            found["comment"] += 1
        elif token.type not in LAYOUT:
            found["token"] += 1
            code_lines.add(token.start[0])
    found["line"] = len(code_lines)
    return found


def own_files() -> list[Path]:
    """Return the product's Python files, tests left out."""
    places = [ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "patrolqr").rglob("*.py")]
    return sorted(places)


def model_files(name: str, folder: Path) -> list[Path]:
    """Return a model's Python files, fetched into the folder; none where it cannot be fetched."""
    asked = [sys.executable, "-m", "pip", *FETCH, str(folder), f"{name}=={MODELS[name]}"]
    done = subprocess.run(asked, capture_output=True, check=False)
    package = folder / name.replace("-", "_")
    return sorted(package.rglob("*.py")) if done.returncode == 0 else []


def model_figures(name: str) -> tuple[str, Figures]:
    """Return a model's heading and its figures: of today, or as they were measured."""
    with tempfile.TemporaryDirectory() as folder:
        if files := model_files(name, Path(folder)):
            return f"{name} {MODELS[name]}", measure(files)
    return f"{name} {MODELS[name]} ({MEASURED_ON})", MEASURED[name]


def fullest_folders(files: list[Path]) -> str:
    """Return the folders with most modules side by side, as a sentence."""
    counted = Counter(file.parent for file in files).most_common(FULLEST)
    named = [f"{folder.relative_to(ROOT)} {count}" for folder, count in counted]
    return f"Fullest folders here: {', '.join(named)}."


def main() -> None:
    """Print a column for the house and one for each model, and the house's fullest folders."""
    files = own_files()
    models = [model_figures(name) for name in MODELS]
    print(table({"PatrolQR": measure(files)} | dict(models)))
    print(f"\n{fullest_folders(files)}")


def table(columns: dict[str, Figures]) -> str:
    """Return the figures as text, a row per figure and a column per house."""
    rows = [["", *columns]]
    values = [astuple(each) for each in columns.values()]
    for place, field in enumerate(fields(Figures)):
        figures = [f"{value[place]:,.1f}".removesuffix(".0") for value in values]
        rows.append([HEADINGS[field.name], *figures])
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )


if __name__ == "__main__":
    main()
