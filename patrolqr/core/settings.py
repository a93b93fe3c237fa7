"""What differs between a laptop, the tests and a server.

Read once from PATROLQR_*; every setting is optional.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from patrolqr.core import harm, home, provider_groups
from patrolqr.core.actor import Role
from patrolqr.core.errors import SettingWrong

TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
"""The street layer offered on maps; nothing is asked of it until somebody switches it on."""


@dataclass(frozen=True)
class Provider:
    """The force's own sign-in (OpenID Connect): where it says what it can do, what it knows PatrolQR
    by, and which of its groups are which role here, and which team's people (ALL: every team's); none of
    them is said where all see all teams.
    """

    metadata_url: str
    client_id: str
    client_secret: str
    roles: tuple[tuple[str, Role], ...]
    teams: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Mail:
    """The mail server that messages go through, from whom and to whom.

    `scheme` is "starttls" (encrypted before anything is said), "smtps" (from the first byte) or "smtp"
    (never: a relay on the same machine). A user has a password.
    """

    scheme: str
    host: str
    port: int
    user: str
    password: str
    sender: str
    to: tuple[str, ...]


@dataclass(frozen=True)
class County:
    """The lake that forces share: its address (ducklake:…), the folder of its files, and under which name
    this force publishes there ("" where what is loaded says it).
    """

    address: str
    files: Path
    force: str = ""


@dataclass(frozen=True)
class LakeAt:
    """Where a lake is: how its PostgreSQL is reached, as libpq writes it, and the folder of its files."""

    connection: str
    files: Path


@dataclass(frozen=True)
class Settings:
    """Where the data live, what the codes point to, which clock the force goes by, which folder is
    watched for files to load, into which one backups go by themselves, how often, who lets people in
    at the desk, whether what the process says is written as JSON, where the public reads on, at which
    time of day it looks at patterns by itself, through which mail server it tells of them, what a
    crime of each type weighs (none where nobody set it), which lake it shares with other forces, and the
    lake that holds the force's own data (None: a file in the folder of the data does).
    """

    data: Path
    base_url: str
    tiles: str | None
    zone: str
    pairing_hours: int
    pairing_minutes: int
    longest_stay_minutes: int
    inbox: Path | None
    desk_url: str
    session_hours: int
    provider: Provider | None
    backups: Path | None
    backup_minutes: int
    logs_as_json: bool
    public_url: str | None
    nightly: time | None
    mail: Mail | None
    harm_weights: tuple[tuple[str, float], ...] = ()
    county: County | None = None
    lake: LakeAt | None = None


def read(environment: Mapping[str, str]) -> Settings:
    """Return the settings named in the environment; SettingWrong says which one cannot be used."""
    tiles = environment.get("PATROLQR_TILES", TILES)
    inbox = environment.get("PATROLQR_INBOX", "").strip()
    backups = environment.get("PATROLQR_BACKUPS", "").strip()
    weights = environment.get("PATROLQR_HARM_WEIGHTS", "").strip()
    data = _folder(environment.get("PATROLQR_DATA") or home.data_folder(environment))
    return Settings(
        data=data,
        base_url=_address(environment, "PATROLQR_BASE_URL", "that phones open"),
        tiles=None if tiles.strip().lower() in ("", "none") else tiles,
        zone=_zone(environment.get("PATROLQR_ZONE") or "Europe/London"),
        pairing_hours=_whole(environment, "PATROLQR_PAIRING_HOURS", 12, most=24 * 7),
        pairing_minutes=_whole(environment, "PATROLQR_PAIRING_MINUTES", 15, most=24 * 60),
        longest_stay_minutes=_whole(environment, "PATROLQR_LONGEST_STAY_MINUTES", 60, most=24 * 60),
        inbox=_folder(inbox) if inbox else None,
        desk_url=_address(environment, "PATROLQR_DESK_URL", "of the desk"),
        session_hours=_whole(environment, "PATROLQR_SESSION_HOURS", 12, most=24 * 7),
        provider=_provider(environment),
        backups=_folder(backups) if backups else None,
        backup_minutes=_whole(environment, "PATROLQR_BACKUP_MINUTES", 60, most=24 * 60),
        logs_as_json=_is_json(environment),
        public_url=_public_address(environment),
        harm_weights=_harm_weights(weights) if weights else (),
        nightly=_nightly(environment),
        mail=_mail(environment),
        county=_county(environment),
        lake=_lake(environment, data),
    )


@cache
def current() -> Settings:
    """Return the settings of this process."""
    return read(os.environ)


def _folder(named: str | Path) -> Path:
    try:
        return Path(named).expanduser().absolute()
    except RuntimeError as problem:  # an account without a home, as in some containers
        raise SettingWrong(
            f"{named} is in a home folder, and this account has none. "
            "Set PATROLQR_DATA to a folder that begins with /."
        ) from problem


LAKE, POSTGRES = "ducklake:", "postgres:"
IN_POSTGRES = LAKE + POSTGRES
"""How the address of a lake begins; what follows is libpq's: dbname=patrolqr host=db.example.org"""

