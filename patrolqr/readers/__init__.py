"""Files in, batches of rows out; no database. A new format is one file in formats → READERS.

`read` takes a path or an uploaded stream with a name and gives one Source per file inside it (a zip
of many months holds many). What cannot be used at all raises FileUnreadable before anything is
given.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from patrolqr.core.errors import FileUnreadable
from patrolqr.readers import formats, opening, tables, workbooks
from patrolqr.readers.formats import force_table, unused
from patrolqr.readers.opening import Contents, Named, name_of
from patrolqr.readers.source import Batch, Broken, Choice, Reader, Source

__all__ = [
    "READERS",
    "Batch",
    "Broken",
    "Choice",
    "Named",
    "Reader",
    "Source",
    "name_of",
    "prove",
    "read",
]


def _find() -> Iterator[Reader]:
    """Return the readers of the modules in formats, in the order of their names."""
    for module in iter_modules(formats.__path__):
        found: Any = import_module(f"{formats.__name__}.{module.name}")
        yield from (value for value in vars(found).values() if isinstance(value, Reader))


READERS = tuple(sorted(_find(), key=lambda reader: reader.asked_last))
"""Every kind of file that is known; the first whose `recognises` says yes opens it."""


def read(file: Named, *, choice: Choice | None = None) -> Iterator[Source]:
    """Give one Source per file in `file`: a CSV, its .gz, a GeoJSON, or a zip of such files."""
    members = opening.members(file)
    if members is None:
        yield _source(opening.single(file), choice or Choice())
        return
    sources = [(member, _member(member, choice or Choice())) for member in members]
    if all(source.kind in ("nothing", "refused") for _, source in sources):
        raise FileUnreadable(_nothing(name_of(file), [source for _, source in sources]))
    # residents are written onto places: these go first, whatever the files are called
    yield from sorted((source for _, source in sources), key=lambda one: one.kind == "residents")


def prove(
    file: Named,
    *,
    choice: Choice | None = None,
    progress: Callable[[int], None] = lambda rows: None,
) -> None:
    """Read the whole file once and keep nothing; FileUnreadable if any of it is damaged.

    `progress` is told how many rows of it have been read.
    """
    rows = 0
    for source in read(file, choice=choice):
        for batch in source.batches():
            rows += batch.rows.num_rows
            progress(rows)


def _source(contents: Contents, choice: Choice) -> Source:
    head = _turned_to_its_table(contents)
    reader = _reader_of(head)
    if reader is None:
        raise FileUnreadable(_unknown(contents.name, head))
    return reader.open(contents, choice)


def _reader_of(head: bytes) -> Reader | None:
    return next((reader for reader in READERS if reader.recognises(head)), None)


def _turned_to_its_table(contents: Contents) -> bytes:
    """Return the first bytes of what is read: of a workbook, those of the first sheet that a format
    knows. A cover with a summary, or a list beside the data, is none that anybody means.
    """
    head = contents.head()
    book = contents.packed
    if not isinstance(book, workbooks.Sheet) or not book.others:
        return head
    ranks: dict[str, int] = {}
    for name in book.names:
        book.turn_to(name)
        ranks[name] = _rank(contents.head())
    chosen = min(ranks, key=ranks.__getitem__)  # the first of equals
    book.turn_to(chosen)
    book.also = [name for name in book.others if ranks[name] == 0 == ranks[chosen]]
    return contents.head()


def _rank(head: bytes) -> int:
    """Return 0 for a sheet with rows of a known kind, 1 for one that has to be asked about, 2 for a
    header without rows, 3 for no table.
    """
    reader, table = _reader_of(head), tables.peek(head)
    if reader is None or table is None:
        return 3
    if not table.rows:
        return 2
    return int(reader.asked_last and not force_table.is_clear(head))


def _member(member: Contents, choice: Choice) -> Source:
    try:
        return _source(member, choice)
    except FileUnreadable as problem:
        return unused.source(member.name, problem.sentence, refused=True)


def _unknown(name: str, head: bytes) -> str:
    first = head.decode("utf-8", "replace").strip().partition("\n")[0].strip()[:80]
    table = tables.peek(head)
    if table is not None and len(table.columns) > 1:
        return (
            f"{name} is a table without a day or a time in it: {', '.join(table.columns)}. "
            "Incidents, calls, intelligence, stop-searches and patrol logs each need a column that "
            "says when."
        )
    known = ", ".join(reader.title for reader in READERS if reader.loads)
    return f"{name} is no file PatrolQR knows: it starts with “{first}”. It loads {known}."


def _nothing(name: str, sources: list[Source]) -> str:
    why = sources[0].why if sources else "it is empty"
    return f"{name} holds nothing that can be loaded ({why}). It must hold files such as 2025-01-my-force-street.csv."
