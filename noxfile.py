"""One-word tasks, in the environment that README's commands made: `.venv/bin/nox -s quick`."""

import sys
from pathlib import Path

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["test"]

PYTHON = sys.executable
PROGRAMS = Path(PYTHON).parent
"""Where the environment keeps its programs: it need not be activated."""


@nox.session
def test(session: nox.Session) -> None:
    """The whole gate: lint, types, imports, every test."""
    session.run(PYTHON, "-m", "pytest", *session.posargs)


@nox.session
def quick(session: nox.Session) -> None:
    """Every test that needs no browser."""
    session.run(PYTHON, "-m", "pytest", "-m", "not browser", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Style, form, types and imports; what can be mended by itself is."""
    session.run(PYTHON, "-m", "ruff", "check", "--fix", ".")
    session.run(PYTHON, "-m", "ruff", "format", ".")
    session.run(PYTHON, "-m", "mypy")
    session.run(PROGRAMS / "lint-imports")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure: every figure beside what a user would use instead."""
    session.run(PYTHON, "-m", "pip", "install", "-q", "-r", "requirements-bench.txt")
    asked = ["tests/benchmarks", "--benchmark-enable", "--benchmark-only", "-n", "0"]
    session.run(PYTHON, "-m", "pytest", *asked, *session.posargs)


@nox.session
def figures(session: nox.Session) -> None:
    """The house's figures beside those of models."""
    session.run(PYTHON, "-m", "tests.house.figures")


@nox.session
def picture(session: nox.Session) -> None:
    """Draw the architecture anew from the imports."""
    session.run(PYTHON, "-m", "tests.house.architecture")


@nox.session
def mutants(session: nox.Session) -> None:
    """Change the code a little, many times over, and see which changes no test notices."""
    session.run(PROGRAMS / "mutmut", "run", *session.posargs)
    session.run(PROGRAMS / "mutmut", "results")
