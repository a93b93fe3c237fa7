"""A density as a picture on the screen's map: the denser, the less shines through."""

import base64
import io
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from patrolqr.geo.web_map import Corners

SHADES = 32
"""More cannot be told apart, and fewer make a smaller picture."""

INK = (43, 115, 184)
"""The middle of the map's ramp: seen on light and on dark ground."""

MOST = 0.85
"""What covers the ground where it is densest: streets and names stay legible."""


@dataclass(frozen=True)
class Overlay:
    """A picture (a data URL) and where it lies: south-west and north-east (latitude, longitude)."""

    url: str
    bounds: Corners


def overlay(share: npt.NDArray[np.float64], corners: Corners) -> Overlay:
    """Return the picture of pixels, rows from the north, that each hold a share of the densest."""
    shade = np.rint(share * (SHADES - 1)) / (SHADES - 1)
    alpha = np.rint(shade * MOST * 255).astype(np.uint8)
    inked = np.dstack([np.full(alpha.shape, each, np.uint8) for each in INK] + [alpha])
    held = io.BytesIO()
    Image.fromarray(inked, "RGBA").save(held, "PNG", optimize=True)
    encoded = base64.b64encode(held.getvalue()).decode()
    return Overlay(f"data:image/png;base64,{encoded}", corners)
