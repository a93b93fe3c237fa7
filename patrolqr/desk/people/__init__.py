"""Pieces of the People page."""
