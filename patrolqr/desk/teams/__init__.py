"""Pieces of the Teams page."""
