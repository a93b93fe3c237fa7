"""Every code on a PDF read back from its picture, before it may be printed."""

from collections.abc import Mapping

import pypdfium2
import zxingcpp
from PIL import Image

from patrolqr.core.errors import InputWrong
from patrolqr.core.phrases import listed

QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])

DOTS_PER_INCH = 150
"""As coarse as an office copier's draft setting."""


def codes(pdf: bytes, expected: Mapping[str, str]) -> None:
    """Return when every expected address (area name → URL) is read from the pages.

    InputWrong names one that is not.
    """
    found = read(pdf)
    missing = [area for area, url in expected.items() if url not in found]
    if missing:
        named = listed(f"“{area}”" for area in missing)
        raise InputWrong(
            f"The code of {named} cannot be read from the page, so this sheet must not be printed. "
            "Shorten the web address that codes point to (PATROLQR_BASE_URL) or make the briefing again."
        )


def read(pdf: bytes, *, dpi: int = DOTS_PER_INCH) -> list[str]:
    """Return what every QR code on every page says, rendered in grey at that many dots per inch."""
    return [text for page in pictures(pdf, dpi=dpi) for text in decode(page)]


def pictures(pdf: bytes, *, dpi: int = DOTS_PER_INCH) -> list[Image.Image]:
    """Return one grey picture per page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    finally:
        document.close()


def decode(picture: Image.Image) -> list[str]:
    """Return what each QR code in the picture says."""
    return [code.text for code in find_codes(picture)]


def find_codes(picture: Image.Image) -> list[zxingcpp.Barcode]:
    """Return each QR code in the picture, with where it stands."""
    return zxingcpp.read_barcodes(picture, formats=QR)
