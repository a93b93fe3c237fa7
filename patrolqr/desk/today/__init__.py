"""Pieces of the Today page."""
