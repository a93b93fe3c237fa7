"""Files of maps: KML and KMZ, shapefiles in a zip, GeoPackages, OpenStreetMap extracts."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np

from patrolqr.core.errors import FileUnreadable
from patrolqr.geo import map_files
from patrolqr.geo.map_files import Kind, Layer, NoMapFile
from patrolqr.readers import layers, streets
from patrolqr.readers.opening import MAP_FILES, Contents, is_kml
from patrolqr.readers.source import Choice, Reader, Source

SAMPLE = (
    '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
    "<Placemark><name>AA1</name><Polygon><outerBoundaryIs><LinearRing><coordinates>"
    "-2.03,52.69 -2.01,52.69 -2.01,52.71 -2.03,52.69"
    "</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>"
)

STREET_LAYERS = (
    "roads_local",
    "road_link",
    "roadlink",
    "roads_regional",
    "roads_national",
    "lines",
)
"""Names of layers of streets, the most complete first: Zoomstack draws one street at three scales."""


def recognises(head: bytes) -> bool:
    """Return whether the file is a map of one of these kinds."""
    return head.startswith(tuple(MAP_FILES)) or is_kml(head)


def source(contents: Contents, choice: Choice) -> Source:
    """Return the file as a Source of areas or of streets; FileUnreadable if it holds neither."""
    head = contents.head()
    ending = next((MAP_FILES[start] for start in MAP_FILES if head.startswith(start)), ".kml")
    with contents.on_disk(ending) as paths:
        try:
            layer = _layer(contents.name, paths, choice)
        except NoMapFile as problem:
            raise FileUnreadable(
                f"{contents.name} is damaged or no complete map file. "
                "Export or download it again. Nothing was loaded."
            ) from problem
        digest = _digest(paths)
    if not len(layer.shapes):
        raise FileUnreadable(_say_empty(contents.name, layer))
    return layers.source_of(contents.name, layer, choice, digest)


def _layer(file_name: str, paths: list[Path], choice: Choice) -> Layer:
    drawn = [path for path in paths if path.suffix == ".kml"]
    if drawn:
        return _join([map_files.read_layer(each, kind.name) for each, kind in _kinds_of(drawn)])
    kinds = map_files.kinds(paths[0])
    roads = [kind for kind in kinds if _is_of_streets(kind)]
    if not roads:
        return map_files.read_layer(paths[0], _layer_of_areas(file_name, kinds))
    best = min(roads, key=lambda kind: _street_rank(kind.name))
    around = streets.require_ground(file_name, choice).bounds_around(streets.MARGIN_M)
    return map_files.read_layer(paths[0], best.name, within=around)


def _kinds_of(paths: list[Path]) -> list[tuple[Path, Kind]]:
    return [(path, kind) for path in paths for kind in map_files.kinds(path)]


def _is_of_streets(kind: Kind) -> bool:
    return "Line" in kind.shape and streets.are_streets(kind.columns)


def _street_rank(name: str) -> int:
    called = name.casefold()
    return STREET_LAYERS.index(called) if called in STREET_LAYERS else len(STREET_LAYERS)


def _layer_of_areas(file_name: str, kinds: list[Kind]) -> str:
    """Return the one layer that can hold areas; FileUnreadable where none or several do."""
    found = [kind.name for kind in kinds if "Polygon" in kind.shape or kind.shape == "Unknown"]
    if len(found) == 1:
        return found[0]
    if not found:
        there = ", ".join(f"{kind.name} ({kind.shape})" for kind in kinds) or "none"
        raise FileUnreadable(f"{file_name} has no layer of areas or streets; its layers: {there}.")
    raise FileUnreadable(
        f"{file_name} has several layers of areas ({', '.join(found)}). Export the one with your neighbourhoods."
    )


def _say_empty(file_name: str, layer: Layer) -> str:
    if layer.there:
        return streets.say_none(file_name, layer)
    return f"{file_name} holds no shapes (layer {layer.name}). Nothing was loaded."


def _join(found: list[Layer]) -> Layer:
    """Return the layers of one set of KML files as one."""
    if not found:
        return Layer("KML", None, [], np.array([], dtype=object))
    rows = [row for layer in found for row in layer.rows]
    shapes = np.concatenate([layer.shapes for layer in found])
    return Layer(found[0].name, found[0].said, rows, shapes)


def _digest(paths: list[Path]) -> Callable[[], str]:
    """Return what gives the hash of all files together."""
    told = hashlib.sha256()
    for path in paths:
        with open(path, "rb") as stream:
            told.update(hashlib.file_digest(stream, "sha256").digest())
    found = told.hexdigest()
    return lambda: found


READER = Reader(
    "maps (KML, KMZ, GeoPackage, shapefile in a zip, OpenStreetMap .pbf)",
    recognises,
    source,
    SAMPLE,
)
