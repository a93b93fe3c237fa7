"""Whatever file is given, it is pictures or a sentence that says why not."""

import io
from collections.abc import Callable

import pytest
from PIL import Image

from patrolqr.core.errors import FileUnreadable
from patrolqr.render.paper import opening
from tests.render import strips


def kept(picture: Image.Image, form: str = "PNG", **how: object) -> bytes:
    """Return a picture as a file."""
    file = io.BytesIO()
    picture.save(file, form, **how)
    return file.getvalue()


PAPER = Image.new("L", (800, 600), 250)


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "LA", "P", "1", "I;16"])
def test_pictures_of_any_kind_become_grey_and_stay_as_bright(mode: str) -> None:
    bright = (
        Image.new(mode, (800, 600), 64_000)
        if mode == "I;16"
        else PAPER.convert(mode, dither=Image.Dither.NONE)
    )
    (read,) = opening.pictures("a.png", kept(bright))
    assert read.mode == "L"
    assert min(read.tobytes()) >= 245


def test_what_lets_through_is_white() -> None:
    clear = Image.new("RGBA", (800, 600), (0, 0, 0, 0))
    assert min(opening.pictures("a.png", kept(clear))[0].tobytes()) == 255


def test_a_picture_taken_with_the_phone_on_its_side_is_upright() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    (read,) = opening.pictures("a.jpg", kept(PAPER, "JPEG", exif=turned))
    assert read.size == (600, 800)


def test_a_scan_of_several_pages_is_several_pictures() -> None:
    file = kept(PAPER, "PDF", save_all=True, append_images=[PAPER, PAPER])
    assert len(opening.pictures("a.pdf", file)) == 3


def test_a_large_picture_is_read_in_the_size_that_tells_something() -> None:
    assert max(opening.pictures("a.png", kept(Image.new("L", (6000, 300), 255)))[0].size) == 4200


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: b"", "is no picture"),
        (lambda: b"not,a,picture\n1,2,3\n", "is no picture"),
        (lambda: b"GIF89a" + bytes(200), "is no picture"),
        (lambda: kept(strips.printed(1).page)[:4000], "broken or was cut off"),
        (lambda: kept(PAPER, "JPEG")[:700], "broken or was cut off"),
        (lambda: b"%PDF-1.7\nnothing", "a PDF that cannot be opened"),
        (lambda: bytes(4) + b"ftypheic" + bytes(300), "is a HEIC picture"),
        (lambda: bytes(opening.LARGEST + 1), "has 20 MB; pictures of up to 20 MB"),
        (lambda: kept(PAPER.resize((200, 100))), "only 200 × 100 pixels"),
        (lambda: kept(Image.new("1", (9_400, 9_400))), "more than is read at once"),
        (
            lambda: kept(PAPER, "PDF", save_all=True, append_images=[PAPER] * opening.MOST_PAGES),
            "has 41 pages; up to 40",
        ),
    ],
)
def test_what_cannot_be_read_is_said(make: Callable[[], bytes], says: str) -> None:
    with pytest.raises(FileUnreadable) as problem:
        opening.pictures("C:/pictures/night.jpg", make())
    assert says in problem.value.sentence
    assert problem.value.sentence.startswith("night.jpg")
