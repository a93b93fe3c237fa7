"""Pieces of the County page."""
