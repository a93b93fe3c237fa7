"""Questions that an inspector asks in a review meeting, a file each → QUESTIONS. One that is added is
found by itself.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from patrolqr.analysis.questions.base import Question

__all__ = ["QUESTIONS", "Question"]


def _find() -> Iterator[Question]:
    """Return each module's questions."""
    for module in iter_modules(__path__):
        found: Any = import_module(f"{__name__}.{module.name}")
        yield from getattr(found, "QUESTIONS", ())


QUESTIONS: dict[str, Question] = {
    each.name: each for each in sorted(_find(), key=lambda each: each.number)
}
"""Every question by its name, in the order they are shown; a test answers each of them."""
