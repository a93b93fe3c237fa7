"""The officer's pages: what a QR code opens, in plain HTML that needs no script, under /o.

site       routes, and the one place where problems become answers
pages/     a file a page: what it is asked for and what it shows
request/   before a page: who asks and whether they may (guard), what was sent, the rate limit
rendering  pages from templates/, and the addresses of assets/
scripts    the modules in assets/ joined to one script a page
rules      the numbers and lists those scripts go by, as data
offline    what a phone keeps: the service worker and the pages of the scanned sheet
"""

from patrolqr.phone.site import routes

__all__ = ["routes"]
