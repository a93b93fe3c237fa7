"""A density as a picture: darkest where it is densest, in its place, small enough to travel."""

import base64
import io

import numpy as np
from PIL import Image

from patrolqr.analysis.measures.density import Density, quartic
from patrolqr.geo.projection import to_metres
from patrolqr.render.screen_map.densities import MOST, Overlay, overlay
from patrolqr.steps.density import Shaded, on_pixels

BOUNDS = (400_000.0, 300_000.0, 412_000.0, 309_000.0)


def shades(found: Overlay) -> np.ndarray:
    """Return how much each pixel covers, rows from the north."""
    kind, encoded = found.url.split(",", maxsplit=1)
    assert kind == "data:image/png;base64"
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(encoded))))[:, :, 3].astype(float)


def of(*points: tuple[float, float]) -> Shaded:
    x, y = np.array(points).reshape(-1, 2).T
    return on_pixels(quartic(x, y, radius=500, cell=50, bounds=BOUNDS))


def test_it_is_darkest_where_most_points_lie() -> None:
    found = overlay(*of(*[(403_000, 307_000)] * 5, (409_000, 302_000)))
    drawn = shades(found)
    assert drawn.max() == round(MOST * 255)
    row, column = np.unravel_index(drawn.argmax(), drawn.shape)
    (low, left), (high, right) = found.bounds
    longitude = left + (right - left) * (column + 0.5) / drawn.shape[1]
    latitude = high + (low - high) * (row + 0.5) / drawn.shape[0]  # over 9 km Mercator is even
    east, north = to_metres(np.array([longitude]), np.array([latitude]))
    assert np.hypot(east - 403_000, north - 307_000) < 60


def test_where_nothing_is_the_ground_shines_through() -> None:
    drawn = shades(overlay(*of((403_000, 307_000))))
    assert (drawn == 0).mean() > 0.95
    assert shades(overlay(*on_pixels(Density(np.zeros((4, 4)), 4e5, 3e5, 50.0)))).max() == 0


def test_it_is_small_enough_to_travel() -> None:
    chance = np.random.default_rng(1)
    points = np.column_stack(
        [chance.uniform(400_000, 412_000, 20_000), chance.uniform(300_000, 309_000, 20_000)]
    )
    assert len(overlay(*of(*map(tuple, points))).url) < 150_000
