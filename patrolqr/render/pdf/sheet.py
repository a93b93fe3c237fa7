"""The sheet: one A4 page per shift that an officer wants in the pocket, in IIMARCH order, a code
per patrol area.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from patrolqr.core import clock
from patrolqr.core.briefing import AREAS_PER_PAGE, Briefing, Tasking
from patrolqr.core.errors import InputWrong
from patrolqr.core.shift import SHIFTS
from patrolqr.render.pdf import qr, small_map, typesetting, visit_order
from patrolqr.render.pdf.street_lines import Streets, ready

METRES, DEGREES = "EPSG:27700", "EPSG:4326"

ONE_PAGE = 2
"""Areas up to which everything stands on one page.

Otherwise overview and tear-off log take the reverse.
"""


@dataclass(frozen=True)
class Foot:
    """The standing lines at the end of the sheet; a force may word its own."""

    administration: str = (
        "Scan an area's code on arrival and log each visit. No phone: use the tear-off log and hand it in. "
        "Destroy this sheet as confidential waste at the end of the shift."
    )
    risk: str = "Hazards stand with their area. Assess again on arrival; if it is unsafe, leave, say so and log why."
    communications: str = (
        "Say by radio when you arrive and leave. "
        "What may be intelligence goes in a report, not in a log."
    )
    human_rights: str = (
        "Lawful, necessary, proportionate, recorded. "
        "Each stop-search has its own grounds, explained; camera on."
    )


STANDING = Foot()


def pdf(
    briefing: Briefing,
    *,
    base_url: str,
    streets: gpd.GeoDataFrame,
    neighbourhoods: gpd.GeoDataFrame | None = None,
    foot: Foot = STANDING,
) -> bytes:
    """Return the sheet as a tagged A4 PDF, the same bytes for the same briefing.

    streets: name, class, geometry (EPSG:4326), lines or, where only points are known, points; no
    rows are fine. InputWrong where a marking or an outline is missing.
    """
    _check(briefing)
    outlines = _outlines(briefing.taskings)
    near = _near(streets, outlines)
    data, pictures = _strips(briefing, base_url)
    for tasking, outline in zip(briefing.taskings, outlines, strict=True):
        pictures[f"map-{tasking.number}"] = small_map.area_map(outline, near)
    stops = _stops(briefing, outlines)
    round_ = visit_order.order(stops)
    pictures["overview"] = _overview(briefing, outlines, round_, near, neighbourhoods)
    late = visit_order.cost(stops, round_)[0] > 0
    words = {
        **_header(briefing),
        "taskings": data,
        "foot": _foot(foot),
        **_round_words(briefing, round_, late=late),
    }
    return typesetting.write("sheet.typ", words, pictures=pictures, made_at=briefing.made_at)


def expected_codes(briefing: Briefing, base_url: str) -> dict[str, str]:
    """Return what each code must say, by the number and name of its area, as check.codes takes it."""
    return {
        f"{t.number} {t.area.name}": qr.pass_url(base_url, t.pass_id) for t in briefing.taskings
    }


def file_name(briefing: Briefing) -> str:
    """Return a name that carries the marking:
    OFFICIAL-SENSITIVE_Ashbrook-LPT_2026-11-24_Late_v2.pdf.
    """
    typesetting.check_marking(briefing.marking)
    day = briefing.patrol_day.isoformat()
    return typesetting.file_name(
        briefing.marking, briefing.team, day, briefing.shift, f"v{briefing.version}"
    )


def in_visit_order(briefing: Briefing) -> list[Tasking]:
    """Return the taskings in the order of the shortest round that keeps their windows."""
    stops = _stops(briefing, _outlines(briefing.taskings))
    return [briefing.taskings[position] for position in visit_order.order(stops)]


def _check(briefing: Briefing) -> None:
    typesetting.check_marking(briefing.marking)
    if not briefing.taskings:
        raise InputWrong(
            "This briefing has no patrol areas. Pick at least one, then make the sheet."
        )


def _outlines(taskings: Sequence[Tasking]) -> list[BaseGeometry]:
    """Return each area's outline in metres; InputWrong names an area without one."""
    shapes = gpd.GeoSeries([_shape(tasking) for tasking in taskings], crs=DEGREES).to_crs(METRES)
    for tasking, shape in zip(taskings, shapes, strict=True):
        if not all(abs(edge) < 1e8 for edge in shape.bounds):
            raise InputWrong(_no_outline(tasking))
    return list(shapes)


def _shape(tasking: Tasking) -> BaseGeometry:
    try:
        shape = shapely.from_geojson(tasking.area.geometry)
    except (shapely.errors.GEOSException, TypeError) as problem:
        raise InputWrong(_no_outline(tasking)) from problem
    if shape is None or shape.is_empty or shape.geom_type not in ("Polygon", "MultiPolygon"):
        raise InputWrong(_no_outline(tasking))
    return shape if shape.is_valid else shape.buffer(0)


def _no_outline(tasking: Tasking) -> str:
    return f"Patrol area “{tasking.area.name}” has no outline that can be drawn. Draw it again on the map."


def _near(streets: gpd.GeoDataFrame, outlines: Sequence[BaseGeometry]) -> Streets:
    """Return the streets around the areas, in metres, ready to be drawn."""
    if streets.empty:
        return ready(gpd.GeoDataFrame({"name": [], "class": []}, geometry=[], crs=METRES))
    placed = streets if streets.crs is not None else streets.set_crs(DEGREES)
    west, south, east, north = shapely.total_bounds(outlines)
    around = max(2 * small_map.LEAST_METRES, 1.7 * (east - west), 1.7 * (north - south))
    ground = gpd.GeoSeries(
        [shapely.box(west, south, east, north).buffer(around)], crs=METRES
    ).to_crs(placed.crs)
    near = placed.iloc[sorted(placed.sindex.intersection(ground.total_bounds))]
    return ready(near.to_crs(METRES))


