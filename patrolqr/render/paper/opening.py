"""Files that people took or scanned, as grey pictures; what is none says what it is."""

import io
from collections.abc import Iterator
from pathlib import PurePath

import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from patrolqr.core.errors import FileUnreadable

ENDINGS = ("png", "jpg", "jpeg", "pdf")

LARGEST = 20 * 1024 * 1024
"""Bytes of a file: a phone's best picture has 12 MB, forty scanned pages less."""

MOST_PIXELS = 85_000_000
"""Pixels of a picture: phones take 50 million at most unless told to, and a page needs 10."""

MOST_PAGES = 40

MOST_SIDE, LEAST_SIDE = 4200, 500
"""Pixels of the longer side: more tells nothing more of an A4 page (14 a millimetre), less cannot show
a strip's code."""

PDF_DOTS_PER_INCH = 300

HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")


def pictures(name: str, content: bytes) -> list[Image.Image]:
    """Return the pictures of a file, upright: one, or one for each page of a PDF.

    FileUnreadable says in a sentence why there are none.
    """
    name = PurePath(name).name[:80]
    if len(content) > LARGEST:
        raise FileUnreadable(
            f"{name} has {len(content) / 1024**2:.0f} MB; pictures of up to {LARGEST // 1024**2} MB are read. "
            "Take it again in an ordinary size, or give fewer pages at once."
        )
    if content.startswith(b"%PDF"):
        return [_fitted(name, page) for page in _pages(name, content)]
    return [_fitted(name, _picture(name, content))]


def _picture(name: str, content: bytes) -> Image.Image:
    if content[4:12] in HEIC:
        raise FileUnreadable(
            f"{name} is a HEIC picture, which only some devices read. On the phone choose "
            "Settings, Camera, Formats, Most compatible, or share it as JPEG."
        )
    try:
        opened = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
        if opened.width * opened.height > MOST_PIXELS:
            raise FileUnreadable(
                f"{name} has {opened.width} × {opened.height} pixels, more than is read at once. "
                "Give the picture in an ordinary size."
            )
        opened.draft("L", (MOST_SIDE, MOST_SIDE))  # a JPEG is made smaller as it is decoded
        return _grey(ImageOps.exif_transpose(opened))
    except UnidentifiedImageError as problem:
        raise FileUnreadable(
            f"{name} is no picture that can be read. Give PNG, JPEG or PDF."
        ) from problem
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as problem:
        raise FileUnreadable(
            f"{name} is broken or was cut off on its way. Send the picture again."
        ) from problem


def _pages(name: str, content: bytes) -> Iterator[Image.Image]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        raise FileUnreadable(
            f"{name} is a PDF that cannot be opened: it is broken, or locked with a password."
        ) from problem
    try:
        if len(document) > MOST_PAGES:
            raise FileUnreadable(
                f"{name} has {len(document)} pages; up to {MOST_PAGES} are read at once. Give them in parts."
            )
        for page in document:
            longer = max(page.get_size()) or 1.0
            scale = min(PDF_DOTS_PER_INCH / 72, MOST_SIDE / longer)
            yield page.render(scale=scale, grayscale=True).to_pil().convert("L")
    except pypdfium2.PdfiumError as problem:
        raise FileUnreadable(f"{name} is a PDF with a page that cannot be read.") from problem
    finally:
        document.close()


def _grey(picture: Image.Image) -> Image.Image:
    """Return the picture in grey, on white where it lets through."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("L")
    if picture.mode.startswith("I"):  # sixteen bits a pixel, which "L" would cut off at 255
        return picture.point(lambda value: value / 256).convert("L")
    return picture.convert("L")


def _fitted(name: str, picture: Image.Image) -> Image.Image:
    if max(picture.size) < LEAST_SIDE:
        raise FileUnreadable(
            f"{name} has only {picture.width} × {picture.height} pixels: too few to read a strip by. "
            "Give the picture itself, not its preview."
        )
    picture.thumbnail((MOST_SIDE, MOST_SIDE), Image.Resampling.LANCZOS, reducing_gap=3)
    return picture
