"""Map files of places: KML, shapefile in a zip, GeoPackage, and the streets of a small town."""

import io
import zipfile
from collections.abc import Sequence
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
