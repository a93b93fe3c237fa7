"""The mirror works on our own tree, and the picture shows the imports there are."""

from tests.house import architecture, figures


def test_the_figures_of_the_house_are_measured() -> None:
    found = figures.measure(figures.own_files())
    assert found.lines > 5_000
    assert 0 < found.function_median <= found.function_p90
    assert found.typed_percent > 99
    shown = figures.table({"PatrolQR": found})
    assert all(heading in shown for heading in figures.HEADINGS.values())


def test_the_picture_has_every_room_that_imports_or_is_imported() -> None:
    arrows = architecture.imports()
    rooms = {name for floor in architecture.FLOORS for name, _ in floor}
    assert {room for pair in arrows for room in pair} <= rooms
    floor_of = {name: level for level, floor in enumerate(architecture.FLOORS) for name, _ in floor}
    up = {pair for pair in arrows if floor_of[pair[0]] > floor_of[pair[1]]}
    assert not up
    picture = architecture.drawn(arrows)
    assert all(f">{room}</text>" in picture for room in rooms)


def test_the_picture_in_the_readme_is_one_of_these_rooms() -> None:
    """Widths follow the number of imports and may lag; rooms and arrows may not."""
    kept = architecture.PICTURE.read_text("utf-8")
    fresh = architecture.drawn(architecture.imports())
    assert _shape(kept) == _shape(fresh), "draw it again: python -m nox -s picture"


def _shape(picture: str) -> list[str]:
    return [line.split(" fill=")[0] for line in picture.splitlines()]
