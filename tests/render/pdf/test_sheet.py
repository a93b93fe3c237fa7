"""The sheet: what it must carry, in which order, readable by machines and under a marking."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time

import geopandas as gpd
import pypdfium2
import pytest

from patrolqr.core.area import PatrolArea
from patrolqr.core.briefing import Briefing
from patrolqr.core.errors import InputWrong
from patrolqr.geo import visit_order
from patrolqr.render.paper import layout
from patrolqr.render.pdf import readback, sheet
from tests.builders.sheets import BASE_URL, briefing, tasking
from tests.render.pages import Page, flat, read

NO_STREETS = gpd.GeoDataFrame({"name": [], "class": []}, geometry=[], crs="EPSG:4326")


def pages(made: Briefing, streets: gpd.GeoDataFrame = NO_STREETS) -> list[Page]:
    return read(sheet.pdf(made, base_url=BASE_URL, streets=streets))


def test_six_areas_stand_on_one_page_and_the_reverse(
    night: Callable[..., Briefing], streets: gpd.GeoDataFrame
) -> None:
    front, reverse = pages(night(6), streets)
    for number in range(1, 7):
        assert flat(tasking(number).area.name) in flat(front.text)
    assert flat("page 1 of 2") in flat(front.text)
    assert flat("Visit order") in flat(reverse.text)
    assert flat("tear off here") in flat(reverse.text)


def test_it_reads_in_the_order_of_a_briefing(night: Callable[..., Briefing]) -> None:
    front = flat(pages(night(6))[0].text)
    order = [
        "Information",
        "Intention",
        "Market Square",
        "Administration",
        "Risk assessment",
        "Communications",
    ]
    places = [front.index(flat(word)) for word in [*order, "Human rights"]]
    assert places == sorted(places)


def test_everything_of_a_tasking_is_there(streets: gpd.GeoDataFrame) -> None:
    made = tasking(
        1,
        visits=3,
        minutes=20,
        window_starts=time(22, 30),
        window_ends=time(0, 15),
        short_code="K7Q4MX",
    )
    told = flat(pages(briefing(made), streets)[0].text)
    for words in (made.why, made.look_for, made.ask, made.hazards, *made.tactics, "HAZARD"):
        assert flat(words) in told
    for words in (
        "3 × 20 min",
        "22:30–00:15",
        "K7Q 4MX",
        "version 2 (13:10), replaces 1",
        "Sgt 4412",
        "Ashbrook LPT",
    ):
        assert flat(words) in told
    assert flat("Late 14:00–02:00, Tue 24 Nov 2026") in told


def test_an_ask_of_a_kind_can_be_ticked_on_the_strip(streets: gpd.GeoDataFrame) -> None:
    """With the longest options for every area of a full sheet nothing leaves its place."""
    longest = tuple(f"{letter * 23}{letter}" for letter in "ABCDE")
    few = (
        tasking(1, ask_kind="yes_no"),
        tasking(2, ask_kind="number"),
        tasking(3, ask_kind="choice", ask_options=("North side", "None")),
    )
    told = pages(briefing(*few), streets)[-1].text
    for each in ("Yes No Not seen", "Number of them", "North side None Not seen"):
        assert flat(each) in flat(told)
    full = [tasking(n, ask_kind="choice", ask_options=longest, visits=4) for n in range(1, 7)]
    for page in pages(briefing(*full), streets):
        assert not page.outside()
        assert not page.overlapping()


def test_the_tear_off_log_has_a_line_per_area_with_its_code(night: Callable[..., Briefing]) -> None:
    six = night(6)
    told = flat(pages(six)[1].text)
    for each in six.taskings:
        assert flat(f"{each.number} {each.short_code} {each.area.name}") in told
    for column in ("Visits, from and to", "Engagements", "Stop-searches", "Arrests"):
        assert flat(column) in told


def test_more_than_six_areas_are_said_to_be_too_many(night: Callable[..., Briefing]) -> None:
    warning = flat("More than six areas is more than officers remember.")
    assert warning in flat(pages(night(7))[1].text)
    assert not any(warning in flat(page.text) for page in pages(night(6)))


def test_the_marking_stands_in_the_middle_at_top_and_bottom_of_every_page(
    night: Callable[..., Briefing],
) -> None:
    document = pypdfium2.PdfDocument(sheet.pdf(night(8), base_url=BASE_URL, streets=NO_STREETS))
    for page in document:
        text, (width, height) = page.get_textpage(), page.get_size()
        search, found = text.search("OFFICIAL-SENSITIVE"), []
        while (hit := search.get_next()) is not None:
            left, _, _, top = text.get_charbox(hit[0])
            right = text.get_charbox(hit[0] + hit[1] - 1)[2]
            found.append(1 - top / height)
            assert abs((left + right) / 2 - width / 2) < 3
        assert len(found) == 2
        assert min(found) < 0.05
        assert max(found) > 0.95


def test_title_author_keywords_and_date_are_in_the_file(night: Callable[..., Briefing]) -> None:
    made = sheet.pdf(night(2), base_url=BASE_URL, streets=NO_STREETS)
    about = pypdfium2.PdfDocument(made).get_metadata_dict()
    assert about["Title"] == (
        "OFFICIAL-SENSITIVE briefing Ashbrook LPT, Late 14:00–02:00, Tue 24 Nov 2026, version 2"
    )
    assert about["Author"] == "Sgt 4412"
    assert "OFFICIAL-SENSITIVE" in about["Keywords"]
    assert about["CreationDate"].startswith("D:20261124131000")


def test_it_is_tagged_for_screen_readers(night: Callable[..., Briefing]) -> None:
    made = sheet.pdf(night(2), base_url=BASE_URL, streets=NO_STREETS)
    for mark in (b"/StructTreeRoot", b"/MarkInfo", b"/Lang", b"pdfuaid:part", b"/Alt"):
        assert mark in made


@pytest.mark.parametrize("marking", ["", "  ", "official", "SECRET-ISH"])
def test_without_a_marking_nothing_is_printed(marking: str) -> None:
    made = briefing(tasking(1), marking=marking)
    with pytest.raises(InputWrong, match="Choose OFFICIAL or OFFICIAL-SENSITIVE"):
        sheet.pdf(made, base_url=BASE_URL, streets=NO_STREETS)
    with pytest.raises(InputWrong):
        sheet.file_name(made)


def test_the_file_name_carries_the_marking() -> None:
    assert (
        sheet.file_name(briefing(tasking(1)))
        == "OFFICIAL-SENSITIVE_Ashbrook-LPT_2026-11-24_Late_v2.pdf"
    )
    strange = sheet.file_name(briefing(tasking(1), team="../../etc/ä b", marking="OFFICIAL"))
    assert strange == "OFFICIAL_etc-b_2026-11-24_Late_v2.pdf"


def test_a_briefing_without_areas_is_refused() -> None:
    with pytest.raises(InputWrong, match="no patrol areas"):
        pages(briefing())


@pytest.mark.parametrize(
    "outline",
    [
        "",
        "nonsense",
        "null",
        '{"type":"Point","coordinates":[0,52]}',
        '{"type":"Polygon","coordinates":[]}',
    ],
)
def test_an_area_without_an_outline_is_named(outline: str) -> None:
    area = PatrolArea("a", 1, "Rose Park", outline, None, None)
    with pytest.raises(InputWrong, match="“Rose Park”"):
        pages(briefing(tasking(1, area=area)))


def test_the_same_briefing_gives_the_same_bytes(
    night: Callable[..., Briefing], streets: gpd.GeoDataFrame
) -> None:
    first = sheet.pdf(night(6), base_url=BASE_URL, streets=streets)
    later = replace(night(6), superseded_at=night(6).made_at)
    assert sheet.pdf(later, base_url=BASE_URL, streets=streets) == first


def test_codes_read_from_the_page_at_100_dots_per_inch(
    night: Callable[..., Briefing], streets: gpd.GeoDataFrame
) -> None:
    six = night(6)
    read_back = readback.read(sheet.pdf(six, base_url=BASE_URL, streets=streets), dpi=100)
    ends = [layout.code_text(end, each.short_code) for each in six.taskings for end in layout.ENDS]
    assert sorted(read_back) == sorted([*sheet.expected_codes(six, BASE_URL).values(), *ends])


def test_a_pass_is_nowhere_in_text_or_title(night: Callable[..., Briefing]) -> None:
    made = night(3)
    printed = sheet.pdf(made, base_url=BASE_URL, streets=NO_STREETS)
    about = str(pypdfium2.PdfDocument(printed).get_metadata_dict())
    for each in made.taskings:
        assert each.pass_id not in about + "".join(page.text for page in read(printed))
        assert each.pass_id.encode() not in printed


def test_streets_are_named_where_they_fit(streets: gpd.GeoDataFrame) -> None:
    told = flat(pages(briefing(tasking(2)), streets)[0].text)
    assert flat("Dale Street") in told


def test_strips_stand_as_they_are_numbered_and_a_longer_round_is_not_called_the_shortest() -> None:
    """A version from before strips stood in visit order prints as it was numbered."""
    places = [
        tasking(number, window_starts=time(18), window_ends=time(4)) for number in (1, 2, 3, 4)
    ]
    stops = sheet.stops_of(briefing(*places))
    best = [places[position] for position in visit_order.order(stops)]
    crossed = [best[0], best[2], best[1], best[3]]
    for ordered, is_shortest in ((best, True), (crossed, False)):
        numbered = [replace(each, number=number) for number, each in enumerate(ordered, start=1)]
        text = flat("".join(page.text for page in pages(briefing(*numbered))))
        assert flat("1 → 2 → 3 → 4") in text
        assert (flat("shortest round") in text) == is_shortest
        names = [text.index(flat(each.area.name)) for each in ordered]
        assert names == sorted(names)


def test_windows_that_cannot_all_be_kept_are_said_so(night: Callable[..., Briefing]) -> None:
    at_once = night(6, window_starts=time(20), window_ends=time(20, 20))
    assert flat("not every time window can be kept") in flat(pages(at_once)[1].text)
    assert flat("keeps every time window") in flat(pages(night(6))[1].text)


def test_the_foot_of_every_page_has_the_audit_trails_head(night: Callable[..., Briefing]) -> None:
    told = pages(night(6))
    assert len(told) == 2
    for number, page in enumerate(told, 1):
        assert flat(f"Audit 3f2a9c01b7de, page {number} of 2") in flat(page.text)
        assert not page.outside()
        assert not page.overlapping()
    assert not any("Audit" in page.text for page in pages(replace(night(6), audit_head="")))


def test_a_long_name_of_a_team_leaves_the_head_its_line(night: Callable[..., Briefing]) -> None:
    wordy = replace(
        night(7), team="Ashbrook and Lower Marl Neighbourhood Policing Team", version=12
    )
    for page in pages(wordy):
        assert "Audit 3F2A9C01B7DE" in page.text
        assert not page.outside()
        assert not page.overlapping()
