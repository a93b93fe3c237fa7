"""How long a sheet takes, beside the same texts and codes through ReportLab (no maps, no tags, no
type that fits).

`pytest tests/benchmarks/test_sheet.py --benchmark-enable` measures; without it each runs once.
Every round sets a sheet that no cache has seen: other words, other passes. The least of the rounds
counts: the machine has other work.
"""

import io
from collections.abc import Callable
from functools import partial
from itertools import count
from random import Random
from timeit import timeit
from typing import Any

import geopandas as gpd
import pytest
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer

from patrolqr.core.briefing import Briefing
from patrolqr.render.pdf import qr, readback, sheet
from tests.builders.sheets import BASE_URL, briefing, pass_id, phone_codes, tasking
from tests.render.conftest import streets  # noqa: F401
from tests.render.copies import share_read

ROUND = count(1)
ROUNDS = 8


def fresh(areas: int) -> Briefing:
    """Return a briefing with words and passes that were never printed before."""
    round_ = next(ROUND)
    random = Random(round_)
    why = f"{round_} calls in 14 days, {random.randrange(9)} of them after 21:00"
    return briefing(
        *(tasking(number, why=why, pass_id=pass_id(random)) for number in range(1, areas + 1))
    )


@pytest.mark.parametrize(("areas", "seconds"), [(6, 0.5), (10, 1.0), (20, 1.0)])
def test_a_sheet_with_maps_beside_reportlab(
    areas: int,
    seconds: float,
    streets: gpd.GeoDataFrame,  # noqa: F811
    benchmark: Any,
) -> None:
    def made(each: Briefing) -> bytes:
        return sheet.pdf(each, base_url=BASE_URL, streets=streets)

    printed = benchmark.pedantic(
        made, setup=lambda: ((fresh(areas),), {}), rounds=ROUNDS, warmup_rounds=1
    )
    assert len(phone_codes(printed)) == areas
    if benchmark.enabled:
        least = benchmark.stats.stats.min
        benchmark.extra_info["times_reportlab"] = round(least / _least(through_reportlab, areas), 2)
        assert least < seconds
        assert benchmark.extra_info["times_reportlab"] < 2


def _least(make: Callable[[Briefing], bytes], areas: int) -> float:
    return min(timeit(partial(make, fresh(areas)), number=1) for _ in range(ROUNDS))


def test_the_same_words_and_codes_can_be_read_from_reportlab() -> None:
    assert len(readback.read(through_reportlab(fresh(6)))) == 6


def test_reading_every_code_back_from_twenty_areas(
    streets: gpd.GeoDataFrame,  # noqa: F811
    benchmark: Any,
) -> None:
    made = fresh(20)
    printed = sheet.pdf(made, base_url=BASE_URL, streets=streets)
    benchmark(readback.codes, printed, sheet.expected_codes(made, BASE_URL))


def test_random_passes_read_from_worn_copies_all_500_of_500(benchmark: Any) -> None:
    random, how_many = Random(2026), 500 if benchmark.enabled else 100
    urls = [qr.pass_url(BASE_URL, pass_id(random)) for _ in range(how_many)]
    assert benchmark.pedantic(share_read, (urls, random), rounds=1) == 1.0


def through_reportlab(made: Briefing) -> bytes:
    """Return a plain list of the areas: name, texts, code, short code."""
    style, parts = getSampleStyleSheet(), []
    for each in made.taskings:
        words = (
            each.why,
            each.look_for,
            each.ask,
            each.hazards,
            " · ".join(each.tactics),
            each.short_code,
        )
        told: list[Flowable] = [Paragraph(f"{each.number} {each.area.name}", style["Heading2"])]
        told += [Paragraph(text, style["BodyText"]) for text in words]
        parts.append(
            KeepTogether([*told, _code(qr.pass_url(BASE_URL, each.pass_id)), Spacer(1, 6)])
        )
    into = io.BytesIO()
    SimpleDocTemplate(into, pagesize=A4).build(parts)
    return into.getvalue()


def _code(url: str) -> Flowable:
    size = qr.side_mm(url) * 72 / 25.4
    widget = QrCodeWidget(url, barLevel="Q", barWidth=size, barHeight=size)
    drawing = Drawing(size, size)
    drawing.add(widget)
    return drawing
