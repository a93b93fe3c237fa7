"""The file that an officer's phone gives of the logs that wait on it: a list of its entries."""

import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from patrolqr.readers import json_text
from patrolqr.readers.lines import KEPT
from patrolqr.readers.opening import Contents
from patrolqr.readers.source import Batch, Broken, Choice, Reader, Source

WAITS = "New ones wait under Patrol logs until a sergeant says whose they are; then they count."

LARGEST = 64 << 20
"""Bytes: a thousand logs of the largest size."""

COLUMNS = {"line": pa.int64(), "pass_id": pa.string(), "area": pa.string(), "log": pa.string()}

SAMPLE = (
    '[{"log_id": "5b0e2a52-3f57-4f5e-9d3c-3f3f5a3f6a11", "pass_id": "QWERTYUIOPASDFGH", '
    '"area": "Market Square", "made_at": 1793480400000, "state": "waiting", "log": {"log_id": '
    '"5b0e2a52-3f57-4f5e-9d3c-3f3f5a3f6a11", "arrived_at": "2026-11-01T21:04:00Z"}}]'
)


def recognises(head: bytes) -> bool:
    """Return whether the file is a list of a phone's entries."""
    text = json_text.beginning(head)
    return text.startswith(b"[") and b'"log_id"' in text and b'"pass_id"' in text


def source(contents: Contents, _: Choice) -> Source:
    """Return the file as a Source; FileUnreadable where it is no list, or only a part of one."""
    entries = _entries(contents)

    def batches() -> Iterator[Batch]:
        rows: list[dict[str, Any]] = []
        broken: list[Broken] = []
        for number, entry in enumerate(entries, start=1):
            read = _row(number, entry)
            broken.append(read) if isinstance(read, Broken) else rows.append(read)
        yield Batch(pa.Table.from_pylist(rows, pa.schema(COLUMNS)), tuple(broken))

    return Source(
        contents.name, "phone_queue", batches, lambda: contents.sha256, notes=lambda: (WAITS,)
    )


def _entries(contents: Contents) -> list[Any]:
    document = json_text.document(
        contents,
        largest=LARGEST,
        too_large="is larger than 64 MB: it is no phone's file.",
        incomplete="is only a part of a phone's file: {problem}. Export it again.",
    )
    return document if isinstance(document, list) else []


def _row(number: int, entry: Any) -> dict[str, Any] | Broken:
    """Return the entry as a row; `line` is its number in the list."""
    log = entry.get("log") if isinstance(entry, dict) else None
    if not isinstance(log, dict):
        return Broken(number, "it holds no log", json.dumps(entry)[:KEPT])
    words = {name: str(entry.get(name) or "") for name in ("pass_id", "area")}
    return {"line": number, **words, "log": json.dumps(log)}


READER = Reader("logs that wait on a phone (its Export as a file)", recognises, source, SAMPLE)
