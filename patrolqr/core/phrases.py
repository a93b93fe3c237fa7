"""Small things that sentences are made of."""

from collections.abc import Iterable


def number_of(count: float, noun: str, several: str = "") -> str:
    """Return the count with its noun: 1 patrol, 2 patrols; `several` where that has no plain s."""
    return f"{count:,.0f} {noun if count == 1 else several or noun + 's'}"


def shortened(text: str, room: int) -> str:
    """Return the text in at most so many characters, cut between words where it is longer."""
    if len(text) <= room:
        return text
    return f"{text[: room - 1].rsplit(' ', 1)[0]} …"[:room]


def listed(parts: Iterable[str]) -> str:
    """Return the parts as people list them: a, b and c."""
    words = [each for each in parts if each]
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
