"""Which browsers beside Chromium there are here, and one of each to a test."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.engines.engine import Engine
from tests.engines.firefox import firefox
from tests.engines.webkit import webkit


@dataclass(frozen=True)
class Make:
    """A make of browser: what its programs are called (those of one thing in one tuple), in which of
    Debian's packages they are, what opens one whose memory is in a folder, and whether that memory
    outlives it.
    """

    name: str
    programs: tuple[tuple[str, ...], ...]
    packages: str
    begin: Callable[..., AbstractContextManager[Engine]]
    outlives: bool

    def open(self, folder: Path) -> AbstractContextManager[Engine]:
        """Return what gives one with that memory, and ends it."""
        return self.begin(*self.found(), folder)

    def found(self) -> list[str | None]:
        """Return where its programs are, None for each that is not here."""
        return [next(filter(None, map(shutil.which, names)), None) for names in self.programs]


MAKES = (
    Make("Firefox", (("firefox-esr", "firefox"),), "firefox-esr", firefox, outlives=True),
    Make(
        "WebKit",
        (("WebKitWebDriver",), ("Xvfb",)),
        "webkit2gtk-driver xvfb",
        webkit,
        outlives=False,
    ),
)


@pytest.fixture(params=MAKES, ids=[each.name for each in MAKES])
def make(request: pytest.FixtureRequest) -> Make:
    """Return each make in turn; without it, skip and say so, or fail where browsers are required and
    this one can be had.
    """
    found: Make = request.param
    if None in found.found():
        reason = (
            f"no {found.name} on this machine (packages: {found.packages}): nothing was tried in it"
        )
        if os.environ.get("PATROLQR_BROWSER") == "required" and _can_be_had(found.packages):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def _can_be_had(packages: str) -> bool:
    """Return whether apt knows where to get every one of the packages."""
    apt = shutil.which("apt-cache")
    if apt is None:
        return False
    asked = subprocess.run(
        [apt, "policy", *packages.split()],
        env=os.environ | {"LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    candidates = re.findall(r"Candidate: (.+)", asked.stdout)
    return len(candidates) == len(packages.split()) and "(none)" not in candidates
