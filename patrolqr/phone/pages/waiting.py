"""The page of the logs that wait on this phone, and the page a phone shows without signal.

The server puts no log into either: the service worker keeps both.
"""

from patrolqr.core.form.questions import FIELDS, GROUPS
from patrolqr.phone import rendering


def queue_page() -> str:
    """Return the page of the logs that wait on this phone; it holds none itself."""
    labels = {group.name: group.label for group in GROUPS}
    fields = [each for each in FIELDS if each.section != "sending"]
    words = {each.name: each.label for each in FIELDS if each.kind == "text"} | {
        "word": "Your word"
    }
    return rendering.page("queue.html", labels=labels, fields=fields, words=words)


def offline_page() -> str:
    """Return the page for a code that this phone cannot open without signal."""
    return rendering.page("offline.html")
