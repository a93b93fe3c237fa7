"""The files in deploy/ with other ports, names of certificates and folders, and nothing else changed."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.deploy.doors import DEPLOY, DESK, PHONES, program, running, wait_until_open

AROUND_NGINX = """\
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{}}
http {{
  include /etc/nginx/mime.types; access_log {folder}/access.log;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  include {folder}/patrolqr.conf;
}}
"""
"""What Debian's nginx.conf has around the site, in a folder of one's own."""


def write_nginx(folder: Path, certificate: tuple[Path, Path], port: int, app: int) -> list[str]:
    """Write the site and what is around it; return the command that starts it."""
    site = (DEPLOY / "nginx.conf").read_text("utf-8")
    pem, key = certificate
    for name in (PHONES, DESK):
        site = site.replace(f"/etc/ssl/{name}.pem", str(pem))
        site = site.replace(f"/etc/ssl/{name}.key", str(key))
    site = site.replace("listen 443", f"listen 127.0.0.1:{port}").replace(":8501", f":{app}")
    (folder / "patrolqr.conf").write_text(site, "utf-8")
    (folder / "nginx.conf").write_text(AROUND_NGINX.format(folder=folder), "utf-8")
    return [program("nginx"), "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]


def write_caddy(folder: Path, certificate: tuple[Path, Path], port: int, app: int) -> list[str]:
    """Write the file; return the command that starts it."""
    text = (DEPLOY / "Caddyfile").read_text("utf-8").replace(":8501", f":{app}")
    pem, key = certificate
    for name in (PHONES, DESK):
        text = text.replace(f"\n{name} {{", f"\n{name}:{port} {{\n\ttls {pem} {key}", 1)
    text = text.replace("{\n", "{\n\tadmin off\n\tauto_https disable_redirects\n", 1)
    (folder / "Caddyfile").write_text(text, "utf-8")
    return [program("caddy"), "run", "--config", f"{folder}/Caddyfile", "--adapter", "caddyfile"]


WRITERS = {"nginx": write_nginx, "caddy": write_caddy}


@contextmanager
def standing(
    name: str, folder: Path, certificate: tuple[Path, Path], port: int, app: int
) -> Iterator[Path]:
    """Give the proxy before the app on that port, and the folder that holds its logs."""
    command = WRITERS[name](folder, certificate, port, app)
    if name == "nginx":
        subprocess.run([*command, "-t"], check=True, capture_output=True)
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "PATH": "/usr/bin"}
    log = folder / "printed.log"
    with running(command, log, cwd=folder, env=home) as process:
        wait_until_open(port, process, log)
        yield folder
