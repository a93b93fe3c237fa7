"""Pieces of the Meeting page."""
