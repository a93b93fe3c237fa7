"""What the process says of itself: a sentence or a JSON object a line, and never a code."""

import io
import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest

from patrolqr.core import own_lines
from patrolqr.core.own_lines import JsonLines, without_codes

ROOT = Path(__file__).resolve().parents[2]
CODE = "ABCD2345EFGH6789JKLM"


@pytest.mark.parametrize(
    "text",
    [
        f"GET /o/{CODE} HTTP/1.1",
        f"GET /O/{CODE}?x=1 HTTP/1.1",
        f"https://patrol.example.org/o/{CODE}/sent/1",
        f"'/o/pair/{CODE}'",
        f"POST /o/{CODE.lower()}",
    ],
)
def test_a_code_is_cut_out_of_every_address(text: str) -> None:
    told = without_codes(text)
    assert CODE.lower() not in told.lower()
    assert "/o/…" in told.lower()


def test_other_addresses_are_told() -> None:
    assert without_codes("GET /today?team=o HTTP/1.1") == "GET /today?team=o HTTP/1.1"


def test_what_is_printed_at_once_is_one_object() -> None:
    below = io.StringIO()
    stream = JsonLines(below, "info")
    print("First.\nMore of it.", file=stream)
    print("", file=stream)
    print("\x1b[1mBold\x1b[0m", f"/o/{CODE}", file=stream, flush=True)
    first, second = map(json.loads, below.getvalue().splitlines())
    assert first["text"] == "First.\nMore of it."
    assert (second["level"], second["text"]) == ("info", "Bold /o/…")


def test_a_server_s_line_holds_no_code(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("uvicorn.access")
    own_lines.prepare(as_json=False)
    own_lines.prepare(as_json=False)
    with caplog.at_level("INFO", "uvicorn.access"):
        logger.info('%s - "%s %s" %d', "127.0.0.1", "GET", f"/o/{CODE}", 404)
    assert caplog.messages == ['127.0.0.1 - "GET /o/…" 404']
    assert len(logger.filters) == 1
    logger.removeFilter(logger.filters[0])


PROCESS = f"""
import logging, sys
from patrolqr.core import own_lines
logging.basicConfig()
own_lines.prepare(as_json=True)
own_lines.prepare(as_json=True)
try:
    raise ValueError("no such page: /o/{CODE}")
except ValueError:
    logging.getLogger("uvicorn.error").exception("It failed")
print("A sentence.")
print("And a problem.", file=sys.stderr)
int("no number")
"""


def test_every_line_of_a_process_is_an_object_its_tracebacks_too() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROCESS], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    (sentence,) = map(json.loads, done.stdout.splitlines())
    assert (sentence["level"], sentence["text"]) == ("info", "A sentence.")
    record, problem, *uncaught = map(json.loads, done.stderr.splitlines())
    assert (record["level"], record["by"]) == ("error", "uvicorn.error")
    assert record["text"].startswith("It failed\nTraceback")
    assert record["text"].endswith("ValueError: no such page: /o/…")
    assert (problem["level"], problem["text"]) == ("error", "And a problem.")
    assert "ValueError: invalid literal" in uncaught[-1]["text"]
