"""Strips are read from pictures as people take them; what is not sure is said to be doubtful."""

from collections.abc import Callable
from random import Random

import pytest
from PIL import Image, ImageDraw, ImageFilter

from patrolqr.core.form.questions import COUNTS
from patrolqr.render.paper import finding, layout, reading, wording
from patrolqr.render.paper.ink import Mark
from patrolqr.render.pdf import qr
from tests.render import strips
from tests.render.strips import DPI, FINE, Box, Truth

MM = DPI * FINE / 25.4


def judge(pictures: int, seed: int) -> strips.Score:
    """Return how well that many pictures of six strips each are read, every third one a scan."""
    score = strips.Score()
    for number in range(pictures):
        random = Random(seed + number)
        page, truth = strips.filled(strips.printed(1 + 6 * (number % 4)), random)
        paper = strips.worn(page, random)
        take = strips.photographed if number % 3 else strips.scanned
        read = reading.read(take(paper, random)).strips
        score.add({each.short_code: tuple(each.boxes.values()) for each in read}, truth)
    return score


def test_forty_two_strips_worn_and_photographed_are_read() -> None:
    score = judge(7, seed=11)
    assert score.strips == 42
    assert score.right >= 0.99 * score.boxes
    assert score.wrong == 0


@pytest.mark.parametrize(("mm", "right"), [(0.8, 0.99), (2.5, 0.0)])
def test_bent_paper_is_read_or_doubtful_never_wrong(mm: float, right: float) -> None:
    score = strips.Score()
    for seed in (31, 32):
        random = Random(seed)
        page, truth = strips.filled(strips.printed(1 + 6 * (seed % 4)), random)
        paper = strips.bent(strips.worn(page, random), random, mm=mm)
        read = reading.read(strips.photographed(paper, random)).strips
        score.add({each.short_code: tuple(each.boxes.values()) for each in read}, truth)
    assert score.wrong == 0
    assert score.right >= right * score.boxes


