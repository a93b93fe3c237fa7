"""The only importers of DuckDB: the file, the folder, frames."""
