"""Settings: all optional, read from the environment, refused with a sentence."""

from datetime import time
from pathlib import Path

import pytest

from patrolqr.core.errors import SettingWrong
from patrolqr.core.settings import TILES, County, LakeAt, read


def test_everything_has_a_default() -> None:
    found = read({})
    assert found.data == Path(__file__).resolve().parents[2] / "data"
    assert (found.base_url, found.tiles, found.zone) == (
        "http://localhost:8501",
        TILES,
        "Europe/London",
    )


def test_none_removes_the_street_layer() -> None:
    assert read({"PATROLQR_TILES": "none"}).tiles is None


@pytest.mark.parametrize("address", ["patrol.example.org", "ftp://x", "https://", "https://x/?a=b"])
def test_an_address_no_phone_could_open_is_refused(address: str) -> None:
    with pytest.raises(SettingWrong, match="PATROLQR_BASE_URL"):
        read({"PATROLQR_BASE_URL": address})


def test_where_the_public_reads_on_is_a_setting_and_none_at_first() -> None:
    assert read({}).public_url is None
    assert read({"PATROLQR_PUBLIC_URL": " "}).public_url is None
    assert read({"PATROLQR_PUBLIC_URL": "https://x.uk/a/"}).public_url == "https://x.uk/a"
    with pytest.raises(SettingWrong, match="PATROLQR_PUBLIC_URL"):
        read({"PATROLQR_PUBLIC_URL": "our page"})


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", "Europe"])
def test_a_zone_that_does_not_exist_is_refused(zone: str) -> None:
    with pytest.raises(SettingWrong, match="PATROLQR_ZONE"):
        read({"PATROLQR_ZONE": zone})


def test_the_longest_stay_that_counts_is_a_setting() -> None:
    assert read({}).longest_stay_minutes == 60
    assert read({"PATROLQR_LONGEST_STAY_MINUTES": "45"}).longest_stay_minutes == 45
    with pytest.raises(SettingWrong, match="PATROLQR_LONGEST_STAY_MINUTES"):
        read({"PATROLQR_LONGEST_STAY_MINUTES": "0"})


def test_how_long_a_phone_stays_paired_is_a_setting() -> None:
    assert (read({}).pairing_hours, read({}).pairing_minutes) == (12, 15)
    assert read({"PATROLQR_PAIRING_HOURS": "9"}).pairing_hours == 9


@pytest.mark.parametrize("hours", ["0", "-1", "1.5", "a shift", "9999999"])
def test_a_lifetime_that_is_no_number_of_hours_is_refused(hours: str) -> None:
    with pytest.raises(SettingWrong, match="PATROLQR_PAIRING_HOURS"):
        read({"PATROLQR_PAIRING_HOURS": hours})


def test_backups_go_nowhere_by_themselves_unless_a_folder_is_named() -> None:
    assert (read({}).backups, read({}).backup_minutes) == (None, 60)
    found = read({"PATROLQR_BACKUPS": "/srv/backups", "PATROLQR_BACKUP_MINUTES": "15"})
    assert (found.backups, found.backup_minutes) == (Path("/srv/backups"), 15)
    with pytest.raises(SettingWrong, match="PATROLQR_BACKUP_MINUTES"):
        read({"PATROLQR_BACKUP_MINUTES": "0"})


def test_no_folder_is_watched_unless_one_is_named() -> None:
    assert read({}).inbox is None
    assert read({"PATROLQR_INBOX": " "}).inbox is None
    assert read({"PATROLQR_INBOX": "~/dropped"}).inbox == Path.home() / "dropped"


FORCE = {
    "PATROLQR_OIDC_URL": "https://login.example.org/.well-known/openid-configuration",
    "PATROLQR_OIDC_CLIENT_ID": "patrolqr",
    "PATROLQR_OIDC_CLIENT_SECRET": "secret",
    "PATROLQR_OIDC_ROLES": "LPT Sergeants=sergeant; a=b=Admin ;",
}


def test_the_forces_own_sign_in_is_named_whole_or_not_at_all(tmp_path: Path) -> None:
    found = read(FORCE).provider
    assert found is not None
    assert found.roles == (("LPT Sergeants", "sergeant"), ("a=b", "admin"))
    assert found.teams == ()
    by_team = read(FORCE | {"PATROLQR_OIDC_TEAMS": "LPT North=north-side; HQ=*"}).provider
    assert by_team is not None
    assert by_team.teams == (("LPT North", "north-side"), ("HQ", "*"))
    (tmp_path / "secret").write_text("from a file\n")
    by_file = read(FORCE | {"PATROLQR_OIDC_CLIENT_SECRET_FILE": str(tmp_path / "secret")})
    assert by_file.provider is not None
    assert by_file.provider.client_secret == "from a file"
    assert read(dict.fromkeys(FORCE, "")).provider is None
    for name in FORCE:
        with pytest.raises(SettingWrong, match=name):
            read(FORCE | {name: ""})


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("PATROLQR_OIDC_TEAMS", "LPT=North Side", "by the team's id"),
        ("PATROLQR_OIDC_TEAMS", "north-side", "Write group=team"),
        ("PATROLQR_OIDC_ROLES", "LPT=boss", "a role is one of sergeant"),
        ("PATROLQR_OIDC_ROLES", "sergeant", "Write group=role"),
        ("PATROLQR_OIDC_URL", "login.example.org", "address of the provider's metadata"),
        ("PATROLQR_OIDC_CLIENT_SECRET_FILE", "/nowhere/at/all", "cannot be read"),
        ("PATROLQR_DESK_URL", "desk", "PATROLQR_DESK_URL is 'desk'"),
        ("PATROLQR_SESSION_HOURS", "0", "PATROLQR_SESSION_HOURS"),
    ],
)
def test_a_sign_in_that_cannot_work_is_refused(name: str, value: str, why: str) -> None:
    with pytest.raises(SettingWrong, match=why):
        read(FORCE | {name: value})


