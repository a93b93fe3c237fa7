"""In a checkout the front and the data stand beside the code."""

from pathlib import Path

import pytest

from patrolqr.core import home

ROOT = Path(__file__).resolve().parents[2]


def test_a_checkout_has_its_front_and_its_data_beside_the_package() -> None:
    assert not home.IS_INSTALLED
    assert (home.APP, home.PAGES) == (ROOT / "app.py", ROOT / "pages")
    assert home.DESK.is_file()
    given = {"STATE_DIRECTORY": "/var/lib/patrolqr", "XDG_DATA_HOME": "/x"}
    assert home.data_folder(given) == ROOT / "data", "what systemd gives is for what is installed"


def test_installed_the_data_go_where_a_service_or_its_user_keeps_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(home, "IS_INSTALLED", True)
    given = {"STATE_DIRECTORY": "/var/lib/patrolqr:/var/lib/patrolqr-backups"}
    assert home.data_folder(given) == Path("/var/lib/patrolqr")
    assert home.data_folder({"XDG_DATA_HOME": "/x"}) == Path("/x/patrolqr")
    assert home.data_folder({}) == Path("~/.local/share/patrolqr")
