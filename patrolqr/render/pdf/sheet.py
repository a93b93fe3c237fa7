"""The sheet: one A4 page per shift that an officer wants in the pocket, in IIMARCH order, a code
per patrol area.
"""

from collections.abc import Sequence
from typing import Any

import geopandas as gpd

from patrolqr.core import clock
from patrolqr.core.area import PatrolArea
from patrolqr.core.briefing import AREAS_PER_PAGE, Briefing, Tasking
from patrolqr.core.errors import InputWrong
from patrolqr.geo import visit_order
from patrolqr.geo.outlines import near_in_metres
from patrolqr.geo.projection import METRES
from patrolqr.geo.shapes import Shape, area_in_metres, bounds_of, line_in_metres
from patrolqr.render.paper import layout
from patrolqr.render.pdf import qr, small_map, street_lines, typesetting
from patrolqr.render.pdf.standing_lines import STANDING, Foot
from patrolqr.render.pdf.street_lines import Streets

ONE_PAGE = 2
"""Areas up to which everything stands on one page.

Otherwise overview and tear-off log take the reverse.
"""

TYPE_AREA_MM = 190
"""Width of what is printed on a page."""

FIRST_PAGE_MAP_MM, STRIP_MM = 130, 40
"""Height of the overview on one page with one area, and of each further area's strip."""

REVERSE_MM, TEAR_OFF_ROW_MM = 228, layout.HIGH
"""Height of overview and tear-off log together on the reverse, and of each area's row in the log."""

BOXED_ROW_MM, BOXES_LINE_MM, BOXES_WIDE_MM = layout.HIGH + 7, 5.6, 128
"""The same of an area whose answer has boxes, each further line of them, and how wide a line is."""

CAPITAL_MM, BOX_MM = 2.1, 8
"""Width of a wide letter of an option, and of its box with the gap after it."""

LEAST_MAP_MM, MOST_MAP_MM = 90, 150
"""An overview that would be lower than the least stands on a page of its own, as high as the most."""

AROUND = 1.7
"""Ground that a map may show around the areas, as a share of their width or height."""