def _strips(briefing: Briefing, base_url: str) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Return one strip's words per tasking, and the codes' pictures."""
    pictures, strips = {}, []
    for tasking in briefing.taskings:
        url = qr.pass_url(base_url, tasking.pass_id)
        pictures[f"code-{tasking.number}"] = qr.svg(url)
        strips.append({**_strip(tasking), "code_mm": qr.side_mm(url)})
    return strips, pictures


def _strip(tasking: Tasking) -> dict[str, Any]:
    name, short = tasking.area.name, qr.grouped(tasking.short_code)
    return {
        "number": tasking.number,
        "name": name,
        "why": tasking.why,
        "look_for": tasking.look_for,
        "ask": tasking.ask,
        "tactics": " · ".join(tactic for tactic in tasking.tactics if tactic.strip()),
        "hazards": tasking.hazards,
        "given": ", ".join(tasking.call_signs),
        "dose": f"{tasking.visits} × {tasking.minutes} min",
        "visits": tasking.visits,
        "window": f"{tasking.window_starts:%H:%M}–{tasking.window_ends:%H:%M}",
        "short": short,
        "code": f"code-{tasking.number}",
        "code_says": f"QR code of patrol area {tasking.number}, {name}; typed by hand: {short}",
        "map": f"map-{tasking.number}",
        "map_says": f"Map of patrol area {tasking.number}, {name}: its outline among the streets, north up",
    }


def _header(briefing: Briefing) -> dict[str, Any]:
    shift, day = SHIFTS[briefing.shift].label, clock.day_text(briefing.patrol_day)
    made = f"version {briefing.version} ({clock.time_text(briefing.made_at)})"
    return {
        "marking": briefing.marking,
        "title": f"{briefing.marking} briefing {briefing.team}, {shift}, {day}, version {briefing.version}",
        "keywords": [briefing.marking, "briefing", briefing.shift, briefing.patrol_day.isoformat()],
        "team": briefing.team,
        "shift": shift,
        "day": day,
        "version": made,
        "replaces": f", replaces {briefing.version - 1}" if briefing.version > 1 else "",
        "author": briefing.author,
        "information": briefing.information,
        "intention": briefing.intention,
        "foot_line": typesetting.line(
            typesetting.cut(briefing.team, 28), briefing.shift, day, f"version {briefing.version}"
        ),
        "many": _many(len(briefing.taskings)),
    }


def _many(areas: int) -> str:
    return (
        f"more than {_word(AREAS_PER_PAGE)} areas is more than officers remember"
        if areas > AREAS_PER_PAGE
        else ""
    )


def _word(number: int) -> str:
    return {4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight"}.get(number, str(number))


def _foot(foot: Foot) -> list[dict[str, str]]:
    return [
        {"label": "Administration", "text": foot.administration},
        {"label": "Risk assessment", "text": foot.risk},
        {"label": "Communications", "text": foot.communications},
        {"label": "Human rights", "text": foot.human_rights},
    ]


def _round_words(briefing: Briefing, round_: Sequence[int], *, late: bool) -> dict[str, Any]:
    numbers = " → ".join(str(briefing.taskings[position].number) for position in round_)
    one = len(round_) == 1
    windows = "not every time window can be kept" if late else "keeps every time window"
    return {
        "round_title": "Overview" if one else "Visit order",
        "round_says": "" if one else f"{numbers}   shortest round in a straight line; {windows}",
        "overview_says": f"Overview map of all patrol areas, north up; visit order {numbers}",
        "one_page": ONE_PAGE,
        "tear_says": "Tick a box for each. No names or dates of birth here. Keyed by the sergeant under the code.",
    }


def _overview(
    briefing: Briefing,
    outlines: Sequence[BaseGeometry],
    round_: Sequence[int],
    streets: Streets,
    neighbourhoods: gpd.GeoDataFrame | None,
) -> str:
    areas = [
        small_map.Numbered(t.number, shape)
        for t, shape in zip(briefing.taskings, outlines, strict=True)
    ]
    edges = [] if neighbourhoods is None else list(neighbourhoods.to_crs(METRES).geometry)
    return small_map.overview(
        areas,
        round_,
        streets,
        neighbourhoods=edges,
        width_mm=190,
        height_mm=_overview_mm(len(areas)),
    )


def _overview_mm(areas: int) -> float:
    """Return the height that the rest of its page leaves, where the tear-off log stands under it."""
    if areas <= ONE_PAGE:
        return 130 - 40 * (areas - 1)
    rest = 228 - 12.4 * areas
    return min(rest, 150) if rest >= 90 else 150


def _stops(briefing: Briefing, outlines: Sequence[BaseGeometry]) -> list[visit_order.Stop]:
    return [
        _stop(tasking, shape.centroid)
        for tasking, shape in zip(briefing.taskings, outlines, strict=True)
    ]


def _stop(tasking: Tasking, middle: Any) -> visit_order.Stop:
    opens, closes = _minutes(tasking.window_starts), _minutes(tasking.window_ends)
    return visit_order.Stop(
        middle.x, middle.y, opens, closes if closes > opens else closes + 24 * 60, tasking.minutes
    )


def _minutes(wall: time) -> float:
    """Return minutes since the patrol day began."""
    return float((wall.hour * 60 + wall.minute - clock.DAY_STARTS * 60) % (24 * 60))
