"""PatrolQR: hot-spot patrols from a reason to an answer, on one DuckDB file."""