STORE, STORE_FILES = "PATROLQR_STORE", "PATROLQR_STORE_FILES"


def _lake(environment: Mapping[str, str], data: Path) -> LakeAt | None:
    """Return where the lake is, None where the data are in a file; what is named wrongly is not said
    again: a password may be in it.
    """
    text = environment.get(STORE, "").strip()
    files = environment.get(STORE_FILES, "").strip()
    if not text and files:
        raise SettingWrong(f"{STORE_FILES} is of a lake, and {STORE} names none.")
    if not text:
        return None
    connection = text.removeprefix(IN_POSTGRES).strip()
    if not text.startswith(IN_POSTGRES) or not connection:
        raise SettingWrong(
            f"{STORE} must begin with {IN_POSTGRES} and say how PostgreSQL is reached, such as "
            f"{IN_POSTGRES}dbname=patrolqr host=/run/postgresql"
        )
    return LakeAt(connection, _folder(files) if files else data / "lake")


def _harm_weights(named: str) -> tuple[tuple[str, float], ...]:
    return tuple(harm.weights(_folder(named), "PATROLQR_HARM_WEIGHTS").items())


def _is_json(environment: Mapping[str, str]) -> bool:
    text = environment.get("PATROLQR_LOG", "").strip().lower() or "text"
    if text not in ("text", "json"):
        raise SettingWrong(f"PATROLQR_LOG is {text!r}. It must be text or json.")
    return text == "json"


def _address(environment: Mapping[str, str], name: str, whose: str) -> str:
    text = environment.get(name) or "http://localhost:8501"
    address = urlsplit(text.strip())
    if (
        address.scheme.lower() not in ("http", "https")
        or not address.hostname
        or address.query
        or address.fragment
    ):
        raise SettingWrong(
            f"{name} is {text!r}. It must be the web address {whose}, such as https://patrol.example.org"
        )
    return text.strip().rstrip("/")


def _public_address(environment: Mapping[str, str]) -> str | None:
    given = environment.get("PATROLQR_PUBLIC_URL", "").strip()
    return (
        _address(environment, "PATROLQR_PUBLIC_URL", "where the public reads on") if given else None
    )


def _provider(environment: Mapping[str, str]) -> Provider | None:
    """Return the force's own sign-in, None where none is named; SettingWrong where it is named in
    part.
    """
    url = environment.get("PATROLQR_OIDC_URL", "").strip()
    secret = environment.get("PATROLQR_OIDC_CLIENT_SECRET", "").strip()
    if file := environment.get("PATROLQR_OIDC_CLIENT_SECRET_FILE", "").strip():
        secret = _secret("PATROLQR_OIDC_CLIENT_SECRET_FILE", Path(file))
    given = {
        "PATROLQR_OIDC_URL": url,
        "PATROLQR_OIDC_CLIENT_ID": environment.get("PATROLQR_OIDC_CLIENT_ID", "").strip(),
        "PATROLQR_OIDC_CLIENT_SECRET": secret,
        "PATROLQR_OIDC_ROLES": environment.get("PATROLQR_OIDC_ROLES", "").strip(),
    }
    if not any(given.values()):
        return None
    if missing := [name for name, text in given.items() if not text]:
        raise SettingWrong(
            f"The force's sign-in is named in part: {', '.join(missing)} is missing. README, “Into service”."
        )
    if not url.startswith(("https://", "http://")):
        raise SettingWrong(
            "PATROLQR_OIDC_URL must be the address of the provider's metadata; "
            "it mostly ends in /.well-known/openid-configuration"
        )
    roles = provider_groups.roles(given["PATROLQR_OIDC_ROLES"])
    teams = provider_groups.teams(environment.get("PATROLQR_OIDC_TEAMS", ""))
    return Provider(url, given["PATROLQR_OIDC_CLIENT_ID"], secret, roles, teams)


