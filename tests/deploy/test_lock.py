"""The locked dependencies are those of requirements.txt, whole, with a hash each, from nowhere named."""

import re
from importlib import metadata

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.deploy.doors import DEPLOY, ROOT

LOCK = DEPLOY / "requirements.lock"
LINUX = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "extra": ""}
"""For what the lock is used: a server."""


def locked() -> dict[str, tuple[str, int]]:
    """Return each name's version and how many hashes it has; of what a server installs."""
    entries = re.split(r"\n(?=[A-Za-z0-9])", LOCK.read_text("utf-8"))
    found: dict[str, tuple[str, int]] = {}
    for entry in entries:
        if entry.startswith("#"):
            continue
        asked = Requirement(entry.partition("\\")[0].strip())
        if not _counts(asked.marker, set()):
            continue
        (only,) = asked.specifier
        assert only.operator == "=="
        found[canonicalize_name(asked.name)] = (only.version, entry.count("--hash=sha256:"))
    return found


def required() -> list[Requirement]:
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    return [Requirement(line) for line in lines if line.strip()]


def needed(name: str, extras: set[str]) -> list[Requirement]:
    """Return what a package that is installed here needs on a server."""
    found = map(Requirement, metadata.requires(name) or [])
    return [each for each in found if _counts(each.marker, extras)]


def _counts(marker: Marker | None, extras: set[str]) -> bool:
    return marker is None or any(
        marker.evaluate(LINUX | {"extra": extra}) for extra in ("", *extras)
    )


def test_every_entry_has_a_hash_and_no_place_it_comes_from() -> None:
    assert all(hashes for _, hashes in locked().values())
    text = LOCK.read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    assert "://" not in text
    assert [line for line in lines if re.search(r"--(extra-)?index|--find-links|file:", line)] == []


def test_the_lock_satisfies_the_requirements() -> None:
    versions = locked()
    for asked in required():
        version, _ = versions[canonicalize_name(asked.name)]
        assert asked.specifier.contains(version, prereleases=True), asked.name


def test_all_that_the_requirements_need_is_locked_in_range_and_nothing_else() -> None:
    """Without a network: what is installed here says what it needs, where it is the locked version."""
    versions, met, others = locked(), set[str](), set[str]()
    waiting = required()
    while waiting:
        asked = waiting.pop()
        name = canonicalize_name(asked.name)
        assert name in versions, f"{asked} is not in the lock: make it anew, as its first line says"
        assert asked.specifier.contains(versions[name][0], prereleases=True), asked
        if name not in met:
            met.add(name)
            if metadata.version(name) == versions[name][0]:
                waiting += needed(name, asked.extras)
            else:
                others.add(name)
    assert others or set(versions) == met
