"""The desk's map: folium and Leaflet from our own server, drawn by map.js and squares.js; useful
without tiles and without internet.

`base` is built from what rarely changes and stays the same from run to run, so that zoom and place
are kept; `layer` holds everything that changes. A click comes back as {"cell": name, "at":
milliseconds}.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import folium
import numpy as np
import pandas as pd
from branca.element import MacroElement
from folium.template import Template
from numpy.typing import NDArray

from patrolqr.geo.shapes import (
    Shape,
    bounds_of,
    coordinates,
    point_inside,
    read_shapes,
    rings_of,
    simplify,
)
from patrolqr.geo.squares import corners_of
from patrolqr.render.screen_map.densities import Overlay
from patrolqr.render.street_classes import MAIN, STREET_MM

LEAFLET = "/o/assets/leaflet"
"""Where our own server keeps Leaflet; nothing else is loaded, from nowhere else."""

STEPS = 5
"""Shades of the ramp: more cannot be told apart."""

NICE = (
    1,
    2,
    3,
    5,
    8,
    10,
    15,
    20,
    30,
    50,
    80,
    100,
    150,
    200,
    300,
    500,
    800,
    1000,
    1500,
    2000,
    3000,
    5000,
    10000,
)

FINEST_DEGREES = 5e-5
"""About 5 m: less than a border is wide where a whole neighbourhood is seen."""

MOST_POINTS = 2000
"""Names of points a map carries: 2,000 are two districts and 90 kB."""

Box = tuple[tuple[float, float], tuple[float, float]]
"""South-west and north-east, each as latitude and longitude."""

GREAT_BRITAIN: Box = ((50.0, -6.0), (56.0, 2.0))

_SCRIPT = "".join(
    (Path(__file__).parent / name).read_text("utf-8") for name in ("squares.js", "map.js")
)
_STYLE = (Path(__file__).parent / "map.css").read_text("utf-8")


@dataclass(frozen=True)
class BaseMap:
    """What lies under the counts: `drawing` is JSON for map.js, `bounds` is south-west and
    north-east (lat, lng).
    """

    drawing: str
    bounds: Box


def base_map(areas: pd.DataFrame, streets: pd.DataFrame, points: pd.DataFrame) -> BaseMap:
    """Return the base of a map from neighbourhoods and streets (name, geometry as GeoJSON text;
    streets also class) and named points (name, longitude, latitude; the busiest first) where there
    are no streets to draw.
    """
    areas, streets = areas.dropna(subset=["geometry"]), streets.dropna(subset=["geometry"])
    shapes = simplify(read_shapes(areas["geometry"]), FINEST_DEGREES)
    drawing = {
        "areas": [_area(name, shape) for name, shape in zip(areas["name"], shapes, strict=True)],
        "streets": _streets(streets),
        "points": _points(points.head(MOST_POINTS)),
    }
    return BaseMap(_json(drawing), _bounds(shapes, points))


def base(under: BaseMap) -> folium.Map:
    """Return the map without counts.

    It is the same text for the same ground, so the page keeps zoom and place.
    """
    chart = folium.Map(
        tiles=None,
        min_zoom=8,
        max_zoom=19,
        zoom_snap=0.25,
        zoom_control="topright",
        prefer_canvas=True,
    )
    chart.default_js = [("leaflet", f"{LEAFLET}/leaflet.js")]
    chart.default_css = [("leaflet_css", f"{LEAFLET}/leaflet.css")]
    chart.fit_bounds(under.bounds, padding_bottom_right=(0, 60))
    style = (
        f"document.head.appendChild(document.createElement('style')).textContent = {_json(_STYLE)};"
    )
    begin = f"patrolqr.ground(map_div, {under.drawing}, {_json(under.bounds)});"
    chart.add_child(_Script(f"{style}\n{_SCRIPT}\n{begin}"))
    return chart


def layer(
    cells: pd.DataFrame,
    outlines: NDArray[Any],
    *,
    unit: str,
    picked: Sequence[str] = (),
    ranks: Mapping[str, int | str] | None = None,
    said: Mapping[str, Sequence[str]] | None = None,
    focus: Sequence[str] = (),
    tiles: str | None = None,
    picture: Overlay | None = None,
) -> folium.FeatureGroup:
    """Return what changes: cells (cell, count) with their square outlines (EPSG:4326, same order),
    picks and ranks.

    `unit` heads the legend; `said` is a name and further lines per cell for its tooltip; `tiles` is
    the address of a street layer that a person asked for, and a `picture` is drawn in place of the
    cells, which stay to be clicked. The map moves to the numbered cells when it opens, and again when
    `focus`, the neighbourhoods asked for, changes.
    """
    drawn = _json(_cells(cells, outlines))
    shown = {
        "key": hashlib.sha256(drawn.encode()).hexdigest()[:16],
        "breaks": breaks(cells["count"]),
        "unit": unit,
        "picked": list(picked),
        "ranks": dict(ranks or {}),
        "said": {cell: list(lines) for cell, lines in (said or {}).items()},
        "focus": list(focus),
        "view": _box(outlines[cells["cell"].isin(list(ranks or ())).to_numpy()]) if ranks else None,
        "tiles": tiles,
        "picture": asdict(picture) if picture else None,
        "credit": "© OpenStreetMap contributors",
    }
    group = folium.FeatureGroup(control=False)
    group.add_child(_Script(f"patrolqr.show(Object.assign({_json(shown)}, {{cells: {drawn}}}));"))
    return group


def breaks(counts: pd.Series) -> list[int]:
    """Return the least count of each shade, from 1 up in even ratios: most squares hold few and few
    hold hundreds.
    """
    most = int(counts.max()) if len(counts) else 0
    if most < 1:
        return []
    wanted = [most ** (step / STEPS) for step in range(STEPS)]
    return sorted({max((nice for nice in NICE if nice <= value), default=1) for value in wanted})


class _Script(MacroElement):
    """JavaScript that streamlit-folium runs where the map is."""

    _template = Template("{% macro script(this, kwargs) %}{{ this.text }}{% endmacro %}")

    def __init__(self, text: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "patrolqr"
        self.text = text

    def render(self, **kwargs: object) -> str:
        """Return nothing: streamlit-folium takes the script itself.

        Folium would first read all of it as a template.
        """
        return ""


def _area(name: str, shape: Shape) -> dict[str, Any]:
    return {
        "name": name,
        "rings": [_steps(ring) for ring in rings_of(shape)],
        "at": _steps(point_inside(shape)),
    }


def _streets(streets: pd.DataFrame) -> list[dict[str, Any]]:
    names, kinds = streets["name"].fillna(""), streets["class"].fillna("")
    lines = read_shapes(streets["geometry"])
    return [
        {"name": name, "rank": _rank(kind), "line": _steps(coordinates(line))}
        for name, kind, line in zip(names, kinds, lines, strict=True)
    ]


def _points(points: pd.DataFrame) -> list[list[Any]]:
    rows = points[["name", "longitude", "latitude"]].itertuples(index=False)
    return [
        [name, *_steps(np.array([[longitude, latitude]]))] for name, longitude, latitude in rows
    ]


def _box(shapes: NDArray[Any]) -> Box:
    west, south, east, north = bounds_of(shapes)
    return (south, west), (north, east)


def _rank(kind: str) -> int:
    """Return 0 for main streets, 2 for paths and the like, 1 for the rest: how wide, and named from
    how near.
    """
    usual = STREET_MM["residential"]
    return 0 if kind in MAIN else 2 if STREET_MM.get(kind, usual) < usual else 1


def _steps(places: NDArray[np.float64]) -> list[int]:
    """Return longitude and latitude as whole 1/100000 degrees: latitude first, each as the step
    from the one before.
    """
    whole = np.rint(places[:, ::-1] * 1e5).astype(int)
    return np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype=int)).ravel().tolist()


def _cells(cells: pd.DataFrame, outlines: NDArray[Any]) -> dict[str, Any]:
    """Return names, counts and corners (four to a square) each as one piece: a browser reads that
    twice as fast.
    """
    return {
        "names": " ".join(cells["cell"]),
        "counts": cells["count"].tolist(),
        "corners": _steps(corners_of(outlines)),
    }


def _bounds(shapes: NDArray[Any], points: pd.DataFrame) -> Box:
    """Return where to look first: the neighbourhoods, else all points but the 1 % that lie farthest
    out.
    """
    if len(shapes):
        return _box(shapes)
    if not len(points):
        return GREAT_BRITAIN
    west, east = points["longitude"].quantile([0.01, 0.99])
    south, north = points["latitude"].quantile([0.01, 0.99])
    return (float(south), float(west)), (float(north), float(east))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
