"""From a draft to a sheet: nothing is stored that could not be scanned, and codes point where
phones can go.
"""

from datetime import date

import pytest

from patrolqr.core import settings
from patrolqr.core.briefing import Briefing
from patrolqr.core.errors import InputWrong
from patrolqr.render.pdf import qr
from patrolqr.steps import publish, streets
from patrolqr.store import Session, audit, briefings, picks
from tests.builders.briefings import candidate, draft
from tests.builders.duties import duty
from tests.builders.sheets import phone_codes
from tests.render.pages import read

DAY = date(2026, 11, 24)


@pytest.fixture
def picked(store: Session) -> Session:
    """Return a store with two areas picked."""
    picks.pick(store, duty(DAY), [candidate(1), candidate(2, "Station Road")])
    return store


def test_publishing_stores_the_version_and_a_sheet_whose_codes_were_read_back(
    picked: Session,
) -> None:
    saved = publish.publish(picked, draft(picked, duty(DAY)))
    kept = briefings.document(picked, saved.briefing_id, publish.SHEET)
    assert kept is not None
    urls = {qr.pass_url(settings.current().base_url, tasking.pass_id) for tasking in saved.taskings}
    assert set(phone_codes(kept.content)) == urls
    assert briefings.document(picked, saved.briefing_id, publish.SHEET) == kept


def test_a_version_without_a_sheet_gets_one_and_keeps_it(picked: Session) -> None:
    saved = briefings.save(picked, draft(picked, duty(DAY)))
    assert briefings.document(picked, saved.briefing_id, publish.SHEET) is None
    publish.make(picked, saved)
    kept = briefings.document(picked, saved.briefing_id, publish.SHEET)
    assert kept is not None
    assert len(phone_codes(kept.content)) == 2


def test_a_sheet_has_the_audit_trails_head_and_keeps_it_when_it_is_set_anew(
    picked: Session,
) -> None:
    head, before = picked.store.trail.short_head, audit.check(picked).lines
    saved = publish.publish(picked, draft(picked, duty(DAY)))
    picked.opens("today")  # the trail goes on
    again = briefings.briefing(picked, saved.briefing_id)
    assert (saved.audit_head, again.audit_head) == (head, head)
    for content in (_content(picked, saved), publish.pdf(picked, again)):
        assert all(f"Audit {head.upper()}" in page.text for page in read(content))
    checked = audit.check(picked, head=f"Audit {head.upper()}")
    assert (checked.problem, checked.found) == ("", before)
    assert checked.lines > before


def test_a_sheet_of_an_earlier_version_has_no_head(picked: Session) -> None:
    saved = publish.publish(picked, draft(picked, duty(DAY)))
    with picked.writing("brief") as written:
        written.cursor.execute("UPDATE briefings SET audit_head = NULL")
    earlier = briefings.briefing(picked, saved.briefing_id)
    assert earlier.audit_head == ""
    assert not any("Audit" in page.text for page in read(publish.pdf(picked, earlier)))


def _content(session: Session, saved: Briefing) -> bytes:
    kept = briefings.document(session, saved.briefing_id, publish.SHEET)
    assert kept is not None
    return kept.content


@pytest.mark.parametrize("address", ["http://patrol.example.org", "http://10.1.2.3:8501"])
def test_an_unprotected_address_is_refused_before_anything_is_stored(
    picked: Session, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("PATROLQR_BASE_URL", address)
    settings.current.cache_clear()
    with pytest.raises(InputWrong, match="not protected"):
        publish.publish(picked, draft(picked, duty(DAY)))
    monkeypatch.undo()
    settings.current.cache_clear()
    assert briefings.versions(picked, duty(DAY)) == []


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("http://localhost:8501", True),
        ("http://127.0.0.1", True),
        ("http://[::1]:8501", True),
        ("https://patrol.example.org", False),
        ("http://192.168.1.4", False),
    ],
)
def test_an_address_only_this_computer_opens_is_known(address: str, local: bool) -> None:
    assert publish.is_local(address) is local


def test_a_name_nobody_knows_is_noticed() -> None:
    assert publish.is_known("http://localhost:8501")
    assert not publish.is_known("https://no-such-host.invalid")


def test_the_small_maps_take_named_points_where_no_streets_are_drawn(store: Session) -> None:
    assert streets.drawn(store).empty


def test_the_demo_towns_sheet_shows_its_streets(town_store: Session) -> None:
    assert {"High Street"} <= set(streets.drawn(town_store)["name"])
