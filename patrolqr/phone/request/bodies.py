"""What a phone sent: read no further than a log may be long, and only as a form or as JSON."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from patrolqr.core.clean import clean_all
from patrolqr.core.errors import LogTooLarge, LogUnreadable, TypeWrong
from patrolqr.core.form.log import MAX_BYTES

LONGEST = MAX_BYTES * 2
"""Bytes read of a body; percent-encoding makes a form longer than the log in it."""
DEEPEST = 12
MOST_FIELDS = 400

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


async def fields(request: Request) -> dict[str, Any]:
    """Return the names and values of the body, its text cleaned, or say why it cannot be read."""
    kind = _kind(request)
    if kind not in (JSON, FORM):
        raise TypeWrong(
            "A log is sent as the form on this page or as JSON. Open the code again and send it from there."
        )
    text = _text(await _read(request))
    sent: dict[str, Any] = clean_all(_from_json(text) if kind == JSON else _from_form(text))
    return sent


def is_json(request: Request) -> bool:
    """Whether the body says it is JSON."""
    return _kind(request) == JSON


def _kind(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def _read(request: Request) -> bytes:
    """Return the body; a longer one is not read to its end."""
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told[:12]) > LONGEST:
        raise _too_large()
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST:
            raise _too_large()
    return bytes(body)


def _too_large() -> LogTooLarge:
    return LogTooLarge(
        f"This log is larger than {MAX_BYTES // 1024} kB. Shorten the notes and send it again."
    )


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise LogUnreadable(
            "What was sent is not UTF-8 text. Open the code again and send it from there."
        ) from problem


def _from_form(text: str) -> dict[str, Any]:
    """Return the fields; one that was ticked several times is one text."""
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as problem:
        raise LogUnreadable(
            "The form that was sent cannot be read. Open the code again and send it again."
        ) from problem
    sent: dict[str, list[str]] = {}
    for name, value in pairs:
        sent.setdefault(name, []).append(value)
    return {name: "; ".join(values) for name, values in sent.items()}


def _from_json(text: str) -> dict[str, Any]:
    try:
        sent = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as problem:
        raise LogUnreadable(
            "What was sent is not JSON. Open the code again and send it from there."
        ) from problem
    if not isinstance(sent, Mapping) or _depth(sent) > DEEPEST:
        raise LogUnreadable(
            "What was sent is JSON, but no log. Open the code again and send it from there."
        )
    return dict(sent)


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


def _depth(value: object) -> int:
    """Return how deep lists and objects are nested, counted level by level so that no depth can
    exhaust the stack.
    """
    depth, level = 0, [value]
    while level:
        nested = [each for each in level if isinstance(each, dict | list)]
        level = [
            inner
            for each in nested
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        depth += bool(nested)
    return depth
