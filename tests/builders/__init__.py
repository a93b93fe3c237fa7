"""The makers of test data, used by every test: plain functions, no fixtures."""
