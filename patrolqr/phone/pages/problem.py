"""The page of something that went wrong."""

from patrolqr.phone import rendering

TITLES = {
    202: "Kept for your sergeant",
    403: "Not sent yet",
    404: "Nothing to open",
    409: "Sent before",
    413: "Too long",
    429: "Too many tries",
    503: "Not just now",
}
"""What the page is headed with, by status."""


def page(status: int, sentence: str) -> str:
    """Return the page; it names no area and no code."""
    title = TITLES.get(status, "Not sent")
    return rendering.page("problem.html", title=title, sentence=sentence, pair=status in (403, 404))
