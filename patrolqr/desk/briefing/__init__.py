"""Pieces of the Briefing page."""
