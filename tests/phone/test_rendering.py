"""What a phone loads for a page."""

import gzip

from starlette.testclient import TestClient

from patrolqr.core.briefing import Briefing


def test_the_first_load_is_at_most_thirty_kilobytes(phone: TestClient, sheet: Briefing) -> None:
    """Page, style, scripts and icon, compressed as the desk's server compresses them."""
    page = phone.get(f"/o/{sheet.taskings[0].pass_id}")
    linked = [part.split('"')[1] for part in page.text.replace("src=", "href=").split("href=")[1:]]
    files = [each for each in linked if "/assets/" in each]
    assert len(files) >= 3
    assert (
        sum(len(gzip.compress(phone.get(each).content)) for each in (page.url.path, *files))
        <= 30_000
    )
