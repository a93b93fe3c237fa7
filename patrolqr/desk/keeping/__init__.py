"""Keeping: how long, what is held, what goes."""
