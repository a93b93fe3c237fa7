"""Files of maps by GDAL (pyogrio): GeoPackage, shapefile, KML, OpenStreetMap extracts."""

import logging
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyogrio
import shapely
from pyogrio import raw

from patrolqr.geo.projection import DEGREES, transformer
from patrolqr.geo.shapes import Bounds, Shapes
from patrolqr.geo.systems import code_of

logging.getLogger("pyogrio").setLevel(
    logging.ERROR
)  # it tells of what the reader says in a sentence

UNREADABLE = (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, RuntimeError)
"""What GDAL raises on a file that is damaged or of no kind it knows."""

DRAWING = (
    "timestamp", "begin", "end", "altitudeMode", "tessellate", "extrude", "visibility", "drawOrder", "icon",
)  # fmt: skip
"""Columns of a KML file that say how it is drawn, and nothing of the place."""


class NoMapFile(ValueError):
    """The file cannot be read as a map; the message says why."""


@dataclass(frozen=True)
class Layer:
    """Some shapes as a file writes them, with their columns; `said` is the system it names (EPSG:…).

    `there` is how many shapes the layer holds, where only those on some ground were read.
    """

    name: str
    said: str | None
    rows: list[dict[str, object]]
    shapes: Shapes
    there: int = 0


@dataclass(frozen=True)
class Kind:
    """A layer before it is read: its name, what shapes it holds, and its columns."""

    name: str
    shape: str
    columns: tuple[str, ...] = field(default=())


def kinds(path: Path) -> list[Kind]:
    """Return the layers of a file; NoMapFile where it cannot be read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = pyogrio.list_layers(path)
            return [
                Kind(str(name), str(shape or ""), _columns_of(path, str(name)))
                for name, shape in found
                if shape is not None
            ]
        except UNREADABLE as problem:
            raise NoMapFile(_first_line(problem)) from problem


def read_layer(
    path: Path, name: str, *, columns: Sequence[str] | None = None, within: Bounds | None = None
) -> Layer:
    """Return a layer's shapes, or only those that touch a box (degrees)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            info = pyogrio.read_info(path, layer=name)
            box = _box_in(code_of(info["crs"]), within) if within else None
            meta, _, shapes, values = raw.read(
                path, layer=name, columns=columns, bbox=box, force_2d=True
            )
        except UNREADABLE as problem:
            raise NoMapFile(_first_line(problem)) from problem
        except IndexError:  # a layer without any shape
            return Layer(name, None, [], np.array([], dtype=object))
    fields = [str(each) for each in meta["fields"] if each not in DRAWING]
    cells = {str(each): _plain(one) for each, one in zip(meta["fields"], values, strict=True)}
    rows = [{each: cells[each][at] for each in fields} for at in range(len(shapes))]
    drawn = np.asarray(shapely.from_wkb(shapes, on_invalid="ignore"), dtype=object)
    return Layer(name, code_of(meta["crs"]), rows, drawn, int(info["features"]))


def _columns_of(path: Path, layer: str) -> tuple[str, ...]:
    return tuple(str(each) for each in pyogrio.read_info(path, layer=layer)["fields"])


def _plain(values: Iterable[object]) -> list[object]:
    """Return a column's values as plain Python, None where there is none."""
    plain = np.asarray(values)
    if plain.dtype.kind == "M":
        return [None if np.isnat(value) else str(value) for value in plain]
    found: list[object] = plain.tolist()
    return [None if isinstance(value, float) and value != value else value for value in found]


def _box_in(code: str | None, within: Bounds) -> Bounds:
    """Return a box of degrees in a layer's own system."""
    if code in (None, DEGREES):
        return within
    west, south, east, north = transformer(DEGREES, str(code)).transform_bounds(*within)
    return float(west), float(south), float(east), float(north)


def _first_line(problem: Exception) -> str:
    return (str(problem).strip().splitlines() or ["no reason given"])[0][:200]
