"""GeoJSON of places: neighbourhoods, small areas, streets, with whatever columns their publisher chose."""

import json
import re
from typing import Any

import numpy as np

from patrolqr.core.errors import FileUnreadable
from patrolqr.geo.map_files import Layer
from patrolqr.geo.outlines import read_geometry
from patrolqr.geo.systems import code_of
from patrolqr.readers import json_text, layers
from patrolqr.readers.columns import Properties
from patrolqr.readers.opening import Contents
from patrolqr.readers.source import Choice, Reader, Source

LARGEST = 256 << 20
"""Bytes: all of England's LSOA outlines, generalised, are 60 MB."""

SAMPLE = (
    '{"type": "FeatureCollection", "features": [{"type": "Feature", '
    '"properties": {"beat_id": "N1", "beat_name": "Town", "residents": 2000}, '
    '"geometry": {"type": "Polygon", "coordinates": '
    "[[[-2.03, 52.69], [-2.01, 52.69], [-2.01, 52.71], [-2.03, 52.71], [-2.03, 52.69]]]}}]}"
)


def recognises(head: bytes) -> bool:
    """Return whether the file is JSON, and no phone's."""
    text = json_text.beginning(head)
    return text.startswith((b"{", b"[")) and b'"pass_id"' not in text


def source(contents: Contents, choice: Choice) -> Source:
    """Return the file as a Source; FileUnreadable if it has no places or no id, or is only a part."""
    document = _document(contents)
    features = _features(contents.name, document)
    _refuse_part(contents.name, document, len(features))
    shapes = np.array([read_geometry(each.get("geometry")) for each in features], dtype=object)
    rows = [_properties(each) for each in features]
    layer = Layer(contents.name, _system(document), rows, shapes)
    return layers.source_of(contents.name, layer, choice, lambda: contents.sha256)


def _document(contents: Contents) -> dict[str, Any]:
    document = json_text.document(
        contents,
        largest=LARGEST,
        too_large="is larger than 256 MB. Use the generalised (smaller) outlines.",
        incomplete="is no complete GeoJSON: {problem}. Download it again.",
    )
    return document if isinstance(document, dict) else {}


def _features(name: str, document: dict[str, Any]) -> list[dict[str, Any]]:
    found = document.get("features")
    features = (
        [feature for feature in found if isinstance(feature, dict)]
        if isinstance(found, list)
        else []
    )
    if document.get("type") != "FeatureCollection" or not features:
        raise FileUnreadable(
            f"{name} is JSON but no GeoJSON FeatureCollection with areas in it. Export it as GeoJSON."
        )
    return features


def _refuse_part(name: str, document: dict[str, Any], there: int) -> None:
    """Raise FileUnreadable where the server says that it gave only some of what was asked for."""
    more = document.get("properties")
    said = document | more if isinstance(more, dict) else document
    matched = [said.get(key) for key in ("numberMatched", "totalFeatures")]
    whole = max((each for each in matched if isinstance(each, int)), default=there)
    if whole <= there and said.get("exceededTransferLimit") is not True:
        return
    of = f"{there:,} of {whole:,}" if whole > there else f"the first {there:,}"
    raise FileUnreadable(
        f"{name} is only a part: the server it comes from gave {of} features and cut off the rest. "
        "Download all of them, or page by page into one file. Nothing was loaded."
    )


def _properties(feature: dict[str, Any]) -> Properties:
    given = feature.get("properties")
    own: Properties = {"id": feature["id"]} if feature.get("id") is not None else {}
    return own | given if isinstance(given, dict) else own


def _system(document: dict[str, Any]) -> str | None:
    """Return the system of coordinates the file names, EPSG:…; None if it names none."""
    declared = json.dumps(document.get("crs") or "")
    number = re.search(r"EPSG:+(?:[\d.]*:)?(\d{4,6})", declared)
    if number:
        return code_of(f"EPSG:{number[1]}")
    return code_of("OGC:CRS84") if "CRS84" in declared else None


READER = Reader(
    "boundaries and streets (GeoJSON of neighbourhoods, of LSOAs, of OpenStreetMap)",
    recognises,
    source,
    SAMPLE,
)
