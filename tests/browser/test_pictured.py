"""A photo of a tear-off log is given, read and confirmed in a real browser, and axe has nothing to say."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import expect

from patrolqr.store import Session, Store, briefings, exports, picks
from tests.browser.conftest import Tab, serving
from tests.browser.test_details import AXE
from tests.browser.test_every_page import found
from tests.builders.briefings import candidate, draft
from tests.builders.duties import duty_now
from tests.conftest import TESTS
from tests.render import strips

pytestmark = pytest.mark.browser


def photo_of_a_log(folder: Path) -> tuple[bytes, strips.Truth]:
    """Return a photo of the log of the shift that is on, whose sheet the folder's database has."""
    opened = Store(folder, real=True)
    desk, now = Session(opened, TESTS), duty_now()
    picks.pick(desk, now, [candidate(1), candidate(2, "Station Road")])
    made = briefings.save(desk, draft(desk, now))
    opened.close()
    page, truth = strips.filled(strips.log_of(made), Random(5))
    file = io.BytesIO()
    strips.photographed(strips.worn(page, Random(5), smeared=0), Random(5)).save(
        file, "JPEG", quality=85
    )
    return file.getvalue(), {each.short_code: truth[each.short_code] for each in made.taskings}


def test_a_photo_is_read_confirmed_and_stored(
    empty_file: Path, tmp_path: Path, page_of: Callable[..., Tab]
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(empty_file, folder)
    photo, truth = photo_of_a_log(folder)
    with serving(folder) as server:
        tab = page_of(f"{server.url}/from_paper")
        tab.page.locator("input[type=file]").set_input_files(
            {"name": "night.jpg", "mimeType": "image/jpeg", "buffer": photo}
        )
        expect(tab.page.get_by_text("2 strips were found in night.jpg")).to_be_visible()
        keep = tab.page.get_by_role("button", name="Keep")
        expect(keep).to_be_visible()
        first = next(iter(truth.values()))
        expect(tab.page.get_by_label("Engagements").first).to_have_value(str(sum(first[0])))
        tab.settle()
        assert not AXE.exists() or found(tab.page) == []
        tab.page.get_by_label("Keyed by").fill("Sgt 4412")
        tab.page.get_by_label("Collar number on the strip").fill("4821")
        keep.click()
        expect(tab.page.get_by_text("Stored ", exact=False)).to_be_visible()
        expect(tab.page.get_by_text("1 of 2 kept")).to_be_visible()
    opened = Store(folder, real=True)
    kept = exports.logs(Session(opened, TESTS))
    opened.close()
    assert kept[["collar", "channel"]].to_numpy().tolist() == [["4821", "paper"]]
    assert kept["engagements"].fillna(0).tolist() == [sum(first[0])]
