"""DuckDB's extensions, from wheels that pip installed: nothing is fetched while PatrolQR runs."""

from importlib.util import find_spec
from pathlib import Path

import duckdb

from patrolqr.core.errors import SettingWrong
from patrolqr.store.engine.quoting import quoted

MISSING = (
    "{name} is not installed, so a lake cannot be opened. "
    "Install it: pip install -r requirements-lake.txt"
)


def load(connection: duckdb.DuckDBPyConnection, *names: str) -> None:
    """Load the extensions into the database of a connection; SettingWrong where one is not installed.

    DuckDB checks their signatures, and that they were built for it.
    """
    for name in names:
        connection.execute(f"LOAD {quoted(_file(name))}")


def _file(name: str) -> Path:
    """Return the file of an extension, as its wheel brings it for this version of DuckDB."""
    found = find_spec(f"duckdb_extension_{name}")
    for folder in (found.submodule_search_locations or []) if found else []:
        file = Path(folder) / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
        if file.exists():
            return file
    raise SettingWrong(MISSING.format(name=name))
