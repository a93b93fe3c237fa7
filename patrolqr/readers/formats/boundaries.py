"""Boundary GeoJSON: neighbourhoods and small areas, with whatever columns their publisher chose."""

import json
import re
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyproj
import shapely

from patrolqr.core.errors import FileUnreadable
from patrolqr.readers import columns
from patrolqr.readers.columns import Properties
from patrolqr.readers.opening import Contents
from patrolqr.readers.source import Batch, Broken, Choice, Reader, Source, SourceKind

LARGEST = 256 << 20
"""Bytes: all of England's LSOA outlines, generalised, are 60 MB."""

SCHEMA = pa.schema(
    {
        "line": pa.int64(),
        "place_id": pa.string(),
        "name": pa.string(),
        "parents": pa.list_(pa.string()),
        "residents": pa.int64(),
        "geometry": pa.string(),
    }
)

KEPT = 1000
"""Characters of a feature without an outline that are kept for whoever looks into it."""

SAMPLE = (
    '{"type": "FeatureCollection", "features": [{"type": "Feature", '
    '"properties": {"beat_id": "N1", "beat_name": "Town", "residents": 2000}, '
    '"geometry": {"type": "Polygon", "coordinates": '
    "[[[-2.03, 52.69], [-2.01, 52.69], [-2.01, 52.71], [-2.03, 52.71], [-2.03, 52.69]]]}}]}"
)


@dataclass(frozen=True)
class Layout:
    """Which column is which; `parents` may name the level above, the likeliest first."""

    kind: SourceKind
    id: str
    name: str
    residents: str | None
    parents: list[str]


def recognises(head: bytes) -> bool:
    """Return whether the file is JSON."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"["))


def source(contents: Contents, choice: Choice) -> Source:
    """Return the boundary file as a Source; FileUnreadable if it has no areas or no id."""
    document = _document(contents)
    features = _features(contents.name, document)
    found = layout(contents.name, [_properties(feature) for feature in features], choice)
    crs = _crs(document)
    return Source(
        contents.name,
        found.kind,
        lambda: iter([_batch(features, found, crs)]),
        lambda: contents.sha256,
        replace=choice.replace,
    )


def layout(name: str, rows: list[Properties], choice: Choice) -> Layout:
    """Return which column is which, as found or as chosen."""
    for asked in (choice.id, choice.name, choice.population, choice.parent):
        if asked and asked not in columns.columns(rows):
            raise FileUnreadable(
                f"{name} has no column {asked}; it has {', '.join(columns.columns(rows))}."
            )
    chosen = choice.id or columns.id_column(rows)
    if not chosen:
        there = ", ".join(columns.columns(rows)) or "none"
        raise FileUnreadable(
            f"{name} has no column with an id for every area; it has {there}. Name one with --id."
        )
    return _layout(rows, chosen, choice)


def _layout(rows: list[Properties], chosen: str, choice: Choice) -> Layout:
    name = choice.name or columns.name_column(rows, chosen)
    residents = choice.population or columns.residents_column(rows)
    kind = choice.kind or ("small areas" if _is_small(rows, chosen) else "neighbourhoods")
    parents = [choice.parent] if choice.parent else []
    if kind == "small areas" and not parents:
        parents = columns.parent_columns(rows, {chosen, name, residents})
    return Layout(kind, chosen, name, residents, parents)


def _is_small(rows: list[Properties], chosen: str) -> bool:
    given = [value for value in columns.values(rows, chosen) if value]
    return "lsoa" in chosen.casefold() or all(columns.SMALL.fullmatch(value) for value in given)


def _document(contents: Contents) -> dict[str, Any]:
    read = bytearray()
    for chunk in contents.chunks():
        read += chunk
        if len(read) > LARGEST:
            raise FileUnreadable(
                f"{contents.name} is larger than 256 MB. Use the generalised (smaller) outlines."
            )
    try:
        document = json.loads(read.decode("utf-8-sig"))
    except (ValueError, RecursionError) as problem:
        raise FileUnreadable(
            f"{contents.name} is no complete GeoJSON: {problem}. Download it again."
        ) from problem
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


def _properties(feature: dict[str, Any]) -> Properties:
    given = feature.get("properties")
    own: Properties = {"id": feature["id"]} if feature.get("id") is not None else {}
    return own | given if isinstance(given, dict) else own


def _crs(document: dict[str, Any]) -> int:
    """Return the EPSG number the file declares; degrees (4326) unless it says otherwise."""
    declared = re.search(r"EPSG:+(?:[\d.]*:)?(\d{4,5})", json.dumps(document.get("crs") or ""))
    number = int(declared[1]) if declared else 4326
    return number if number in (27700, 3857) else 4326


def _batch(features: list[dict[str, Any]], found: Layout, crs: int) -> Batch:
    good: list[dict[str, object]] = []
    broken: list[Broken] = []
    seen: set[str] = set()
    for number, feature in enumerate(features, 1):
        row = _row(number, _properties(feature), found) | {
            "geometry": _outline(feature.get("geometry"), crs)
        }
        why = _wrong(row, seen)
        seen.add(str(row["place_id"]))
        if why:
            broken.append(
                Broken(number, why, columns.text(json.dumps(_properties(feature)))[:KEPT])
            )
        else:
            good.append(row)
    return Batch(pa.Table.from_pylist(good, SCHEMA), tuple(broken))


def _row(number: int, properties: Properties, found: Layout) -> dict[str, object]:
    place_id = columns.text(properties.get(found.id))
    return {
        "line": number,
        "place_id": place_id,
        "name": columns.text(properties.get(found.name)) or place_id,
        "parents": [
            parent for column in found.parents if (parent := columns.text(properties.get(column)))
        ],
        "residents": columns.whole_number(properties.get(found.residents))
        if found.residents
        else None,
    }


def _wrong(row: dict[str, object], seen: set[str]) -> str | None:
    if not row["place_id"]:
        return "it has no id"
    if row["place_id"] in seen:
        return "its id stands in the file twice"
    return None if row["geometry"] else "it has no outline on the map"


def _outline(geometry: object, crs: int) -> str | None:
    """Return the outline as GeoJSON text in degrees; None if it is no area on the globe."""
    try:
        shape = shapely.make_valid(shapely.from_geojson(json.dumps(geometry)))
    except (shapely.GEOSException, ValueError, RecursionError):
        return None
    shape = _areas(shape)
    if shape.is_empty:
        return None
    degrees = _degrees(shape, crs)
    west, south, east, north = degrees.bounds
    return (
        shapely.to_geojson(degrees)
        if -180 <= west <= east <= 180 and -90 <= south <= north <= 90
        else None
    )


def _areas(shape: shapely.Geometry) -> shapely.Geometry:
    parts = [
        part for part in shapely.get_parts(shape) if part.geom_type in ("Polygon", "MultiPolygon")
    ]
    return shapely.union_all(parts) if len(parts) != 1 else parts[0]


def _degrees(shape: shapely.Geometry, crs: int) -> shapely.Geometry:
    """Return the shape in EPSG:4326.

    Numbers far beyond 180 are metres of the British grid whatever the file says.
    """
    metres = 27700 if crs == 4326 and max(abs(bound) for bound in shape.bounds) > 1000 else crs
    if metres == 4326:
        return shape
    project = pyproj.Transformer.from_crs(metres, 4326, always_xy=True).transform
    return shapely.transform(shape, project, interleaved=False)


READER = Reader("boundaries (GeoJSON of neighbourhoods or of LSOAs)", recognises, source, SAMPLE)
