"""What differs between a laptop, the tests and a server.

Read once from PATROLQR_*; every setting is optional.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from patrolqr.core.errors import SettingWrong

TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
"""The street layer offered on maps; nothing is asked of it until somebody switches it on."""


@dataclass(frozen=True)
class Settings:
    """Where the data live, what the codes point to, which clock the force goes by, and which folder
    is watched for files to load.
    """

    data: Path
    base_url: str
    tiles: str | None
    zone: str
    pairing_hours: int
    pairing_minutes: int
    longest_stay_minutes: int
    inbox: Path | None


def read(environment: Mapping[str, str]) -> Settings:
    """Return the settings named in the environment; SettingWrong says which one cannot be used."""
    tiles = environment.get("PATROLQR_TILES", TILES)
    inbox = environment.get("PATROLQR_INBOX", "").strip()
    return Settings(
        data=_folder(environment.get("PATROLQR_DATA") or Path(__file__).parents[2] / "data"),
        base_url=_base_url(environment.get("PATROLQR_BASE_URL") or "http://localhost:8501"),
        tiles=None if tiles.strip().lower() in ("", "none") else tiles,
        zone=_zone(environment.get("PATROLQR_ZONE") or "Europe/London"),
        pairing_hours=_whole(environment, "PATROLQR_PAIRING_HOURS", 12, most=24 * 7),
        pairing_minutes=_whole(environment, "PATROLQR_PAIRING_MINUTES", 15, most=24 * 60),
        longest_stay_minutes=_whole(environment, "PATROLQR_LONGEST_STAY_MINUTES", 60, most=24 * 60),
        inbox=_folder(inbox) if inbox else None,
    )


@cache
def current() -> Settings:
    """Return the settings of this process."""
    return read(os.environ)


def _folder(named: str | Path) -> Path:
    return Path(named).expanduser().absolute()


def _base_url(text: str) -> str:
    address = urlsplit(text.strip())
    if (
        address.scheme.lower() not in ("http", "https")
        or not address.hostname
        or address.query
        or address.fragment
    ):
        raise SettingWrong(
            f"PATROLQR_BASE_URL is {text!r}. It must be the web address that phones open, such as https://patrol.example.org"
        )
    return text.strip().rstrip("/")


def _whole(environment: Mapping[str, str], name: str, otherwise: int, *, most: int) -> int:
    text = environment.get(name, "").strip() or str(otherwise)
    if not text.isdecimal() or len(text) > 6 or not 1 <= int(text) <= most:
        raise SettingWrong(f"{name} is {text!r}. It must be a whole number from 1 to {most}.")
    return int(text)


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        sentence = (
            f"PATROLQR_ZONE is {name!r}, which is no time zone. Use a name such as Europe/London."
        )
        raise SettingWrong(sentence) from problem
    return name
