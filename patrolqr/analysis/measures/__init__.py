"""Figures and tests, each checked against published ones: statistics, rates, windows, presence."""
