"""Ashbrook, a fictional town on top of everything: made in a folder that has no data of its own.

town    the whole town as frames, from a seed and a patrol day
make    its database in a data folder
"""

from patrolqr.demo.make import make
from patrolqr.demo.town import NAME, Town, town

__all__ = ["NAME", "Town", "make", "town"]