def test_what_the_process_says_is_text_or_json() -> None:
    assert not read({}).logs_as_json
    assert read({"PATROLQR_LOG": " JSON "}).logs_as_json
    with pytest.raises(SettingWrong, match="PATROLQR_LOG"):
        read({"PATROLQR_LOG": "yes"})


def test_an_account_without_a_home_is_told_to_name_a_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("os.path.expanduser", lambda path: path)  # as where nobody has a home
    with pytest.raises(SettingWrong, match="Set PATROLQR_DATA"):
        read({"PATROLQR_DATA": "~/data"})


MAIL = {
    "PATROLQR_MAIL_SERVER": "starttls://mail.example.org",
    "PATROLQR_MAIL_FROM": "patrolqr@force.example",
    "PATROLQR_MAIL_TO": "one@force.example, two@force.example",
}


def test_a_lake_is_named_by_how_its_postgresql_is_reached(tmp_path: Path) -> None:
    assert read({}).lake is None
    named = {"PATROLQR_STORE": "ducklake:postgres:dbname=p host=h", "PATROLQR_DATA": str(tmp_path)}
    assert read(named).lake == LakeAt("dbname=p host=h", tmp_path / "lake")
    elsewhere = read(named | {"PATROLQR_STORE_FILES": "/srv/files"}).lake
    assert elsewhere == LakeAt("dbname=p host=h", Path("/srv/files"))
    with pytest.raises(SettingWrong, match="of a lake"):
        read({"PATROLQR_STORE_FILES": "/srv/files"})
    for wrong in ("ducklake:postgres:", "postgres://u:hush@h/p", "hush"):
        with pytest.raises(SettingWrong, match="must begin with ducklake:postgres:") as problem:
            read({"PATROLQR_STORE": wrong})
        assert "hush" not in problem.value.sentence


def test_the_time_of_the_look_by_itself_is_a_setting() -> None:
    assert read({}).nightly is None
    assert read({"PATROLQR_NIGHTLY": "none"}).nightly is None
    assert read({"PATROLQR_NIGHTLY": "06:15"}).nightly == time(6, 15)
    for wrong in ("6", "25:00", "06:15:00", "morning"):
        with pytest.raises(SettingWrong, match="PATROLQR_NIGHTLY"):
            read({"PATROLQR_NIGHTLY": wrong})


@pytest.mark.parametrize(
    ("server", "port"),
    [
        ("starttls://mail.example.org", 587),
        ("smtps://mail.example.org", 465),
        ("smtp://127.0.0.1:2525", 2525),
    ],
)
def test_a_mail_server_has_the_usual_port_of_how_it_is_spoken_to(server: str, port: int) -> None:
    assert read({}).mail is None
    mail = read(MAIL | {"PATROLQR_MAIL_SERVER": server}).mail
    assert mail is not None
    assert (mail.port, mail.to) == (port, ("one@force.example", "two@force.example"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PATROLQR_MAIL_SERVER", "mail.example.org"),
        ("PATROLQR_MAIL_SERVER", "http://mail.example.org"),
        ("PATROLQR_MAIL_SERVER", "smtp://mail.example.org:99999"),
        ("PATROLQR_MAIL_FROM", "patrolqr"),
        ("PATROLQR_MAIL_FROM", ""),
        ("PATROLQR_MAIL_TO", "one@force.example, two"),
        ("PATROLQR_MAIL_USER", "somebody"),
        ("PATROLQR_MAIL_PASSWORD_FILE", "/nowhere/at/all"),
    ],
)
def test_a_mail_server_named_in_part_or_wrongly_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingWrong, match=name):
        read(MAIL | {name: value})


def test_a_password_goes_to_no_server_unencrypted(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("a long one\n")
    signed_in = MAIL | {
        "PATROLQR_MAIL_USER": "patrolqr",
        "PATROLQR_MAIL_PASSWORD_FILE": str(tmp_path / "secret"),
    }
    mail = read(signed_in).mail
    assert mail is not None
    assert mail.password == "a long one"
    with pytest.raises(SettingWrong, match="unencrypted"):
        read(signed_in | {"PATROLQR_MAIL_SERVER": "smtp://mail.example.org"})


def test_the_lake_that_forces_share_is_a_setting_and_none_at_first() -> None:
    assert read({}).county is None
    found = read({"PATROLQR_COUNTY": "ducklake:/srv/lake.ducklake"}).county
    assert found == County("ducklake:/srv/lake.ducklake", Path("/srv/lake.ducklake.files"))
    with pytest.raises(SettingWrong, match="PATROLQR_COUNTY must"):
        read({"PATROLQR_COUNTY": "/srv/lake.duckdb"})
    postgres = {"PATROLQR_COUNTY": "ducklake:postgres:dbname=county"}
    with pytest.raises(SettingWrong, match="PATROLQR_COUNTY_FILES"):
        read(postgres)
    named = read(postgres | {"PATROLQR_COUNTY_FILES": "/f", "PATROLQR_COUNTY_FORCE": "Kent"}).county
    assert named == County("ducklake:postgres:dbname=county", Path("/f"), "Kent")
