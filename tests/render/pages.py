"""What a PDF's pages hold: their text, and where each word and frame stands (millimetres, y
downwards).
"""

import re
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
import shapely

MM = 72 / 25.4
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Page:
    """One page: its text in reading order, boxes of its words, boxes of its frames."""

    text: str
    words: tuple[Box, ...]
    frames: tuple[Box, ...]
    width: float
    height: float

    def overlapping(self) -> list[tuple[Box, Box]]:
        """Return the words that stand on other words, by more than accents and rounding."""
        boxes = [shapely.box(*box).buffer(-0.35) for box in self.words]
        pairs = shapely.STRtree(boxes).query(boxes, predicate="intersects").T
        return [(self.words[a], self.words[b]) for a, b in pairs if a < b and not boxes[a].is_empty]

    def outside(self) -> list[Box]:
        """Return the words that leave the printable page (5 mm from its edge)."""
        return [
            box
            for box in self.words
            if box[0] < 5 or box[1] < 5 or box[2] > self.width - 5 or box[3] > self.height - 5
        ]


def read(pdf: bytes) -> list[Page]:
    """Return every page of the PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_page(page) for page in document]
    finally:
        document.close()


def flat(text: str) -> str:
    """Return the letters alone, so that line ends, spaces and capitals do not matter."""
    return re.sub(r"[\s\u200b\ufffe-]+", "", text).casefold()


def _page(page: pypdfium2.PdfPage) -> Page:
    text, (width, height) = page.get_textpage(), page.get_size()

    def box(left: float, bottom: float, right: float, top: float) -> Box:
        return left / MM, (height - top) / MM, right / MM, (height - bottom) / MM

    words = [box(*text.get_rect(at)) for at in range(text.count_rects())]
    paths = page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,), max_depth=1)
    frames = [box(*shape.get_bounds()) for shape in paths]
    return Page(text.get_text_range(), tuple(words), tuple(frames), width / MM, height / MM)
