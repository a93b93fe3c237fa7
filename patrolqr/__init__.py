"""PatrolQR: hot-spot patrols from a reason to an answer, on one DuckDB file."""

__version__ = "0.2.0.dev0"
