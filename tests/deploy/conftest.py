"""A force on a machine of its own: an account, a briefing, a paired phone; the app and its proxies."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from patrolqr.core import clock
from patrolqr.phone.request.cookies import HOST, SECRET
from patrolqr.store import REAL, Session, Store, pairings
from tests.builders import certificates
from tests.builders.briefings import brief
from tests.builders.desk_people import person
from tests.builders.duties import duty_now
from tests.conftest import TESTS
from tests.deploy.doors import DESK, PHONES, Door, ports, served


@dataclass(frozen=True)
class Force:
    """A data folder, the code of a sheet in it, and the cookie of a paired phone."""

    data: Path
    pass_id: str
    phone: str


@dataclass(frozen=True)
class Site:
    """The running app: its port, the one that the proxy is to have, what it prints, its force."""

    force: Force
    app: int
    proxy: int
    log: Path
    certificate: tuple[Path, Path]

    def door(self, name: str) -> Door:
        """Return the way in through the proxy."""
        return Door(name, self.proxy, self.certificate[0])


@pytest.fixture(scope="module")
def force(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Force:
    """Return a force with an account, a briefing for now, and a phone."""
    data = tmp_path_factory.mktemp("force") / "data"
    data.mkdir()
    shutil.copy(empty_file, data / REAL)
    opened = Store(data)
    session = Session(opened, TESTS)
    person(session)
    pass_id = brief(session, duty_now()).taskings[0].pass_id
    secret = pairings.pair(session, pairings.room_code(at=clock.now()), "4821").secret
    opened.close()
    return Force(data, pass_id, f"{HOST}{SECRET}={secret}")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a certificate for both names, signed by itself, and its key."""
    return certificates.certificate(tmp_path_factory.mktemp("certificate"), PHONES, DESK)


@pytest.fixture(scope="module")
def site(force: Force, certificate: tuple[Path, Path]) -> Iterator[Site]:
    """Give the app, started once for a module, as it stands behind a proxy."""
    app, proxy = ports(2)
    addresses = {
        "PATROLQR_BASE_URL": f"https://{PHONES}:{proxy}",
        "PATROLQR_DESK_URL": f"https://{DESK}:{proxy}",
        "PATROLQR_LOG": "json",
    }
    with served(force.data, app, addresses) as (_, log):
        yield Site(force, app, proxy, log, certificate)


@pytest.fixture
def unused_ports() -> tuple[int, int]:
    """Return two ports on which nobody answers."""
    one, other = ports(2)
    return one, other
