"""Pieces of the Room page."""
