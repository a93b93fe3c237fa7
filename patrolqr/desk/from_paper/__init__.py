"""Pieces of the From paper page."""