def _secret(name: str, file: Path) -> str:
    try:
        return file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as problem:
        raise SettingWrong(f"{name}: {file} cannot be read: {problem}.") from None


def county(address: str, files: str = "", force: str = "") -> County:
    """Return the lake at an address; SettingWrong where it is none, or it is not said where its files
    are. Those of a lake in a file lie beside it unless said otherwise.
    """
    wrong = SettingWrong(
        "PATROLQR_COUNTY must be the address of a lake, such as ducklake:/srv/county/lake.ducklake or "
        "ducklake:postgres:dbname=county host=db.example.org"
    )
    if not address.startswith(LAKE) or not (where := address.removeprefix(LAKE)).strip():
        raise wrong
    if where.startswith(POSTGRES):
        if not files:
            raise SettingWrong(
                "PATROLQR_COUNTY_FILES is missing: the folder, shared by all forces, of the lake's files."
            )
        return County(address, _folder(files), force)
    file = _folder(where)
    return County(f"{LAKE}{file}", _folder(files) if files else Path(f"{file}.files"), force)


def _county(environment: Mapping[str, str]) -> County | None:
    address, files, force = (
        environment.get(name, "").strip()
        for name in ("PATROLQR_COUNTY", "PATROLQR_COUNTY_FILES", "PATROLQR_COUNTY_FORCE")
    )
    return county(address, files, force) if address else None


def _nightly(environment: Mapping[str, str]) -> time | None:
    text = environment.get("PATROLQR_NIGHTLY", "").strip()
    if text.lower() in ("", "none"):
        return None
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007  a time of day has no zone
    except ValueError:
        raise SettingWrong(
            f"PATROLQR_NIGHTLY is {text!r}. It must be a time of day such as 06:15, or none."
        ) from None


MAIL_PORTS = {"starttls": 587, "smtps": 465, "smtp": 25}
"""How a mail server is spoken to → its usual port."""

AN_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+")


SERVER, USER, PASSWORD, SENDER, TO = (
    "PATROLQR_MAIL_SERVER",
    "PATROLQR_MAIL_USER",
    "PATROLQR_MAIL_PASSWORD",
    "PATROLQR_MAIL_FROM",
    "PATROLQR_MAIL_TO",
)


def _mail(environment: Mapping[str, str]) -> Mail | None:
    """Return the mail server, None where none is named; SettingWrong where it is named in part, or
    would hear a password unencrypted.
    """
    names = (SERVER, USER, PASSWORD, SENDER, TO)
    given = {name: environment.get(name, "").strip() for name in names}
    if file := environment.get("PATROLQR_MAIL_PASSWORD_FILE", "").strip():
        given[PASSWORD] = _secret("PATROLQR_MAIL_PASSWORD_FILE", Path(file))
    if not any(given.values()):
        return None
    if missing := [name for name in (SERVER, SENDER, TO) if not given[name]]:
        raise SettingWrong(f"The mail server is named in part: {', '.join(missing)} is missing.")
    to = tuple(each.strip() for each in given[TO].split(",") if each.strip())
    for name, each in ((SENDER, given[SENDER]), *((TO, each) for each in to)):
        if not AN_ADDRESS.fullmatch(each):
            raise SettingWrong(f"{name} has {each!r}, which is no e-mail address.")
    scheme, host, port = _mail_server(given[SERVER])
    if bool(given[USER]) != bool(given[PASSWORD]):
        raise SettingWrong(f"{USER} and {PASSWORD} go together: set both.")
    if given[PASSWORD] and scheme == "smtp":
        raise SettingWrong(
            f"{SERVER} would hear the password unencrypted. Begin it with starttls:// or smtps://"
        )
    return Mail(scheme, host, port, given[USER], given[PASSWORD], given[SENDER], to)


def _mail_server(text: str) -> tuple[str, str, int]:
    wrong = SettingWrong(
        f"{SERVER} is {text!r}. Write starttls://, smtps:// or smtp:// and the server, "
        "such as starttls://mail.example.org:587"
    )
    address = urlsplit(text)
    try:
        port = address.port
    except ValueError:
        raise wrong from None
    if address.scheme not in MAIL_PORTS or not address.hostname or address.path.strip("/"):
        raise wrong
    return address.scheme, address.hostname, port or MAIL_PORTS[address.scheme]


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
