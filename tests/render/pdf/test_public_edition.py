"""The public edition: one sheet for everybody, whose code leads where it says."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from patrolqr.core.meeting import EditionTold, NeighbourhoodTold
from patrolqr.render.pdf import public_edition, readback
from patrolqr.render.pdf.public_edition import PublicPaper
from tests.render.pages import flat, read

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
URL = "https://police.example/your-area?of=Ashbrook"


def neighbourhood(name: str, number: int | None = 7) -> NeighbourhoodTold:
    names = (
        *("engagements", "stop_searches", "arrests", "promises_kept", "promises_made"),
        *("reported", "reported_a_year_before"),
    )
    return NeighbourhoodTold(
        name=name,
        patrols=31,
        minutes=380,
        counts=dict.fromkeys(names, number),
        raised=[
            {"concern": "Rowdy or inconsiderate behaviour", "number": number},
            {"concern": "Street drinking", "number": None},
        ],
        change="may be chance" if number else "",
    )


def paper(lines: Sequence[NeighbourhoodTold], url: str = URL) -> PublicPaper:
    told = EditionTold(
        month="October 2026",
        day="2026-10-01",
        begun="",
        is_compared=True,
        is_published=True,
        neighbourhoods=list(lines),
        together=neighbourhood("All together", 140),
    )
    return PublicPaper(told, "84A43661B06B", url, AT)


@pytest.mark.parametrize("number", [0, 1, 9, 10, 24])
def test_it_stands_on_one_sheet(number: int) -> None:
    lines = [neighbourhood(f"Upper Ashbrook and Marl {each}") for each in range(number)]
    (page,) = read(public_edition.pdf(paper(lines)))
    assert not page.outside()
    assert not page.overlapping()
    assert flat(URL) in flat(page.text)
    for each in lines:
        assert flat(each["name"]) in flat(page.text)
    assert "OFFICIAL" not in page.text


def test_its_code_is_read_back_and_leads_there() -> None:
    content = public_edition.pdf(paper([neighbourhood("Canalside")]))
    assert readback.read(content) == [URL]


def test_published_reports_carry_their_licence_and_others_none() -> None:
    told = paper([neighbourhood("Canalside")]).told
    assert any("Open Government Licence" in each for each in public_edition.notes(told))
    told["is_published"] = False
    assert not any("Open Government Licence" in each for each in public_edition.notes(told))
    told["is_compared"] = False
    assert public_edition.notes(told)[-1] == public_edition.WITHOUT_REPORTS
    assert len(public_edition.rows(told)[0]) == len(public_edition.headings(told)) == 7


def test_without_an_address_there_is_no_code() -> None:
    content = public_edition.pdf(paper([neighbourhood("Canalside")], url=""))
    assert readback.read(content) == []
    assert "code" not in read(content)[0].text


def test_what_is_withheld_is_said_in_words_and_none_is_a_number() -> None:
    (line, _) = public_edition.rows(paper([neighbourhood("Canalside", None)]).told)
    assert line[1] == "Rowdy or inconsiderate behaviour, street drinking"
    assert line[3:7] == ("not given", "not given", "not given", "some")
    assert line[7] == "not given, a year before not given"
    (line, _) = public_edition.rows(paper([neighbourhood("Canalside", 0)]).told)
    assert line[3:7] == ("none", "none", "none", "none made")
    told = neighbourhood("Canalside", 9)
    told["counts"]["promises_kept"] = None
    assert public_edition.rows(paper([told]).told)[0][6:] == (
        "some of 9",
        "9, a year before 9: may be chance",
    )


def test_the_same_edition_gives_the_same_bytes() -> None:
    told = paper([neighbourhood("Canalside")])
    assert public_edition.pdf(told) == public_edition.pdf(replace(told))
    assert public_edition.file_name(told) == "public-edition_October-2026_84A43661B06B.pdf"
