"""Paths and uploads, plain, gzipped or zipped, as streams of bytes.

What is no such file says what it is.
"""

import csv
import gzip
import hashlib
import io
import os
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Protocol, cast

from patrolqr.core.errors import FileUnreadable
from patrolqr.readers import encodings, workbooks

HEAD = 64 * 1024
"""Bytes looked at to tell what a file is."""

SAMPLED = 500
"""Rows of a workbook looked at to tell what it is."""

CHUNK = 1 << 22
"""Bytes read at once."""

LARGEST = 8 << 30
"""Bytes one file may unpack to: all of England's months for ten years are smaller, a zip bomb is
not.
"""

SIGNATURES = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "compressed twice: unpack it once first",
}
"""First bytes of files that are often picked by mistake → what they are."""

DAMAGED = (EOFError, OSError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError)
"""What unpacking raises on a file that is cut off, damaged, or locked with a password."""


MAP_FILES = {
    b"SQLite format 3\0": ".gpkg",
    b"\0\0\x27\x0a": ".shp",
    b"\0\0\0\x0d\x0a\x09OSMHeader": ".osm.pbf",
    b"\0\0\0\x0e\x0a\x09OSMHeader": ".osm.pbf",  # its header is longer than 127 bytes
}
"""First bytes of files of maps → the ending by which they are known."""

SHAPEFILE = (".shp", ".dbf", ".shx", ".prj", ".cpg")
"""What a shapefile consists of; the first holds the shapes."""


class Upload(Protocol):
    """An uploaded file: a stream that can start again, with a name."""

    name: str

    def read(self, size: int = -1, /) -> bytes: ...
    def seek(self, offset: int, whence: int = 0, /) -> int: ...
    def tell(self) -> int: ...


Named = str | Path | Upload


class Contents:
    """The bytes of one file, unpacked; `sha256` is that of the last complete reading.

    `encoding` is that of a text, by its head; `packed` holds a workbook or a Parquet file. `beside`
    are the files that make one with it: the table of a shapefile, the other neighbourhoods of a zip.
    """

    def __init__(
        self,
        name: str,
        stream: Callable[[], IO[bytes]],
        beside: dict[str, Callable[[], IO[bytes]]] | None = None,
    ) -> None:
        self.name = name
        self.beside = beside or {}
        self.sha256 = ""
        self.encoding = encodings.UTF_8
        self.packed: workbooks.Sheet | workbooks.Parquet | None = None
        self._stream = stream

    def head(self) -> bytes:
        """Return the first bytes as UTF-8 text, of a workbook its first rows as CSV.

        FileUnreadable if there is no text in it.
        """
        with _damage_named(self.name), self._stream() as stream:
            head = stream.read(HEAD)
        if head.startswith(tuple(MAP_FILES)):
            return head
        if workbooks.is_packed(head):
            return self._first_rows(head)
        self.encoding = encodings.encoding_of(head)
        text = head if self.encoding == encodings.UTF_8 else encodings.as_utf_8(head, self.encoding)
        _refuse(self.name, head, text)
        return text

    @contextmanager
    def on_disk(self, ending: str) -> Iterator[list[Path]]:
        """Give the paths of the file and of those beside it, for whoever cannot read a stream.

        The file has that ending, whatever its own is.
        """
        with tempfile.TemporaryDirectory() as folder:
            own = Path(folder) / f"{_safe(self.name).removesuffix(ending)}{ending}"
            with open(own, "wb") as written:
                for chunk in self.chunks():
                    written.write(chunk)
            paths = [own]
            for name, opened in self.beside.items():
                paths.append(Path(folder) / _safe(name))
                with _damage_named(self.name), opened() as stream, open(paths[-1], "wb") as written:
                    shutil.copyfileobj(stream, written, CHUNK)
            yield paths

    def _first_rows(self, start: bytes) -> bytes:
        if self.packed is None:
            try:
                self.packed = workbooks.open_packed(b"".join(self.chunks()))
            except workbooks.NoWorkbook as problem:
                raise FileUnreadable(_no_workbook(self.name, start, problem)) from problem
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(self.packed.rows(SAMPLED))
        return text.getvalue().encode("utf-8", "replace")

    def chunks(self) -> Iterator[bytes]:
        """Give the bytes in pieces from the start.

        FileUnreadable where the file is cut off or damaged.
        """
        digest, size = hashlib.sha256(), 0
        with _damage_named(self.name), self._stream() as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
                if size > LARGEST:
                    raise FileUnreadable(
                        f"{self.name} unpacks to more than 8 GB. Load it in smaller parts."
                    )
                yield chunk
        self.sha256 = digest.hexdigest()


def name_of(file: Named) -> str:
    """Return the file's name without its folder."""
    return os.path.basename(file if isinstance(file, str | Path) else file.name)


def single(file: Named) -> Contents:
    """Return the contents of a plain or gzipped file."""
    plain = partial(_plain, file)
    if _starts(file).startswith(b"\x1f\x8b"):
        return Contents(name_of(file), lambda: cast(IO[bytes], _Gunzipped(plain())))
    return Contents(name_of(file), plain)


