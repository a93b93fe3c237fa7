"""Pieces of the Logs page."""
