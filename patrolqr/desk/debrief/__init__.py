"""Pieces of the Debrief page."""