NUMBER_WORDS = {4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight"}

SLIDE_MM = 60
"""Width and height of the map on a slide: letters and lines keep their share of it."""


def pdf(
    briefing: Briefing,
    *,
    base_url: str,
    streets: gpd.GeoDataFrame,
    neighbourhoods: gpd.GeoDataFrame | None = None,
    foot: Foot = STANDING,
) -> bytes:
    """Return the sheet as a tagged A4 PDF, the same bytes for the same briefing; its strips stand in
    the order of the taskings, which is the visit order.

    streets: name, class, geometry (EPSG:4326), lines or, where only points are known, points; no
    rows are fine. InputWrong where a marking or an outline is missing.
    """
    _check(briefing)
    outlines = _outlines_of(briefing.taskings)
    near = _streets_near(streets, outlines)
    words = {
        **_header(briefing),
        "taskings": [_strip(tasking, base_url) for tasking in briefing.taskings],
        "foot": foot.lines(),
        "strip": layout.words_for_sheet(),
        **_order_words(briefing),
    }
    pictures = {
        **_code_pictures(briefing, base_url),
        **_map_pictures(briefing, outlines, near),
        "overview": _overview(briefing, outlines, near, neighbourhoods),
    }
    return typesetting.write("sheet.typ", words, pictures=pictures, made_at=briefing.made_at)


def expected_codes(briefing: Briefing, base_url: str) -> dict[str, str]:
    """Return what each code must say, by the number and name of its area, as readback.codes takes it."""
    return {
        f"{tasking.number} {tasking.area.name}": qr.pass_url(base_url, tasking.pass_id)
        for tasking in briefing.taskings
    }


def file_name(briefing: Briefing) -> str:
    """Return a name that carries the marking:
    OFFICIAL-SENSITIVE_Ashbrook-LPT_2026-11-24_Late_v2.pdf.
    """
    typesetting.check_marking(briefing.marking)
    day = briefing.patrol_day.isoformat()
    return typesetting.file_name(
        briefing.marking, briefing.team, day, briefing.shift.name, f"v{briefing.version}"
    )


def stops_of(briefing: Briefing) -> list[visit_order.Stop]:
    """Return the stops of the round that the briefing's strips are, in their order."""
    return [
        visit_order.stop(
            _outline_of(tasking.area),
            opens=tasking.window_starts,
            closes=tasking.window_ends,
            minutes=tasking.minutes,
        )
        for tasking in briefing.taskings
    ]


def _check(briefing: Briefing) -> None:
    typesetting.check_marking(briefing.marking)
    if not briefing.taskings:
        raise InputWrong(
            "This briefing has no patrol areas. Pick at least one, then make the sheet."
        )


def _outlines_of(taskings: Sequence[Tasking]) -> list[Shape]:
    """Return each area's outline in metres; InputWrong names an area without one."""
    return [_outline_of(tasking.area) for tasking in taskings]


def _outline_of(area: PatrolArea) -> Shape:
    outline = area_in_metres(area.geometry)
    if outline is None:
        raise InputWrong(
            f"Patrol area “{area.name}” has no outline that can be drawn. Draw it again on the map."
        )
    return outline


def _streets_near(streets: gpd.GeoDataFrame, outlines: Sequence[Shape]) -> Streets:
    """Return the streets on and around the areas, as far as a map may show, ready to be drawn."""
    bounds = bounds_of(outlines)
    west, south, east, north = bounds
    widest = max(east - west, north - south)
    around = max(2 * small_map.LEAST_METRES, AROUND * widest)
    return street_lines.prepare(near_in_metres(streets, bounds, around_m=around))


def _code_pictures(briefing: Briefing, base_url: str) -> dict[str, str]:
    passes = {
        f"code-{tasking.number}": qr.svg(qr.pass_url(base_url, tasking.pass_id))
        for tasking in briefing.taskings
    }
    ends = {
        f"end-{end}-{tasking.number}": qr.small_svg(layout.code_text(end, tasking.short_code))
        for tasking in briefing.taskings
        for end in layout.ENDS
    }
    return passes | ends


def _map_pictures(
    briefing: Briefing, outlines: Sequence[Shape], streets: Streets
) -> dict[str, str]:
    return {
        f"map-{tasking.number}": small_map.area_map(outline, streets, rounds=_lines(tasking))
        for tasking, outline in zip(briefing.taskings, outlines, strict=True)
    }


def _lines(tasking: Tasking) -> list[Shape]:
    """Return the lines of an area's rounds in metres."""
    return [line_in_metres(each.line) for each in tasking.rounds]


def slide_map(tasking: Tasking, streets: gpd.GeoDataFrame) -> str:
    """Return the map of one area as its strip has it, in the shape of a screen, as SVG."""
    outline = _outline_of(tasking.area)
    near = _streets_near(streets, [outline])
    return small_map.area_map(
        outline, near, rounds=_lines(tasking), width_mm=SLIDE_MM, height_mm=SLIDE_MM
    )


def place_map(outline: Shape, streets: gpd.GeoDataFrame) -> str:
    """Return the map of a place (projected) among its streets, in the shape of a screen, as SVG."""
    near = _streets_near(streets, [outline])
    return small_map.area_map(outline, near, width_mm=SLIDE_MM, height_mm=SLIDE_MM * 2 / 3)


def _strip(tasking: Tasking, base_url: str) -> dict[str, Any]:
    """Return the words of one area's strip, and the names of its pictures."""
    name, short = tasking.area.name, qr.group(tasking.short_code)
    return {
        "number": tasking.number,
        "name": name,
        "why": tasking.why,
        "look_for": tasking.look_for,
        "ask": tasking.ask,
        "offered": list(tasking.asked.offered),
        "counted": tasking.ask_kind == "number" and tasking.ask != "",
        "tactics": " · ".join(tactic for tactic in tasking.tactics if tactic.strip()),
        "hazards": tasking.hazards,
        "given": ", ".join(tasking.call_signs),
        "walk": tasking.walk,
        "dose": f"{tasking.visits} × {tasking.minutes} min",
        "visits": tasking.visits,
        "window": f"{tasking.window_starts:%H:%M}–{tasking.window_ends:%H:%M}",
        "short": short,
        "code": f"code-{tasking.number}",
        "code_mm": qr.side_mm(qr.pass_url(base_url, tasking.pass_id)),
        "code_says": f"QR code of patrol area {tasking.number}, {name}; typed by hand: {short}",
        "left_code": f"end-L-{tasking.number}",
        "right_code": f"end-R-{tasking.number}",
        "strip_says": f"Code by which a picture of this strip is read at the desk: {short}",
        "map": f"map-{tasking.number}",
        "map_says": f"Map of patrol area {tasking.number}, {name}: its outline among the streets, north up",
    }


def _header(briefing: Briefing) -> dict[str, Any]:
    shift, day = briefing.shift.label, clock.day_text(briefing.patrol_day)
    made = f"version {briefing.version} ({clock.time_text(briefing.made_at)})"
    return {
        "marking": briefing.marking,
        "title": f"{briefing.marking} briefing {briefing.team}, {shift}, {day}, version {briefing.version}",
        "keywords": [
            briefing.marking,
            "briefing",
            briefing.shift.name,
            briefing.patrol_day.isoformat(),
        ],
        "team": briefing.team,
        "shift": shift,
        "day": day,
        "version": made,
        "replaces": f", replaces {briefing.version - 1}" if briefing.version > 1 else "",
        "author": briefing.author,
        "information": briefing.information,
        "intention": briefing.intention,
        "foot_line": typesetting.join_words(
            typesetting.cut(briefing.team, 28),
            briefing.shift.name,
            day,
            f"version {briefing.version}",
        ),
        "audit": typesetting.audit_line(briefing.audit_head),
        "many": _warn_of_many(len(briefing.taskings)),
    }


def _warn_of_many(areas: int) -> str:
    if areas <= AREAS_PER_PAGE:
        return ""
    most = NUMBER_WORDS.get(AREAS_PER_PAGE, str(AREAS_PER_PAGE))
    return f"More than {most} areas is more than officers remember."


def _order_words(briefing: Briefing) -> dict[str, Any]:
    """Return what is said of the order of the strips.

    A sheet of an earlier version has them as they were picked, which may be no shortest round.
    """
    stops = stops_of(briefing)
    as_printed = list(range(len(stops)))
    minutes_late, _ = visit_order.cost(stops, as_printed)
    is_shortest = visit_order.order(stops) == as_printed
    numbers = " → ".join(str(each.number) for each in briefing.taskings)
    kept = "not every time window can be kept" if minutes_late else "keeps every time window"
    way = "shortest round in a straight line; " if is_shortest else ""
    has_one_area = len(stops) == 1
    return {
        "round_title": "Overview" if has_one_area else "Visit order",
        "round_says": "" if has_one_area else f"{numbers}   {way}{kept}",
        "overview_says": f"Overview map of all patrol areas, north up; visit order {numbers}",
        "one_page": ONE_PAGE,
        "tear_says": "Write when each visit began and ended, tick a box for each thing done, and note what "
        "each action was, your role, the collar numbers of who was with you, and whether on foot, by cycle or "
        "vehicle, or at a station. "
        "No names or dates of birth here. Keyed by the sergeant under the code, or read from a picture of it: "
        "keep the small codes clean.",
    }


def _row_mm(tasking: Tasking) -> float:
    """Return the height of the area's row in the tear-off log."""
    if tasking.ask_kind == "words" or not tasking.ask:
        return TEAR_OFF_ROW_MM
    wide = sum(CAPITAL_MM * len(each) + BOX_MM for each in tasking.asked.offered)
    return BOXED_ROW_MM + BOXES_LINE_MM * (wide // BOXES_WIDE_MM)


def _overview(
    briefing: Briefing,
    outlines: Sequence[Shape],
    streets: Streets,
    neighbourhoods: gpd.GeoDataFrame | None,
) -> str:
    areas = [
        small_map.Numbered(tasking.number, outline)
        for tasking, outline in zip(briefing.taskings, outlines, strict=True)
    ]
    edges = [] if neighbourhoods is None else list(neighbourhoods.to_crs(METRES).geometry)
    return small_map.overview(
        areas,
        streets,
        neighbourhoods=edges,
        width_mm=TYPE_AREA_MM,
        height_mm=_overview_height_mm(briefing.taskings),
    )


def _overview_height_mm(taskings: Sequence[Tasking]) -> float:
    """Return the height that the rest of its page leaves, where the tear-off log stands under it."""
    rows = [_row_mm(each) for each in taskings]
    if len(rows) <= ONE_PAGE:
        usual = FIRST_PAGE_MAP_MM - STRIP_MM * (len(rows) - 1)
        return usual - sum(max(0, row - TEAR_OFF_ROW_MM) for row in rows)
    rest = REVERSE_MM - sum(rows)
    return min(rest, MOST_MAP_MM) if rest >= LEAST_MAP_MM else MOST_MAP_MM
