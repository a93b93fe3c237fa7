"""Files that are made once and kept."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Document:
    """A file that was made once and is given out again byte for byte."""

    file_name: str
    content: bytes
    made_at: datetime
