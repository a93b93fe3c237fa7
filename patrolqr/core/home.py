"""Where PatrolQR itself stands: in a checkout, or installed as a package, which carries the same front."""

import os
from collections.abc import Mapping
from pathlib import Path

PACKAGE = Path(__file__).parents[1]

_CARRIED = PACKAGE / "front"
"""Where a wheel puts what stands beside the package in a checkout (pyproject.toml)."""

IS_INSTALLED = _CARRIED.is_dir()

FRONT = _CARRIED if IS_INSTALLED else PACKAGE.parent
"""The folder with app.py, pages/ and .streamlit/."""

APP, PAGES, DESK = FRONT / "app.py", FRONT / "pages", PACKAGE / "desk" / "script.py"


def data_folder(environment: Mapping[str, str]) -> Path:
    """Return where the data are unless somebody says otherwise: in a checkout beside the code;
    installed, where a service is given room (systemd's STATE_DIRECTORY), or with its user's data.
    """
    if not IS_INSTALLED:
        return PACKAGE.parent / "data"
    if given := environment.get("STATE_DIRECTORY", "").partition(":")[0]:
        return Path(given)
    return Path(environment.get("XDG_DATA_HOME") or "~/.local/share") / "patrolqr"


def keep_private() -> None:
    """Let nobody but this user read what the process writes: databases, journals, exports, prints."""
    os.umask(0o077)
