"""Briefings as they are set on paper, without a store."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from random import Random

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from patrolqr.core.area import PatrolArea
from patrolqr.core.briefing import Briefing, Tasking
from patrolqr.render.paper import layout
from patrolqr.render.pdf import readback
from tests.builders.duties import duty

BASE_URL = "https://patrol.example.org"
WEST, SOUTH = 397_000.0, 310_000.0
NAMES = (
    "Market Square",
    "Station Road",
    "Canal Bridge",
    "St Mary's Churchyard",
    "Mill Lane Shops",
    "Rose Park",
)
STREET_WORDS = """Albion Bridge Chapel Dale Elm Foundry Garden Hope
Iron Jubilee King Lime Mount North Orchard Pump"""
WORDS = STREET_WORDS.split()  # two streets each
PASS_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
SHORT_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def square(easting: float, northing: float, side_m: float) -> BaseGeometry:
    """Return a square in metres, by its south-west corner."""
    return shapely.box(easting, northing, easting + side_m, northing + side_m)


def geojson(shape: BaseGeometry) -> str:
    """Return a shape in metres as GeoJSON text in degrees."""
    return str(shapely.to_geojson(gpd.GeoSeries([shape], crs=27700).to_crs(4326).iloc[0]))


def pass_id(random: Random) -> str:
    """Return an opaque id as a QR code carries it."""
    return "".join(random.choices(PASS_LETTERS, k=20))


def tasking(number: int, **other: object) -> Tasking:
    """Return one tasking with the words of an ordinary night."""
    random = Random(number)
    easting = WEST + 420 * ((number * 5) % 6) + random.uniform(0, 150)
    outline = square(
        easting, SOUTH + 380 * ((number * 3) % 6) + random.uniform(0, 90), 180 + 15 * (number % 5)
    )
    name = NAMES[(number - 1) % len(NAMES)] + ("" if number <= len(NAMES) else f" {number}")
    area = PatrolArea(f"area-{number}", 1, name, geojson(outline), None, None)
    usual = Tasking(
        tasking_id=f"tasking-{number}",
        number=number,
        area=area,
        why="7 calls in 14 days, 5 of them after 21:00; a community priority since 3 June",
        look_for="youths at the skate park, a grey Transit without a rear plate",
        ask="Are the shutters at number 14 up?",
        visits=2,
        minutes=15,
        window_starts=time(21),
        window_ends=time(1),
        hazards="needles behind the kiosk" if number % 2 else "",
        tactics=("Park the car in view", "Talk to two shopkeepers", "Walk the rear alley"),
        pass_id=pass_id(random),
        short_code="".join(random.choices(SHORT_LETTERS, k=6)),
    )
    return replace(usual, **other)  # type: ignore[arg-type]


def briefing(*taskings: Tasking, **other: object) -> Briefing:
    """Return a late shift's briefing of these taskings."""
    usual = Briefing(
        briefing_id="briefing-1",
        duty=duty(date(2026, 11, 24)),
        version=2,
        team="Ashbrook LPT",
        marking="OFFICIAL-SENSITIVE",
        author="Sgt 4412",
        information="Vehicle crime around the station is up on last year: 41 against 28 in twelve months. Two of the "
        "three known offenders are out since Monday.",
        intention="Be seen where it happens when it happens; speak to the shops; answer every question.",
        made_at=datetime(2026, 11, 24, 13, 10, tzinfo=UTC),
        superseded_at=None,
        taskings=taskings,
        audit_head="3f2a9c01b7de",
    )
    return replace(usual, **other)  # type: ignore[arg-type]


def phone_codes(pdf: bytes, *, dpi: int = readback.DOTS_PER_INCH) -> list[str]:
    """Return what the codes for phones say; the small ones on a strip say whose picture it is."""
    return [each for each in readback.read(pdf, dpi=dpi) if layout.parse_code(each) is None]
