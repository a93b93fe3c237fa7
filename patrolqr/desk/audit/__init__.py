"""Pieces of the Audit page."""