def members(file: Named) -> list[Contents] | None:
    """Return the contents of each file in a zip, oldest month first; None if it is no zip."""
    if not _starts(file).startswith(b"PK"):
        return None
    name = name_of(file)
    with _damage_named(name):
        archive = zipfile.ZipFile(file if isinstance(file, str | Path) else cast(IO[bytes], file))
    names = sorted(entry.filename for entry in archive.infolist() if not entry.is_dir())
    if any(inside.endswith(("[Content_Types].xml", "META-INF/manifest.xml")) for inside in names):
        return None
    kept = [path for path in names if not _is_litter(path)]
    return _gather(name, kept, archive.open)


def _gather(archive: str, paths: list[str], opened: Callable[[str], IO[bytes]]) -> list[Contents]:
    """Return what a zip holds: the files of one shapefile as one, its KML files as one."""
    drawn = [path for path in paths if path.casefold().endswith(".kml")]
    shapes = {os.path.splitext(path)[0] for path in paths if path.casefold().endswith(".shp")}
    found = []
    for path in paths:
        stem, ending = os.path.splitext(path)
        beside = [each for each in paths if os.path.splitext(each)[0] == stem and each != path]
        if stem in shapes and ending.casefold() in SHAPEFILE[1:]:
            continue
        if path in drawn[1:]:
            continue
        name = os.path.basename(path)
        more: dict[str, Callable[[], IO[bytes]]] = {}
        if ending.casefold() == ".shp":
            more = {os.path.basename(each): partial(opened, each) for each in beside}
        if path in drawn and len(drawn) > 1:
            name = archive
            more = {
                f"{number} {os.path.basename(each)}": partial(opened, each)
                for number, each in enumerate(drawn[1:], 2)
            }
        found.append(Contents(name, partial(opened, path), more))
    return found


def _safe(name: str) -> str:
    """Return a name a file can have in a folder of its own, its ending in small letters."""
    stem, ending = os.path.splitext(re.sub(r"[^\w .-]", "_", os.path.basename(name)))
    return f"{stem[:100] or 'file'}{ending[:10].casefold()}"


class _Gunzipped(gzip.GzipFile):
    """A gunzipping stream that closes what it reads from."""

    def __init__(self, packed: IO[bytes]) -> None:
        super().__init__(fileobj=packed, mode="rb")
        self._packed = packed

    def close(self) -> None:
        super().close()
        self._packed.close()


class _Shared:
    """An upload from its start again; closing it leaves the upload open."""

    def __init__(self, upload: Upload) -> None:
        upload.seek(0)
        self.read, self.seek, self.tell = upload.read, upload.seek, upload.tell

    def __enter__(self) -> "_Shared":
        return self

    def __exit__(self, *_: object) -> None: ...

    def close(self) -> None: ...


def _plain(file: Named) -> IO[bytes]:
    if isinstance(file, str | Path):
        return open(file, "rb")
    return cast(IO[bytes], _Shared(file))


def _starts(file: Named) -> bytes:
    try:
        with _plain(file) as stream:
            return stream.read(4)
    except OSError as problem:
        raise FileUnreadable(f"{file} cannot be opened: {problem.strerror}.") from problem


def _is_litter(path: str) -> bool:
    return path.startswith("__MACOSX/") or os.path.basename(path).startswith(".")


@contextmanager
def _damage_named(name: str) -> Iterator[None]:
    try:
        yield
    except DAMAGED as problem:
        sentence = (
            f"{name} is damaged or was cut off while it was copied ({problem}). Download it again."
        )
        raise FileUnreadable(sentence) from problem


def _refuse(name: str, head: bytes, text: bytes) -> None:
    if not text.strip(b"\xef\xbb\xbf \t\r\n\f\v"):
        raise FileUnreadable(f"{name} is empty.")
    found = next((what for start, what in SIGNATURES.items() if head.startswith(start)), None)
    if found is None and b"\0" in text.partition(b"\n")[0]:
        found = "not a text file"
    if found is None and text.lstrip().startswith(b"<") and not is_kml(text):
        found = "a web page or XML, not data: the download has probably failed, so try it again"
    if found:
        raise FileUnreadable(f"{name} is {found}. Nothing was loaded.")


def is_kml(head: bytes) -> bool:
    """Return whether a text is a drawing for Google Earth."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"<") and b"<kml" in start[:2000]


def _no_workbook(name: str, start: bytes, problem: Exception) -> str:
    if start.startswith(workbooks.PARQUET):
        return f"{name} is a Parquet file that is damaged or cut off ({problem}). Copy it again."
    if start.startswith(workbooks.OLD):
        return (
            f"{name} is an old Excel or Word file, or one with a password, that cannot be read "
            f"({problem}). Save it as .xlsx without a password, or as CSV UTF-8."
        )
    if b"xl/" in start or b"[Content_Types].xml" in start:
        return f"{name} is an Excel workbook that cannot be read ({problem}). Save it as CSV UTF-8."
    return (
        f"{name} is an archive inside an archive: unpack the outer one first. Nothing was loaded."
    )
