"""Layers of a map file, whatever its format: areas or streets, told by their shapes."""

from collections.abc import Callable

from patrolqr.geo.map_files import Layer
from patrolqr.geo.outlines import are_lines
from patrolqr.readers import areas, streets
from patrolqr.readers.source import Choice, Source


def source_of(file_name: str, layer: Layer, choice: Choice, digest: Callable[[], str]) -> Source:
    """Return a layer as a Source of streets, where most of its shapes are lines, or of areas."""
    if are_lines(layer.shapes):
        return streets.source_of(file_name, layer, choice, digest)
    return areas.source_of(file_name, layer, choice, digest)
