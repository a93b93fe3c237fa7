"""Pieces of the Questions page."""
