"""The officer's pages: what a QR code opens, in plain HTML that needs no script, under /o.

site      routes, and the one place where problems become answers
visits    what a phone can ask for: its tasking, to store a log, to see it, to take it back
pairing   who a phone sends for, and the pages on which it is paired and let go
mine      an officer's own visits, with how well they are documented and the officer's word on it
bodies    what a phone sent, read no further than it may be long
wall      a posted form turned into the log that form.parse() reads
screens   pages from templates
outlines  where the areas of a sheet lie, for a phone that compares its position with them
offline   what a phone keeps: the service worker and the pages of the scanned sheet
gate      codes that were tried and are not known: counted and limited
answers   headers of every answer
threads   blocking work off the event loop
"""

from patrolqr.phone.site import routes

__all__ = ["routes"]
