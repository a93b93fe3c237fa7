"""A PDF as pictures for the screen."""

import io

import pypdfium2
from PIL import Image


def png_pages(pdf: bytes, *, dpi: int) -> list[bytes]:
    """Return one PNG per page at that many dots per inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_png(page.render(scale=dpi / 72).to_pil()) for page in document]
    finally:
        document.close()


def _png(picture: Image.Image) -> bytes:
    made = io.BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()
