"""Areas of a map file of any format: which column is which, where they lie, parts of one united."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from patrolqr.core.errors import FileUnreadable
from patrolqr.geo.map_files import Layer
from patrolqr.geo.outlines import area_of, unite, write_shape
from patrolqr.geo.shapes import Shape, Shapes
from patrolqr.geo.systems import NoGround, Placed, place
from patrolqr.readers import columns
from patrolqr.readers.columns import Properties
from patrolqr.readers.source import Batch, Broken, Choice, Source, SourceKind

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


@dataclass(frozen=True)
class Layout:
    """Which column is which; `parents` may name the level above, the likeliest first."""

    kind: SourceKind
    id: str
    name: str
    residents: str | None
    parents: list[str]


@dataclass(frozen=True)
class _Area:
    """A usable feature of the file."""

    line: int
    properties: Properties
    shape: Shape


def source_of(file_name: str, layer: Layer, choice: Choice, digest: Callable[[], str]) -> Source:
    """Return a layer of areas as a Source; FileUnreadable if it has no id or lies where no incident
    can be.
    """
    found = layout(file_name, layer.rows, choice)
    areas, broken = _areas(layer)
    placed = place_near(file_name, np.array([each.shape for each in areas]), layer.said, choice)
    batch, united = _batch(areas, placed, found, broken)
    notes = [placed.note] if placed and placed.note else []
    if united:
        notes.append(f"{united} of its areas come in parts, which are united by {found.id}.")
    return Source(
        file_name,
        found.kind,
        lambda: iter([batch]),
        digest,
        replace=choice.replace,
        notes=lambda: tuple(notes),
    )


def place_near(file_name: str, shapes: Shapes, said: str | None, choice: Choice) -> Placed | None:
    """Return the shapes in degrees, None where there are none; FileUnreadable if they lie where no
    incident can be.
    """
    if not len(shapes):
        return None
    loaded = choice.ground.bounds if choice.ground and not choice.replace else None
    try:
        return place(shapes, said, loaded)
    except NoGround as problem:
        raise FileUnreadable(f"{file_name} {problem} Nothing was loaded.") from problem


def layout(name: str, rows: Sequence[Properties], choice: Choice) -> Layout:
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
            f"{name} has no column with an id for every area; it has {there}. "
            "Give every area an id of its own in the file."
        )
    return _layout(rows, chosen, choice)


def _layout(rows: Sequence[Properties], chosen: str, choice: Choice) -> Layout:
    name = choice.name or columns.name_column(rows, chosen)
    residents = choice.population or columns.residents_column(rows)
    kind = choice.kind or ("small areas" if _is_small(rows, chosen) else "neighbourhoods")
    parents = [choice.parent] if choice.parent else []
    if kind == "small areas" and not parents:
        parents = columns.parent_columns(rows, {chosen, name, residents})
    return Layout(kind, chosen, name, residents, parents)


def _is_small(rows: Sequence[Properties], chosen: str) -> bool:
    given = [value for value in columns.values(rows, chosen) if value]
    return "lsoa" in chosen.casefold() or all(columns.SMALL.fullmatch(value) for value in given)


def _areas(layer: Layer) -> tuple[list[_Area], list[Broken]]:
    good: list[_Area] = []
    broken: list[Broken] = []
    for line, (properties, drawn) in enumerate(zip(layer.rows, layer.shapes, strict=True), 1):
        shape = area_of(drawn)
        if shape is None:
            broken.append(_broken(line, "it has no outline on the map", properties))
        else:
            good.append(_Area(line, properties, shape))
    return good, broken


def _broken(line: int, why: str, properties: Properties) -> Broken:
    return Broken(line, why, columns.text(json.dumps(properties, default=str))[:KEPT])


def _batch(
    areas: list[_Area], placed: Placed | None, found: Layout, broken: list[Broken]
) -> tuple[Batch, int]:
    """Return the areas as rows, and how many of them stood in the file in parts."""
    parts: dict[str, list[tuple[dict[str, object], Shape]]] = defaultdict(list)
    for area, row, shape, why in _checked(areas, placed, found):
        known = parts.get(str(row["place_id"]))
        if not why and known and known[0][0]["name"] != row["name"]:
            why = "its id stands in the file twice"
        if why:
            broken.append(_broken(area.line, why, area.properties))
        else:
            parts[str(row["place_id"])].append((row, shape))
    good = [
        rows[0][0] | {"geometry": write_shape(unite([shape for _, shape in rows]))}
        for rows in parts.values()
    ]
    broken.sort(key=lambda each: each.line)
    united = sum(len(rows) > 1 for rows in parts.values())
    return Batch(pa.Table.from_pylist(good, SCHEMA), tuple(broken)), united


def _checked(
    areas: list[_Area], placed: Placed | None, found: Layout
) -> Iterator[tuple[_Area, dict[str, object], Shape, str | None]]:
    """Give each area's row, its shape in degrees, and what is wrong with it."""
    if placed is None:
        return
    for area, shape, is_inside in zip(areas, placed.shapes, placed.are_inside, strict=True):
        row = _row(area.line, area.properties, found)
        why = None if is_inside else "its ground lies outside the United Kingdom"
        yield area, row, shape, why if row["place_id"] else "it has no id"


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
