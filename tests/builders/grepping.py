"""What a search of a folder's bytes finds, as anybody with the disk would do it."""

import subprocess
from pathlib import Path


def grep(text: str, folder: Path) -> list[str]:
    """Return the names of the files in the folder in which the text stands, by grep."""
    asked = ["grep", "-rlaF", "--", text, str(folder)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return sorted(Path(line).name for line in done.stdout.splitlines())
