"""What a person does on the hotspots page, for browser tests and the benchmark, and a busy county
for them.
"""

from pathlib import Path

import numpy as np
import pandas as pd
from playwright.sync_api import Frame, FrameLocator, Position

from patrolqr.geo import squares
from patrolqr.store import Store
from tests.browser.conftest import Tab

DRAWN = ".pq-badge"


def crowded(folder: Path, incidents: int) -> Path:
    """Return the folder of a store with that many incidents of two years over 20 × 20 km, thick in
    the middle.
    """
    chance = np.random.default_rng(7)
    spread = chance.normal(0, 4000, (incidents, 2))
    easting, northing = 400_000 + spread[:, 0], 310_000 + spread[:, 1]
    longitude, latitude = squares._to_degrees().transform(easting, northing)
    rows = pd.DataFrame(
        {
            "day": pd.Timestamp("2024-12-01")
            + pd.to_timedelta(chance.integers(0, 730, incidents), unit="D"),
            "category": chance.choice(
                ["Burglary", "Vehicle crime", "Anti-social behaviour"], incidents
            ),
            "street": [
                f"Street {number}"
                for number in (easting // 500 * 41 + northing // 500).astype(int) % 900
            ],
            "easting": easting,
            "northing": northing,
            "longitude": longitude,
            "latitude": latitude,
        }
    )
    store = Store(folder, real=True)
    with store.database.writing() as written:
        written.cursor.register("rows", rows)
        written.cursor.execute(
            "INSERT INTO incidents BY NAME SELECT uuid() AS incident_id, 'public' AS origin, 'minute' AS precision, "
            "'crime' AS kind, day::DATE AS patrol_day, date_trunc('month', day)::DATE AS month, day::TIMESTAMPTZ AS "
            "occurred_at, category, street, easting, northing, longitude, latitude, false AS superseded FROM rows"
        )
    store.close()
    return folder


def map_frame(tab: Tab) -> Frame:
    """Return the map's own frame once its squares are drawn."""
    _locator(tab).locator(DRAWN).first.wait_for()
    frame = tab.page.locator("iframe").first.element_handle().content_frame()
    assert frame is not None
    return frame


def numbered(tab: Tab, number: int) -> str:
    """Return the name of the square with that number on the map."""
    return str(
        map_frame(tab).evaluate(
            "n => Object.keys(patrolqr.told.ranks).find((c) => patrolqr.told.ranks[c] === n)",
            number,
        )
    )


def click_square(tab: Tab, cell: str) -> None:
    """Click the middle of a square on the map."""
    _locator(tab).locator("#map_div").click(position=_middle(tab, cell))


def hover_square(tab: Tab, cell: str) -> None:
    """Point at the middle of a square on the map."""
    _locator(tab).locator("#map_div").hover(position=_middle(tab, cell))


def in_the_middle(tab: Tab) -> str:
    """Return the name of the square nearest to the middle of what the map shows."""
    apart = "(c) => patrolqr.map.distance(patrolqr.map.getCenter(), patrolqr.squares[c].centre)"
    nearest = (
        f"Object.keys(patrolqr.squares).reduce((a, b) => (({apart})(a) < ({apart})(b) ? a : b))"
    )
    return str(map_frame(tab).evaluate(nearest))


def rest(tab: Tab) -> None:
    """Wait longer than streamlit-folium waits before it sends (250 ms), and until no script runs."""
    map_frame(tab).evaluate("() => new Promise((done) => setTimeout(done, 400))")
    tab.settle()


def _middle(tab: Tab, cell: str) -> Position:
    at = map_frame(tab).evaluate(
        "c => patrolqr.map.latLngToContainerPoint(patrolqr.squares[c].centre)", cell
    )
    return {"x": at["x"], "y": at["y"]}


def _locator(tab: Tab) -> FrameLocator:
    return tab.page.frame_locator("iframe").first
