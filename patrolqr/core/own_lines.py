"""What this process says of itself, on its output: as sentences, or as one JSON object a line.

In both, the code of an officer's page is never told: whoever reads logs could open the page.
"""

import io
import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import Any, TextIO

CODE = re.compile(r"(/o/)[^\s\"'?#,)]+", re.IGNORECASE)
"""The part of an officer's address that says which: codes of sheets, of briefing rooms, of logs."""

STYLE = re.compile(r"\x1b\[[0-9;]*m")
"""Colours, which a terminal alone understands."""

SERVERS = ("uvicorn.access", "uvicorn.error", "uvicorn.asgi")
"""Loggers whose lines may hold the path that was asked for."""


def without_codes(text: str) -> str:
    """Return the text with every officer's address cut short."""
    return CODE.sub(r"\1…", text)


def prepare(*, as_json: bool) -> None:
    """Let no line hold a code from now on and, where that is wanted, every line be JSON. Asking twice
    changes nothing.
    """
    for name in SERVERS:
        logger = logging.getLogger(name)
        if not any(isinstance(each, _Cut) for each in logger.filters):
            logger.addFilter(_Cut())
    if not as_json:
        return
    plain = sys.stderr.below if isinstance(sys.stderr, JsonLines) else sys.stderr
    for handler in _handlers():
        if isinstance(handler, logging.StreamHandler) and not isinstance(handler.formatter, _Json):
            handler.setFormatter(_Json())
            handler.setStream(plain)
    if not isinstance(sys.stdout, JsonLines):
        sys.stdout = JsonLines(sys.stdout, "info")
    if not isinstance(sys.stderr, JsonLines):
        sys.stderr = JsonLines(sys.stderr, "error")


def _handlers() -> set[logging.Handler]:
    loggers = [logging.getLogger(), *logging.Logger.manager.loggerDict.values()]
    return {each for logger in loggers for each in getattr(logger, "handlers", ())}


class JsonLines(io.TextIOBase):
    """A stream that writes what is printed at once as one JSON object on a line of its own."""

    def __init__(self, below: TextIO, level: str) -> None:
        self.below = below
        self._level = level
        self._begun = ""

    def write(self, text: str) -> int:
        """Keep the text until its line ends, then pass it on."""
        self._begun += text
        if self._begun.endswith("\n"):
            told, self._begun = STYLE.sub("", self._begun).strip(), ""
            if told:
                self.below.write(_line(datetime.now(UTC), self._level, told))
        return len(text)

    def flush(self) -> None:
        """Pass on at once what was written."""
        self.below.flush()

    def fileno(self) -> int:
        """Return the file below, which a crash writes to."""
        return self.below.fileno()


class _Json(logging.Formatter):
    """One record as one JSON object, with its traceback where it has one."""

    def format(self, record: logging.LogRecord) -> str:
        text = record.getMessage()
        if record.exc_info:
            text = f"{text}\n{self.formatException(record.exc_info)}"
        at = datetime.fromtimestamp(record.created, UTC)
        return _line(at, record.levelname.lower(), text, by=record.name).rstrip("\n")


class _Cut(logging.Filter):
    """Takes the codes out of what a server says of a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                without_codes(each) if isinstance(each, str) else each for each in record.args
            )
        return True


def _line(at: datetime, level: str, text: str, **more: Any) -> str:
    told = {"at": at.isoformat(), "level": level, **more, "text": without_codes(text)}
    return json.dumps(told, ensure_ascii=False) + "\n"
