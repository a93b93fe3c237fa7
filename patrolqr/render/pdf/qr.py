"""What a QR code says, and how it is drawn."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from urllib.parse import urlsplit

import qrcode
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_Q

SYMBOL_MM = 25.6
"""Side of the dark square, without its quiet zone: 25 mm even where a printer shrinks the page to
its margins.
"""

QUIET_MODULES = 4
"""White around the square, in modules, as ISO/IEC 18004 asks for."""


def pass_url(base_url: str, pass_id: str) -> str:
    """Return what the code says: HTTPS://HOST/O/PASS in capitals, so that it is coarse and easily
    read.

    A path that the desk is mounted under keeps its own letters.
    """
    address = urlsplit(base_url.rstrip("/"))
    return f"{address.scheme.upper()}://{address.netloc.upper()}{address.path}/O/{pass_id.upper()}"


def pairing_url(base_url: str, code: str) -> str:
    """Return what the room's pairing code says: HTTPS://HOST/O/PAIR/CODE in capitals."""
    return pass_url(base_url, f"PAIR/{code}")


def group(short_code: str) -> str:
    """Return the short code as it is printed and read out: K7Q 4MX."""
    return f"{short_code[:3]} {short_code[3:]}"


@lru_cache(maxsize=512)
def matrix(url: str, *, level: int = ERROR_CORRECT_Q) -> tuple[tuple[bool, ...], ...]:
    """Return the code's modules row by row with its quiet zone; by default a quarter may be lost
    (error correction Q).
    """
    code = qrcode.QRCode(error_correction=level, border=QUIET_MODULES)
    code.add_data(url)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


def side_mm(url: str) -> float:
    """Return the side of the code with its quiet zone, so that the dark square is SYMBOL_MM."""
    modules = len(matrix(url))
    return SYMBOL_MM * modules / (modules - 2 * QUIET_MODULES)


def svg(url: str) -> str:
    """Return the code as one SVG path: one unit per module, drawn without soft edges."""
    return _draw(matrix(url))


def small_svg(text: str) -> str:
    """Return the code of a few characters as SVG, of which nearly a third may be lost (level H)."""
    return _draw(matrix(text, level=ERROR_CORRECT_H))


def _draw(modules: Sequence[Sequence[bool]]) -> str:
    side = len(modules)
    runs = "".join(
        f"M{start} {line}h{length}v1h-{length}z"
        for line, row in enumerate(modules)
        for start, length in _dark_runs(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{runs}" fill="#000"/></svg>'
    )


def _dark_runs(row: Iterable[bool]) -> Iterator[tuple[int, int]]:
    """Return the runs of dark modules in one row: where each starts and how long it is."""
    column = 0
    for is_dark, modules in groupby(row):
        length = len(list(modules))
        if is_dark:
            yield column, length
        column += length