def test_the_picture_shows_what_was_read() -> None:
    log, random = strips.printed(1), Random(5)
    page = log.page.copy()
    first = log.boxes[log.made.taskings[0].short_code]
    for line in strips.cross(first[0][0], random):
        strips.stroke(ImageDraw.Draw(page), line, dark=40, wide_mm=0.4)
    circle(page, first[1][1], random)
    read = reading.read(page.resize((page.width // FINE, page.height // FINE))).strips[0]
    colours = {colour for _, colour in read.marked().getcolors(1 << 20) or ()}
    assert read.boxes["engagements"][0] == "filled"
    assert read.boxes["stop_searches"][1] == "doubtful"
    assert {(11, 92, 173), (194, 65, 12)} <= colours


def test_every_strip_is_found_where_it_is_printed() -> None:
    log = strips.printed(1)
    (left, top, right, _), *_ = log.boxes[log.made.taskings[0].short_code][0]
    place = layout.box_places()["engagements"][0]
    assert right - left == pytest.approx(place.wide, abs=0.4)  # its lines' width
    flat = log.page.resize((log.page.width // FINE, log.page.height // FINE), Image.Resampling.BOX)
    read = reading.read(flat)
    assert [each.short_code for each in read.strips] == [
        each.short_code for each in log.made.taskings
    ]
    corner = finding.to_pixels(read.found.whole[0].plane, [(place.left, place.top)])[0]
    assert corner / DPI * 25.4 == pytest.approx([left, top], abs=0.4)


def test_what_is_counted_on_paper_has_boxes_and_all_fit_on_the_strip() -> None:
    places = layout.box_places()
    assert list(places) == [each.name for each in COUNTS if "paper" in each.shown_in]
    everything = [place for boxes in places.values() for place in boxes]
    everything += [*layout.time_places(layout.MOST_VISITS), *layout.code_places().values()]
    for at, one in enumerate(everything):
        assert min(one.left, one.top) >= 0
        assert one.left + one.wide <= layout.WIDE
        assert one.top + one.high <= layout.HIGH
        assert not any(overlap(one, other) for other in everything[at + 1 :])


def overlap(one: layout.Place, other: layout.Place) -> bool:
    across = one.left < other.left + other.wide and other.left < one.left + one.wide
    return across and one.top < other.top + other.high and other.top < one.top + one.high


def circle(page: Image.Image, box: Box, random: Random) -> None:
    for line in strips.circle(box, random):
        strips.stroke(ImageDraw.Draw(page), line, dark=40, wide_mm=0.4)


def smudge(page: Image.Image, box: Box, random: Random) -> None:
    """A wet thumb's grey, over the box and what is beside it."""
    left, top, right, bottom = (round(each * MM) for each in box)
    size = (right - left, bottom - top)
    under = page.crop((left, top, right, bottom))
    page.paste(Image.blend(under, Image.new("L", size, 90), 0.45), (left, top))


def speck(page: Image.Image, box: Box, random: Random) -> None:
    """A pen that was put down and lifted."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    strips.stroke(ImageDraw.Draw(page), [(x, y), (x + 0.5, y + 0.2)], dark=40, wide_mm=0.5)


def thumb(page: Image.Image, box: Box, random: Random) -> None:
    """A finger in the picture."""
    left, top, right, bottom = (round(each * MM) for each in box)
    ImageDraw.Draw(page).ellipse((left - 25, top - 25, right + 25, bottom + 25), fill=150)


@pytest.mark.parametrize("spoil", [circle, smudge, speck, thumb])
def test_what_is_neither_ticked_nor_empty_is_doubtful(
    spoil: Callable[[Image.Image, Box, Random], None],
) -> None:
    log, random = strips.printed(1), Random(5)
    page = log.page.copy()
    for counts in log.boxes.values():
        spoil(page, counts[1][1], random)
    small = page.resize((page.width // FINE, page.height // FINE), Image.Resampling.BOX)
    read = reading.read(strips.as_jpeg(small, 75)).strips
    assert len(read) == 6
    assert [each.boxes["stop_searches"][1] for each in read] == ["doubtful"] * 6
    sure = [mark for each in read for mark in each.boxes["arrests"]]
    assert set(sure) == {"empty"}


def test_where_times_are_written_is_told() -> None:
    log = strips.printed(1)
    page, _ = strips.filled(log, Random(3))
    read = reading.read(strips.scanned(strips.worn(page, Random(3)), Random(3))).strips
    assert [each.times_written for each in read] == [(True, False, False, False)] * 6


def blotted(share: float, *, ends: str) -> Image.Image:
    """Return a log on whose third strip that share of the codes is blotted out, off their corners."""
    log = strips.printed(1)
    page = log.page.resize((log.page.width // FINE, log.page.height // FINE), Image.Resampling.BOX)
    whole = reading.read(page).found.whole[2]
    for end, place in layout.code_places().items():
        if end in ends:
            at = finding.to_pixels(whole.plane, place.corners)
            side = at[1][0] - at[0][0]
            left, top = at[0] + side * 0.40
            page.paste(
                0,
                tuple(round(each) for each in (left, top, left + side * share, top + side * share)),
            )
    return page


def test_a_strip_one_of_whose_codes_is_blotted_is_read_by_the_other() -> None:
    read = reading.read(blotted(0.6, ends="R"))
    assert len(read.strips) == 6
    assert read.strips[2].short_code == strips.printed(1).made.taskings[2].short_code


def test_strips_that_cannot_be_read_are_counted_and_said() -> None:
    page = blotted(0.6, ends="LR")
    found = reading.read(page).found
    assert (len(found.whole), found.unread) == (5, 1)
    (sentence,) = wording.told("night.jpg", page, found)
    assert sentence.startswith("6 strips were found in night.jpg; on one the code cannot be read")


def test_a_picture_that_cuts_off_one_end_says_which_strips() -> None:
    log = strips.printed(1, 2)
    page = log.page.resize((log.page.width // FINE, log.page.height // FINE))
    cut = page.crop((0, 0, page.width // 2, page.height))
    one, other = (qr.group(each.short_code) for each in log.made.taskings)
    told = wording.told("night.jpg", cut, reading.read(cut).found)
    assert told[0] == "2 strips were found in night.jpg."
    assert told[1].startswith(f"Strips {one} and {other} show only one end")


def test_a_picture_without_strips_says_what_it_is_instead() -> None:
    log = strips.printed(1)
    page = log.page.resize((log.page.width // FINE, log.page.height // FINE))
    blurred = page.filter(ImageFilter.GaussianBlur(9))
    white = Image.new("L", (1200, 900), 255)
    ImageDraw.Draw(white).rectangle((300, 300, 600, 500), fill=0)
    assert "it is blurred" in wording.told("a.jpg", blurred, reading.read(blurred).found)[0]
    assert "No strip was found" in wording.told("b.jpg", white, reading.read(white).found)[0]
    code = strips.phone_code()
    assert "no strip's" in wording.told("c.jpg", code, reading.read(code).found)[0]


def test_a_strip_of_another_layout_is_not_read_but_said() -> None:
    text = layout.code_text("L", "K7Q4MX").replace(str(layout.LAYOUT), str(layout.LAYOUT + 1), 1)
    code = strips.phone_code(text)
    (sentence, former) = wording.told("old.jpg", code, reading.read(code).found)
    assert sentence == "1 strip was found in old.jpg."
    assert former.startswith("Strip K7Q 4MX: printed by another version")


@pytest.mark.parametrize(
    ("marks", "says"),
    [
        (("filled", "empty"), ""),
        (("filled", "doubtful", "empty"), "box 2 is doubtful; 1 ticked for certain, 2 with"),
        (("doubtful", "empty", "doubtful"), "boxes 1 and 3 are doubtful; 0 ticked for certain, 2"),
    ],
)
def test_doubts_are_words(marks: tuple[Mark, ...], says: str) -> None:
    told = wording.doubts(layout.TICKED[0], marks)
    assert says in told
    assert bool(told) == bool(says)


def test_the_score_knows_a_wrong_box() -> None:
    score = strips.Score()
    truth: Truth = {"K7Q4MX": ((True, False, True),)}
    score.add({"K7Q4MX": (("filled", "filled", "doubtful"),)}, truth)
    assert (score.strips, score.boxes, score.right, score.wrong, score.doubtful) == (1, 3, 1, 1, 1)
