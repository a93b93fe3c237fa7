"""Streets of a map file: Ordnance Survey's (Open Roads, Zoomstack) and OpenStreetMap's, named, classed,
and only those on the force's ground.
"""

import hashlib
from collections.abc import Callable, Iterable

import numpy as np
import pyarrow as pa

from patrolqr.core.errors import FileUnreadable
from patrolqr.geo.ground import Ground
from patrolqr.geo.map_files import Layer
from patrolqr.geo.outlines import line_of, write_shape
from patrolqr.readers import columns
from patrolqr.readers.areas import place_near
from patrolqr.readers.columns import Properties
from patrolqr.readers.source import Batch, Choice, Source

SCHEMA = pa.schema(
    {
        "line": pa.int64(),
        "street_id": pa.string(),
        "name": pa.string(),
        "class": pa.string(),
        "geometry": pa.string(),
    }
)

MARGIN_M = 1000
"""Metres around the neighbourhoods whose streets are kept: a sheet's map shows that much around."""

CLASS_COLUMNS = ("highway", "fclass", "roadfunction", "roadclassification", "class", "type")
"""Where a file says what a street is, the finest first, as `_plain` writes columns' names."""

NAME_COLUMNS = ("name", "name1", "roadname1", "roadname", "streetname")
NUMBER_COLUMNS = ("roadclassificationnumber", "roadnumber", "number", "ref")
ID_COLUMNS = ("id", "osmid", "toid", "identifier", "gmlid", "uuid")

CLASSES = {
    # OpenStreetMap; a link has the class of what it leads to
    "motorway": "motorway",
    "trunk": "trunk",
    "primary": "primary",
    "secondary": "secondary",
    "tertiary": "tertiary",
    "unclassified": "residential",
    "residential": "residential",
    "living street": "residential",
    "pedestrian": "residential",
    "road": "residential",
    "service": "service",
    "busway": "service",
    "footway": "path",
    "path": "path",
    "cycleway": "path",
    "bridleway": "path",
    "steps": "path",
    "track": "path",
    # Ordnance Survey
    "a road": "primary",
    "b road": "secondary",
    "classified unnumbered": "tertiary",
    "minor road": "tertiary",
    "minor": "tertiary",
    "local road": "residential",
    "local": "residential",
    "not classified": "residential",
    "unknown": "residential",
    "local access road": "service",
    "secondary access road": "service",
    "restricted local access road": "service",
    "restricted": "service",
    "guided busway": "service",
}
"""What publishers call a street → its class as it is drawn; any other is no street to be drawn."""

TRUNK_COLUMNS = ("trunkroad",)


def are_streets(names: Iterable[str]) -> bool:
    """Return whether a layer of lines with these columns may be one of streets."""
    return bool({_plain(name) for name in names} & set(CLASS_COLUMNS))


def source_of(file_name: str, layer: Layer, choice: Choice, digest: Callable[[], str]) -> Source:
    """Return a layer of streets as a Source of those on the force's ground; FileUnreadable where
    nothing is loaded that says where that is.
    """
    ground = require_ground(file_name, choice)
    rows = [_row(properties) for properties in layer.rows]
    drawn = np.array([line_of(shape) for shape in layer.shapes], dtype=object)
    kept = [at for at, row in enumerate(rows) if row["class"] and drawn[at] is not None]
    placed = place_near(file_name, drawn[kept], layer.said, choice)
    if placed is None:
        raise FileUnreadable(say_none(file_name, layer))
    near = ground.are_near(placed.shapes, MARGIN_M)
    found = [
        {"line": at + 1, **rows[at], "geometry": write_shape(shape)}
        for at, shape, is_near in zip(kept, placed.shapes, near, strict=True)
        if is_near
    ]
    if not found:
        raise FileUnreadable(say_none(file_name, layer))
    table = pa.Table.from_pylist(list(_once(found)), SCHEMA)
    notes = [placed.note] if placed.note else []
    there = max(layer.there, len(rows))
    notes.append(
        f"{table.num_rows:,} of {there:,} lines in {layer.name} are streets on your ground "
        f"or within {MARGIN_M / 1000:g} km of it."
    )
    return Source(
        file_name,
        "streets",
        lambda: iter([Batch(table)]),
        digest,
        replace=choice.replace,
        notes=lambda: tuple(notes),
    )


def require_ground(file_name: str, choice: Choice) -> Ground:
    """Return the ground of what is loaded; FileUnreadable where nothing is."""
    if choice.ground is None:
        raise FileUnreadable(
            f"{file_name} holds streets, and only those on your ground are kept: load your neighbourhoods first."
        )
    return choice.ground


def say_none(file_name: str, layer: Layer) -> str:
    """Return that none of a layer's streets are on the force's ground."""
    return (
        f"{file_name} has no streets within {MARGIN_M / 1000:g} km of what is loaded (layer {layer.name}). "
        "Load the part of the country your neighbourhoods are in. Nothing was loaded."
    )


def _once(rows: list[dict[str, object]]) -> Iterable[dict[str, object]]:
    """Give each street with an id; one without gets its own from name and line, and the same twice is
    given once.
    """
    given: set[object] = set()
    for row in rows:
        said = f"{row['name']}\n{row['geometry']}"
        street_id = row["street_id"] or hashlib.sha256(said.encode()).hexdigest()[:32]
        if street_id in given:  # one id on several lines: a street in parts
            street_id = f"{street_id}-{hashlib.sha256(said.encode()).hexdigest()[:8]}"
        if street_id not in given:
            given.add(street_id)
            yield row | {"street_id": street_id}


def _row(properties: Properties) -> dict[str, object]:
    plain = {_plain(column): columns.text(value) for column, value in properties.items()}
    name = _first(plain, NAME_COLUMNS) or _first(plain, NUMBER_COLUMNS)
    return {"street_id": _first(plain, ID_COLUMNS), "name": name, "class": _class_of(plain)}


def _class_of(plain: dict[str, str]) -> str | None:
    said = _first(plain, CLASS_COLUMNS) or ""
    called = said.casefold().replace("_", " ").removesuffix(" link")
    found = CLASSES.get(called)
    is_trunk = (_first(plain, TRUNK_COLUMNS) or "").casefold() in ("true", "1", "yes")
    return "trunk" if found == "primary" and is_trunk else found


def _first(plain: dict[str, str], names: Iterable[str]) -> str | None:
    return next((plain[name] for name in names if plain.get(name)), None)


def _plain(column: str) -> str:
    """Return a column's name without capitals and signs: name_1, name1 and Name1 are one."""
    return "".join(sign for sign in column.casefold() if sign.isalnum())
