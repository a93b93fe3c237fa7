"""Map files of places: KML, shapefile in a zip, GeoPackage, and the streets of a small town."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

DEGREES = "EPSG:4326"

CANNOCK = (-2.03, 52.69)
"""Longitude and latitude of the middle of a town."""

SIDE = 0.01
"""Degrees a beat is wide and high."""

Rows = Sequence[dict[str, Any]]


def beat(number: int, at: tuple[float, float] = CANNOCK) -> shapely.Polygon:
    """Return the outline of the so-manieth beat east of a town's middle."""
    west, south = at[0] + number * SIDE, at[1]
    return shapely.box(west, south, west + SIDE, south + SIDE)


def beats(at: tuple[float, float] = CANNOCK, *, how_many: int = 3) -> gpd.GeoDataFrame:
    """Return beats side by side, in degrees."""
    rows = [{"beat_id": f"N{number}", "beat_name": f"Beat {number}"} for number in range(how_many)]
    outlines = [beat(number, at) for number in range(how_many)]
    return gpd.GeoDataFrame(rows, geometry=outlines, crs=DEGREES)


def street(row: float, *, at: tuple[float, float] = CANNOCK, east: float = 0) -> shapely.LineString:
    """Return a street from west to east through the first beat, so many of its heights up."""
    west, south = at[0] + east, at[1] + row * SIDE
    return shapely.LineString([(west, south), (west + SIDE, south)])


def package(folder: Path, frame: gpd.GeoDataFrame, *, name: str, layer: str) -> Path:
    """Return the path of a GeoPackage; called again with another layer it gets that too."""
    path = folder / name
    frame.to_file(path, driver="GPKG", layer=layer)
    return path


def shapefile(folder: Path, frame: gpd.GeoDataFrame, *, without: str = "") -> Path:
    """Return the path of a zip with a shapefile, without its member of that ending."""
    inside = folder / "shapefile"
    inside.mkdir()
    frame.to_file(inside / "wards.shp")
    path = folder / "wards.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(inside.iterdir()):
            if file.suffix != without:
                archive.write(file, f"wards/{file.name}")
    return path


def kml(name: str, outline: shapely.Polygon) -> bytes:
    """Return one neighbourhood as data.police.uk gives it."""
    ring = " ".join(f"{x},{y}" for x, y in outline.exterior.coords)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        f"<Placemark><name>{name}</name><Polygon><outerBoundaryIs><LinearRing><coordinates>{ring}"
        "</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>"
    ).encode()


def zipped(files: dict[str, bytes]) -> bytes:
    """Return a zip of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def extract(line: shapely.LineString, *, padding: int = 0, **tags: str) -> bytes:
    """Return an extract of OpenStreetMap (.osm.pbf) with one way, its header so many bytes longer."""
    degrees = [(round(x * 1e7), round(y * 1e7)) for x, y in line.coords]
    numbers = list(range(1, len(degrees) + 1))
    strings = ["", *tags, *tags.values()]
    names = range(1, len(tags) + 1)
    texts = b"".join(_field(1, text.encode()) for text in strings)
    nodes = (
        _field(1, _steps(numbers))
        + _field(8, _steps([north for _, north in degrees]))
        + _field(9, _steps([east for east, _ in degrees]))
    )
    way = (
        _field(1, 7)
        + _field(2, b"".join(_number(each) for each in names))
        + _field(3, b"".join(_number(each + len(tags)) for each in names))
        + _field(8, _steps(numbers))
    )
    block = _field(1, texts) + _field(2, _field(2, nodes)) + _field(2, _field(3, way))
    header = _field(4, b"OsmSchema-V0.6") + _field(4, b"DenseNodes")
    header += _field(16, bytes(range(65, 91)) * padding)
    return _blob(b"OSMHeader", header) + _blob(b"OSMData", block)


def _blob(kind: bytes, content: bytes) -> bytes:
    blob = _field(1, content) if kind == b"OSMHeader" else _packed(content)
    head = _field(1, kind) + _field(3, len(blob))
    return struct.pack(">I", len(head)) + head + blob


def _packed(content: bytes) -> bytes:
    return _field(2, len(content)) + _field(3, zlib.compress(content))


def _field(number: int, value: int | bytes) -> bytes:
    """Return a field of a protocol buffer."""
    if isinstance(value, int):
        return _number(number << 3) + _number(value)
    return _number(number << 3 | 2) + _number(len(value)) + value


def _number(value: int) -> bytes:
    parts = []
    while value > 127:
        parts.append(value & 127 | 128)
        value >>= 7
    return bytes([*parts, value])


def _steps(values: Sequence[int]) -> bytes:
    """Return numbers as differences, the sign in the last bit."""
    differences = [after - before for before, after in pairwise([0, *values])]
    return b"".join(_number(2 * each if each >= 0 else -2 * each - 1) for each in differences)
