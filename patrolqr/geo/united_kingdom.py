"""Where the United Kingdom lies, in degrees and on the British grid."""

WEST, SOUTH, EAST, NORTH = -9.0, 49.0, 2.2, 61.5
"""Degrees around the United Kingdom (EPSG:4326)."""

WIDEST, HIGHEST = 700_000, 1_300_000
"""Metres of the British grid (EPSG:27700); both begin at 0."""
