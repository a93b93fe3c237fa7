"""Pieces of the Hotspots page."""
