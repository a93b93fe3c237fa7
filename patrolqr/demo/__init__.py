"""Ashbrook, a fictional town on top of everything: made in a folder that has no data of its own.

town         the whole town as frames, from a seed and a patrol day
force_files  what of it comes in files, as a force's systems and public sites write them
make         its database in a data folder: those files loaded, the rest stored beside
"""

from patrolqr.demo.make import make
from patrolqr.demo.town import NAME, Town, town

__all__ = ["NAME", "Town", "make", "town"]
